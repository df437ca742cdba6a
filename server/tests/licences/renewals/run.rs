use std::io::{Cursor, Read as _};

use eyelevel_contract::licences::{LicenceFile, Renewal, RenewalObstacle as Why, paths};
use eyelevel_contract::page::Page;
use eyelevel_contract::requests::State;
use eyelevel_server::licences::renewals::go_on;

use crate::licences::requests::shell;
use crate::support::World;

#[tokio::test]
async fn each_gets_its_key_once_and_all_lie_in_one_file() {
    let world = World::new().await;
    let partner = world.as_("partner").await;
    let chosen = world.ids_of(&["thomsen-nas", "hka-signs"]).await;
    let begun: Renewal = partner.post(paths::RENEWALS, chosen.clone()).await.is(201).ok();
    assert_eq!((begun.total, begun.lines.len()), (2, 2));
    let renewal = world.finished(&begun.id).await;
    assert_eq!((renewal.done, renewal.issued), (2, 2));
    assert!(renewal.lines.iter().all(|line| line.request.as_ref().is_some_and(|r| r.state == State::Closed) && line.until.is_some()));
    // One mail in all, to who began it.
    let mails = world.mails_to("partner@eyelevel.example").await;
    assert_eq!(mails.iter().map(|m| m.0.as_str()).collect::<Vec<_>>(), ["Ihre Verlängerung ist fertig: 2 von 2"]);
    let answer = partner.get(paths::renewal_zip(&begun.id)).await.is(200);
    let mut zip = zip::ZipArchive::new(Cursor::new(answer.bytes)).unwrap();
    let mut names: Vec<String> = zip.file_names().map(|name| name.unwrap().into_owned()).collect();
    names.sort();
    assert_eq!(names, ["LK-1001.lic", "LK-1002.lic", "keys.csv"]);
    let mut file = String::new();
    zip.by_name("LK-1001.lic").unwrap().read_to_string(&mut file).unwrap();
    let file = LicenceFile::parse(&file).unwrap();
    let mut table = String::new();
    zip.by_name("keys.csv").unwrap().read_to_string(&mut table).unwrap();
    assert!(table.contains(file.key().as_str()) && table.lines().count() == 3, "{table}");
    // Again: there is nothing to be renewed, and nothing is begun.
    partner.post(paths::RENEWALS, chosen).await.fault("installation_ids.0");
    assert_eq!(world.count("issued_keys").await, 2);
    // Somebody else's is none of theirs.
    for account in ["owner", "other", "support"] {
        world.as_(account).await.get(paths::renewal(&begun.id)).await.is(404);
        world.as_(account).await.get(paths::renewal_zip(&begun.id)).await.is(404);
    }
}

#[tokio::test]
async fn what_changed_since_it_was_chosen_keeps_nobody_else_from_their_key() {
    let world = World::new().await;
    let chosen = world.ids_of(&["thomsen-nas", "hka-signs"]).await;
    let person = world.person("partner").await;
    let partner = world.organisation("Nordlicht IT").await;
    write_down(&world, &person, &partner, &chosen.installation_ids).await;
    world.run("UPDATE installations SET contract_until = '2020-01-31' WHERE host = 'thomsen-nas'").await;
    assert_eq!(go_on(&world.app).await.unwrap(), 2);
    let renewal = world.finished("renewal-1").await;
    let why: Vec<_> = renewal.lines.iter().map(|line| line.obstacle).collect();
    assert_eq!((why, renewal.issued), (vec![Some(Why::ContractEnded), None], 1));
}

