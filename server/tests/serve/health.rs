use crate::support::World;

#[tokio::test]
async fn alive_is_not_ready() {
    let world = World::new().await;
    let nobody = world.nobody();
    assert_eq!(nobody.get("/healthz").await.is(200).text(), "ok");
    assert_eq!(nobody.get("/readyz").await.is(200).text(), "ok");
    world.app.db.close().await;
    assert_eq!(nobody.get("/healthz").await.is(200).text(), "ok");
    let not_ready = nobody.get("/readyz").await.is(503).text();
    assert_eq!(not_ready, "the database does not answer");
    // And what needs the database says so without a word about it.
    let failed = nobody.saying("cookie", "eyelevel=x").get("/api/v1/me").await;
    let text = failed.text();
    assert_eq!(failed.problem(500), "internal");
    assert!(!text.contains("pool") && !text.contains("sql") && !text.contains("detail"), "{text}");
    let page = nobody.get("/sign-in").await.is(500);
    assert!(page.header("content-type").starts_with("text/html") && !page.text().contains("pool"), "{}", page.text());
}

#[tokio::test]
async fn other_methods_are_not_taken() {
    let world = World::new().await;
    for path in ["/healthz", "/readyz"] {
        assert_eq!(world.nobody().post(path, ()).await.is(405).header("allow"), "GET,HEAD");
    }
    // Figures are on an address of their own.
    assert!(!world.nobody().get("/metrics").await.text().contains("eyelevel_"));
}
