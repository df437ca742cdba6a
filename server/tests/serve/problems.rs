use crate::support::World;

#[tokio::test]
async fn in_the_language_that_was_asked_for() {
    let world = World::new().await;
    let nobody = world.nobody();
    for (accept, title) in [
        ("de", "Bitte melden Sie sich an."),
        ("en", "Please sign in."),
        ("en-GB,en;q=0.9,de;q=0.8", "Please sign in."),
        ("fr, de;q=0.3, en;q=0.2", "Bitte melden Sie sich an."),
        ("fr", "Bitte melden Sie sich an."),
        ("*", "Bitte melden Sie sich an."),
        (";;;q=", "Bitte melden Sie sich an."),
    ] {
        let request = axum::http::Request::builder().uri("/api/v1/me").header("accept-language", accept);
        let problem = nobody.send(request.body(axum::body::Body::empty()).unwrap()).await.is(401).json();
        assert_eq!(problem["title"], title, "{accept}");
        assert_eq!((&problem["type"], &problem["status"]), (&"/api/problems#unauthenticated".into(), &401.into()));
        assert_eq!(problem.get("errors"), None);
    }
}

#[tokio::test]
async fn what_is_not_there_is_said_by_a_problem_document() {
    let world = World::new().await;
    let partner = world.as_("partner").await;
    for path in [
        "/api",
        "/api/",
        "/api/v1",
        "/api/v1/",
        "/api/v2/me",
        "/api/v1/me/",
        "/api/v1/people/",
        "/api/v1//me",
        "/api/v1/people/%ff",
        "/api/v1/requests/%ff%fe/messages",
    ] {
        assert_eq!(partner.get(path).await.problem(404), "not-found", "{path}");
    }
    for (method, path, allowed) in [
        ("DELETE", "/api/v1/me", "GET,HEAD,PUT"),
        ("PATCH", "/api/v1/people", "GET,HEAD,POST"),
        ("GET", "/api/v1/session", "POST,DELETE"),
        ("PUT", "/api/v1/requests/x/question", "POST"),
    ] {
        let answer = partner.raw(method, path, "application/json", "{}").await;
        let mut names: Vec<_> = answer.header("allow").split(',').map(|n| n.trim().to_owned()).collect();
        names.sort();
        let mut wanted: Vec<_> = allowed.split(',').map(str::to_owned).collect();
        wanted.sort();
        assert_eq!(names, wanted, "{method} {path}");
        assert_eq!(answer.problem(405), "method-not-allowed", "{method} {path}");
    }
    // A NUL is no id, on either engine.
    for path in ["/api/v1/people/%00", "/api/v1/requests/a%00b", "/api/v1/attachments/%00", "/api/v1/drafts/%00"] {
        assert_eq!(partner.get(path).await.problem(400), "malformed", "{path}");
    }
}

#[tokio::test]
async fn head_is_get_without_a_body() {
    let world = World::new().await;
    let partner = world.as_("partner").await;
    for path in ["/api/v1/me", "/api/v1/demo-kits/catalogue", "/api/v1/people/nothing", "/sign-in", "/healthz"] {
        let (get, head) =
            (partner.get(path).await, partner.send(partner.request("HEAD", path).body(axum::body::Body::empty()).unwrap()).await);
        assert_eq!((get.status, get.header("content-type")), (head.status, head.header("content-type")), "{path}");
        assert!(head.bytes.is_empty() || head.status.is_client_error(), "{path}");
    }
}

#[tokio::test]
async fn a_type_leads_to_its_explanation() {
    let world = World::new().await;
    let problem = world.nobody().get("/api/v1/me").await.is(401).json();
    let (page, word) = problem["type"].as_str().unwrap().split_once('#').unwrap();
    let explained = world.nobody().get(page).await.is(200);
    let text = explained.text();
    assert!(text.contains(&format!("id=\"{word}\"")) && text.contains(problem["title"].as_str().unwrap()), "{text}");
    // One each, and each once.
    let words: Vec<_> = text.split("<dt id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let each: std::collections::BTreeSet<_> = words.iter().collect();
    assert_eq!((words.len(), each.len()), (23, 23), "{words:?}");
}
