use std::collections::BTreeSet;

use eyelevel_contract::page::Page;
use eyelevel_contract::people::{Person, paths};

use crate::support::World;

async fn names(world: &World, account: &str, query: &str) -> Vec<String> {
    let page: Page<Person> = world.as_(account).await.get(format!("{}?{query}", paths::PEOPLE)).await.ok();
    page.items.into_iter().map(|p| p.name).collect()
}

#[tokio::test]
async fn everybody_sees_their_own_company_and_the_vendor_all() {
    let world = World::new().await;
    let nordlicht = ["Ines Hansen", "Jana Petersen", "Tom Clausen", "Uwe Brandt"];
    for account in ["partner", "accounts", "owner", "sales"] {
        assert_eq!(names(&world, account, "").await, nordlicht, "{account}");
    }
    assert_eq!(names(&world, "other", "").await, ["Georg Haas", "Miriam Vogel"]);
    assert_eq!(names(&world, "agent", "").await, ["Sven Richter"]);
    assert_eq!(names(&world, "ledger", "").await.len(), 15);
    let foreign = world.organisation("Nordlicht IT").await;
    assert_eq!(names(&world, "other", &format!("organisation={foreign}")).await, [""; 0]);
    assert_eq!(names(&world, "admin", &format!("organisation={foreign}")).await, nordlicht);
    assert_eq!(names(&world, "admin", "role=approver").await, ["Claudia Berg", "Henrik Lund"]);
}

#[tokio::test]
async fn a_search_finds_umlauts_whatever_their_case() {
    let world = World::new().await;
    world.run("UPDATE people SET name = 'Özlem Ärmel', search = 'özlem ärmel ozlem@x.example' WHERE name = 'Petra König'").await;
    for search in ["%C3%96ZLEM", "%C3%B6zlem", "%C3%A4RMEL", "ozlem@X.example"] {
        assert_eq!(names(&world, "admin", &format!("q={search}")).await, ["Özlem Ärmel"], "{search}");
    }
    // What the search holds of wildcards is meant as it stands.
    assert_eq!(names(&world, "admin", "q=%25").await, [""; 0]);
    assert_eq!(names(&world, "admin", "q=_").await, [""; 0]);
    assert_eq!(names(&world, "admin", "q=!").await, [""; 0]);
    // A name that is written by the program is found by it.
    let admin = world.as_("admin").await;
    let id = world.person("ledger").await;
    let edit = serde_json::json!({ "name": "ÜLKÜ KÖNIG", "roles": ["ledger"], "lang": "de" });
    admin.put(paths::person(&id), 1, edit).await.is(200);
    assert_eq!(names(&world, "admin", "q=%C3%BClk%C3%BC").await, ["ÜLKÜ KÖNIG"]);
}

#[tokio::test]
async fn page_by_page_everybody_comes_once() {
    let world = World::new().await;
    let admin = world.as_("admin").await;
    // Two of the same name are still two.
    world.run("UPDATE people SET name = 'Claudia Berg' WHERE name = 'Henrik Lund'").await;
    for limit in [1, 2, 7, 14, 15, 1000] {
        let (mut seen, mut cursor, mut pages) = (Vec::new(), String::new(), 0);
        loop {
            let page: Page<Person> = admin.get(format!("{}?limit={limit}{cursor}", paths::PEOPLE)).await.ok();
            assert!(page.items.len() <= limit);
            seen.extend(page.items.into_iter().map(|p| p.id));
            pages += 1;
            let Some(next) = page.next else { break };
            cursor = format!("&cursor={next}");
        }
        assert_eq!((seen.len(), seen.iter().collect::<BTreeSet<_>>().len(), pages), (15, 15, 15_usize.div_ceil(limit)));
    }
}

#[tokio::test]
async fn nonsense_in_the_query_is_400() {
    let world = World::new().await;
    let admin = world.as_("admin").await;
    for query in ["cursor=x", "cursor=e30", "cursor=WyIxIl0", "limit=many", "limit=1.5", "role=king"] {
        assert_eq!(admin.get(format!("{}?{query}", paths::PEOPLE)).await.problem(400), "malformed", "{query}");
    }
    for (limit, rows) in [("0", 1), ("-5", 1), ("99999", 15), ("", 0)] {
        let answer = admin.get(format!("{}?limit={limit}", paths::PEOPLE)).await;
        if limit.is_empty() {
            answer.problem(400);
        } else {
            assert_eq!(answer.ok::<Page<Person>>().items.len(), rows, "{limit}");
        }
    }
}
