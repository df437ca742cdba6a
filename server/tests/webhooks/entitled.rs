use eyelevel_contract::enquiries::{self, Draft, Enquiry};
use eyelevel_contract::requests::{NewMessage, paths};
use eyelevel_contract::webhooks::{self, EditWebhook, SendingState, Topic};
use serde_json::json;

use super::{Desk, at};
use crate::support::{World, requests};

#[tokio::test]
async fn each_hears_of_what_it_may_see_and_of_no_more() {
    let world = World::new().await;
    let (ours, theirs, vendors) = (Desk::open().await, Desk::open().await, Desk::open().await);
    world.as_("owner").await.hooks_up(&ours.url()).await;
    world.as_("other-owner").await.hooks_up(&theirs.url()).await;
    world.as_("admin").await.hooks_up(&vendors.url()).await;
    let draft = Draft { reference: "PO-7".to_owned(), ..requests::question("A secret idea for Mr Smith") };
    let open: Enquiry = world.as_("partner").await.post(enquiries::PATH, &draft).await.ok();
    let limited = Draft { limited: true, ..draft };
    let limited: Enquiry = world.as_("partner").await.post(enquiries::PATH, &limited).await.ok();
    let note = NewMessage { text: "He asks too much.".to_owned(), internal: true };
    world.as_("manager").await.post(paths::messages(&open.page.request.id), note).await.is(201);
    world.send_webhooks().await;
    let said = |desk: &Desk| desk.heard().iter().map(|heard| (heard.number(), heard.event())).collect::<Vec<_>>();
    let (open, limited) = (open.page.request, limited.page.request);
    let event = |number: &str, event: &str| (number.to_owned(), event.to_owned());
    let heard = ours.heard();
    assert_eq!(heard.len(), 1, "neither the note nor what is limited");
    assert_eq!(said(&theirs), []);
    let mut all = said(&vendors);
    all.sort();
    assert_eq!(
        all,
        [event(&open.number, "request.note"), event(&open.number, "request.submitted"), event(&limited.number, "request.submitted")]
    );
    // What is said: enough to find it, and nothing that a person wrote.
    let data = heard[0].json();
    assert_eq!(data["type"], "request.submitted");
    assert_eq!(data["timestamp"], "2026-11-24T09:00:00Z");
    let data = &data["data"];
    assert_eq!(
        (&data["id"], &data["number"], &data["kind"], &data["state"], &data["waiting_on"], &data["reference"]),
        (&json!(open.id), &json!(open.number), &json!("enquiry"), &json!("submitted"), &json!("vendor"), &json!("PO-7"))
    );
    assert_eq!(data["owner"]["name"], json!(open.owner.name));
    assert_eq!(data["promise"]["kind"], "decision");
    assert_eq!(data["promise"]["due_at"], data["promise"]["first_due_at"]);
    assert!(data["promise"]["due_at"].as_str().unwrap().ends_with("Z"));
    assert_eq!(data["url"], format!("http://eyelevel.test{}", paths::page(open.kind, &open.id)));
    for word in ["secret", "Smith", "partner@", "too much"] {
        assert!(!heard[0].body.contains(word), "{word}");
    }
}

#[tokio::test]
async fn what_is_limited_meanwhile_is_withheld() {
    let world = World::new().await;
    let desk = Desk::open().await;
    let keeper = world.as_("owner").await;
    let id = keeper.hooks_up(&desk.url()).await.webhook.id;
    let one = world.enquiry("One").await;
    let edit = json!({ "reference": "", "limited": true });
    world.as_("partner").await.put(paths::one(&one.id), one.version, edit).await.is(200);
    world.enquiry("Two").await;
    assert_eq!(world.send_webhooks().await, 1);
    assert_eq!(desk.heard().len(), 1);
    let states: Vec<_> = keeper.log(&id).await.iter().map(|sent| sent.state).collect();
    assert_eq!(states, [SendingState::Withheld, SendingState::Delivered]);
    // Sent again it would be withheld again.
    let withheld = keeper.log(&id).await[0].id.clone();
    keeper.post(webhooks::replay(&id, &withheld), json!({})).await.is(200);
    assert_eq!((world.send_webhooks().await, desk.heard().len()), (0, 0));
}

#[tokio::test]
async fn it_hears_what_it_asks_for() {
    let world = World::new().await;
    let desk = Desk::open().await;
    let keeper = world.as_("owner").await;
    keeper.post(webhooks::PATH, EditWebhook { topics: vec![Topic::Decisions], ..at(&desk.url()) }).await.is(201);
    let one = world.enquiry("One").await;
    world.as_("manager").await.post(enquiries::decision(&one.id), requests::yes("Yes.")).await.is(200);
    world.send_webhooks().await;
    let heard = desk.heard();
    assert_eq!(heard.iter().map(super::Heard::event).collect::<Vec<_>>(), ["request.approved"]);
    assert_eq!(heard[0].json()["data"]["state"], "closed", "as it is when all of it is written");
}
