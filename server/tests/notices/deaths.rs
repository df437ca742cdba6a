//! A process may die between any two steps, and another may do the same at the same time: what waits comes once.

use std::pin::pin;
use std::task::Poll;

use eyelevel_server::mail::worker;
use serde_json::json;

use crate::support::smtp::{Fate, Smtp};
use crate::support::{MINUTE, World};

const QUARTER: i64 = 15 * MINUTE;

/// Three messages that are due.
async fn three_due(world: &World) {
    let request = world.quiet_enquiry("Ein Regal").await;
    for n in 1..=3 {
        world.writes("approver", &request, &format!("Nummer {n}")).await;
    }
    world.later(QUARTER);
}

#[tokio::test]
async fn at_any_await_whatsoever() {
    let (world, smtp) = (World::new().await, Smtp::start().await);
    world.wishes("partner", json!({ "messages": "gathered" }), ("", "")).await;
    for polls in 1.. {
        world.run("DELETE FROM outbox").await;
        world.run("DELETE FROM notices").await;
        three_due(&world).await;
        world.run("DELETE FROM outbox").await;
        let (before, transport) = (smtp.ids().len(), smtp.transport());
        let whole = {
            let mut worker = pin!(worker::run(&world.app, &transport));
            let mut polled = 0;
            std::future::poll_fn(|context| {
                if polled == polls {
                    return Poll::Ready(false);
                }
                polled += 1;
                worker.as_mut().poll(context).map(|done| done.is_ok())
            })
            .await
        };
        world.later(2 * MINUTE);
        // Waits until what the dead one had in hand is rolled back.
        world.run("UPDATE notices SET kind = kind").await;
        worker::run(&world.app, &smtp.transport()).await.unwrap();
        let mails: Vec<(String, String)> =
            world.all("SELECT id, message_id FROM outbox WHERE template = 'digest' AND state = 'sent'").await;
        assert_eq!((mails.len(), world.count("outbox").await), (1, 1), "after {polls} polls");
        assert_eq!(world.count(&format!("notices WHERE outbox_id = '{}' AND due_at IS NOT NULL", mails[0].0)).await, 3);
        let mut sent = smtp.ids().split_off(0);
        assert!((1..=2).contains(&(sent.len() - before)), "after {polls} polls");
        sent.dedup();
        assert!(sent.contains(&mails[0].1), "after {polls} polls it is lost");
        if whole {
            break;
        }
    }
}

#[tokio::test]
async fn two_processes_make_one_mail() {
    let world = World::new().await;
    world.wishes("partner", json!({ "messages": "gathered" }), ("", "")).await;
    let other = world.second_process().await;
    for _ in 0..5 {
        three_due(&world).await;
        let smtp = Smtp::start().await;
        let transports = [smtp.transport(), smtp.transport()];
        let (a, b) = tokio::join!(worker::run(&world.app, &transports[0]), worker::run(&other.app, &transports[1]));
        assert_eq!(a.unwrap() + b.unwrap(), 1);
        assert_eq!(smtp.ids().len(), 1);
    }
    assert_eq!(world.count("outbox WHERE template = 'digest'").await, 5);
}

#[tokio::test]
async fn two_processes_that_gather_in_the_same_instant() {
    let world = World::new().await;
    world.wishes("partner", json!({ "messages": "gathered" }), ("", "")).await;
    three_due(&world).await;
    let (smtp, other) = (Smtp::start().await, world.second_process().await);
    let transports = [smtp.transport(), smtp.transport()];
    let (a, b) = world.at_once("notices", worker::run(&world.app, &transports[0]), worker::run(&other.app, &transports[1])).await;
    assert_eq!((a.unwrap() + b.unwrap(), smtp.ids().len()), (1, 1));
    assert_eq!(world.count("outbox WHERE template = 'digest' AND state = 'sent'").await, 1);
}

#[tokio::test]
async fn a_server_that_is_down_loses_none_of_it() {
    let (world, smtp) = (World::new().await, Smtp::start().await);
    world.wishes("partner", json!({ "messages": "gathered" }), ("", "")).await;
    three_due(&world).await;
    smtp.next(&[Fate::Deferred, Fate::Deferred]);
    for wait in [0, MINUTE, MINUTE] {
        world.later(wait);
        worker::run(&world.app, &smtp.transport()).await.unwrap();
    }
    let mails = smtp.taken();
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].matches("eine neue Nachricht").count(), 3, "{}", mails[0]);
}
