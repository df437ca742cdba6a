use eyelevel_contract::drafts::{self, Draft, DraftBody};
use eyelevel_contract::page::Page;
use eyelevel_contract::requests::Kind;

use crate::support::World;

fn body(text: &str) -> DraftBody {
    DraftBody { kind: Kind::DemoKit, body: text.to_owned() }
}

#[tokio::test]
async fn what_is_typed_is_kept_version_by_version() {
    let world = World::new().await;
    let partner = world.as_("partner").await;
    let answer = partner.post(drafts::PATH, body("{\"purpose\":\"A tri\"}")).await.is(201);
    let location = answer.header("location").to_owned();
    let draft: Draft = answer.ok();
    assert_eq!((location, draft.version), (drafts::one(&draft.id), 1));
    world.later(1_000);
    let kept = partner.put(drafts::one(&draft.id), 1, body("{\"purpose\":\"A trial\"}")).await.is(200);
    assert_eq!(kept.header("etag"), "\"2\"");
    // Two windows: the second is told, and finds what the first one wrote.
    assert_eq!(partner.put(drafts::one(&draft.id), 1, body("{\"purpose\":\"Another\"}")).await.problem(412), "changed-meanwhile");
    assert_eq!(partner.json_put(drafts::one(&draft.id), body("{}")).await.problem(428), "precondition-required");
    // Another process, another session: it is still there.
    let there = world.second_process().await.as_("partner").await;
    let seen = there.get(drafts::one(&draft.id)).await.is(200);
    assert_eq!(seen.header("etag"), "\"2\"");
    assert_eq!(seen.ok::<Draft>().body, "{\"purpose\":\"A trial\"}");
    partner.delete(drafts::one(&draft.id)).await.is(204);
    for answer in [partner.get(drafts::one(&draft.id)).await, partner.delete(drafts::one(&draft.id)).await] {
        assert_eq!(answer.problem(404), "not-found");
    }
    assert_eq!(partner.put(drafts::one(&draft.id), 2, body("{}")).await.problem(404), "not-found");
}

#[tokio::test]
async fn nobody_else_ever_sees_one() {
    let world = World::new().await;
    let draft: Draft = world.as_("partner").await.post(drafts::PATH, body("{\"secret\":1}")).await.ok();
    let file = world.as_("partner").await.upload(("draft_id", &draft.id), "a.txt", b"x").await.is(201);
    let file = file.header("location").to_owned();
    for account in ["owner", "sales", "other", "admin", "manager", "approver", "auditor"] {
        let client = world.as_(account).await;
        client.get(drafts::one(&draft.id)).await.is(404);
        client.put(drafts::one(&draft.id), 1, body("{}")).await.is(404);
        client.delete(drafts::one(&draft.id)).await.is(404);
        client.get(&file).await.is(404);
        client.delete(&file).await.is(404);
        client.upload(("draft_id", &draft.id), "b.txt", b"x").await.is(404);
        assert_eq!(client.get(drafts::PATH).await.ok::<Page<Draft>>().items.len(), 0, "{account}");
    }
    for account in ["accounts", "approver", "admin", "agent"] {
        assert_eq!(world.as_(account).await.post(drafts::PATH, body("{}")).await.missing_right(), "owner technician sales", "{account}");
    }
    assert_eq!(world.count("drafts").await, 1);
    assert_eq!(world.count("attachments WHERE complete AND item_id IS NULL").await, 1);
}

#[tokio::test]
async fn it_may_hold_anything_that_is_a_json_object_of_bearable_size() {
    let world = World::new().await;
    let partner = world.as_("partner").await;
    for good in ["{}", "{\"a\":\"\\u0000\"}", "{\"lines\":[{\"quantity\":-1e300}]}", "{\"a\":\"ä\u{1F600}\"}"] {
        let draft: Draft = partner.post(drafts::PATH, body(good)).await.ok();
        assert_eq!(partner.get(drafts::one(&draft.id)).await.ok::<Draft>().body, good);
    }
    for bad in ["", "[]", "null", "1", "{", "{\"a\":}", "{} {}", "\"x\"", &format!("{{\"a\":{}1{}}}", "[".repeat(200), "]".repeat(200))] {
        assert_eq!(partner.post(drafts::PATH, body(bad)).await.problem(400), "malformed", "{bad}");
    }
    let most = format!("{{\"a\":\"{}\"}}", "x".repeat(drafts::MAX_BYTES - 8));
    partner.post(drafts::PATH, body(&most)).await.is(201);
    let more = format!("{{\"a\":\"{}\"}}", "x".repeat(drafts::MAX_BYTES - 7));
    assert_eq!(partner.post(drafts::PATH, body(&more)).await.problem(413), "too-large");
    let draft: Draft = partner.post(drafts::PATH, body("{}")).await.ok();
    assert_eq!(partner.put(drafts::one(&draft.id), 1, body(&more)).await.problem(413), "too-large");
    assert_eq!(partner.get(drafts::one(&draft.id)).await.ok::<Draft>().version, 1);
}

#[tokio::test]
async fn the_list_has_the_last_changed_first_and_a_person_has_a_hundred_at_most() {
    let world = World::new().await;
    let partner = world.as_("partner").await;
    let mut ids = Vec::new();
    for i in 0..100 {
        world.later(1);
        ids.push(partner.post(drafts::PATH, body(&format!("{{\"n\":{i}}}"))).await.ok::<Draft>().id);
    }
    partner.post(drafts::PATH, body("{}")).await.fault("id");
    world.as_("owner").await.post(drafts::PATH, body("{}")).await.is(201);
    world.later(1);
    partner.put(drafts::one(&ids[3]), 1, body("{}")).await.is(200);
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let page: Page<Draft> = partner.get(format!("{}?limit=7{cursor}", drafts::PATH)).await.ok();
        seen.extend(page.items.into_iter().map(|d| d.id));
        let Some(next) = page.next else { break };
        cursor = format!("&cursor={next}");
    }
    // Each with its own files.
    let file = partner.upload(("draft_id", &ids[5]), "a.txt", b"x").await.is(201).json()["id"].clone();
    let page: Page<Draft> = partner.get(format!("{}?limit=100", drafts::PATH)).await.ok();
    let with: Vec<_> = page.items.iter().filter(|d| !d.attachments.is_empty()).map(|d| (&d.id, &d.attachments[0].id)).collect();
    assert_eq!(with, [(&ids[5], &file.as_str().unwrap().to_owned())]);
    let first = ids.remove(3);
    ids.reverse();
    ids.insert(0, first);
    assert_eq!(seen, ids);
}

#[tokio::test]
async fn thrown_away_it_takes_its_files_with_it() {
    let world = World::new().await;
    let partner = world.as_("partner").await;
    let draft: Draft = partner.post(drafts::PATH, body("{}")).await.ok();
    let file = partner.upload(("draft_id", &draft.id), "a.txt", b"x").await.is(201).header("location").to_owned();
    let shown: Draft = partner.get(drafts::one(&draft.id)).await.ok();
    assert_eq!(shown.attachments.len(), 1);
    partner.delete(drafts::one(&draft.id)).await.is(204);
    partner.get(&file).await.is(404);
    assert_eq!(world.count("attachments WHERE item_id IS NULL").await, 0);
}
