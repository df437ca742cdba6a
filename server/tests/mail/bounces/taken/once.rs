use eyelevel_contract::deliveries::Status;
use eyelevel_contract::deliveries::bounces::Taken;
use eyelevel_server::mail::bounces::{Via, take};

use super::{BUSY, UNKNOWN, bounce, everything, now, path, sent, world};
use crate::support::smtp::Smtp;

#[tokio::test]
async fn the_same_bounce_by_two_ways_is_one() {
    let (world, smtp) = (world().await, Smtp::start().await);
    let licence = sent(&world, &smtp).await;
    let to = path(&world).await;
    for (fields, taken) in [(BUSY, Taken::Again), (UNKNOWN, Taken::Bounced)] {
        let mail = bounce(fields.get(20..24).unwrap(), &to, fields);
        assert_eq!(take(&world.app, mail.clone(), &[], Via::Smtp).await.unwrap(), taken);
        let before = everything(&world).await;
        // The other way adds lines of its own.
        let other = [b"Received: from mx.example by pipe\nDelivered-To: x@portal.example.com\n", &mail[..]].concat();
        for again in [mail, other] {
            assert_eq!(take(&world.app, again, std::slice::from_ref(&to), Via::Pipe).await.unwrap(), Taken::Known);
        }
        assert_eq!(everything(&world).await, before);
    }
    assert_eq!(now(&world, &licence).await, [Status::Accepted, Status::Bounced]);
}

#[tokio::test]
async fn two_at_once_are_told_once() {
    let (world, smtp) = (world().await, Smtp::start().await);
    sent(&world, &smtp).await;
    let to = path(&world).await;
    let (a, b) = world
        .at_once(
            "bounces",
            take(&world.app, bounce("1", &to, UNKNOWN), &[], Via::Smtp),
            take(&world.app, bounce("1", &to, UNKNOWN), &[], Via::Http),
        )
        .await;
    let mut both = [a.unwrap(), b.unwrap()];
    both.sort();
    assert_eq!(both, [Taken::Bounced, Taken::Known]);
    assert_eq!(world.count("outbox WHERE template = 'recipient_acted'").await, 2);
}

#[tokio::test]
async fn another_bounce_of_what_has_come_back_is_noted_and_told_to_nobody() {
    let (world, smtp) = (world().await, Smtp::start().await);
    sent(&world, &smtp).await;
    let to = path(&world).await;
    take(&world.app, bounce("1", &to, UNKNOWN), &[], Via::Smtp).await.unwrap();
    for fields in [UNKNOWN, BUSY] {
        assert_eq!(take(&world.app, bounce("2", &to, fields), &[], Via::Smtp).await.unwrap(), Taken::Noted);
    }
    assert_eq!(world.count("outbox WHERE template = 'recipient_acted'").await, 2);
    assert_eq!(world.count("outbox WHERE template = 'key_sent' AND state = 'waiting'").await, 0);
}
