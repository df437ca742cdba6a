use eyelevel_contract::audit::{AuditEntry, EXPORT, PATH};
use eyelevel_contract::page::Page;
use eyelevel_contract::requests::paths;
use eyelevel_server::chain;
use serde_json::json;

use crate::support::{Client, DAY, World};

async fn list(client: &Client, query: &str) -> Vec<AuditEntry> {
    client.get(format!("{PATH}?limit=1000&{query}")).await.ok::<Page<AuditEntry>>().items
}

#[tokio::test]
async fn each_entry_says_who_did_what_to_what_and_from_where() {
    let world = World::new().await;
    let auditor = world.as_("auditor").await;
    let one = world.enquiry("One?").await;
    let approver = world.as_("approver").await;
    approver.act(&one.id, paths::OWNER, json!({ "owner_id": world.person("manager").await, "reason": "On holiday" })).await.is(200);
    let all = list(&auditor, &format!("subject={}", one.id)).await;
    let actions: Vec<_> = all.iter().map(|entry| entry.action.as_str()).collect();
    assert_eq!(actions, ["request.handed_over", "request.submitted"]);
    assert_eq!(all[1].by.as_ref().unwrap().name, "Jana Petersen");
    assert_eq!((all[0].request.as_ref().unwrap().number.as_str(), all[0].source.as_str()), (one.number.as_str(), "portal"));
    let change = &all[0].changes[0];
    assert_eq!(change.field, "owner");
    assert_ne!(change.before, change.after);
    let by = list(&auditor, &format!("person={}&action=request", world.person("approver").await)).await;
    assert_eq!(by.iter().map(|entry| entry.action.as_str()).collect::<Vec<_>>(), ["request.handed_over"]);
    // Days are the vendor's, both inclusive.
    assert!(!list(&auditor, "from=2026-11-24&until=2026-11-24").await.is_empty());
    assert!(list(&auditor, "until=2026-11-23").await.is_empty() && list(&auditor, "from=2026-11-25").await.is_empty());
    world.app.clock.set(world.app.clock.now() + DAY);
    world.enquiry("Two?").await;
    assert_eq!(list(&world.as_("auditor").await, "from=2026-11-25&action=request.submitted").await.len(), 1);
    for odd in ["from=yesterday", "until=2026-02-30", "cursor=x", "from=%00"] {
        world.as_("auditor").await.get(format!("{PATH}?{odd}")).await.is(400);
    }
    // `request` is no beginning of another word, and no pattern.
    for none in ["action=reques", "action=%25", "action=request_", "subject=%27", "person=-"] {
        assert!(list(&world.as_("auditor").await, none).await.is_empty(), "{none}");
    }
}

#[tokio::test]
async fn page_by_page_it_is_whole() {
    let world = World::new().await;
    for n in 0..5 {
        world.enquiry(&format!("{n}?")).await;
    }
    let auditor = world.as_("auditor").await;
    let all = list(&auditor, "").await;
    let (mut paged, mut after) = (Vec::new(), String::new());
    loop {
        let page: Page<AuditEntry> = auditor.get(format!("{PATH}?limit=3{after}")).await.ok();
        paged.extend(page.items);
        match page.next {
            Some(next) => after = format!("&cursor={next}"),
            None => break,
        }
    }
    assert_eq!(paged, all);
    assert!(all.len() > 8);
}

#[tokio::test]
async fn the_export_has_every_entry_with_its_place_and_hash_and_no_formula() {
    let world = World::new().await;
    world.run("UPDATE people SET name = '=HYPERLINK(1)' WHERE email LIKE 'partner@%'").await;
    world.enquiry("One?").await;
    chain::seal(&world.app).await.unwrap();
    let auditor = world.as_("auditor").await;
    let answer = auditor.get(EXPORT).await.is(200);
    assert_eq!(answer.header("content-disposition"), "attachment; filename=\"audit.csv\"");
    let text = answer.text();
    let mut table = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let rows: Vec<csv::StringRecord> = table.records().map(Result::unwrap).collect();
    // What came since is there, too, and has no place yet.
    assert_eq!(i64::try_from(rows.len()).unwrap(), world.count("audit").await);
    let submitted = rows.iter().find(|row| &row[5] == "request.submitted").unwrap();
    assert_eq!((&submitted[4], &submitted[8], submitted[11].len()), ("'=HYPERLINK(1)", "EN-1001", 64));
}
