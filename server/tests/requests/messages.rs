use eyelevel_contract::page::Page;
use eyelevel_contract::requests::{EventKind, NewMessage, TimelineEntry, paths};

use crate::support::{World, kits};

fn message(text: &str) -> NewMessage {
    NewMessage { text: text.to_owned(), internal: false }
}

fn note(text: &str) -> NewMessage {
    NewMessage { text: text.to_owned(), internal: true }
}

#[tokio::test]
async fn the_other_side_is_told_and_nobody_else() {
    let world = World::new().await;
    let kit = world.submitted(1, 0).await;
    let path = paths::messages(&kits::id(&kit));
    let answer = world.as_("partner").await.post(&path, message("Is it red?\nOr black?")).await.is(201);
    assert_eq!(answer.header("location"), path);
    let written: TimelineEntry = answer.ok();
    assert_eq!((written.kind, written.text.as_deref()), (EventKind::Message, Some("Is it red?\nOr black?")));
    let (_, body) = world.mail("approver@eyelevel.example", "eine neue Nachricht").await;
    assert!(body.contains("Jana Petersen schreibt:\nIs it red?\nOr black?"), "{body}");
    // A colleague writes: the requester's own mailbox stays quiet, the owner hears.
    world.as_("sales").await.post(&path, message("We need it.")).await.is(201);
    world.as_("support").await.post(&path, message("Red.")).await.is(201);
    world.mail("partner@eyelevel.example", "eine neue Nachricht").await;
    // The owner writes: not to themself.
    world.as_("approver").await.post(&path, message("And black.")).await.is(201);
    let counts: Vec<(String, i64)> = world
        .all("SELECT to_email, CAST(COUNT(*) AS BIGINT) FROM outbox WHERE template = 'message' GROUP BY to_email ORDER BY to_email")
        .await;
    assert_eq!(counts, [("approver@eyelevel.example".to_owned(), 2), ("partner@eyelevel.example".to_owned(), 2)]);
}

#[tokio::test]
async fn a_note_never_reaches_a_partner() {
    let world = World::new().await;
    let kit = world.submitted(1, 0).await;
    let id = kits::id(&kit);
    let (partner, support) = (world.as_("partner").await, world.as_("support").await);
    let before = partner.page(&id).await;
    let mails = world.count("outbox").await;
    world.later(60_000);
    let written: TimelineEntry = support.post(paths::messages(&id), note("xylophone: they pay late")).await.ok();
    assert_eq!(written.kind, EventKind::Note);
    for account in ["partner", "owner", "sales"] {
        let client = world.as_(account).await;
        for path in [paths::one(&id), paths::messages(&id), eyelevel_contract::demo_kits::paths::one(&id), "/api/v1/board".to_owned()] {
            assert!(!client.get(&path).await.is(200).text().contains("xylophone"), "{account} {path}");
        }
        for query in ["q=xylophone", "q=pay%20late"] {
            assert_eq!(client.numbers(query).await, [""; 0]);
        }
    }
    // Not even that there is one: nothing of what the partner sees has moved.
    let after = partner.page(&id).await;
    assert_eq!((after.request.version, after.request.updated_at), (before.request.version, before.request.updated_at));
    assert_eq!(after.timeline, before.timeline);
    assert_eq!(world.count("outbox").await, mails);
    for account in ["approver", "support", "manager", "admin", "auditor"] {
        assert!(world.as_(account).await.page(&id).await.timeline.iter().any(|e| e.kind == EventKind::Note), "{account}");
    }
    // Nor in what is sent afterwards.
    support.post(paths::messages(&id), message("Hello.")).await.is(201);
    for (_, body) in world.mails_to("partner@eyelevel.example").await {
        assert!(!body.contains("xylophone"), "{body}");
    }
}

#[tokio::test]
async fn who_may_write_what() {
    let world = World::new().await;
    let kit = world.submitted(1, 0).await;
    let path = paths::messages(&kits::id(&kit));
    assert_eq!(world.as_("partner").await.post(&path, note("x")).await.missing_right(), "vendor");
    assert_eq!(world.as_("auditor").await.post(&path, note("x")).await.missing_right(), "approver support lead manager admin");
    assert_eq!(world.as_("auditor").await.post(&path, message("x")).await.missing_right(), "approver support lead manager admin");
    for account in ["accounts", "other", "ledger", "agent"] {
        let client = world.as_(account).await;
        client.get(&path).await.is(404);
        client.post(&path, message("x")).await.is(404);
    }
    for (text, message_at) in [("", "Please fill this in."), (&"x".repeat(10_001), "At most 10,000 characters, please.")] {
        assert_eq!(world.as_("partner").await.post(&path, message(text)).await.fault("text"), message_at);
    }
    world.as_("partner").await.post(&path, message(&"ä".repeat(10_000))).await.is(201);
    assert_eq!(world.count("timeline").await, 2);
}

#[tokio::test]
async fn the_thread_is_read_page_by_page_the_newest_first() {
    let world = World::new().await;
    let kit = world.submitted(1, 0).await;
    let path = paths::messages(&kits::id(&kit));
    let (partner, support) = (world.as_("partner").await, world.as_("support").await);
    for i in 0..7 {
        support.post(&path, if i % 2 == 0 { message(&format!("{i}")) } else { note(&format!("{i}")) }).await.is(201);
    }
    let mut texts = Vec::new();
    let mut cursor = String::new();
    loop {
        let page: Page<TimelineEntry> = partner.get(format!("{path}?limit=2{cursor}")).await.ok();
        texts.extend(page.items.into_iter().filter_map(|e| e.text));
        let Some(next) = page.next else { break };
        cursor = format!("&cursor={next}");
    }
    assert_eq!(texts, ["6", "4", "2", "0"]);
    assert_eq!(partner.get(format!("{path}?cursor=nonsense")).await.problem(400), "malformed");
}
