use eyelevel_contract::deliveries::bounces::Taken;
use eyelevel_contract::deliveries::{Source, Status};
use eyelevel_server::mail::bounces::{AGAIN_MAX, Via, take};
use eyelevel_server::mail::worker;

use super::{BUSY, DELAYED, FULL, THEIRS, UNKNOWN, bounce, now, path, row, sent, world};
use crate::support::smtp::Smtp;
use crate::support::{HOUR, World};

/// What was written to requester and owner since, by subject.
async fn told(world: &World, smtp: &Smtp) -> Vec<String> {
    let before = smtp.taken().len();
    worker::run(&world.app, &smtp.transport()).await.unwrap();
    smtp.taken().split_off(before)
}

#[tokio::test]
async fn a_mail_that_came_back_for_good_is_told_to_requester_and_owner_and_to_nobody_else() {
    let (world, smtp) = (world().await, Smtp::start().await);
    let licence = sent(&world, &smtp).await;
    let start = world.app.clock.now();
    let taken = take(&world.app, bounce("1", &path(&world).await, FULL), &[], Via::Smtp).await.unwrap();
    assert_eq!(taken, Taken::Bounced);
    assert_eq!(now(&world, &licence).await, [Status::Accepted, Status::Bounced]);
    let seen = world.licence(&licence.page.request.id).await;
    let last = seen.recipients[1].recipient.history.last().unwrap().clone();
    assert_eq!((last.status, last.source, last.at, last.reason.as_deref()), (Status::Bounced, Source::Bounce, start, Some("mailboxfull")));
    assert_eq!(last.address.as_deref(), Some(THEIRS));
    // In the same write: both mails wait already.
    let whom: Vec<(String, String)> =
        world.all("SELECT to_email, lang FROM outbox WHERE template = 'recipient_acted' AND state = 'waiting' ORDER BY to_email").await;
    let owner =
        world.one::<(String,)>("SELECT p.email FROM people p JOIN requests r ON r.owner_id = p.id WHERE r.kind = 'licence'").await.0;
    let mut expected = vec![owner, "partner@eyelevel.example".to_owned()];
    expected.sort();
    assert_eq!(whom.iter().map(|(email, _)| email.clone()).collect::<Vec<_>>(), expected);
    let mails = told(&world, &smtp).await;
    assert_eq!(mails.len(), 2);
    for mail in &mails {
        let text = mail.replace("=\n", "");
        assert!(text.contains("Das Postfach ist voll. Fragen Sie") || text.contains("The mailbox is full. Ask the recipient"), "{text}");
        assert!(text.contains("Ruth Albers"), "{text}");
    }
    // What was sent stays as it was; nothing is sent again.
    let (state, bounced): (String, bool) =
        world.one(&format!("SELECT state, bounced_at IS NOT NULL FROM outbox WHERE id = '{}'", row(&world, THEIRS).await)).await;
    assert_eq!((state.as_str(), bounced), ("sent", true));
    world.later(48 * HOUR);
    assert!(told(&world, &smtp).await.iter().all(|mail| !mail.contains(THEIRS)));
}

#[tokio::test]
async fn a_mail_that_came_back_for_now_is_sent_again_and_at_last_it_is_over() {
    let (world, smtp) = (world().await, Smtp::start().await);
    let licence = sent(&world, &smtp).await;
    let to = path(&world).await;
    let theirs = |mails: &[String]| mails.iter().filter(|mail| mail.contains(THEIRS)).count();
    for (time, wait) in [1, 4, 16].into_iter().enumerate() {
        let taken = take(&world.app, bounce(&format!("now-{time}"), &to, BUSY), &[], Via::Smtp).await.unwrap();
        assert_eq!(taken, Taken::Again);
        assert_eq!(now(&world, &licence).await[1], Status::Delayed);
        world.later(wait * HOUR - 1);
        assert_eq!(theirs(&told(&world, &smtp).await), 0, "not before its time");
        world.later(1);
        assert_eq!(theirs(&told(&world, &smtp).await), 1);
        assert_eq!(now(&world, &licence).await[1], Status::Accepted);
        world.later(60_000);
    }
    // It is one mail all the time.
    let id = world.one::<(String,)>(&format!("SELECT message_id FROM outbox WHERE id = '{}'", row(&world, THEIRS).await)).await.0;
    assert_eq!(smtp.ids().iter().filter(|one| **one == id).count(), 1 + usize::try_from(AGAIN_MAX).unwrap());
    let taken = take(&world.app, bounce("at-last", &to, BUSY), &[], Via::Smtp).await.unwrap();
    assert_eq!((taken, now(&world, &licence).await[1]), (Taken::Bounced, Status::Bounced));
    assert_eq!(told(&world, &smtp).await.len(), 2);
}

