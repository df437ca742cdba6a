use eyelevel_contract::licences::{Installation, paths};
use eyelevel_contract::page::Page;

use crate::support::{Client, World};

async fn found(client: &Client, query: &str) -> Vec<String> {
    let page: Page<Installation> = client.get(format!("{}?{query}", paths::INSTALLATIONS)).await.ok();
    page.items.into_iter().map(|i| format!("{} {}", i.customer.name, i.product.code)).collect()
}

#[tokio::test]
async fn one_s_own_by_the_day_on_which_they_end() {
    let world = World::new().await;
    let partner = world.as_("partner").await;
    let mine = [
        "Stadtbücherei Kiel archivar",
        "Hafenklinik Altona archivar",
        "Reederei Thomsen archivar",
        "Hafenklinik Altona signwart",
        "Stadtbücherei Kiel signwart",
    ];
    assert_eq!(found(&partner, "").await, mine);
    assert_eq!(found(&world.as_("other").await, "").await, ["Maschinenbau Ott archivar", "Brauerei Lindenhof archivar"]);
    assert_eq!(found(&world.as_("support").await, "").await.len(), 8);
    assert_eq!(found(&world.as_("auditor").await, "").await.len(), 8);
    // Whom they do not concern.
    for account in ["accounts", "manager", "ledger", "agent"] {
        assert_eq!(found(&world.as_(account).await, "").await, [""; 0], "{account}");
    }
    world.nobody().get(paths::INSTALLATIONS).await.is(401);
}

#[tokio::test]
async fn found_by_customer_product_host_version_and_reference() {
    let world = World::new().await;
    let (partner, support) = (world.as_("partner").await, world.as_("support").await);
    for (q, count) in [
        ("hafenklinik", 2),
        ("ARCHIVAR", 3),
        ("hka-backup", 1),
        ("9.1.0", 1),
        ("nl-1874", 1),
        ("stadtb%C3%BCcherei", 2),
        ("lindenhof", 0),
        ("nordlicht", 0),
        ("%25", 0),
    ] {
        assert_eq!(found(&partner, &format!("q={q}")).await.len(), count, "{q}");
    }
    // The vendor finds partners too.
    assert_eq!(found(&support, "q=s%C3%BCdwerk").await.len(), 2);
    let klinik = world.organisation("Hafenklinik Altona").await;
    assert_eq!(found(&partner, &format!("customer={klinik}")).await.len(), 2);
    assert_eq!(found(&partner, &format!("customer={klinik}&product={}", world.product("signwart").await.id)).await.len(), 1);
    let foreign = world.organisation("Brauerei Lindenhof").await;
    assert_eq!(found(&partner, &format!("customer={foreign}")).await, [""; 0]);
    assert_eq!(found(&partner, "product=nothing").await, [""; 0]);
}

#[tokio::test]
async fn what_runs_out_when() {
    let world = World::new().await;
    let support = world.as_("support").await;
    for (within, count) in [("ended", 1), ("7", 1), ("30", 2), ("60", 2), ("90", 3)] {
        assert_eq!(found(&support, &format!("runs_out={within}")).await.len(), count, "{within}");
    }
    // The last day itself is not over yet, and what has no contract never ends.
    let today = world.today();
    world.run(&format!("UPDATE installations SET contract_until = '{today}' WHERE host = 'hka-backup-01'")).await;
    assert_eq!(found(&world.as_("partner").await, "runs_out=7").await, ["Hafenklinik Altona archivar"]);
    assert_eq!(found(&world.as_("partner").await, "runs_out=ended").await, ["Stadtbücherei Kiel archivar"]);
    for query in ["runs_out=8", "runs_out=", "cursor=x", "cursor=WzEsMl0", "limit=x"] {
        assert_eq!(support.get(format!("{}?{query}", paths::INSTALLATIONS)).await.problem(400), "malformed", "{query}");
    }
}

#[tokio::test]
async fn page_by_page_each_comes_once() {
    let world = World::new().await;
    let support = world.as_("support").await;
    // Several on the same day, several without one.
    world.run("UPDATE installations SET contract_until = '2027-01-01' WHERE partner_id IN (SELECT id FROM organisations WHERE name LIKE 'S%')").await;
    world.run("UPDATE installations SET contract_until = NULL WHERE host IS NULL").await;
    for limit in [1, 2, 3, 7, 8, 9] {
        let (mut seen, mut cursor) = (Vec::new(), String::new());
        loop {
            let page: Page<Installation> = support.get(format!("{}?limit={limit}{cursor}", paths::INSTALLATIONS)).await.ok();
            seen.extend(page.items.into_iter().map(|i| i.id));
            let Some(next) = page.next else { break };
            cursor = format!("&cursor={next}");
        }
        assert_eq!(seen.len(), 8);
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), 8);
    }
}
