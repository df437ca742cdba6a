use crate::support::{Answer, World};

const EVERYWHERE: [(&str, &str); 5] = [
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(self), microphone=(), geolocation=(), payment=()"),
];

fn policy(answer: &Answer) -> Vec<String> {
    answer.header("content-security-policy").split(';').map(|part| part.trim().to_owned()).collect()
}

#[tokio::test]
async fn every_answer_says_what_may_not_be_done_with_it() {
    let world = World::new().await;
    let (partner, nobody) = (world.as_("partner").await, world.nobody());
    let mut answers = Vec::new();
    for path in
        ["/api/v1/me", "/api/v1/nothing", "/api/v1/openapi.json", "/api/docs/", "/healthz", "/readyz", "/sign-in", "/forgot", "/r/x", "/"]
    {
        answers.push((path, partner.get(path).await));
        answers.push((path, nobody.get(path).await));
    }
    answers.push(("413", partner.raw("POST", "/api/v1/enquiries", "application/json", vec![b' '; 2 << 20]).await));
    answers.push(("415", partner.raw("POST", "/api/v1/enquiries", "text/plain", "x").await));
    answers.push(("405", partner.delete("/api/v1/me").await));
    for (path, answer) in &answers {
        for (name, value) in EVERYWHERE {
            assert_eq!(answer.header(name), value, "{name} of {path}");
        }
        assert!(policy(answer).iter().any(|part| part == "default-src 'none'"), "{path}: {:?}", policy(answer));
        for part in ["frame-ancestors 'none'", "base-uri 'none'"] {
            assert!(policy(answer).iter().any(|said| said == part), "{part} of {path}");
        }
        assert!(!answer.header("content-security-policy").contains("unsafe-eval'") || path == &"/", "{path}");
        assert!(!answer.header("x-request-id").is_empty(), "{path}");
        assert_eq!(answer.header("server"), "", "{path}");
        if path.starts_with("/api/v1") && *path != "/api/v1/openapi.json" {
            assert_eq!(answer.header("cache-control"), "no-store", "{path}");
        }
    }
    // Nothing but data comes from the API: it may not do anything at all.
    assert_eq!(
        policy(&partner.get("/api/v1/me").await),
        ["default-src 'none'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"]
    );
    // The pages outside the portal have no script.
    let page = policy(&nobody.get("/sign-in").await);
    assert!(!page.iter().any(|part| part.starts_with("script-src")), "{page:?}");
    assert!(page.contains(&"form-action 'self'".to_owned()) && page.contains(&"base-uri 'none'".to_owned()), "{page:?}");
    assert_eq!(nobody.get("/sign-in").await.header("cache-control"), "no-store");
    // Under `no-referrer` a browser sends forms with `Origin: null`, and an older one says nothing else of where they come from.
    for path in ["/sign-in", "/forgot", "/r/x", "/invitation/x", "/reset/x"] {
        assert_eq!(nobody.get(path).await.header("referrer-policy"), "same-origin", "{path}");
    }
}

#[tokio::test]
async fn under_https_browsers_come_back_by_https() {
    let plain = World::new().await;
    assert_eq!(plain.nobody().get("/sign-in").await.header("strict-transport-security"), "");
    let secure = World::with(|config| config.base_url = "https://partner.example.com".to_owned()).await;
    for path in ["/", "/sign-in", "/api/v1/me", "/healthz"] {
        assert_eq!(secure.nobody().get(path).await.header("strict-transport-security"), "max-age=31536000; includeSubDomains", "{path}");
    }
}

#[tokio::test]
async fn the_request_s_id_is_kept_if_it_came_with_one() {
    let world = World::new().await;
    let answer = world.nobody().saying("x-request-id", "from-the-proxy").get("/healthz").await;
    assert_eq!(answer.header("x-request-id"), "from-the-proxy");
}
