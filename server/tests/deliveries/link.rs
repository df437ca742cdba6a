use eyelevel_contract::deliveries::{RecipientLink, paths};
use eyelevel_contract::demo_kits::DemoKit;
use serde_json::json;

use crate::support::{DAY, World};

fn at(kit: &DemoKit, place: usize) -> String {
    paths::link(&kit.recipients[place].parcel.as_ref().unwrap().id)
}

#[tokio::test]
async fn the_requester_prints_the_recipient_s_own_link() {
    let world = World::new().await;
    let kit = world.shipped(1, 1, "A").await;
    let partner = world.as_("partner").await;
    let link: RecipientLink = partner.post(at(&kit, 1), json!({})).await.is(201).ok();
    assert_eq!(link.expires_at, world.app.clock.now() + 90 * DAY);
    let path = link.url.strip_prefix("http://eyelevel.test").unwrap();
    let page = world.nobody().get(path).await.is(200).text();
    assert!(page.contains("Für Empfang") && !page.contains("Jana"), "{page}");
    // Asked again, the same; when half its time is over, a new one.
    assert_eq!(world.as_("owner").await.post(at(&kit, 1), json!({})).await.ok::<RecipientLink>(), link);
    world.later(46 * DAY);
    let later: RecipientLink = world.as_("partner").await.post(at(&kit, 1), json!({})).await.ok();
    assert_ne!(later.url, link.url);
    // The token is nowhere in the database.
    let token = path.rsplit('/').next().unwrap();
    assert_eq!(world.count(&format!("links WHERE id = '{token}'")).await, 0);
    assert_eq!(world.count(&format!("idempotency_keys WHERE answer LIKE '%{token}%'")).await, 0);
}

#[tokio::test]
async fn nobody_else_does() {
    let world = World::new().await;
    let kit = world.shipped(1, 0, "A").await;
    for (account, right) in [("sales", "requester"), ("approver", "partner"), ("support", "partner"), ("admin", "partner")] {
        assert_eq!(world.as_(account).await.post(at(&kit, 0), json!({})).await.missing_right(), right, "{account}");
    }
    for account in ["other", "accounts", "ledger", "agent"] {
        world.as_(account).await.post(at(&kit, 0), json!({})).await.is(404);
    }
    world.nobody().post(at(&kit, 0), json!({})).await.is(401);
    assert_eq!(world.count("links WHERE purpose = 'recipient'").await, 1);
}
