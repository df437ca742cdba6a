use eyelevel_contract::demo_kits::{DemoKit, Draft, paths};
use eyelevel_contract::requests::{EventKind, PromiseKind, State};

use crate::support::{TUESDAY, World, kits::day};

#[tokio::test]
async fn a_request_has_a_number_an_owner_and_a_promise_at_once() {
    let world = World::new().await;
    let kit = world.submitted(2, 1).await;
    let request = &kit.page.request;
    assert_eq!((request.number.as_str(), request.state), ("DK-1001", State::Submitted));
    // The display's own owner; two working days of eight hours: Thursday, 10:00.
    assert_eq!(request.owner.name, "Claudia Berg");
    let promise = request.promise.as_ref().unwrap();
    assert_eq!((promise.kind, promise.due_at), (PromiseKind::Decision, Some(TUESDAY + 48 * 3_600_000)));
    assert_eq!(kit.page.timeline[0].kind, EventKind::Submitted);
    let (subject, body) = world.mail("partner@eyelevel.example", "DK-1001").await;
    assert_eq!(subject, "DK-1001 ist eingegangen: 2 × E-Paper-Display + 1");
    assert!(body.contains("Zuständig: Claudia Berg") && body.contains("Do., 26. November, 10:00"), "{body}");
    assert!(body.contains("Ihr Zeichen: HKA-1"), "{body}");
    world.mail("approver@eyelevel.example", "DK-1001 ist bei Ihnen").await;
    // Nobody else heard of it: the reception desk least of all.
    assert_eq!(world.count("outbox").await, 2);
}

#[tokio::test]
async fn bad_input_is_named_at_its_field_and_writes_nothing() {
    let world = World::new().await;
    let partner = world.as_("partner").await;
    let good = world.draft(2, 1).await;
    let cases: [(&str, fn(&mut Draft)); 10] = [
        ("purpose", |d| d.purpose = "x".repeat(2_001)),
        ("lines.0.quantity", |d| d.lines[0].quantity = 0),
        ("lines.0.quantity", |d| d.lines[0].quantity = 1_000_000),
        ("event_on", |d| d.event_on = Some(day(-1))),
        ("return_on", |d| d.return_on = Some(day(-3))),
        ("customer_id", |d| d.customer_id = Some("somebody".to_owned())),
        ("recipients.1.address.street", |d| d.recipients[1].address.street.clear()),
        ("recipients.1.email", |d| d.recipients[1].email = "reception".to_owned()),
        ("lines.0.variant_id", |d| d.lines[0].variant_id = "nothing".to_owned()),
        ("recipients", |d| d.recipients.clear()),
    ];
    for (field, spoil) in cases {
        let mut draft = good.clone();
        spoil(&mut draft);
        partner.post(paths::DEMO_KITS, &draft).await.fault(field);
    }
    for table in ["requests", "recipients", "demo_kits", "demo_kit_lines", "promises", "timeline", "outbox"] {
        assert_eq!(world.count(table).await, 0, "{table}");
    }
}

#[tokio::test]
async fn a_repeated_submission_with_its_key_is_one_request() {
    let world = World::new().await;
    let partner = world.as_("partner").await.with_key("once");
    let draft = world.draft(1, 0).await;
    let first: DemoKit = partner.post(paths::DEMO_KITS, &draft).await.ok();
    let again = partner.post(paths::DEMO_KITS, &draft).await.is(201);
    assert_eq!(again.header("location"), paths::one(&first.page.request.id));
    assert_eq!(again.ok::<DemoKit>().page.request.id, first.page.request.id);
    assert_eq!(world.count("requests").await, 1);
    let mut other = draft;
    other.purpose = "Something else".to_owned();
    partner.post(paths::DEMO_KITS, &other).await.is(422);
    assert_eq!(world.count("requests").await, 1);
}
