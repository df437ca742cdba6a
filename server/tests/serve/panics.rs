use axum::Router;
use axum::routing::get;
use eyelevel_server::serve;

use crate::support::World;

#[tokio::test]
async fn the_caller_learns_that_it_failed_and_nothing_else() {
    async fn fails() -> &'static str {
        panic!("the secret of Jana Petersen")
    }
    let world = World::new().await;
    let api = Router::new().route("/api/v1/fails", get(fails));
    let pages = Router::new().route("/fails", get(fails));
    let openapi = utoipa::openapi::OpenApi::default();
    let client = world.nobody().of(serve::service(world.app.clone(), api, &openapi, pages));
    let answer = client.clone().in_german().get("/api/v1/fails").await;
    assert!(!answer.text().contains("Jana"), "{}", answer.text());
    assert!(answer.text().contains("Bei uns ist etwas schiefgegangen."), "{}", answer.text());
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    assert_eq!(answer.problem(500), "internal");
    let page = client.get("/fails").await.is(500);
    assert!(page.header("content-type").starts_with("text/html") && !page.text().contains("Jana"), "{}", page.text());
    // The service goes on.
    client.get("/healthz").await.is(200);
}
