use eyelevel_contract::ids::Id;
use eyelevel_contract::page::Page;
use eyelevel_contract::requests::views::{EditView, SavedView, VIEWS, one};
use eyelevel_contract::requests::{Kind, RequestQuery, Section, Sort, paths};
use serde_json::json;

use crate::support::{Client, World};

fn named(name: &str) -> EditView {
    let query = RequestQuery {
        section: Some(Section::WithVendor),
        kind: Some(Kind::Enquiry),
        q: Some("Müller & Söhne".to_owned()),
        sort: Some(Sort::UpdatedLast),
        ..RequestQuery::default()
    };
    EditView { name: name.to_owned(), query }
}

async fn names(client: &Client) -> Vec<String> {
    client.get(VIEWS).await.ok::<Page<SavedView>>().items.into_iter().map(|view| view.name).collect()
}

#[tokio::test]
async fn filters_come_back_as_they_were_under_their_name() {
    let world = World::new().await;
    let partner = world.as_("partner").await;
    assert!(names(&partner).await.is_empty());
    let answer = partner.post(VIEWS, named(" Eilig ")).await.is(201);
    let (location, view): (String, SavedView) = (answer.header("location").to_owned(), answer.ok());
    assert_eq!(location, one(&view.id));
    assert_eq!((view.name.as_str(), view.query.as_str(), view.version), ("Eilig", named("").query.to_query().as_str(), 1));
    // The list takes it as its own query does.
    partner.get(format!("{}?{}", paths::REQUESTS, view.query)).await.is(200);
    partner.post(VIEWS, named("Ärger")).await.is(201);
    partner.post(VIEWS, named("alles")).await.is(201);
    assert_eq!(names(&partner).await, ["alles", "Eilig", "Ärger"]);
    let mut edit = named("Sehr eilig");
    edit.query.unread = Some(true);
    let renamed: SavedView = partner.put(one(&view.id), 1, &edit).await.ok();
    assert_eq!((renamed.name.as_str(), renamed.query.contains("&unread=true"), renamed.version), ("Sehr eilig", true, 2));
    assert_eq!(partner.put(one(&view.id), 1, named("Noch einer")).await.problem(412), "changed-meanwhile");
    partner.delete(one(&view.id)).await.is(204);
    partner.delete(one(&view.id)).await.is(404);
    assert_eq!(names(&partner).await, ["alles", "Ärger"]);
}

#[tokio::test]
async fn they_are_their_person_s_alone() {
    let world = World::new().await;
    let partner = world.as_("partner").await;
    let view: SavedView = partner.post(VIEWS, named("Eilig")).await.ok();
    for account in ["owner", "sales", "other", "approver", "admin", "agent"] {
        let client = world.as_(account).await;
        assert!(names(&client).await.is_empty(), "{account}");
        client.put(one(&view.id), 1, named("Meins")).await.is(404);
        client.delete(one(&view.id)).await.is(404);
        // The same name is free for everybody.
        client.post(VIEWS, named("Eilig")).await.is(201);
    }
    assert_eq!(names(&partner).await, ["Eilig"]);
    world.nobody().get(VIEWS).await.is(401);
}

#[tokio::test]
async fn what_can_t_be_kept_is_said_at_its_field_and_nothing_is_written() {
    let world = World::new().await;
    let partner = world.as_("partner").await;
    partner.post(VIEWS, named("Eilig")).await.is(201);
    for (body, field) in [
        (json!({ "name": "", "query": { "section": "done" } }), "name"),
        (json!({ "name": "x".repeat(61), "query": { "section": "done" } }), "name"),
        (json!({ "name": "a\u{1}", "query": { "section": "done" } }), "name"),
        (json!({ "name": " EILIG", "query": { "section": "done" } }), "name"),
        (json!({ "name": "Alles", "query": {} }), "query"),
        (json!({ "name": "Alles", "query": { "cursor": "abc" } }), "query"),
        (json!({ "name": "Lang", "query": { "q": "x".repeat(201) } }), "query"),
        (json!({ "name": "Null", "query": { "q": "a\u{0}" } }), "query"),
    ] {
        let answer = partner.post(VIEWS, &body).await.is(422).json();
        assert!(answer["errors"].as_object().unwrap().contains_key(field), "{body}: {answer}");
    }
    for body in [json!({ "name": "x" }), json!({ "name": "x", "query": { "section": "nonsense" } }), json!([])] {
        partner.post(VIEWS, &body).await.is(400);
    }
    assert_eq!(names(&partner).await, ["Eilig"]);
}

#[tokio::test]
async fn twenty_and_no_more_though_several_are_saved_at_once() {
    let world = World::new().await;
    let partner = world.as_("partner").await;
    let saving = (0..25).map(|n| {
        let partner = &partner;
        async move { partner.post(VIEWS, named(&format!("View {n}"))).await.status.as_u16() }
    });
    let statuses = futures_util::future::join_all(saving).await;
    assert_eq!(statuses.iter().filter(|status| **status == 201).count(), 20, "{statuses:?}");
    assert_eq!(statuses.iter().filter(|status| **status == 422).count(), 5, "{statuses:?}");
    assert_eq!(names(&partner).await.len(), 20);
    // The same one twice at once is one.
    let sales = world.as_("sales").await;
    let saving = (0..4).map(|_| async { sales.post(VIEWS, named("Eilig")).await.status.as_u16() });
    let statuses = futures_util::future::join_all(saving).await;
    assert_eq!(statuses.iter().filter(|status| **status == 201).count(), 1, "{statuses:?}");
    let ids: Vec<(Id,)> = world.all("SELECT id FROM saved_views").await;
    assert_eq!(ids.len(), 21);
}

#[tokio::test]
async fn sent_twice_it_is_saved_once() {
    let world = World::new().await;
    let partner = world.as_("partner").await.with_key("0123456789abcdef");
    let first: SavedView = partner.post(VIEWS, named("Eilig")).await.ok();
    let again: SavedView = partner.post(VIEWS, named("Eilig")).await.ok();
    assert_eq!(first, again);
    assert_eq!(names(&partner).await, ["Eilig"]);
}
