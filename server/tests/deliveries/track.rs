use eyelevel_contract::deliveries::{Channel, NewStatus, RecipientStatus, Status, paths};
use eyelevel_contract::demo_kits::DemoKit;

use crate::support::{World, kits, kits::day};

fn to(status: Status, note: &str) -> NewStatus {
    NewStatus { status, note: note.to_owned(), arrives_on: None, cause: None }
}

fn at(kit: &DemoKit) -> String {
    paths::status(&kit.recipients[0].parcel.as_ref().unwrap().id)
}

#[tokio::test]
async fn what_the_carrier_says_is_noted_and_bad_news_is_told_with_its_reason() {
    let world = World::new().await;
    let kit = world.shipped(1, 0, "A").await;
    let support = world.as_("support").await;
    for status in [Status::InTransit, Status::OutForDelivery] {
        let seen: RecipientStatus = support.post(at(&kit), to(status, "")).await.ok();
        assert_eq!(seen.status, status);
    }
    assert_eq!(world.count("outbox WHERE template = 'recipient_acted'").await, 0, "good news is on the page");
    for bad in [Status::Failed, Status::Returned, Status::Lost] {
        assert_eq!(support.post(at(&kit), to(bad, " ")).await.fault("note"), "Please fill this in.");
    }
    let failed: RecipientStatus = support.post(at(&kit), to(Status::Failed, "Nobody there.")).await.ok();
    assert_eq!(
        failed.history.iter().map(|h| h.status).collect::<Vec<_>>(),
        [Status::Sent, Status::InTransit, Status::OutForDelivery, Status::Failed]
    );
    let (_, body) = world.mail("partner@eyelevel.example", "Neues zur Lieferung").await;
    assert!(body.contains("an Jana Petersen") && body.contains("nicht übergeben"), "{body}");
    assert!(body.contains("Nobody there."), "bad news comes with its reason: {body}");
    // Lost, it counts as ended; found again, it goes on.
    let open = async || world.count("deliveries WHERE NOT ended").await;
    support.post(at(&kit), to(Status::Lost, "Gone.")).await.is(200);
    assert_eq!(open().await, 0);
    support.post(at(&kit), to(Status::Delivered, "")).await.is(200);
    assert_eq!(open().await, 1);
}

#[tokio::test]
async fn what_only_a_recipient_can_say_can_t_be_noted_by_hand() {
    let world = World::new().await;
    let kit = world.shipped(1, 0, "A").await;
    let support = world.as_("support").await;
    for status in [Status::Planned, Status::Sent, Status::Problem, Status::Confirmed] {
        assert_eq!(support.post(at(&kit), to(status, "x")).await.fault("status"), "This can't be had that way.", "{status}");
    }
    let mut late = to(Status::InTransit, "");
    late.arrives_on = Some(day(-1));
    support.post(at(&kit), late).await.fault("arrives_on");
    support.post(at(&kit), to(Status::InTransit, &"x".repeat(2_001))).await.fault("note");
    // The carrier's word does not overrule the recipient's.
    let mine = world.link("partner@eyelevel.example", "unterwegs").await;
    world.nobody().form(format!("{mine}/problem"), &[("note", "Dark")]).await.is(303);
    support.post(at(&kit), to(Status::Delivered, "")).await.fault("status");
    world.nobody().form(format!("{mine}/received"), &[]).await.is(303);
    for status in Status::by_hand(Channel::Parcel) {
        support.post(at(&kit), to(*status, "x")).await.fault("status");
    }
    assert_eq!(world.count("recipient_history").await, 3);
}

#[tokio::test]
async fn another_day_is_named_and_the_first_one_is_kept() {
    let world = World::new().await;
    let kit = world.shipped(1, 0, "A").await;
    let support = world.as_("support").await;
    for n in [3, 5] {
        let body = NewStatus { arrives_on: Some(day(n)), ..to(Status::InTransit, "") };
        let seen: RecipientStatus = support.post(at(&kit), body).await.ok();
        assert_eq!(seen.parcel.unwrap().arrives_on, Some(day(n)));
    }
    let days: (Option<String>, Option<String>) = world.one("SELECT first_arrives_on, arrives_on FROM deliveries").await;
    assert_eq!(days, (Some("2026-11-27".to_owned()), Some("2026-11-29".to_owned())));
    kits::id(&kit);
}

#[tokio::test]
async fn who_may_not_is_told_what_is_missing() {
    let world = World::new().await;
    let kit = world.shipped(1, 0, "A").await;
    for (account, right) in [("partner", "vendor"), ("manager", "support approver lead"), ("admin", "support approver lead")] {
        assert_eq!(world.as_(account).await.post(at(&kit), to(Status::Delivered, "")).await.missing_right(), right, "{account}");
    }
    for account in ["other", "accounts", "ledger", "agent"] {
        world.as_(account).await.post(at(&kit), to(Status::Delivered, "")).await.is(404);
    }
}
