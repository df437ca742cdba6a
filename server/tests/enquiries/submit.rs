use eyelevel_contract::enquiries::{self, Draft, Enquiry};
use eyelevel_contract::requests::{Kind, PromiseKind, State};

use crate::support::{World, requests::question, requests::utc};

#[tokio::test]
async fn one_text_gets_the_same_owner_promise_and_number_as_everything_else() {
    let world = World::new().await;
    let partner = world.as_("partner").await;
    let answer = partner.post(enquiries::PATH, serde_json::json!({ "text": "  A joint stand\nat the fair?  " })).await.is(201);
    let location = answer.header("location").to_owned();
    let sent: Enquiry = answer.ok();
    let request = &sent.page.request;
    assert_eq!(location, enquiries::one(&request.id));
    assert_eq!((request.kind, request.state, request.subject.as_str()), (Kind::Enquiry, State::Submitted, "A joint stand"));
    assert_eq!(sent.text, "A joint stand\nat the fair?");
    let promise = request.promise.as_ref().unwrap();
    // Three working days.
    assert_eq!((promise.kind, promise.due_at), (PromiseKind::Decision, Some(utc("2026-11-27", 9, 0))));
    assert!(!request.owner.name.is_empty());
    let (subject, body) = world.mail("partner@eyelevel.example", "EN-1001").await;
    assert_eq!(subject, "EN-1001 ist eingegangen: A joint stand");
    assert!(body.contains("Zugesagt: Entscheidung bis Fr., 27. November, 10:00"), "{body}");
}

#[tokio::test]
async fn the_subject_is_one_line_that_a_mail_can_carry() {
    let world = World::new().await;
    let partner = world.as_("partner").await;
    for (text, subject) in [
        ("An idea\rBcc: everybody@evil.example", "An idea"),
        ("An\tidea", "An idea"),
        ("\n\n An idea\r\nmore", "An idea"),
        (&format!("{}\nmore", "ä".repeat(100)), &format!("{}…", "ä".repeat(79))),
    ] {
        let sent: Enquiry = partner.post(enquiries::PATH, question(text)).await.ok();
        assert_eq!(sent.page.request.subject, subject, "{text:?}");
    }
}

#[tokio::test]
async fn bad_input_is_named_at_its_field_and_writes_nothing() {
    let world = World::new().await;
    let partner = world.as_("partner").await;
    for (field, draft) in [
        ("text", question("")),
        ("text", question(" \n ")),
        ("text", question(&"x".repeat(10_001))),
        ("text", question("a\u{0}b")),
        ("reference", Draft { reference: "x".repeat(81), ..question("x") }),
        ("reference", Draft { reference: "a\nb".to_owned(), ..question("x") }),
        ("reference", Draft { reference: "a\u{0}".to_owned(), ..question("x") }),
    ] {
        partner.post(enquiries::PATH, draft).await.fault(field);
    }
    for account in ["accounts", "approver", "admin", "agent"] {
        assert_eq!(
            world.as_(account).await.post(enquiries::PATH, question("x")).await.missing_right(),
            "owner technician sales",
            "{account}"
        );
    }
    for table in ["requests", "enquiries", "promises", "timeline", "outbox", "counters"] {
        assert_eq!(world.count(table).await, 0, "{table}");
    }
}

#[tokio::test]
async fn the_files_of_its_draft_come_with_it() {
    let world = World::new().await;
    let partner = world.as_("partner").await;
    let body = serde_json::json!({ "kind": "enquiry", "body": "{\"text\":\"x\"}" });
    let draft: eyelevel_contract::drafts::Draft = partner.post(eyelevel_contract::drafts::PATH, body).await.ok();
    partner.upload(("draft_id", &draft.id), "idea.txt", b"x").await.is(201);
    let sent: Enquiry = partner.post(enquiries::PATH, Draft { draft_id: Some(draft.id), ..question("x") }).await.ok();
    assert_eq!(sent.page.attachments[0].name, "idea.txt");
    assert_eq!(world.count("drafts").await, 0);
}
