//! The link in every mail that is not owed: looking at it changes nothing, a click turns its kind off.

use eyelevel_contract::ids::Id;
use eyelevel_contract::notices::{Way, unsubscribe};
use eyelevel_contract::requests::paths;
use eyelevel_server::mail::return_path::{Purpose, signed};
use eyelevel_server::mail::worker;
use serde_json::json;

use super::JANA;
use crate::support::smtp::Smtp;
use crate::support::{DAY, World};

/// A header of a mail, unfolded.
fn header(mail: &str, name: &str) -> Option<String> {
    let head = mail.split("\r\n\r\n").next()?.replace("\r\n ", " ").replace("\r\n\t", " ");
    head.lines().find_map(|line| Some(line.strip_prefix(&format!("{name}: "))?.trim().to_owned()))
}

/// The path that a mail's header names.
fn path(mail: &str) -> String {
    let url = header(mail, "List-Unsubscribe").unwrap();
    url.trim_matches(['<', '>']).strip_prefix("http://eyelevel.test").unwrap().to_owned()
}

/// Jana gets a message and a question, by SMTP.
async fn message_and_question(world: &World) -> Vec<String> {
    let request = world.quiet_enquiry("Ein Regal").await;
    world.writes("approver", &request, "Gelb oder blau?").await;
    world.as_("approver").await.act(&request.id, paths::QUESTION, json!({ "missing": "Welche?" })).await.is(200);
    let smtp = Smtp::start().await;
    worker::run(&world.app, &smtp.transport()).await.unwrap();
    smtp.taken().into_iter().filter(|mail| mail.contains(&format!("To: \"Jana Petersen\" <{JANA}>")) || mail.contains(JANA)).collect()
}

async fn way(world: &World) -> Option<Way> {
    let settings: eyelevel_contract::notices::NoticeSettings =
        world.as_("partner").await.get(eyelevel_contract::notices::SETTINGS).await.ok();
    settings.ways.get("messages").copied()
}

#[tokio::test]
async fn only_what_is_not_owed_has_one_and_one_click_is_enough() {
    let world = World::new().await;
    let mails = message_and_question(&world).await;
    assert_eq!(mails.len(), 2);
    let (message, question): (Vec<_>, Vec<_>) = mails.iter().partition(|mail| header(mail, "List-Unsubscribe").is_some());
    let (message, question) = (message[0], question[0]);
    assert_eq!(header(message, "List-Unsubscribe-Post").as_deref(), Some("List-Unsubscribe=One-Click"));
    assert!(!question.contains("unsubscribe") && header(question, "List-Unsubscribe-Post").is_none(), "what is owed is owed: {question}");
    let link = path(message);
    let quoted = message.replace("=\r\n", "").replace("=3D", "=");
    assert!(quoted.contains(&format!("http://eyelevel.test{link}")), "it is in the text, too: {quoted}");

    // A scanner opens it, and again.
    for _ in 0..2 {
        let page = world.nobody().in_german().get(&link).await.is(200);
        assert!(
            page.text().contains("Diese E-Mails abbestellen?") && page.text().contains("<strong>Nachrichten</strong>"),
            "{}",
            page.text()
        );
        assert_eq!((page.header("cache-control"), page.header("referrer-policy")), ("no-store", "same-origin"));
    }
    assert_eq!((way(&world).await, world.count("notice_settings").await), (None, 0), "a look changes nothing");

    // The mail program's own button, without a session, an origin or a cookie.
    let form = "application/x-www-form-urlencoded";
    let said = world.nobody().raw("POST", &link, form, "List-Unsubscribe=One-Click").await.is(200).text();
    assert!(said.contains("Turned off") && said.contains("/notices/settings"), "{said}");
    assert_eq!(way(&world).await, Some(Way::Portal));
    world.nobody().form(&link, &[]).await.is(200);
    assert_eq!(world.count("audit WHERE action = 'notices.unsubscribed' AND source = 'link'").await, 1, "once");

    // From then on messages stand in the portal alone, and what is owed comes as before.
    let before = world.notices("partner").await.items.len();
    let again = message_and_question(&world).await;
    assert_eq!(again.len(), 1, "the question");
    let notices = world.notices("partner").await.items;
    assert_eq!(notices.len(), before + 3);
    assert_eq!(notices.iter().filter(|notice| notice.what == "A new message").count(), 2);
}

#[tokio::test]
async fn a_daily_mail_turns_off_what_is_in_it() {
    let world = World::new().await;
    world.wishes("partner", json!({ "messages": "digest", "progress": "digest", "deliveries": "digest" }), ("", "")).await;
    let request = world.enquiry("Ein Regal").await;
    world.writes("approver", &request, "Eins").await;
    world.later(DAY);
    let smtp = Smtp::start().await;
    worker::run(&world.app, &smtp.transport()).await.unwrap();
    let mail = smtp.taken().into_iter().find(|mail| header(mail, "To").is_some_and(|to| to.contains(JANA))).unwrap();
    let link = path(&mail);
    let page = world.nobody().get(&link).await.is(200).text();
    assert!(page.contains("How my requests go on") && page.contains("Messages") && !page.contains("Deliveries"), "{page}");
    world.nobody().form(&link, &[]).await.is(200);
    let settings: eyelevel_contract::notices::NoticeSettings =
        world.as_("partner").await.get(eyelevel_contract::notices::SETTINGS).await.ok();
    let ways: Vec<_> = settings.ways.iter().map(|(kind, way)| (kind.as_str(), *way)).collect();
    assert_eq!(ways, [("deliveries", Way::Digest), ("messages", Way::Portal), ("progress", Way::Portal)]);
}

#[tokio::test]
async fn nothing_else_opens_it() {
    let world = World::new().await;
    world.enquiry("Ein Regal").await;
    let (id,): (Id,) = world.one("SELECT id FROM outbox WHERE template = 'submitted'").await;
    let good = signed(&world.app, &id, Purpose::Unsubscribe).unwrap();
    world.nobody().get(unsubscribe(&good)).await.is(200);
    let owed = world.quiet_enquiry("Ein Schild").await;
    world.as_("approver").await.act(&owed.id, paths::QUESTION, json!({ "missing": "Welche?" })).await.is(200);
    let simple = good.split('.').next().unwrap().to_owned();
    let forged = [
        format!("{simple}.aaaaaaaaaaaaaaaa"),
        // The same mail's address for answers, and for what comes back.
        signed(&world.app, &id, Purpose::Reply).unwrap(),
        signed(&world.app, &id, Purpose::Bounce).unwrap(),
        // Signed, and of no mail.
        signed(&world.app, &world.app.clock.id(), Purpose::Unsubscribe).unwrap(),
        good.to_uppercase(),
        format!("{good}a"),
        simple,
        "x".to_owned(),
    ];
    for token in forged {
        let link = unsubscribe(&token);
        let page = world.nobody().get(&link).await.is(404).text();
        assert!(page.contains("This link is no good"), "{token}: {page}");
        world.nobody().form(&link, &[]).await.is(404);
    }
    assert_eq!(world.count("notice_settings").await, 0);
}
