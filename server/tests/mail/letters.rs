use std::collections::BTreeSet;

use eyelevel_contract::deliveries::{NewStatus, Status, paths as deliveries_at, tracking::Cause};
use eyelevel_contract::demo_kits::{DemoKit, paths as kits_at};
use eyelevel_contract::requests::{HandOver, MovePromise, NewMessage, paths};
use eyelevel_server::jobs::Job;
use eyelevel_server::mail::{Template, own};
use eyelevel_texts::letters::Standard;
use serde_json::json;

use crate::licences;
use crate::returns;
use crate::statements;
use crate::support::{DAY, HOUR, World, kits};
use crate::webhooks::{Desk, Reply};

/// Everything happens of which somebody is told.
async fn a_busy_month(world: &World) {
    gathered(world).await;
    let (partner, approver, support) = (world.as_("partner").await, world.as_("approver").await, world.as_("support").await);
    let manager = world.as_("manager").await;
    let invited = json!({ "name": "Ada", "email": "ada@x.example", "organisation_id": world.organisation("Nordlicht IT").await,
        "roles": ["technician"], "lang": "en" });
    world.as_("owner").await.post("/api/v1/people", invited).await.is(201);
    world.nobody().form("/forgot", &[("email", "partner@eyelevel.example")]).await.is(200);
    world.published().await;
    licences::requests::a_busy_week(world).await;
    let first = usize::try_from(world.count("pool_keys").await).unwrap();
    world.runs_dry(&format!("seven-{first}"), first).await;
    let kit = world.submitted(1, 1).await;
    let id = kits::id(&kit);
    approver.act(&id, paths::QUESTION, json!({ "missing": "Which?" })).await.is(200);
    partner.act(&id, paths::ANSWER, json!({ "text": "This." })).await.is(200);
    approver.act(&id, paths::QUESTION, json!({ "missing": "Which?" })).await.is(200);
    partner.act(&id, paths::OBJECTION, json!({ "reason": "" })).await.is(200);
    support.post(paths::messages(&id), NewMessage { text: "Hello.".to_owned(), internal: false }).await.is(201);
    let moved = MovePromise { due_at: world.app.clock.now() + DAY, reason: "Stocktaking.".to_owned() };
    approver.act(&id, paths::PROMISE, moved).await.is(200);
    let handed = HandOver { owner_id: world.person("approver2").await, reason: "Leave.".to_owned() };
    manager.act(&id, paths::OWNER, handed).await.is(200);
    partner.act(&id, paths::ESCALATIONS, json!({ "reason": "Silence." })).await.is(200);
    let level = partner.page(&id).await.escalations[0].id.clone();
    let said = json!({ "answer": "Today.", "until": world.app.clock.now() + HOUR });
    manager.post(paths::escalation_answer(&id, &level), said).await.is(200);
    let free = json!({ "person_id": world.person("approver2").await, "deputy_id": world.person("support").await,
        "from_on": kits::day(0), "until_on": kits::day(0) });
    manager.post(eyelevel_contract::people::absences::PATH, free).await.is(201);
    Job::Absences.run(&world.app).await.unwrap();
    world.run("UPDATE absences SET ended_at = 1").await;
    let back = HandOver { owner_id: world.person("approver2").await, reason: "Here again.".to_owned() };
    manager.act(&id, paths::OWNER, back).await.is(200);
    // Seven of the eight hours that are left are over.
    world.later(8 * HOUR);
    Job::Promises.run(&world.app).await.unwrap();
    world.later(DAY - 7 * HOUR);
    approver.decide(&kit, kits::no("No.")).await;
    partner.act(&id, paths::SECOND_LOOK, json!({ "reason": "Why?" })).await.is(200);
    world.as_("approver2").await.decide(&kit, kits::changed("A week.", vec![], Some(kits::day(10)))).await;
    partner.act(&id, paths::ACCEPTANCE, json!({})).await.is(200);
    let kit = support.kit(&kit).await;
    let kit: eyelevel_contract::demo_kits::DemoKit =
        support.post(eyelevel_contract::demo_kits::paths::shipments(&id), kits::parcels(&kit, "A")).await.ok();
    let parcel = kit.recipients[1].parcel.as_ref().unwrap().id.clone();
    let first = kit.recipients[0].parcel.as_ref().unwrap().id.clone();
    for (day, cause) in [(3, None), (5, Some(Cause::Customs))] {
        let late = NewStatus { status: Status::InTransit, note: String::new(), arrives_on: Some(kits::day(day)), cause };
        support.post(deliveries_at::status(&first), late).await.is(200);
    }
    Job::Parcels.run(&world.app).await.unwrap();
    let lost = NewStatus { status: Status::Lost, note: "Gone.".to_owned(), arrives_on: None, cause: None };
    support.post(deliveries_at::status(&parcel), lost).await.is(200);
    let mine = world.link("partner@eyelevel.example", "Eine Lieferung").await;
    let desk = world.link("empfang@hafenklinik.example", "Eine Lieferung").await;
    world.nobody().form(format!("{desk}/renew"), &[]).await.is(200);
    world.nobody().form(format!("{mine}/problem"), &[("note", "Dark.")]).await.is(303);
    for link in [&mine, &desk] {
        world.nobody().form(format!("{link}/received"), &[]).await.is(303);
    }
    returns::handled::a_slow_fortnight(world).await;
    returns::referral::at_a_distributor_s(world).await;
    for day in [4, 10, 11] {
        world.app.clock.set(crate::support::TUESDAY + day * DAY);
        world.run_jobs().await;
        Job::Returns.run(&world.app).await.unwrap();
    }
    loaned(world, &kit).await;
    listened(world).await;
    let account = world.account("10042").await;
    statements::monthly::a_month(world, &account).await;
}