#[tokio::test]
async fn a_delay_is_shown_and_nothing_is_sent() {
    let (world, smtp) = (world().await, Smtp::start().await);
    let licence = sent(&world, &smtp).await;
    let to = path(&world).await;
    for id in ["1", "2"] {
        assert_eq!(take(&world.app, bounce(id, &to, DELAYED), &[], Via::Smtp).await.unwrap(), Taken::Delayed);
    }
    assert_eq!(now(&world, &licence).await, [Status::Accepted, Status::Delayed]);
    assert_eq!(world.count("recipient_history WHERE status = 'delayed'").await, 1);
    world.later(48 * HOUR);
    assert!(told(&world, &smtp).await.iter().all(|mail| !mail.contains(THEIRS)));
    // And then it has come back after all.
    assert_eq!(take(&world.app, bounce("3", &to, UNKNOWN), &[], Via::Smtp).await.unwrap(), Taken::Bounced);
    assert_eq!(now(&world, &licence).await, [Status::Accepted, Status::Bounced]);
}

#[tokio::test]
async fn that_it_was_delivered_is_noted() {
    let (world, smtp) = (world().await, Smtp::start().await);
    let licence = sent(&world, &smtp).await;
    for (id, action) in [("1", "delivered"), ("2", "relayed"), ("3", "expanded")] {
        let fields = format!("Action: {action}\nStatus: 2.0.0\n");
        assert_eq!(take(&world.app, bounce(id, &path(&world).await, &fields), &[], Via::Smtp).await.unwrap(), Taken::Noted);
    }
    assert_eq!(now(&world, &licence).await, [Status::Accepted, Status::Accepted]);
    assert_eq!(world.count("bounces WHERE outcome = 'noted'").await, 3);
}

#[tokio::test]
async fn what_a_recipient_says_is_not_overruled() {
    let (world, smtp) = (world().await, Smtp::start().await);
    let licence = sent(&world, &smtp).await;
    let mail = smtp.taken().into_iter().find(|mail| mail.contains(THEIRS)).unwrap().replace("=\n", "");
    let link = mail.split_whitespace().find(|word| word.contains("/r/")).unwrap().replace("http://eyelevel.test", "");
    world.nobody().form(format!("{link}/received"), &[]).await.is(303);
    take(&world.app, bounce("1", &path(&world).await, UNKNOWN), &[], Via::Smtp).await.unwrap();
    assert_eq!(now(&world, &licence).await, [Status::Accepted, Status::Confirmed]);
    assert_eq!(world.count("outbox WHERE template = 'recipient_acted' AND params LIKE '%userunknown%'").await, 0);
}

#[tokio::test]
async fn a_bounce_that_overtakes_our_own_note_wins() {
    let (world, smtp) = (world().await, Smtp::start().await);
    let mut draft = world.asking(eyelevel_contract::licences::Intent::Renew, "thomsen-nas").await;
    draft.recipients = vec![crate::licences::requests::customer()];
    let licence = world.asked(&draft).await;
    let id = row(&world, THEIRS).await;
    // The mail server has it, and brings it back before we have written down that it was taken.
    let mail = loop {
        let claimed = worker::claim(&world.app).await.unwrap().unwrap();
        let delivered = worker::deliver(&world.app, &smtp.transport(), &claimed).await;
        if world.count(&format!("outbox WHERE id = '{id}' AND attempts = 1")).await == 1 {
            break (claimed, delivered);
        }
        worker::settle(&world.app, &smtp.transport(), &claimed, delivered).await.unwrap();
    };
    assert_eq!(take(&world.app, bounce("1", &path(&world).await, UNKNOWN), &[], Via::Smtp).await.unwrap(), Taken::Bounced);
    worker::settle(&world.app, &smtp.transport(), &mail.0, mail.1).await.unwrap();
    assert_eq!(now(&world, &licence).await, [Status::Bounced]);
    world.later(48 * HOUR);
    assert!(told(&world, &smtp).await.iter().all(|mail| !mail.contains(THEIRS)));
}
