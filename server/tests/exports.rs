//! Whole tables as CSV: everything, once, as the caller may see it, and nothing that a spreadsheet would run.

use eyelevel_contract::calendars::{ClosedDays, Region, first_policies};
use eyelevel_contract::exports::{Export, path};
use eyelevel_contract::page::Page;
use eyelevel_contract::people::absences::{self, NewAbsence};
use eyelevel_contract::requests::{Request, paths};
use serde_json::json;

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

#[tokio::test]
async fn what_administration_keeps_can_be_taken_away() {
    let world = World::new().await;
    let admin = world.as_("admin").await;
    let day = |n: i64| world.today().plus_days(n);
    let (person_id, deputy_id) = (world.person("approver").await, world.person("support").await);
    let away = NewAbsence { person_id, deputy_id, from_on: Some(day(1)), until_on: Some(day(3)) };
    admin.post(absences::PATH, away).await.is(201);
    let lines = table(&admin, Export::Absences).await;
    let stands = |name: &str| column(&lines, name).remove(0);
    assert_eq!((stands("email"), stands("deputy_email")), ("approver@eyelevel.example".to_owned(), "support@eyelevel.example".to_owned()));
    assert_eq!((stands("from"), stands("until"), stands("ended_at")), (day(1).to_string(), day(3).to_string(), String::new()));

    let own = ClosedDays { from: day(10), until: day(12), name: "=Werk".to_owned(), yearly: true };
    world
        .calendar(|calendar| {
            calendar.regions = vec![Region::DeSh];
            calendar.closed = vec![own.clone()];
        })
        .await;
    let days = table(&admin, Export::ClosedDays).await;
    assert_eq!(days[1].iter().collect::<Vec<_>>(), [day(10).to_string().as_str(), &day(12).to_string(), "'=Werk", "true", ""]);
    assert!(days[2..].iter().any(|line| &line[0] == "2027-12-25" && &line[4] == "christmas"), "this year and the next");

    let minutes: Vec<_> = first_policies().iter().map(|policy| policy.decision.to_string()).collect();
    assert_eq!(column(&table(&admin, Export::Policies).await, "decision_minutes"), minutes);

    let teams = table(&admin, Export::Teams).await;
    let of = |email: &str| {
        teams.iter().filter(|line| &line[2] == email).map(|line| (line[0].to_owned(), line[4].to_owned())).collect::<Vec<_>>()
    };
    assert_eq!(of("approver@eyelevel.example"), [("work".to_owned(), "true".to_owned())]);
    assert_eq!(of("ledger@eyelevel.example"), [("money".to_owned(), "true".to_owned())]);
    assert_eq!(of("auditor@eyelevel.example"), [], "who only reads takes part in none");
    assert_eq!(of("partner@eyelevel.example"), []);

    for (export, rows) in [
        (Export::Products, "editions"),
        (Export::KnownIssues, "known_issues"),
        (Export::Invitations, "links WHERE purpose = 'invitation'"),
        (Export::Catalogue, "catalogue_variants"),
    ] {
        assert_eq!(table(&admin, export).await.len() - 1, usize::try_from(world.count(rows).await).unwrap(), "{export}");
    }
}

#[tokio::test]
async fn an_invitation_is_told_of_without_its_link() {
    let world = World::new().await;
    let admin = world.as_("admin").await;
    let organisation_id = world.organisation("Nordlicht IT").await;
    let new =
        json!({ "name": "Nora Neu", "email": "nora@neu.example", "organisation_id": organisation_id, "roles": ["sales"], "lang": "de" });
    admin.post(eyelevel_contract::people::paths::PEOPLE, new).await.is(201);
    let link: (String,) = world.one("SELECT id FROM links WHERE purpose = 'invitation' ORDER BY id DESC LIMIT 1").await;
    let lines = table(&admin, Export::Invitations).await;
    let line = lines.iter().find(|line| &line[2] == "nora@neu.example").unwrap();
    assert_eq!((&line[0], &line[1], &line[4], &line[5]), ("Nordlicht IT", "Nora Neu", "", "false"));
    assert!(!line.iter().any(|cell| cell.contains(&link.0)));
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
