//! Whole tables as CSV: everything, once, as the caller may see it, and nothing that a spreadsheet would run.

use eyelevel_contract::exports::{Export, path};
use eyelevel_contract::page::Page;
use eyelevel_contract::requests::{Request, paths};

use crate::support::{Client, World};

/// A table's lines, the header first.
async fn table(client: &Client, export: Export) -> Vec<csv::StringRecord> {
    let answer = client.get(path(export)).await.is(200);
    assert_eq!(answer.header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(answer.header("content-disposition"), format!("attachment; filename=\"{export}.csv\""));
    let text = answer.text();
    let text = text.strip_prefix('\u{feff}').unwrap();
    csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes()).records().map(Result::unwrap).collect()
}

fn column(table: &[csv::StringRecord], name: &str) -> Vec<String> {
    let place = table[0].iter().position(|one| one == name).unwrap();
    table[1..].iter().map(|line| line[place].to_owned()).collect()
}

#[tokio::test]
async fn what_a_list_shows_stands_in_its_table() {
    let world = World::new().await;
    world.submitted(1, 0).await;
    let enquiry = world.enquiry("=HYPERLINK(\"https://evil.example\")").await;
    let admin = world.as_("admin").await;
    let all: Page<Request> = admin.get(format!("{}?limit=1000&sort=created", paths::REQUESTS)).await.ok();
    let requests = table(&admin, Export::Requests).await;
    assert_eq!(column(&requests, "number"), all.items.iter().map(|one| one.number.clone()).collect::<Vec<_>>());
    let place = all.items.iter().position(|one| one.number == enquiry.number).unwrap();
    assert_eq!(column(&requests, "subject")[place], "'=HYPERLINK(\"https://evil.example\")", "a text, and no formula");
    let created: jiff::Timestamp = column(&requests, "created_at")[place].parse().unwrap();
    assert_eq!(created.as_millisecond(), enquiry.created_at);
    let promises = table(&admin, Export::Promises).await;
    assert_eq!(promises.len() - 1, usize::try_from(world.count("promises").await).unwrap());
    assert!(column(&promises, "kept").iter().all(String::is_empty), "nothing is settled yet");
}

#[tokio::test]
async fn every_table_has_all_of_its_rows_and_no_secret() {
    let world = World::new().await;
    let admin = world.as_("admin").await;
    for export in Export::ALL {
        let lines = table(&admin, *export).await;
        assert!(lines[0].iter().all(|name| !name.is_empty()), "{export}");
        let head: Vec<&str> = lines[0].iter().collect();
        assert!(!head.iter().any(|name| name.contains("hash") || name.contains("secret")), "{head:?}");
    }
    let people = table(&admin, Export::People).await;
    assert_eq!(people.len() - 1, usize::try_from(world.count("people").await).unwrap());
    assert!(column(&people, "accepted").contains(&"true".to_owned()));
    assert!(!people.iter().any(|line| line.iter().any(|cell| cell.contains("$argon2"))));
    let organisations = table(&admin, Export::Organisations).await;
    assert!(!column(&organisations, "kind").contains(&"customer".to_owned()), "a partner's customers are theirs");
    admin.get("/api/v1/exports/sessions.csv").await.is(404);
    admin.get("/api/v1/exports/people").await.is(404);
}

/// More than are read at once.
#[tokio::test]
async fn a_long_table_is_whole() {
    let world = World::new().await;
    let fill = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2500) \
                INSERT INTO serials (id, organisation_id, serial, folded, product, batch, shipped_to, imported_at) \
                SELECT 's' || i, (SELECT id FROM organisations WHERE kind = 'vendor'), 'S-' || i, 'S' || i, '', '', '', 0 FROM n";
    world.run(fill).await;
    let mut serials = column(&table(&world.as_("auditor").await, Export::Serials).await, "serial");
    serials.sort();
    let mut wanted: Vec<String> = (1..=2500).map(|i| format!("S-{i}")).collect();
    wanted.sort();
    assert_eq!(serials, wanted);
}
