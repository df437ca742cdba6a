use eyelevel_contract::deliveries::Status;
use eyelevel_contract::deliveries::carriers::Carrier;
use eyelevel_contract::demo_kits::{DemoKit, NewPiece, Ship, paths};
use eyelevel_contract::requests::State;

use crate::support::{World, kits, kits::parcels};

/// A way to spoil a shipment.
type Spoil = fn(&mut Ship);

#[tokio::test]
async fn each_bad_parcel_is_named_at_its_field_and_nothing_leaves() {
    let world = World::new().await;
    let kit = world.approved(2, 3).await;
    let support = world.as_("support").await;
    let path = paths::shipments(&kits::id(&kit));
    let good = parcels(&kit, "S");
    let nobody = "This goes to nobody. Please choose one of the recipients.";
    let cases: [(&str, &str, Spoil); 21] = [
        ("parcels", "Please fill this in.", |s| s.parcels.clear()),
        ("parcels.0.recipient_id", nobody, |s| s.parcels[0].recipient_id = "somebody".to_owned()),
        ("parcels.1.recipient_id", "This stands here twice.", |s| s.parcels[1] = s.parcels[0].clone()),
        ("parcels.0.number", "Please fill this in.", |s| s.parcels[0].number = " - ".to_owned()),
        ("parcels.0.number", "At most 40 characters, please.", |s| s.parcels[0].number = "1".repeat(41)),
        ("parcels.0.number", "This holds characters that can't be used here.", |s| s.parcels[0].number = "1Z/../<b>".to_owned()),
        ("parcels.0.arrives_on", "Please choose a day in the future.", |s| s.parcels[0].arrives_on = Some(kits::day(-1))),
        ("parcels.0.pieces.0.quantity", "At least 1.", |s| s.parcels[0].pieces[0].quantity = 0),
        ("parcels.0.pieces.0.quantity", "At most 2.", |s| s.parcels[0].pieces[0].quantity = 3),
        ("parcels.0.pieces.1.quantity", "At most 2.", |s| {
            let piece = NewPiece { quantity: i64::MAX, serials: vec![], ..s.parcels[0].pieces[0].clone() };
            s.parcels[0].pieces = vec![piece.clone(), piece];
        }),
        // Half a parcel would leave the rest behind for ever.
        ("parcels.0.pieces", "Please fill this in.", |s| {
            s.parcels[0].pieces[0].quantity = 1;
            s.parcels[0].pieces[0].serials.truncate(1);
        }),
        ("parcels.0.pieces", "Please fill this in.", |s| s.parcels[0].pieces.clear()),
        ("parcels.0.pieces.0.line_id", "We don't know this. Please choose from the list.", |s| {
            s.parcels[0].pieces[0].line_id = "nothing".to_owned();
        }),
        // The other recipient's line in this one's parcel.
        ("parcels.0.pieces.0.line_id", "We don't know this. Please choose from the list.", |s| {
            s.parcels[0].pieces[0].line_id = s.parcels[1].pieces[0].line_id.clone();
        }),
        ("parcels.0.pieces.0.serials", "There are more serial numbers than pieces (2).", |s| {
            s.parcels[0].pieces[0].serials.push("S-99".to_owned());
        }),
        ("parcels.0.pieces.0.serials.1", "This stands here twice.", |s| s.parcels[0].pieces[0].serials[1] = " S-0 ".to_owned()),
        ("parcels.1.pieces.0.serials.2", "This stands here twice.", |s| s.parcels[1].pieces[0].serials[2] = "S-1".to_owned()),
        ("parcels.0.pieces.0.serials.0", "Please fill this in.", |s| s.parcels[0].pieces[0].serials[0] = " ".to_owned()),
        ("parcels.0.pieces.0.serials.0", "At most 64 characters, please.", |s| s.parcels[0].pieces[0].serials[0] = "x".repeat(65)),
        ("parcels.0.pieces.0.serials.0", "This holds characters that can't be used here.", |s| {
            s.parcels[0].pieces[0].serials[0] = "a\nb".to_owned();
        }),
        ("parcels", "At most 20 entries.", |s| s.parcels = vec![s.parcels[0].clone(); 21]),
    ];
    for (field, message, spoil) in cases {
        let mut ship = good.clone();
        spoil(&mut ship);
        assert_eq!(support.post(&path, &ship).await.fault(field), message, "{field}");
    }
    for table in ["deliveries", "delivery_pieces", "delivery_serials", "links", "outbox WHERE template = 'shipped'"] {
        assert_eq!(world.count(table).await, 0, "{table}");
    }
    assert_eq!(world.item("E-paper display").await.variants[0].on_hand, Some(24));
    support.post(&path, &good).await.is(200);
}

