use eyelevel_contract::deliveries::carriers::Carrier;
use eyelevel_contract::requests::{State, Verdict};
use eyelevel_contract::returns::{
    Decide, DecideItem, Draft, Finding, Finish, Inspect, ItemState, Outcome, Payer, PostageRule, Reason, Replacement, ReplacementItem,
    Return, SendReplacement, paths,
};
use serde_json::json;

use super::draft;
use crate::support::{Client, DAY, World, kits};

pub(super) fn id(thing: &Return) -> &str {
    &thing.page.request.id
}

/// The same decision for every device that waits for one.
pub(crate) fn all(thing: &Return, verdict: Verdict, outcome: Option<Outcome>) -> Decide {
    let no = verdict == Verdict::Declined;
    let one = |item: &eyelevel_contract::returns::Item| DecideItem {
        item_id: item.id.clone(),
        verdict,
        outcome,
        reason: if no { "Struck by a hammer.".to_owned() } else { String::new() },
        alternative: String::new(),
        no_alternative: no,
    };
    Decide { items: thing.items.iter().filter(|item| item.state == ItemState::Asked).map(one).collect() }
}

impl Client {
    /// A verb of a return; it must be done.
    pub(crate) async fn does(&self, thing: &Return, verb: &str, body: impl serde::Serialize) -> Return {
        self.post(paths::verb(id(thing), verb), body).await.ok()
    }
}

pub(crate) fn finish(thing: &Return, place: usize, outcome: Outcome) -> Finish {
    let item_id = thing.items[place].id.clone();
    Finish {
        item_id,
        outcome,
        credit: None,
        reason: "As agreed.".to_owned(),
        alternative: String::new(),
        no_alternative: outcome == Outcome::NotCovered,
    }
}

#[tokio::test]
async fn the_whole_way_of_two_devices_and_a_third_that_nobody_announced() {
    let world = World::new().await;
    let (partner, approver, support) = (world.as_("partner").await, world.as_("approver").await, world.as_("support").await);
    let sent = partner.returns(&Draft { reason: Some(Reason::Warranty), ..draft(&["A-1", "B-2"]) }).await;
    let thing = approver.does(&sent, paths::DECISION, all(&sent, Verdict::Approved, Some(Outcome::Repair))).await;
    assert_eq!((thing.page.request.state, thing.items[0].state), (State::Approved, ItemState::Approved));
    let thing = support.does(&thing, paths::LABEL, json!({ "carrier": "dhl" })).await;
    let day = world.today().plus_days(14);
    assert_eq!((thing.page.request.state, thing.page.request.return_on), (State::ReturnDue, Some(day)));
    assert_eq!(thing.page.request.promise.as_ref().unwrap().kept, Some(true), "the label was owed, and is there");
    let (subject, _) = world.mail("partner@eyelevel.example", "abgeben").await;
    assert!(subject.contains("8. Dezember"), "{subject}");
    let thing = partner.does(&thing, paths::HAND_IN, json!({})).await;
    assert_eq!((thing.page.request.state, thing.items[1].state), (State::Shipped, ItemState::OnTheWay));
    // One of the two is in the box, and another one.
    let thing = support.does(&thing, paths::RECEIPT, json!({ "serials": ["B-2", "ODD-9", "B-2"] })).await;
    assert_eq!(thing.items.iter().map(|item| item.state).collect::<Vec<_>>(), [ItemState::OnTheWay, ItemState::Received]);
    assert_eq!(thing.strays.iter().map(|stray| stray.serial.as_str()).collect::<Vec<_>>(), ["ODD-9"]);
    assert_eq!(thing.page.request.state, State::Approved);
    assert!(thing.page.request.promise.as_ref().unwrap().kept.is_none(), "what becomes of it is promised anew");
    let (_, body) = world.mail("partner@eyelevel.example", "war noch etwas").await;
    assert!(body.contains("ODD-9"), "{body}");
    let again = support.does(&thing, paths::RECEIPT, json!({ "serials": ["ODD-9"] })).await;
    assert_eq!(again.strays.len(), 1);
    let inspect =
        Inspect { item_id: thing.items[1].id.clone(), finding: Finding::Confirmed, findings: "No backlight.".to_owned(), photos: vec![] };
    let thing = support.does(&thing, paths::INSPECTION, inspect).await;
    assert_eq!((thing.items[1].state, thing.items[1].finding), (ItemState::Inspected, Some(Finding::Confirmed)));
    let credit = Finish { credit: Some(world.credit("10042").await), ..finish(&thing, 1, Outcome::Credit) };
    let thing = approver.does(&thing, paths::OUTCOME, credit).await;
    assert_eq!((thing.items[1].outcome, thing.page.request.state), (Some(Outcome::Credit), State::Shipped));
    let (_, body) = world.mail("partner@eyelevel.example", "Gutschrift").await;
    assert!(body.contains("B-2") && body.contains("As agreed."), "{body}");
    let thing = support.does(&thing, paths::RECEIPT, json!({ "serials": ["A-1"] })).await;
    let thing = approver.does(&thing, paths::OUTCOME, finish(&thing, 0, Outcome::NotCovered)).await;
    assert_eq!((thing.page.request.state, thing.items[0].reason.as_deref()), (State::Closed, Some("As agreed.")));
    world.mail("partner@eyelevel.example", "ist erledigt").await;
    approver.post(paths::verb(id(&thing), paths::OUTCOME), finish(&thing, 0, Outcome::Repair)).await.problem(409);
}

