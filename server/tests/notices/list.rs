//! The portal's list: everything that a person was told of, theirs alone.

use eyelevel_contract::ids::Id;
use eyelevel_contract::notices::{NoticeKind, Notices, PATH, READ, read};
use serde_json::json;

use crate::support::{MINUTE, World};

#[tokio::test]
async fn everything_stands_there_however_it_is_mailed() {
    let world = World::new().await;
    world.wishes("partner", json!({ "progress": "portal", "messages": "digest" }), ("", "")).await;
    let request = world.enquiry("Ein Regal").await;
    world.later(MINUTE);
    world.writes("approver", &request, "Eins").await;
    let seen: Notices = world.as_("partner").await.in_german().get(PATH).await.ok();
    let rows: Vec<_> = seen.items.iter().map(|notice| (notice.kind, notice.what.as_str(), notice.read)).collect();
    assert_eq!(rows, [(NoticeKind::Messages, "Eine neue Nachricht", false), (NoticeKind::Progress, "Ihre Anfrage ist eingegangen", false)]);
    let of = seen.items[0].request.as_ref().unwrap();
    assert_eq!((&of.number, of.subject.as_str(), seen.unread), (&request.number, "Ein Regal", 2));
    assert_eq!(seen.items[0].page, format!("/enquiries/{}", request.id));
    // The owner has theirs, and nobody else has any.
    let owner = if request.owner.name == "Henrik Lund" { "approver2" } else { "approver" };
    assert_eq!(world.notices(owner).await.items[0].kind, NoticeKind::Mine);
    for other in ["owner", "sales", "other", "admin", "agent"] {
        let theirs = world.notices(other).await;
        assert_eq!((theirs.items.len(), theirs.unread), (0, 0), "{other}");
    }
}

#[tokio::test]
async fn what_was_seen_is_marked_by_its_reader_alone() {
    let world = World::new().await;
    let request = world.quiet_enquiry("Ein Regal").await;
    for n in 0..4 {
        world.later(MINUTE);
        world.writes("approver", &request, &format!("{n}")).await;
    }
    let partner = world.as_("partner").await;
    let seen = world.notices("partner").await;
    assert_eq!((seen.items.len(), seen.unread), (5, 5));
    let ids: Vec<Id> = seen.items.iter().map(|notice| notice.id.clone()).collect();
    for foreign in ["owner", "other", "approver", "admin"] {
        let client = world.as_(foreign).await;
        client.post(read(&ids[0]), json!({})).await.is(404);
        client.post(READ, json!({ "until": ids[0] })).await.is(404);
    }
    world.nobody().get(PATH).await.is(401);
    partner.post(read("nothing"), json!({})).await.is(404);
    partner.post(READ, json!({})).await.is(400);
    assert_eq!(world.notices("partner").await.unread, 5);
    partner.post(read(&ids[1]), json!({})).await.is(204);
    partner.post(read(&ids[1]), json!({})).await.is(204);
    assert_eq!(world.notices("partner").await.unread, 4);
    // All but the newest.
    partner.post(READ, json!({ "until": ids[1] })).await.is(204);
    let after = world.notices("partner").await;
    assert_eq!(after.items.iter().map(|notice| notice.read).collect::<Vec<_>>(), [false, true, true, true, true]);
    assert_eq!(after.unread, 1);
}

#[tokio::test]
async fn it_is_read_page_by_page_and_nothing_is_left_out() {
    let world = World::new().await;
    let request = world.quiet_enquiry("Ein Regal").await;
    // Several in one instant.
    for n in 0..9 {
        world.writes("approver", &request, &format!("{n}")).await;
    }
    let partner = world.as_("partner").await;
    let all: Vec<Id> = world.notices("partner").await.items.into_iter().map(|notice| notice.id).collect();
    let (mut read, mut next) = (Vec::new(), None::<String>);
    loop {
        let cursor = next.map(|cursor| format!("&cursor={cursor}")).unwrap_or_default();
        let page: Notices = partner.get(format!("{PATH}?limit=4{cursor}")).await.ok();
        read.extend(page.items.into_iter().map(|notice| notice.id));
        next = page.next;
        if next.is_none() {
            break;
        }
    }
    assert_eq!((read.len(), &read), (10, &all));
    partner.get(format!("{PATH}?cursor=x")).await.is(400);
}

#[tokio::test]
async fn doors_into_the_portal_and_mails_to_others_are_no_notices() {
    let world = World::new().await;
    world.shipped(1, 1, "A").await;
    world.nobody().form("/forgot", &[("email", "partner@eyelevel.example")]).await.is(200);
    assert!(world.count("outbox WHERE template IN ('shipped', 'reset')").await >= 2);
    assert_eq!(world.count("notices WHERE template IN ('shipped', 'reset', 'invitation')").await, 0);
    assert_eq!(world.count("notices n WHERE NOT EXISTS (SELECT 1 FROM outbox o WHERE o.id = n.outbox_id)").await, 0, "each went at once");
}
