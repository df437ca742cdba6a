use std::collections::BTreeSet;

use eyelevel_contract::enquiries;
use eyelevel_contract::page::Page;
use eyelevel_contract::requests::{Request, paths};

use crate::support::{Client, HOUR, World, requests::question};

/// Twenty-three requests of two partners, some of which share every key but the id.
async fn many(world: &World) {
    let (partner, other) = (world.as_("partner").await, world.as_("other").await);
    for i in 0..23 {
        let client = if i % 4 == 0 { &other } else { &partner };
        client.post(enquiries::PATH, question(&format!("Idea number {i}"))).await.is(201);
        if i % 5 == 4 {
            world.later(HOUR);
        }
    }
    // What stands still comes last, whichever way.
    world.run("UPDATE requests SET due_at = NULL, state = 'question' WHERE number IN ('EN-1003', 'EN-1007', 'EN-1012')").await;
}

/// The whole list, page by page.
async fn walk(client: &Client, query: &str, limit: usize) -> Vec<Request> {
    let (mut all, mut cursor) = (Vec::new(), String::new());
    loop {
        let page: Page<Request> = client.get(format!("{}?limit={limit}&{query}{cursor}", paths::REQUESTS)).await.ok();
        assert!(page.items.len() <= limit && (page.next.is_none() || page.items.len() == limit));
        all.extend(page.items);
        let Some(next) = page.next else { return all };
        cursor = format!("&cursor={next}");
    }
}

#[tokio::test]
async fn every_order_walks_all_rows_exactly_once_whatever_the_page() {
    let world = World::new().await;
    many(&world).await;
    let admin = world.as_("admin").await;
    let due = |r: &Request| if r.question.is_none() && r.state.word() != "question" { r.promise.as_ref().unwrap().due_at } else { None };
    for (sort, key) in [
        ("due", (|r, due| (due, r.id.clone())) as fn(&Request, i64) -> (i64, String)),
        ("updated", |r, _| (r.updated_at, r.id.clone())),
        ("created", |r, _| (r.created_at, r.id.clone())),
    ] {
        for way in ["", "-"] {
            for limit in [1, 4, 22, 23, 24, 1000] {
                let all = walk(&admin, &format!("sort={way}{sort}"), limit).await;
                assert_eq!(all.iter().map(|r| &r.id).collect::<BTreeSet<_>>().len(), 23, "{way}{sort} by {limit}");
                assert_eq!(all.len(), 23);
                let mut keys: Vec<_> = all.iter().map(|r| key(r, due(r).unwrap_or(i64::MAX))).collect();
                if way == "-" {
                    keys.reverse();
                }
                assert!(keys.is_sorted(), "{way}{sort} by {limit}");
            }
        }
    }
    let tightest = walk(&admin, "", 1000).await;
    assert!(tightest[20..].iter().all(|r| r.state.word() == "question"), "without a sort, the tightest first");
}

#[tokio::test]
async fn rows_that_come_while_one_reads_repeat_none() {
    let world = World::new().await;
    many(&world).await;
    let admin = world.as_("admin").await;
    let first: Page<Request> = admin.get(format!("{}?sort=created&limit=10", paths::REQUESTS)).await.ok();
    world.as_("partner").await.post(enquiries::PATH, question("One more")).await.is(201);
    let rest: Page<Request> = admin.get(format!("{}?sort=created&limit=1000&cursor={}", paths::REQUESTS, first.next.unwrap())).await.ok();
    let ids: BTreeSet<_> = first.items.iter().chain(&rest.items).map(|r| r.id.clone()).collect();
    assert_eq!((ids.len(), rest.items.len()), (24, 14));
}

