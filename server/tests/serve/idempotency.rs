use eyelevel_contract::enquiries::{self, Enquiry};
use eyelevel_contract::requests::{NewMessage, paths};
use serde_json::json;

use crate::support::{World, requests::question};

#[tokio::test]
async fn the_same_key_at_once_is_one_effect_and_the_same_answer() {
    let world = World::new().await;
    let other = world.second_process().await;
    let clients = [world.as_("partner").await.with_key("k"), other.as_("partner").await.with_key("k")];
    let mut tasks = tokio::task::JoinSet::new();
    for i in 0..8 {
        let client = clients[i % 2].clone();
        tasks.spawn(async move { client.post(enquiries::PATH, question("An idea")).await });
    }
    let mut answers = Vec::new();
    while let Some(answer) = tasks.join_next().await {
        let answer = answer.unwrap().is(201);
        assert!(answer.header("location").starts_with(enquiries::PATH));
        answers.push(answer.text());
    }
    answers.dedup();
    assert_eq!(answers.len(), 1, "{answers:?}");
    assert_eq!(world.count("requests").await, 1);
    assert_eq!(world.count("outbox").await, 2);
}

#[tokio::test]
async fn the_same_key_for_something_else_at_once_is_refused() {
    let world = World::new().await;
    let other = world.second_process().await;
    let (one, two) = (world.as_("partner").await.with_key("k"), other.as_("partner").await.with_key("k"));
    let (a, b) =
        world.at_once("idempotency_keys", one.post(enquiries::PATH, question("One")), two.post(enquiries::PATH, question("Two"))).await;
    let mut statuses = [a.status.as_u16(), b.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 422], "{} {}", a.text(), b.text());
    assert_eq!(world.count("requests").await, 1);
    // Another address with the same body is something else, too.
    let id = world.enquiry("Three").await.id;
    let message = NewMessage { text: "x".to_owned(), internal: false };
    one.post(paths::messages(&id), &message).await.is(422);
    assert_eq!(
        one.with_key("m").post(paths::messages(&id), &message).await.is(201).text(),
        one.with_key("m").post(paths::messages(&id), &message).await.is(201).text()
    );
    assert_eq!(world.count("timeline WHERE kind = 'message'").await, 1);
}

#[tokio::test]
async fn what_was_refused_uses_no_key_up() {
    let world = World::new().await;
    let partner = world.as_("partner").await.with_key("k");
    partner.post(enquiries::PATH, question("")).await.is(422);
    assert_eq!(world.count("idempotency_keys").await, 0);
    let sent: Enquiry = partner.post(enquiries::PATH, question("An idea")).await.ok();
    // A verb that changes something gets its first answer again, though it could not be done twice.
    let asked = world.as_("approver").await.with_key("q");
    let body = json!({ "missing": "Which?" });
    let first = asked.act(&sent.page.request.id, paths::QUESTION, &body).await.is(200).text();
    assert_eq!(asked.act(&sent.page.request.id, paths::QUESTION, &body).await.is(200).text(), first);
    assert_eq!(world.as_("approver").await.act(&sent.page.request.id, paths::QUESTION, &body).await.problem(409), "conflict");
    assert_eq!(world.count("timeline WHERE kind = 'asked'").await, 1);
}

#[tokio::test]
async fn a_key_is_a_word_of_bearable_length() {
    let world = World::new().await;
    let partner = world.as_("partner").await;
    for key in ["", &"x".repeat(101)] {
        assert_eq!(partner.saying("idempotency-key", key).post(enquiries::PATH, question("x")).await.problem(400), "malformed");
    }
    let request = partner.request("POST", enquiries::PATH).header("content-type", "application/json");
    let request = request.header("idempotency-key", axum::http::HeaderValue::from_bytes(b"\xff").unwrap());
    assert_eq!(partner.send(request.body("{\"text\":\"x\"}".into()).unwrap()).await.problem(400), "malformed");
    partner.with_key(&"x".repeat(100)).post(enquiries::PATH, question("x")).await.is(201);
    assert_eq!(world.count("requests").await, 1);
}
