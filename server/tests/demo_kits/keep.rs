use eyelevel_contract::demo_kits::loans::{AnswerWish, Whereabouts, WishState};
use eyelevel_contract::demo_kits::{DemoKit, paths};
use eyelevel_contract::requests::{EventKind, State, Verdict};
use serde_json::json;

use super::later::answer;
use crate::support::{World, kits};

/// Three small displays that their recipient has confirmed.
async fn three(world: &World) -> DemoKit {
    let kit = world.shipped(3, 0, "A").await;
    let link = world.link("partner@eyelevel.example", "Eine Lieferung").await;
    world.nobody().form(format!("{link}/received"), &[]).await.is(303);
    world.as_("sales").await.kit(&kit).await
}

#[tokio::test]
async fn what_is_bought_is_not_owed_and_the_rest_is() {
    let world = World::new().await;
    let kit = three(&world).await;
    let (sales, approver, support, id) =
        (world.as_("sales").await, world.as_("approver").await, world.as_("support").await, kits::id(&kit));
    assert_eq!(kit.loan.lent[0].price.unwrap().minor(), 18_900);
    let asked: DemoKit = sales.post(paths::keep(&id), json!({ "serials": ["A-0", "A-2"] })).await.ok();
    assert_eq!((asked.page.request.state, asked.loan.wishes[0].net.unwrap().minor()), (State::Approved, 37_800));
    let (_, body) = world.mail("approver@eyelevel.example", "möchte Leihgeräte kaufen").await;
    assert!(body.contains("2 × E-Paper-Display, 4,2 Zoll, schwarz/weiß/rot (A-0, A-2)") && !body.contains("378"), "{body}");
    // Prices are for who may see them.
    let seen = world.as_("partner").await.kit(&kit).await;
    assert_eq!((seen.loan.wishes[0].net, seen.loan.lent[0].price, seen.loan.wishes[0].pieces.len()), (None, None, 2));
    // What was said counts: the catalogue's price may change.
    world.run("UPDATE catalogue_items SET price_minor = 20000").await;

    let agreed: DemoKit = approver.post(paths::wish_answer(&id), answer(&asked, Verdict::Approved)).await.ok();
    assert_eq!((agreed.page.request.state, agreed.loan.out(), agreed.loan.lent[0].bought), (State::OnLoan, 1, 2));
    assert_eq!(agreed.loan.wishes[0].net.unwrap().minor(), 37_800);
    assert_eq!(agreed.loan.lent[0].devices[0].whereabouts, Whereabouts::Bought);
    world.mail("partner@eyelevel.example", "Der Kauf ist vereinbart").await;
    // A bought piece does not come back, and is in nobody's stock.
    let known: DemoKit = support.post(paths::check_in(&id), json!({ "serials": ["A-0"] })).await.ok();
    assert_eq!((known.loan.lent[0].back, known.loan.strays.len()), (0, 0));
    assert_eq!(world.item("E-paper display").await.variants[0].on_hand, Some(21));
    assert!(!sales.post(paths::keep(&id), json!({ "serials": ["A-0"] })).await.fault("serials.0").is_empty());
    let done: DemoKit = support.post(paths::check_in(&id), kits::back(&agreed)).await.ok();
    assert_eq!(done.page.request.state, State::Closed);
    assert_eq!(world.item("E-paper display").await.variants[0].on_hand, Some(22));
}

#[tokio::test]
async fn when_all_of_it_is_bought_the_loan_is_done() {
    let world = World::new().await;
    let kit = three(&world).await;
    let (sales, id) = (world.as_("sales").await, kits::id(&kit));
    let asked: DemoKit = sales.post(paths::keep(&id), json!({ "serials": ["A-0", "A-1", "A-2"], "reason": "They stay." })).await.ok();
    let done: DemoKit = world.as_("approver").await.post(paths::wish_answer(&id), answer(&asked, Verdict::Approved)).await.ok();
    let kinds: Vec<_> = done.page.timeline.iter().rev().take(2).rev().map(|entry| entry.kind).collect();
    assert_eq!((done.page.request.state, kinds), (State::Closed, vec![EventKind::KeepAgreed, EventKind::Closed]));
}

