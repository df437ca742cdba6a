use eyelevel_contract::demo_kits::{Decide, DecideLine, DemoKit, NewQuote, paths};
use eyelevel_contract::requests::{State, Verdict, paths as requests_at};
use serde_json::json;

use crate::support::{World, kits, kits::quoted};

#[tokio::test]
async fn a_quote_adds_up_to_the_cent_and_is_shown_to_who_may_see_prices() {
    let world = World::new().await;
    let kit: DemoKit = world.as_("sales").await.post(paths::DEMO_KITS, world.purchase(3).await).await.ok();
    let decided = world.as_("approver").await.decide(&kit, quoted(&world, 10)).await;
    let quote = decided.quote.unwrap();
    // 3 × 189.00, 9.95 shipping, 19 %.
    assert_eq!((quote.net.minor(), quote.shipping.minor(), quote.vat.minor(), quote.gross.minor()), (56_700, 995, 10_962, 68_657));
    assert_eq!((quote.valid_until, quote.accepted_at), (world.today().plus_days(10), None));
    assert_eq!(decided.page.request.state, State::Offered);
    for (account, sees) in [("sales", true), ("owner", true), ("partner", false), ("support", true), ("auditor", true)] {
        let client = world.as_(account).await;
        assert_eq!(client.kit(&kit).await.quote.is_some(), sees, "{account}");
        assert_eq!(client.get(paths::one(&kits::id(&kit))).await.text().contains("68657"), sees, "{account}");
    }
    // A mail is read by whoever stands beside the screen: it says that there is a price, not which.
    for (_, body) in world.mails_to("sales@eyelevel.example").await {
        assert!(!body.contains("686") && !body.contains('€'), "{body}");
    }
}

#[tokio::test]
async fn bad_terms_are_named_at_their_field() {
    let world = World::new().await;
    let kit: DemoKit = world.as_("sales").await.post(paths::DEMO_KITS, world.purchase(2).await).await.ok();
    let approver = world.as_("approver").await;
    let path = paths::decision(&kits::id(&kit));
    let good = quoted(&world, 10);
    let with = |change: fn(&mut NewQuote)| {
        let mut decide = good.clone();
        change(decide.quote.as_mut().unwrap());
        decide
    };
    for (field, decide) in [
        ("quote", Decide { quote: None, ..good.clone() }),
        ("quote.shipping_minor", with(|q| q.shipping_minor = -1)),
        ("quote.shipping_minor", with(|q| q.shipping_minor = i64::MAX)),
        ("quote.vat_rate", with(|q| q.vat_rate = -1)),
        ("quote.vat_rate", with(|q| q.vat_rate = 10_001)),
        ("quote.valid_until", with(|q| q.valid_until = kits::day(-1))),
    ] {
        approver.post(&path, decide).await.fault(field);
    }
    // What is bought does not come back.
    let back = Decide { verdict: Verdict::ApprovedWithChanges, reason: "x".to_owned(), return_on: Some(kits::day(9)), ..good.clone() };
    approver.post(&path, &back).await.fault("return_on");
    let lines = vec![DecideLine { line_id: kit.lines[0].id.clone(), variant_id: kit.lines[0].variant_id.clone(), quantity: 1 }];
    approver.post(&path, Decide { lines: lines.clone(), ..back.clone() }).await.fault("return_on");
    // Taken off sale meanwhile.
    world.run("UPDATE catalogue_items SET price_minor = NULL").await;
    approver.post(&path, &good).await.fault("quote");
    assert_eq!(world.count("decisions").await, 0);
    assert_eq!(world.count("catalogue_variants WHERE reserved > 0").await, 0);
}

#[tokio::test]
async fn an_edited_price_counts_for_the_next_quote_and_not_for_the_one_that_was_given() {
    let world = World::new().await;
    let kit: DemoKit = world.as_("sales").await.post(paths::DEMO_KITS, world.purchase(1).await).await.ok();
    let approver = world.as_("approver").await;
    approver.decide(&kit, quoted(&world, 10)).await;
    world.run("UPDATE catalogue_items SET price_minor = 99999 WHERE price_minor = 18900").await;
    assert_eq!(world.as_("sales").await.kit(&kit).await.quote.unwrap().net.minor(), 18_900);
    approver.decide(&kit, quoted(&world, 10)).await;
    assert_eq!(world.as_("sales").await.kit(&kit).await.quote.unwrap().net.minor(), 99_999);
    // A no takes the quote with it.
    approver.decide(&kit, kits::no("No.")).await;
    assert_eq!(world.as_("sales").await.kit(&kit).await.quote, None);
}

#[tokio::test]
async fn received_it_is_done_and_has_no_last_day() {
    let world = World::new().await;
    let kit: DemoKit = world.as_("sales").await.post(paths::DEMO_KITS, world.purchase(2).await).await.ok();
    world.as_("approver").await.decide(&kit, quoted(&world, 10)).await;
    world.as_("sales").await.act(&kits::id(&kit), requests_at::ACCEPTANCE, json!({})).await.is(200);
    let kit = world.as_("support").await.kit(&kit).await;
    world.as_("support").await.post(paths::shipments(&kits::id(&kit)), kits::parcels(&kit, "P")).await.is(200);
    let link = world.link("partner@eyelevel.example", "Eine Lieferung").await;
    let page = world.nobody().get(&link).await.is(200).text();
    assert!(!page.contains("189") && !page.contains("Leihgabe") && !page.contains("PO-7"), "{page}");
    world.nobody().form(format!("{link}/received"), &[]).await.is(303);
    let done = world.as_("sales").await.kit(&kit).await;
    assert_eq!((done.page.request.state, done.page.request.return_on), (State::Closed, None));
    assert_eq!(world.as_("support").await.post(paths::check_in(&kits::id(&kit)), json!({})).await.problem(409), "conflict");
    let stock: Vec<(i64, i64)> = world.all("SELECT on_hand, reserved FROM catalogue_variants WHERE on_hand = 22").await;
    assert_eq!(stock, [(22, 0)]);
}
