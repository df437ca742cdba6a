//! What a change of calendar or policies changes, and what it does not.

use eyelevel_contract::calendars::ClosedDays;
use eyelevel_contract::requests::{Kind, paths};

use super::{gold, policy};
use crate::support::{DAY, HOUR, World, kits, requests::utc};

/// A promise's row: policy, calendar, minutes.
type Made = (Option<i64>, Option<i64>, Option<i64>);
const MADE: &str = "SELECT policy_version, calendar_version, minutes FROM promises ORDER BY promised_at, id";

#[tokio::test]
async fn a_change_never_rewrites_the_past() {
    let world = World::new().await;
    let before = world.submitted(1, 0).await;
    let due = before.page.request.promise.as_ref().unwrap().due_at;
    world.policies(|p| policy(p, Kind::DemoKit).decision = 60).await;
    let closed = ClosedDays {
        from: "2026-11-25".parse().unwrap(),
        until: "2026-11-27".parse().unwrap(),
        name: "Inventur".to_owned(),
        yearly: false,
    };
    world.calendar(|c| c.closed.push(closed)).await;
    let partner = world.as_("partner").await;
    let now = partner.page(&kits::id(&before)).await.request.promise.unwrap();
    assert_eq!((now.due_at, now.first_due_at), (due, due.unwrap()));
    world.later(7 * HOUR);
    let after = world.enquiry("Later").await.promise.unwrap();
    // Tuesday 17:00; the rest of the week is closed: three days from Monday on.
    assert_eq!(after.due_at, Some(utc("2026-12-02", 16, 0)));
    let made: Vec<Made> = world.all(MADE).await;
    assert_eq!(made, [(Some(0), Some(0), Some(960)), (Some(1), Some(1), Some(1_440))]);
}

#[tokio::test]
async fn a_clock_that_goes_on_counts_by_the_calendar_of_then() {
    let world = World::new().await;
    let asked = world.enquiry("Asked").await;
    let approver = world.as_("approver").await;
    approver.act(&asked.id, paths::QUESTION, serde_json::json!({ "missing": "Which one?" })).await.is(200);
    // From now on the vendor works on Saturdays as well.
    world.calendar(|c| c.week[5] = c.week[4].clone()).await;
    world.later(3 * DAY);
    let partner = world.as_("partner").await;
    let page = partner.page(&asked.id).await.request.promise.unwrap();
    assert_eq!((page.due_at, page.remaining_minutes, page.first_due_at), (None, Some(1_440), utc("2026-11-27", 9, 0)));
    partner.act(&asked.id, paths::ANSWER, serde_json::json!({ "text": "This one" })).await.is(200);
    // Friday 10:00 and three days, Saturday among them.
    let promise = partner.page(&asked.id).await.request.promise.unwrap();
    assert_eq!((promise.due_at, promise.first_due_at), (Some(utc("2026-12-01", 9, 0)), utc("2026-11-27", 9, 0)));
    let made: Vec<Made> = world.all(MADE).await;
    assert_eq!(made, [(Some(0), Some(1), Some(1_440))]);
}

#[tokio::test]
async fn a_tier_has_promises_of_its_own() {
    let world = World::new().await;
    world.policies(|p| gold(p, 120, 240)).await;
    world.tier("Nordlicht IT", " Gold ").await;
    let gold = world.submitted(1, 0).await;
    assert_eq!(gold.page.request.promise.as_ref().unwrap().due_at, Some(utc("2026-11-24", 11, 0)));
    let decided = world.as_("approver").await.decide(&gold, kits::yes()).await;
    assert_eq!(decided.page.request.promise.unwrap().due_at, Some(utc("2026-11-24", 13, 0)));
    // A tier that no policy names is everybody's.
    world.tier("Nordlicht IT", "Bronze").await;
    assert_eq!(world.submitted(1, 0).await.page.request.promise.unwrap().due_at, Some(utc("2026-11-26", 9, 0)));
    world.tier("Nordlicht IT", "").await;
    assert_eq!(world.count("organisations WHERE tier IS NOT NULL").await, 0);
}

#[tokio::test]
async fn tiers_are_the_vendor_s_matter_and_partners_alone_have_one() {
    let world = World::new().await;
    let admin = world.as_("admin").await;
    let path = async |name: &str| eyelevel_contract::people::paths::organisation(&world.organisation(name).await);
    let tier = |tier: &str| serde_json::json!({ "name": "X", "tier": tier });
    admin.put(path("Elbtal Distribution").await, 1, tier("Gold")).await.fault("tier");
    world.as_("partner").await.put(path("Hafenklinik Altona").await, 1, tier("Gold")).await.fault("tier");
    world.as_("owner").await.put(path("Nordlicht IT").await, 1, tier("Gold")).await.missing_right();
    for bad in ["a\nb", &"x".repeat(41)] {
        admin.put(path("Nordlicht IT").await, 1, tier(bad)).await.fault("tier");
    }
    world.tier("Nordlicht IT", "Gold").await;
    // Who renames it and says nothing of a tier leaves it.
    admin.put(path("Nordlicht IT").await, 2, serde_json::json!({ "name": "Nordlicht" })).await.is(200);
    assert_eq!(world.count("organisations WHERE name = 'Nordlicht' AND tier = 'Gold'").await, 1);
}

#[tokio::test]
async fn another_process_counts_by_the_new_calendar_at_once() {
    let world = World::new().await;
    let other = world.second_process().await;
    assert_eq!(other.submitted(1, 0).await.page.request.promise.unwrap().due_at, Some(utc("2026-11-26", 9, 0)));
    world.calendar(|c| c.week.iter_mut().for_each(|day| *day = vec![eyelevel_contract::calendars::Span { from: 0, until: 1_440 }])).await;
    let kit = other.submitted(1, 0).await;
    assert_eq!(kit.page.request.promise.unwrap().due_at, Some(utc("2026-11-25", 1, 0)));
    // The browser counts within the same hours.
    let open = other.as_("partner").await.page(&kit.page.request.id).await.open;
    assert!(open.iter().all(|open| open.until - open.from <= DAY) && open.windows(2).all(|pair| pair[0].until == pair[1].from));
}
