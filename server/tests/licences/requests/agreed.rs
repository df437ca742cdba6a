//! What the requester has agreed to, and only that; by whom, and for how long.

use eyelevel_contract::deliveries::Status;
use eyelevel_contract::licences::{AnswerConsent, AskConsent, Consent, Licence, RecipientChange, SendKey, Whom, paths};
use eyelevel_contract::requests::{EventKind, State};
use eyelevel_server::links;
use eyelevel_server::mail::worker;

use super::consent::{all, make, owed};
use super::{adding, customer, me, recipient};
use crate::support::smtp::{Fate, Smtp};
use crate::support::{Answer, Client};

fn leaving_out(recipient_id: &str) -> AskConsent {
    AskConsent {
        change: RecipientChange::LeftOut,
        recipient_id: Some(recipient_id.to_owned()),
        recipient: None,
        reason: "They can't be reached.".to_owned(),
    }
}

async fn ask(client: &Client, id: &str, ask: AskConsent) -> Consent {
    let licence: Licence = client.post(paths::verb(id, paths::CONSENTS), ask).await.ok();
    licence.consents.into_iter().next_back().unwrap()
}

async fn answer(client: &Client, id: &str, consent: &Consent, agreed: bool) -> Answer {
    client.post(paths::consent(id, &consent.id), AnswerConsent { agreed }).await
}

fn id_of(licence: &Licence, name: &str) -> String {
    licence.recipients.iter().rfind(|r| r.recipient.name == name).unwrap().recipient.id.clone()
}

#[tokio::test]
async fn the_requester_answers_or_the_owner_in_their_place_and_nobody_else() {
    let (world, licence) = owed().await;
    let (id, own) = (&licence.page.request.id, all(&licence));
    let support = world.as_("support").await;
    let ada = ask(&support, id, adding("Ada")).await;
    assert_eq!((ada.agreed, ada.asked_by.name.as_str(), ada.recipient_id.as_ref()), (None, "Selim Aydin", None));
    let (_, mail) = world.mail("partner@eyelevel.example", "Empfänger").await;
    assert!(mail.contains("Selim Aydin") && mail.contains("Who installs it."), "{mail}");
    for account in ["approver", "approver2", "support", "manager", "admin", "auditor"] {
        assert_eq!(answer(&world.as_(account).await, id, &ada, true).await.missing_right(), "partner", "{account}");
    }
    assert_eq!(answer(&world.as_("sales").await, id, &ada, true).await.missing_right(), "requester");
    for account in ["accounts", "other", "other-owner", "ledger", "agent"] {
        answer(&world.as_(account).await, id, &ada, true).await.is(404);
    }
    // As long as nobody has answered, and when they say no, everything is as it was.
    make(&support, id, [own.clone(), vec![ada.id.clone()]].concat()).await.problem(409);
    answer(&world.as_("owner").await, id, &ada, false).await.is(200);
    answer(&world.as_("partner").await, id, &ada, true).await.problem(409);
    assert_eq!(all(&world.licence(id).await), own);
    let again = ask(&support, id, adding("Ada")).await;
    let agreed: Licence = answer(&world.as_("owner").await, id, &again, true).await.ok();
    let consent = agreed.consents.last().unwrap();
    assert_eq!((consent.agreed, consent.by.as_ref().map(|by| by.name.as_str()), consent.in_place), (Some(true), Some("Ines Hansen"), true));
    assert_eq!(agreed.recipients.len(), 3);
    let seen: Licence = support.get(paths::one(id)).await.ok();
    assert_eq!(seen.consents, agreed.consents, "both sides see the same");
    let kinds: Vec<_> = agreed.page.timeline.iter().rev().take(4).map(|e| e.kind).collect();
    let story = [EventKind::ConsentGiven, EventKind::ConsentAsked, EventKind::ConsentRefused, EventKind::ConsentAsked];
    assert_eq!(kinds, story);
    for (action, times) in [("consent.asked", 2), ("consent.refused", 1), ("consent.given", 1)] {
        assert_eq!(world.count(&format!("audit WHERE action = '{action}'")).await, times, "{action}");
    }
    // From now on it is wrong without Ada.
    make(&support, id, own).await.problem(409);
    let good: Licence = make(&support, id, all(&agreed)).await.ok();
    assert_eq!(good.keys[0].sent_to.len(), 3);
    world.send_mails().await;
    assert_eq!(world.mails_to("ada@x.example").await.len(), 1);
}

