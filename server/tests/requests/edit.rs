use eyelevel_contract::requests::{EditRequest, EventKind, Request, paths};

use crate::support::{World, kits};

fn to(reference: &str, limited: bool) -> EditRequest {
    EditRequest { reference: reference.to_owned(), limited }
}

#[tokio::test]
async fn the_second_of_two_is_told_and_overwrites_nothing() {
    let world = World::new().await;
    let kit = world.submitted(1, 0).await;
    let path = paths::one(&kits::id(&kit));
    let (partner, owner) = (world.as_("partner").await, world.as_("owner").await);
    assert_eq!(partner.get(&path).await.is(200).header("etag"), "\"1\"");
    let edited = partner.put(&path, 1, to("HKA-2", false)).await.is(200);
    assert_eq!(edited.header("etag"), "\"2\"");
    assert_eq!(edited.ok::<Request>().reference.as_deref(), Some("HKA-2"));
    assert_eq!(owner.put(&path, 1, to("HKA-3", true)).await.problem(412), "changed-meanwhile");
    assert_eq!(owner.json_put(&path, to("HKA-3", true)).await.problem(428), "precondition-required");
    assert_eq!(owner.page(&kits::id(&kit)).await.request.reference.as_deref(), Some("HKA-2"));
    let other = world.second_process().await;
    let there = other.as_("owner").await;
    let (a, b) = world.at_once("requests", partner.put(&path, 2, to("A", false)), there.put(&path, 2, to("B", false))).await;
    let mut statuses = [a.status.as_u16(), b.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 412]);
    assert_eq!(world.count("timeline WHERE kind = 'edited'").await, 2);
}

#[tokio::test]
async fn it_is_found_by_the_new_reference_and_no_more_by_the_old_one() {
    let world = World::new().await;
    let kit = world.submitted(1, 0).await;
    let partner = world.as_("partner").await;
    assert_eq!(partner.numbers("q=hka-1").await.len(), 1);
    partner.put(paths::one(&kits::id(&kit)), 1, to(" Öl-77 ", false)).await.is(200);
    assert_eq!(partner.numbers("q=hka-1").await.len(), 0);
    assert_eq!(partner.numbers("q=%C3%96L-77").await.len(), 1);
    partner.put(paths::one(&kits::id(&kit)), 2, to("", false)).await.is(200);
    assert_eq!(partner.numbers("q=%C3%B6l").await.len(), 0);
    assert_eq!(partner.page(&kits::id(&kit)).await.request.reference, None);
}

#[tokio::test]
async fn it_is_the_requester_s_and_the_owner_s_alone_and_a_reference_is_one_line() {
    let world = World::new().await;
    let kit = world.submitted(1, 0).await;
    let path = paths::one(&kits::id(&kit));
    for (account, right) in [("sales", "requester"), ("approver", "partner"), ("admin", "partner"), ("auditor", "partner")] {
        assert_eq!(world.as_(account).await.put(&path, 1, to("x", false)).await.missing_right(), right, "{account}");
    }
    for account in ["other", "accounts", "agent", "ledger"] {
        world.as_(account).await.put(&path, 1, to("x", false)).await.is(404);
    }
    let partner = world.as_("partner").await;
    for bad in ["a\nb", "a\r\nBcc: x@y.example", "a\tb", &"x".repeat(81)] {
        partner.put(&path, 1, to(bad, false)).await.fault("reference");
    }
    let page = partner.page(&kits::id(&kit)).await;
    assert_eq!((page.request.version, page.timeline.len()), (1, 1));
    world.as_("owner").await.put(&path, 1, to("x", true)).await.is(200);
    let entry = partner.page(&kits::id(&kit)).await.timeline.pop().unwrap();
    assert_eq!((entry.kind, entry.by.unwrap().name.as_str()), (EventKind::Edited, "Ines Hansen"));
}
