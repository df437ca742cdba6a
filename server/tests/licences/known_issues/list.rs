use eyelevel_contract::licences::{KnownIssue, paths};
use eyelevel_contract::page::Page;

use super::{form, ids};
use crate::support::World;

#[tokio::test]
async fn by_product_by_version_and_by_what_runs_at_one_s_own_customers() {
    let world = World::new().await;
    let issue = world.published().await;
    let partner = world.as_("partner").await;
    let one = [issue.id.clone()];
    assert_eq!(ids(&partner, &format!("product={}", issue.product.as_ref().unwrap().id)).await, one);
    assert_eq!(ids(&partner, &format!("product={}", world.product("signwart").await.id)).await, [""; 0]);
    assert_eq!(ids(&partner, "product=nothing").await, [""; 0]);
    for (version, touched) in [("9.1.0", true), ("9", true), ("v9.1", true), ("8.3.0", false), ("9.2.0", false), ("10.0.0", false)] {
        assert_eq!(!ids(&partner, &format!("version={version}")).await.is_empty(), touched, "{version}");
    }
    // At the Hafenklinik runs 9.1.0, at the hotel 8.2.5; the books and the vendor have no installations to look at.
    for (account, touched) in [
        ("partner", true),
        ("owner", true),
        ("other", true),
        ("helvetia", false),
        ("accounts", false),
        ("support", false),
        ("agent", false),
    ] {
        let client = world.as_(account).await;
        assert_eq!(!ids(&client, "mine=true").await.is_empty(), touched, "{account}");
        assert_eq!(ids(&client, "").await, one, "{account}: it is no secret");
    }
    for query in ["version=nine", "mine=perhaps", "cursor=x", "limit=x"] {
        assert_eq!(partner.get(format!("{}?{query}", paths::KNOWN_ISSUES)).await.problem(400), "malformed", "{query}");
    }
}

#[tokio::test]
async fn page_by_page_each_comes_once_the_newest_first() {
    let world = World::new().await;
    let support = world.as_("support").await;
    let good = form(&world.known_issue().await);
    for n in 0..9 {
        let mut form = good.clone();
        form.known_since = Some(world.today().plus_days(-(n % 3)));
        form.affected = if n % 2 == 0 { "9.x" } else { "8.x" }.to_owned();
        form.fixed_in = String::new();
        support.post(paths::KNOWN_ISSUES, form).await.is(201);
    }
    for (query, count) in [("", 10), ("&version=9.0.0", 6)] {
        for limit in [1, 2, 4, 6, 10, 11] {
            let (mut seen, mut cursor) = (Vec::new(), String::new());
            loop {
                let page: Page<KnownIssue> = support.get(format!("{}?limit={limit}{query}{cursor}", paths::KNOWN_ISSUES)).await.ok();
                seen.extend(page.items.into_iter().map(|i| (i.known_since, i.id)));
                let Some(next) = page.next else { break };
                cursor = format!("&cursor={next}");
            }
            assert!(seen.is_sorted_by(|a, b| a > b), "{seen:?}");
            assert_eq!(seen.len(), count, "{query} {limit}");
        }
    }
}