#[tokio::test]
async fn a_word_for_one_request_and_one_recipient_is_none_for_another() {
    let (world, licence) = owed().await;
    let (id, own) = (&licence.page.request.id, all(&licence));
    let mut draft = world.asking(eyelevel_contract::licences::Intent::Renew, "hka-backup-01").await;
    draft.recipients = vec![me(), customer()];
    let second = world.asked(&draft).await;
    let (other, theirs) = (&second.page.request.id, all(&second));
    let (partner, support) = (world.as_("partner").await, world.as_("support").await);
    let out = ask(&support, id, leaving_out(&own[1])).await;
    // By the address of another request it is none.
    answer(&partner, other, &out, true).await.is(404);
    answer(&partner, id, &out, true).await.is(200);
    let ada = ask(&support, id, adding("Ada")).await;
    let agreed: Licence = answer(&partner, id, &ada, true).await.ok();
    let ada = id_of(&agreed, "Ada");
    // The other request's customer is still to get theirs, and Ada is nobody there.
    let before = world.before().await;
    for to in [vec![theirs[0].clone()], vec![theirs[0].clone(), ada.clone()], [theirs.clone(), vec![ada.clone()]].concat()] {
        make(&support, other, to.clone()).await.problem(409);
    }
    // Here the customer is out and Ada in, and neither the other way round nor any other.
    for to in
        [own.clone(), vec![own[0].clone()], vec![ada.clone()], vec![own[0].clone(), theirs[1].clone()], vec![own[1].clone(), ada.clone()]]
    {
        make(&support, id, to.clone()).await.problem(409);
    }
    // Somebody at the same address was not agreed to.
    let twice = support.post(paths::verb(id, paths::CONSENTS), adding("Ada")).await;
    twice.fault("recipient.email");
    before.nobody_got_anything(&world).await;
    let good: Licence = make(&support, id, vec![own[0].clone(), ada]).await.ok();
    assert_eq!(good.keys[0].sent_to.len(), 2);
    assert!(world.mails_to("it@hafenklinik.example").await.is_empty());
}

#[tokio::test]
async fn a_word_can_be_taken_back_until_they_have_it() {
    let (world, licence) = owed().await;
    let (id, own) = (&licence.page.request.id, all(&licence));
    let (partner, support) = (world.as_("partner").await, world.as_("support").await);
    let ada = ask(&support, id, adding("Ada")).await;
    let agreed: Licence = answer(&partner, id, &ada, true).await.ok();
    let ada = id_of(&agreed, "Ada");
    // Their own wish needs nobody else's word.
    let back = ask(&partner, id, leaving_out(&ada)).await;
    assert_eq!((back.agreed, back.in_place), (Some(true), false));
    make(&support, id, [own.clone(), vec![ada.clone()]].concat()).await.problem(409);
    // The customer out, and in again: it is another pin, and the old one is none.
    let out = ask(&partner, id, leaving_out(&own[1])).await;
    assert_eq!(out.agreed, Some(true));
    let again = AskConsent { recipient: Some(customer()), ..adding("x") };
    assert_eq!(ask(&partner, id, again).await.agreed, Some(true));
    let now = world.licence(id).await;
    let customer = id_of(&now, "Ruth Albers");
    assert_ne!(customer, own[1]);
    make(&support, id, own.clone()).await.problem(409);
    let good: Licence = make(&support, id, vec![own[0].clone(), customer.clone()]).await.ok();
    assert_eq!(good.keys[0].sent_to.len(), 2);
    world.send_mails().await;
    // They have it: nobody takes it from them, and the record stays.
    let late = partner.post(paths::verb(id, paths::CONSENTS), leaving_out(&customer)).await;
    late.fault("recipient_id");
    let mails = world.mails_to("it@hafenklinik.example").await;
    assert_eq!((mails.len(), world.mails_to("ada@x.example").await.len()), (1, 0));
    // Of what is over nothing is changed any more.
    partner.post(paths::verb(id, paths::WORKS), serde_json::json!({})).await.is(200);
    for client in [&partner, &support] {
        assert_eq!(client.post(paths::verb(id, paths::CONSENTS), adding("Bea")).await.problem(409), "conflict");
    }
}

