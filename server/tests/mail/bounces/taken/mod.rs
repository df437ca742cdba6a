//! What follows from a mail that came back.

mod door;
mod follows;
mod handed_in;
mod once;
mod whose;

use eyelevel_contract::deliveries::Status;
use eyelevel_contract::ids::Id;
use eyelevel_contract::licences::{Intent, Licence};
use eyelevel_server::config::ReturnPath;
use eyelevel_server::mail::{return_path, worker};

use crate::licences::requests::{customer, me};
use crate::support::World;
use crate::support::smtp::Smtp;

const TOKEN: &str = "a-token-of-twenty-letters-and-more";
/// The recipient outside: the customer's administrator.
const THEIRS: &str = "it@hafenklinik.example";

/// A world whose mails come back to addresses of their own.
async fn world() -> World {
    let path = ReturnPath::parse("bounces@portal.example.com").unwrap();
    World::with(move |config| {
        config.return_path = Some(path);
        config.bounces_token = Some(TOKEN.to_owned());
    })
    .await
}

/// A key that went to the requester and to the customer, and was taken by a mail server.
async fn sent(world: &World, smtp: &Smtp) -> Licence {
    let mut draft = world.asking(Intent::Renew, "thomsen-nas").await;
    draft.recipients = vec![me(), customer()];
    let licence = world.asked(&draft).await;
    worker::run(&world.app, &smtp.transport()).await.unwrap();
    let seen = world.licence(&licence.page.request.id).await;
    assert_eq!(statuses(&seen), [Status::Accepted, Status::Accepted]);
    // Nothing comes back in the same instant.
    world.later(60_000);
    seen
}

fn statuses(licence: &Licence) -> Vec<Status> {
    licence.recipients.iter().map(|r| r.recipient.status).collect()
}

/// Each recipient's status now.
async fn now(world: &World, licence: &Licence) -> Vec<Status> {
    statuses(&world.licence(&licence.page.request.id).await)
}

/// The row of the outbox that brought somebody their key.
async fn row(world: &World, to: &str) -> Id {
    world.one::<(Id,)>(&format!("SELECT id FROM outbox WHERE to_email = '{to}' AND template = 'key_sent'")).await.0
}

/// A bounce of the mail to the customer with this Message-ID; `fields` are the report's.
fn bounce(id: &str, to: &str, fields: &str) -> Vec<u8> {
    let report = format!(
        "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; {THEIRS}\n{fields}\n--b--\n"
    );
    format!("From: MAILER-DAEMON@mx.example\nTo: {to}\nMessage-ID: <{id}@mx.example>\nSubject: Undelivered\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n{report}").into_bytes()
}

const FULL: &str = "Action: failed\nStatus: 5.2.2\nDiagnostic-Code: smtp; 552 5.2.2 mailbox full\n";
const UNKNOWN: &str = "Action: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 no such user\n";
const BUSY: &str = "Action: failed\nStatus: 4.3.2\nDiagnostic-Code: smtp; 421 4.3.2 try again later\n";
const DELAYED: &str = "Action: delayed\nStatus: 4.4.1\n";

/// The return path of the customer's mail.
async fn path(world: &World) -> String {
    return_path::of(&world.app, &row(world, THEIRS).await).unwrap()
}

/// All that a bounce may change, to see that nothing did.
async fn everything(world: &World) -> Vec<i64> {
    let mut all = Vec::new();
    for from in [
        "bounces",
        "outbox",
        "outbox WHERE state = 'waiting'",
        "outbox WHERE bounced_at IS NOT NULL",
        "recipient_history",
        "timeline",
        "audit",
    ] {
        all.push(world.count(from).await);
    }
    all
}
