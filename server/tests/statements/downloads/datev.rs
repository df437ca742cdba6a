use eyelevel_contract::statements::ledger::PostingKind;
use eyelevel_contract::statements::{Download, NewAllocation, Tax, paths};
use eyelevel_server::config::Datev;

use super::read::{bookings, datev_files};
use crate::statements::posting_form;
use crate::support::World;

#[tokio::test]
async fn an_invoice_by_rate_its_debit_and_what_came_back() {
    let world = World::with(|config| config.datev = Datev::parse("advisor=29098 client=55003 chart=SKR04 bank=1810").unwrap()).await;
    let account = world.account("10042").await;
    let ledger = world.as_("ledger").await;
    let mut invoice = posting_form(PostingKind::Invoice, "RE 2026_017", "2026-10-05", 22_600);
    invoice.due_on = Some("2026-10-19".parse().unwrap());
    invoice.taxes = vec![Tax { rate: 1_900, net: 10_000, tax: 1_900 }, Tax { rate: 700, net: 10_000, tax: 700 }];
    invoice.remittance = "Müller & Söhne \"€\" ".to_owned() + &"x".repeat(80);
    let invoice = ledger.posts(&account, invoice).await;
    // As a file can bring it: the rates say 226.00, to pay are 230.00.
    world.run("UPDATE postings SET amount = 23000").await;
    let debit = ledger.posts(&account, posting_form(PostingKind::Debit, "", "2026-10-20", 23_000)).await;
    let body = NewAllocation { lowers: debit.id.clone(), raises: invoice.id, amount: 23_000, reason: "So agreed.".to_owned() };
    ledger.post(paths::allocations(&account.id), body).await.is(201);
    let mut returned = posting_form(PostingKind::Returned, "", "2026-10-28", 23_000);
    returned.corrects = Some(debit.id);
    ledger.posts(&account, returned).await;
    let answer = ledger.downloads(&account, Download::Datev, "?from=2026-10-01&until=2026-10-31").await;
    assert_eq!(answer.header("content-type"), "text/csv; charset=windows-1252");
    assert!(answer.header("content-disposition").contains("filename=\"EXTF_10042_2026-10-01_2026-10-31.csv\""), "{:?}", answer.headers);
    assert!(answer.bytes.windows(2).any(|pair| pair == b"\"\xe4" || pair == b"M\xfc"), "Windows-1252");
    let (_, file) = datev_files(&answer.bytes).remove(0);
    let header = file.lines().next().unwrap();
    assert!(header.starts_with("\"EXTF\";700;21;\"Buchungsstapel\";13;2026"), "{header}");
    let rest = ";29098;55003;20260101;4;20261001;20261031;\"10042 Nordlicht IT\";\"\";1;0;0;\"EUR\";;\"\";;;\"04\";;;\"\";\"Eyelevel\"";
    assert!(header.contains(rest), "{header}");
    let found = bookings(&file);
    let short: Vec<_> = found
        .iter()
        .map(|(amount, account, against, day, document, _)| (*amount, *account, *against, day.as_str(), document.as_str()))
        .collect();
    assert_eq!(
        short,
        [
            (10_700, 10_042, 4_300, "0510", "RE2026017"),
            (11_900, 10_042, 4_400, "0510", "RE2026017"),
            (400, 10_042, 1_370, "0510", "RE2026017"),
            (-23_000, 10_042, 1_810, "2010", "RE2026017"),
            (23_000, 10_042, 1_810, "2810", ""),
        ]
    );
    assert!(found.iter().all(|booking| booking.5.chars().count() <= 60));
    assert!(found[0].5.contains("Müller & Söhne \"€\" xxx"), "{}", found[0].5);
    assert!(file.contains(";19102026;"), "due on the day that the invoice says");
}

#[tokio::test]
async fn two_fiscal_years_are_two_files() {
    let world = World::with(|config| config.datev = Datev::parse("year=07-01").unwrap()).await;
    let account = world.account_since("K-1", "2025-01-01", 0).await;
    let ledger = world.as_("ledger").await;
    for (number, day) in [("A", "2025-06-30"), ("B", "2025-07-01"), ("C", "2026-06-30")] {
        ledger.posts(&account, posting_form(PostingKind::Invoice, number, day, 100)).await;
    }
    let answer = ledger.downloads(&account, Download::Datev, "").await;
    assert_eq!(answer.header("content-type"), "application/zip");
    let files = datev_files(&answer.bytes);
    let said: Vec<_> = files
        .iter()
        .map(|(name, file)| (name.as_str(), bookings(file).len(), file.contains(";20240701;4;"), file.contains(";20250701;4;")))
        .collect();
    assert_eq!(said, [("EXTF_K-1_2025-01-01_2025-06-30.csv", 1, true, false), ("EXTF_K-1_2025-07-01_2026-06-30.csv", 2, false, true)]);
    assert_eq!(bookings(&files[0].1)[0].1, 10_000, "a number that is none of a debtor is collected");
    let nothing = ledger.downloads(&account, Download::Datev, "?from=2026-07-01&until=2026-07-31").await;
    assert!(bookings(&datev_files(&nothing.bytes)[0].1).is_empty());
}

#[tokio::test]
async fn a_currency_of_thousandths_is_none_of_datevs() {
    let world = World::new().await;
    let partner = world.organisation("Nordlicht IT").await;
    let ledger = world.as_("ledger").await;
    let mut form = crate::statements::account_form(&partner, "10042");
    form.currency = "KWD".to_owned();
    let account = ledger.post(paths::ACCOUNTS, form).await.ok();
    ledger.get(paths::download(&eyelevel_contract::statements::Account::clone(&account).id, Download::Datev)).await.fault("currency");
}
