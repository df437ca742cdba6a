//! An external generator may do whatever it likes: nobody gets anything but the right key.

use std::path::Path;
use std::time::Duration;

use eyelevel_contract::licences::{Intent, Licence, MismatchKind, Unmade, paths};
use eyelevel_contract::requests::{State, paths as requests};
use eyelevel_server::config::Generator;
use eyelevel_server::jobs::Job;
use serde_json::{Value, json};

use super::{shell, too_late};
use crate::support::{DAY, World};

/// A generator that prints what stands in a file.
fn prints(file: &Path) -> Generator {
    shell(&format!("cat {}", file.display()))
}

const GOOD: &str = "AR9-1234-ABCD-X";

#[tokio::test]
async fn everything_that_it_says_of_its_key_must_be_what_was_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("answer");
    let world = World::with(|config| config.key_generator = Some(prints(&file))).await;
    let now = world.app.clock.now();
    let ends = eyelevel_contract::licences::instant::end_of_day(world.installed("hka-backup-01").await.contract_until.unwrap());
    let eight = world.asked(&world.asking(Intent::Renew, "thomsen-nas").await).await.keys.remove(0).key.unwrap();
    let says = |claims: Value| json!({ "key": GOOD, "claims": claims });
    let key = |key: &str| json!({ "key": key });
    let who = "Der Generator machte einen Schlüssel";
    for (printed, kind, what) in [
        (says(json!({ "product": "signwart" })), MismatchKind::Product, format!("{who} für signwart; angefragt war archivar")),
        (says(json!({ "edition": "standard" })), MismatchKind::Edition, format!("{who} für standard; angefragt war enterprise")),
        (says(json!({ "versions": "8.x" })), MismatchKind::Version, format!("{who} für 8.x; angefragt war 9.1.0")),
        (says(json!({ "versions": "<9.1" })), MismatchKind::Version, format!("{who} für <9.1; angefragt war 9.1.0")),
        (says(json!({ "host": "other" })), MismatchKind::Host, format!("{who} für das Gerät other; angefragt war hka-backup-01")),
        (says(json!({ "capacity": 11 })), MismatchKind::Capacity, format!("{who} für 11; angefragt war 12")),
        (says(json!({ "capacity": 13 })), MismatchKind::Capacity, format!("{who} für 13; angefragt war 12")),
        (says(json!({ "not_before": now + 1 })), MismatchKind::NotYetValid, format!("{who}, der nicht so lange gilt wie vereinbart")),
        (says(json!({ "expires": now })), MismatchKind::Expired, format!("{who}, der nicht so lange gilt wie vereinbart")),
        (says(json!({ "expires": ends - DAY })), MismatchKind::Ends, format!("{who}, der nicht so lange gilt wie vereinbart")),
        (says(json!({ "expires": ends + 1 })), MismatchKind::Ends, format!("{who}, der nicht so lange gilt wie vereinbart")),
        (
            says(json!({ "licence": "another" })),
            MismatchKind::Licence,
            "Der Generator lieferte einen Schlüssel, der zu einer anderen Lizenz gehört".to_owned(),
        ),
        (key("AR7-1234-ABCD-1234"), MismatchKind::Version, format!("{who} für 7.x; angefragt war 9.1.0")),
        (key(&eight), MismatchKind::Version, format!("{who} für 8.x; angefragt war 9.1.0")),
        (
            key("Error: no licence left"),
            MismatchKind::Pattern,
            "Der Generator lieferte einen Schlüssel, der nicht aussieht wie die für 9.1.0".to_owned(),
        ),
    ] {
        std::fs::write(&file, printed.to_string()).unwrap();
        let before = world.before().await;
        let id = world.asked(&world.asking(Intent::Renew, "hka-backup-01").await).await.page.request.id;
        let licence = before.stopped(&world, &id, &what).await;
        assert!(licence.stopped[0].mismatches.iter().any(|m| m.kind == kind), "{kind}: {:?}", licence.stopped);
        assert_eq!(world.count(&format!("stopped_keys WHERE mismatches LIKE '%{GOOD}%'")).await, 0, "the key is kept nowhere");
    }
    // All of it right: it goes out.
    let installed = world.installed("hka-backup-01").await;
    let claims = json!({ "licence": installed.id, "product": "archivar", "edition": "enterprise", "versions": "9.x", "capacity": 12,
        "host": "HKA-BACKUP-01", "not_before": now, "expires": ends });
    std::fs::write(&file, says(claims).to_string()).unwrap();
    let licence = world.asked(&world.asking(Intent::Renew, "hka-backup-01").await).await;
    assert_eq!(licence.keys.iter().map(|k| k.key.as_deref()).collect::<Vec<_>>(), [Some(GOOD)]);
}

