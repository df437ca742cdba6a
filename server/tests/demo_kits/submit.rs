use eyelevel_contract::civil::Date;
use eyelevel_contract::demo_kits::{DemoKit, Draft, Terms, paths};
use eyelevel_contract::people::rules::ASKERS;
use eyelevel_contract::requests::{EventKind, PromiseKind, State};

use crate::support::{DAY, TUESDAY, World, kits, kits::day};

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

/// A way to spoil a form.
type Spoil = fn(&mut Draft);

/// Tries each, and expects a message at the field and nothing written.
async fn refused(world: &World, good: &Draft, cases: &[(&str, &str, Spoil)]) {
    let partner = world.as_("partner").await;
    for (field, message, spoil) in cases {
        let mut draft = good.clone();
        spoil(&mut draft);
        assert_eq!(partner.post(paths::DEMO_KITS, &draft).await.fault(field), *message, "{field}");
    }
    for table in ["requests", "recipients", "demo_kits", "demo_kit_lines", "promises", "timeline", "outbox", "counters", "idempotency_keys"]
    {
        assert_eq!(world.count(table).await, 0, "{table}");
    }
}

const FILL_IN: &str = "Please fill this in.";
const FUTURE: &str = "Please choose a day in the future.";
const UNKNOWN: &str = "We don't know this. Please choose from the list.";

#[tokio::test]
async fn what_is_asked_for_is_checked_line_by_line() {
    let world = World::new().await;
    let good = world.draft(2, 1).await;
    refused(
        &world,
        &good,
        &[
            ("lines.0.quantity", "At least 1.", |d| d.lines[0].quantity = 0),
            ("lines.0.quantity", "At least 1.", |d| d.lines[0].quantity = i64::MIN),
            ("lines.1.quantity", "At most 500.", |d| d.lines[1].quantity = 1_000_000),
            ("lines.1.quantity", "At most 500.", |d| d.lines[1].quantity = i64::MAX),
            ("lines.0.variant_id", UNKNOWN, |d| d.lines[0].variant_id = "nothing".to_owned()),
            ("lines.0.variant_id", FILL_IN, |d| d.lines[0].variant_id.clear()),
            // A variant of another item than the one that is named.
            ("lines.0.variant_id", UNKNOWN, |d| d.lines[0].item_id = "another".to_owned()),
            ("lines.0.recipient", "This goes to nobody. Please choose one of the recipients.", |d| d.lines[0].recipient = 2),
            ("lines.0.recipient", "This goes to nobody. Please choose one of the recipients.", |d| d.lines[0].recipient = usize::MAX),
            ("lines", FILL_IN, |d| d.lines.clear()),
            ("lines", "At most 50 entries.", |d| d.lines = vec![d.lines[0].clone(); 51]),
            // Nobody waits for a parcel in which there is nothing.
            ("recipients.1", "Nothing goes here yet. Enter a quantity above, or remove this address.", |d| d.lines[1].recipient = 0),
        ],
    )
    .await;
}

#[tokio::test]
async fn who_gets_it_has_a_name_and_a_whole_address() {
    let world = World::new().await;
    let good = world.draft(2, 1).await;
    let odd = "This holds characters that can't be used here.";
    refused(
        &world,
        &good,
        &[
            ("recipients", FILL_IN, |d| d.recipients.clear()),
            ("recipients", "At most 20 entries.", |d| d.recipients = vec![d.recipients[0].clone(); 21]),
            ("recipients.0.name", FILL_IN, |d| d.recipients[0].name = " ".to_owned()),
            ("recipients.0.name", odd, |d| d.recipients[0].name = "Jana\r\nBcc: x@y.example".to_owned()),
            ("recipients.0.name", "At most 120 characters, please.", |d| d.recipients[0].name = "x".repeat(121)),
            ("recipients.1.email", "This is not a mail address. It looks like name@company.com.", |d| {
                d.recipients[1].email = "reception".to_owned();
            }),
            ("recipients.1.email", "This is not a mail address. It looks like name@company.com.", |d| {
                d.recipients[1].email = "a@b.example\r\nRCPT TO: c@d.example".to_owned();
            }),
            ("recipients.1.address.street", FILL_IN, |d| d.recipients[1].address.street.clear()),
            ("recipients.1.address.postal_code", FILL_IN, |d| d.recipients[1].address.postal_code.clear()),
            ("recipients.1.address.postal_code", "At most 16 characters, please.", |d| {
                d.recipients[1].address.postal_code = "1".repeat(17);
            }),
            ("recipients.1.address.city", FILL_IN, |d| d.recipients[1].address.city.clear()),
            ("recipients.1.address.country", FILL_IN, |d| d.recipients[1].address.country.clear()),
            ("recipients.1.address.country", UNKNOWN, |d| d.recipients[1].address.country = "Germany".to_owned()),
            ("recipients.1.organisation", "At most 120 characters, please.", |d| d.recipients[1].organisation = "x".repeat(121)),
            ("recipients.1.phone", "At most 40 characters, please.", |d| d.recipients[1].phone = "1".repeat(41)),
        ],
    )
    .await;
}

