//! Three quarters of the time are used.

use eyelevel_contract::requests::{EventKind, RequestPage, paths};

use crate::support::{DAY, HOUR, MINUTE, World, kits, requests::utc};

fn warnings(page: &RequestPage) -> usize {
    page.timeline.iter().filter(|entry| entry.kind == EventKind::PromiseWarned).count()
}

#[tokio::test]
async fn the_owner_is_told_once_when_three_quarters_are_used() {
    let world = World::new().await;
    let id = kits::id(&world.submitted(1, 0).await);
    let partner = world.as_("partner").await;
    // Sixteen hours from Tuesday 10:00: twelve are used on Wednesday 14:00.
    world.app.clock.set(utc("2026-11-25", 13, 0) - 1);
    world.run_jobs().await;
    let page = partner.page(&id).await;
    assert_eq!((warnings(&page), page.request.promise.unwrap().warned), (0, false));
    world.later(1);
    world.run_jobs().await;
    world.second_process().await.run_jobs().await;
    let page = partner.page(&id).await;
    assert_eq!((warnings(&page), page.request.promise.as_ref().unwrap().warned), (1, true));
    assert!(page.timeline.last().unwrap().by.is_none());
    assert_eq!(page.request.promise.unwrap().kept, None);
    let (_, body) = world.mail("approver@eyelevel.example", "drei Viertel der Zeit sind um").await;
    assert!(body.contains("bis Do., 26. November, 10:00 zugesagt"), "{body}");
    assert_eq!(world.count("outbox WHERE template = 'promise_warned'").await, 1);
    assert_eq!(world.count("audit WHERE action = 'promise.warned' AND actor_id IS NULL").await, 1);
    // It is broken later, and not warned of again.
    world.later(2 * DAY);
    world.run_jobs().await;
    assert_eq!(warnings(&partner.page(&id).await), 1);
}

#[tokio::test]
async fn nobody_is_warned_of_what_stands_still_is_done_or_late() {
    let world = World::new().await;
    let asked = world.enquiry("Asked").await;
    let (done, late) = (world.submitted(1, 0).await, world.submitted(1, 0).await);
    world.as_("approver").await.act(&asked.id, paths::QUESTION, serde_json::json!({ "missing": "Which one?" })).await.is(200);
    world.as_("approver").await.decide(&done, kits::no("No")).await;
    world.later(3 * DAY);
    world.run_jobs().await;
    assert_eq!(world.count("timeline WHERE kind = 'promise_warned'").await, 0);
    let page = world.as_("partner").await.page(&kits::id(&late)).await;
    assert_eq!(page.request.promise.unwrap().kept, Some(false), "no job ran in time: it is late, and nobody is told that it will be");
}

#[tokio::test]
async fn the_quarter_that_is_left_is_left_after_a_question_too() {
    let world = World::new().await;
    let asked = world.enquiry("Asked").await;
    let (approver, partner) = (world.as_("approver").await, world.as_("partner").await);
    // 24 hours; seven of them are used, then a day of silence.
    world.later(7 * HOUR);
    approver.act(&asked.id, paths::QUESTION, serde_json::json!({ "missing": "Which one?" })).await.is(200);
    world.later(DAY);
    partner.act(&asked.id, paths::ANSWER, serde_json::json!({ "text": "This one" })).await.is(200);
    // 17 are left on Wednesday 17:00; six on Friday 12:00.
    world.app.clock.set(utc("2026-11-27", 11, 0) - MINUTE);
    world.run_jobs().await;
    assert_eq!(warnings(&partner.page(&asked.id).await), 0);
    world.later(MINUTE);
    world.run_jobs().await;
    assert_eq!(warnings(&partner.page(&asked.id).await), 1);
}

#[tokio::test]
async fn another_date_is_warned_of_anew() {
    let world = World::new().await;
    let id = kits::id(&world.submitted(1, 0).await);
    world.app.clock.set(utc("2026-11-25", 13, 0));
    world.run_jobs().await;
    let body = serde_json::json!({ "due_at": utc("2026-12-02", 13, 0), "reason": "The unit is in repair." });
    world.as_("approver").await.act(&id, paths::PROMISE, body).await.is(200);
    let partner = world.as_("partner").await;
    assert!(!partner.page(&id).await.request.promise.unwrap().warned);
    // Forty hours from Wednesday to Wednesday, 14:00: thirty are used on Tuesday 12:00.
    world.app.clock.set(utc("2026-12-01", 11, 0) - MINUTE);
    world.run_jobs().await;
    assert_eq!(warnings(&partner.page(&id).await), 1);
    world.later(MINUTE);
    world.run_jobs().await;
    assert_eq!(warnings(&partner.page(&id).await), 2);
}
