use eyelevel_contract::civil::Date;
use eyelevel_contract::demo_kits::loans::{AnswerWish, WishState};
use eyelevel_contract::demo_kits::{DemoKit, paths};
use eyelevel_contract::requests::{EventKind, PromiseKind, Section, State, Verdict, paths as requests_at};
use eyelevel_server::jobs::Job;
use serde_json::{Value, json};

use super::check_in::lent;
use crate::support::{Client, DAY, HOUR, World, kits};

fn wish(day: Date) -> Value {
    json!({ "return_on": day, "reason": "The fair is later." })
}

pub(crate) fn answer(kit: &DemoKit, verdict: Verdict) -> AnswerWish {
    AnswerWish {
        wish_id: kit.loan.open_wish().unwrap().id.clone(),
        verdict,
        return_on: None,
        reason: String::new(),
        alternative: String::new(),
        no_alternative: false,
    }
}

async fn asks(client: &Client, kit: &DemoKit, day: Date) -> DemoKit {
    client.post(paths::later(&kits::id(kit)), wish(day)).await.ok()
}

#[tokio::test]
async fn a_later_day_is_asked_for_and_the_owner_owes_the_answer() {
    let world = World::new().await;
    let kit = lent(&world, "A").await;
    let (partner, approver, id) = (world.as_("partner").await, world.as_("approver").await, kits::id(&kit));
    let asked = asks(&partner, &kit, kits::day(45)).await;
    let request = &asked.page.request;
    assert_eq!((request.state, request.section), (State::Approved, Section::WithVendor));
    let promise = request.promise.as_ref().unwrap();
    assert_eq!((promise.kind, promise.kept, promise.due_at.is_some()), (PromiseKind::Answer, None, true));
    assert_eq!(request.return_on, Some(kits::day(30)), "the day stays until they agree");
    let (_, body) = world.mail("approver@eyelevel.example", "bittet um Verlängerung bis Fr., 8. Januar").await;
    assert!(body.contains("The fair is later.") && body.contains("Zugesagt: Antwort bis"), "{body}");

    // One wish at a time; nothing is shipped, and the thread goes on.
    assert_eq!(partner.post(paths::later(&id), wish(kits::day(60))).await.problem(409), "conflict");
    assert_eq!(world.as_("sales").await.post(paths::keep(&id), json!({ "serials": ["A-0"] })).await.problem(409), "conflict");
    assert_eq!(world.as_("support").await.post(paths::shipments(&id), kits::parcels(&kit, "B")).await.problem(409), "conflict");
    assert_eq!(approver.post(paths::decision(&id), kits::yes()).await.problem(409), "conflict");

    let agreed: DemoKit = approver.post(paths::wish_answer(&id), answer(&asked, Verdict::Approved)).await.ok();
    let request = &agreed.page.request;
    assert_eq!((request.state, request.return_on), (State::OnLoan, Some(kits::day(45))));
    assert_eq!(request.promise.as_ref().unwrap().kept, Some(true));
    let seen = partner.kit(&kit).await;
    assert_eq!((seen.loan.first_day(), seen.loan.wishes[0].state), (Some(kits::day(30)), WishState::Agreed));
    assert_eq!(seen.loan.wishes[0].answered_by.as_ref().unwrap().id, world.person("approver").await);
    let last = seen.page.timeline.last().unwrap();
    assert_eq!((last.kind, last.value.as_deref()), (EventKind::LaterAgreed, Some("2027-01-08")));
    world.mail("partner@eyelevel.example", "verlängert bis Fr., 8. Januar").await;
    // Reminders follow the new day.
    world.app.clock.set(crate::support::TUESDAY + 31 * DAY);
    assert_eq!(Job::Loans.run(&world.app).await.unwrap(), 0);
    world.app.clock.set(crate::support::TUESDAY + 38 * DAY);
    assert_eq!(Job::Loans.run(&world.app).await.unwrap(), 1);
}

