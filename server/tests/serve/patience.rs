use std::time::Duration;

use axum::Router;
use axum::routing::{get, post};
use eyelevel_server::serve;

use crate::support::{Answer, Client, World};

/// Asks, and gives up after so many seconds of the clock that nobody waits for.
async fn within(client: &Client, method: &str, path: &str, seconds: u64) -> Option<Answer> {
    let answer = client.raw(method, path, "application/json", "{}");
    tokio::time::timeout(Duration::from_secs(seconds), answer).await.ok()
}

#[tokio::test]
async fn what_takes_too_long_is_given_up_but_a_file_may_take_its_time() {
    let world = World::new().await;
    let never = std::future::pending::<&'static str>;
    let api = Router::new().route("/api/v1/never", get(never));
    let api = api.route("/api/v1/attachments", post(never)).route("/api/v1/statements/files", post(never));
    let client = world.nobody().of(serve::service(world.app.clone(), api, &utoipa::openapi::OpenApi::default(), Router::new()));
    // From here on time passes as soon as nobody has anything to do.
    tokio::time::pause();
    assert!(within(&client, "GET", "/api/v1/never", 59).await.is_none());
    let answer = within(&client, "GET", "/api/v1/never", 61).await.unwrap().is(504);
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    for path in ["/api/v1/attachments", "/api/v1/statements/files"] {
        assert!(within(&client, "POST", path, 1_799).await.is_none());
        within(&client, "POST", path, 1_801).await.unwrap().is(504);
    }
}
