use eyelevel_contract::demo_kits::loans::{CheckIn, Counted, LackingPart, Settled, WishState};
use eyelevel_contract::demo_kits::{DemoKit, paths};
use eyelevel_contract::requests::{EventKind, State};
use serde_json::json;

use crate::support::{World, kits};

/// Three small displays of one line, of which the last has no serial number.
async fn three(world: &World) -> DemoKit {
    let kit = world.approved(3, 0).await;
    let mut parcels = kits::parcels(&kit, "A");
    parcels.parcels[0].pieces[0].serials.truncate(2);
    world.as_("support").await.post(paths::shipments(&kits::id(&kit)), parcels).await.is(200);
    let link = world.link("partner@eyelevel.example", "Eine Lieferung").await;
    world.nobody().form(format!("{link}/received"), &[]).await.is(303);
    world.as_("partner").await.kit(&kit).await
}

fn nothing() -> CheckIn {
    CheckIn { serials: vec![], counted: vec![], lacking: vec![], came: vec![], waived: vec![] }
}

async fn on_hand(world: &World) -> i64 {
    world.item("E-paper display").await.variants[0].on_hand.unwrap()
}

#[tokio::test]
async fn what_came_is_back_and_what_did_not_stays_owed() {
    let world = World::new().await;
    let kit = three(&world).await;
    let (support, path, line) = (world.as_("support").await, paths::check_in(&kits::id(&kit)), kit.lines[0].id.clone());
    assert_eq!((kit.loan.lent[0].sent, kit.loan.lent[0].loose_out(), on_hand(&world).await), (3, 1, 21));
    // One piece, a stray, and something that belongs to the piece is not there: "Mount", the third.
    let some = CheckIn {
        serials: vec!["a-0".to_owned(), "Z-9".to_owned()],
        lacking: vec![LackingPart { line_id: line.clone(), part: 2, quantity: 1 }],
        ..nothing()
    };
    let partly: DemoKit = support.post(&path, &some).await.ok();
    assert_eq!((partly.page.request.state, partly.loan.out(), on_hand(&world).await), (State::OnLoan, 2, 22));
    assert_eq!(partly.loan.lent[0].serials_out().collect::<Vec<_>>(), ["A-1"]);
    assert_eq!((partly.loan.lacking[0].name.as_str(), partly.loan.strays[0].serial.as_str()), ("Mount", "Z-9"));
    let kinds: Vec<_> = partly.page.timeline.iter().rev().take(3).rev().map(|entry| entry.kind).collect();
    assert_eq!(kinds, [EventKind::CheckedIn, EventKind::Strayed, EventKind::StillOut]);
    let (_, body) = world.mail("partner@eyelevel.example", "Es fehlt noch etwas").await;
    assert!(body.contains("2 × E-Paper-Display, 4,2 Zoll, schwarz/weiß/rot (A-1); 1 × Halterung"), "{body}");
    assert!(body.contains("um den Kauf bitten") && body.contains("senden Sie das Fehlende nach"), "{body}");
    world.mail("partner@eyelevel.example", "Im Paket war noch etwas").await;

    // What is here can go out again; what is not can't.
    let again = world.approved(1, 0).await;
    let mut taken = kits::parcels(&again, "A");
    taken.parcels[0].pieces[0].serials = vec!["A-1".to_owned()];
    let refused = world.as_("support").await.post(paths::shipments(&kits::id(&again)), &taken).await;
    assert!(!refused.fault("parcels.0.pieces.0.serials.0").is_empty());
    taken.parcels[0].pieces[0].serials = vec!["A-0".to_owned()];
    world.as_("support").await.post(paths::shipments(&kits::id(&again)), &taken).await.is(200);

    // The same once more is no other piece, and nothing is counted twice.
    let known: DemoKit = support.post(&path, CheckIn { serials: vec!["A-0".to_owned(), "Z-9".to_owned()], ..nothing() }).await.ok();
    assert_eq!((known.loan.out(), known.loan.strays.len(), world.count("loan_ends").await), (2, 1, 1));

    let rest = CheckIn { serials: vec!["A-1".to_owned()], counted: vec![Counted { line_id: line.clone(), quantity: 1 }], ..nothing() };
    let pieces: DemoKit = support.post(&path, &rest).await.ok();
    assert_eq!((pieces.page.request.state, pieces.loan.out()), (State::OnLoan, 0), "the mount is owed");
    let part = pieces.loan.lacking[0].id.clone();
    let done: DemoKit = support.post(&path, CheckIn { came: vec![part.clone()], ..nothing() }).await.ok();
    assert_eq!((done.page.request.state, done.loan.lacking[0].settled), (State::Closed, Some(Settled::Came)));
    assert_eq!(support.post(&path, CheckIn { came: vec![part], ..nothing() }).await.problem(409), "conflict");
    world.mail("partner@eyelevel.example", "ist erledigt").await;
    // Two came; the third is out with the second kit.
    assert_eq!(on_hand(&world).await, 23);
}