#[tokio::test]
async fn a_wrong_check_digit_is_said_and_a_person_may_insist() {
    let world = World::new().await;
    let support = world.as_("support").await;
    for (carrier, wrong, kept) in [
        (Carrier::Ups, "1z 5r8-9390.3575 67128", "1Z5R89390357567128"),
        (Carrier::Post, "RB123456786GB", "RB123456786GB"),
        (Carrier::Fedex, "9865 7878 8856", "986578788856"),
    ] {
        let kit = world.approved(1, 0).await;
        let mut ship = parcels(&kit, wrong);
        (ship.parcels[0].carrier, ship.parcels[0].number) = (carrier, wrong.to_owned());
        let fault = support.post(paths::shipments(&kits::id(&kit)), &ship).await.fault("parcels.0.number");
        assert!(fault.contains("check digit is wrong") && fault.contains("Use this number"), "{fault}");
        ship.parcels[0].insist = true;
        let shipped: DemoKit = support.post(paths::shipments(&kits::id(&kit)), &ship).await.ok();
        assert_eq!(shipped.recipients[0].parcel.as_ref().unwrap().number, kept);
    }
    // Where there is none, nothing is said; a courier has no number at all.
    for (carrier, number) in [(Carrier::Dhl, "00340434161094042557"), (Carrier::Courier, ""), (Carrier::Courier, "<script>")] {
        let kit = world.approved(1, 0).await;
        let mut ship = parcels(&kit, &format!("{carrier}{}", number.len()));
        (ship.parcels[0].carrier, ship.parcels[0].number) = (carrier, number.to_owned());
        let shipped: DemoKit = support.post(paths::shipments(&kits::id(&kit)), &ship).await.ok();
        let parcel = shipped.recipients[0].parcel.as_ref().unwrap();
        assert!(!parcel.number.contains('<') && (carrier == Carrier::Dhl) == parcel.track_url.is_some(), "{parcel:?}");
    }
}

#[tokio::test]
async fn parcels_may_go_out_one_by_one_and_the_last_keeps_the_promise() {
    let world = World::new().await;
    let kit = world.approved(2, 3).await;
    let support = world.as_("support").await;
    let path = paths::shipments(&kits::id(&kit));
    let all = parcels(&kit, "S");
    let first: DemoKit = support.post(&path, Ship { parcels: vec![all.parcels[1].clone()] }).await.ok();
    assert_eq!((first.page.request.state, first.page.request.promise.as_ref().unwrap().kept), (State::Approved, None));
    assert_eq!(first.lines.iter().map(|l| l.shipped).collect::<Vec<_>>(), [0, 3]);
    assert_eq!(first.recipients.iter().map(|r| r.status).collect::<Vec<_>>(), [Status::Planned, Status::Sent]);
    // Only who gets something hears of it.
    assert_eq!(world.count("outbox WHERE template = 'shipped'").await, 1);
    world.mail("empfang@hafenklinik.example", "unterwegs").await;
    // To the same recipient once: what would follow would have no page.
    support.post(&path, Ship { parcels: vec![all.parcels[1].clone()] }).await.fault("parcels.0.recipient_id");
    let second: DemoKit = support.post(&path, Ship { parcels: vec![all.parcels[0].clone()] }).await.ok();
    assert_eq!((second.page.request.state, second.page.request.promise.unwrap().kept), (State::Shipped, Some(true)));
    assert_eq!(support.post(&path, &all).await.problem(409), "conflict");
    let variant = &world.item("E-paper display").await.variants[0];
    assert_eq!((variant.on_hand, variant.free), (Some(19), 19));
}

