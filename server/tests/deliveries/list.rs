use eyelevel_contract::deliveries::{Delivery, DeliveryPage, NewStatus, Status, paths};
use eyelevel_contract::page::Page;

use crate::support::{Client, HOUR, World, kits};

async fn found(client: &Client, query: &str) -> Vec<String> {
    let page: Page<Delivery> = client.get(format!("{}?{query}", paths::DELIVERIES)).await.ok();
    page.items.into_iter().map(|d| format!("{} {}", d.request_number, d.recipient)).collect()
}

#[tokio::test]
async fn one_row_a_recipient_the_last_shipped_first() {
    let world = World::new().await;
    let first = world.shipped(1, 1, "A").await;
    world.later(HOUR);
    world.shipped(1, 0, "B").await;
    let partner = world.as_("partner").await;
    let all = found(&partner, "").await;
    assert_eq!(all.len(), 3);
    assert_eq!(all[0], "DK-1002 Jana Petersen");
    let mut paged = Vec::new();
    let mut cursor = String::new();
    loop {
        let page: Page<Delivery> = partner.get(format!("{}?limit=1{cursor}", paths::DELIVERIES)).await.ok();
        paged.extend(page.items.iter().map(|d| format!("{} {}", d.request_number, d.recipient)));
        let Some(next) = page.next else { break };
        cursor = format!("&cursor={next}");
    }
    assert_eq!(paged, all);
    assert_eq!(found(&partner, "q=EMPFANG").await, ["DK-1001 Empfang"]);
    assert_eq!(found(&partner, "q=1z5r").await.len(), 3);
    assert_eq!(found(&partner, "q=dk-1002").await, ["DK-1002 Jana Petersen"]);
    assert_eq!(found(&partner, "q=%25").await, [""; 0]);
    // A number as it is copied from a paper; a hyphen alone is none.
    let number = first.recipients[1].parcel.as_ref().unwrap().number.to_lowercase();
    let (head, tail) = number.split_at(4);
    assert_eq!(found(&partner, &format!("q={head}%20-{tail}")).await.len(), 3, "all of them have the same");
    assert_eq!(found(&partner, &format!("q={head}%20-{}", &tail[1..])).await, [""; 0]);
    assert_eq!(found(&partner, "q=dk-").await.len(), 3);
    let id = first.recipients[0].parcel.as_ref().unwrap().id.clone();
    let lost = NewStatus { status: Status::Lost, note: "Gone.".to_owned(), arrives_on: None, cause: None };
    world.as_("support").await.post(paths::status(&id), lost).await.is(200);
    assert_eq!(found(&partner, "open=false").await, ["DK-1001 Jana Petersen"]);
    assert_eq!(found(&partner, "open=true").await.len(), 2);
    for query in ["open=perhaps", "cursor=x", "limit=x", "cursor=WzEsMl0"] {
        assert_eq!(partner.get(format!("{}?{query}", paths::DELIVERIES)).await.problem(400), "malformed", "{query}");
    }
}

#[tokio::test]
async fn another_partner_sees_nothing_at_all() {
    let world = World::new().await;
    let kit = world.shipped(1, 1, "A").await;
    let id = kit.recipients[1].parcel.as_ref().unwrap().id.clone();
    for account in ["other", "other-owner", "helvetia", "accounts", "ledger", "agent"] {
        let client = world.as_(account).await;
        assert_eq!(found(&client, "").await, [""; 0], "{account}");
        assert_eq!(found(&client, "q=1z5r").await, [""; 0], "{account}");
        assert_eq!(client.get(paths::one(&id)).await.problem(404), "not-found", "{account}");
    }
    world.nobody().get(paths::DELIVERIES).await.is(401);
    for account in ["partner", "sales", "owner", "support", "auditor"] {
        let page: DeliveryPage = world.as_(account).await.get(paths::one(&id)).await.ok();
        assert_eq!((page.delivery.recipient.as_str(), page.recipient.email.as_deref()), ("Empfang", Some("empfang@hafenklinik.example")));
    }
    kits::id(&kit);
}
