use eyelevel_server::mail::worker;

use crate::support::smtp::Smtp;
use crate::support::{DAY, World};

#[tokio::test]
async fn are_looked_at_again_when_the_mail_is_claimed() {
    let (world, smtp) = (World::new().await, Smtp::start().await);
    world.shipped(1, 1, "A").await;
    world.run("UPDATE recipients SET email = 'somebody@else.example' WHERE name = 'Empfang'").await;
    worker::run(&world.app, &smtp.transport()).await.unwrap();
    let states: Vec<(String, String)> = world.all("SELECT to_email, state FROM outbox WHERE template = 'shipped' ORDER BY to_email").await;
    let state = |at: usize| (states[at].0.as_str(), states[at].1.as_str());
    assert_eq!(state(0), ("empfang@hafenklinik.example", "withheld"));
    assert_eq!(state(1), ("partner@eyelevel.example", "sent"));
    assert!(!smtp.taken().iter().any(|mail| mail.contains("hafenklinik") || mail.contains("else.example")));
    assert_eq!(world.count("audit WHERE action = 'mail.withheld'").await, 1);
    // For good.
    world.run("UPDATE recipients SET email = 'empfang@hafenklinik.example' WHERE name = 'Empfang'").await;
    world.later(DAY);
    assert_eq!(worker::run(&world.app, &smtp.transport()).await.unwrap(), 0);
}

#[tokio::test]
async fn also_after_a_failure() {
    let (world, smtp) = (World::new().await, Smtp::start().await);
    world.shipped(1, 0, "A").await;
    world.run("DELETE FROM outbox WHERE template <> 'shipped'").await;
    smtp.next(&[crate::support::smtp::Fate::Deferred]);
    worker::run(&world.app, &smtp.transport()).await.unwrap();
    world.run("UPDATE recipients SET email = NULL").await;
    world.later(DAY);
    assert_eq!(worker::run(&world.app, &smtp.transport()).await.unwrap(), 0);
    assert_eq!(world.count("outbox WHERE state = 'withheld'").await, 1);
    assert_eq!(smtp.taken().len(), 0);
}