#[tokio::test]
async fn another_day_or_a_no_has_its_reason_and_both_sides_read_it() {
    let world = World::new().await;
    let kit = lent(&world, "A").await;
    let (partner, approver, id) = (world.as_("partner").await, world.as_("approver").await, kits::id(&kit));
    let asked = asks(&partner, &kit, kits::day(45)).await;
    let path = paths::wish_answer(&id);
    let no = answer(&asked, Verdict::Declined);
    let refused = approver.post(&path, &no).await;
    assert!(!refused.fault("reason").is_empty());
    let no = AnswerWish { reason: "Booked for a fair.".to_owned(), ..no };
    assert!(!approver.post(&path, &no).await.fault("alternative").is_empty());
    let changed = AnswerWish { return_on: Some(kits::day(29)), reason: "R".to_owned(), ..answer(&asked, Verdict::ApprovedWithChanges) };
    assert_eq!(approver.post(&path, &changed).await.fault("return_on"), "Not before 25/12/2026.");
    assert_eq!(world.count("loan_wishes WHERE state = 'open'").await, 1, "nothing was written");

    let said = AnswerWish { alternative: "Another display, from Monday.".to_owned(), ..no };
    let declined: DemoKit = approver.post(&path, &said).await.ok();
    assert_eq!((declined.page.request.state, declined.page.request.return_on), (State::OnLoan, Some(kits::day(30))));
    let (_, body) = world.mail("partner@eyelevel.example", "nicht verlängert").await;
    assert!(body.contains("Booked for a fair.") && body.contains("Another display, from Monday."), "{body}");
    let wish = &partner.kit(&kit).await.loan.wishes[0];
    assert_eq!((wish.state, wish.answer.as_deref()), (WishState::Declined, Some("Booked for a fair.")));
    assert_eq!(wish.alternative.as_deref(), Some("Another display, from Monday."));

    // Asked once more, it is another day.
    let again = asks(&partner, &kit, kits::day(50)).await;
    let other =
        AnswerWish { return_on: Some(kits::day(35)), reason: "Until then.".to_owned(), ..answer(&again, Verdict::ApprovedWithChanges) };
    let changed: DemoKit = approver.post(&path, &other).await.ok();
    assert_eq!(changed.page.request.return_on, Some(kits::day(35)));
    let states: Vec<_> = changed.loan.wishes.iter().map(|wish| wish.state).collect();
    assert_eq!((states, changed.loan.first_day()), (vec![WishState::Declined, WishState::Changed], Some(kits::day(30))));
}

#[tokio::test]
async fn silence_breaks_the_promise() {
    let world = World::new().await;
    let kit = lent(&world, "A").await;
    asks(&world.as_("partner").await, &kit, kits::day(45)).await;
    world.later(3 * DAY);
    assert_eq!(Job::Promises.run(&world.app).await.unwrap(), 1);
    let late = world.as_("approver").await.kit(&kit).await;
    assert_eq!(late.page.request.promise.as_ref().unwrap().kept, Some(false));
    let agreed: DemoKit =
        world.as_("approver").await.post(paths::wish_answer(&kits::id(&kit)), answer(&late, Verdict::Approved)).await.ok();
    assert_eq!(agreed.page.request.promise.as_ref().unwrap().kept, Some(false), "a broken promise stays broken");
    // While the vendor owes the answer, nobody is reminded.
    asks(&world.as_("partner").await, &kit, kits::day(60)).await;
    world.app.clock.set(crate::support::TUESDAY + 46 * DAY);
    assert_eq!(Job::Loans.run(&world.app).await.unwrap(), 0);
}