#[tokio::test]
async fn who_is_left_out_while_their_mail_waits_gets_nothing() {
    let (world, licence) = owed().await;
    let (id, own) = (&licence.page.request.id, all(&licence));
    make(&world.as_("support").await, id, own.clone()).await.is(200);
    let (link,): (String,) = world.one(&format!("SELECT id FROM links WHERE subject_id = '{}'", own[1])).await;
    let page = format!("/r/{}", links::token(&world.app, &link).unwrap());
    world.nobody().get(&page).await.is(200);
    ask(&world.as_("partner").await, id, leaving_out(&own[1])).await;
    world.send_mails().await;
    assert!(world.mails_to("it@hafenklinik.example").await.is_empty());
    assert_eq!(world.count("outbox WHERE state = 'withheld'").await, 1);
    for path in [page.clone(), format!("{page}/file")] {
        let answer = world.nobody().get(&path).await.is(404);
        assert!(!answer.text().contains("AR9-1234"));
    }
    // A new link is none of theirs either.
    world.nobody().form(format!("{page}/renew"), &[]).await.is(200);
    world.send_mails().await;
    assert!(world.mails_to("it@hafenklinik.example").await.is_empty());
    let seen = world.licence(id).await;
    assert_eq!(seen.keys[0].sent_to, [own[0].clone()]);
    assert!(seen.recipients[1].left_out && seen.recipients[1].recipient.status == Status::Planned);
    // And what the vendor does next does not bring them back.
    let send = SendKey { key_id: seen.keys[0].id.clone(), recipient_ids: own.clone() };
    world.as_("support").await.post(paths::verb(id, paths::SENDING), send).await.problem(409);
}

#[tokio::test]
async fn where_no_mail_arrives_the_requester_names_another_address_and_only_that_is_sent_to() {
    let (world, licence) = owed().await;
    let (id, own, smtp) = (&licence.page.request.id, all(&licence), Smtp::start().await);
    world.send_mails().await;
    let (partner, support) = (world.as_("partner").await, world.as_("support").await);
    make(&support, id, own.clone()).await.is(200);
    // The requester's is taken, the customer's refused for good.
    world.run("DELETE FROM outbox WHERE template = 'key_issued'").await;
    smtp.next(&[Fate::Taken, Fate::Refused]);
    worker::run(&world.app, &smtp.transport()).await.unwrap();
    let seen = world.licence(id).await;
    let statuses = |licence: &Licence| licence.recipients.iter().map(|r| r.recipient.status).collect::<Vec<_>>();
    assert_eq!(statuses(&seen), [Status::Accepted, Status::Bounced]);
    assert!(seen.recipients[1].recipient.history[0].note.is_some(), "why stands there");
    // The vendor may wish for another address, and no more.
    let send = |to: &[&str]| SendKey { key_id: seen.keys[0].id.clone(), recipient_ids: to.iter().map(|id| (*id).to_owned()).collect() };
    let repaired = recipient(Whom::Customer, "Ruth Albers", "albers@hafenklinik.example");
    let wish = AskConsent { recipient: Some(repaired), ..adding("x") };
    let added = ask(&support, id, wish).await;
    let out = ask(&support, id, leaving_out(&own[1])).await;
    support.post(paths::verb(id, paths::SENDING), send(&[&added.id])).await.problem(409);
    for consent in [&out, &added] {
        answer(&partner, id, consent, true).await.is(200);
    }
    world.later(1);
    let to = id_of(&world.licence(id).await, "Ruth Albers");
    let sent: Licence = support.post(paths::verb(id, paths::SENDING), send(&[&to])).await.ok();
    worker::run(&world.app, &smtp.transport()).await.unwrap();
    let got = smtp
        .taken()
        .iter()
        .filter(|mail| mail.contains("AR9-1234-ABCD-X"))
        .map(|m| m.lines().find(|l| l.starts_with("To: ")).unwrap().to_owned())
        .collect::<Vec<_>>();
    assert_eq!(got.len(), 2, "{got:?}");
    assert!(got[0].contains("partner@eyelevel.example") && got[1].contains("albers@hafenklinik.example"), "{got:?}");
    assert_eq!(statuses(&world.licence(id).await), [Status::Accepted, Status::Bounced, Status::Accepted]);
    assert_eq!((sent.page.request.state, sent.keys[0].sent_to.len()), (State::Shipped, 2));
}
