use eyelevel_contract::audit::{AuditChain, AuditChange, AuditEntry, Break, CHAIN, PATH};
use eyelevel_contract::page::Page;
use eyelevel_contract::requests::paths;
use eyelevel_server::chain::{self, Report};
use eyelevel_server::jobs::Job;
use serde_json::json;

use crate::support::{DAY, World};

/// A trail of a few dozen entries, sealed.
async fn sealed() -> World {
    let world = World::new().await;
    world.shipped(2, 1, "A").await;
    let one = world.enquiry("One?").await;
    let edit = json!({ "reference": "HKA-1", "limited": false });
    world.as_("partner").await.put(paths::one(&one.id), one.version, edit).await.is(200);
    chain::seal(&world.app).await.unwrap();
    world
}

async fn verify(world: &World, noted: Option<&str>) -> Report {
    chain::verify(&mut world.app.db.snapshot().await.unwrap(), noted).await.unwrap()
}

#[tokio::test]
async fn a_chain_grows_and_holds() {
    let world = sealed().await;
    let before = verify(&world, None).await;
    assert!(before.holds() && before.rows > 15 && before.waiting == 0, "{before:?}");
    world.enquiry("Two?").await;
    assert!(verify(&world, None).await.waiting > 0);
    // Two processes seal at once: each row once.
    let other = world.second_process().await;
    let (a, b) = world.at_once("counters", chain::seal(&world.app), chain::seal(&other.app)).await;
    let after = verify(&world, Some(&before.head)).await;
    assert_eq!(i64::try_from(a.unwrap() + b.unwrap()).unwrap(), after.rows - before.rows);
    assert!(after.holds() && after.noted == Some(true) && after.head != before.head, "{after:?}");
    assert_eq!(verify(&world, Some("1:00")).await.noted, Some(false));
}

#[tokio::test]
async fn whatever_is_done_to_a_row_is_found_where_it_was_done() {
    // `#` is a row that somebody wrote; what is found is said by its distance from there.
    for (what, sql, found) in [
        ("another action", "UPDATE audit SET action = 'request.withdrawn' WHERE seq = #", vec![(0, Break::Changed)]),
        ("another person", "UPDATE audit SET actor_id = 'x' WHERE seq = #", vec![(0, Break::Changed)]),
        ("nobody", "UPDATE audit SET actor_id = NULL WHERE seq = #", vec![(0, Break::Changed)]),
        ("another time", "UPDATE audit SET at = at + 1 WHERE seq = #", vec![(0, Break::Changed)]),
        ("another source", "UPDATE audit SET source = 'job' WHERE seq = #", vec![(0, Break::Changed)]),
        ("another hash", "UPDATE audit SET hash = 'ff' WHERE seq = #", vec![(0, Break::Changed), (1, Break::Changed)]),
        ("gone", "DELETE FROM audit WHERE seq = #", vec![(1, Break::Missing)]),
        (
            "two changed places",
            "UPDATE audit SET seq = -seq WHERE seq IN (#, # + 1); UPDATE audit SET seq = # + 1 WHERE seq = -#; \
             UPDATE audit SET seq = # WHERE seq = -# - 1",
            vec![(0, Break::Changed), (1, Break::Changed), (2, Break::Changed)],
        ),
        ("other details", "UPDATE audit_details SET body = '[]'", vec![]),
    ] {
        let world = sealed().await;
        assert!(verify(&world, None).await.holds());
        let (row,): (i64,) = world.one("SELECT MIN(seq) FROM audit WHERE actor_id IS NOT NULL AND details_hash IS NULL").await;
        for sql in sql.split("; ") {
            world.run(&sql.replace('#', &row.to_string())).await;
        }
        let report = verify(&world, None).await;
        assert!(!report.holds(), "{what}");
        if what == "other details" {
            assert!(report.breaks.iter().all(|(_, what)| *what == Break::Details), "{report:?}");
        } else {
            let found: Vec<_> = found.into_iter().map(|(far, what)| (row + far, what)).collect();
            assert_eq!(report.breaks, found, "{what}");
        }
    }
}

#[tokio::test]
async fn an_end_that_is_cut_off_is_missed() {
    let world = sealed().await;
    let noted = verify(&world, None).await.head;
    let (last,): (i64,) = world.one("SELECT MAX(seq) FROM audit").await;
    world.run(&format!("DELETE FROM audit_details WHERE audit_id IN (SELECT id FROM audit WHERE seq > {})", last - 3)).await;
    world.run(&format!("DELETE FROM audit WHERE seq > {}", last - 3)).await;
    assert_eq!(verify(&world, None).await.breaks, [(last, Break::Missing)]);
    // Whoever covers that up, too, does not have the head that was noted elsewhere.
    world.run(&format!("UPDATE counters SET value = {} WHERE name = 'audit'", last - 3)).await;
    let report = verify(&world, Some(&noted)).await;
    assert!(report.breaks.is_empty() && !report.holds(), "{report:?}");
}

#[tokio::test]
async fn what_was_there_before_and_after_can_be_erased_and_the_chain_holds() {
    let world = sealed().await;
    let partner = world.person("partner").await;
    let path = format!("{PATH}?action=request.edited");
    let entry = async || world.as_("auditor").await.get(&path).await.ok::<Page<AuditEntry>>().items.remove(0);
    let change = AuditChange { field: "reference".to_owned(), before: None, after: Some("HKA-1".to_owned()) };
    assert_eq!((entry().await.changes, entry().await.erased), (vec![change], false));
    let erased = chain::erase_details_of(&mut world.app.db.begin().await.unwrap(), &partner).await.unwrap();
    assert!(erased > 0);
    // Not committed: still there.
    assert!(!entry().await.erased);
    let mut tx = world.app.db.begin().await.unwrap();
    chain::erase_details_of(&mut tx, &partner).await.unwrap();
    tx.commit().await.unwrap();
    let after = entry().await;
    assert!(after.changes.is_empty() && after.erased && after.by.is_some());
    let report = verify(&world, None).await;
    assert!(report.holds() && report.erased > 0, "{report:?}");
}

#[tokio::test]
async fn from_where_somebody_signed_in_is_known_for_three_months() {
    let world = World::new().await;
    let body = json!({ "email": "partner@eyelevel.example", "password": "eyelevel-demo" });
    world.nobody().from("203.0.113.7").post("/api/v1/session", body).await.is(200);
    let from = "SELECT d.body FROM audit_details d JOIN audit a ON a.id = d.audit_id WHERE a.action = 'session.begun'";
    let known: Vec<(String,)> = world.all(from).await;
    assert!(known.iter().any(|(body,)| body.contains("203.0.113.7")), "{known:?}");
    world.app.clock.set(world.app.clock.now() + 89 * DAY);
    Job::Tidy.run(&world.app).await.unwrap();
    assert!(!world.all::<(String,)>(from).await.is_empty());
    world.app.clock.set(world.app.clock.now() + 2 * DAY);
    Job::Tidy.run(&world.app).await.unwrap();
    assert!(world.all::<(String,)>(from).await.is_empty());
    chain::seal(&world.app).await.unwrap();
    assert!(verify(&world, None).await.holds());
}

#[tokio::test]
async fn who_serves_seals() {
    let world = World::new().await;
    let _telling = world.tells();
    world.enquiry("One?").await;
    while world.count("audit WHERE seq IS NULL").await > 0 {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    let shown: AuditChain = world.as_("admin").await.get(CHAIN).await.ok();
    assert!(shown.holds && shown.waiting == 0 && shown.rows > 3, "{shown:?}");
}
