use eyelevel_contract::licences::{KnownIssue, paths};
use eyelevel_server::licences::known_issues::publish::publish;
use serde_json::json;

use crate::licences::installations::form_at;
use crate::support::World;

const SUBJECT: &str = "Bekannter Fehler in Archivar";

pub(super) async fn told(world: &World) -> Vec<String> {
    let rows: Vec<(String,)> = world.all("SELECT to_email FROM outbox WHERE template = 'known_issue'").await;
    let mut told: Vec<String> = rows.into_iter().map(|r| r.0.replace("@eyelevel.example", "")).collect();
    told.sort();
    told
}

#[tokio::test]
async fn every_partner_with_such_an_installation_is_told_once_and_nobody_else() {
    let world = World::new().await;
    let issue = world.published().await;
    assert_eq!(issue.published_at, Some(world.app.clock.now()));
    // Nordlicht and Südwerk run 9.x; the books are not asked. Helvetia runs 8.2.5.
    let concerned = ["other", "other-owner", "owner", "partner", "sales"];
    assert_eq!(told(&world).await, concerned);
    assert_eq!(world.count("outbox").await, 5);
    let (_, body) = world.mail("partner@eyelevel.example", SUBJECT).await;
    for said in ["9.x", &issue.title.de, &issue.workaround.de, "Archivar 9.2.0", "- Hafenklinik Altona: 9.1.0 (hka-backup-01)"] {
        assert!(body.contains(said), "{said}: {body}");
    }
    assert!(body.contains(&format!("{}{}", world.app.config.base_url, paths::known_issue_page(&issue.id))), "{body}");
    // Neither what runs another version nor what is another partner's.
    for secret in ["Thomsen", "Kiel", "Lindenhof", "hka-signs"] {
        assert!(!body.contains(secret), "{secret}: {body}");
    }
    // In the language of who reads it.
    let (subject, body) = world.mail("sales@eyelevel.example", "Known issue").await;
    assert!(subject.contains(&issue.title.en) && body.contains(&issue.workaround.en) && !body.contains(&issue.title.de), "{body}");
    assert!(world.mails_to("helvetia@eyelevel.example").await.is_empty());
}

#[tokio::test]
async fn published_again_it_tells_only_who_was_not_told() {
    let world = World::new().await;
    let first = world.published().await;
    world.later(60_000);
    let again = world.published().await;
    assert_eq!((again.version, again.published_at), (first.version, first.published_at));
    assert_eq!(told(&world).await.len(), 5);
    // A new colleague of theirs, and long after the outbox was emptied.
    world.run("DELETE FROM outbox").await;
    world.published().await;
    assert_eq!(told(&world).await, [""; 0]);
    // Something that it touches is installed since then at somebody's who was not told.
    let helvetia = world.as_("helvetia").await;
    let installed = world.installed("seeblick").await;
    let mut edit = form_at(&installed);
    edit.runs = "9.1.0".to_owned();
    helvetia.put(paths::installation(&installed.id), installed.version, edit).await.is(200);
    world.published().await;
    assert_eq!(told(&world).await, ["helvetia"]);
}

#[tokio::test]
async fn two_who_publish_at_once_tell_everybody_once() {
    let world = World::new().await;
    let other = world.second_process().await;
    let path = paths::publication(&world.known_issue().await.id);
    let (support, admin) = (world.as_("support").await, other.as_("admin").await);
    let (a, b) = world.at_once("known_issues", support.post(&path, json!({})), admin.post(&path, json!({}))).await;
    let (a, b): (KnownIssue, KnownIssue) = (a.ok(), b.ok());
    assert_eq!((a.version, b.version), (2, 2));
    assert_eq!(told(&world).await.len(), 5);
    assert_eq!(world.count("known_issue_notices").await, 2);
}

#[tokio::test]
async fn a_thousand_partners_are_one_short_write_and_who_dies_in_it_has_told_nobody() {
    let world = World::new().await;
    let (issue, product) = (world.known_issue().await, world.product("archivar").await);
    let rows = |row: &dyn Fn(usize) -> String| (0..1_000).map(row).collect::<Vec<_>>().join(", ");
    let organisations = "INSERT INTO organisations (id, kind, name, partner_id, created_at) VALUES";
    world.run(&format!("{organisations} {}", rows(&|n| format!("('p{n}', 'partner', 'P{n}', NULL, 0)")))).await;
    world.run(&format!("{organisations} {}", rows(&|n| format!("('c{n}', 'customer', 'C{n}', 'p{n}', 0)")))).await;
    for role in ["owner", "technician", "accounts"] {
        let person = |n: usize| format!("('{role}{n}', 'p{n}', 'X', '{role}{n}@x.example', '{role}{n}@x.example', 'en', 0)");
        let people = "INSERT INTO people (id, organisation_id, name, email, email_key, lang, created_at) VALUES";
        world.run(&format!("{people} {}", rows(&person))).await;
        world.run(&format!("INSERT INTO person_roles (person_id, role) VALUES {}", rows(&|n| format!("('{role}{n}', '{role}')")))).await;
    }
    let edition = &product.editions[0].id;
    let installed = |n: usize| format!("('i{n}', 'p{n}', 'c{n}', '{}', '{edition}', '9.0.{n}', '')", product.id);
    let installations = "INSERT INTO installations (id, partner_id, customer_id, product_id, edition_id, runs, search) VALUES";
    world.run(&format!("{installations} {}", rows(&installed))).await;
    // Dies before it is done.
    let support = world.as_("support").await;
    let mut w = eyelevel_server::write::Write::begin(&world.app, None, "portal").await.unwrap();
    publish(&mut w, &issue.id).await.unwrap();
    drop(w);
    assert_eq!((world.count("outbox").await, world.count("known_issue_notices").await), (0, 0));
    assert_eq!(world.known_issue().await.published_at, None);
    let published = support.post(paths::publication(&issue.id), json!({}));
    tokio::time::timeout(std::time::Duration::from_secs(20), published).await.unwrap().is(200);
    assert_eq!(world.count("outbox").await, 2_005);
    assert_eq!(world.count("known_issue_notices").await, 1_002);
    assert_eq!(world.count("outbox WHERE to_email LIKE 'accounts%'").await, 0);
}

#[tokio::test]
async fn it_takes_the_right_and_a_draft_is_no_partner_s_to_know_of() {
    let world = World::new().await;
    let issue = world.known_issue().await;
    let path = paths::publication(&issue.id);
    for account in ["approver", "manager", "auditor", "ledger"] {
        assert_eq!(world.as_(account).await.post(&path, json!({})).await.missing_right(), "support lead admin", "{account}");
    }
    for account in ["partner", "owner", "other", "agent"] {
        world.as_(account).await.post(&path, json!({})).await.is(404);
    }
    assert_eq!((world.count("outbox").await, world.known_issue().await.published_at), (0, None));
    world.published().await;
    assert_eq!(world.as_("owner").await.post(&path, json!({})).await.missing_right(), "vendor");
}

#[tokio::test]
async fn a_letter_that_is_sent_late_names_what_is_touched_then() {
    let world = World::new().await;
    let issue = world.published().await;
    let partner = world.as_("partner").await;
    let installed = world.installed("hka-backup-01").await;
    let mut edit = form_at(&installed);
    edit.runs = "9.2.0".to_owned();
    partner.put(paths::installation(&installed.id), installed.version, edit).await.is(200);
    let (_, body) = world.mail("partner@eyelevel.example", SUBJECT).await;
    assert!(body.contains(&issue.workaround.de) && !body.contains("Hafenklinik"), "{body}");
}
