use eyelevel_server::mail::transport::Transport;
use eyelevel_server::mail::worker;

use crate::support::smtp::{Fate, Smtp};
use crate::support::{HOUR, World};

async fn row(world: &World) -> (String, i64, i64, Option<String>) {
    world.one("SELECT state, attempts, next_at, last_error FROM outbox ORDER BY id LIMIT 1").await
}

/// A world with one mail.
async fn one_mail(world: &World) {
    world.enquiry("An idea").await;
    world.run("DELETE FROM outbox WHERE template = 'assigned'").await;
}

#[tokio::test]
async fn it_grows_with_every_failure_and_ends_after_two_days() {
    let (world, smtp) = (World::new().await, Smtp::start().await);
    one_mail(&world).await;
    smtp.next(&[Fate::Deferred; 40]);
    let begun = world.app.clock.now();
    let mut waits = Vec::new();
    loop {
        assert_eq!(worker::run(&world.app, &smtp.transport()).await.unwrap(), 1);
        let (state, attempts, next_at, error) = row(&world).await;
        assert_eq!((attempts, error.as_deref()), (i64::try_from(waits.len()).unwrap() + 1, Some("deferred")));
        waits.push((next_at - world.app.clock.now()) / 1000);
        if state == "failed" {
            break;
        }
        // Not a second earlier.
        world.app.clock.set(next_at - 1);
        assert_eq!(worker::run(&world.app, &smtp.transport()).await.unwrap(), 0);
        world.app.clock.set(next_at);
    }
    assert_eq!(waits[..5], [15, 30, 60, 120, 240]);
    let took = world.app.clock.now() - begun;
    assert!((36 * HOUR..72 * HOUR).contains(&took), "{} hours", took / HOUR);
    assert_eq!(world.count("audit WHERE action = 'mail.failed'").await, 1);
    world.later(1_000 * HOUR);
    assert_eq!(worker::run(&world.app, &smtp.transport()).await.unwrap(), 0);
    assert_eq!(smtp.taken().len(), 0);
}

#[tokio::test]
async fn a_no_for_good_is_taken_at_its_word() {
    let (world, smtp) = (World::new().await, Smtp::start().await);
    one_mail(&world).await;
    smtp.next(&[Fate::Refused]);
    worker::run(&world.app, &smtp.transport()).await.unwrap();
    let (state, attempts, _, error) = row(&world).await;
    assert_eq!((state.as_str(), attempts, error.as_deref()), ("failed", 1, Some("refused")));
    // The reason holds neither address nor text.
    assert_eq!(world.count("outbox WHERE last_error LIKE '%@%'").await, 0);
}

#[tokio::test]
async fn where_nobody_listens_the_server_is_left_alone_and_no_other_mail_is_charged_with_it() {
    let (world, smtp) = (World::new().await, Smtp::start().await);
    world.enquiry("An idea").await;
    let nowhere = Transport::smtp(&["smtp://127.0.0.1:1"], "no-reply@eyelevel.test").unwrap();
    assert_eq!(worker::run(&world.app, &nowhere).await.unwrap(), 1);
    let rows: Vec<(String, i64, Option<String>)> = world.all("SELECT state, attempts, last_error FROM outbox ORDER BY attempts").await;
    let waiting = |attempts, error: Option<&str>| ("waiting".to_owned(), attempts, error.map(str::to_owned));
    assert_eq!(rows, [waiting(0, None), waiting(1, Some("unreachable"))]);
    world.later(14_999);
    assert_eq!(worker::run(&world.app, &nowhere).await.unwrap(), 0);
    world.later(1);
    assert_eq!(worker::run(&world.app, &smtp.transport()).await.unwrap(), 2);
    assert_eq!(smtp.taken().len(), 2);
    assert_eq!(world.count("outbox WHERE state = 'sent' AND last_error IS NULL AND sent_at IS NOT NULL").await, 2);
}

#[tokio::test]
async fn one_that_can_t_be_made_holds_up_no_other() {
    let (world, smtp) = (World::new().await, Smtp::start().await);
    world.enquiry("An idea").await;
    world.run("UPDATE outbox SET params = '{\"request_id\":\"nothing\"}' WHERE template = 'submitted'").await;
    worker::run(&world.app, &smtp.transport()).await.unwrap();
    let rows: Vec<(String, String, Option<String>)> = world.all("SELECT template, state, last_error FROM outbox ORDER BY template").await;
    assert_eq!(rows[0].1, "sent");
    assert_eq!((rows[1].1.as_str(), rows[1].2.as_deref()), ("waiting", Some("unmade")));
}

#[tokio::test]
async fn an_smtp_address_that_is_none_is_said_at_the_start() {
    for url in ["", "mail.example", "http://mail.example", "smtp://"] {
        assert!(Transport::smtp(&[url], "no-reply@eyelevel.test").is_err(), "{url}");
    }
    for from in ["", "no-reply", "no-reply@", "a b@c.example", "a@b.example\r\nBcc: c@d.example"] {
        assert!(Transport::smtp(&["smtp://127.0.0.1:25"], from).is_err(), "{from}");
    }
    for from in ["no-reply@localhost", "Kranich Systems <portal@kranich.example>"] {
        assert!(Transport::smtp(&["smtp://127.0.0.1:25"], from).is_ok(), "{from}");
    }
}
