//! How somebody would like to be told: checked, theirs alone, and what waits follows it.

use eyelevel_contract::notices::{NoticeSettings, SETTINGS, Way};
use eyelevel_contract::statements::{Pins, paths as statements};
use eyelevel_server::jobs::Job;
use serde_json::{Value, json};

use super::JANA;
use crate::support::{DAY, World};

fn edit(ways: &Value, quiet: (&str, &str), digest_at: &str) -> Value {
    json!({ "ways": ways, "quiet_from": quiet.0, "quiet_until": quiet.1, "digest_at": digest_at })
}

#[tokio::test]
async fn they_are_kept_with_their_version() {
    let world = World::new().await;
    let partner = world.as_("partner").await;
    let first = partner.get(SETTINGS).await.is(200);
    assert_eq!(first.header("etag"), "\"0\"");
    let first: NoticeSettings = first.ok();
    assert_eq!((first.ways.len(), first.quiet_from.as_str(), first.digest_at.as_str(), first.version), (0, "", "07:00", 0));
    let said = partner.put(SETTINGS, 0, edit(&json!({ "messages": "digest" }), ("22:00", "6:30"), "8:15")).await.is(200);
    assert_eq!(said.header("etag"), "\"1\"");
    let now: NoticeSettings = partner.get(SETTINGS).await.ok();
    assert_eq!((now.ways["messages"], now.quiet_until.as_str(), now.digest_at.as_str(), now.version), (Way::Digest, "06:30", "08:15", 1));
    // Another window has an old version.
    for old in [0, 7] {
        assert_eq!(partner.put(SETTINGS, old, edit(&json!({}), ("", ""), "07:00")).await.problem(412), "changed-meanwhile");
    }
    partner.json_put(SETTINGS, edit(&json!({}), ("", ""), "07:00")).await.is(428);
    partner.put(SETTINGS, 1, edit(&json!({}), ("", ""), "07:00")).await.is(200);
    let theirs: NoticeSettings = world.as_("owner").await.get(SETTINGS).await.ok();
    assert_eq!(theirs.version, 0, "each person has their own");
    assert_eq!(world.count("audit WHERE action = 'notices.set'").await, 2);
}

#[tokio::test]
async fn what_is_wrong_is_said_and_nothing_is_written() {
    let world = World::new().await;
    let partner = world.as_("partner").await;
    for (body, field) in [
        (edit(&json!({ "owed": "portal" }), ("", ""), "07:00"), "ways.owed"),
        (edit(&json!({ "statements": "digest" }), ("", ""), "07:00"), "ways.statements"),
        (edit(&json!({ "parcels": "digest" }), ("", ""), "07:00"), "ways.parcels"),
        (edit(&json!({}), ("22:00", ""), "07:00"), "quiet_until"),
        (edit(&json!({}), ("22:00", "22:00"), "07:00"), "quiet_until"),
        (edit(&json!({}), ("25:00", "06:00"), "07:00"), "quiet_from"),
        (edit(&json!({}), ("", ""), "soon"), "digest_at"),
    ] {
        assert!(!partner.put(SETTINGS, 0, body).await.fault(field).is_empty(), "{field}");
    }
    partner.put(SETTINGS, 0, edit(&json!({ "messages": "by_pigeon" }), ("", ""), "07:00")).await.is(400);
    assert_eq!(world.count("notice_settings").await, 0);
}

#[tokio::test]
async fn what_waits_follows_what_is_wished_now() {
    let world = World::new().await;
    let request = world.quiet_enquiry("Ein Regal").await;
    world.wishes("partner", json!({ "messages": "digest" }), ("", "")).await;
    for text in ["Eins", "Zwei"] {
        world.writes("approver", &request, text).await;
    }
    assert_eq!(world.subjects(JANA).await, [""; 0]);
    world.wishes("partner", json!({}), ("", "")).await;
    assert_eq!(world.subjects(JANA).await, ["2 Neuigkeiten für Sie"], "at once from now on");
    world.wishes("partner", json!({ "messages": "digest" }), ("", "")).await;
    world.writes("approver", &request, "Drei").await;
    world.wishes("partner", json!({ "messages": "portal" }), ("", "")).await;
    world.later(2 * DAY);
    assert_eq!(world.subjects(JANA).await, [""; 0], "turned off while it waited");
    world.wishes("partner", json!({}), ("", "")).await;
    assert_eq!(world.subjects(JANA).await, [""; 0], "what was not wished for then is not mailed afterwards");
    assert_eq!(world.notices("partner").await.items.len(), 4, "all of it stands in the portal");
}

#[tokio::test]
async fn a_statement_that_somebody_turned_off_is_held_back_and_said_so() {
    let world = World::new().await;
    world.wishes("accounts", json!({ "statements": "portal" }), ("", "")).await;
    world.wishes("owner", json!({}), ("06:00", "13:00")).await;
    let account = world.account("10042").await;
    let person_ids = vec![world.person("accounts").await, world.person("owner").await];
    world.as_("owner").await.post(statements::monthly(&account.id), Pins { person_ids }).await.is(200);
    // Tuesday, 1 December, at ten.
    world.later(7 * DAY);
    assert_eq!(Job::Monthly.run(&world.app).await.unwrap(), 1);
    world.send_mails().await;
    let states: Vec<(String, String)> =
        world.all("SELECT to_email, state FROM outbox WHERE template = 'monthly_statement' ORDER BY to_email").await;
    let state = |n: usize| (states[n].0.as_str(), states[n].1.as_str());
    assert_eq!([state(0), state(1)], [("accounts@eyelevel.example", "withheld"), ("owner@eyelevel.example", "waiting")]);
    assert_eq!(world.notices("accounts").await.items[0].page, "/statements");
    world.later(3 * 3_600_000);
    assert_eq!(world.subjects("owner@eyelevel.example").await.len(), 1, "when quiet hours are over, with its PDF, by itself");
}
