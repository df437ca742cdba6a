use eyelevel_contract::board::Board;
use eyelevel_contract::deliveries::troubles::Trouble;
use eyelevel_contract::deliveries::{Delivery, NewStatus, Status, TakenCare, paths, tracking::Cause};
use eyelevel_contract::demo_kits::{DemoKit, paths as kits_at};
use eyelevel_contract::page::Page;
use eyelevel_contract::requests::EventKind;
use eyelevel_server::jobs::Job;

use crate::support::{DAY, HOUR, World, kits};

const REQUESTER: &str = "partner@eyelevel.example";

/// A parcel that should arrive on the second day.
async fn sent(world: &World) -> (DemoKit, String) {
    let kit = world.approved(1, 0).await;
    let mut ship = kits::parcels(&kit, "A");
    ship.parcels[0].arrives_on = Some(kits::day(2));
    let kit: DemoKit = world.as_("support").await.post(kits_at::shipments(&kits::id(&kit)), ship).await.ok();
    let id = kit.recipients[0].parcel.as_ref().unwrap().id.clone();
    (kit, id)
}

async fn look(world: &World) -> usize {
    Job::Parcels.run(&world.app).await.unwrap()
}

async fn delivery(world: &World, account: &str, query: &str) -> Vec<Delivery> {
    let page: Page<Delivery> = world.as_(account).await.get(format!("{}{query}", paths::DELIVERIES)).await.ok();
    page.items
}

fn note(status: Status, cause: Option<Cause>, day: Option<i64>) -> NewStatus {
    NewStatus { status, note: "So it is.".to_owned(), arrives_on: day.map(kits::day), cause }
}

#[tokio::test]
async fn nothing_heard_for_a_business_day_is_a_task_and_is_told_once() {
    let world = World::new().await;
    let (kit, _) = sent(&world).await;
    assert_eq!(look(&world).await, 0, "sent a moment ago");
    // From ten on Tuesday until ten on Wednesday are eight business hours.
    world.later(24 * HOUR - 1);
    assert_eq!(look(&world).await, 0);
    world.later(1);
    assert_eq!(look(&world).await, 1);
    assert_eq!(look(&world).await, 0, "once");
    let found = delivery(&world, "support", "?attention=true").await;
    assert_eq!((found.len(), found[0].troubles.as_slice()), (1, &[Trouble::NoMovement][..]));
    let (_, body) = world.mail(REQUESTER, "seit einem Geschäftstag nichts gehört").await;
    assert!(body.contains("an Jana Petersen") && body.contains("kümmert sich darum"), "{body}");
    let owner = kit.page.request.owner.id.clone();
    assert_eq!(world.count(&format!("outbox WHERE template = 'parcel_task' AND event LIKE '%:{owner}'")).await, 1);
    assert_eq!(world.count("outbox WHERE template = 'parcel_trouble'").await, 1);
    let kit = world.as_("partner").await.kit(&kit).await;
    assert!(
        kit.page.timeline.iter().any(|e| e.kind == EventKind::Trouble && e.value.as_deref() == Some("no_movement")),
        "on the request's page"
    );
    // It moves again: the task is over, and nobody is told a second time if it stops again.
    let id = kit.recipients[0].parcel.as_ref().unwrap().id.clone();
    world.as_("support").await.post(paths::status(&id), note(Status::InTransit, None, None)).await.is(200);
    look(&world).await;
    assert_eq!(delivery(&world, "support", "?attention=true").await.len(), 0);
    world.later(2 * DAY);
    look(&world).await;
    assert_eq!(delivery(&world, "support", "?attention=true").await[0].troubles, [Trouble::NoMovement, Trouble::Late]);
    assert_eq!(
        world.count("outbox WHERE template = 'parcel_trouble' AND event IN (SELECT event FROM outbox)").await,
        2,
        "the second: not come on its day"
    );
}

