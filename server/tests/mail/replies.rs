//! Answers by mail: into the thread, in the name of whom the mail went to, once, and of nobody else.

use eyelevel_contract::deliveries::bounces::Taken;
use eyelevel_contract::requests::{EventKind, RequestPage, State, WaitingOn, paths};
use eyelevel_server::config::ReturnPath;
use eyelevel_server::mail::bounces::{Via, take};
use eyelevel_server::mail::return_path;
use serde_json::json;

use crate::support::smtp::Smtp;
use crate::support::{HOUR, World};

const JANA: &str = "partner@eyelevel.example";

async fn world() -> World {
    let path = ReturnPath::parse("bounces@portal.example.com").unwrap();
    World::with(move |config| config.return_path = Some(path)).await
}

/// Where answers to the newest mail of a kind to somebody go.
async fn address(world: &World, to: &str, template: &str) -> String {
    let sql =
        format!("SELECT id FROM outbox WHERE to_email = '{to}' AND template = '{template}' ORDER BY created_at DESC, id DESC LIMIT 1");
    let (id,): (String,) = world.one(&sql).await;
    return_path::reply_to(&world.app, &id).unwrap()
}

fn mail(from: &str, to: &str, id: &str, more: &str, text: &str) -> Vec<u8> {
    let head = format!("From: Jana Petersen <{from}>\r\nTo: <{to}>\r\nSubject: Re: EN-1001\r\nMessage-ID: <{id}@mail.example>\r\n{more}");
    let kind = "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n";
    format!("{head}{kind}{text}\r\n\r\nAm 24.11.26 um 10:00 schrieb Eyelevel:\r\n> Guten Tag,\r\n> eine Frage.\r\n").into_bytes()
}

async fn comes(world: &World, mail: Vec<u8>, to: &str) -> Taken {
    take(&world.app, mail, &[to.to_owned()], Via::Smtp).await.unwrap()
}

/// An enquiry that was asked about: the clock stands still.
async fn asked(world: &World) -> RequestPage {
    let id = world.enquiry("An idea").await.id;
    world.later(HOUR);
    world.as_("approver").await.act(&id, paths::QUESTION, json!({ "missing": "Which?" })).await.is(200);
    world.as_("partner").await.page(&id).await
}

#[tokio::test]
async fn the_answer_to_a_question_lets_the_clock_go_on_like_one_in_the_portal() {
    let world = world().await;
    let page = asked(&world).await;
    let id = page.request.id;
    assert_eq!(page.request.waiting_on, WaitingOn::Partner);
    let to = address(&world, JANA, "asked").await;
    assert_eq!(comes(&world, mail(JANA, &to, "1", "", "Die mittlere, bitte.\r\nIn Blau."), &to).await, Taken::Answered);
    let page = world.as_("partner").await.page(&id).await;
    let entry = page.timeline.last().unwrap();
    assert_eq!((entry.kind, entry.text.as_deref()), (EventKind::Answered, Some("Die mittlere, bitte.\nIn Blau.")));
    assert_eq!(entry.by.as_ref().unwrap().name, "Jana Petersen");
    assert_eq!((page.request.state, page.request.promise.unwrap().remaining_minutes), (State::Submitted, None));
    // The owner answers by mail as well: it is a message to the partner.
    let to = address(&world, "approver@eyelevel.example", "answered").await;
    assert_eq!(comes(&world, mail("Approver@Eyelevel.Example", &to, "2", "", "Danke!"), &to).await, Taken::Answered);
    let page = world.as_("partner").await.page(&id).await;
    let entry = page.timeline.last().unwrap();
    assert_eq!(
        (entry.kind, entry.text.as_deref(), entry.by.as_ref().unwrap().name.as_str()),
        (EventKind::Message, Some("Danke!"), "Claudia Berg")
    );
    assert_eq!(world.count("audit WHERE action = 'request.answered' AND source = 'mail'").await, 1);
}

