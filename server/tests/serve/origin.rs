use eyelevel_contract::enquiries;

use crate::support::{Client, World, requests::question};

async fn write(client: &Client) -> u16 {
    client.post(enquiries::PATH, question("An idea")).await.status.as_u16()
}

/// A client that says nothing of where it comes from.
fn silent(client: &Client) -> Client {
    client.saying("origin", "")
}

#[tokio::test]
async fn writes_come_from_our_own_pages_alone() {
    let world = World::new().await;
    let partner = world.as_("partner").await;
    let from = |origin: &str| partner.saying("origin", origin);
    for (origin, status) in [
        ("http://eyelevel.test", 201),
        ("https://eyelevel.test", 403),
        ("http://eyelevel.test:8080", 403),
        ("http://eyelevel.test.evil.example", 403),
        ("http://evil.example", 403),
        ("http://EYELEVEL.test", 403),
        ("null", 403),
        ("", 403),
        ("file://", 403),
    ] {
        assert_eq!(write(&from(origin)).await, status, "{origin}");
    }
    // Where the browser hides the origin, it says at least whether it is the same.
    for (site, status) in [("same-origin", 201), ("same-site", 403), ("cross-site", 403), ("none", 403)] {
        assert_eq!(write(&from("null").saying("sec-fetch-site", site)).await, status, "{site}");
    }
    assert_eq!(write(&from("http://evil.example").saying("sec-fetch-site", "same-origin")).await, 403);
    let problem = from("http://evil.example").in_german().post(enquiries::PATH, question("x")).await.is(403).json();
    assert_eq!(problem["title"], "Das kam von einer fremden Seite und wurde nicht ausgeführt.");
    assert_eq!(world.count("requests").await, 2);
}

#[tokio::test]
async fn reading_is_free_for_all_and_a_program_without_a_cookie_may_sign_in() {
    let world = World::new().await;
    let partner = world.as_("partner").await;
    partner.saying("origin", "http://evil.example").get("/api/v1/me").await.is(200);
    let credentials = serde_json::json!({ "email": "partner@eyelevel.example", "password": "eyelevel-demo" });
    let request = |client: &Client| {
        let request = axum::http::Request::builder().method("POST").uri("/api/v1/session").header("content-type", "application/json");
        let request = client.cookie().map_or(request, |_| axum::http::Request::builder());
        request.body(axum::body::Body::from(credentials.to_string())).unwrap()
    };
    let nobody = world.nobody();
    nobody.send(request(&nobody)).await.is(200);
    // A foreign page can't sign anybody in: its browser says where it comes from.
    nobody.saying("origin", "http://evil.example").post("/api/v1/session", &credentials).await.is(403);
    silent(&nobody).saying("sec-fetch-site", "cross-site").post("/api/v1/session", &credentials).await.is(403);
    let page = nobody.saying("origin", "http://evil.example").form("/sign-in", &[("email", "x")]).await.is(403);
    assert!(page.header("content-type").starts_with("text/html"));
}

#[tokio::test]
async fn a_program_with_a_cookie_must_say_where_it_comes_from() {
    let world = World::new().await;
    let cookie = world.as_("partner").await.cookie().unwrap().to_owned();
    let post = |headers: &[(&str, &str)]| {
        let mut request = axum::http::Request::builder().method("POST").uri(enquiries::PATH).header("content-type", "application/json");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.body(axum::body::Body::from("{\"text\":\"x\"}")).unwrap()
    };
    let nobody = world.nobody();
    nobody.send(post(&[("cookie", &cookie)])).await.is(403);
    nobody.send(post(&[("cookie", &cookie), ("sec-fetch-site", "same-origin")])).await.is(201);
    nobody.send(post(&[("cookie", &cookie), ("origin", "http://eyelevel.test")])).await.is(201);
    nobody.send(post(&[("origin", "http://eyelevel.test")])).await.is(401);
    nobody.send(post(&[])).await.is(401);
}

#[tokio::test]
async fn without_a_named_address_whatever_loopback_name_the_browser_uses_is_ours() {
    let world = World::with(|config| {
        config.base_url_named = false;
        config.base_url = "http://127.0.0.1:8480".to_owned();
    })
    .await;
    let partner = world.as_("partner").await;
    let from = |origin: &str, host: &str| partner.saying("origin", origin).saying("host", host);
    assert_eq!(write(&from("http://localhost:8480", "localhost:8480")).await, 201);
    assert_eq!(write(&from("http://127.0.0.1:8480", "127.0.0.1:8480")).await, 201);
    assert_eq!(write(&from("http://evil.example", "localhost:8480")).await, 403);
    // A name that was made to point here is no loopback name.
    assert_eq!(write(&from("http://evil.example:8480", "evil.example:8480")).await, 403);
    assert_eq!(write(&from("http://localhost.evil.example", "localhost.evil.example")).await, 403);
    assert_eq!(write(&from("http://[::1]:8480", "[::1]:8480")).await, 201);
}
