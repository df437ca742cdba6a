use std::collections::BTreeMap;

use eyelevel_server::mail::worker;

use crate::support::smtp::Smtp;
use crate::support::{MINUTE, World};

/// Mails that wait: so many to each domain.
async fn waiting(limit: i64, mails: &[(&str, usize)]) -> World {
    let world = World::with(|config| {
        config.mail_domain_limit = Some(limit);
        config.smtp_url = vec!["smtp://127.0.0.1:1".to_owned()];
    })
    .await;
    for (domain, count) in mails {
        for place in 0..*count {
            world.enquiry(&format!("{domain} {place}")).await;
            world.run("DELETE FROM outbox WHERE template <> 'submitted'").await;
            world.run(&format!("UPDATE outbox SET to_email = 'Somebody@{domain}' WHERE to_email LIKE '%@eyelevel.example'")).await;
        }
    }
    world
}

/// How many went to each domain since the last look.
fn went(smtp: &Smtp, seen: &mut usize) -> BTreeMap<String, usize> {
    let said = smtp.said("RCPT");
    let mut by_domain = BTreeMap::new();
    for line in said.iter().skip(*seen) {
        *by_domain.entry(line.split(['@', '>']).nth(1).unwrap().to_lowercase()).or_default() += 1;
    }
    *seen = said.len();
    by_domain
}

#[tokio::test]
async fn so_many_a_minute_and_others_go_past() {
    let (world, smtp) = (waiting(3, &[("Big.example", 8), ("small.example", 2)]).await, Smtp::start().await);
    let (transport, mut seen) = (smtp.transport(), 0);
    let of = |pairs: &[(&str, usize)]| pairs.iter().map(|(d, n)| ((*d).to_owned(), *n)).collect::<BTreeMap<_, _>>();
    worker::run(&world.app, &transport).await.unwrap();
    assert_eq!(went(&smtp, &mut seen), of(&[("big.example", 3), ("small.example", 2)]));
    // Who waits is charged with no attempt, and has a later instant.
    let now = world.app.clock.now();
    assert_eq!(world.count(&format!("outbox WHERE state = 'waiting' AND attempts = 0 AND next_at > {now}")).await, 5);
    assert_eq!(worker::run(&world.app, &transport).await.unwrap(), 0);
    world.later(MINUTE - 1);
    assert_eq!(worker::run(&world.app, &transport).await.unwrap(), 0, "not a moment earlier");
    world.later(1);
    worker::run(&world.app, &transport).await.unwrap();
    assert_eq!(went(&smtp, &mut seen), of(&[("big.example", 3)]));
    world.later(MINUTE);
    worker::run(&world.app, &transport).await.unwrap();
    assert_eq!(went(&smtp, &mut seen), of(&[("big.example", 2)]));
    assert_eq!(world.count("outbox WHERE state = 'sent' AND attempts = 1").await, 10);
}

#[tokio::test]
async fn several_processes_keep_to_it_together() {
    let (world, smtp) = (waiting(5, &[("big.example", 12)]).await, Smtp::start().await);
    let other = world.second_process().await;
    let transports = [smtp.transport(), smtp.transport()];
    for minute in [5, 10, 12, 12] {
        let (a, b) = tokio::join!(worker::run(&world.app, &transports[0]), worker::run(&other.app, &transports[1]));
        assert!(a.is_ok() && b.is_ok());
        assert_eq!(smtp.taken().len(), minute);
        world.later(MINUTE);
    }
    let ids = smtp.ids();
    assert_eq!(ids.iter().collect::<std::collections::BTreeSet<_>>().len(), 12, "none twice");
}

#[tokio::test]
async fn many_are_put_off_at_once_each_to_its_minute() {
    let (world, smtp) = (waiting(2, &[("big.example", 9)]).await, Smtp::start().await);
    worker::run(&world.app, &smtp.transport()).await.unwrap();
    let rows: Vec<(i64,)> = world.all("SELECT next_at FROM outbox WHERE state = 'waiting' ORDER BY next_at").await;
    let minutes: Vec<i64> = rows.iter().map(|row| (row.0 - world.app.clock.now()) / MINUTE).collect();
    assert_eq!(minutes, [1, 1, 2, 2, 3, 3, 4]);
}

#[tokio::test]
async fn without_a_mail_server_there_is_none() {
    let world = World::with(|config| config.mail_domain_limit = Some(1)).await;
    world.enquiry("An idea").await;
    world.send_mails().await;
    assert_eq!(world.count("demo_mails").await, 2);
    assert_eq!(world.count("mail_domains").await, 0);
}