/// Somebody gets two messages in one mail.
async fn gathered(world: &World) {
    let edit = json!({ "ways": { "messages": "gathered" }, "quiet_from": "", "quiet_until": "", "digest_at": "07:00" });
    let sales = world.as_("sales").await;
    sales.put(eyelevel_contract::notices::SETTINGS, 0, edit).await.is(200);
    let request: eyelevel_contract::enquiries::Enquiry =
        sales.post(eyelevel_contract::enquiries::PATH, crate::support::requests::question("Two.")).await.ok();
    for text in ["One.", "Two."] {
        let message = NewMessage { text: text.to_owned(), internal: false };
        world.as_("support").await.post(paths::messages(&request.page.request.id), message).await.is(201);
    }
}

/// A program that listens: it does not take something, then takes nothing for days, then is gone.
async fn listened(world: &World) {
    let (owner, desk) = (world.as_("owner").await, Desk::open().await);
    let id = owner.hooks_up(&desk.url()).await.webhook.id;
    for (code, arrived) in [(500, "9999999999999"), (500, "NULL"), (410, "NULL")] {
        desk.says(move |_| Reply::Code(code));
        world.enquiry("An idea").await;
        // The last attempt is next.
        world.run("UPDATE webhook_deliveries SET attempts = 9").await;
        world.run(&format!("UPDATE webhooks SET delivered_at = {arrived}")).await;
        world.send_webhooks().await;
        if arrived == "NULL" {
            owner.switch(&id, true).await;
        }
    }
}

/// A loan whose last day is moved and is not, of which pieces are bought and are not, and that comes back in parts.
async fn loaned(world: &World, kit: &DemoKit) {
    let id = kits::id(kit);
    let (sales, approver, support) = (world.as_("sales").await, world.as_("approver").await, world.as_("support").await);
    let later = json!({ "return_on": kits::day(40), "reason": "The fair." });
    let keep = json!({ "serials": ["A-0"], "reason": "They like it." });
    for (path, body) in [(kits_at::later(&id), later), (kits_at::keep(&id), keep)] {
        for verdict in ["declined", "approved"] {
            let wished: DemoKit = sales.post(&path, &body).await.ok();
            let wish = &wished.loan.open_wish().unwrap().id;
            let no_alternative = verdict == "declined";
            let answer = json!({ "wish_id": wish, "verdict": verdict, "reason": "Stock.", "no_alternative": no_alternative });
            approver.post(kits_at::wish_answer(&id), answer).await.is(200);
        }
    }
    support.post(kits_at::check_in(&id), json!({ "serials": ["Z-9"] })).await.is(200);
    support.post(kits_at::check_in(&id), kits::back(&support.kit(kit).await)).await.is(200);
}

