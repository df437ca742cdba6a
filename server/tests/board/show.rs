use eyelevel_contract::board::Board;
use eyelevel_contract::enquiries::decision;
use eyelevel_contract::requests::paths;
use serde_json::json;

use crate::support::{Client, HOUR, World, requests::no};

async fn board(client: &Client) -> Board {
    client.get("/api/v1/board").await.ok()
}

fn read(mut board: Board) -> Board {
    for section in [&mut board.with_partner, &mut board.with_vendor, &mut board.on_the_way, &mut board.done] {
        section.items.iter_mut().for_each(|request| request.unread = false);
    }
    board
}

#[tokio::test]
async fn it_is_the_same_board_seen_from_both_sides() {
    let world = World::new().await;
    let (partner, approver) = (world.as_("partner").await, world.as_("approver").await);
    let (first, asked, declined) = (world.enquiry("One").await, world.enquiry("Two").await, world.enquiry("Three").await);
    approver.act(&asked.id, paths::QUESTION, json!({ "missing": "Which?" })).await.is(200);
    approver.post(decision(&declined.id), no("No.")).await.is(200);
    let kit = world.shipped(1, 0, "A").await;
    let (ours, theirs) = (board(&approver).await, board(&partner).await);
    // What is unread is everybody's own.
    assert_eq!(read(ours.clone()), read(theirs));
    let ids = |section: &eyelevel_contract::board::BoardSection| section.items.iter().map(|r| r.id.clone()).collect::<Vec<_>>();
    assert_eq!(ids(&ours.with_vendor), [first.id]);
    assert_eq!(ids(&ours.with_partner), [asked.id]);
    assert_eq!(ids(&ours.on_the_way), [kit.page.request.id]);
    assert_eq!(ids(&ours.done), [declined.id]);
    assert_eq!((ours.parcels.len(), ours.now, ours.open.len()), (1, world.app.clock.now(), 16));
    for account in ["other", "ledger", "agent", "accounts"] {
        let empty = board(&world.as_(account).await).await;
        let sections = [&empty.with_partner, &empty.with_vendor, &empty.on_the_way, &empty.done];
        assert!(sections.iter().all(|s| s.items.is_empty() && s.count == 0 && !s.more) && empty.parcels.is_empty(), "{account}");
    }
}

#[tokio::test]
async fn it_counts_no_further_than_999_and_says_so() {
    let world = World::new().await;
    let first = world.enquiry("One").await;
    let copy = async |from: usize, to: usize| {
        let rows: Vec<String> = (from..to)
            .map(|i| {
                format!(
                    "SELECT 'r-{i}', 'X-{i}', kind, subject, state, partner_id, requester_id, owner_id, promise_id, due_at + {i}, search, \
                     reference_key, created_at, updated_at FROM requests WHERE id = '{}'",
                    first.id
                )
            })
            .collect();
        for part in rows.chunks(100) {
            let columns = "id, number, kind, subject, state, partner_id, requester_id, owner_id, promise_id, due_at, search, reference_key, created_at, updated_at";
            world.run(&format!("INSERT INTO requests ({columns}) {}", part.join(" UNION ALL "))).await;
        }
    };
    copy(1, 998).await;
    let partner = world.as_("partner").await;
    let section = board(&partner).await.with_vendor;
    assert_eq!((section.count, section.more, section.items.len()), (998, false, 25));
    copy(998, 999).await;
    let section = board(&partner).await.with_vendor;
    assert_eq!((section.count, section.more), (999, false));
    copy(999, 1000).await;
    let section = board(&partner).await.with_vendor;
    assert_eq!((section.count, section.more, section.items.len()), (999, true, 25));
    // The tightest first.
    assert_eq!(section.items[0].id, first.id);
    assert_eq!(section.items[24].number, "X-24");
}

#[tokio::test]
async fn what_is_done_has_the_newest_first() {
    let world = World::new().await;
    let approver = world.as_("approver").await;
    let mut ids = Vec::new();
    for i in 0..3 {
        ids.push(world.enquiry(&format!("Idea {i}")).await.id);
    }
    for id in [&ids[1], &ids[0], &ids[2]] {
        world.later(HOUR);
        approver.post(decision(id), no("No.")).await.is(200);
    }
    let done: Vec<_> = board(&approver).await.done.items.into_iter().map(|r| r.id).collect();
    assert_eq!(done, [ids[2].clone(), ids[0].clone(), ids[1].clone()]);
}
