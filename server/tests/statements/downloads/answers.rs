use eyelevel_contract::statements::ledger::PostingKind;
use eyelevel_contract::statements::{Download, paths};

use super::read::{csv_rows, sheets};
use crate::statements::posting_form;
use crate::support::World;

#[tokio::test]
async fn who_sees_the_statement_takes_it_away_and_nobody_else() {
    let world = World::new().await;
    let account = world.account("10042").await;
    for what in Download::ALL {
        let path = paths::download(&account.id, *what);
        for person in ["ledger", "accounts", "owner", "auditor", "manager"] {
            let answer = world.as_(person).await.get(&path).await.is(200);
            assert!(answer.header("content-disposition").starts_with("attachment; filename="), "{what}");
            assert_eq!(answer.header("cache-control"), "private, no-store");
            assert!(!answer.bytes.is_empty());
        }
        for stranger in ["partner", "sales", "other-owner", "agent", "support"] {
            world.as_(stranger).await.get(&path).await.is(404);
        }
        assert_eq!(world.nobody().get(&path).await.problem(401), "unauthenticated");
    }
    let ledger = world.as_("ledger").await;
    ledger.get(format!("{}?from=2026-13-01", paths::download(&account.id, Download::Csv))).await.is(400);
    ledger.get(format!("{}/statement.exe", paths::one(&account.id))).await.is(404);
}

#[tokio::test]
async fn a_table_speaks_its_readers_language_and_runs_nothing() {
    let world = World::new().await;
    let account = world.account("10042").await;
    let ledger = world.as_("ledger").await;
    let mut form = posting_form(PostingKind::Invoice, "=HYPERLINK(1)", "2026-10-05", 123_456);
    form.remittance = "@SUM(A1:A9); \"quoted\"\nnext line".to_owned();
    ledger.posts(&account, form).await;
    let german = ledger.downloads(&account, Download::Csv, "").await;
    assert!(german.header("content-disposition").contains("Kontoauszug%2010042"), "{:?}", german.headers);
    let rows = csv_rows(&german.bytes, b';');
    assert_eq!((rows[0][1].as_str(), rows[2][1].as_str(), rows[2][6].as_str()), ("Datum", "05.10.2026", "1234,56"));
    assert_eq!(rows[2][3], "'=HYPERLINK(1)");
    assert!(rows[2].contains(&"'@SUM(A1:A9); \"quoted\"\nnext line".to_owned()), "{:?}", rows[2]);
    assert!(rows.iter().any(|row| row[2] == "Befund" && row[3].contains("HYPERLINK")), "what does not add up is in it: {rows:?}");
    let sheets = sheets(&ledger.downloads(&account, Download::Xlsx, "").await.bytes);
    assert_eq!(sheets.keys().map(String::as_str).collect::<Vec<_>>(), ["Befunde", "Kontoauszug", "Zeilen", "Zuordnungen"]);
    assert_eq!(sheets["Zeilen"][2][3], "=HYPERLINK(1)", "a text as it is: a workbook knows texts from formulas");
    assert!(sheets["Zeilen"][2][1].starts_with("day 46"), "a day is a day: {:?}", sheets["Zeilen"][2]);
    let accounts = world.as_("accounts").await;
    accounts.json_put("/api/v1/me", serde_json::json!({ "lang": "en" })).await.is(200);
    let english = accounts.downloads(&account, Download::Csv, "").await;
    let rows = csv_rows(&english.bytes, b',');
    assert_eq!((rows[0][1].as_str(), rows[2][1].as_str(), rows[2][6].as_str()), ("Date", "05/10/2026", "1234.56"));
    assert!(english.header("content-disposition").contains("filename=\"Statement 10042 01-01-2026"), "{:?}", english.headers);
}
