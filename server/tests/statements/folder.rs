use eyelevel_contract::statements::paths;
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
    assert_eq!(world.count("statement_files WHERE origin = 'folder'").await, 1);
    // As if the process had died between posting and moving.
    std::fs::rename(at.join("posted/a.xml"), at.join("a.xml")).unwrap();
    std::fs::write(at.join("posted/a.xml"), "there is one already").unwrap();
    assert_eq!(Job::Statements.run(&world.app).await.unwrap(), 1);
    assert!(at.join("posted/1-a.xml").exists());
    assert_eq!(world.count("postings").await, 2);
    ledger.get(paths::FILES).await.is(200);
    assert_eq!(Job::Statements.run(&world.app).await.unwrap(), 0);
}