#[tokio::test]
async fn a_no_has_its_reason_and_is_looked_at_once_more() {
    let world = World::new().await;
    let (partner, approver) = (world.as_("partner").await, world.as_("approver").await);
    let sent = partner.returns(&draft(&["A-1", "B-2"])).await;
    let mut silent = all(&sent, Verdict::Declined, None);
    silent.items[1].reason.clear();
    let url = paths::verb(id(&sent), paths::DECISION);
    approver.post(&url, &silent).await.fault("items.1.reason");
    let thing = approver.does(&sent, paths::DECISION, all(&sent, Verdict::Declined, None)).await;
    assert_eq!(thing.page.request.state, State::Declined);
    let (_, body) = world.mail("partner@eyelevel.example", "nein, mit Begründung").await;
    assert!(body.contains("A-1: Struck by a hammer.") && body.contains("keine Alternative"), "{body}");
    partner.act(id(&thing), eyelevel_contract::requests::paths::SECOND_LOOK, json!({ "reason": "It was not." })).await.is(200);
    let page: Return = partner.get(paths::one(id(&thing))).await.ok();
    assert_eq!(page.page.request.state, State::Submitted);
    let again = Decide { items: all(&sent, Verdict::Approved, Some(Outcome::Repair)).items };
    let who = ["approver", "approver2"];
    let mut answers = Vec::new();
    for account in who {
        answers.push(world.as_(account).await.post(&url, &again).await.status.as_u16());
    }
    answers.sort_unstable();
    assert_eq!(answers, [200, 403], "whoever said no does not take the second look");
}

#[tokio::test]
async fn a_part_may_be_declined_and_says_so() {
    let world = World::new().await;
    let (partner, approver) = (world.as_("partner").await, world.as_("approver").await);
    let sent = partner.returns(&draft(&["A-1", "B-2"])).await;
    let mut decide = all(&sent, Verdict::Approved, Some(Outcome::Repair));
    decide.items[1] = all(&sent, Verdict::Declined, None).items.remove(1);
    let thing = approver.does(&sent, paths::DECISION, decide).await;
    assert_eq!(thing.items.iter().map(|item| item.state).collect::<Vec<_>>(), [ItemState::Approved, ItemState::Declined]);
    assert_eq!(thing.page.request.state, State::Approved);
    // Who pays the way back was open until now; of what stays where it is, nobody pays any.
    assert_eq!((sent.postage.payer, thing.postage.payer, thing.postage.because), (Payer::AfterCheck, Payer::Vendor, PostageRule::Accepted));
    assert_eq!(thing.items[1].postage.payer, Payer::AfterCheck);
    let (_, body) = world.mail("partner@eyelevel.example", "zum Teil").await;
    assert!(body.contains("B-2: Struck by a hammer."), "{body}");
}

