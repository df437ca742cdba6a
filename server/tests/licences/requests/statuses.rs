//! Every recipient has a status and a history of their own, and sees nobody else's.

use eyelevel_contract::deliveries::{
    ChangeRecipient, Channel, NewRecipient, NewStatus, Receipt, RecipientLink, Status, as_named, paths as deliveries,
};
use eyelevel_contract::licences::{Intent, Licence, NewKeyRecipient, SendKey, Whom, paths};
use eyelevel_contract::requests::{EventKind, State};
use eyelevel_server::mail::worker;
use serde_json::json;

use super::{customer, me, recipient};
use crate::support::smtp::{Fate, Smtp};
use crate::support::{DAY, HOUR, World};

fn statuses(licence: &Licence) -> Vec<Status> {
    licence.recipients.iter().map(|r| r.recipient.status).collect()
}

fn history(licence: &Licence, place: usize) -> Vec<(Status, i64, Option<&str>)> {
    licence.recipients[place].recipient.history.iter().map(|change| (change.status, change.at, change.note.as_deref())).collect()
}

fn parcel(licence: &Licence, place: usize) -> String {
    licence.recipients[place].recipient.parcel.as_ref().unwrap().id.clone()
}

#[tokio::test]
async fn to_whom_a_link_is_handed_over_no_mail_goes_though_there_is_an_address() {
    let world = World::new().await;
    let mut draft = world.asking(Intent::Renew, "thomsen-nas").await;
    let handed = NewKeyRecipient { channel: Some(Channel::Download), why: "Keeps the licences".to_owned(), ..customer() };
    draft.recipients = vec![me(), handed];
    let id = world.asked(&draft).await.page.request.id;
    world.send_mails().await;
    let seen = world.licence(&id).await;
    let pinned = &seen.recipients[1].recipient;
    assert_eq!((pinned.channel, pinned.why.as_str(), pinned.status), (Channel::Download, "Keeps the licences", Status::Planned));
    assert_eq!(world.count("outbox WHERE to_email = 'it@hafenklinik.example'").await, 0);
    // They wish it by mail after all: a change of the requester's own, and what they did not have goes out.
    let partner = world.as_("partner").await;
    let by_mail = NewRecipient { channel: Some(Channel::Mail), ..as_named(pinned) };
    let change = ChangeRecipient { recipient: by_mail, reason: "She asked for it.".to_owned() };
    partner.post(deliveries::changes(&pinned.id), change).await.is(200);
    world.send_mails().await;
    assert_eq!(world.count("outbox WHERE to_email = 'it@hafenklinik.example'").await, 1);
    assert_eq!(statuses(&world.licence(&id).await), [Status::Sent; 2]);
}

#[tokio::test]
async fn each_goes_their_own_way_and_all_of_them_end_it() {
    let world = World::new().await;
    let mut draft = world.asking(Intent::Renew, "thomsen-nas").await;
    draft.recipients = vec![me(), customer(), recipient(Whom::Other, "Empfang", "")];
    let id = world.asked(&draft).await.page.request.id;
    let (partner, nobody, start) = (world.as_("partner").await, world.nobody(), world.app.clock.now());
    world.send_mails().await;
    // Who has no address has nothing yet; their link is the requester's to hand over.
    let seen = world.licence(&id).await;
    assert_eq!(statuses(&seen), [Status::Sent, Status::Sent, Status::Planned]);
    assert_eq!(history(&seen, 2), []);
    world.later(HOUR);
    let link: RecipientLink = partner.post(deliveries::link(&parcel(&seen, 2)), json!({})).await.is(201).ok();
    let desk = link.url.strip_prefix(&world.app.config.base_url).unwrap().to_owned();
    assert_eq!(history(&world.licence(&id).await, 2), [(Status::Sent, start + HOUR, None)]);
    // Looking at it is no answer.
    let theirs = world.link("it@hafenklinik.example", "Lizenzschlüssel").await;
    for page in [&desk, &theirs] {
        nobody.get(page).await.is(200);
        nobody.get(format!("{page}/file")).await.is(303);
    }
    assert_eq!(statuses(&world.licence(&id).await), [Status::Sent; 3]);
    // One says that something is wrong, one that all is well: neither hears of the other, and both sides of both.
    world.later(HOUR);
    nobody.form(format!("{desk}/problem"), &[("note", "The program refuses it")]).await.is(303);
    nobody.form(format!("{theirs}/received"), &[]).await.is(303);
    let seen = world.licence(&id).await;
    assert_eq!(statuses(&seen), [Status::Sent, Status::Confirmed, Status::Problem]);
    let problem = (Status::Problem, start + 2 * HOUR, Some("The program refuses it"));
    assert_eq!(history(&seen, 2), [(Status::Sent, start + HOUR, None), problem]);
    assert_eq!(history(&seen, 1), [(Status::Sent, start, None), (Status::Confirmed, start + 2 * HOUR, None)]);
    assert_eq!(history(&seen, 0), [(Status::Sent, start, None)]);
    let (own, other) = (nobody.get(&theirs).await.text(), nobody.get(&desk).await.text());
    for secret in ["Empfang", "Jana", "refuses", "LK-1001"] {
        assert!(!own.contains(secret), "{secret}: {own}");
    }
    assert!(!other.contains("Ruth") && !other.contains("hafenklinik") && other.contains("refuses"), "{other}");
    let support: Licence = world.as_("support").await.get(paths::one(&id)).await.ok();
    assert_eq!(support.recipients, world.as_("owner").await.get(paths::one(&id)).await.ok::<Licence>().recipients);
    for account in ["other", "accounts", "agent", "ledger"] {
        world.as_(account).await.get(deliveries::one(&parcel(&seen, 1))).await.is(404);
    }
    // As long as one has not confirmed, it is not over.
    partner.post(deliveries::receipt(&parcel(&seen, 0)), Receipt::complete()).await.is(200);
    assert_eq!(world.licence(&id).await.page.request.state, State::Shipped);
    nobody.form(format!("{desk}/received"), &[]).await.is(303);
    let done = world.licence(&id).await;
    assert_eq!((statuses(&done), done.page.request.state), (vec![Status::Confirmed; 3], State::Closed));
    let kinds: Vec<_> = done.page.timeline.iter().map(|e| e.kind).collect();
    let received = kinds.iter().filter(|kind| **kind == EventKind::Received).count();
    assert_eq!(
        (received, kinds.iter().filter(|kind| **kind == EventKind::Problem).count(), kinds.last()),
        (3, 1, Some(&EventKind::Closed))
    );
}

