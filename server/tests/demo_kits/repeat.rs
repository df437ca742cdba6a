use eyelevel_contract::deliveries::Channel;
use eyelevel_contract::demo_kits::{DemoKit, Draft as Form, paths};
use eyelevel_contract::drafts::{self, Draft};
use serde_json::json;

use crate::support::{DAY, World, kits, kits::day};

#[tokio::test]
async fn two_clicks_ask_for_the_same_again() {
    let world = World::new().await;
    let mut form = world.draft(2, 1).await;
    form.event_on = Some(day(20));
    form.customer_id = Some(world.organisation("Hafenklinik Altona").await);
    form.adaptation = "Our logo".to_owned();
    let partner = world.as_("partner").await;
    let first: DemoKit = partner.post(paths::DEMO_KITS, &form).await.ok();
    world.later(10 * DAY);
    let answer = partner.post(paths::repeat(&kits::id(&first)), json!({})).await.is(201);
    let location = answer.header("location").to_owned();
    let draft: Draft = answer.ok();
    assert_eq!(location, drafts::one(&draft.id));
    let mut again: Form = serde_json::from_str(&draft.body).unwrap();
    // As long as the first one was; an event does not come again, and a reference is for one.
    for recipient in &mut form.recipients {
        recipient.channel = Some(Channel::Parcel);
    }
    let expected = Form { return_on: Some(day(40)), event_on: None, reference: String::new(), ..form };
    assert_eq!(again, expected);
    again.draft_id = Some(draft.id.clone());
    let second: DemoKit = partner.post(paths::DEMO_KITS, &again).await.ok();
    assert_eq!(second.page.request.number, "DK-1002");
    assert_eq!(second.recipients.len(), 2);
    partner.get(drafts::one(&draft.id)).await.is(404);
}

#[tokio::test]
async fn a_colleague_may_and_it_becomes_theirs() {
    let world = World::new().await;
    let first = world.shipped(1, 0, "A").await;
    let sales = world.as_("sales").await;
    let draft: Draft = sales.post(paths::repeat(&kits::id(&first)), json!({})).await.ok();
    sales.get(drafts::one(&draft.id)).await.is(200);
    world.as_("partner").await.get(drafts::one(&draft.id)).await.is(404);
    // With its key, one draft.
    let keyed = sales.with_key("again");
    let one: Draft = keyed.post(paths::repeat(&kits::id(&first)), json!({})).await.ok();
    assert_eq!(keyed.post(paths::repeat(&kits::id(&first)), json!({})).await.ok::<Draft>().id, one.id);
    for (account, status) in [("approver", 403), ("admin", 403), ("accounts", 404), ("other", 404), ("agent", 404)] {
        world.as_(account).await.post(paths::repeat(&kits::id(&first)), json!({})).await.is(status);
    }
}
