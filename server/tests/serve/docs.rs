use std::collections::BTreeSet;

use eyelevel_contract::webhooks::MANUAL;
use serde_json::Value;

use crate::support::World;

pub(crate) async fn openapi(world: &World) -> Value {
    world.nobody().get("/api/v1/openapi.json").await.is(200).json()
}

#[tokio::test]
async fn the_description_is_whole() {
    let world = World::new().await;
    let all = openapi(&world).await;
    assert!(all["openapi"].as_str().unwrap().starts_with("3."));
    assert_eq!(all["components"]["securitySchemes"]["bearer"]["scheme"], "bearer");
    assert_eq!(all["security"], serde_json::json!([{ "session": [] }, { "bearer": [] }]));
    for (path, methods) in all["paths"].as_object().unwrap() {
        assert!(path.starts_with("/api/v1/"), "{path}");
        for (method, operation) in methods.as_object().unwrap() {
            let at = format!("{method} {path}");
            assert!(operation["summary"].is_string(), "{at} says what it does");
            assert!(operation["tags"].as_array().is_some_and(|tags| tags.len() == 1), "{at}");
            let answers = operation["responses"].as_object().unwrap();
            assert!(answers.keys().any(|status| status.starts_with('2')), "{at}");
            let open = at == "post /api/v1/licence-revocation";
            assert!(open || answers.contains_key("401"), "{at}: who is not signed in is told");
            // By a session or a token, but for what needs neither.
            let free = ["post /api/v1/session", "post /api/v1/licence-revocation", "post /api/v1/deliveries/webhooks/{provider}"];
            assert_eq!(operation["security"].is_array(), free.contains(&at.as_str()), "{at}: {}", operation["security"]);
            // Every place in the path is described.
            let described: BTreeSet<_> = operation["parameters"]
                .as_array()
                .into_iter()
                .flatten()
                .filter(|p| p["in"] == "path")
                .map(|p| p["name"].as_str().unwrap())
                .collect();
            let places: BTreeSet<_> = path.split('/').filter_map(|p| p.strip_prefix('{')?.strip_suffix('}')).collect();
            assert_eq!(described, places, "{at}");
        }
    }
    // Every reference leads somewhere.
    let text = all.to_string();
    let named: BTreeSet<_> = text.split("\"#/components/schemas/").skip(1).map(|part| part.split('"').next().unwrap()).collect();
    let missing: Vec<_> = named.into_iter().filter(|name| !all["components"]["schemas"][name].is_object()).collect();
    assert_eq!(missing, [""; 0]);
}

#[tokio::test]
async fn every_operation_that_is_described_is_there_and_every_one_that_is_there_is_described() {
    let world = World::new().await;
    let all = openapi(&world).await;
    let client = world.nobody();
    for (path, methods) in all["paths"].as_object().unwrap() {
        let real = path.replace("{id}", "nothing");
        let mut described: BTreeSet<String> = methods.as_object().unwrap().keys().map(|m| m.to_uppercase()).collect();
        if described.contains("GET") {
            described.insert("HEAD".to_owned());
        }
        // What is not described is refused, and the refusal names all that is there.
        let answer = client.raw("TRACE", &real, "application/json", "{}").await;
        let allowed: BTreeSet<String> = answer.header("allow").split(',').map(|m| m.trim().to_owned()).collect();
        assert_eq!(allowed, described, "{path}");
        answer.problem(405);
    }
}

#[tokio::test]
async fn its_page_is_served_by_ourselves() {
    let world = World::new().await;
    let page = world.nobody().get("/api/docs/").await.is(200);
    let text = page.text();
    assert!(!text.contains("https://"), "nothing comes from elsewhere: {text}");
    assert!(page.header("content-security-policy").contains("script-src 'self';"), "{}", page.header("content-security-policy"));
    for file in text.split('"').filter(|part| part.ends_with(".js") || part.ends_with(".css")) {
        let path = format!("/api/docs/{}", file.trim_start_matches("./"));
        world.nobody().get(&path).await.is(200);
    }
    assert!(!text.contains("<script>"), "no inline script: the policy would stop it: {text}");
}

#[tokio::test]
async fn manuals_that_the_portal_leads_to_are_served_as_they_are_written() {
    let world = World::new().await;
    for (path, words) in [
        (MANUAL, "webhook-signature"),
        ("/api/manuals/api", "Bearer"),
        ("/api/manuals/verify-a-key", "Ed25519"),
        ("/api/manuals/carriers", "tracking"),
    ] {
        let manual = world.nobody().get(path).await.is(200);
        assert_eq!(manual.header("content-type"), "text/plain; charset=utf-8");
        assert!(manual.text().contains(words), "{path}");
    }
    for path in ["/api/manuals/operations", "/api/manuals/..%2Fwebhooks", "/api/manuals/"] {
        world.nobody().get(path).await.is(404);
    }
}