#[tokio::test]
async fn of_two_who_decide_at_once_one_is_too_late() {
    let world = World::new().await;
    let second = world.second_process().await;
    let sent = world.returned("A-1").await;
    let (a, b) = (world.as_("approver").await, second.as_("manager").await);
    let url = paths::verb(id(&sent), paths::DECISION);
    let (yes, no) = (all(&sent, Verdict::Approved, Some(Outcome::Repair)), all(&sent, Verdict::Declined, None));
    let (a, b) = world.at_once("return_items", a.post(&url, &yes), b.post(&url, &no)).await;
    let mut answers = [a.status.as_u16(), b.status.as_u16()];
    answers.sort_unstable();
    assert_eq!(answers, [200, 409]);
    assert_eq!(world.count("decisions").await, 1);
}

pub(super) fn replacement(thing: &Return, serial: &str) -> SendReplacement {
    let items =
        thing.items.iter().map(|item| ReplacementItem { item_id: item.id.clone(), variant_id: None, serial: serial.to_owned() }).collect();
    SendReplacement { carrier: Carrier::Ups, number: "1Z5R89390357567127".to_owned(), arrives_on: None, items }
}

#[tokio::test]
async fn the_replacement_is_under_way_the_same_day() {
    let world = World::new().await;
    world.shipped(6, 0, "EPD").await;
    let (partner, support) = (world.as_("partner").await, world.as_("support").await);
    let to = Some(kits::recipient("Empfang", "empfang@hafenklinik.example"));
    let sent = partner.returns(&Draft { replacement_to: to, ..draft(&["EPD-3"]) }).await;
    assert_eq!(sent.items[0].replacement, Some(Replacement::SetAside));
    let reserved = "catalogue_variants WHERE reserved = 1";
    assert_eq!(world.count(reserved).await, 1);
    let url = paths::verb(id(&sent), paths::SHIPMENTS);
    support.post(&url, SendReplacement { items: vec![], ..replacement(&sent, "") }).await.fault("items");
    // A number that is out with somebody is told at its field.
    support.post(&url, replacement(&sent, "EPD-1")).await.fault("items.0.serial");
    let thing: Return = support.post(&url, replacement(&sent, "EPD-NEW")).await.ok();
    assert_eq!(thing.items[0].replacement, Some(Replacement::Sent));
    assert_eq!(world.count(reserved).await, 0);
    assert_eq!(thing.recipients[0].parcel.as_ref().unwrap().pieces[0].serials, ["EPD-NEW"]);
    world.mail("empfang@hafenklinik.example", "").await;
    // The old one goes its own way; once both are where they belong, it is done.
    let thing = support.does(&thing, paths::LABEL, json!({ "carrier": "dhl" })).await;
    assert_eq!(thing.page.request.state, State::ReturnDue);
    let thing = support.does(&thing, paths::RECEIPT, json!({ "serials": ["EPD-3"] })).await;
    let finish = Finish { reason: String::new(), ..finish(&thing, 0, Outcome::AdvanceReplacement) };
    let thing = world.as_("approver").await.does(&thing, paths::OUTCOME, finish).await;
    assert_eq!(thing.page.request.state, State::Shipped, "the new one is not there yet");
    let parcel = &thing.recipients[0].parcel.as_ref().unwrap().id;
    partner.post(eyelevel_contract::deliveries::paths::receipt(parcel), json!({ "complete": true })).await.is(200);
    let thing: Return = partner.get(paths::one(id(&thing))).await.ok();
    assert_eq!(thing.page.request.state, State::Closed);
    assert_eq!(partner.look_up("EPD-NEW").await.device.unwrap().product, "E-paper display");
}

#[tokio::test]
async fn what_is_not_in_the_house_is_awaited_with_an_owner_and_a_day() {
    let world = World::new().await;
    world.shipped(1, 0, "EPD").await;
    world.run("UPDATE catalogue_variants SET on_hand = reserved").await;
    let (partner, support) = (world.as_("partner").await, world.as_("support").await);
    let to = Some(kits::recipient("Jana Petersen", "partner@eyelevel.example"));
    let sent = partner.returns(&Draft { replacement_to: to, ..draft(&["EPD-0"]) }).await;
    assert_eq!((sent.page.request.state, sent.items[0].replacement), (State::Approved, Some(Replacement::Awaited)));
    assert!(sent.page.timeline.iter().any(|entry| entry.kind.word() == "replacement_awaited"));
    assert!(sent.page.request.promise.as_ref().unwrap().due_at.is_some());
    let url = paths::verb(id(&sent), paths::SHIPMENTS);
    support.post(&url, replacement(&sent, "")).await.fault("items.0.item_id");
    world.run("UPDATE catalogue_variants SET on_hand = on_hand + 1").await;
    support.post(&url, replacement(&sent, "")).await.is(200);
}

