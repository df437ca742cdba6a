use eyelevel_contract::enquiries::{Decide, Enquiry, decision};
use eyelevel_contract::requests::{EventKind, State, Verdict};

use crate::support::{World, requests::no, requests::yes};

#[tokio::test]
async fn a_yes_closes_it_with_its_answer() {
    let world = World::new().await;
    let id = world.enquiry("A joint stand?").await.id;
    let decided: Enquiry = world.as_("manager").await.post(decision(&id), yes("Gladly, in spring.")).await.ok();
    let page = decided.page;
    assert_eq!((page.request.state, page.request.promise.unwrap().kept), (State::Closed, Some(true)));
    assert_eq!(page.decisions[0].reason.as_deref(), Some("Gladly, in spring."));
    let kinds: Vec<_> = page.timeline.iter().map(|e| e.kind).collect();
    assert_eq!(kinds, [EventKind::Submitted, EventKind::Approved, EventKind::Closed]);
    let (_, body) = world.mail("partner@eyelevel.example", "EN-1001: unsere Antwort").await;
    // Whoever answered stands there, not whoever owns it.
    assert!(body.contains("Dr. Anna Weiss hat EN-1001, „A joint stand?“, beantwortet.\n\nGladly, in spring."), "{body}");
    assert_eq!(world.as_("manager").await.post(decision(&id), no("No.")).await.problem(409), "conflict");
}

#[tokio::test]
async fn a_no_has_its_reason_and_an_alternative_or_the_word_that_there_is_none() {
    let world = World::new().await;
    let approver = world.as_("approver").await;
    let id = world.enquiry("A joint stand?").await.id;
    let path = decision(&id);
    for (field, decide) in [
        ("reason", yes(" ")),
        ("reason", no("")),
        ("reason", no(&"x".repeat(2_001))),
        ("alternative", Decide { no_alternative: false, ..no("No.") }),
        ("alternative", Decide { alternative: "A talk.".to_owned(), ..no("No.") }),
        ("alternative", Decide { alternative: "x".repeat(2_001), no_alternative: false, ..no("No.") }),
        ("verdict", Decide { verdict: Verdict::ApprovedWithChanges, ..yes("Perhaps.") }),
    ] {
        approver.post(&path, decide).await.fault(field);
    }
    assert_eq!(world.count("decisions").await, 0);
    let with = Decide { alternative: "A talk.".to_owned(), no_alternative: false, ..no("The stand is full.") };
    let decided: Enquiry = approver.post(&path, with).await.ok();
    assert_eq!(decided.page.request.state, State::Declined);
    let (subject, body) = world.mail("partner@eyelevel.example", "EN-1001: nein").await;
    assert!(subject.ends_with("mit Begründung") && body.contains("Weil: The stand is full.\nAlternative: A talk."), "{body}");
    assert!(body.contains("zweite Prüfung"), "{body}");
    let id = world.enquiry("Another?").await.id;
    approver.post(decision(&id), no("No.")).await.is(200);
    let (_, body) = world.mail("partner@eyelevel.example", "EN-1002: nein").await;
    assert!(body.contains("Es gibt keine Alternative."), "{body}");
}

#[tokio::test]
async fn who_may_not_decide_is_told_what_is_missing() {
    let world = World::new().await;
    let id = world.enquiry("A joint stand?").await.id;
    for (account, right) in [
        ("partner", "vendor"),
        ("owner", "vendor"),
        ("support", "approver lead manager"),
        ("admin", "approver lead manager"),
        ("auditor", "approver lead manager"),
    ] {
        assert_eq!(world.as_(account).await.post(decision(&id), yes("x")).await.missing_right(), right, "{account}");
    }
    for account in ["other", "accounts", "ledger", "agent"] {
        world.as_(account).await.post(decision(&id), yes("x")).await.is(404);
    }
    // While a question is open nothing is decided.
    world.as_("approver").await.act(&id, "question", serde_json::json!({ "missing": "Which fair?" })).await.is(200);
    assert_eq!(world.as_("approver").await.post(decision(&id), yes("x")).await.problem(409), "conflict");
}

#[tokio::test]
async fn after_a_no_another_person_looks() {
    let world = World::new().await;
    let sent = world.enquiry("A joint stand?").await;
    let partner = world.as_("partner").await;
    world.as_("approver").await.post(decision(&sent.id), no("No.")).await.is(200);
    partner.act(&sent.id, "second-look", serde_json::json!({ "reason": "It pays." })).await.is(200);
    let request = partner.page(&sent.id).await.request;
    assert_eq!((request.state, request.owner.name.as_str()), (State::Submitted, "Henrik Lund"));
    assert_eq!(world.as_("approver").await.post(decision(&sent.id), yes("x")).await.missing_right(), "another-person");
    let decided: Enquiry = world.as_("approver2").await.post(decision(&sent.id), yes("Gladly.")).await.ok();
    assert_eq!((decided.page.request.state, decided.page.decisions.len()), (State::Closed, 2));
    // Nothing is offered: there is nothing to accept.
    assert_eq!(partner.act(&sent.id, "acceptance", serde_json::json!({})).await.problem(409), "conflict");
}