#[tokio::test]
async fn of_two_who_answer_at_once_one_has_answered() {
    let world = World::new().await;
    let kit = lent(&world, "A").await;
    let asked = asks(&world.as_("partner").await, &kit, kits::day(45)).await;
    let other = world.second_process().await;
    let (approver, manager, path) = (world.as_("approver").await, other.as_("manager").await, paths::wish_answer(&kits::id(&kit)));
    let no = AnswerWish { reason: "No.".to_owned(), no_alternative: true, ..answer(&asked, Verdict::Declined) };
    let yes = answer(&asked, Verdict::Approved);
    let (a, b) = world.at_once("requests", approver.post(&path, &yes), manager.post(&path, &no)).await;
    let mut statuses = [a.status.as_u16(), b.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409]);
    assert_eq!(world.count("loan_wishes WHERE state <> 'open'").await, 1);
    let events = "timeline WHERE kind IN ('later_agreed', 'later_declined')";
    assert_eq!((world.count(events).await, world.count("outbox WHERE template = 'loan_news'").await), (1, 1));
    // An answer to what was answered before is none to what is open now.
    let day = if world.as_("partner").await.kit(&kit).await.page.request.return_on == Some(kits::day(45)) { 70 } else { 45 };
    asks(&world.as_("partner").await, &kit, kits::day(day)).await;
    assert_eq!(approver.post(&path, &yes).await.problem(409), "conflict");
}

#[tokio::test]
async fn of_two_who_ask_at_once_one_has_asked() {
    let world = World::new().await;
    let kit = lent(&world, "A").await;
    let other = world.second_process().await;
    let (partner, sales, path) = (world.as_("partner").await, other.as_("sales").await, paths::later(&kits::id(&kit)));
    let (a, b) = world.at_once("requests", partner.post(&path, wish(kits::day(40))), sales.post(&path, wish(kits::day(41)))).await;
    let mut statuses = [a.status.as_u16(), b.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409]);
    assert_eq!((world.count("loan_wishes").await, world.count("promises WHERE kind = 'answer'").await), (1, 1));
}

#[tokio::test]
async fn a_wish_is_wrong_at_its_field_or_too_late() {
    let world = World::new().await;
    let kit = lent(&world, "A").await;
    let (partner, path) = (world.as_("partner").await, paths::later(&kits::id(&kit)));
    for (day, said) in [
        (json!(null), "Please fill this in."),
        (json!("2026-11-23"), "Please choose a day in the future."),
        (json!("2026-12-24"), "Not before 25/12/2026."),
        (json!("2028-01-01"), "At most 366 days from today."),
    ] {
        let answer = partner.post(&path, json!({ "return_on": day, "reason": "R" })).await;
        assert_eq!(answer.fault("return_on"), said, "{day}");
    }
    assert!(!partner.post(&path, json!({ "return_on": "2027-01-08" })).await.fault("reason").is_empty());
    assert_eq!(partner.post(&path, json!({ "return_on": "soon", "reason": "R" })).await.status.as_u16(), 400);
    assert_eq!(world.count("loan_wishes").await, 0);
    world.as_("support").await.post(paths::check_in(&kits::id(&kit)), kits::back(&kit)).await.is(200);
    assert_eq!(partner.post(&path, wish(kits::day(45))).await.problem(409), "conflict");
    // What is under way, or bought, has no last day to move.
    let shipped = world.shipped(1, 0, "B").await;
    assert_eq!(partner.post(paths::later(&kits::id(&shipped)), wish(kits::day(45))).await.problem(409), "conflict");
}

#[tokio::test]
async fn a_limited_loan_is_nobody_else_s_to_extend() {
    let world = World::new().await;
    let kit = lent(&world, "A").await;
    let partner = world.as_("partner").await;
    let seen = partner.kit(&kit).await.page.request;
    partner.put(requests_at::one(&seen.id), seen.version, json!({ "reference": "", "limited": true })).await.is(200);
    world.as_("sales").await.post(paths::later(&seen.id), wish(kits::day(45))).await.is(404);
    world.as_("owner").await.post(paths::later(&seen.id), wish(kits::day(45))).await.is(200);
}