#[tokio::test]
async fn the_same_one_again_by_whatever_way_is_none() {
    let world = world().await;
    let id = asked(&world).await.request.id;
    let to = address(&world, JANA, "asked").await;
    assert_eq!(comes(&world, mail(JANA, &to, "1", "", "Blau."), &to).await, Taken::Answered);
    let again = take(&world.app, mail(JANA, &to, "1", "", "Blau."), &[], Via::Http).await.unwrap();
    assert_eq!(again, Taken::Known);
    let both = {
        let (a, b) = (mail(JANA, &to, "2", "", "Oder grün."), mail(JANA, &to, "2", "", "Oder grün."));
        let (a, b) = tokio::join!(comes(&world, a, &to), comes(&world, b, &to));
        [a, b]
    };
    assert!(both.contains(&Taken::Answered) && both.contains(&Taken::Known), "{both:?}");
    let page = world.as_("partner").await.page(&id).await;
    assert_eq!(page.timeline.iter().filter(|entry| entry.text.as_deref() == Some("Oder grün.")).count(), 1);
}

#[tokio::test]
async fn a_forged_sender_or_address_and_an_automatic_answer_write_nothing() {
    let world = world().await;
    let id = asked(&world).await.request.id;
    let before = world.as_("partner").await.page(&id).await;
    let to = address(&world, JANA, "asked").await;
    for (from, more, taken) in [
        ("mallory@evil.example", "", Taken::Refused),
        ("other@eyelevel.example", "", Taken::Refused),
        ("approver@eyelevel.example", "", Taken::Refused),
        (JANA, "Auto-Submitted: auto-replied\r\n", Taken::NoBounce),
        (JANA, "X-Autoreply: yes\r\nPrecedence: bulk\r\nAuto-Submitted: auto-replied\r\n", Taken::NoBounce),
    ] {
        assert_eq!(comes(&world, mail(from, &to, "x", more, "Ja."), &to).await, taken, "{from} {more}");
    }
    // Nothing of their own in it.
    assert_eq!(comes(&world, mail(JANA, &to, "y", "", ""), &to).await, Taken::NoBounce);
    // Another row's signature, a bounce's address, a changed letter.
    let (row,): (String,) = world.one("SELECT id FROM outbox WHERE template = 'asked'").await;
    let bounces = return_path::of(&world.app, &row).unwrap();
    assert_eq!(comes(&world, mail(JANA, &bounces, "z", "", "Ja."), &bounces).await, Taken::NoBounce);
    let forged = to.replacen('.', ".a", 1);
    assert_eq!(comes(&world, mail(JANA, &forged, "z", "", "Ja."), &forged).await, Taken::NotOurs);
    let after = world.as_("partner").await.page(&id).await;
    assert_eq!((after.timeline, after.request.version), (before.timeline, before.request.version));
    assert_eq!(world.count("mail_replies").await, 0);
}

#[tokio::test]
async fn who_may_not_write_there_any_more_writes_nothing_by_mail_either() {
    let world = world().await;
    let id = asked(&world).await.request.id;
    let to = address(&world, JANA, "asked").await;
    world.run("UPDATE people SET password_hash = NULL WHERE name = 'Jana Petersen'").await;
    assert_eq!(comes(&world, mail(JANA, &to, "1", "", "Ja."), &to).await, Taken::Refused);
    assert_eq!(world.count("mail_replies").await, 0);
    assert_eq!(world.as_("approver").await.page(&id).await.request.state, State::Question);
}

#[tokio::test]
async fn a_long_or_odd_answer_is_taken_as_far_as_a_message_goes() {
    let world = world().await;
    let id = asked(&world).await.request.id;
    let to = address(&world, JANA, "asked").await;
    let long = format!("\u{1}\u{7}Ja,\tgerne 😀 {}", "x".repeat(20_000));
    assert_eq!(comes(&world, mail(JANA, &to, "1", "", &long), &to).await, Taken::Answered);
    let page = world.as_("partner").await.page(&id).await;
    let text = page.timeline.last().unwrap().text.clone().unwrap();
    assert!(text.starts_with("Ja, gerne 😀 xxx") && text.chars().count() == 10_000, "{}", text.len());
}

#[tokio::test]
async fn what_goes_out_says_where_answers_go_and_only_to_people_of_the_portal() {
    let world = world().await;
    let smtp = Smtp::start().await;
    asked(&world).await;
    eyelevel_server::mail::worker::run(&world.app, &smtp.transport()).await.unwrap();
    let to = address(&world, JANA, "asked").await;
    // A long header goes on in the next line.
    let seen: Vec<_> = smtp.taken().into_iter().map(|mail| mail.replace("\r\n ", " ")).collect();
    assert!(seen.iter().any(|mail| mail.contains(&format!("Reply-To: {to}")) || mail.contains(&format!("Reply-To: <{to}>"))), "{seen:?}");
}
