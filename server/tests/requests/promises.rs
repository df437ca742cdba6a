use eyelevel_contract::requests::{EventKind, PromiseKind, RequestPage, State, paths};

use crate::support::{DAY, HOUR, MINUTE, World, kits, requests::utc};

#[tokio::test]
async fn two_working_days_over_nights_weekends_and_the_change_of_the_clocks() {
    let world = World::new().await;
    for (from, until, what) in [
        (utc("2026-11-24", 9, 0), utc("2026-11-26", 9, 0), "Tuesday 10:00, Thursday 10:00"),
        (utc("2026-11-27", 15, 30), utc("2026-12-01", 15, 30), "Friday 16:30, Tuesday 16:30"),
        (utc("2026-11-27", 16, 0), utc("2026-12-01", 16, 0), "Friday at closing time, Tuesday at closing time"),
        (utc("2026-11-28", 11, 0), utc("2026-12-01", 16, 0), "Saturday, Tuesday at closing time"),
        (utc("2026-11-30", 3, 0), utc("2026-12-01", 16, 0), "Monday before dawn, Tuesday at closing time"),
        (utc("2026-11-30", 8, 0), utc("2026-12-01", 16, 0), "Monday at nine, Tuesday at closing time"),
        (utc("2026-11-30", 8, 1), utc("2026-12-02", 8, 1), "a minute later, a minute into Wednesday"),
        // Clocks go forward on 28 March 2027, back on 31 October: working hours stay working hours.
        (utc("2027-03-26", 15, 0), utc("2027-03-30", 14, 0), "Friday 16:00, Tuesday 16:00 in summer"),
        (utc("2027-10-29", 14, 0), utc("2027-11-02", 15, 0), "Friday 16:00, Tuesday 16:00 in winter"),
    ] {
        world.app.clock.set(from);
        let kit = world.submitted(1, 0).await;
        let promise = kit.page.request.promise.unwrap();
        assert_eq!((promise.due_at, promise.first_due_at, promise.promised_at), (Some(until), until, from), "{what}");
    }
}

#[tokio::test]
async fn another_zone_works_at_other_hours() {
    let world = World::with(|config| config.zone = "America/New_York".to_owned()).await;
    // 4:00 in New York.
    let kit = world.submitted(1, 0).await;
    assert_eq!(kit.page.request.promise.unwrap().due_at, Some(utc("2026-11-25", 22, 0)));
    assert_eq!(world.enquiry("An idea").await.promise.unwrap().due_at, Some(utc("2026-11-26", 22, 0)));
}

#[tokio::test]
async fn what_is_overdue_is_recorded_once_for_ever_and_both_sides_are_told() {
    let world = World::new().await;
    let kit = world.submitted(1, 0).await;
    let due = kit.page.request.promise.unwrap().due_at.unwrap();
    let id = kit.page.request.id.clone();
    world.app.clock.set(due);
    world.run_jobs().await;
    let partner = world.as_("partner").await;
    assert_eq!(partner.page(&id).await.request.promise.unwrap().kept, None, "at the very instant it is not late yet");
    world.later(1);
    world.run_jobs().await;
    world.second_process().await.run_jobs().await;
    let page = partner.page(&id).await;
    assert_eq!(page.request.promise.as_ref().unwrap().kept, Some(false));
    let broken = |page: &RequestPage| page.timeline.iter().filter(|e| e.kind == EventKind::PromiseBroken).count();
    assert_eq!(broken(&page), 1);
    assert!(page.timeline.last().unwrap().by.is_none(), "the portal noticed it, nobody else");
    for address in ["partner@eyelevel.example", "approver@eyelevel.example"] {
        let (_, body) = world.mail(address, "Zusage nicht gehalten").await;
        assert!(body.contains("war bis Do., 26. November, 10:00 zugesagt"), "{body}");
    }
    assert_eq!(world.count("outbox WHERE template = 'promise_broken'").await, 2);
    // The decision comes at last; it was late all the same.
    world.as_("approver").await.decide(&kits_of(&world, &id).await, kits::yes()).await;
    let kept: Vec<(String, Option<bool>)> = world.all("SELECT kind, kept FROM promises ORDER BY promised_at, id").await;
    assert_eq!(kept, [("decision".to_owned(), Some(false)), ("fulfilment".to_owned(), None)]);
    // The page has all of them: what was broken stays there beside the clock that runs.
    let all = partner.page(&id).await.promises;
    let said: Vec<_> = all.iter().map(|p| (p.kind, p.kept, p.settled_at.is_some(), p.first_due_at)).collect();
    assert_eq!((said.len(), said[0]), (2, (PromiseKind::Decision, Some(false), true, due)));
    assert_eq!((said[1].0, said[1].1, said[1].2), (PromiseKind::Fulfilment, None, false));
    assert_eq!(broken(&partner.page(&id).await), 1);
}

