//! The main job, whole: a kit is asked for, a question stops the clock, a decision, parcels, a recipient's page, receipt, a loan that ends.

use eyelevel_contract::deliveries::Status;
use eyelevel_contract::demo_kits::{DemoKit, paths as kits_at};
use eyelevel_contract::requests::{Answer, Ask, EventKind, Request, State, WaitingOn, paths};

use crate::support::{DAY, HOUR, TUESDAY, World, kits};

#[tokio::test]
async fn from_the_form_to_the_last_day_of_the_loan() {
    let world = World::new().await;
    let (partner, approver, support) = (world.as_("partner").await, world.as_("approver").await, world.as_("support").await);
    let kit = world.submitted(2, 3).await;
    let id = kits::id(&kit);

    // A question that names what is missing: the clock stands still, the ball is with the partner.
    world.later(4 * HOUR);
    let ask = Ask { missing: "Which radio band does your firmware use?".to_owned() };
    let asked: Request = approver.post(paths::verb(&id, paths::QUESTION), ask).await.ok();
    let promise = asked.promise.unwrap();
    assert_eq!((asked.waiting_on, promise.due_at, promise.remaining_minutes), (WaitingOn::Partner, None, Some(12 * 60)));
    world.later(3 * DAY);
    world.run_jobs().await;
    let answer = Answer { text: "868 MHz.".to_owned() };
    let answered: Request = partner.post(paths::verb(&id, paths::ANSWER), answer).await.ok();
    // Friday, 14:00; three hours are left that day, eight on Monday, one on Tuesday: 10:00.
    assert_eq!(answered.promise.unwrap().due_at, Some(TUESDAY + 7 * DAY));
    assert_eq!(answered.waiting_on, WaitingOn::Vendor);

    let approved = approver.decide(&kit, kits::yes()).await;
    assert_eq!((approved.page.request.state, approved.page.decisions.len()), (State::Approved, 1));
    let shipped: DemoKit = support.post(kits_at::shipments(&id), kits::parcels(&approved, "EP")).await.ok();
    assert_eq!(shipped.page.request.state, State::Shipped);
    assert_eq!(shipped.page.request.promise.as_ref().unwrap().kept, Some(true));

    // Each recipient has a page of their own, with nothing about the other.
    let desk = world.link("empfang@hafenklinik.example", "unterwegs").await;
    let mine = world.link("partner@eyelevel.example", "Eine Lieferung").await;
    let outside = world.nobody();
    let page = outside.get(&desk).await.is(200).text();
    assert!(page.contains("EP-2") && page.contains("im Auftrag von Nordlicht IT") && page.contains("3 Stück"), "{page}");
    assert!(!page.contains("Jana") && !page.contains("EP-0") && !page.contains("868 MHz") && !page.contains('€'), "{page}");
    // Looking changes nothing.
    assert_eq!(world.count("recipients WHERE status = 'sent'").await, 2);

    outside.form(format!("{desk}/received"), &[]).await.is(303);
    outside.form(format!("{mine}/problem"), &[("note", "")]).await.is(422);
    outside.form(format!("{mine}/problem"), &[("note", "One stays dark")]).await.is(303);
    let seen = partner.kit(&kit).await;
    assert_eq!(seen.page.request.state, State::Shipped);
    assert_eq!(seen.recipients.iter().map(|r| r.status).collect::<Vec<_>>(), [Status::Problem, Status::Confirmed]);
    world.mail("approver@eyelevel.example", "Neues zur Lieferung").await;

    outside.form(format!("{mine}/received"), &[]).await.is(303);
    let lent = partner.kit(&kit).await;
    assert_eq!((lent.page.request.state, lent.page.request.waiting_on), (State::OnLoan, WaitingOn::Nobody));

    // A week before the last day it is the partner's move; once a day is enough.
    world.app.clock.set(TUESDAY + 23 * DAY);
    world.run_jobs().await;
    world.run_jobs().await;
    // Nobody was here for two weeks: the session is over, and the kit is not shown.
    partner.get(kits_at::one(&id)).await.is(401);
    let (partner, support) = (world.as_("partner").await, world.as_("support").await);
    let due = partner.kit(&kit).await;
    assert_eq!((due.page.request.state, due.page.request.waiting_on), (State::ReturnDue, WaitingOn::Partner));
    let reminders = |kit: &DemoKit| kit.page.timeline.iter().filter(|e| e.kind == EventKind::ReturnReminder).count();
    assert_eq!(reminders(&due), 1);
    world.app.clock.set(TUESDAY + 31 * DAY);
    world.run_jobs().await;
    assert_eq!(reminders(&partner.kit(&kit).await), 2);

    let back: DemoKit = support.post(kits_at::check_in(&id), kits::back(&support.kit(&kit).await)).await.ok();
    assert_eq!(back.page.request.state, State::Closed);
    let stock: Vec<(i64, i64)> = world.all("SELECT on_hand, reserved FROM catalogue_variants WHERE on_hand = 24").await;
    assert_eq!(stock, [(24, 0)], "everything is back in the house");
    // What went out can go out again, with the same serial numbers.
    world.shipped(2, 3, "EP").await;
}