#[tokio::test]
async fn what_nobody_knew_is_replaced_by_what_a_person_chooses_the_same_day() {
    let world = World::new().await;
    let (partner, approver, support) = (world.as_("partner").await, world.as_("approver").await, world.as_("support").await);
    let to = Some(kits::recipient("Empfang", "empfang@hafenklinik.example"));
    let sent = partner.returns(&Draft { replacement_to: to, ..draft(&["NOBODY-1"]) }).await;
    let thing = approver.does(&sent, paths::DECISION, all(&sent, Verdict::Approved, Some(Outcome::AdvanceReplacement))).await;
    assert_eq!((thing.items[0].replacement, thing.items[0].unmatched), (Some(Replacement::Awaited), true));
    let spares: Vec<eyelevel_contract::returns::Spare> = support.get(paths::verb(id(&thing), paths::SPARES)).await.ok();
    let spare = spares.iter().find(|spare| spare.free > 0).unwrap();
    let url = paths::verb(id(&thing), paths::SHIPMENTS);
    let with = |variant: Option<&str>| {
        let mut sent = replacement(&thing, "EPD-NEW");
        sent.items[0].variant_id = variant.map(str::to_owned);
        sent
    };
    support.post(&url, with(None)).await.fault("items.0.variant_id");
    support.post(&url, with(Some("x"))).await.fault("items.0.variant_id");
    assert_eq!(world.count("return_items WHERE variant_id IS NOT NULL").await, 0, "what is refused chooses nothing");
    let before: (i64,) = world.one(&format!("SELECT on_hand FROM catalogue_variants WHERE id = '{}'", spare.variant_id)).await;
    let thing: Return = support.post(&url, with(Some(&spare.variant_id))).await.ok();
    assert_eq!((thing.items[0].replacement, thing.items[0].unmatched), (Some(Replacement::Sent), false));
    let after: (i64, i64) = world.one(&format!("SELECT on_hand, reserved FROM catalogue_variants WHERE id = '{}'", spare.variant_id)).await;
    assert_eq!(after.0, before.0 - 1, "it left the house");
    assert!(partner.look_up("EPD-NEW").await.device.is_some(), "the new one is known");
    // What is known is replaced by what it is, and by nothing that somebody says.
    world.shipped(1, 0, "EPD").await;
    let to = Some(kits::recipient("Empfang", "empfang@hafenklinik.example"));
    let sent = partner.returns(&Draft { replacement_to: to, ..draft(&["EPD-0"]) }).await;
    let mut odd = replacement(&sent, "EPD-X");
    odd.items[0].variant_id = Some(spare.variant_id.clone());
    support.post(paths::verb(id(&sent), paths::SHIPMENTS), odd).await.fault("items.0.variant_id");
}

#[tokio::test]
async fn taken_back_what_was_set_aside_is_free_again() {
    let world = World::new().await;
    world.shipped(1, 0, "EPD").await;
    let (partner, support) = (world.as_("partner").await, world.as_("support").await);
    let to = Some(kits::recipient("Jana Petersen", "partner@eyelevel.example"));
    let sent = partner.returns(&Draft { replacement_to: to, ..draft(&["EPD-0", "UNKNOWN"]) }).await;
    assert_eq!((sent.page.request.state, sent.items[0].replacement), (State::Submitted, Some(Replacement::SetAside)));
    partner.act(id(&sent), eyelevel_contract::requests::paths::WITHDRAWAL, json!({ "reason": "" })).await.is(200);
    assert_eq!(world.count("catalogue_variants WHERE reserved > 0").await, 0);
    support.post(paths::verb(id(&sent), paths::LABEL), json!({ "carrier": "dhl" })).await.problem(409);
}

