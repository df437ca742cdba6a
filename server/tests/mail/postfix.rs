//! Through a real mail server: Debian's postfix, which asks the next server, writes status reports, and sends them to our return path.

use std::time::Duration;

use eyelevel_contract::deliveries::bounces::Reason;
use eyelevel_contract::deliveries::{ChangeRecipient, RecipientStatus, Status, as_named, paths as deliveries_at};
use eyelevel_contract::demo_kits::{DemoKit, NewLine, paths};
use eyelevel_contract::licences::{Intent, Whom, paths as licences_at};
use eyelevel_server::config::ReturnPath;
use eyelevel_server::mail::transport::Transport;
use eyelevel_server::mail::{bounces, return_path, worker};
use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::licences::requests::{me, recipient};
use crate::support::postfix::Postfix;
use crate::support::smtp::Smtp;
use crate::support::{World, kits};

const NAMES: [&str; 4] = ["gone", "later", "full", "desk"];

fn address(name: &str) -> String {
    format!("{name}@hafenklinik.example")
}

/// A kit is on its way to four pinned recipients, and each of them is to get a mail.
async fn shipped(world: &World) {
    let mut draft = world.draft(1, 1).await;
    let (line, recipient) = (draft.lines.pop().unwrap(), draft.recipients.pop().unwrap());
    for (place, name) in NAMES.into_iter().enumerate() {
        draft.lines.push(NewLine { recipient: place + 1, ..line.clone() });
        let mut recipient = recipient.clone();
        (recipient.name, recipient.email) = (name.to_owned(), address(name));
        draft.recipients.push(recipient);
    }
    let kit: DemoKit = world.as_("partner").await.post(paths::DEMO_KITS, draft).await.ok();
    let kit = world.as_("approver").await.decide(&kit, kits::yes()).await;
    world.as_("support").await.post(paths::shipments(&kits::id(&kit)), kits::parcels(&kit, "P")).await.is(200);
}

/// The outbox row to one of them.
async fn row(world: &World, name: &str) -> (String, String, Option<i64>, Option<String>, Option<String>) {
    let to = address(name);
    world.one(&format!("SELECT id, state, last_code, last_status, last_reply FROM outbox WHERE to_email = '{to}'")).await
}