#[tokio::test]
async fn somebody_else_s_key_is_nobody_s_and_tells_nothing_about_them() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("answer");
    let world = World::with(|config| config.key_generator = Some(prints(&file))).await;
    std::fs::write(&file, json!({ "key": GOOD }).to_string()).unwrap();
    let theirs: Licence = world.as_("other").await.post(paths::LICENCES, world.asking(Intent::Renew, "lindenhof-bk1").await).await.ok();
    assert_eq!(theirs.keys.len(), 1);
    // As it is, and as an answer that was meant for somebody else, with all that belongs to them.
    let claims =
        json!({ "licence": theirs.asked.installation_id, "host": "lindenhof-bk1", "capacity": 8, "expires": theirs.keys[0].expires });
    for printed in [json!({ "key": GOOD }), json!({ "key": "AR9-9999-ABCD-Y", "claims": claims })] {
        std::fs::write(&file, printed.to_string()).unwrap();
        let before = world.before().await;
        let id = world.asked(&world.asking(Intent::Renew, "hka-backup-01").await).await.page.request.id;
        let what = "Der Generator lieferte einen Schlüssel, der zu einer anderen Lizenz gehört";
        let licence = before.stopped(&world, &id, what).await;
        assert_eq!(licence.stopped[0].mismatches.iter().map(|m| m.kind).collect::<Vec<_>>(), [MismatchKind::Licence]);
        let seen = world.as_("partner").await.get(paths::one(&id)).await.text();
        assert!(!seen.contains("lindenhof") && !seen.contains(theirs.asked.installation_id.as_ref().unwrap()), "{seen}");
    }
}

