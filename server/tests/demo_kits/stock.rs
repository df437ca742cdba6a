use eyelevel_contract::demo_kits::{DemoKit, Draft, paths};

use crate::support::{World, kits};

#[tokio::test]
async fn what_is_there_is_not_promised_twice_by_many_approvers_in_two_processes() {
    let world = World::new().await;
    let other = world.second_process().await;
    let mut waiting = Vec::new();
    for i in 0..12 {
        waiting.push(world.submitted(i % 3 + 3, 0).await);
    }
    let approvers = [world.as_("approver").await, other.as_("approver2").await];
    let mut tasks = tokio::task::JoinSet::new();
    for (i, kit) in waiting.into_iter().enumerate() {
        let approver = approvers[i % 2].clone();
        tasks.spawn(async move {
            let answer = approver.post(paths::decision(&kits::id(&kit)), kits::yes()).await;
            (kit.lines[0].quantity, answer)
        });
    }
    let (mut promised, mut short) = (0, 0);
    while let Some(done) = tasks.join_next().await {
        let (quantity, answer) = done.unwrap();
        if answer.status.is_success() {
            promised += quantity;
        } else {
            let message = answer.fault("lines.0.quantity");
            assert!(message.starts_with("Only "), "{message}");
            short += 1;
        }
    }
    assert!(promised <= 24 && promised > 19 && short > 0, "{promised} promised, {short} refused");
    let (reserved,): (i64,) = world.one("SELECT reserved FROM catalogue_variants WHERE on_hand = 24").await;
    assert_eq!(reserved, promised);
    let (decided,): (i64,) = world.one("SELECT CAST(SUM(decided_quantity) AS BIGINT) FROM demo_kit_lines").await;
    assert_eq!(decided, promised);
    assert_eq!(world.count("decisions").await, world.count("requests WHERE state = 'approved'").await);
}

#[tokio::test]
async fn requests_that_name_the_same_variants_in_another_order_do_not_lock_each_other() {
    let world = World::new().await;
    let other = world.second_process().await;
    let item = world.item("E-paper display").await;
    let draft = world.draft(1, 0).await;
    let with = |order: [usize; 3]| {
        let line = |v: usize| eyelevel_contract::demo_kits::NewLine { variant_id: item.variants[v].id.clone(), ..draft.lines[0].clone() };
        Draft { lines: order.map(line).to_vec(), ..draft.clone() }
    };
    let (partner, mut tasks) = (world.as_("partner").await, tokio::task::JoinSet::new());
    let approvers = [world.as_("approver").await, other.as_("approver2").await];
    for i in 0..8 {
        let kit: DemoKit = partner.post(paths::DEMO_KITS, with(if i % 2 == 0 { [0, 1, 2] } else { [2, 1, 0] })).await.ok();
        let approver = approvers[i % 2].clone();
        tasks.spawn(async move { approver.post(paths::decision(&kits::id(&kit)), kits::yes()).await });
    }
    let mut approved = 0;
    while let Some(done) = tasks.join_next().await {
        let answer = done.unwrap();
        // Two of the largest are there.
        approved += i64::from(answer.status.is_success());
        assert!(answer.status.is_success() || answer.status.as_u16() == 422, "{}", answer.text());
    }
    assert_eq!(approved, 2);
    let reserved: Vec<(i64,)> = world.all("SELECT reserved FROM catalogue_variants WHERE on_hand IN (24, 9, 2) AND reserved > 0").await;
    assert_eq!(reserved, [(2,), (2,), (2,)]);
}

#[tokio::test]
async fn several_lines_of_one_variant_are_counted_together() {
    let world = World::new().await;
    let kit = world.submitted(14, 11).await;
    let approver = world.as_("approver").await;
    let fault = approver.post(paths::decision(&kits::id(&kit)), kits::yes()).await.fault("lines.0.quantity");
    assert_eq!(fault, "Only 24 are left.");
    assert_eq!(world.count("catalogue_variants WHERE reserved > 0").await, 0);
    let kit = world.submitted(13, 11).await;
    approver.decide(&kit, kits::yes()).await;
    assert_eq!(world.item("E-paper display").await.variants[0].free, 0);
}

#[tokio::test]
async fn the_database_itself_refuses_to_promise_what_is_not_there() {
    let world = World::new().await;
    let mut tx = world.app.db.begin().await.unwrap();
    let error = eyelevel_server::db::q("UPDATE catalogue_variants SET reserved = on_hand + 1").run(&mut tx).await.unwrap_err();
    assert_eq!(eyelevel_server::db::violated(&error).as_deref(), Some("catalogue_variants_stock_check"));
}