#[tokio::test]
async fn each_recipients_fate_comes_back_to_the_row_it_is_about() {
    // Behind postfix: the recipients' server, and whoever takes what comes back.
    let (theirs, back) = (Smtp::start().await, Smtp::start().await);
    theirs.answers("RCPT TO:<later@", "550 5.1.1 There is no such mailbox");
    theirs.answers("RCPT TO:<full@", "552 5.2.2 The mailbox is full");
    let refused = (address("gone"), "550 5.1.1 Nobody of that name is here");
    let hops = [("hafenklinik.example", theirs.port()), ("portal.example.com", back.port())];
    let Some(postfix) = Postfix::start((&refused.0, refused.1), &hops) else { return };
    let path = ReturnPath::parse("bounces@portal.example.com").unwrap();
    let world = World::with(move |config| config.return_path = Some(path)).await;
    shipped(&world).await;
    let transport = Transport::smtp(&[postfix.url()], "no-reply@eyelevel.test").unwrap();
    worker::run(&world.app, &transport).await.unwrap();

    // Refused at once: the answer stands in the row, and nobody tries again.
    let (_, state, code, status, reply) = row(&world, "gone").await;
    assert_eq!((state.as_str(), code, status.as_deref()), ("failed", Some(550), Some("5.1.1")), "{}", postfix.log());
    assert!(reply.unwrap().contains("Nobody of that name is here"));
    // The others are taken, whatever becomes of them.
    for name in ["later", "full", "desk"] {
        assert_eq!(row(&world, name).await.1, "sent", "{name}");
    }

    while back.taken().len() < 2 || theirs.taken().is_empty() {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let reports = back.taken();
    let paths = back.said("RCPT");
    assert!(back.senders().iter().all(String::is_empty), "a report answers nobody: {:?}", back.senders());
    for (name, status, words) in [("later", "5.1.1", "There is no such mailbox"), ("full", "5.2.2", "The mailbox is full")] {
        let id = row(&world, name).await.0;
        let place = reports.iter().position(|report| report.contains(&format!("Original-Envelope-Id: {id}"))).unwrap();
        let report = &reports[place];
        assert!(report.contains(&format!("Original-Recipient: rfc822;{}", address(name))), "{report}");
        assert!(report.contains(&format!("Status: {status}")) && report.contains(words), "{report}");
        // The head of our mail, and nothing of what it says.
        assert!(report.contains("text/rfc822-headers") && !report.contains("/r/"), "{report}");
        // Where it goes says which mail it is about, and it can't be forged.
        let to = paths[place].split(['<', '>']).nth(1).unwrap();
        assert_eq!(return_path::read(&world.app, to), Some(id));
    }
    // Who got it is reported to nobody.
    assert!(theirs.taken().iter().all(|mail| mail.contains("To: desk <desk@hafenklinik.example>")));
    assert_eq!((back.taken().len(), theirs.taken().len()), (2, 1));
}

/// Statuses and reasons of the recipients outside, by name.
async fn outside(world: &World, request: &str) -> Vec<(String, Status, Option<String>)> {
    let seen = world.licence(request).await;
    let of = |r: &RecipientStatus| (r.name.clone(), r.status, r.history.last().and_then(|last| last.reason.clone()));
    let outside =
        seen.recipients.iter().map(|r| &r.recipient).filter(|r| r.email.as_deref().is_some_and(|e| e.ends_with("hafenklinik.example")));
    outside.map(of).collect()
}

#[tokio::test]
async fn each_status_is_right_and_only_what_did_not_arrive_is_sent_again() {
    let (theirs, door) = (Smtp::start().await, TcpListener::bind("127.0.0.1:0").await.unwrap());
    theirs.answers("RCPT TO:<later@", "550 5.1.1 There is no such mailbox");
    theirs.answers("RCPT TO:<full@", "552 5.2.2 The mailbox is full");
    let refused = (address("gone"), "550 5.1.1 Nobody of that name is here");
    let hops = [("hafenklinik.example", theirs.port()), ("portal.example.com", door.local_addr().unwrap().port())];
    let Some(postfix) = Postfix::start((&refused.0, refused.1), &hops) else { return };
    let path = ReturnPath::parse("bounces@portal.example.com").unwrap();
    let world = World::with(move |config| config.return_path = Some(path)).await;
    let mut draft = world.asking(Intent::Renew, "thomsen-nas").await;
    draft.recipients = vec![me()];
    draft.recipients.extend(NAMES.map(|name| recipient(Whom::Customer, name, &address(name))));
    let request = world.asked(&draft).await.page.request.id;
    let transport = Transport::smtp(&[postfix.url()], "no-reply@eyelevel.test").unwrap();
    worker::run(&world.app, &transport).await.unwrap();
    // Nothing comes back in the same instant: our door opens a minute later, and postfix waits before it.
    world.later(60_000);
    let (stop, stopped) = watch::channel(false);
    let serving = tokio::spawn(bounces::serve(world.app.clone(), door, stopped));
    let word = |reason: Reason| Some(reason.word().to_owned());
    let wanted = [
        ("gone".to_owned(), Status::Bounced, word(Reason::NoSuchAddress)),
        ("later".to_owned(), Status::Bounced, word(Reason::NoSuchAddress)),
        ("full".to_owned(), Status::Bounced, word(Reason::MailboxFull)),
        ("desk".to_owned(), Status::Accepted, None),
    ];
    while world.count("bounces").await < 2 {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(outside(&world, &request).await, wanted, "{}", postfix.log());
    world.as_("other").await.get(licences_at::one(&request)).await.is(404);

    // The requester repairs one address: to that one the key goes again, and to nobody else.
    let told = theirs.said("RCPT").len();
    let seen = world.licence(&request).await;
    let later = seen.recipients.iter().map(|r| &r.recipient).find(|r| r.name == "later").unwrap();
    let mut mended = as_named(later);
    mended.email = address("mended");
    let change = ChangeRecipient { recipient: mended, reason: "A letter was missing.".to_owned() };
    world.as_("partner").await.post(deliveries_at::changes(&later.id), change).await.is(200);
    worker::run(&world.app, &transport).await.unwrap();
    while theirs.taken().len() < 2 {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let again: Vec<String> = theirs.said("RCPT").split_off(told);
    assert!(again.len() == 1 && again[0].starts_with("RCPT TO:<mended@hafenklinik.example>"), "{again:?}");
    let statuses: Vec<Status> = outside(&world, &request).await.into_iter().map(|(_, status, _)| status).collect();
    assert_eq!(statuses, [Status::Bounced, Status::Accepted, Status::Bounced, Status::Accepted]);
    stop.send(true).unwrap();
    serving.await.unwrap();
}
