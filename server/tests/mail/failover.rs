use eyelevel_server::mail::transport::{Envelope, Failure, Transport};
use eyelevel_server::mail::worker;

use crate::support::smtp::{Fate, Smtp};
use crate::support::{MINUTE, World};

fn both(first: &Smtp, second: &Smtp) -> Transport {
    Transport::smtp(&[first.url(), second.url()], "no-reply@eyelevel.test").unwrap()
}

fn mail(at: i64) -> Envelope {
    Envelope {
        id: "01900000-0000-7000-8000-000000000001".to_owned(),
        reply_to: None,
        return_path: None,
        from: "no-reply@eyelevel.test".to_owned(),
        to_name: "Jana".to_owned(),
        to_email: "jana@nordlicht.example".to_owned(),
        subject: "Hello".to_owned(),
        body: "Hello.".to_owned(),
        attachment: None,
        unsubscribe: None,
        message_id: "<1@eyelevel.test>".to_owned(),
        at,
    }
}

#[tokio::test]
async fn a_server_that_turns_us_away_is_left_alone_and_the_next_one_has_the_mails() {
    for (word, answer, class) in [
        ("greeting", "421 4.3.2 too busy", "busy"),
        ("greeting", "554 5.7.1 no service for you", "busy"),
        ("EHLO", "451 4.3.0 not now", "busy"),
        ("MAIL", "550 5.7.1 you may not send as that", "sender"),
        ("MAIL", "452 4.3.1 no room", "sender"),
        ("RCPT", "421 4.3.2 going down", "busy"),
    ] {
        let (world, first, second) = (World::new().await, Smtp::start().await, Smtp::start().await);
        first.answers(word, answer);
        let transport = both(&first, &second);
        world.enquiry("An idea").await;
        world.enquiry("Another").await;
        assert_eq!(worker::run(&world.app, &transport).await.unwrap(), 4, "{answer}");
        assert_eq!((first.lines(), second.taken().len()), (1, 4), "{answer}: asked once, and then left alone");
        assert_eq!(world.count("outbox WHERE state = 'sent' AND attempts = 1 AND last_error IS NULL").await, 4);
        let (error, status): (Option<String>, Option<String>) =
            world.one(&format!("SELECT error, status FROM mail_transports WHERE name = '{}'", first.name())).await;
        assert_eq!((error.as_deref(), status.as_deref()), (Some(class), answer.split(' ').nth(1)));
        assert_eq!(world.count(&format!("mail_transports WHERE name = '{}' AND error IS NULL", second.name())).await, 1);
        // When its rest is over it is asked first, and it is well again.
        first.recovers();
        world.later(15_000);
        world.enquiry("A third").await;
        worker::run(&world.app, &transport).await.unwrap();
        assert_eq!((first.taken().len(), second.taken().len()), (2, 4), "{answer}");
        assert_eq!(world.count("mail_transports WHERE error IS NULL AND rests_until = 0").await, 2);
    }
}

#[tokio::test]
async fn a_password_that_is_not_taken_is_no_mails_fault() {
    let (world, first, second) = (World::new().await, Smtp::start().await, Smtp::start().await);
    first.answers("EHLO", "250-test\r\n250 AUTH PLAIN");
    first.answers("AUTH", "535 5.7.8 wrong");
    let with_password = first.url().replace("smtp://", "smtp://portal:secret@");
    world.enquiry("An idea").await;
    let alone = Transport::smtp(&[&with_password], "no-reply@eyelevel.test").unwrap();
    assert_eq!(worker::run(&world.app, &alone).await.unwrap(), 1);
    assert_eq!(world.count("outbox WHERE state = 'waiting' AND last_error = 'auth' AND last_status = '5.7.8'").await, 1);
    world.later(MINUTE);
    let two = Transport::smtp(&[with_password, second.url()], "no-reply@eyelevel.test").unwrap();
    assert_eq!(worker::run(&world.app, &two).await.unwrap(), 2);
    assert_eq!(second.taken().len(), 2);
}