#[tokio::test]
async fn one_that_makes_no_key_is_said_to_have_made_none() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("answer");
    let (missing, mute) = (folder.path().join("missing"), folder.path().join("mute"));
    std::fs::write(&mute, "no program").unwrap();
    let program = |path: &Path| Generator { program: path.display().to_string(), ..shell("") };
    let good = r#"echo '{"key": "AR9-1234-ABCD-X"}'"#;
    let failed = "Der Generator ist mit einem Fehler abgebrochen";
    let garbage = "Was der Generator ausgab, ist kein Schlüssel";
    let late = "Der Generator hat nicht rechtzeitig geantwortet";
    for (generator, why, what) in [
        (program(&missing), Unmade::Failed, failed),
        (program(&mute), Unmade::Failed, failed),
        (shell("exit 3"), Unmade::Failed, failed),
        // A good key, and a bad end: it is not believed.
        (shell(&format!("{good}; exit 1")), Unmade::Failed, failed),
        (shell(&format!("{good}; kill -9 $$")), Unmade::Failed, failed),
        (too_late(&format!("{good}; sleep 600")), Unmade::TimedOut, late),
        // It has ended, and what it has begun still holds the line.
        (too_late(&format!("{good}; sleep 600 & exit 0")), Unmade::TimedOut, late),
        (too_late("exec 0<&-; sleep 600"), Unmade::TimedOut, late),
        (shell("yes"), Unmade::Garbage, garbage),
        (shell("head -c 65537 /dev/zero | tr '\\0' ' '; echo '{}'"), Unmade::Garbage, garbage),
        (shell("true"), Unmade::Garbage, garbage),
        (shell("echo hello"), Unmade::Garbage, garbage),
        (shell(r"printf '\377\376'"), Unmade::Garbage, garbage),
        (shell(&format!("{good}; {good}")), Unmade::Garbage, garbage),
        (shell(r#"echo '{"key": ""}'"#), Unmade::Garbage, garbage),
        (shell(r#"echo '{"key": null}'"#), Unmade::Garbage, garbage),
        (shell(r#"echo '{"key": "AR9-1234-ABCD-X\n"}'"#), Unmade::Garbage, garbage),
        (shell(r#"echo '{"key": "AR9-1234-ABCD-X", "claims": {"versions": ">=9, <8"}}'"#), Unmade::Garbage, garbage),
        (shell(r#"echo '{"key": "AR9-1234-ABCD-X", "claims": {"capacity": "many"}}'"#), Unmade::Garbage, garbage),
    ] {
        let said = format!("{generator:?}");
        let world = World::with(|config| config.key_generator = Some(generator)).await;
        let before = world.before().await;
        let id = world.asked(&world.asking(Intent::Renew, "hka-backup-01").await).await.page.request.id;
        let licence = before.stopped(&world, &id, what).await;
        assert_eq!(licence.stopped.iter().map(|s| s.unmade).collect::<Vec<_>>(), [Some(why)], "{said}");
        assert!(!file.exists());
    }
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn what_it_has_begun_ends_with_it() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("begun");
    let script = format!("sleep 600 & echo $! > {}; wait", file.display());
    let generator = Generator { patience: Duration::from_secs(5), ..shell(&script) };
    let world = World::with(|config| config.key_generator = Some(generator)).await;
    let licence = world.asked(&world.asking(Intent::Renew, "hka-backup-01").await).await;
    assert_eq!(licence.stopped[0].unmade, Some(Unmade::TimedOut));
    let begun = std::fs::read_to_string(&file).unwrap();
    // Dead, and perhaps not yet buried by its parent.
    let status = std::fs::read_to_string(format!("/proc/{}/status", begun.trim())).unwrap_or_default();
    assert!(status.is_empty() || status.contains("State:\tZ"), "{status}");
}

#[tokio::test]
async fn it_gets_the_order_and_nothing_of_ours() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("order");
    let script = format!("{{ echo \"$order\"; env; }} > {}; echo '{{\"key\": \"{GOOD}\"}}'", file.display());
    let world = World::with(|config| config.key_generator = Some(shell(&script))).await;
    let licence = world.asked(&world.asking(Intent::Renew, "hka-backup-01").await).await;
    assert_eq!(licence.keys.len(), 1);
    let seen = std::fs::read_to_string(&file).unwrap();
    let order: Value = serde_json::from_str(seen.lines().next().unwrap()).unwrap();
    assert_eq!((&order["version"], &order["host"], &order["capacity"]), (&json!("9.1.0"), &json!("hka-backup-01"), &json!(12)));
    assert_eq!(order["request_number"], licence.page.request.number.as_str());
    let names: Vec<_> = seen.lines().skip(1).filter_map(|line| line.split_once('=')).map(|(name, _)| name).collect();
    assert!(names.iter().all(|name| ["PATH", "PWD", "SHLVL", "_", "OLDPWD"].contains(name)), "{names:?}");
    assert!(!seen.contains("Jana") && !seen.contains("Hafenklinik"), "{seen}");
}

#[tokio::test]
async fn taken_back_while_it_was_at_it_nobody_gets_anything() {
    let world = World::new().await;
    let licence = world.asked(&world.asking(Intent::Renew, "hka-backup-01").await).await;
    let id = &licence.page.request.id;
    // Somebody's process died when it had begun to ask; meanwhile the partner takes it back.
    world.run(&format!("UPDATE licence_requests SET to_make = TRUE, leased_until = 0 WHERE request_id = '{id}'")).await;
    world.as_("partner").await.act(id, requests::WITHDRAWAL, json!({ "reason": "" })).await.is(200);
    let before = world.before().await;
    assert_eq!(Job::Keys.run(&world.app).await.unwrap(), 1);
    before.nobody_got_anything(&world).await;
    assert_eq!(world.licence(id).await.page.request.state, State::Withdrawn);
}
