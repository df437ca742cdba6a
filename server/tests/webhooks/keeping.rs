use eyelevel_contract::page::Page;
use eyelevel_contract::requests::{NewMessage, paths};
use eyelevel_contract::webhooks::{self, EditWebhook, Sending, Webhook, WebhookSecret, WebhookState};
use eyelevel_server::webhooks::{sign, worded};
use serde_json::json;

use super::{Desk, Reply, at, bytes};
use crate::support::{DAY, World};

#[test]
fn the_published_example_of_standard_webhooks() {
    // From the specification's reference libraries.
    let secret = bytes("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    let signed = sign(&secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, r#"{"test": 2432232314}"#).unwrap();
    assert_eq!(signed, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    assert_eq!(worded(&secret), "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
}

#[tokio::test]
async fn it_is_changed_by_its_version_paused_and_removed() {
    let world = World::new().await;
    let desk = Desk::open().await;
    let keeper = world.as_("owner").await;
    let made: WebhookSecret = keeper.hooks_up(&desk.url()).await;
    let id = made.webhook.id.clone();
    assert_eq!(bytes(&made.secret).len(), 32);
    assert_eq!((made.webhook.state, made.webhook.waiting, made.webhook.version), (WebhookState::Active, 0, 1));
    let listed = keeper.get(webhooks::PATH).await.text();
    assert!(!listed.contains("whsec_") && !listed.contains("secret\":\""), "{listed}");
    let paused = keeper.switch(&id, false).await;
    assert_eq!((paused.state, paused.version), (WebhookState::Paused, 2));
    keeper.put(webhooks::one(&id), 1, EditWebhook::of(&paused)).await.is(412);
    keeper.json_put(webhooks::one(&id), EditWebhook::of(&paused)).await.is(428);
    keeper.put(webhooks::one(&id), 2, EditWebhook { topics: vec![], ..EditWebhook::of(&paused) }).await.fault("topics");
    world.enquiry("One").await;
    assert_eq!((world.send_webhooks().await, keeper.webhook().await.waiting), (0, 1));
    keeper.post(webhooks::test(&id), json!({})).await.is(200);
    assert_eq!(desk.heard().len(), 1, "a ping goes all the same");
    keeper.switch(&id, true).await;
    assert_eq!(world.send_webhooks().await, 1);
    // An address may be as good as a password: the trail has its host alone.
    let trail: Vec<(String,)> = world.all("SELECT body FROM audit_details").await;
    assert!(trail.iter().any(|(body,)| body.contains("active")) && trail.iter().all(|(body,)| !body.contains("inbox")), "{trail:?}");
    world.enquiry("Two").await;
    keeper.delete(webhooks::one(&id)).await.is(204);
    assert_eq!(keeper.get(webhooks::PATH).await.ok::<Page<Webhook>>().items.len(), 0);
    for answer in [keeper.get(webhooks::deliveries(&id)).await, keeper.delete(webhooks::one(&id)).await] {
        answer.is(404);
    }
    assert_eq!((world.send_webhooks().await, world.count("webhook_deliveries").await), (0, 0));
    world.enquiry("Three").await;
    assert_eq!((world.count("webhook_deliveries").await, world.count("webhooks WHERE url <> '' OR sealed <> ''").await), (0, 0));
}

#[tokio::test]
async fn the_log_is_read_page_by_page_and_sent_again() {
    let world = World::new().await;
    let desk = Desk::open().await;
    let keeper = world.as_("owner").await;
    let id = keeper.hooks_up(&desk.url()).await.webhook.id;
    let one = world.enquiry("One").await;
    for n in 0..4 {
        world.later(1_000);
        let body = NewMessage { text: format!("No. {n}"), internal: false };
        world.as_("partner").await.post(paths::messages(&one.id), body).await.is(201);
    }
    world.send_webhooks().await;
    let heard = desk.heard();
    let (mut all, mut next) = (Vec::new(), String::new());
    loop {
        let page: Page<Sending> = keeper.get(format!("{}?limit=2{next}", webhooks::deliveries(&id))).await.ok();
        all.extend(page.items);
        let Some(cursor) = page.next else { break };
        next = format!("&cursor={cursor}");
    }
    assert_eq!(all.len(), 5);
    assert!(all.iter().rev().zip(&heard).all(|(sent, heard)| format!("msg_{}", sent.id) == heard.id));
    assert!(all.iter().all(|sent| sent.request.as_ref().is_some_and(|request| request.number == one.number) && sent.code == Some(204)));
    let given_up: Page<Sending> = keeper.get(format!("{}?state=given_up", webhooks::deliveries(&id))).await.ok();
    assert_eq!(given_up.items, []);
    keeper.get(format!("{}?state=odd", webhooks::deliveries(&id))).await.is(400);
    // The first one again: it comes behind what waits of the same request.
    desk.says(|_| Reply::Code(503));
    let body = NewMessage { text: "More".to_owned(), internal: false };
    world.as_("partner").await.post(paths::messages(&one.id), body).await.is(201);
    world.send_webhooks().await;
    desk.says(|_| Reply::Code(200));
    let first = all.pop().unwrap();
    let again: Sending = keeper.post(webhooks::replay(&id, &first.id), json!({})).await.ok();
    assert_eq!((again.state, again.attempts), (webhooks::SendingState::Waiting, 0));
    desk.heard();
    assert_eq!(world.send_webhooks().await, 0);
    // What waits can be hurried.
    let waiting = keeper.log(&id).await.pop().unwrap();
    keeper.post(webhooks::replay(&id, &waiting.id), json!({})).await.is(200);
    assert_eq!(world.send_webhooks().await, 2);
    let now = desk.heard();
    assert_eq!((now[0].event(), now[1].event()), ("request.message".to_owned(), "request.submitted".to_owned()));
    assert_eq!((&now[1].id, &now[1].body), (&heard[0].id, &heard[0].body));
    // Another company's log is nobody's.
    let other = world.as_("other-owner").await;
    other.get(webhooks::deliveries(&id)).await.is(404);
    other.post(webhooks::replay(&id, &first.id), json!({})).await.is(404);
    let own = other.hooks_up(&desk.url()).await.webhook.id;
    other.post(webhooks::replay(&own, &first.id), json!({})).await.is(404);
}

#[tokio::test]
async fn pings_are_few() {
    let world = World::new().await;
    let desk = Desk::open().await;
    let keeper = world.as_("owner").await;
    let id = keeper.hooks_up(&desk.url()).await.webhook.id;
    for _ in 0..10 {
        keeper.post(webhooks::test(&id), json!({})).await.is(200);
    }
    keeper.post(webhooks::test(&id), json!({})).await.is(429);
    assert_eq!(desk.heard().len(), 10);
    world.later(DAY / 24);
    keeper.post(webhooks::test(&id), json!({})).await.is(200);
    let made = keeper.post(webhooks::PATH, EditWebhook { active: false, ..at(&desk.url()) }).await.ok::<WebhookSecret>();
    assert_eq!(made.webhook.state, WebhookState::Paused);
}
