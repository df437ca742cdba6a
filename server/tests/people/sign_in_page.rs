use crate::support::World;

#[tokio::test]
async fn the_form_signs_in_and_goes_where_one_wanted_to_go() {
    let world = World::new().await;
    let nobody = world.nobody();
    let page = nobody.get("/sign-in?next=/demo-kits/1%3Ftab=2").await.is(200);
    assert!(page.text().contains("value=\"/demo-kits/1?tab=2\""), "{}", page.text());
    let fields = [("email", "partner@eyelevel.example"), ("password", "eyelevel-demo"), ("next", "/demo-kits/1?tab=2")];
    let answer = nobody.form("/sign-in", &fields).await.is(303);
    assert_eq!(answer.header("location"), "/demo-kits/1?tab=2");
    assert!(answer.header("set-cookie").starts_with("eyelevel="));
}

#[tokio::test]
async fn it_never_leads_to_another_site() {
    let world = World::new().await;
    for next in [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "evil",
        "/ok\r\nSet-Cookie: a=b",
        "/\t/evil.example",
    ] {
        let fields = [("email", "partner@eyelevel.example"), ("password", "eyelevel-demo"), ("next", next)];
        let answer = world.nobody().form("/sign-in", &fields).await.is(303);
        assert_eq!(answer.header("location"), "/", "{next}");
        let shown = world.nobody().get(format!("/sign-in?next={}", eyelevel_contract::people::paths::encode(next))).await.is(200).text();
        assert!(!shown.contains("evil") && shown.contains("value=\"/\""), "{next}");
    }
}

#[tokio::test]
async fn what_was_typed_stays_except_the_password() {
    let world = World::new().await;
    let fields = [("email", "jana\"><script>@x"), ("password", "a secret of mine"), ("next", "/board")];
    let page = world.nobody().form("/sign-in", &fields).await.is(401).text();
    assert!(page.contains("jana&quot;&gt;&lt;script&gt;@x") && !page.contains("<script"), "{page}");
    assert!(!page.contains("a secret of mine") && page.contains("value=\"/board\""), "{page}");
    assert!(page.contains("Mail address and password don't match."), "{page}");
    let german = world.nobody().in_german().form("/sign-in", &fields).await.is(401).text();
    assert!(german.contains("<html lang=\"de\">") && german.contains("passen nicht zusammen"), "{german}");
}

#[tokio::test]
async fn who_is_signed_in_goes_on_at_once() {
    let world = World::new().await;
    let partner = world.as_("partner").await;
    assert_eq!(partner.get("/sign-in?next=/deliveries").await.is(303).header("location"), "/deliveries");
    assert_eq!(partner.get("/sign-in?next=//evil.example").await.is(303).header("location"), "/");
}

#[tokio::test]
async fn demo_accounts_are_shown_in_a_demo_alone() {
    let world = World::new().await;
    assert!(!world.nobody().get("/sign-in").await.text().contains("eyelevel-demo"));
    world.run("INSERT INTO settings (name, value) VALUES ('demo', 'true')").await;
    assert!(world.nobody().get("/sign-in").await.text().contains("eyelevel-demo"));
}

#[tokio::test]
async fn a_body_that_is_no_form_is_answered_by_a_page() {
    let world = World::new().await;
    for (kind, body) in
        [("application/json", "{}"), ("text/plain", "email=a"), ("application/x-www-form-urlencoded", "next=%ff%fe&email=%")]
    {
        let answer = world.nobody().raw("POST", "/sign-in", kind, body).await;
        assert!(answer.status.is_client_error(), "{kind}: {}", answer.status);
        assert!(answer.header("content-type").starts_with("text/html"), "{kind}: {} {}", answer.status, answer.text());
        assert!(answer.header("content-security-policy").contains("form-action 'self'"), "{kind}");
    }
}
