//! A process may die between any two steps: no mail is lost, and none is repeated but in the one window that SMTP leaves open.

use std::pin::pin;
use std::task::Poll;

use eyelevel_server::mail::worker;

use crate::support::smtp::{Fate, Smtp};
use crate::support::{MINUTE, World};

const LEASE: i64 = 2 * MINUTE;

async fn ids_in_the_outbox(world: &World) -> Vec<String> {
    let rows: Vec<(String,)> = world.all("SELECT message_id FROM outbox ORDER BY message_id").await;
    rows.into_iter().map(|r| r.0).collect()
}

#[tokio::test]
async fn after_the_claim() {
    let (world, smtp) = (World::new().await, Smtp::start().await);
    world.enquiry("An idea").await;
    for _ in 0..2 {
        assert!(worker::claim(&world.app).await.unwrap().is_some());
    }
    // Both are held by a process that is no more: nobody else takes them …
    let other = world.second_process().await;
    assert_eq!(worker::run(&other.app, &smtp.transport()).await.unwrap(), 0);
    world.later(LEASE - 1);
    assert_eq!(worker::run(&other.app, &smtp.transport()).await.unwrap(), 0);
    // … until the lease is over.
    world.later(1);
    assert_eq!(worker::run(&other.app, &smtp.transport()).await.unwrap(), 2);
    assert_eq!(smtp.ids(), ids_in_the_outbox(&world).await);
    assert_eq!(world.count("outbox WHERE state = 'sent' AND attempts = 2").await, 2);
}

#[tokio::test]
async fn after_the_server_took_it_it_is_repeated_with_the_same_message_id() {
    let (world, smtp) = (World::new().await, Smtp::start().await);
    world.enquiry("An idea").await;
    let claimed = worker::claim(&world.app).await.unwrap().unwrap();
    let envelope = worker::deliver(&world.app, &smtp.transport(), &claimed).await.unwrap();
    assert_eq!(smtp.ids(), std::slice::from_ref(&envelope.message_id));
    world.later(LEASE);
    worker::run(&world.app, &smtp.transport()).await.unwrap();
    let ids = smtp.ids();
    assert_eq!(ids.iter().filter(|id| **id == envelope.message_id).count(), 2);
    assert_eq!(ids.len(), 3, "the other one came once: {ids:?}");
    world.later(LEASE);
    assert_eq!(worker::run(&world.app, &smtp.transport()).await.unwrap(), 0);
}

#[tokio::test]
async fn when_the_line_dies_after_the_server_took_it() {
    let (world, smtp) = (World::new().await, Smtp::start().await);
    world.enquiry("An idea").await;
    smtp.next(&[Fate::TakenInSilence, Fate::Dropped]);
    worker::run(&world.app, &smtp.transport()).await.unwrap();
    assert_eq!((smtp.ids().len(), world.count("outbox WHERE state = 'waiting'").await), (1, 2));
    world.later(MINUTE);
    worker::run(&world.app, &smtp.transport()).await.unwrap();
    let mut ids = smtp.ids();
    assert_eq!(ids.len(), 3);
    ids.dedup();
    assert_eq!(ids, ids_in_the_outbox(&world).await);
}

#[tokio::test]
async fn at_any_await_whatsoever() {
    let (world, smtp) = (World::new().await, Smtp::start().await);
    // The worker is dropped after its first await, its second, its third …, until it comes through.
    for polls in 1.. {
        world.run("DELETE FROM outbox").await;
        world.enquiry("An idea").await;
        let before = smtp.ids().len();
        let transport = smtp.transport();
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
        world.later(LEASE);
        // Waits until what the dead one had in hand is rolled back.
        world.run("UPDATE outbox SET lang = lang").await;
        worker::run(&world.app, &smtp.transport()).await.unwrap();
        assert_eq!(world.count("outbox WHERE state = 'sent'").await, 2, "after {polls} polls");
        let mut sent = smtp.ids().split_off(0);
        let new = sent.len() - before;
        assert!((2..=3).contains(&new), "after {polls} polls {new} mails came");
        sent.dedup();
        for id in ids_in_the_outbox(&world).await {
            assert!(sent.contains(&id), "after {polls} polls {id} is lost");
        }
        if whole {
            break;
        }
    }
}

#[tokio::test]
async fn two_processes_send_each_mail_once() {
    let (world, smtp) = (World::new().await, Smtp::start().await);
    for i in 0..10 {
        world.enquiry(&format!("Idea {i}")).await;
    }
    let other = world.second_process().await;
    let transports = [smtp.transport(), smtp.transport()];
    let (a, b) = tokio::join!(worker::run(&world.app, &transports[0]), worker::run(&other.app, &transports[1]));
    let (a, b) = (a.unwrap(), b.unwrap());
    assert_eq!(a + b, 20);
    assert!(a > 0 && b > 0, "both took part: {a} and {b}");
    assert_eq!(smtp.ids(), ids_in_the_outbox(&world).await);
}

#[tokio::test]
async fn who_comes_back_after_its_lease_undoes_nothing() {
    let (world, smtp) = (World::new().await, Smtp::start().await);
    world.enquiry("An idea").await;
    let claimed = worker::claim(&world.app).await.unwrap().unwrap();
    world.later(LEASE);
    worker::run(&world.app, &smtp.transport()).await.unwrap();
    smtp.next(&[Fate::Refused]);
    let late = worker::deliver(&world.app, &smtp.transport(), &claimed).await;
    assert!(late.is_err());
    worker::settle(&world.app, &smtp.transport(), &claimed, late).await.unwrap();
    assert_eq!(world.count("outbox WHERE state = 'sent'").await, 2);
    assert_eq!(world.count("audit WHERE action = 'mail.failed'").await, 0);
}