#[tokio::test]
async fn what_is_said_about_the_mail_or_its_receiver_is_said_once() {
    for (word, answer, lasting) in
        [("RCPT", "550 5.1.1 no such user", true), ("RCPT", "450 4.2.0 greylisted", false), ("DATA", "554 5.6.0 no", true)]
    {
        let (first, second) = (Smtp::start().await, Smtp::start().await);
        first.answers(word, answer);
        let transport = both(&first, &second);
        for at in [1, 2] {
            let failure = transport.send(&mail(at)).await.unwrap_err();
            assert_eq!((failure.lasting, failure.class), (lasting, if lasting { "refused" } else { "deferred" }), "{answer}");
            assert_eq!(failure.reply.map(|r| r.code.to_string()).as_deref(), answer.split(' ').next());
        }
        // Nobody else is asked, the server is as good as before, and the line is used again.
        assert_eq!((first.lines(), second.lines()), (1, 0), "{answer}");
        assert_eq!((first.said("RSET").len(), transport.rests(3)), (2, false));
    }
}

#[tokio::test]
async fn who_has_the_mail_may_have_taken_it() {
    let (first, second) = (Smtp::start().await, Smtp::start().await);
    first.next(&[Fate::TakenInSilence]);
    let failure = both(&first, &second).send(&mail(1)).await.unwrap_err();
    assert_eq!(failure, Failure::temporary("unreachable"));
    assert_eq!((first.taken().len(), second.taken().len()), (1, 0));
}

#[tokio::test]
async fn lines_are_used_again_while_they_live() {
    let smtp = Smtp::start().await;
    let transport = smtp.transport();
    for _ in 0..3 {
        transport.send(&mail(1)).await.unwrap();
    }
    assert_eq!((smtp.lines(), smtp.taken().len()), (1, 3));
    // One that nobody needed for long is not trusted any more, and one that is dead is replaced.
    transport.send(&mail(2 * MINUTE)).await.unwrap();
    assert_eq!(smtp.lines(), 2);
    smtp.answers("NOOP", "421 4.4.2 you were silent for too long");
    transport.send(&mail(2 * MINUTE)).await.unwrap();
    assert_eq!((smtp.lines(), smtp.taken().len()), (3, 5));
}

#[tokio::test]
async fn whoever_is_silent_is_not_waited_for_for_long() {
    // Before a mail it is the server's fault at once; within one it is when it repeats itself.
    for (word, asked) in [("greeting", 1), ("RCPT", 3)] {
        let (first, second) = (Smtp::start().await, Smtp::start().await);
        first.answers(word, "");
        let hasty = format!("{}?patience=1", first.url());
        let transport = Transport::smtp(&[hasty, second.url()], "no-reply@eyelevel.test").unwrap();
        for at in 1..=4 {
            transport.send(&mail(at)).await.unwrap();
        }
        assert_eq!((first.taken().len(), second.taken().len()), (0, 4), "{word}");
        assert_eq!(first.lines(), asked, "{word}");
    }
}

#[tokio::test]
async fn when_all_rest_the_one_that_rests_shortest_is_asked_and_the_worker_waits() {
    let (world, first, second) = (World::new().await, Smtp::start().await, Smtp::start().await);
    for smtp in [&first, &second] {
        smtp.answers("greeting", "421 no");
    }
    let transport = both(&first, &second);
    world.enquiry("An idea").await;
    assert_eq!(worker::run(&world.app, &transport).await.unwrap(), 1);
    assert!(transport.rests(world.app.clock.now()));
    assert_eq!(worker::run(&world.app, &transport).await.unwrap(), 0);
    assert_eq!((first.lines(), second.lines()), (1, 1));
    assert!(transport.send(&mail(world.app.clock.now())).await.is_err());
    assert_eq!((first.lines(), second.lines()), (2, 1));
}