#[tokio::test]
async fn what_is_not_approved_does_not_leave_the_house() {
    let world = World::new().await;
    let (approver, support) = (world.as_("approver").await, world.as_("support").await);
    let (waiting, declined, withdrawn, offered) =
        (world.submitted(1, 0).await, world.submitted(1, 0).await, world.submitted(1, 0).await, world.submitted(1, 0).await);
    approver.decide(&declined, kits::no("No.")).await;
    let reason = serde_json::json!({ "reason": "" });
    world.as_("partner").await.act(&kits::id(&withdrawn), "withdrawal", reason).await.is(200);
    approver.decide(&offered, kits::changed("A week.", vec![], Some(kits::day(7)))).await;
    for kit in [waiting, declined, withdrawn, offered] {
        let refused = support.post(paths::shipments(&kits::id(&kit)), parcels(&kit, "S")).await;
        assert_eq!(refused.problem(409), "conflict", "{:?}", kit.page.request.number);
    }
    assert_eq!(world.count("deliveries").await, 0);
}

#[tokio::test]
async fn a_serial_number_is_with_one_recipient_at_a_time() {
    let world = World::new().await;
    world.shipped(1, 0, "S").await;
    let support = world.as_("support").await;
    let kit = world.approved(1, 0).await;
    let fault = support.post(paths::shipments(&kits::id(&kit)), parcels(&kit, "S")).await.fault("parcels.0.pieces.0.serials.0");
    assert_eq!(fault, "This serial number is already with somebody.");
    assert_eq!(world.count("deliveries").await, 1);
    assert_eq!(world.as_("partner").await.kit(&kit).await.page.request.state, State::Approved);
    // The same number on another item is another thing.
    let item = world.item("Desk phone pair").await;
    let mut draft = world.draft(1, 0).await;
    (draft.lines[0].item_id, draft.lines[0].variant_id) = (item.id.clone(), item.variants[0].id.clone());
    let phone: DemoKit = world.as_("partner").await.post(paths::DEMO_KITS, draft).await.ok();
    world.as_("approver").await.decide(&phone, kits::yes()).await;
    support.post(paths::shipments(&kits::id(&phone)), parcels(&phone, "S")).await.is(200);
}

#[tokio::test]
async fn two_shipments_that_share_serial_numbers_do_not_lock_each_other() {
    let world = World::new().await;
    let other = world.second_process().await;
    let people = [world.as_("support").await, other.as_("approver2").await];
    let (one, two) = (world.approved(12, 0).await, world.approved(12, 0).await);
    let (a, mut b) = (parcels(&one, "R"), parcels(&two, "R"));
    // The same twelve, the other way round.
    b.parcels[0].pieces[0].serials.reverse();
    let (one, two) = (paths::shipments(&kits::id(&one)), paths::shipments(&kits::id(&two)));
    let (a, b) = world.at_once("deliveries", people[0].post(one, &a), people[1].post(two, &b)).await;
    let mut statuses = [a.status.as_u16(), b.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 422], "{} {}", a.text(), b.text());
    assert_eq!(world.count("delivery_serials").await, 12);
}

#[tokio::test]
async fn who_may_not_ship_is_told_what_is_missing() {
    let world = World::new().await;
    let kit = world.approved(1, 0).await;
    let path = paths::shipments(&kits::id(&kit));
    for (account, right) in [
        ("partner", "vendor"),
        ("manager", "support approver lead"),
        ("admin", "support approver lead"),
        ("auditor", "support approver lead"),
    ] {
        assert_eq!(world.as_(account).await.post(&path, parcels(&kit, "S")).await.missing_right(), right, "{account}");
    }
    for account in ["other", "accounts", "ledger", "agent"] {
        world.as_(account).await.post(&path, parcels(&kit, "S")).await.is(404);
    }
    assert_eq!(world.count("deliveries").await, 0);
}
