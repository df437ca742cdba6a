use eyelevel_contract::demo_kits::paths::DEMO_KITS;
use eyelevel_contract::enquiries;
use eyelevel_contract::page::Page;
use eyelevel_contract::requests::groups::{GROUPS, NOBODY, RequestGroup, RequestGroups};
use eyelevel_contract::requests::{Grouping, Request, RequestQuery, paths};

use crate::support::{Client, DAY, World, requests::question};

async fn groups(client: &Client, query: &str) -> Vec<RequestGroup> {
    let found: RequestGroups = client.get(format!("{GROUPS}?{query}")).await.ok();
    assert!(!found.more);
    found.groups
}

fn named(groups: &[RequestGroup]) -> Vec<(&str, i64, i64)> {
    groups.iter().map(|group| (group.name.as_deref().unwrap_or("-"), group.count, group.late)).collect()
}

/// Two partners' enquiries, one of them late; a kit for a customer.
async fn world() -> World {
    let world = World::new().await;
    world.as_("other").await.post(enquiries::PATH, question("Late by now")).await.is(201);
    world.later(5 * DAY);
    let partner = world.as_("partner").await;
    for n in 0..3 {
        partner.post(enquiries::PATH, question(&format!("Idea {n}"))).await.is(201);
    }
    let mut draft = world.draft(1, 0).await;
    draft.customer_id = Some(world.organisation("Stadtbücherei Kiel").await);
    partner.post(DEMO_KITS, draft).await.is(201);
    world
}

#[tokio::test]
async fn what_a_list_shows_is_counted_by_owner_partner_and_customer() {
    let world = world().await;
    let admin = world.as_("admin").await;
    let partners = groups(&admin, "group=partner").await;
    assert_eq!(named(&partners), [("Südwerk Systemhaus", 1, 1), ("Nordlicht IT", 4, 0)], "the nearest date first");
    assert!(partners[0].next_due < partners[1].next_due && partners[0].next_due.is_some());
    let customers = groups(&admin, "group=customer").await;
    let mut named = named(&customers);
    named.sort_unstable();
    assert_eq!(named, [("-", 4, 1), ("Stadtbücherei Kiel", 1, 0)]);
    let owners = groups(&admin, "").await;
    assert_eq!(owners.iter().map(|group| group.count).sum::<i64>(), 5, "by owner, if nothing is said");
    // Filters hold; what stands still has no date and nothing late.
    let kits = groups(&admin, "group=partner&kind=demo_kit").await;
    assert_eq!((kits.len(), kits[0].count), (1, 1));
    world.run("UPDATE requests SET state = 'question', due_at = NULL WHERE kind = 'enquiry'").await;
    let still = groups(&admin, "group=partner&section=with_partner").await;
    assert!(still.iter().all(|group| group.late == 0 && group.next_due.is_none()) && still.len() == 2);
}

#[tokio::test]
async fn a_groups_requests_are_the_lists_with_one_filter_more_and_nobody_sees_a_foreign_one() {
    let world = world().await;
    for account in ["admin", "partner", "other", "sales"] {
        let client = world.as_(account).await;
        for grouping in Grouping::ALL {
            let query = RequestQuery { group: Some(*grouping), ..RequestQuery::default() };
            let mut seen = 0;
            for group in groups(&client, &query.to_query()).await {
                let within = query.within(*grouping, &group.id).to_query();
                let list: Page<Request> = client.get(format!("{}?{within}", paths::REQUESTS)).await.ok();
                assert_eq!(i64::try_from(list.items.len()).unwrap(), group.count, "{account} {within}");
                seen += group.count;
            }
            let all: Page<Request> = client.get(paths::REQUESTS).await.ok();
            assert_eq!(seen, i64::try_from(all.items.len()).unwrap(), "{account} by {grouping}");
        }
    }
    // Another partner's customer is nobody's: not by name, not by its id.
    let kiel = world.organisation("Stadtbücherei Kiel").await;
    let other = world.as_("other").await;
    assert_eq!(other.numbers(&format!("customer={kiel}")).await, [""; 0]);
    assert_eq!(groups(&other, "group=customer").await.iter().map(|group| group.id.as_str()).collect::<Vec<_>>(), [NOBODY]);
}
