use eyelevel_contract::requests::{Kind, PromiseKind, State};
use eyelevel_contract::returns::{
    Draft, ITEMS_MAX, ItemState, Knowledge, KnownBy, NewItem, Outcome, Payer, PostageRule, Reason, Return, Sender, paths,
};
use serde_json::json;

use super::draft;
use crate::support::{World, kits, requests::utc};

#[tokio::test]
async fn any_serial_number_gets_a_number_an_owner_and_a_promise() {
    let world = World::new().await;
    let partner = world.as_("partner").await;
    let body = json!({ "serials": [" 000-☃ "], "reason": "dead_on_arrival", "description": "Stays dark." });
    let answer = partner.post(paths::PATH, body).await.is(201);
    let location = answer.header("location").to_owned();
    let sent: Return = answer.ok();
    let request = &sent.page.request;
    assert_eq!(location, paths::one(&request.id));
    assert_eq!((request.kind, request.state, request.number.as_str()), (Kind::Return, State::Submitted, "RT-1001"));
    assert_eq!(request.subject, "000-☃");
    let promise = request.promise.as_ref().unwrap();
    // One working day.
    assert_eq!((promise.kind, promise.due_at), (PromiseKind::Decision, Some(utc("2026-11-25", 9, 0))));
    let item = &sent.items[0];
    assert_eq!((item.serial.as_str(), item.knowledge, item.state), ("000-☃", Knowledge::Unknown, ItemState::Asked));
    assert_eq!((item.postage.payer, sent.postage.because), (Payer::AfterCheck, PostageRule::NotKnownYet));
    let (subject, body) = world.mail("partner@eyelevel.example", "RT-1001").await;
    assert_eq!(subject, "RT-1001 ist eingegangen: 000-☃");
    assert!(body.contains(&format!("Zuständig: {}", request.owner.name)), "{body}");
    // It stands in the list, is found by its number, and its page is the same for both sides.
    let found = partner.get("/api/v1/requests?kind=return&q=000-").await.json();
    assert_eq!(found["items"][0]["id"], request.id);
    let seen: Return = world.as_("support").await.get(paths::one(&request.id)).await.ok();
    assert_eq!(seen.items, sent.items);
    assert_eq!(partner.get(paths::PATH).await.json()["items"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn what_is_dead_on_arrival_and_known_is_approved_at_once() {
    let world = World::new().await;
    world.shipped(2, 0, "EPD").await;
    let partner = world.as_("partner").await;
    let to = Some(kits::recipient("Jana Petersen", "partner@eyelevel.example"));
    let sent = partner.returns(&Draft { replacement_to: to.clone(), ..draft(&["EPD-0"]) }).await;
    let (request, item) = (&sent.page.request, &sent.items[0]);
    assert_eq!((request.state, item.state, item.outcome), (State::Approved, ItemState::Approved, Some(Outcome::AdvanceReplacement)));
    let device = item.device.as_ref().unwrap();
    assert_eq!((device.known_by, device.shipped_on), (KnownBy::Shipment, Some(world.today())));
    assert_eq!(device.dead_on_arrival_until, Some(world.today().plus_days(30)));
    assert_eq!(device.warranty_until, Some("2028-11-24".parse().unwrap()));
    assert_eq!((sent.postage.payer, sent.postage.because), (Payer::Vendor, PostageRule::WithinDeadOnArrival));
    let promise = request.promise.as_ref().unwrap();
    assert_eq!((promise.kind, promise.kept), (PromiseKind::Fulfilment, None));
    assert!(sent.page.timeline.iter().any(|entry| entry.kind.word() == "approved" && entry.by.is_none()), "the rule says so");
    let (_, body) = world.mail("partner@eyelevel.example", "RT-1001 ist genehmigt").await;
    assert!(body.contains("Zugesagt"), "{body}");
    assert_eq!(sent.recipients.len(), 1);
    // Without somebody pinned, after the window, for another reason, or mixed with something unknown, a person decides.
    let asked = partner.returns(&draft(&["EPD-1"])).await;
    assert_eq!(asked.page.request.state, State::Submitted);
    world.shipped(3, 0, "OLD").await;
    let to_all = |serials: &[&str], reason| Draft { replacement_to: to.clone(), reason: Some(reason), ..draft(serials) };
    let mixed = partner.returns(&to_all(&["OLD-0", "nobody's"], Reason::DeadOnArrival)).await;
    assert_eq!(mixed.page.request.state, State::Submitted);
    assert_eq!(mixed.items.iter().map(|item| item.state).collect::<Vec<_>>(), [ItemState::Approved, ItemState::Asked]);
    assert_eq!(partner.returns(&to_all(&["OLD-1"], Reason::Warranty)).await.page.request.state, State::Submitted);
    world.later(31 * crate::support::DAY);
    let late = world.as_("partner").await.returns(&to_all(&["OLD-2"], Reason::DeadOnArrival)).await;
    assert_eq!((late.page.request.state, late.postage.because), (State::Submitted, PostageRule::WithinWarranty));
}

#[tokio::test]
async fn everything_that_was_said_is_kept() {
    let world = World::new().await;
    let partner = world.as_("partner").await;
    let item = |serial: &str| NewItem {
        serial: serial.to_owned(),
        product: "Display".to_owned(),
        fault: "Stripes".to_owned(),
        accessories: "Cable".to_owned(),
        checklist: vec![],
    };
    let address = kits::address();
    let sender =
        Sender { name: "Empfang".to_owned(), organisation: "HKA".to_owned(), email: String::new(), phone: "1".to_owned(), address };
    let form = Draft {
        items: vec![item("A"), item("B")],
        holds_data: Some(true),
        sender: Some(sender.clone()),
        pick_up: true,
        reference: "HKA-7".to_owned(),
        limited: true,
        ..draft(&["B", "C", " C"])
    };
    let sent = partner.returns(&form).await;
    assert_eq!(sent.items.iter().map(|item| item.serial.as_str()).collect::<Vec<_>>(), ["A", "B", "C"]);
    assert_eq!(sent.doubles, ["B", "C"]);
    assert_eq!((sent.holds_data, sent.pick_up, sent.sender), (Some(true), true, Some(sender)));
    assert_eq!((sent.items[0].fault.as_str(), sent.items[0].accessories.as_str()), ("Stripes", "Cable"));
    assert_eq!((sent.page.request.reference.as_deref(), sent.page.request.subject.as_str()), (Some("HKA-7"), "Display, A + 2"));
    world.as_("sales").await.get(paths::one(&sent.page.request.id)).await.is(404);
}

#[tokio::test]
async fn bad_input_is_named_at_its_field_and_writes_nothing() {
    let world = World::new().await;
    let partner = world.as_("partner").await;
    let many: Vec<String> = (0..10_000).map(|n| format!("SN-{n}")).collect();
    for (field, body) in [
        ("serials", json!({ "serials": many, "reason": "warranty", "description": "x" })),
        ("serials", json!({ "serials": [], "reason": "warranty", "description": "x" })),
        ("serials", json!({ "reason": "warranty", "description": "x" })),
        ("serials.0", json!({ "serials": ["A\nB"], "reason": "warranty", "description": "x" })),
        ("serials.1", json!({ "serials": ["A", "x".repeat(201)], "reason": "warranty", "description": "x" })),
        ("reason", json!({ "serials": ["A"], "description": "x" })),
        ("description", json!({ "serials": ["A"], "reason": "warranty" })),
        ("customer_id", json!({ "serials": ["A"], "reason": "warranty", "description": "x", "customer_id": "nobody" })),
    ] {
        let said = partner.post(paths::PATH, &body).await.fault(field);
        if body["serials"].as_array().is_some_and(|all| all.len() > ITEMS_MAX) {
            assert!(said.contains(&ITEMS_MAX.to_string()), "{said}");
        }
    }
    partner.post(paths::PATH, json!({ "serials": ["A"], "reason": "boredom", "description": "x" })).await.problem(400);
    for table in ["requests", "returns", "return_items", "promises", "timeline", "outbox", "counters"] {
        assert_eq!(world.count(table).await, 0, "{table}");
    }
}

#[tokio::test]
async fn a_device_has_one_open_return() {
    let world = World::new().await;
    let partner = world.as_("partner").await;
    let first = partner.returns(&draft(&["EPD-7"])).await;
    let said = world.as_("sales").await.post(paths::PATH, draft(&["X", "EPD-7"])).await.fault("serials.1");
    assert!(said.contains(&first.page.request.number), "{said}");
    assert_eq!(partner.look_up("EPD-7").await.open.unwrap().number, first.page.request.number);
    // What a colleague keeps to themself, and what is another partner's, does not show: it is taken, and the vendor's page names both.
    let hidden = partner.returns(&Draft { limited: true, ..draft(&["HIDDEN-1"]) }).await;
    let sales = world.as_("sales").await;
    assert_eq!(sales.look_up("HIDDEN-1").await.open, None);
    let taken = sales.returns(&draft(&["HIDDEN-1"])).await;
    assert!(taken.items[0].also_in.is_empty());
    let seen: Return = world.as_("approver").await.get(paths::one(&taken.page.request.id)).await.ok();
    assert_eq!(seen.items[0].also_in[0].number, hidden.page.request.number);
    // Taken back, it may come again.
    let withdraw = json!({ "reason": "" });
    partner.act(&first.page.request.id, eyelevel_contract::requests::paths::WITHDRAWAL, withdraw).await.is(200);
    partner.returns(&draft(&["EPD-7"])).await;
}

#[tokio::test]
async fn of_two_at_once_one_is_told_of_the_other() {
    let world = World::new().await;
    let second = world.second_process().await;
    let (partner, sales) = (world.as_("partner").await, second.as_("sales").await);
    let form = draft(&["EPD-7"]);
    let (a, b) = world.at_once("requests", partner.post(paths::PATH, &form), sales.post(paths::PATH, &form)).await;
    let mut all = [a.status.as_u16(), b.status.as_u16()];
    all.sort_unstable();
    assert_eq!(all, [201, 422]);
}
