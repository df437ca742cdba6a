use eyelevel_contract::requests::Verdict;
use eyelevel_contract::returns::{Draft, FaultCount, Finding, Inspect, Outcome, Reason, Return, paths};
use serde_json::json;

use super::draft;
use super::handled::all;
use crate::support::World;

/// One device of a batch comes back and is found broken.
async fn broken(world: &World, serial: &str) -> Return {
    let sent = world.as_("partner").await.returns(&Draft { reason: Some(Reason::Warranty), ..draft(&[serial]) }).await;
    let thing = world.as_("approver").await.does(&sent, paths::DECISION, all(&sent, Verdict::Approved, Some(Outcome::Repair))).await;
    let support = world.as_("support").await;
    let thing = support.does(&thing, paths::RECEIPT, json!({ "serials": [serial] })).await;
    let inspect = Inspect { item_id: thing.items[0].id.clone(), finding: Finding::Confirmed, findings: "Dark.".to_owned(), photos: vec![] };
    support.does(&thing, paths::INSPECTION, inspect).await
}

#[tokio::test]
async fn a_batch_that_breaks_more_than_others_is_told_to_its_owner_once() {
    let world = World::new().await;
    let mut file = "serial,product,batch,partner\n".to_owned();
    for n in 0..60 {
        file.push_str(&format!("GOOD-{n},E-paper display,A1,Nordlicht IT\nBAD-{n},E-paper display,B7,Nordlicht IT\n"));
    }
    world.as_("admin").await.imports(&file).await;
    broken(&world, "GOOD-1").await;
    for n in 0..2 {
        broken(&world, &format!("BAD-{n}")).await;
    }
    assert_eq!(world.count("batch_warnings").await, 0, "two may be chance");
    let third = broken(&world, "BAD-2").await;
    broken(&world, "BAD-3").await;
    assert_eq!(world.count("batch_warnings").await, 1);
    let counts: Vec<FaultCount> = world.as_("manager").await.get(paths::FAULTS).await.ok();
    let said: Vec<_> = counts.iter().map(|c| (c.batch.as_str(), c.known, c.returned, c.confirmed, c.unusual)).collect();
    assert_eq!(said, [("B7", 60, 4, 4, true), ("A1", 60, 1, 1, false)]);
    // The vendor reads it, the partner does not.
    let id = &third.page.request.id;
    let notes = async |account: &str| -> usize {
        let page: Return = world.as_(account).await.get(paths::one(id)).await.ok();
        page.page
            .timeline
            .iter()
            .filter(|entry| entry.kind.word() == "note" && entry.text.as_ref().is_some_and(|t| t.contains("B7")))
            .count()
    };
    assert_eq!((notes("approver").await, notes("partner").await), (1, 0));
    let (owner,): (String,) =
        world.one(&format!("SELECT p.email FROM people p JOIN requests r ON r.owner_id = p.id WHERE r.id = '{id}'")).await;
    let (_, body) = world.mail(&owner, &third.page.request.number).await;
    assert!(body.contains("B7"), "{body}");
}
