//! Who may not read a request any more gets nothing of it, whenever that was taken from them.

use eyelevel_server::mail::worker;
use serde_json::json;

use super::JANA;
use crate::support::smtp::{Fate, Smtp};
use crate::support::{MINUTE, World};

const QUARTER: i64 = 15 * MINUTE;

/// The owner of a new enquiry, who likes messages gathered; the partner has written twice.
async fn written(world: &World) -> String {
    let request = world.quiet_enquiry("Ein Regal").await;
    let account = if request.owner.name == "Henrik Lund" { "approver2" } else { "approver" };
    world.wishes(account, json!({ "messages": "gathered" }), ("", "")).await;
    world.writes("partner", &request, "Eins").await;
    world.writes("partner", &request, "Zwei").await;
    account.to_owned()
}

/// They keep the books from now on: kits and enquiries are no matter of theirs.
async fn moved_to_the_books(world: &World, account: &str) {
    let id = world.person(account).await;
    world.run(&format!("DELETE FROM person_roles WHERE person_id = '{id}'")).await;
    world.run(&format!("INSERT INTO person_roles (person_id, role) VALUES ('{id}', 'ledger')")).await;
}

#[tokio::test]
async fn taken_from_them_while_it_waited() {
    let world = World::new().await;
    let account = written(&world).await;
    let email = format!("{account}@eyelevel.example");
    assert!(world.notices(&account).await.items.len() >= 2);
    moved_to_the_books(&world, &account).await;
    world.later(QUARTER);
    assert_eq!(world.subjects(&email).await, [""; 0]);
    assert_eq!(world.count("outbox WHERE template IN ('digest', 'message')").await, 0);
    let seen = world.notices(&account).await;
    assert_eq!((seen.items.len(), seen.unread), (0, 0), "nor is it in their list");
}

#[tokio::test]
async fn taken_from_them_while_no_server_took_it() {
    let (world, smtp) = (World::new().await, Smtp::start().await);
    let account = written(&world).await;
    world.later(QUARTER);
    smtp.next(&[Fate::Deferred]);
    worker::run(&world.app, &smtp.transport()).await.unwrap();
    moved_to_the_books(&world, &account).await;
    world.later(QUARTER);
    worker::run(&world.app, &smtp.transport()).await.unwrap();
    assert_eq!(smtp.taken().len(), 0);
    assert_eq!(world.count("outbox WHERE template = 'digest' AND state = 'withheld'").await, 1);
    assert_eq!(world.count("audit WHERE action = 'mail.withheld'").await, 1);
}

#[tokio::test]
async fn one_alone_is_asked_about_once_more_too() {
    let (world, smtp) = (World::new().await, Smtp::start().await);
    let account = written(&world).await;
    world.run("DELETE FROM notices WHERE id = (SELECT MAX(id) FROM notices WHERE kind = 'messages')").await;
    world.later(QUARTER);
    smtp.next(&[Fate::Deferred]);
    worker::run(&world.app, &smtp.transport()).await.unwrap();
    assert_eq!(world.count("outbox WHERE template = 'message' AND state = 'waiting'").await, 1);
    moved_to_the_books(&world, &account).await;
    world.later(QUARTER);
    worker::run(&world.app, &smtp.transport()).await.unwrap();
    assert_eq!((smtp.taken().len(), world.count("outbox WHERE template = 'message' AND state = 'withheld'").await), (0, 1));
}

#[tokio::test]
async fn of_several_they_get_what_is_theirs_still() {
    let world = World::new().await;
    let (kept, lost) = (world.quiet_enquiry("Ein Regal").await, world.quiet_enquiry("Ein Schild").await);
    world.wishes("partner", json!({ "messages": "gathered" }), ("", "")).await;
    for request in [&kept, &lost] {
        world.writes("approver", request, "Eins").await;
        world.writes("approver", request, "Zwei").await;
    }
    // It goes to a colleague, and is limited.
    let sql = format!("UPDATE requests SET requester_id = '{}', limited = TRUE WHERE id = '{}'", world.person("sales").await, lost.id);
    world.run(&sql).await;
    world.later(QUARTER);
    let (subject, body) = world.mail(JANA, "Neuigkeiten").await;
    assert_eq!(subject, "2 Neuigkeiten für Sie");
    assert!(body.contains(&kept.number) && !body.contains(&lost.number) && !body.contains(&lost.id), "{body}");
}

#[tokio::test]
async fn who_can_sign_in_no_more_gets_nothing_of_what_waits() {
    let world = World::new().await;
    let account = written(&world).await;
    world.run(&format!("UPDATE people SET password_hash = NULL WHERE email_key = '{account}@eyelevel.example'")).await;
    world.later(QUARTER);
    assert_eq!(world.subjects(&format!("{account}@eyelevel.example")).await, [""; 0]);
}
