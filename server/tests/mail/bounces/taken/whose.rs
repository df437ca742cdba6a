//! Only what names a mail of ours by its signed return path changes anything.

use eyelevel_contract::deliveries::bounces::{Bounce, PATH, Reason, Taken};
use eyelevel_contract::page::Page;
use eyelevel_server::mail::bounces::{Via, take};
use eyelevel_server::mail::{return_path, worker};

use super::{FULL, THEIRS, UNKNOWN, bounce, everything, path, row, sent, world};
use crate::support::smtp::Smtp;

#[tokio::test]
async fn what_is_forged_or_names_nothing_changes_nothing() {
    let (world, smtp) = (world().await, Smtp::start().await);
    sent(&world, &smtp).await;
    let id = row(&world, THEIRS).await;
    let (message_id,): (String,) = world.one(&format!("SELECT message_id FROM outbox WHERE id = '{id}'")).await;
    let right = path(&world).await;
    let (tag, host) = right.split_once('@').unwrap();
    let (start, last) = tag.split_at(tag.len() - 1);
    let forged = format!("{start}{}@{host}", if last == "a" { "b" } else { "a" });
    let nobodys = return_path::of(&world.app, "01900000-0000-7000-8000-000000000000").unwrap();
    let before = everything(&world).await;
    for to in [forged.as_str(), "bounces@portal.example.com", "partner@eyelevel.example", &nobodys, &format!("{tag}@elsewhere.example")] {
        assert_eq!(take(&world.app, bounce("1", to, UNKNOWN), &[to.to_owned()], Via::Smtp).await.unwrap(), Taken::NotOurs, "{to}");
    }
    // To know the Message-ID, or to name the mail in other ways, is not enough.
    let named = format!(
        "From: MAILER-DAEMON@mx.example\nTo: bounces@portal.example.com\nIn-Reply-To: {message_id}\nSubject: Undelivered\n\n<{THEIRS}>: 550 5.1.1 no such user\n\n--- Below this line is a copy of the message.\n\nReturn-Path: <bounces+{id}@portal.example.com>\nMessage-ID: {message_id}\nTo: {THEIRS}\n\nhello"
    );
    assert_eq!(take(&world.app, named.into_bytes(), &[], Via::Http).await.unwrap(), Taken::NotOurs);
    assert_eq!(everything(&world).await, before);
}

#[tokio::test]
async fn automatic_answers_and_loops_change_nothing() {
    let (world, smtp) = (world().await, Smtp::start().await);
    sent(&world, &smtp).await;
    let to = path(&world).await;
    let before = everything(&world).await;
    let inner = "--b\nContent-Type: message/delivery-status\n\nFinal-Recipient: rfc822; a@example.com\nAction: failed\nStatus: 5.1.1\n--b\nContent-Type: message/rfc822\n\nReturn-Path: <>\nFrom: MAILER-DAEMON@other.example\nSubject: Undelivered\n\nsorry\n--b--";
    for mail in [
        format!("From: {THEIRS}\nTo: {to}\nSubject: Abwesend\nAuto-Submitted: auto-replied\n\nMy mailbox is full."),
        format!("From: {THEIRS}\nTo: {to}\nSubject: Re: key\n\nThank you."),
        format!(
            "From: MAILER-DAEMON@mx.example\nTo: {to}\nSubject: Undelivered\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n{inner}"
        ),
        format!("{}From: MAILER-DAEMON@mx.example\nTo: {to}\nSubject: Undelivered\n\n<{THEIRS}>: 550 5.1.1", "Received: x\n".repeat(90)),
    ] {
        assert_eq!(take(&world.app, mail.clone().into_bytes(), &[], Via::Smtp).await.unwrap(), Taken::NoBounce, "{mail}");
    }
    assert_eq!(everything(&world).await, before);
}

#[tokio::test]
async fn the_returned_copy_names_it_too() {
    let (world, smtp) = (world().await, Smtp::start().await);
    sent(&world, &smtp).await;
    let right = path(&world).await;
    let mail = format!(
        "From: MAILER-DAEMON@mx.example\nTo: postmaster@portal.example.com\nSubject: failure notice\n\n<{THEIRS}>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n--- Below this line is a copy of the message.\n\nReturn-Path: <{right}>\nTo: {THEIRS}\nMessage-ID: <x@y.example>\n\nhello"
    );
    assert_eq!(take(&world.app, mail.into_bytes(), &[], Via::Pipe).await.unwrap(), Taken::Bounced);
}

#[tokio::test]
async fn a_person_s_address_is_shown_to_the_vendor_s_admins() {
    let (world, smtp) = (world().await, Smtp::start().await);
    world.enquiry("An idea").await;
    worker::run(&world.app, &smtp.transport()).await.unwrap();
    let (id, email): (String, String) = world.one("SELECT id, to_email FROM outbox WHERE template = 'submitted'").await;
    let before = (world.count("outbox").await, world.count("timeline").await);
    let to = return_path::of(&world.app, &id).unwrap();
    let mail = String::from_utf8(bounce("1", &to, FULL)).unwrap().replace(THEIRS, &email);
    assert_eq!(take(&world.app, mail.into_bytes(), &[], Via::Smtp).await.unwrap(), Taken::Bounced);
    // There is nobody to tell but the admins, on their page.
    assert_eq!((world.count("outbox").await, world.count("timeline").await), before);
    let list: Page<Bounce> = world.as_("admin").await.get(PATH).await.ok();
    let [one] = &list.items[..] else { panic!("{list:?}") };
    assert_eq!((one.reason, one.taken, one.email.as_str(), one.permanent), (Reason::MailboxFull, Taken::Bounced, email.as_str(), true));
    assert_eq!((one.person_id.clone(), one.request.clone()), (Some(world.person("partner").await), None));
    assert_eq!(one.diagnostic, "552 5.2.2 mailbox full");
    for account in ["partner", "owner", "support", "manager", "auditor", "agent"] {
        assert_eq!(world.as_(account).await.get(PATH).await.missing_right(), "admin", "{account}");
    }
}

#[tokio::test]
async fn the_list_is_read_page_by_page() {
    let (world, smtp) = (world().await, Smtp::start().await);
    let licence = sent(&world, &smtp).await;
    let to = path(&world).await;
    for n in 0..5 {
        take(&world.app, bounce(&n.to_string(), &to, UNKNOWN), &[], Via::Smtp).await.unwrap();
        world.later(i64::from(n % 2));
    }
    let admin = world.as_("admin").await;
    let (mut seen, mut next) = (Vec::new(), Some(String::new()));
    while let Some(cursor) = next {
        let more = if cursor.is_empty() { String::new() } else { format!("&cursor={cursor}") };
        let page: Page<Bounce> = admin.get(format!("{PATH}?limit=2{more}")).await.ok();
        seen.extend(page.items);
        next = page.next;
    }
    assert_eq!(seen.len(), 5);
    assert!(seen.windows(2).all(|two| (two[0].at, &two[0].id) > (two[1].at, &two[1].id)));
    assert!(seen.iter().all(|one| one.request.as_ref().is_some_and(|request| request.id == licence.page.request.id)));
    assert_eq!(seen.iter().filter(|one| one.taken == Taken::Bounced).count(), 1);
}
