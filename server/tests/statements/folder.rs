use eyelevel_contract::page::Page;
use eyelevel_contract::people::paths::encode;
use eyelevel_contract::statements::{FileRow, ReadFile, paths};
use eyelevel_server::jobs::Job;

use super::camt::{DRAWN, file};
use super::posting_form;
use crate::support::World;
use eyelevel_contract::statements::ledger::PostingKind;

#[tokio::test]
async fn what_lies_in_the_folder_is_posted_and_put_away() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path().to_owned();
    let world = World::with(|config| config.statements_folder = Some(at.clone())).await;
    let account = world.account("10042").await;
    let ledger = world.as_("ledger").await;
    ledger.posts(&account, posting_form(PostingKind::Invoice, "RE-2026-001", "2026-10-01", 11_900)).await;
    std::fs::write(at.join("a.xml"), file("1", &[DRAWN])).unwrap();
    std::fs::write(at.join("b.xml"), "<Document>").unwrap();
    std::fs::write(at.join("c.xml.part"), "half").unwrap();
    assert_eq!(Job::Statements.run(&world.app).await.unwrap(), 2);
    assert_eq!(ledger.statement(&account, "").await.equation.closing, 0);
    assert!(at.join("posted/a.xml").exists() && at.join("refused/b.xml").exists() && at.join("c.xml.part").exists());
    assert!(std::fs::read_to_string(at.join("refused/b.xml.txt")).unwrap().starts_with("Nicht gelesen"));
    assert_eq!(world.count("statement_files WHERE origin = 'folder' AND refusal IS NULL").await, 1);
    // As if the process had died between posting and moving.
    std::fs::rename(at.join("posted/a.xml"), at.join("a.xml")).unwrap();
    std::fs::write(at.join("posted/a.xml"), "there is one already").unwrap();
    assert_eq!(Job::Statements.run(&world.app).await.unwrap(), 1);
    assert!(at.join("posted/1-a.xml").exists());
    assert_eq!(world.count("postings").await, 2);
    // The ledger sees both, and why one of them was refused, in their own language.
    let files: Page<FileRow> = ledger.get(paths::FILES).await.ok();
    let refused = files.items.iter().find(|file| file.name == "b.xml").unwrap();
    let why = refused.refused.as_deref().unwrap();
    assert!(why.starts_with("Not read") && why.contains("line 1"), "{why}");
    assert_eq!((files.items.len(), refused.posted, refused.by.is_none()), (2, 0, true));
    let kept: ReadFile = ledger.get(paths::file(&refused.id)).await.ok();
    assert_eq!((&kept.file, kept.report.lines.len()), (refused, 0));
    assert_eq!(Job::Statements.run(&world.app).await.unwrap(), 0);
}

#[tokio::test]
async fn what_was_refused_and_is_mended_by_a_mapping_takes_its_own_place() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path().to_owned();
    let world = World::with(|config| config.statements_folder = Some(at.clone())).await;
    world.account("10042").await;
    let ledger = world.as_("ledger").await;
    let table = "Tag;Zweck;Mandat;Summe\n15.10.2026;RE-2026-001;M-10042;119,00\n";
    for _ in 0..2 {
        std::fs::write(at.join("a.csv"), table).unwrap();
        assert_eq!(Job::Statements.run(&world.app).await.unwrap(), 1);
    }
    let files: Page<FileRow> = ledger.get(paths::FILES).await.ok();
    assert_eq!((files.items.len(), files.items[0].refused.is_some()), (1, true), "refused twice is noted once");
    let mapping = r#"{"separator":";","dates":"dmy","decimals":"comma","currency":"EUR","columns":[{"header":"Tag","role":"booking_date"},
        {"header":"Zweck","role":"remittance"},{"header":"Mandat","role":"mandate"},{"header":"Summe","role":"amount"}]}"#;
    let path = format!("{}?name=a.csv&confirm=true&mapping={}", paths::FILES, encode(mapping));
    ledger.raw("POST", path, "application/octet-stream", table).await.is(200);
    let files: Page<FileRow> = ledger.get(paths::FILES).await.ok();
    assert_eq!((files.items.len(), files.items[0].posted, files.items[0].refused.is_none()), (1, 1, true));
    // The mapping is remembered: the next one in the folder needs nobody.
    std::fs::write(at.join("b.csv"), table.replace("15.10.", "16.10.")).unwrap();
    assert_eq!(Job::Statements.run(&world.app).await.unwrap(), 1);
    assert!(at.join("posted/b.csv").exists());
}
