use std::collections::BTreeSet;
use std::time::Duration;

use eyelevel_contract::requests::{NewMessage, paths};
use eyelevel_contract::webhooks::{self, SendingFault, SendingState};
use eyelevel_server::webhooks::{claim, deliver, run, settle};
use serde_json::json;
use tokio::sync::watch;

use super::{Desk, Reply};
use crate::support::{Client, MINUTE, World};

async fn writes(client: &Client, id: &str, text: &str) {
    client.post(paths::messages(id), NewMessage { text: text.to_owned(), internal: false }).await.is(201);
}

fn said(desk: &Desk) -> Vec<(String, String)> {
    desk.heard().iter().map(|heard| (heard.number(), heard.event())).collect()
}

#[tokio::test]
async fn one_request_s_events_come_in_their_order_and_hold_up_no_other_s() {
    let world = World::new().await;
    let desk = Desk::open().await;
    world.as_("owner").await.hooks_up(&desk.url()).await;
    let (partner, manager) = (world.as_("partner").await, world.as_("manager").await);
    let (a, b) = (world.enquiry("One").await, world.enquiry("Two").await);
    manager.act(&a.id, paths::QUESTION, json!({ "missing": "Which?" })).await.is(200);
    partner.act(&a.id, paths::ANSWER, json!({ "text": "This." })).await.is(200);
    writes(&partner, &b.id, "Hello").await;
    // The middle one of the first request is not taken, once.
    let mut refused = false;
    desk.says(move |heard| {
        let now = heard.event() == "request.asked" && !refused;
        refused |= now;
        Reply::Code(if now { 503 } else { 200 })
    });
    world.send_webhooks().await;
    let of = |all: &[(String, String)], number: &str| all.iter().filter(|(n, _)| n == number).map(|(_, e)| e.clone()).collect::<Vec<_>>();
    let first = said(&desk);
    assert_eq!(of(&first, &a.number), ["request.submitted", "request.asked"], "what comes after waits");
    assert_eq!(of(&first, &b.number), ["request.submitted", "request.message"], "the other goes on");
    assert_eq!(world.send_webhooks().await, 0, "not yet");
    world.later(5_000);
    world.send_webhooks().await;
    assert_eq!(of(&said(&desk), &a.number), ["request.asked", "request.answered"]);
    assert_eq!(world.count("webhook_deliveries WHERE state <> 'delivered'").await, 0);
}

#[tokio::test]
async fn what_is_given_up_lets_the_next_one_go() {
    let world = World::new().await;
    let desk = Desk::open().await;
    world.as_("owner").await.hooks_up(&desk.url()).await;
    let partner = world.as_("partner").await;
    let a = world.enquiry("One").await;
    writes(&partner, &a.id, "Hello").await;
    let bad = a.number.clone();
    desk.says(move |heard| Reply::Code(if heard.number() == bad && heard.event() == "request.submitted" { 422 } else { 200 }));
    for _ in 0..webhooks::ATTEMPTS {
        // Somebody else's gets through meanwhile: the webhook is not what fails.
        world.enquiry("Another").await;
        world.send_webhooks().await;
        world.later(24 * 60 * MINUTE);
    }
    let all = said(&desk);
    assert_eq!(all.iter().filter(|(n, e)| *n == a.number && e == "request.submitted").count(), 10);
    assert_eq!(all.iter().filter(|(n, e)| *n == a.number && e == "request.message").count(), 1);
    let last = all.iter().rposition(|(n, e)| *n == a.number && e == "request.submitted");
    let next = all.iter().position(|(n, e)| *n == a.number && e == "request.message");
    assert!(last < next, "only after the last attempt");
}

#[tokio::test]
async fn two_processes_send_each_once() {
    let world = World::new().await;
    let other = world.second_process().await;
    let desk = Desk::open().await;
    world.as_("owner").await.hooks_up(&desk.url()).await;
    let partner = world.as_("partner").await;
    for n in 0..6 {
        let one = world.enquiry(&format!("No. {n}")).await;
        writes(&partner, &one.id, "Hello").await;
    }
    let (a, b) = tokio::join!(run(&world.app), run(&other.app));
    // Two that look at the same instant may each find nothing left while the other is at work.
    let rest = world.send_webhooks().await;
    let heard = desk.heard();
    assert_eq!(a.unwrap() + b.unwrap() + rest, 12);
    let ids: BTreeSet<_> = heard.iter().map(|one| one.id.clone()).collect();
    assert_eq!((heard.len(), ids.len()), (12, 12), "each once");
    for number in heard.iter().map(super::Heard::number).collect::<BTreeSet<_>>() {
        let events: Vec<_> = heard.iter().filter(|one| one.number() == number).map(super::Heard::event).collect();
        assert_eq!(events, ["request.submitted", "request.message"], "{number}");
    }
}

#[tokio::test]
async fn who_dies_before_it_is_settled_lets_another_send_the_same_once_more() {
    let world = World::new().await;
    let other = world.second_process().await;
    let desk = Desk::open().await;
    let keeper = world.as_("owner").await;
    let id = keeper.hooks_up(&desk.url()).await.webhook.id;
    world.enquiry("One").await;
    let claimed = claim(&world.app).await.unwrap().unwrap();
    deliver(&world.app, &claimed).await;
    // Here it dies. For as long as it may still be at work, nobody takes it.
    assert!(claim(&other.app).await.unwrap().is_none());
    assert!(claim(&world.app).await.unwrap().is_none());
    world.later(MINUTE);
    assert_eq!(run(&other.app).await.unwrap(), 1);
    let heard = desk.heard();
    assert_eq!(heard.len(), 2);
    assert_eq!((&heard[0].id, &heard[0].body), (&heard[1].id, &heard[1].body), "by which it is known again");
    assert_ne!(heard[0].second, heard[1].second, "an old one can't be told from a stolen one");
    // The first one was only slow after all: what it has to say comes late.
    settle(&world.app, &claimed, &deliver(&world.app, &claimed).await).await.unwrap();
    let log = keeper.log(&id).await;
    assert_eq!((log.len(), log[0].state, log[0].attempts), (1, SendingState::Delivered, 2));
}

#[tokio::test]
async fn one_that_never_answers_holds_up_nobody_else() {
    let world = World::new().await;
    let (silent, well) = (Desk::open().await, Desk::open().await);
    silent.says(|_| Reply::Never);
    let keeper = world.as_("owner").await;
    let deaf = keeper.hooks_up(&silent.url()).await.webhook.id;
    for n in 0..8 {
        world.enquiry(&format!("No. {n}")).await;
    }
    world.as_("admin").await.hooks_up(&well.url()).await;
    for n in 0..3 {
        world.enquiry(&format!("More {n}")).await;
    }
    let (stop, stopped) = watch::channel(false);
    let working = tokio::spawn(eyelevel_server::webhooks::work(world.app.clone(), stopped));
    let heard = async {
        let mut all = 0;
        while all < 3 {
            all += well.heard().len();
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), heard).await.expect("the other one is sent what is its own");
    assert_eq!(silent.heard().len(), 4, "four at once, and no more");
    stop.send(true).unwrap();
    tokio::time::timeout(Duration::from_secs(30), working).await.expect("an attempt has an end").unwrap();
    let log = keeper.log(&deaf).await;
    let tried: Vec<_> = log.iter().filter(|one| one.attempts > 0).collect();
    assert_eq!(tried.len(), 4);
    for one in tried {
        assert_eq!((one.fault.map(SendingFault::word), one.state), (Some("timed_out"), SendingState::Waiting));
    }
    assert_eq!(world.send_webhooks().await, 0, "and then it is left alone for a moment");
}
