//! More at once than there are connections: nobody holds one while waiting for another.

use axum::body::Body;

use crate::support::{World, kits};

/// As many at once as no pool has.
const MANY: usize = 64;

#[tokio::test]
async fn reading() {
    let world = World::new().await;
    let kit = world.shipped(1, 1, "A").await;
    let parcel = kit.recipients[0].parcel.as_ref().unwrap().id.clone();
    let id = kits::id(&kit);
    let file =
        world.as_("partner").await.upload(("request_id", &id), "a.txt", &[b'x'; 600_000]).await.is(201).header("location").to_owned();
    let link = world.link("partner@eyelevel.example", "Eine Lieferung").await;
    world.nobody().form("/forgot", &[("email", "partner@eyelevel.example")]).await.is(200);
    let reset = world.link("partner@eyelevel.example", "Neues Passwort").await;
    let item = world.item("E-paper display").await.id;
    let partner = world.as_("partner").await;
    for path in [
        "/sign-in",
        "/forgot",
        "/invitation/x",
        "/reset/x",
        &reset,
        "/r/x",
        &link,
        "/readyz",
        "/api/v1/me",
        "/api/v1/board",
        "/api/v1/people",
        "/api/v1/drafts",
        "/api/v1/deliveries",
        &format!("/api/v1/deliveries/{parcel}"),
        &format!("/api/v1/demo-kits/{id}"),
        &format!("/api/v1/requests/{id}/messages"),
        &format!("/api/v1/demo-kits/catalogue/{item}/picture"),
        &file,
    ] {
        let mut tasks = tokio::task::JoinSet::new();
        for _ in 0..MANY {
            let (client, path) = (partner.clone(), path.to_owned());
            tasks.spawn(async move { client.get(path).await });
        }
        while let Some(answer) = tasks.join_next().await {
            let answer = answer.unwrap();
            assert!(!answer.status.is_server_error(), "{path}: {}", answer.status);
        }
    }
}

#[tokio::test]
async fn writing() {
    let world = World::new().await;
    let kit = world.shipped(1, 0, "A").await;
    let id = kits::id(&kit);
    let link = world.link("partner@eyelevel.example", "Eine Lieferung").await;
    let partner = world.as_("partner").await;
    let form = "application/x-www-form-urlencoded";
    let json = "application/json";
    for (path, kind, body) in [
        ("/invitation/x", form, "password=long+enough+it+is"),
        ("/reset/x", form, "password=long+enough+it+is"),
        ("/r/x/renew", form, ""),
        (&format!("{link}/renew"), form, ""),
        ("/r/x/received", form, ""),
        (&format!("{link}/problem"), form, "note="),
        ("/forgot", form, "email=partner%40eyelevel.example"),
        ("/api/v1/enquiries", json, "{\"text\":\"An idea\"}"),
        ("/api/v1/enquiries", json, "{\"text\":\"\"}"),
        (&format!("/api/v1/requests/{id}/messages"), json, "{\"text\":\"Hello\"}"),
        ("/api/v1/requests/nothing/messages", json, "{\"text\":\"Hello\"}"),
        ("/api/v1/drafts", json, "{\"kind\":\"enquiry\",\"body\":\"{}\"}"),
    ] {
        let mut tasks = tokio::task::JoinSet::new();
        for i in 0..MANY {
            let client = partner.from(&format!("203.0.{i}.1"));
            let (path, body) = (path.to_owned(), Body::from(body.to_owned()));
            tasks.spawn(async move { client.raw("POST", path, kind, body).await });
        }
        while let Some(answer) = tasks.join_next().await {
            let answer = answer.unwrap();
            assert!(!answer.status.is_server_error(), "{path}: {} {}", answer.status, answer.text());
        }
    }
}
