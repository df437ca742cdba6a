use eyelevel_contract::calendars::{
    ClosedDays, EditCalendar, EditPolicies, Holiday, MyPromises, Policies, Policy, Preview, PreviewWish, Region, Span, first_policies,
    paths,
};
use eyelevel_contract::requests::Kind;

use super::{gold, policy};
use crate::support::{World, requests::utc};

#[tokio::test]
async fn policies_are_versions_too() {
    let world = World::new().await;
    let first: Policies = world.as_("admin").await.get(paths::POLICIES).await.ok();
    assert_eq!((first.version, first.policies), (0, first_policies()));
    let saved = world.policies(|p| policy(p, Kind::Enquiry).decision = 60).await;
    assert_eq!((saved.version, saved.changed_by.unwrap().name.as_str()), (1, "Felix Sommer"));
    let (admin, edit) = (world.as_("admin").await, EditPolicies { policies: first_policies() });
    assert_eq!(admin.put(paths::POLICIES, 0, &edit).await.problem(412), "changed-meanwhile");
    assert_eq!(admin.json_put(paths::POLICIES, &edit).await.problem(428), "precondition-required");
    let (one, other) = world.at_once("policies", admin.put(paths::POLICIES, 1, &edit), admin.put(paths::POLICIES, 1, &edit)).await;
    assert_eq!([one.status.as_u16(), other.status.as_u16()].iter().filter(|status| **status == 412).count(), 1);
    assert_eq!(world.count("policies").await, 2);
    assert_eq!(world.count("audit WHERE action = 'policies.changed'").await, 2);
}

#[tokio::test]
async fn a_promise_of_nothing_or_of_a_century_is_refused() {
    let world = World::new().await;
    let admin = world.as_("admin").await;
    let put = async |change: &dyn Fn(&mut Vec<Policy>), field: &str| {
        let mut policies = first_policies();
        change(&mut policies);
        admin.put(paths::POLICIES, 0, EditPolicies { policies }).await.fault(field)
    };
    put(&|p| p[0].decision = 0, "policies.0.decision").await;
    let century = put(&|p| p[1].fulfilment = 100 * 250 * 480, "policies.1.fulfilment").await;
    assert!(century.contains("2,080 business hours"), "{century}");
    put(&|p| p[1].fulfilment = i64::MAX, "policies.1.fulfilment").await;
    put(&|p| drop(p.pop()), "policies").await;
    // An hour a week: 2,000 hours would take 38 years.
    world.calendar(|c| c.week = (0..7).map(|day| if day == 0 { vec![Span { from: 0, until: 60 * 12 }] } else { vec![] }).collect()).await;
    let late = put(&|p| p[1].fulfilment = 2_000 * 60, "policies.1.fulfilment").await;
    assert!(late.contains("more than 732 days"), "{late}");
    assert_eq!(world.count("policies").await, 0);
}

fn wish(at: (&str, i64)) -> PreviewWish {
    PreviewWish {
        calendar: EditCalendar::first("Europe/Berlin"),
        day: at.0.parse().unwrap(),
        minute: at.1,
        policy: first_policies().swap_remove(0),
    }
}

#[tokio::test]
async fn a_preview_says_what_would_be_promised_and_saves_nothing() {
    let world = World::new().await;
    let admin = world.as_("admin").await;
    // A request on Friday, 16:40.
    let friday = ("2026-11-27", 16 * 60 + 40);
    let preview: Preview = admin.post(paths::PREVIEW, wish(friday)).await.ok();
    assert_eq!(preview.at, utc("2026-11-27", 15, 40));
    assert_eq!((preview.answer, preview.decision), (utc("2026-11-30", 15, 40), utc("2026-12-01", 15, 40)));
    assert!(preview.closed.is_empty());
    let mut holidays = wish(("2026-12-23", 16 * 60));
    holidays.calendar.regions = vec![Region::DeSh];
    holidays.calendar.worked = vec![Holiday::Ascension];
    let eve = ClosedDays {
        from: "2020-12-24".parse().unwrap(),
        until: "2020-12-24".parse().unwrap(),
        name: "Heiligabend".to_owned(),
        yearly: true,
    };
    holidays.calendar.closed = vec![eve];
    let preview: Preview = admin.post(paths::PREVIEW, &holidays).await.ok();
    // An hour, then Monday the 28th: Christmas is a Friday.
    assert_eq!(preview.answer, utc("2026-12-28", 15, 0));
    let days: Vec<String> = preview.closed.iter().map(|closed| closed.date.to_string()).collect();
    assert_eq!(
        days,
        [
            "2026-12-24",
            "2026-12-25",
            "2026-12-26",
            "2027-01-01",
            "2027-03-26",
            "2027-03-29",
            "2027-05-01",
            "2027-05-17",
            "2027-10-03",
            "2027-10-31"
        ]
    );
    assert_eq!((preview.closed[0].name.as_deref(), preview.closed[1].holiday), (Some("Heiligabend"), Some(Holiday::Christmas)));
    assert_eq!(world.count("calendars").await + world.count("policies").await, 0);
    let bad = async |change: &dyn Fn(&mut PreviewWish), field: &str| {
        let mut wish = wish(friday);
        change(&mut wish);
        admin.post(paths::PREVIEW, &wish).await.fault(field);
    };
    bad(&|w| w.policy.answer = 0, "policy.answer").await;
    bad(&|w| w.minute = 1_440, "minute").await;
    bad(&|w| w.calendar.zone = "X".to_owned(), "zone").await;
    bad(&|w| w.calendar.week = vec![vec![]; 7], "week").await;
    bad(&|w| w.day = "9999-12-31".parse().unwrap(), "day").await;
}

#[tokio::test]
async fn what_i_am_promised_before_i_ask() {
    let world = World::new().await;
    let mine = async |account: &str| -> MyPromises { world.as_(account).await.get(paths::MINE).await.ok() };
    let of = |promises: &MyPromises, kind| {
        promises.promises.iter().find(|mine| mine.kind == kind).map(|mine| (mine.minutes, mine.due_at)).unwrap()
    };
    assert_eq!(of(&mine("partner").await, Kind::DemoKit), (960, utc("2026-11-26", 9, 0)));
    world.policies(|p| gold(p, 30, 30)).await;
    world.tier("Nordlicht IT", "Gold").await;
    assert_eq!(of(&mine("partner").await, Kind::DemoKit), (30, utc("2026-11-24", 9, 30)));
    assert_eq!(of(&mine("partner").await, Kind::Return).0, 480);
    assert_eq!(of(&mine("other").await, Kind::DemoKit).0, 960);
}
