use eyelevel_contract::requests::{NewMessage, paths};
use eyelevel_contract::webhooks::{self, ATTEMPTS, SendingFault, SendingState, WebhookState, again_after};
use eyelevel_server::jobs::Job;
use serde_json::json;

use super::{Desk, Reply, is_signed};
use crate::support::{DAY, HOUR, World};

#[tokio::test]
async fn it_is_tried_for_three_days_then_given_up_paused_and_told() {
    let world = World::new().await;
    let desk = Desk::open().await;
    let keeper = world.as_("owner").await;
    let id = keeper.hooks_up(&desk.url()).await.webhook.id;
    desk.says(|_| Reply::Code(500));
    let one = world.enquiry("One").await;
    let began = world.app.clock.now();
    for attempt in 1..=ATTEMPTS {
        assert_eq!(world.send_webhooks().await, 1, "attempt {attempt}");
        assert_eq!(world.send_webhooks().await, 0, "not twice at once");
        let log = keeper.log(&id).await;
        assert_eq!((log[0].attempts, log[0].code, log[0].fault), (attempt, Some(500), Some(SendingFault::Refused)));
        match again_after(attempt) {
            Some(wait) => {
                assert_eq!(log[0].next_at, Some(world.app.clock.now() + wait));
                world.later(wait - 1);
                assert_eq!(world.send_webhooks().await, 0, "not a moment too soon");
                world.later(1);
            }
            None => assert_eq!((log[0].state, log[0].next_at), (SendingState::GivenUp, None)),
        }
    }
    assert!((3 * DAY..4 * DAY).contains(&(world.app.clock.now() - began)));
    let heard = desk.heard();
    assert!(heard.iter().all(|one| one.id == heard[0].id && one.body == heard[0].body));
    let webhook = keeper.webhook().await;
    assert_eq!(webhook.state, WebhookState::Failing);
    let (subject, body) = world.mail("owner@eyelevel.example", "127.0.0.1").await;
    assert!(!body.contains("inbox") && body.contains(&webhooks::page(&id)), "{subject}: {body}");
    assert_eq!(world.count("audit WHERE action = 'webhook.paused' AND source = 'job'").await, 1);
    // What happens now waits, and is sent in its order when somebody says so.
    desk.says(|_| Reply::Code(200));
    let body = NewMessage { text: "Hello".to_owned(), internal: false };
    world.as_("partner").await.post(paths::messages(&one.id), body).await.is(201);
    world.enquiry("Two").await;
    world.later(HOUR);
    assert_eq!((world.send_webhooks().await, keeper.webhook().await.waiting), (0, 2));
    assert_eq!(keeper.switch(&id, true).await.state, WebhookState::Active);
    assert_eq!(world.send_webhooks().await, 2);
    assert_eq!(desk.heard().iter().map(super::Heard::event).collect::<Vec<_>>(), ["request.message", "request.submitted"]);
    // And what was given up, by hand.
    let lost = keeper.log(&id).await[0].id.clone();
    keeper.post(webhooks::replay(&id, &lost), json!({})).await.is(200);
    world.send_webhooks().await;
    assert_eq!(desk.heard()[0].id, heard[0].id);
    assert_eq!(keeper.log(&id).await[0].state, SendingState::Delivered);
}

#[tokio::test]
async fn where_other_things_arrive_one_that_does_not_is_told_and_nothing_is_paused() {
    let world = World::new().await;
    let desk = Desk::open().await;
    let keeper = world.as_("admin").await;
    let id = keeper.hooks_up(&desk.url()).await.webhook.id;
    let bad = world.enquiry("One").await.number;
    desk.says(move |heard| Reply::Code(if heard.number() == bad { 500 } else { 200 }));
    for attempt in 1..=ATTEMPTS {
        world.enquiry("Another").await;
        assert_eq!(world.send_webhooks().await, 2);
        world.later(again_after(attempt).unwrap_or(0));
    }
    assert_eq!(keeper.webhook().await.state, WebhookState::Active);
    assert_eq!(keeper.log(&id).await[0].state, SendingState::GivenUp);
    let (_, body) = world.mail("admin@eyelevel.example", "127.0.0.1").await;
    assert!(body.contains(&webhooks::page(&id)), "{body}");
    assert_eq!(world.count("outbox WHERE template = 'webhook_trouble'").await, 1);
}