#[tokio::test]
async fn texts_days_and_customers_are_checked() {
    let world = World::new().await;
    let good = world.draft(2, 1).await;
    refused(
        &world,
        &good,
        &[
            ("purpose", FILL_IN, |d| d.purpose = "\n".to_owned()),
            ("purpose", "At most 2,000 characters, please.", |d| d.purpose = "x".repeat(2_001)),
            ("purpose", "This holds characters that can't be used here.", |d| d.purpose = "a\u{0}b".to_owned()),
            ("adaptation", "At most 10,000 characters, please.", |d| d.adaptation = "x".repeat(10_001)),
            ("reference", "At most 80 characters, please.", |d| d.reference = "x".repeat(81)),
            ("reference", "This holds characters that can't be used here.", |d| d.reference = "a\r\nb".to_owned()),
            ("event_on", FUTURE, |d| d.event_on = Some(day(-1))),
            ("return_on", FILL_IN, |d| d.return_on = None),
            ("return_on", FUTURE, |d| d.return_on = Some(day(-3))),
            ("return_on", FUTURE, |d| d.return_on = Some(day(0))),
            ("return_on", "At most 366 days from today.", |d| d.return_on = Some(day(367))),
            ("return_on", "At most 366 days from today.", |d| d.return_on = Some(Date::new(9999, 12, 31).unwrap())),
            ("return_on", "This ends before the event begins.", |d| (d.event_on, d.return_on) = (Some(day(10)), Some(day(9)))),
            ("customer_id", UNKNOWN, |d| d.customer_id = Some("somebody".to_owned())),
        ],
    )
    .await;
    // Another partner's customer is as unknown as nobody's; so are a partner and the vendor.
    let partner = world.as_("partner").await;
    for name in ["Brauerei Lindenhof", "Südwerk Systemhaus", "Nordlicht IT", "Kranich Systems"] {
        let draft = Draft { customer_id: Some(world.organisation(name).await), ..good.clone() };
        assert_eq!(partner.post(paths::DEMO_KITS, draft).await.fault("customer_id"), UNKNOWN, "{name}");
    }
    assert_eq!(world.count("requests").await, 0);
}

#[tokio::test]
async fn a_purchase_needs_a_number_and_a_payer_and_something_that_is_for_sale() {
    let world = World::new().await;
    let good = world.purchase(2).await;
    refused(
        &world,
        &good,
        &[
            ("po_number", FILL_IN, |d| d.po_number.clear()),
            ("po_number", "This holds characters that can't be used here.", |d| d.po_number = "7\n8".to_owned()),
            ("billing", FILL_IN, |d| d.billing = None),
            ("billing.city", FILL_IN, |d| d.billing.as_mut().unwrap().city.clear()),
        ],
    )
    .await;
    let partner = world.as_("partner").await;
    let (appliance, sensor) = (world.item("Archivar backup appliance").await, world.item("Room sensor").await);
    for (item, terms) in [(appliance, Terms::Purchase), (sensor, Terms::Loan)] {
        let mut draft = Draft { terms, return_on: Some(day(9)), ..good.clone() };
        (draft.lines[0].item_id, draft.lines[0].variant_id) = (item.id.clone(), item.variants[0].id.clone());
        assert_eq!(partner.post(paths::DEMO_KITS, draft).await.fault("lines.0.item_id"), "This can't be had that way.");
    }
    assert_eq!(world.count("requests").await, 0);
    let kit: DemoKit = partner.post(paths::DEMO_KITS, &good).await.ok();
    assert_eq!((kit.return_on, kit.page.request.return_on, kit.quote), (None, None, None));
}

#[tokio::test]
async fn all_faults_are_named_at_once_in_the_caller_s_language() {
    let world = World::new().await;
    let mut draft = world.draft(2, 1).await;
    draft.purpose.clear();
    draft.lines[0].quantity = 0;
    draft.customer_id = Some("x".to_owned());
    let partner = world.as_("partner").await;
    let problem = partner.clone().in_german().post(paths::DEMO_KITS, &draft).await.is(422).json();
    assert_eq!(problem["title"], "Etwas fehlt oder stimmt nicht. Bitte sehen Sie sich die markierten Felder an.");
    let errors = problem["errors"].as_object().unwrap();
    assert_eq!(errors.keys().collect::<Vec<_>>(), ["customer_id", "lines.0.quantity", "purpose"]);
    assert_eq!(errors["lines.0.quantity"][0], "Mindestens 1.");
}

#[tokio::test]
async fn only_those_of_a_partner_who_ask_for_things() {
    let world = World::new().await;
    let draft = world.draft(1, 0).await;
    let roles = ASKERS.iter().map(|r| r.word()).collect::<Vec<_>>().join(" ");
    for account in ["accounts", "approver", "admin", "manager", "auditor", "agent", "ledger"] {
        assert_eq!(world.as_(account).await.post(paths::DEMO_KITS, &draft).await.missing_right(), roles, "{account}");
    }
    world.nobody().post(paths::DEMO_KITS, &draft).await.is(401);
    for account in ["sales", "owner", "other"] {
        world.as_(account).await.post(paths::DEMO_KITS, &draft).await.is(201);
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
    assert_eq!(partner.post(paths::DEMO_KITS, &other).await.problem(422), "key-reused");
    assert_eq!(world.count("requests").await, 1);
    // Another person's key of the same name is another one, and after a day it is free again.
    world.as_("sales").await.with_key("once").post(paths::DEMO_KITS, &other).await.is(201);
    world.later(DAY + 1);
    world.run_jobs().await;
    partner.post(paths::DEMO_KITS, &other).await.is(201);
    assert_eq!(world.count("requests").await, 3);
    kits::id(&first);
}