#[tokio::test]
async fn what_is_let_go_is_not_owed() {
    let world = World::new().await;
    let kit = three(&world).await;
    let (support, path, line) = (world.as_("support").await, paths::check_in(&kits::id(&kit)), kit.lines[0].id.clone());
    let all = CheckIn { lacking: vec![LackingPart { line_id: line, part: 3, quantity: 2 }], ..kits::back(&kit) };
    let open: DemoKit = support.post(&path, all).await.ok();
    assert_eq!((open.page.request.state, open.loan.out(), open.loan.lacks().count()), (State::OnLoan, 0, 1));
    let waived: DemoKit = support.post(&path, CheckIn { waived: vec![open.loan.lacking[0].id.clone()], ..nothing() }).await.ok();
    assert_eq!((waived.page.request.state, waived.loan.lacking[0].settled), (State::Closed, Some(Settled::Waived)));
    let said = waived.page.timeline.iter().find(|entry| entry.kind == EventKind::LetGo).unwrap();
    assert!(said.value.as_deref().unwrap().contains("2 × Kurzanleitung"), "{said:?}");
}

#[tokio::test]
async fn a_piece_is_booked_once_whoever_scans_it() {
    let world = World::new().await;
    let kit = three(&world).await;
    let other = world.second_process().await;
    let (support, lead, path) = (world.as_("support").await, other.as_("approver2").await, paths::check_in(&kits::id(&kit)));
    let one =
        CheckIn { serials: vec!["A-0".to_owned()], counted: vec![Counted { line_id: kit.lines[0].id.clone(), quantity: 1 }], ..nothing() };
    let (a, b) = world.at_once("requests", support.post(&path, &one), lead.post(&path, &one)).await;
    let mut statuses = [a.status.as_u16(), b.status.as_u16()];
    statuses.sort_unstable();
    // The serial number is no news the second time; the piece without one is not there any more.
    assert_eq!(statuses, [200, 422]);
    assert_eq!((on_hand(&world).await, world.count("loan_ends").await), (23, 2));
}

#[tokio::test]
async fn nonsense_writes_nothing() {
    let world = World::new().await;
    let kit = three(&world).await;
    let (support, path) = (world.as_("support").await, paths::check_in(&kits::id(&kit)));
    assert!(!support.post(&path, nothing()).await.fault("serials").is_empty());
    let many = json!({ "serials": ["A-0"], "counted": [{ "line_id": kit.lines[0].id, "quantity": 2 }] });
    assert!(!support.post(&path, many).await.fault("counted.0.quantity").is_empty());
    let huge = json!({ "counted": [{ "line_id": kit.lines[0].id, "quantity": i64::MAX }] });
    assert!(!support.post(&path, huge).await.fault("counted.0.quantity").is_empty());
    let part = json!({ "serials": ["A-0"], "lacking": [{ "line_id": kit.lines[0].id, "part": 99, "quantity": 1 }] });
    assert!(!support.post(&path, part).await.fault("lacking.0.part").is_empty());
    let foreign = json!({ "serials": ["A-0"], "came": ["01900000-0000-7000-8000-000000000000"] });
    assert!(!support.post(&path, foreign).await.fault("came.0").is_empty());
    assert_eq!((world.count("loan_ends").await, world.count("loan_lacking").await, on_hand(&world).await), (0, 0, 21));
}

#[tokio::test]
async fn when_all_is_back_a_wish_has_nothing_left() {
    let world = World::new().await;
    let kit = three(&world).await;
    let wish = json!({ "return_on": kits::day(45), "reason": "The fair." });
    world.as_("partner").await.post(paths::later(&kits::id(&kit)), wish).await.is(200);
    let done: DemoKit = world.as_("support").await.post(paths::check_in(&kits::id(&kit)), kits::back(&kit)).await.ok();
    assert_eq!((done.page.request.state, done.loan.wishes[0].state), (State::Closed, WishState::Void));
    let promise = done.page.request.promise.unwrap();
    assert_eq!((promise.kept, promise.due_at.is_some()), (None, true), "nothing was promised in vain");
    assert_eq!(world.count("requests WHERE due_at IS NOT NULL AND state = 'closed'").await, 0);
}
