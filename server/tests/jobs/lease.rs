use std::time::Duration;

use eyelevel_server::jobs::lease::take;
use eyelevel_server::jobs::{self, Job};
use eyelevel_server::mail::transport::Transport;
use tokio::sync::watch;

use crate::support::{DAY, World};

#[tokio::test]
async fn two_processes_record_each_broken_promise_once() {
    let world = World::new().await;
    let other = world.second_process().await;
    for i in 0..8 {
        world.enquiry(&format!("Idea {i}")).await;
    }
    world.later(30 * DAY);
    let (a, b) = world.at_once("timeline", Job::Promises.run(&world.app), Job::Promises.run(&other.app)).await;
    assert_eq!(a.unwrap() + b.unwrap(), 8);
    assert_eq!(world.count("timeline WHERE kind = 'promise_broken'").await, 8);
    assert_eq!(world.count("outbox WHERE template = 'promise_broken'").await, 16);
}

#[tokio::test]
async fn two_processes_run_all_jobs_and_stop_when_they_are_told_to() {
    let world = World::new().await;
    let other = world.second_process().await;
    world.enquiry("An idea").await;
    world.later(30 * DAY);
    // Both run all jobs; both stop when told to.
    let (stop, stopped) = watch::channel(false);
    let one = tokio::spawn(jobs::run_until(world.app.clone(), Some(Transport::Demo), stopped.clone()));
    let two = tokio::spawn(jobs::run_until(other.app.clone(), Some(Transport::Demo), stopped));
    while world.count("outbox WHERE state = 'sent'").await < 7 || world.count("leases").await < 10 {
        tokio::task::yield_now().await;
    }
    stop.send(true).unwrap();
    one.await.unwrap();
    two.await.unwrap();
    assert_eq!(world.count("timeline WHERE kind = 'promise_broken'").await, 1);
    // Submitted and assigned; the broken promise to both; the ladder to who has it, and to both.
    assert_eq!(world.count("demo_mails").await, 7);
    let holders: Vec<(String, String)> = world.all("SELECT name, holder FROM leases ORDER BY name").await;
    assert_eq!(
        holders.iter().map(|h| h.0.as_str()).collect::<Vec<_>>(),
        ["absences", "keys", "loans", "monthly", "parcels", "promises", "renewals", "returns", "statements", "tidy"]
    );
}

#[tokio::test]
async fn it_is_held_by_one_until_it_is_over() {
    let world = World::new().await;
    let other = world.second_process().await;
    let minute = Duration::from_secs(60);
    let (a, b) = world.at_once("leases", take(&world.app, "loans", "one", minute), take(&other.app, "loans", "two", minute)).await;
    let (a, b) = (a.unwrap(), b.unwrap());
    assert!(a != b, "one of the two: {a} {b}");
    let (winner, loser) = if a { ("one", "two") } else { ("two", "one") };
    world.later(59_999);
    assert!(!take(&other.app, "loans", loser, minute).await.unwrap());
    // Whoever holds it prolongs it; another job is another lease.
    assert!(take(&world.app, "loans", winner, minute).await.unwrap());
    assert!(take(&other.app, "tidy", loser, minute).await.unwrap());
    world.later(59_999);
    assert!(!take(&other.app, "loans", loser, minute).await.unwrap());
    world.later(1);
    assert!(take(&other.app, "loans", loser, minute).await.unwrap());
    assert!(!take(&world.app, "loans", winner, minute).await.unwrap());
}

#[tokio::test]
async fn more_than_one_run_can_take_is_taken_by_the_next_ones() {
    let world = World::new().await;
    let first = world.enquiry("An idea").await;
    let rows: Vec<String> = (0..250)
        .map(|i| {
            format!(
                "SELECT 'r-{i}', 'X-{i}', kind, subject, state, partner_id, requester_id, owner_id, 'p-{i}', due_at, search, reference_key, \
                 created_at, updated_at FROM requests WHERE id = '{}'",
                first.id
            )
        })
        .collect();
    let promises: Vec<String> = (0..250)
        .map(|i| {
            format!("SELECT 'p-{i}', 'r-{i}', kind, promised_at, first_due_at, due_at FROM promises WHERE request_id = '{}'", first.id)
        })
        .collect();
    for (rows, promises) in rows.chunks(125).zip(promises.chunks(125)) {
        let columns = "id, number, kind, subject, state, partner_id, requester_id, owner_id, promise_id, due_at, search, reference_key, created_at, updated_at";
        world.run(&format!("INSERT INTO requests ({columns}) {}", rows.join(" UNION ALL "))).await;
        let columns = "id, request_id, kind, promised_at, first_due_at, due_at";
        world.run(&format!("INSERT INTO promises ({columns}) {}", promises.join(" UNION ALL "))).await;
    }
    world.later(30 * DAY);
    assert_eq!(Job::Promises.run(&world.app).await.unwrap(), 200);
    assert_eq!(Job::Promises.run(&world.app).await.unwrap(), 51);
    assert_eq!(Job::Promises.run(&world.app).await.unwrap(), 0);
}