#[tokio::test]
async fn who_is_gone_is_left_alone_and_nothing_is_lost() {
    let world = World::new().await;
    let desk = Desk::open().await;
    let keeper = world.as_("owner").await;
    let id = keeper.hooks_up(&desk.url()).await.webhook.id;
    desk.says(|_| Reply::Code(410));
    world.enquiry("One").await;
    world.enquiry("Two").await;
    assert_eq!(world.send_webhooks().await, 1, "once is enough");
    assert_eq!(keeper.webhook().await.state, WebhookState::Gone);
    world.mail("owner@eyelevel.example", "127.0.0.1").await;
    desk.heard();
    desk.says(|_| Reply::Code(200));
    keeper.switch(&id, true).await;
    assert_eq!((world.send_webhooks().await, desk.heard().len()), (2, 2));
}

#[tokio::test]
async fn two_secrets_sign_for_a_day() {
    let world = World::new().await;
    let desk = Desk::open().await;
    let keeper = world.as_("owner").await;
    let first = keeper.with_key("once").post(webhooks::PATH, super::at(&desk.url())).await.ok::<webhooks::WebhookSecret>();
    let again = keeper.with_key("once").post(webhooks::PATH, super::at(&desk.url())).await.ok::<webhooks::WebhookSecret>();
    assert_eq!((&first.webhook.id, &first.secret), (&again.webhook.id, &again.secret), "a repetition is told the same");
    let id = first.webhook.id;
    world.enquiry("One").await;
    world.send_webhooks().await;
    let heard = desk.heard().remove(0);
    assert!(is_signed(&heard, &first.secret) && !heard.signatures.contains(' '));
    assert_eq!(heard.kind, "application/json");
    let second: webhooks::WebhookSecret = keeper.with_key("twice").post(webhooks::secret(&id), json!({})).await.ok();
    let told = keeper.with_key("twice").post(webhooks::secret(&id), json!({})).await.ok::<webhooks::WebhookSecret>();
    assert_eq!(second.secret, told.secret);
    assert_ne!(first.secret, second.secret);
    world.enquiry("Two").await;
    world.send_webhooks().await;
    let heard = desk.heard().remove(0);
    assert!(is_signed(&heard, &first.secret) && is_signed(&heard, &second.secret));
    world.later(DAY);
    Job::Tidy.run(&world.app).await.unwrap();
    world.enquiry("Three").await;
    world.send_webhooks().await;
    let heard = desk.heard().remove(0);
    assert!(!is_signed(&heard, &first.secret) && is_signed(&heard, &second.secret));
    assert_eq!(world.count("webhooks WHERE old_sealed IS NOT NULL").await, 0);
    let kept: Vec<(String,)> = world.all("SELECT sealed FROM webhooks").await;
    assert!(!kept[0].0.contains(&second.secret[6..]), "sealed");
}

#[tokio::test]
async fn the_log_ends_after_thirty_days() {
    let world = World::new().await;
    let desk = Desk::open().await;
    let keeper = world.as_("owner").await;
    let id = keeper.hooks_up(&desk.url()).await.webhook.id;
    world.enquiry("One").await;
    world.send_webhooks().await;
    world.later(29 * DAY);
    Job::Tidy.run(&world.app).await.unwrap();
    assert_eq!(world.as_("owner").await.log(&id).await.len(), 1);
    world.later(2 * DAY);
    Job::Tidy.run(&world.app).await.unwrap();
    assert_eq!(world.as_("owner").await.log(&id).await.len(), 0);
}

#[tokio::test]
async fn what_can_not_be_signed_is_not_sent() {
    let world = World::new().await;
    let desk = Desk::open().await;
    let keeper = world.as_("owner").await;
    let id = keeper.hooks_up(&desk.url()).await.webhook.id;
    world.enquiry("One").await;
    let mut config = (*world.app.config).clone();
    config.secret = b"another secret than when it was made".to_vec();
    let app = eyelevel_server::app::App { config: std::sync::Arc::new(config), ..world.app.clone() };
    assert_eq!(eyelevel_server::webhooks::run(&app).await.unwrap(), 1);
    let log = keeper.log(&id).await;
    assert_eq!((log[0].fault, log[0].state), (Some(SendingFault::Unsigned), SendingState::Waiting));
    assert_eq!(desk.heard().len(), 0);
    world.later(DAY);
    assert_eq!((world.send_webhooks().await, desk.heard().len()), (1, 1));
}
