use eyelevel_contract::demo_kits::{Decide, paths};
use eyelevel_contract::requests::{Ask, EventKind, State, paths as requests_at};

use crate::support::{DAY, World, kits};

#[tokio::test]
async fn a_yes_promises_fulfilment_and_tells_the_requester() {
    let world = World::new().await;
    let kit = world.submitted(2, 1).await;
    let decided = world.as_("approver").await.decide(&kit, kits::yes()).await;
    assert_eq!(decided.page.request.state, State::Approved);
    assert_eq!(decided.lines.iter().map(|l| l.decided.as_ref().unwrap().quantity).collect::<Vec<_>>(), [2, 1]);
    assert_eq!(decided.page.request.return_on, kit.return_on);
    let (subject, body) = world.mail("partner@eyelevel.example", "genehmigt").await;
    assert_eq!(subject, "DK-1001 ist genehmigt");
    assert!(body.contains("ist wie gewünscht genehmigt.\n\nZugesagt: unterwegs bis Di., 1. Dezember, 10:00"), "{body}");
    // The reception desk hears when something is sent, not before.
    assert_eq!(world.mails_to("empfang@hafenklinik.example").await, []);
}

#[tokio::test]
async fn a_no_needs_a_reason_and_an_alternative_or_the_word_that_there_is_none() {
    let world = World::new().await;
    let kit = world.submitted(1, 0).await;
    let path = paths::decision(&kits::id(&kit));
    let approver = world.as_("approver").await;
    for (field, decide) in [
        ("reason", kits::no("")),
        ("reason", kits::no(&"x".repeat(2_001))),
        ("alternative", Decide { no_alternative: false, ..kits::no("No.") }),
        ("alternative", Decide { alternative: "A smaller one.".to_owned(), ..kits::no("No.") }),
        ("reason", Decide { reason: "x".repeat(2_001), ..kits::yes() }),
    ] {
        approver.post(&path, decide).await.fault(field);
    }
    assert_eq!(world.count("decisions").await, 0);
    let declined = approver.decide(&kit, kits::no("Too many are out.")).await;
    assert_eq!(declined.page.request.state, State::Declined);
    assert!(declined.lines.iter().all(|l| l.decided.is_none()));
    let (_, body) = world.mail("partner@eyelevel.example", "nein, mit Begründung").await;
    assert!(body.contains("Weil: Too many are out.\nEs gibt keine Alternative.\nWenn Sie das anders sehen"), "{body}");
}

#[tokio::test]
async fn what_is_decided_is_decided() {
    let world = World::new().await;
    let approver = world.as_("approver").await;
    for kit in [world.approved(1, 0).await, world.shipped(1, 0, "A").await] {
        assert_eq!(approver.post(paths::decision(&kits::id(&kit)), kits::no("No.")).await.problem(409), "conflict");
    }
    let kit = world.submitted(1, 0).await;
    approver.decide(&kit, kits::no("No.")).await;
    assert_eq!(approver.post(paths::decision(&kits::id(&kit)), kits::yes()).await.problem(409), "conflict");
    let kit = world.submitted(1, 0).await;
    let ask = Ask { missing: "Which?".to_owned() };
    approver.act(&kits::id(&kit), requests_at::QUESTION, ask).await.is(200);
    let refused = approver.clone().in_german().post(paths::decision(&kits::id(&kit)), kits::yes()).await.is(409);
    assert!(refused.text().contains("Das geht gerade nicht: Der Vorgang ist"), "{}", refused.text());
    assert_eq!(world.count("decisions").await, 3);
}

#[tokio::test]
async fn who_may_not_decide_is_told_what_is_missing() {
    let world = World::new().await;
    let kit = world.submitted(1, 0).await;
    let path = paths::decision(&kits::id(&kit));
    for (account, right) in
        [("partner", "vendor"), ("owner", "vendor"), ("support", "approver lead manager"), ("admin", "approver lead manager")]
    {
        assert_eq!(world.as_(account).await.post(&path, kits::yes()).await.missing_right(), right, "{account}");
    }
    for account in ["other", "accounts", "ledger", "agent"] {
        world.as_(account).await.post(&path, kits::yes()).await.is(404);
    }
    assert_eq!(world.count("decisions").await, 0);
}

#[tokio::test]
async fn a_loan_that_has_ended_before_it_begins_needs_another_day() {
    let world = World::new().await;
    let kit = world.submitted(1, 0).await;
    let approver = world.as_("approver").await;
    world.later(30 * DAY);
    let approver = if approver.get("/api/v1/me").await.status.is_success() { approver } else { world.as_("approver").await };
    let fault = approver.post(paths::decision(&kits::id(&kit)), kits::yes()).await.fault("return_on");
    assert_eq!(fault, "Please choose a day in the future.");
    let later = kits::changed("We are late.", Vec::new(), Some(world.today().plus_days(14)));
    let decided = approver.decide(&kit, later).await;
    assert_eq!(decided.page.request.return_on, Some(world.today().plus_days(14)));
    assert_eq!(decided.page.timeline.last().unwrap().kind, EventKind::Offered);
    // A no is possible on any day.
    let other = world.submitted(1, 0).await;
    world.later(40 * DAY);
    world.as_("approver").await.decide(&other, kits::no("No.")).await;
}

#[tokio::test]
async fn two_people_deciding_the_same_request_are_put_in_order() {
    let world = World::new().await;
    let other = world.second_process().await;
    let kit = world.submitted(1, 0).await;
    let (first, second) = (world.as_("approver").await, other.as_("approver2").await);
    let (a, b) = world
        .at_once(
            "requests",
            first.post(paths::decision(&kits::id(&kit)), kits::yes()),
            second.post(paths::decision(&kits::id(&kit)), kits::no("Out of stock.")),
        )
        .await;
    let mut statuses = [a.status.as_u16(), b.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409]);
    assert_eq!(world.count("decisions").await, 1);
    assert_eq!(world.count("outbox WHERE template = 'decided'").await, 1);
    let state = world.as_("partner").await.kit(&kit).await.page.request.state;
    assert!(matches!(state, State::Approved | State::Declined));
}