#[tokio::test]
async fn two_processes_and_one_that_was_interrupted_issue_nothing_twice() {
    let world = World::new().await;
    let installed = world.installed("thomsen-nas").await;
    for n in 0..40 {
        world
            .run(&format!(
                "INSERT INTO installations (id, partner_id, customer_id, product_id, edition_id, runs, host, capacity, contract_until, search) \
                 SELECT 'many-{n}', partner_id, customer_id, product_id, edition_id, runs, 'many-{n}', capacity, contract_until, '' \
                 FROM installations WHERE id = '{}'",
                installed.id
            ))
            .await;
    }
    let ids: Vec<String> = (0..40).map(|n| format!("many-{n}")).collect();
    let (person, partner) = (world.person("partner").await, world.organisation("Nordlicht IT").await);
    write_down(&world, &person, &partner, &ids).await;
    // One that dies in the middle has written a part, whole lines of it.
    let other = world.second_process().await;
    let interrupted = tokio::spawn({
        let app = other.app.clone();
        async move { go_on(&app).await }
    });
    while world.count("issued_keys").await < 3 {
        tokio::task::yield_now().await;
    }
    interrupted.abort();
    let _gone = interrupted.await;
    let (a, b) = tokio::join!(go_on(&world.app), go_on(&other.app));
    assert!(a.is_ok() && b.is_ok(), "{a:?} {b:?}");
    let renewal = world.finished("renewal-1").await;
    assert_eq!((renewal.total, renewal.issued), (40, 40));
    assert_eq!(world.count("issued_keys").await, 40);
    assert_eq!(world.one::<(i64,)>("SELECT CAST(COUNT(DISTINCT installation_id) AS BIGINT) FROM issued_keys").await.0, 40);
    assert_eq!(world.count("demo_mails WHERE subject LIKE 'Ihre Verl%'").await + world.count("outbox WHERE template = 'renewed'").await, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_is_not_finished_while_somebody_makes_a_key_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let [begun, go] = ["begun", "go"].map(|name| folder.path().join(name));
    let script = format!(
        "echo > {}; while [ ! -e {} ]; do sleep 0.02; done; echo '{{\"key\": \"AR9-1234-ABCD-X\"}}'",
        begun.display(),
        go.display()
    );
    let world = World::with(|config| config.key_generator = Some(shell(&script))).await;
    let chosen = world.ids_of(&["hka-backup-01"]).await;
    let partner = world.as_("partner").await;
    let id = partner.post(paths::RENEWALS, chosen).await.is(201).ok::<Renewal>().id;
    while !begun.exists() {
        tokio::task::yield_now().await;
    }
    // Another process finds no line to be done, and nothing to be ended either.
    let other = world.second_process().await;
    assert_eq!(go_on(&other.app).await.unwrap(), 0);
    let renewal: Renewal = partner.get(paths::renewal(&id)).await.ok();
    let line = &renewal.lines[0];
    assert_eq!((renewal.finished_at, renewal.done, renewal.issued, line.done, line.obstacle), (None, 0, 0, false, None));
    let all: Page<Renewal> = partner.get(paths::RENEWALS).await.ok();
    assert_eq!((all.items[0].finished_at, all.items[0].done), (None, 0));
    assert_eq!(world.count("outbox WHERE template = 'renewed'").await, 0);
    std::fs::write(&go, "").unwrap();
    let renewal = world.finished(&id).await;
    assert_eq!((renewal.done, renewal.issued, renewal.lines[0].obstacle), (1, 1, None));
    let mails = world.mails_to("partner@eyelevel.example").await;
    assert_eq!(mails.iter().map(|m| m.0.as_str()).collect::<Vec<_>>(), ["Ihre Verlängerung ist fertig: 1 von 1"]);
}

/// A renewal that nobody has begun with yet.
async fn write_down(world: &World, person: &str, partner: &str, ids: &[String]) {
    world
        .run(&format!("INSERT INTO renewals (id, person_id, partner_id, created_at) VALUES ('renewal-1', '{person}', '{partner}', 1)"))
        .await;
    for (n, id) in ids.iter().enumerate() {
        let sql = format!("INSERT INTO renewal_lines (renewal_id, position, installation_id) VALUES ('renewal-1', {n}, '{id}')");
        world.run(&sql).await;
    }
}