#[tokio::test]
async fn what_is_sent_again_begins_anew_and_what_was_stays_in_the_history() {
    let (world, smtp) = (World::new().await, Smtp::start().await);
    let mut draft = world.asking(Intent::Renew, "thomsen-nas").await;
    draft.recipients = vec![me(), customer()];
    let licence = world.asked(&draft).await;
    let (id, support) = (&licence.page.request.id, world.as_("support").await);
    let send = async |places: &[usize]| -> Licence {
        let to = places.iter().map(|i| licence.recipients[*i].recipient.id.clone()).collect();
        support.post(paths::verb(id, paths::SENDING), SendKey { key_id: licence.keys[0].id.clone(), recipient_ids: to }).await.ok()
    };
    let start = world.app.clock.now();
    world.run("DELETE FROM outbox WHERE template = 'key_issued'").await;
    smtp.next(&[Fate::Taken, Fate::Refused]);
    worker::run(&world.app, &smtp.transport()).await.unwrap();
    let failed = world.licence(id).await;
    assert_eq!(statuses(&failed), [Status::Accepted, Status::Bounced]);
    // Both sides are told that it did not arrive.
    let told: Vec<(String,)> =
        world.all("SELECT to_email FROM outbox WHERE template = 'recipient_acted' AND state = 'sent' ORDER BY to_email").await;
    assert_eq!(told, [("approver2@eyelevel.example".to_owned(),), ("partner@eyelevel.example".to_owned(),)]);
    world.later(HOUR);
    send(&[1]).await;
    worker::run(&world.app, &smtp.transport()).await.unwrap();
    let again = world.licence(id).await;
    assert_eq!(statuses(&again), [Status::Accepted; 2]);
    let why = failed.recipients[1].recipient.history[0].note.as_deref();
    assert!(why.is_some());
    assert_eq!(history(&again, 1), [(Status::Bounced, start, why), (Status::Accepted, start + HOUR, None)]);
    assert_eq!(history(&again, 0), [(Status::Accepted, start, None)], "the other one had it already");
    // What they confirmed stays, and what comes now is another thing.
    let page = {
        let taken = smtp.taken();
        let mail = taken.iter().rfind(|mail| mail.contains("it@hafenklinik.example")).unwrap();
        let plain = mail.replace("=\n", "").replace("=3D", "=");
        let from = plain.find("/r/").unwrap();
        plain[from..].split_whitespace().next().unwrap().to_owned()
    };
    world.nobody().form(format!("{page}/received"), &[]).await.is(303);
    world.later(DAY);
    world
        .as_("support")
        .await
        .post(
            paths::verb(id, paths::SENDING),
            json!({ "key_id": licence.keys[0].id, "recipient_ids": [licence.recipients[1].recipient.id] }),
        )
        .await
        .is(200);
    let planned = world.licence(id).await;
    assert_eq!(statuses(&planned)[1], Status::Planned);
    worker::run(&world.app, &smtp.transport()).await.unwrap();
    let all: Vec<_> = history(&world.licence(id).await, 1).into_iter().map(|(status, ..)| status).collect();
    assert_eq!(all, [Status::Bounced, Status::Accepted, Status::Confirmed, Status::Accepted]);
}

#[tokio::test]
async fn nobody_says_of_a_mail_what_only_its_recipient_knows() {
    let world = World::new().await;
    let licence = world.asked(&world.asking(Intent::Renew, "thomsen-nas").await).await;
    let at = deliveries::status(&parcel(&licence, 0));
    let support = world.as_("support").await;
    let note = |status, note: &str| NewStatus { status, note: note.to_owned(), arrives_on: None, cause: None };
    // Nothing is under way before a mail server has it.
    for status in Status::ALL {
        assert!(support.post(&at, note(*status, "Why not.")).await.status.is_client_error(), "{status}");
    }
    world.send_mails().await;
    for status in [Status::Planned, Status::Sent, Status::Delivered, Status::Lost, Status::Problem, Status::Confirmed] {
        support.post(&at, note(status, "Why not.")).await.fault("status");
    }
    // Bad news needs its reason, and the requester is told.
    support.post(&at, note(Status::Bounced, " ")).await.fault("note");
    support.post(&at, note(Status::Bounced, "It came back.")).await.is(200);
    let (_, body) = world.mail("partner@eyelevel.example", "Neues zur Lieferung").await;
    assert!(body.contains("It came back."), "{body}");
    assert_eq!(history(&world.licence(&licence.page.request.id).await, 0).len(), 2);
}
