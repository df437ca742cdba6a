//! Streams in the walk over foreign ids: whatever anybody does, what changed is told to those who may read it, and to nobody else.

use std::collections::BTreeSet;

use eyelevel_contract::requests::paths;

use super::check::send;
use super::things::{make, stage};
use super::{ACCOUNTS, lines};

#[tokio::test]
async fn whatever_is_done_is_told_to_those_who_may_read_it_alone() {
    let world = stage().await;
    let _telling = world.tells();
    let mut streams = Vec::new();
    for account in ACCOUNTS {
        streams.push((account, world.as_(account).await.listens("").await));
    }
    for line in lines().into_iter().filter(|line| line.operation.contains("{id}") && !line.operation.starts_with("get ")) {
        let made = make(&world, line.to).await;
        if let Some(account) = ACCOUNTS.iter().find(|account| line.may(account)) {
            send(&world.as_(account).await, &line, line.body, &made, &made.id).await;
        }
    }
    world.renewals_at_rest().await;
    let (numbered, all): (i64, BTreeSet<String>) = {
        while world.count("events WHERE seq IS NULL").await > 0 {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        let rows: Vec<(String,)> = world.all("SELECT DISTINCT request_id FROM events").await;
        (world.count("events").await, rows.into_iter().map(|(id,)| id).collect())
    };
    assert!(numbered > 100 && all.len() > 30, "{numbered} events of {} requests", all.len());
    for (account, stream) in &mut streams {
        let told: BTreeSet<_> = stream.told_up_to(numbered).await.iter().map(|told| told.changed().request_id).collect();
        let client = world.as_(account).await;
        for id in &all {
            let reads = client.get(paths::one(id)).await.status.is_success();
            let what = format!("{account}, {id}: may read it: {reads}");
            assert_eq!(told.contains(id), reads, "{what}");
        }
    }
}