#[tokio::test]
async fn filters_narrow_and_combine() {
    let world = World::new().await;
    many(&world).await;
    world.submitted(1, 0).await;
    let (admin, partner) = (world.as_("admin").await, world.as_("partner").await);
    let count = async |client: &Client, query: &str| client.numbers(&format!("limit=1000&{query}")).await.len();
    assert_eq!(count(&admin, "").await, 24);
    assert_eq!(count(&partner, "").await, 18);
    assert_eq!(count(&world.as_("other").await, "").await, 6);
    assert_eq!(count(&admin, "kind=demo_kit").await, 1);
    assert_eq!(count(&admin, "kind=enquiry").await, 23);
    assert_eq!(count(&admin, "section=with_partner").await, 3);
    assert_eq!(count(&admin, "state=question").await, 3);
    assert_eq!(count(&admin, "section=with_vendor&state=question").await, 0);
    assert_eq!(count(&admin, "section=with_vendor&kind=enquiry").await, 20);
    let nordlicht = world.organisation("Nordlicht IT").await;
    assert_eq!(count(&admin, &format!("partner={nordlicht}")).await, 18);
    assert_eq!(count(&admin, "partner=nobody").await, 0);
    // A partner that names another one sees its own all the same.
    let foreign = world.organisation("Südwerk Systemhaus").await;
    assert_eq!(count(&partner, &format!("partner={foreign}")).await, 18);
    assert_eq!(count(&partner, "owner=me").await, 18);
    assert_eq!(count(&world.as_("sales").await, "owner=me").await, 0);
    let of = async |account| count(&world.as_(account).await, "owner=me").await;
    assert_eq!(of("approver").await + of("approver2").await, 24);
    assert_eq!(of("admin").await, 0);
}

#[tokio::test]
async fn a_search_finds_number_subject_reference_and_customer() {
    let world = World::new().await;
    let mut draft = world.draft(1, 0).await;
    draft.reference = "Müller/2026_%".to_owned();
    draft.customer_id = Some(world.organisation("Stadtbücherei Kiel").await);
    let partner = world.as_("partner").await;
    partner.post(eyelevel_contract::demo_kits::paths::DEMO_KITS, draft).await.is(201);
    world.enquiry("Straße und Übermut").await;
    for (search, found) in [
        ("dk-1001", "DK-1001"),
        ("DK-1001", "DK-1001"),
        ("m%C3%9CLLER", "DK-1001"),
        ("2026_%25", "DK-1001"),
        ("B%C3%9CCHEREI", "DK-1001"),
        ("e-paper", "DK-1001"),
        ("%C3%BCBERMUT", "EN-1001"),
        ("%20stra%C3%9Fe%20", "EN-1001"),
    ] {
        assert_eq!(partner.numbers(&format!("q={search}")).await, [found], "{search}");
    }
    for nothing in ["%25%25", "_x", "!", "'%20OR%201=1", "purpose", "%5C"] {
        assert_eq!(partner.numbers(&format!("q={nothing}")).await, [""; 0], "{nothing}");
    }
    // The vendor finds the same; another partner finds none of it.
    assert_eq!(world.as_("approver").await.numbers("q=m%C3%BCller").await, ["DK-1001"]);
    assert_eq!(world.as_("other").await.numbers("q=m%C3%BCller").await, [""; 0]);
}

#[tokio::test]
async fn nonsense_is_400_and_a_limit_is_bounded() {
    let world = World::new().await;
    many(&world).await;
    let admin = world.as_("admin").await;
    for query in [
        "sort=name",
        "sort=",
        "kind=x",
        "state=x",
        "section=x",
        "group=x",
        "limit=x",
        "cursor=x",
        "cursor=WzEsMl0",
        "cursor=bnVsbA",
        "q=%00",
    ] {
        assert_eq!(admin.get(format!("{}?{query}", paths::REQUESTS)).await.problem(400), "malformed", "{query}");
    }
    assert_eq!(admin.numbers("limit=0").await.len(), 1);
    assert_eq!(admin.numbers("limit=-9223372036854775808").await.len(), 1);
    assert_eq!(admin.numbers("limit=9223372036854775807").await.len(), 23);
    // The feature's own list is the same, of its kind.
    assert_eq!(admin.get("/api/v1/demo-kits?cursor=x").await.problem(400), "malformed");
    let kits: Page<Request> = admin.get("/api/v1/demo-kits?kind=enquiry").await.ok();
    assert_eq!(kits.items.len(), 0);
}