#[tokio::test]
async fn a_no_has_its_reason_and_everything_stays_due() {
    let world = World::new().await;
    let kit = three(&world).await;
    let (sales, approver, id) = (world.as_("sales").await, world.as_("approver").await, kits::id(&kit));
    let asked: DemoKit = sales.post(paths::keep(&id), json!({ "serials": ["A-0"] })).await.ok();
    let no = answer(&asked, Verdict::Declined);
    assert!(!approver.post(paths::wish_answer(&id), &no).await.fault("reason").is_empty());
    let other = AnswerWish { reason: "R".to_owned(), ..answer(&asked, Verdict::ApprovedWithChanges) };
    assert!(!approver.post(paths::wish_answer(&id), other).await.fault("verdict").is_empty());
    let no = AnswerWish { reason: "The last ones.".to_owned(), no_alternative: true, ..no };
    let declined: DemoKit = approver.post(paths::wish_answer(&id), no).await.ok();
    assert_eq!((declined.loan.out(), declined.loan.wishes[0].state), (3, WishState::Declined));
    let (_, body) = world.mail("partner@eyelevel.example", "kein Kauf").await;
    assert!(body.contains("The last ones."), "{body}");
}

#[tokio::test]
async fn what_comes_back_meanwhile_is_not_bought() {
    let world = World::new().await;
    let kit = three(&world).await;
    let (sales, support, id) = (world.as_("sales").await, world.as_("support").await, kits::id(&kit));
    let asked: DemoKit = sales.post(paths::keep(&id), json!({ "serials": ["A-0", "A-1"] })).await.ok();
    let partly: DemoKit = support.post(paths::check_in(&id), json!({ "serials": ["A-1"] })).await.ok();
    assert_eq!((partly.page.request.state, partly.loan.wishes[0].net.unwrap().minor()), (State::Approved, 18_900));
    let agreed: DemoKit = world.as_("approver").await.post(paths::wish_answer(&id), answer(&asked, Verdict::Approved)).await.ok();
    let line = &agreed.loan.lent[0];
    assert_eq!((line.back, line.bought, line.out()), (1, 1, 1));
    // The last piece that was to be kept comes back: nothing is left to answer.
    let again: DemoKit = sales.post(paths::keep(&id), json!({ "serials": ["A-2"] })).await.ok();
    assert_eq!(again.page.request.state, State::Approved);
    let done: DemoKit = support.post(paths::check_in(&id), json!({ "serials": ["A-2"] })).await.ok();
    assert_eq!((done.page.request.state, done.loan.wishes[1].state), (State::Closed, WishState::Void));
}

#[tokio::test]
async fn only_what_is_for_sale_and_out_and_only_by_who_binds_the_company() {
    let world = World::new().await;
    let kit = three(&world).await;
    let (sales, path) = (world.as_("sales").await, paths::keep(&kits::id(&kit)));
    for (account, right) in [("partner", "owner sales"), ("approver", "partner")] {
        assert_eq!(world.as_(account).await.post(&path, json!({ "serials": ["A-0"] })).await.missing_right(), right);
    }
    world.as_("other-owner").await.post(&path, json!({ "serials": ["A-0"] })).await.is(404);
    assert!(!sales.post(&path, json!({})).await.fault("serials").is_empty());
    assert!(!sales.post(&path, json!({ "serials": ["B-0"] })).await.fault("serials.0").is_empty());
    let loose = json!({ "counted": [{ "line_id": kit.lines[0].id, "quantity": 1 }] });
    assert!(!sales.post(&path, loose).await.fault("counted.0.quantity").is_empty(), "every piece has a serial number");
    world.run("UPDATE catalogue_items SET price_minor = NULL").await;
    assert!(!sales.post(&path, json!({ "serials": ["A-0"] })).await.fault("serials.0").is_empty());
    assert_eq!(world.count("loan_wishes").await, 0);
}

#[tokio::test]
async fn of_a_purchase_and_a_receipt_at_once_a_piece_has_one_end() {
    let world = World::new().await;
    let kit = three(&world).await;
    let asked: DemoKit = world.as_("sales").await.post(paths::keep(&kits::id(&kit)), json!({ "serials": ["A-0"] })).await.ok();
    let other = world.second_process().await;
    let (approver, support, id) = (world.as_("approver").await, other.as_("support").await, kits::id(&kit));
    let yes = answer(&asked, Verdict::Approved);
    let (answered, back) = (paths::wish_answer(&id), paths::check_in(&id));
    let (a, b) = world.at_once("requests", approver.post(&answered, &yes), support.post(&back, json!({ "serials": ["A-0"] }))).await;
    assert_eq!(b.status.as_u16(), 200);
    let ends: Vec<(String,)> = world.all("SELECT how FROM loan_ends").await;
    // Whoever was quicker: bought, and the scan is no news; or back, and nothing is left to agree to.
    let (how, status) = (ends[0].0.as_str(), a.status.as_u16());
    assert!(ends.len() == 1 && matches!((how, status), ("bought", 200) | ("back", 409)), "{how} {status}");
}
