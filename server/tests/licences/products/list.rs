use eyelevel_contract::licences::{Product, paths};
use eyelevel_contract::page::Page;

use super::fresh;
use crate::support::{Client, World};

async fn codes(client: &Client, query: &str) -> Vec<String> {
    let page: Page<Product> = client.get(format!("{}?{query}", paths::PRODUCTS)).await.ok();
    page.items.into_iter().map(|p| p.code.to_string()).collect()
}

#[tokio::test]
async fn by_name_and_found_by_name_code_and_edition() {
    let world = World::new().await;
    let partner = world.as_("partner").await;
    assert_eq!(codes(&partner, "").await, ["archivar", "signwart"]);
    assert_eq!(codes(&partner, "q=SIGN").await, ["signwart"]);
    assert_eq!(codes(&partner, "q=enterprise").await, ["archivar"]);
    assert_eq!(codes(&partner, "q=%25").await, [""; 0]);
}

#[tokio::test]
async fn page_by_page_each_comes_once() {
    let world = World::new().await;
    let admin = world.as_("admin").await;
    let archivar = world.product("archivar").await;
    for n in 0..5 {
        // All of the same name.
        admin.post(paths::PRODUCTS, fresh(&archivar, &format!("copy-{n}"))).await.is(201);
    }
    for limit in [1, 2, 3, 7, 8] {
        let (mut seen, mut cursor) = (Vec::new(), String::new());
        loop {
            let page: Page<Product> = admin.get(format!("{}?limit={limit}{cursor}", paths::PRODUCTS)).await.ok();
            seen.extend(page.items.into_iter().map(|p| p.code.to_string()));
            let Some(next) = page.next else { break };
            cursor = format!("&cursor={next}");
        }
        assert_eq!(seen.len(), 7);
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), 7);
    }
    for query in ["cursor=x", "cursor=WzEsMl0", "limit=x"] {
        assert_eq!(admin.get(format!("{}?{query}", paths::PRODUCTS)).await.problem(400), "malformed", "{query}");
    }
}
