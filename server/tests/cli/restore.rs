use std::io::{Read as _, Write as _};

use super::run;
use crate::support::database;
use crate::support::{World, kits};

/// The lines of a backup of a small world.
async fn lines() -> Vec<String> {
    let world = World::new().await;
    let kit = world.submitted(1, 0).await;
    kits::id(&kit);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("backup.gz");
    assert!(run(world.database_url(), &["backup", file.to_str().unwrap()]).0);
    // A file that is there is never written over.
    let (done, _, complaint) = run(world.database_url(), &["backup", file.to_str().unwrap()]);
    assert!(!done && complaint.contains("exists"), "{complaint}");
    let mut text = String::new();
    flate2::read::GzDecoder::new(std::fs::File::open(&file).unwrap()).read_to_string(&mut text).unwrap();
    text.lines().map(str::to_owned).collect()
}

fn packed(folder: &tempfile::TempDir, lines: &[String]) -> String {
    let path = folder.path().join("changed.gz");
    let mut out = flate2::write::GzEncoder::new(std::fs::File::create(&path).unwrap(), flate2::Compression::fast());
    for line in lines {
        writeln!(out, "{line}").unwrap();
    }
    out.finish().unwrap();
    path.to_str().unwrap().to_owned()
}

#[tokio::test]
async fn what_is_no_whole_backup_leaves_nothing_behind() {
    let lines = lines().await;
    let folder = tempfile::tempdir().unwrap();
    let target = database::empty(false).await;
    let last = lines.len() - 1;
    let changed = |at: usize, from: &str, to: &str| {
        let mut lines = lines.clone();
        assert!(lines[at].contains(from), "{}", lines[at]);
        lines[at] = lines[at].replace(from, to);
        lines
    };
    let broken = |at: usize| {
        let mut lines = lines.clone();
        lines[at] = lines[at].chars().take(lines[at].chars().count() / 2).collect();
        lines
    };
    for (lines, complaint) in [
        (vec![], "the file is empty"),
        (vec!["nonsense".to_owned()], "this is no backup of Eyelevel"),
        (changed(0, "\"schema\":", "\"schema\":99"), "use the version that wrote it"),
        (changed(last, "\"table\":\"", "\"table\":\"not_"), "no such table"),
        (broken(last), &format!("line {}", last + 1)),
        ([lines.clone(), vec![lines[1].clone()]].concat(), &format!("line {}", last + 2)),
    ] {
        let file = packed(&folder, &lines);
        let (done, said, stderr) = run(&target.url, &["restore", &file]);
        assert!(!done && stderr.contains(complaint), "{complaint}: {stderr}");
        assert!(!said.contains("restored") && !stderr.contains("panicked"), "{stderr}");
    }
    // Cut off in the middle of the packing.
    let whole = std::fs::read(packed(&folder, &lines)).unwrap();
    let cut = folder.path().join("cut.gz");
    std::fs::write(&cut, &whole[..whole.len() / 2]).unwrap();
    assert!(!run(&target.url, &["restore", cut.to_str().unwrap()]).0);
    assert!(!run(&target.url, &["restore", "no such file"]).0);
    // All or nothing: it was nothing, and a whole one still fits.
    let (done, _, complaint) = run(&target.url, &["restore", &packed(&folder, &lines)]);
    assert!(done, "{complaint}");
    let world = World::of(target).await;
    assert_eq!(world.count("requests").await, 1);
}

#[tokio::test]
async fn a_database_that_is_not_empty_is_left_alone() {
    let lines = lines().await;
    let folder = tempfile::tempdir().unwrap();
    let file = packed(&folder, &lines);
    let target = database::empty(false).await;
    assert!(run(&target.url, &["user", "add", "--vendor", "Another", "--email", "a@example.com", "--name", "A"]).0);
    let (done, _, complaint) = run(&target.url, &["restore", &file]);
    assert!(!done && complaint.contains("the database is not empty"), "{complaint}");
    let world = World::of(target).await;
    assert_eq!((world.count("people").await, world.count("requests").await), (1, 0));
}

#[tokio::test]
async fn a_server_that_has_already_run_once_on_an_empty_database_is_no_obstacle() {
    let lines = lines().await;
    let folder = tempfile::tempdir().unwrap();
    let target = database::empty(false).await;
    assert!(run(&target.url, &["migrate"]).0);
    let db = target.open().await;
    let mut tx = db.begin().await.unwrap();
    eyelevel_server::db::q("INSERT INTO leases (name, holder, until) VALUES ('tidy', 'x', 1)").run(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    db.close().await;
    let (done, _, complaint) = run(&target.url, &["restore", &packed(&folder, &lines)]);
    assert!(done, "{complaint}");
}
