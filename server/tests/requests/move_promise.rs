use eyelevel_contract::requests::{EventKind, MovePromise, Request, paths};

use crate::support::{DAY, HOUR, TUESDAY, World, kits};

fn by(due_at: i64, reason: &str) -> MovePromise {
    MovePromise { due_at, reason: reason.to_owned() }
}

#[tokio::test]
async fn the_first_date_stays_visible_however_often_it_moves() {
    let world = World::new().await;
    let kit = world.submitted(1, 0).await;
    let id = kits::id(&kit);
    let first = TUESDAY + 2 * DAY;
    let approver = world.as_("approver").await;
    for (to, reason) in [(first + DAY, "Stocktaking."), (first + 5 * DAY, "It takes longer."), (first - HOUR, "Done sooner.")] {
        let moved: Request = approver.act(&id, paths::PROMISE, by(to, reason)).await.ok();
        let promise = moved.promise.unwrap();
        assert_eq!((promise.first_due_at, promise.due_at, promise.moved_reason.as_deref()), (first, Some(to), Some(reason)));
    }
    let (_, body) = world.mail("partner@eyelevel.example", "Etwas hat sich geändert").await;
    assert!(body.contains("bis Do., 26. November, 09:00\nZuerst zugesagt: Do., 26. November, 10:00"), "{body}");
    assert!(body.contains("Claudia Berg schreibt:\nDone sooner."), "{body}");
    let page = world.as_("partner").await.page(&id).await;
    assert_eq!(page.timeline.iter().filter(|e| e.kind == EventKind::PromiseMoved).count(), 3);
}

#[tokio::test]
async fn what_was_overdue_before_is_broken_all_the_same_and_the_mail_names_the_date_that_was_missed() {
    let world = World::new().await;
    let kit = world.submitted(1, 0).await;
    world.later(3 * DAY);
    let moved: Request = world.as_("approver").await.act(&kits::id(&kit), paths::PROMISE, by(TUESDAY + 6 * DAY, "Sorry.")).await.ok();
    assert_eq!(moved.promise.unwrap().kept, Some(false));
    let (_, body) = world.mail("partner@eyelevel.example", "Zusage nicht gehalten").await;
    assert!(body.contains("war bis Do., 26. November, 10:00 zugesagt"), "{body}");
    // Kept afterwards, it is not kept.
    world.as_("approver").await.decide(&kit, kits::no("No.")).await;
    assert_eq!(world.count("promises WHERE kept").await, 0);
}

#[tokio::test]
async fn only_with_a_reason_and_to_a_day_to_come() {
    let world = World::new().await;
    let kit = world.submitted(1, 0).await;
    let id = kits::id(&kit);
    let approver = world.as_("approver").await;
    let sooner = "Please choose a day in the future.";
    for (due, reason, field, message) in [
        (TUESDAY + DAY, "", "reason", "Please fill this in."),
        (TUESDAY, "x", "due_at", sooner),
        (0, "x", "due_at", sooner),
        (i64::MIN, "x", "due_at", sooner),
        (i64::MAX, "x", "due_at", "At most 366 days from today."),
        (TUESDAY + 367 * DAY, "x", "due_at", "At most 366 days from today."),
    ] {
        assert_eq!(approver.act(&id, paths::PROMISE, by(due, reason)).await.fault(field), message, "{due}");
    }
    assert_eq!(world.count("promises WHERE moved_reason IS NOT NULL").await, 0);
    for (account, right) in [("partner", "vendor"), ("support", "lead manager admin")] {
        assert_eq!(world.as_(account).await.act(&id, paths::PROMISE, by(TUESDAY + DAY, "x")).await.missing_right(), right);
    }
    // While the clock stands still there is no date to move.
    approver.act(&id, paths::QUESTION, serde_json::json!({ "missing": "Which?" })).await.is(200);
    assert_eq!(approver.act(&id, paths::PROMISE, by(TUESDAY + DAY, "x")).await.problem(409), "conflict");
}