async fn kits_of(world: &World, id: &str) -> eyelevel_contract::demo_kits::DemoKit {
    world.as_("approver").await.get(eyelevel_contract::demo_kits::paths::one(id)).await.ok()
}

#[tokio::test]
async fn a_decision_that_comes_late_breaks_the_promise_before_any_job_sees_it() {
    let world = World::new().await;
    let kit = world.submitted(1, 0).await;
    world.later(2 * DAY + 1);
    let decided = world.as_("approver").await.decide(&kit, kits::yes()).await;
    let kinds: Vec<_> = decided.page.timeline.iter().map(|e| e.kind).collect();
    assert_eq!(kinds, [EventKind::Submitted, EventKind::PromiseBroken, EventKind::Approved]);
    world.run_jobs().await;
    assert_eq!(world.count("outbox WHERE template = 'promise_broken'").await, 2);
    let (_, body) = world.mail("partner@eyelevel.example", "Zusage nicht gehalten").await;
    assert!(body.contains("war bis Do., 26. November, 10:00 zugesagt"), "{body}");
    assert_eq!(world.count("promises WHERE kept AND kind = 'decision'").await, 0);
}

#[tokio::test]
async fn a_promise_that_is_kept_stays_kept() {
    let world = World::new().await;
    let kit = world.submitted(1, 0).await;
    world.later(2 * DAY);
    let decided = world.as_("approver").await.decide(&kit, kits::yes()).await;
    assert_eq!(decided.page.request.promise.as_ref().unwrap().kind, PromiseKind::Fulfilment);
    // Five working days from Thursday 10:00.
    assert_eq!(decided.page.request.promise.unwrap().due_at, Some(utc("2026-12-03", 9, 0)));
    world.later(30 * DAY);
    world.run_jobs().await;
    let kept: Vec<(Option<bool>,)> = world.all("SELECT kept FROM promises ORDER BY promised_at, id").await;
    assert_eq!(kept, [(Some(true),), (Some(false),)]);
}

#[tokio::test]
async fn what_is_taken_back_after_the_date_was_late_all_the_same() {
    let world = World::new().await;
    let (in_time, late) = (world.submitted(1, 0).await, world.submitted(1, 0).await);
    let partner = world.as_("partner").await;
    let take_back = async |id: String| partner.act(&id, paths::WITHDRAWAL, serde_json::json!({ "reason": "" })).await.is(200);
    world.later(HOUR);
    take_back(kits::id(&in_time)).await;
    world.later(2 * DAY);
    take_back(kits::id(&late)).await;
    let kept: Vec<(Option<bool>,)> =
        world.all("SELECT m.kept FROM promises m JOIN requests r ON r.id = m.request_id ORDER BY r.number").await;
    assert_eq!(kept, [(None,), (Some(false),)]);
    world.run_jobs().await;
    assert_eq!(world.count("outbox WHERE template = 'promise_broken'").await, 2);
}

#[tokio::test]
async fn nothing_is_broken_while_the_clock_stands_still_or_nothing_is_owed() {
    let world = World::new().await;
    let asked = world.enquiry("Asked").await;
    world.as_("approver").await.act(&asked.id, paths::QUESTION, serde_json::json!({ "missing": "Which one?" })).await.is(200);
    let kit = world.shipped(1, 0, "A").await;
    assert_eq!(kit.page.request.state, State::Shipped);
    world.later(20 * DAY + MINUTE);
    world.run_jobs().await;
    assert_eq!(world.count("promises WHERE NOT kept").await, 0);
    assert_eq!(world.count("timeline WHERE kind = 'promise_broken'").await, 0);
}