#[tokio::test]
async fn every_letter_is_whole_in_both_languages() {
    for lang in ["de", "en"] {
        let world = World::new().await;
        world.run(&format!("UPDATE people SET lang = '{lang}'")).await;
        a_busy_month(&world).await;
        world.send_mails().await;
        assert_eq!(world.count("outbox WHERE state <> 'sent'").await, 0);
        let written: Vec<(String,)> = world.all("SELECT DISTINCT template FROM outbox").await;
        let written: BTreeSet<_> = written.into_iter().map(|w| w.0).collect();
        let all: BTreeSet<_> = Template::ALL.iter().map(|t| t.word().to_owned()).collect();
        assert_eq!(written, all, "each kind of mail was sent");
        let mails: Vec<(String, String, String)> = world.all("SELECT to_email, subject, body FROM demo_mails").await;
        for (to, subject, body) in mails {
            let all = format!("{subject}\n{body}");
            for odd in ["{", "}", "  ", "None", "\n\n\n", "bis \n", ": \n", "„“", "“”", "null"] {
                assert!(!all.contains(odd), "“{odd}” to {to}: {all}");
            }
            assert!(!subject.is_empty() && !subject.contains('\n'), "{all}");
            assert!(body.ends_with("sehen.") || body.ends_with("page."), "{all}");
        }
    }
}

#[tokio::test]
async fn every_letter_says_the_vendor_s_words() {
    let world = World::new().await;
    world.run("UPDATE people SET lang = 'de'").await;
    for worded in own::all() {
        let all = |of: &Standard| of.names.iter().fold("EIGEN".to_owned(), |all, name| format!("{all} {{{name}}}"));
        for (lang, _) in worded.body.texts {
            // Links are looked for by how a subject begins.
            let subject = worded.subject.and_then(|subject| subject.text(lang));
            let subject = subject.map_or_else(|| "NULL".to_owned(), |subject| format!("'{} EIGEN'", subject.replace('\'', "''")));
            let row = format!("'{}', '{lang}', {subject}, '{}', 1, 1", worded.name, all(worded.body));
            world.run(&format!("INSERT INTO mail_texts (name, lang, subject, body, version, changed_at) VALUES ({row})")).await;
        }
    }
    a_busy_month(&world).await;
    world.send_mails().await;
    assert_eq!(world.count("outbox WHERE state <> 'sent'").await, 0);
    let written: Vec<(String,)> = world.all("SELECT DISTINCT template FROM outbox").await;
    assert_eq!(written.len(), Template::ALL.len(), "each kind of mail was sent");
    let mails: Vec<(String, String)> = world.all("SELECT subject, body FROM demo_mails").await;
    for (subject, body) in mails {
        let all = format!("{subject}\n{body}");
        assert!(body.contains("EIGEN") && !all.contains('{'), "{all}");
        assert!(subject.ends_with("EIGEN"), "{all}");
        assert!(body.ends_with("sehen.") || body.ends_with("page."), "what is ours stays: {all}");
    }
}

#[tokio::test]
async fn each_in_the_language_of_who_reads_it() {
    let world = World::new().await;
    let mut draft = world.draft(1, 1).await;
    draft.recipients[1].lang = eyelevel_contract::lang::PageLang::En;
    let kit: eyelevel_contract::demo_kits::DemoKit =
        world.as_("partner").await.post(eyelevel_contract::demo_kits::paths::DEMO_KITS, draft).await.ok();
    let kit = world.as_("approver2").await.decide(&kit, kits::yes()).await;
    world
        .as_("support")
        .await
        .post(eyelevel_contract::demo_kits::paths::shipments(&kits::id(&kit)), kits::parcels(&kit, "A"))
        .await
        .is(200);
    world.mail("partner@eyelevel.example", "Eine Lieferung von Kranich Systems ist zu Ihnen unterwegs").await;
    let (_, body) = world.mail("empfang@hafenklinik.example", "A delivery from Kranich Systems is on its way to you").await;
    assert!(body.contains("1 × E-paper display, 4.2 inches, black/white/red"), "{body}");
    // Whatever the language of who caused it: Henrik reads English, Jana German.
    world.mail("partner@eyelevel.example", "DK-1001 ist genehmigt").await;
    // A person who changes their language gets what was written before in the language that they read when it was written.
    let desk = world.link("empfang@hafenklinik.example", "A delivery").await;
    let page = world.nobody().in_german().get(&desk).await.is(200).text();
    assert!(page.contains("<html lang=\"en\">"), "{page}");
}
