use std::collections::BTreeMap;

use eyelevel_contract::statements::{Download, Statement, paths};
use lopdf::Document;

use super::chance::{Chance, fill};
use super::pdf::{amounts, text};
use super::read::{self, Numbers};
use crate::support::World;

/// The page's own numbers.
fn of_page(statement: &Statement) -> Numbers {
    let mut balance = statement.equation.opening;
    let mut taxes: BTreeMap<i64, (i64, i64)> = BTreeMap::new();
    let mut lines = Vec::new();
    for posting in &statement.postings {
        let sign = posting.kind.sign();
        balance += sign * posting.amount;
        lines.push((sign * posting.amount, sign * (posting.amount - posting.allocated), balance));
        for tax in &posting.taxes {
            let sums = taxes.entry(tax.rate).or_default();
            *sums = (sums.0 + tax.net, sums.1 + tax.tax);
        }
    }
    Numbers { opening: statement.equation.opening, closing: balance, lines, taxes }
}

/// Several ledgers by chance, each over a period by chance, in every file and both languages.
#[tokio::test]
async fn the_same_numbers_in_all() {
    for seed in 1..=4 {
        let world = World::new().await;
        let ledger = world.as_("ledger").await;
        let account = world.account_since(&format!("1004{seed}"), "2025-01-01", (seed as i64 - 2) * 12_345).await;
        fill(&ledger, &account, seed, 40).await;
        ledger.post(paths::matching(&account.id), serde_json::json!({})).await.is(200);
        let mut chance = Chance::of(seed + 100);
        let (from, length) = (chance.below(300), chance.below(400));
        let from = "2025-01-01".parse::<eyelevel_contract::civil::Date>().unwrap().plus_days(from);
        let query = format!("?from={from}&until={}", from.plus_days(length));
        for query in ["", &query] {
            for (person, separator, sheet) in [("ledger", b';', "Zeilen"), ("accounts", b',', "Lines")] {
                let client = world.as_(person).await;
                client.json_put("/api/v1/me", serde_json::json!({ "lang": if separator == b';' { "de" } else { "en" } })).await.is(200);
                let statement = client.statement(&account, query).await;
                assert_eq!(statement.equation.closing, of_page(&statement).closing);
                let page = of_page(&statement);
                let file = async |what| client.downloads(&account, what, query).await.bytes;
                assert_eq!(read::of_json(&file(Download::Json).await), page, "JSON, seed {seed}{query}");
                assert_eq!(read::of_csv(&file(Download::Csv).await, separator), page, "CSV, seed {seed}{query}");
                assert_eq!(read::of_xlsx(&file(Download::Xlsx).await, sheet), page, "XLSX, seed {seed}{query}");
                in_datev(&file(Download::Datev).await, &statement);
                in_pdf(&file(Download::Pdf).await, &page, separator);
            }
        }
    }
}

/// Of every posting its bookings make up its signed amount; all of them the difference of the balances.
fn in_datev(bytes: &[u8], statement: &Statement) {
    let bookings: Vec<_> = read::datev_files(bytes).iter().flat_map(|(_, file)| read::bookings(file)).collect();
    let sum: i64 = bookings.iter().map(|booking| booking.0).sum();
    assert_eq!(sum, statement.equation.closing - statement.equation.opening);
    let mut rest = bookings.iter();
    for posting in &statement.postings {
        let mut left = posting.kind.sign() * posting.amount;
        while left != 0 {
            let booking = rest.next().expect("a booking for every posting");
            assert_eq!(booking.3, format!("{:02}{:02}", posting.booked_on.day(), posting.booked_on.month()));
            left -= booking.0;
        }
    }
    assert_eq!(rest.next(), None, "and none that is nobody's");
}

/// On paper stand the same amounts, and in the file lie the same CSV and JSON.
fn in_pdf(bytes: &[u8], page: &Numbers, separator: u8) {
    let document = Document::load_mem(bytes).unwrap();
    let files = read::attached(&document);
    let of = |ending: &str| files.iter().find(|(name, _)| name.ends_with(ending)).map(|(_, bytes)| bytes).unwrap();
    assert_eq!(&read::of_csv(of(".csv"), separator), page);
    assert_eq!(&read::of_json(of(".json")), page);
    let mut paper = amounts(&text(&document));
    for (amount, open, balance) in &page.lines {
        for amount in [amount, balance].into_iter().chain(Some(open).filter(|open| **open != 0)) {
            let count = paper.get_mut(amount).filter(|count| **count > 0);
            *count.unwrap_or_else(|| panic!("{amount} is not on paper")) -= 1;
        }
    }
    for balance in [page.opening, page.closing] {
        assert!(paper.get(&balance).is_some_and(|count| *count >= 2), "{balance} is in the equation and in the ledger");
    }
}
