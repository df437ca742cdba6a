use eyelevel_contract::demo_kits::{Item, paths};
use eyelevel_contract::page::Page;

use crate::support::{Client, World};

async fn names(client: &Client, query: &str) -> Vec<String> {
    let page: Page<Item> = client.get(format!("{}?{query}", paths::CATALOGUE)).await.ok();
    page.items.into_iter().map(|i| i.name.en).collect()
}

#[tokio::test]
async fn by_name_in_the_caller_s_language() {
    let world = World::new().await;
    let partner = world.as_("partner").await;
    let english = [
        "Archivar backup appliance",
        "Business router with LTE fallback",
        "Desk phone pair",
        "Door sign set",
        "E-paper display",
        "Room sensor",
    ];
    assert_eq!(names(&partner, "").await, english);
    let mut turned = names(&partner, "sort=-name").await;
    turned.reverse();
    assert_eq!(turned, english);
    let german = partner.clone().in_german();
    assert_eq!(names(&german, "").await[..2], ["Archivar backup appliance", "Business router with LTE fallback"]);
    assert_eq!(names(&german, "sort=-name").await[0], "Door sign set");
    // Found in both languages, whatever the case.
    assert_eq!(names(&partner, "q=T%C3%9CRSCHILD").await, ["Door sign set"]);
    assert_eq!(names(&partner, "q=door%20SIGN").await, ["Door sign set"]);
    assert_eq!(names(&partner, "q=co%E2%82%82").await, ["Room sensor"]);
    assert_eq!(names(&partner, "q=%25").await, [""; 0]);
}

#[tokio::test]
async fn page_by_page_each_item_comes_once() {
    let world = World::new().await;
    let partner = world.as_("partner").await;
    // Two of the same name are two.
    world.run("UPDATE catalogue_items SET name_en = 'Door sign set' WHERE name_en = 'Desk phone pair'").await;
    for way in ["name", "-name"] {
        for limit in [1, 2, 5, 6, 7] {
            let (mut seen, mut cursor) = (Vec::new(), String::new());
            loop {
                let page: Page<Item> = partner.get(format!("{}?sort={way}&limit={limit}{cursor}", paths::CATALOGUE)).await.ok();
                seen.extend(page.items.into_iter().map(|i| i.id));
                let Some(next) = page.next else { break };
                cursor = format!("&cursor={next}");
            }
            assert_eq!(seen.len(), 6);
            seen.sort();
            seen.dedup();
            assert_eq!(seen.len(), 6);
        }
    }
    for query in ["sort=price", "cursor=x", "cursor=WzEsMl0", "limit=x"] {
        assert_eq!(partner.get(format!("{}?{query}", paths::CATALOGUE)).await.problem(400), "malformed", "{query}");
    }
}

#[tokio::test]
async fn prices_are_for_those_who_may_see_them() {
    let world = World::new().await;
    for (account, sees) in
        [("partner", false), ("sales", true), ("owner", true), ("accounts", true), ("agent", false), ("approver", true), ("support", true)]
    {
        let text = world.as_(account).await.get(paths::CATALOGUE).await.is(200).text();
        assert_eq!(text.contains("18900"), sees, "{account}");
        // What lies in the house is the vendor's to know.
        assert_eq!(text.contains("\"on_hand\":24"), ["approver", "support"].contains(&account), "{account}");
    }
}