#[tokio::test]
async fn later_is_told_once_a_day_that_is_named_with_its_reason() {
    let world = World::new().await;
    let (kit, id) = sent(&world).await;
    let support = world.as_("support").await;
    let say = async |cause, day| {
        support.post(paths::status(&id), note(Status::InTransit, cause, Some(day))).await.is(200);
        world.later(1_000);
        look(&world).await;
        look(&world).await;
        world.count("outbox WHERE template = 'arrival_moved'").await
    };
    assert_eq!(say(None, 2).await, 0, "the same day");
    assert_eq!(say(None, 1).await, 0, "earlier is on the page");
    assert_eq!(say(Some(Cause::Weather), 4).await, 1);
    assert_eq!(say(Some(Cause::Weather), 4).await, 1);
    assert_eq!(say(Some(Cause::Customs), 6).await, 2);
    let (_, body) = world.mail(REQUESTER, "kommt später").await;
    let whole = "jetzt am Mo., 30. November 2026. Der Grund: die Sendung beim Zoll liegt. Zuerst hieß es: Do., 26. November 2026.";
    assert!(body.contains("30. November") && body.contains("beim Zoll liegt") && body.contains("26. November"), "{whole}: {body}");
    let found = delivery(&world, "partner", "").await;
    assert_eq!(
        (found[0].first_arrives_on, found[0].arrives_on, found[0].late_because, found[0].troubles.as_slice()),
        (Some(kits::day(2)), Some(kits::day(6)), Some(Cause::Customs), &[Trouble::Customs, Trouble::Late][..])
    );
    // Customs are told of; that it is late, they know from the other mail.
    assert_eq!(world.count("outbox WHERE template = 'parcel_trouble'").await, 1);
    let moved = world.as_("partner").await.kit(&kit).await.page.timeline.into_iter().filter(|e| e.kind == EventKind::ArrivalMoved);
    assert_eq!(moved.filter_map(|e| e.value).collect::<Vec<_>>(), ["2026-11-28 weather", "2026-11-30 customs"]);
}

#[tokio::test]
async fn what_is_noted_by_hand_is_told_at_once_and_not_again() {
    let world = World::new().await;
    let (_, id) = sent(&world).await;
    let support = world.as_("support").await;
    support.post(paths::status(&id), note(Status::Lost, None, None)).await.is(200);
    look(&world).await;
    assert_eq!(world.count("outbox WHERE template = 'recipient_acted'").await, 1);
    assert_eq!(world.count("outbox WHERE template = 'parcel_trouble'").await, 0);
    assert_eq!(world.count("outbox WHERE template = 'parcel_task'").await, 1);
    assert_eq!(delivery(&world, "support", "?attention=true").await[0].troubles, [Trouble::Lost]);
}

#[tokio::test]
async fn a_task_stands_on_its_owner_s_board_until_somebody_has_taken_care() {
    let world = World::new().await;
    let (kit, id) = sent(&world).await;
    world.later(DAY);
    look(&world).await;
    let owner = &kit.page.request.owner;
    let account: (String,) = world.one(&format!("SELECT email FROM people WHERE id = '{}'", owner.id)).await;
    let account = account.0.split('@').next().unwrap().to_owned();
    let board = async |account: &str| world.as_(account).await.get(eyelevel_contract::board::PATH).await.ok::<Board>().attention.len();
    assert_eq!((board(&account).await, board("manager").await, board("partner").await), (1, 0, 0));
    let care = TakenCare { note: "Asked DHL: it leaves tonight.".to_owned() };
    let support = world.as_("support").await;
    support.post(paths::taken_care(&id), TakenCare { note: " ".to_owned() }).await.fault("note");
    support.post(paths::taken_care(&id), care).await.is(200);
    assert_eq!(board(&account).await, 0);
    // What was taken care of stays so, although it still does not move.
    world.later(HOUR);
    world.run("UPDATE deliveries SET look_at = 0").await;
    assert_eq!(look(&world).await, 0);
    assert_eq!(delivery(&world, "support", "?attention=true").await.len(), 0);
    let kit = world.as_("partner").await.kit(&kit).await;
    let said = kit.page.timeline.iter().find(|e| e.kind == EventKind::TakenCare).unwrap();
    assert_eq!((said.text.as_deref(), said.by.is_some()), (Some("Asked DHL: it leaves tonight."), true));
}

#[tokio::test]
async fn two_processes_note_it_once() {
    let world = World::new().await;
    let other = world.second_process().await;
    sent(&world).await;
    world.later(DAY);
    let (a, b) = world.at_once("delivery_troubles", Job::Parcels.run(&world.app), Job::Parcels.run(&other.app)).await;
    a.unwrap();
    b.unwrap();
    assert_eq!(world.count("delivery_troubles").await, 1);
    assert_eq!(world.count("outbox WHERE template = 'parcel_trouble'").await, 1);
}