#[tokio::test]
async fn what_never_comes_is_reminded_of_and_then_a_task() {
    let world = World::new().await;
    let sent = world.returned("A-1").await;
    let approver = world.as_("approver").await;
    let thing = approver.does(&sent, paths::DECISION, all(&sent, Verdict::Approved, Some(Outcome::Repair))).await;
    world.as_("support").await.does(&thing, paths::LABEL, json!({ "carrier": "dhl" })).await;
    let reminders = "timeline WHERE kind = 'return_reminder'";
    for (days, count) in [(10, 0), (1, 1), (1, 1), (2, 2), (1, 3), (1, 3), (5, 4)] {
        world.later(days * DAY);
        for _ in 0..2 {
            eyelevel_server::jobs::Job::Returns.run(&world.app).await.unwrap();
        }
        assert_eq!(world.count(reminders).await, count, "after {days} more days");
    }
    let owner = world.one::<(String,)>("SELECT p.email FROM people p JOIN requests r ON r.owner_id = p.id").await.0;
    let (_, body) = world.mail(&owner, "kam nicht").await;
    assert!(body.contains("Nordlicht IT"), "{body}");
    world.mail("partner@eyelevel.example", "ist vorbei").await;
    // Once it is on its way, nobody is reminded.
    let partner = world.as_("partner").await;
    partner.does(&thing, paths::HAND_IN, json!({})).await;
    world.later(21 * DAY);
    assert_eq!(eyelevel_server::jobs::Job::Returns.run(&world.app).await.unwrap(), 0);
}

#[tokio::test]
async fn one_of_six_is_dead_and_the_recipient_needs_no_account() {
    let world = World::new().await;
    let kit = world.shipped(1, 6, "EPD").await;
    let kit = world.as_("partner").await.kit(&kit).await;
    let desk = kit.recipients.iter().find(|recipient| recipient.name == "Empfang").unwrap();
    let piece = &desk.parcel.as_ref().unwrap().pieces[0];
    let dead = piece.serials[2].clone();
    let mut w = eyelevel_server::write::Write::begin(&world.app, None, "link").await.unwrap();
    let receipt = eyelevel_contract::deliveries::Receipt {
        complete: false,
        note: "Stays dark.".to_owned(),
        pieces: vec![eyelevel_contract::deliveries::PieceReceipt {
            line_id: piece.line_id.clone(),
            state: eyelevel_contract::deliveries::PieceState::Dead,
            quantity: 1,
            serials: vec![dead.clone()],
        }],
    };
    eyelevel_server::deliveries::receive(&mut w, &desk.id, &receipt, &[]).await.unwrap();
    w.commit().await.unwrap();
    let partner = world.as_("partner").await;
    let list = partner.get(paths::PATH).await.json();
    let thing: Return = partner.get(paths::one(list["items"][0]["id"].as_str().unwrap())).await.ok();
    assert_eq!((thing.page.request.state, thing.items[0].serial.as_str()), (State::Approved, dead.as_str()));
    assert_eq!((thing.reason, thing.description.as_str()), (Reason::DeadOnArrival, "Stays dark."));
    assert_eq!((thing.recipients[0].name.as_str(), thing.items[0].replacement), ("Empfang", Some(Replacement::SetAside)));
    assert_eq!(thing.page.request.requester.id, world.person("partner").await);
    world.mail("partner@eyelevel.example", "RT-1001 ist genehmigt").await;
    // Said twice, it is one return.
    let mut w = eyelevel_server::write::Write::begin(&world.app, None, "link").await.unwrap();
    eyelevel_server::deliveries::receive(&mut w, &desk.id, &receipt, &[]).await.ok();
    w.commit().await.unwrap();
    assert_eq!(world.count("returns").await, 1);
}

/// One return that never comes, and one that does, with something else in the box: every letter about returns but the reminders.
pub(crate) async fn a_slow_fortnight(world: &World) {
    let (approver, support) = (world.as_("approver").await, world.as_("support").await);
    let slow = world.returned("SLOW-1").await;
    let slow = approver.does(&slow, paths::DECISION, all(&slow, Verdict::Approved, Some(Outcome::Repair))).await;
    support.does(&slow, paths::LABEL, json!({ "carrier": "dhl", "hand_in_by": kits::day(10) })).await;
    let quick = world.returned("QUICK-1").await;
    let quick = approver.does(&quick, paths::DECISION, all(&quick, Verdict::Approved, Some(Outcome::Repair))).await;
    let quick = support.does(&quick, paths::RECEIPT, json!({ "serials": ["QUICK-1", "ODD-1"] })).await;
    approver.does(&quick, paths::OUTCOME, finish(&quick, 0, Outcome::Repair)).await;
}
