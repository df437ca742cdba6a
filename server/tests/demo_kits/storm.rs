//! Many people do many things to few kits at once, in two processes. Whatever the order: no failure, and the sums are right.

use eyelevel_contract::demo_kits::{DecideLine, paths};
use eyelevel_contract::requests::{NewMessage, paths as requests_at};
use serde_json::json;

use crate::support::{Client, World, kits};

/// One of the things that somebody may do now, or may not.
async fn act(client: &Client, what: usize, id: &str, fresh: &str) -> u16 {
    let kit = client.get(paths::one(id)).await;
    if !kit.status.is_success() {
        return kit.status.as_u16();
    }
    let kit: eyelevel_contract::demo_kits::DemoKit = kit.ok();
    let line = |quantity| DecideLine { line_id: kit.lines[0].id.clone(), variant_id: kit.lines[0].variant_id.clone(), quantity };
    let answer = match what {
        0 => client.post(paths::decision(id), kits::yes()).await,
        1 => client.post(paths::decision(id), kits::changed("Fewer.", vec![line(1)], None)).await,
        2 => client.post(paths::decision(id), kits::changed("More.", vec![line(7)], None)).await,
        3 => client.post(paths::decision(id), kits::no("No.")).await,
        4 => client.act(id, requests_at::ACCEPTANCE, json!({})).await,
        5 => client.act(id, requests_at::WITHDRAWAL, json!({ "reason": "" })).await,
        6 => client.act(id, requests_at::QUESTION, json!({ "missing": "Which?" })).await,
        7 => client.act(id, requests_at::ANSWER, json!({ "text": "This." })).await,
        8 => client.act(id, requests_at::SECOND_LOOK, json!({ "reason": "Why?" })).await,
        9 => client.post(paths::shipments(id), kits::parcels(&kit, fresh)).await,
        10 => client.post(requests_at::messages(id), NewMessage { text: "Hello".to_owned(), internal: false }).await,
        11 => match kit.recipients[0].parcel.as_ref() {
            Some(parcel) => client.post(eyelevel_contract::deliveries::paths::receipt(&parcel.id), json!({ "complete": true })).await,
            None => return 0,
        },
        _ => client.post(paths::check_in(id), kits::back(&kit)).await,
    };
    answer.status.as_u16()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_sums_are_right_whoever_was_quicker() {
    let world = World::new().await;
    let other = world.second_process().await;
    let mut ids = Vec::new();
    for quantity in [3, 4, 5, 6, 8, 2, 2, 7] {
        ids.push(kits::id(&world.submitted(quantity, 0).await));
    }
    const DECIDES: &[usize] = &[0, 1, 6, 0, 2, 3, 10];
    const ASKS: &[usize] = &[4, 7, 11, 4, 8, 7, 5, 11, 10];
    const SHIPS: &[usize] = &[9, 12, 9, 6, 12];
    let people = [
        ("approver", DECIDES),
        ("approver2", DECIDES),
        ("manager", DECIDES),
        ("support", SHIPS),
        ("partner", ASKS),
        ("owner", ASKS),
        ("approver2", SHIPS),
        ("partner", ASKS),
    ];
    let mut tasks = tokio::task::JoinSet::new();
    for (i, (account, does)) in people.into_iter().enumerate() {
        let client = if i % 2 == 0 { world.as_(account).await } else { other.as_(account).await };
        let ids = ids.clone();
        tasks.spawn(async move {
            let mut answers = Vec::new();
            for step in 0..40 {
                // Everybody in an order of their own.
                let (what, which) = (does[(step + i) % does.len()], (step * 3 + i) % ids.len());
                answers.push(act(&client, what, &ids[which], &format!("{i}-{step}")).await);
            }
            answers
        });
    }
    let mut answers = Vec::new();
    while let Some(done) = tasks.join_next().await {
        answers.extend(done.unwrap());
    }
    assert!(answers.iter().all(|status| *status < 500), "{answers:?}");
    let done = answers.iter().filter(|status| **status == 200).count();
    assert!(done > 10, "{done} of {}", answers.len());

    // What is promised and not yet sent is set aside, and nothing else.
    let owed = "SELECT CAST(COALESCE(SUM(l.decided_quantity - (SELECT COALESCE(SUM(p.quantity), 0) FROM delivery_pieces p WHERE p.line_id = l.id)), 0) \
                AS BIGINT) FROM demo_kit_lines l JOIN requests r ON r.id = l.request_id WHERE r.state IN ('offered', 'approved')";
    let (owed,): (i64,) = world.one(owed).await;
    let (on_hand, reserved): (i64, i64) =
        world.one("SELECT on_hand, reserved FROM catalogue_variants WHERE position = 0 AND name_en LIKE '4.2%'").await;
    assert_eq!(reserved, owed);
    let out = "SELECT CAST(COALESCE(SUM(p.quantity), 0) AS BIGINT) FROM delivery_pieces p JOIN deliveries d ON d.id = p.delivery_id \
               JOIN requests r ON r.id = d.request_id WHERE r.state <> 'closed'";
    let (out,): (i64,) = world.one(out).await;
    assert_eq!(on_hand, 24 - out);
    // One promise runs at most, and the request points at the last one.
    assert_eq!(
        world
            .count(
                "promises WHERE settled_at IS NULL AND id NOT IN (SELECT promise_id FROM requests) \
             AND id NOT IN (SELECT reply_id FROM requests WHERE reply_id IS NOT NULL)"
            )
            .await,
        0
    );
    assert_eq!(
        world.count("requests r JOIN promises p ON p.id = r.promise_id WHERE p.settled_at IS NOT NULL AND r.due_at IS NOT NULL").await,
        0
    );
    assert_eq!(world.count("requests WHERE state IN ('submitted', 'approved') AND due_at IS NULL").await, 0);
    // Each decision has its entry and its mail.
    let decisions = world.count("decisions").await;
    assert_eq!(world.count("timeline WHERE kind IN ('approved', 'offered', 'declined')").await, decisions);
    assert_eq!(world.count("outbox WHERE template = 'decided'").await, decisions);
    // A serial number is out once.
    assert_eq!(
        world.count("(SELECT serial FROM delivery_serials WHERE slot = '' GROUP BY item_id, serial HAVING COUNT(*) > 1) twice").await,
        0
    );
}
