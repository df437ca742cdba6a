use eyelevel_server::mail::worker;

use crate::support::World;
use crate::support::smtp::{Fate, Smtp};

type Row = (String, Option<String>, Option<i64>, Option<String>, Option<String>);

async fn row(world: &World) -> Row {
    world.one("SELECT state, last_error, last_code, last_status, last_reply FROM outbox ORDER BY id LIMIT 1").await
}

async fn one_mail(world: &World) {
    world.enquiry("An idea").await;
    world.run("DELETE FROM outbox WHERE template = 'assigned'").await;
}

#[tokio::test]
async fn what_the_server_said_stays_with_the_mail() {
    for (answer, state, code, status, reply) in [
        (
            "550 5.1.1 <partner@eyelevel.example>: no such user here",
            "failed",
            550,
            Some("5.1.1"),
            "<partner@eyelevel.example>: no such user here",
        ),
        ("552-5.2.2 The mailbox\r\n552 5.2.2 is full.", "failed", 552, Some("5.2.2"), "The mailbox is full."),
        ("452 4.2.2 over quota", "waiting", 452, Some("4.2.2"), "over quota"),
        ("550 go away", "failed", 550, None, "go away"),
        ("550 1.2.3.4 is listed", "failed", 550, None, "1.2.3.4 is listed"),
    ] {
        let (world, smtp) = (World::new().await, Smtp::start().await);
        one_mail(&world).await;
        smtp.answers("RCPT", answer);
        worker::run(&world.app, &smtp.transport()).await.unwrap();
        let class = if state == "failed" { "refused" } else { "deferred" };
        let wanted: Row = (state.to_owned(), Some(class.to_owned()), Some(code), status.map(str::to_owned), Some(reply.to_owned()));
        assert_eq!(row(&world).await, wanted, "{answer}");
        // Never a text for good: once it is taken, nothing of it is left.
        world.run("UPDATE outbox SET state = 'waiting', next_at = 0").await;
        smtp.recovers();
        worker::run(&world.app, &smtp.transport()).await.unwrap();
        assert_eq!(row(&world).await, ("sent".to_owned(), None, None, None, None));
    }
}

#[tokio::test]
async fn also_what_it_said_to_the_mail_itself() {
    let (world, smtp) = (World::new().await, Smtp::start().await);
    one_mail(&world).await;
    smtp.next(&[Fate::Refused]);
    worker::run(&world.app, &smtp.transport()).await.unwrap();
    assert_eq!(row(&world).await, ("failed".to_owned(), Some("refused".to_owned()), Some(554), None, Some("never".to_owned())));
}

#[test]
fn nothing_of_it_comes_into_a_log() {
    use eyelevel_server::mail::transport::{Failure, Reply};
    let reply = Reply { code: 550, status: Some("5.1.1".to_owned()), text: "jana@nordlicht.example is gone".to_owned() };
    let shown = format!("{:?}", Failure { reply: Some(reply), ..Failure::permanent("refused") });
    assert!(shown.contains("550 5.1.1") && !shown.contains("jana"), "{shown}");
}