#[tokio::test]
async fn the_same_key_asks_once() {
    let world = World::new().await;
    let kit = lent(&world, "A").await;
    let (partner, path) = (world.as_("partner").await.with_key("k"), paths::later(&kits::id(&kit)));
    let first: DemoKit = partner.post(&path, wish(kits::day(45))).await.ok();
    world.later(HOUR);
    let again: DemoKit = partner.post(&path, wish(kits::day(45))).await.ok();
    assert_eq!((first, world.count("loan_wishes").await), (again, 1));
}

#[tokio::test]
async fn a_wish_is_taken_back_before_it_is_answered_and_the_owner_owes_nothing() {
    let world = World::new().await;
    let kit = lent(&world, "A").await;
    let (partner, approver, id) = (world.as_("partner").await, world.as_("approver").await, kits::id(&kit));
    let asked = asks(&partner, &kit, kits::day(45)).await;
    let wish_id = asked.loan.open_wish().unwrap().id.clone();
    let path = paths::wish_withdrawal(&id);
    assert_eq!(partner.post(&path, json!({ "wish_id": "another" })).await.problem(409), "conflict");
    assert_eq!(approver.post(&path, json!({ "wish_id": wish_id })).await.missing_right(), "partner");
    world.as_("other").await.post(&path, json!({ "wish_id": wish_id })).await.is(404);
    let back: DemoKit = partner.post(&path, json!({ "wish_id": wish_id })).await.ok();
    let request = &back.page.request;
    assert_eq!((request.state, request.return_on), (State::OnLoan, Some(kits::day(30))));
    assert_eq!(world.count("requests WHERE due_at IS NOT NULL").await, 0, "nothing is owed");
    assert_eq!(request.promise.as_ref().and_then(|promise| promise.kept), None, "neither kept nor broken");
    let wish = &back.loan.wishes[0];
    assert_eq!((wish.state, wish.answered_by.as_ref().map(|by| &by.id)), (WishState::Void, Some(&world.person("partner").await)));
    assert_eq!(back.page.timeline.last().unwrap().kind, EventKind::WishTakenBack);
    let (_, body) = world.mail("approver@eyelevel.example", "Wunsch ist zurückgenommen").await;
    assert!(body.contains("Jana Petersen, Nordlicht IT") && body.contains("Do., 24. Dezember"), "{body}");
    // Once; nobody answers it any more; and another one can be asked.
    assert_eq!(partner.post(&path, json!({ "wish_id": wish_id })).await.problem(409), "conflict");
    assert_eq!(approver.post(paths::wish_answer(&id), answer(&asked, Verdict::Approved)).await.problem(409), "conflict");
    // A purchase is taken back by who may ask for one.
    world.run("UPDATE catalogue_items SET price_minor = 1000").await;
    let keep: DemoKit = world.as_("sales").await.post(paths::keep(&id), json!({ "serials": ["A-0"] })).await.ok();
    let body = json!({ "wish_id": keep.loan.open_wish().unwrap().id });
    assert_eq!(partner.post(&path, &body).await.missing_right(), "owner sales");
    world.as_("owner").await.post(&path, &body).await.is(200);
}

#[tokio::test]
async fn taken_back_and_answered_at_once_one_of_both_holds() {
    let world = World::new().await;
    let second = world.second_process().await;
    let kit = lent(&world, "A").await;
    let (partner, approver, id) = (world.as_("partner").await, second.as_("approver").await, kits::id(&kit));
    let asked = asks(&partner, &kit, kits::day(45)).await;
    let body = json!({ "wish_id": asked.loan.open_wish().unwrap().id });
    let (take_back, say_yes) = (paths::wish_withdrawal(&id), paths::wish_answer(&id));
    let (a, b) =
        world.at_once("requests", partner.post(&take_back, body), approver.post(&say_yes, answer(&asked, Verdict::Approved))).await;
    let mut statuses = [a.status.as_u16(), b.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409]);
}
