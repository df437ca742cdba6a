use eyelevel_contract::page::Page;
use eyelevel_contract::statements::ledger::PostingKind;
use eyelevel_contract::statements::{Account, AccountRow, Allocation, EditAccount, Tax, paths};
use serde_json::json;

use super::{account_form, day, posting_form};
use crate::support::World;

#[tokio::test]
async fn an_account_is_opened_once_and_known_by_its_marks() {
    let world = World::new().await;
    let (ledger, partner) = (world.as_("ledger").await, world.organisation("Nordlicht IT").await);
    let account = world.account("10042").await;
    assert_eq!((account.currency.as_str(), account.vat_id.as_deref()), ("EUR", Some("DE136695976")));
    assert_eq!(
        (account.mandates.as_slice(), account.ibans.as_slice()),
        (&["M-10042".to_owned()][..], &["DE02120300000000202051".to_owned()][..])
    );
    let again = ledger.post(paths::ACCOUNTS, account_form(&partner, "10042")).await.is(422).json();
    assert!(again["errors"]["number"][0].is_string(), "{again}");
    let mut wrong = account_form(&world.organisation("Hafenklinik Altona").await, " ");
    wrong.currency = "Euro".to_owned();
    wrong.ibans = vec!["DE03120300000000202051".to_owned()];
    let wrong = ledger.post(paths::ACCOUNTS, wrong).await.is(422).json();
    for field in ["number", "currency", "ibans.0"] {
        assert!(wrong["errors"][field][0].is_string(), "{field}: {wrong}");
    }
    let customers = account_form(&world.organisation("Hafenklinik Altona").await, "10043");
    assert!(ledger.post(paths::ACCOUNTS, customers).await.is(422).json()["errors"]["partner_id"][0].is_string());
    assert_eq!(world.count("accounts").await, 1);
    let edit = EditAccount { mandates: vec!["M-2".to_owned(), "m-2 ".to_owned()], ibans: vec![], vat_id: String::new() };
    let edited: Account = ledger.put(paths::settings(&account.id), 1, &edit).await.ok();
    assert_eq!((edited.mandates.len(), edited.ibans.len(), edited.vat_id.as_deref(), edited.version), (2, 0, None, 2));
    ledger.put(paths::settings(&account.id), 1, &edit).await.is(412);
}

#[tokio::test]
async fn both_sides_see_the_same_statement_and_nobody_else_does() {
    let world = World::new().await;
    let account = world.account("10042").await;
    let ledger = world.as_("ledger").await;
    ledger.posts(&account, posting_form(PostingKind::Invoice, "RE-1", "2026-10-05", 11_900)).await;
    let theirs = world.as_("accounts").await.statement(&account, "").await;
    let mut ours = ledger.statement(&account, "").await;
    assert!(ours.keeps && !theirs.keeps);
    ours.keeps = false;
    assert_eq!(ours, theirs);
    for account_name in ["owner", "manager", "admin", "auditor", "approver2"] {
        world.as_(account_name).await.get(paths::one(&account.id)).await.is(200);
    }
    for stranger in ["partner", "sales", "other-owner", "agent", "support"] {
        world.as_(stranger).await.get(paths::one(&account.id)).await.is(404);
    }
    let page: Page<AccountRow> = world.as_("owner").await.get(paths::ACCOUNTS).await.ok();
    assert_eq!((page.items.len(), page.items[0].balance, page.items[0].open), (1, 11_900, 1));
    assert_eq!(page.items[0].last_on, Some(day("2026-10-05")));
    let none: Page<AccountRow> = world.as_("other-owner").await.get(paths::ACCOUNTS).await.ok();
    assert!(none.items.is_empty());
    let found: Page<AccountRow> = ledger.get(format!("{}?q=nordl", paths::ACCOUNTS)).await.ok();
    assert_eq!(found.items.len(), 1);
}

#[tokio::test]
async fn every_period_adds_up_to_the_next() {
    let world = World::new().await;
    let account = world.account("10042").await;
    let ledger = world.as_("ledger").await;
    let invoice = ledger.posts(&account, posting_form(PostingKind::Invoice, "RE-1", "2026-09-30", 10_000)).await;
    let mut correction = posting_form(PostingKind::CorrectionDown, "RE-1-K", "2026-10-01", 2_500);
    ledger.post(paths::postings(&account.id), &correction).await.is(422);
    correction.corrects = Some(invoice.id.clone());
    ledger.posts(&account, correction).await;
    let debit = ledger.posts(&account, posting_form(PostingKind::Debit, "", "2026-10-15", 7_500)).await;
    let mut returned = posting_form(PostingKind::Returned, "", "2026-11-02", 7_500);
    returned.corrects = Some(invoice.id.clone());
    let wrong = ledger.post(paths::postings(&account.id), &returned).await.is(422).json();
    assert!(wrong["errors"]["corrects"][0].is_string(), "an invoice is not taken back by a bank: {wrong}");
    returned.corrects = Some(debit.id.clone());
    let returned = ledger.posts(&account, returned).await;
    let mut fee = posting_form(PostingKind::Fee, "", "2026-11-02", 300);
    fee.corrects = Some(returned.id);
    ledger.posts(&account, fee).await;

    let whole = ledger.statement(&account, "").await;
    assert_eq!((whole.equation.opening, whole.equation.closing, whole.postings.len()), (0, 7_800, 5));
    assert!(whole.equation.adds_up());
    let mut opening = 0;
    for (from, until) in [("2026-01-01", "2026-09-30"), ("2026-10-01", "2026-10-31"), ("2026-11-01", "2026-11-30")] {
        let month = ledger.statement(&account, &format!("?from={from}&until={until}")).await;
        assert_eq!(month.equation.opening, opening);
        assert!(month.equation.adds_up());
        opening = month.equation.closing;
    }
    assert_eq!(opening, whole.equation.closing);
    let months: Vec<_> = whole.months.iter().map(|m| (m.month.to_string(), m.invoiced, m.debited)).collect();
    assert_eq!(
        months,
        [("2026-09-01".to_owned(), 10_000, 0), ("2026-10-01".to_owned(), -2_500, 7_500), ("2026-11-01".to_owned(), 0, -7_500)]
    );
}

#[tokio::test]
async fn a_posting_by_hand_says_why_and_its_taxes_give_its_amount() {
    let world = World::new().await;
    let account = world.account("10042").await;
    let ledger = world.as_("ledger").await;
    let mut form = posting_form(PostingKind::Invoice, "RE-1", "2026-09-30", 11_900);
    form.taxes = vec![Tax { rate: 1_900, net: 10_000, tax: 1_900 }];
    assert_eq!(ledger.posts(&account, form.clone()).await.taxes, form.taxes);
    form.taxes[0].tax = 1_901;
    form.note = " ".to_owned();
    form.booked_on = day("2025-12-31");
    form.number = String::new();
    let wrong = ledger.post(paths::postings(&account.id), &form).await.is(422).json();
    for field in ["taxes", "note", "booked_on", "number"] {
        assert!(wrong["errors"][field][0].is_string(), "{field}: {wrong}");
    }
    for amount in [0, -1, i64::MAX] {
        form.amount = amount;
        assert!(ledger.post(paths::postings(&account.id), &form).await.is(422).json()["errors"]["amount"][0].is_string());
    }
    assert_eq!(world.count("postings").await, 1);
}

#[tokio::test]
async fn never_more_is_allocated_than_there_is_and_what_is_released_is_open_again() {
    let world = World::new().await;
    let account = world.account("10042").await;
    let ledger = world.as_("ledger").await;
    let invoice = ledger.posts(&account, posting_form(PostingKind::Invoice, "RE-1", "2026-09-30", 10_000)).await;
    let debit = ledger.posts(&account, posting_form(PostingKind::Debit, "", "2026-10-15", 6_000)).await;
    let other = ledger.posts(&account, posting_form(PostingKind::Debit, "", "2026-10-16", 6_000)).await;
    let form =
        |lowers: &str, raises: &str, amount: i64| json!({ "lowers": lowers, "raises": raises, "amount": amount, "reason": "By phone." });
    let send = |body| ledger.post(paths::allocations(&account.id), body);
    let made: Allocation = send(form(&debit.id, &invoice.id, 6_000)).await.ok();
    assert_eq!((made.amount, made.why.as_str(), made.by.is_some()), (6_000, "By phone.", true));
    for (body, field) in [
        (form(&other.id, &invoice.id, 4_001), "amount"),
        (form(&debit.id, &invoice.id, 1), "amount"),
        (form(&other.id, &invoice.id, 0), "amount"),
        (form(&invoice.id, &other.id, 1), "lowers"),
        (form(&other.id, "nothing", 1), "raises"),
        (json!({ "lowers": other.id, "raises": invoice.id, "amount": 1, "reason": " " }), "reason"),
    ] {
        let wrong = send(body).await.is(422).json();
        assert!(wrong["errors"][field][0].is_string(), "{field}: {wrong}");
    }
    // The database itself refuses what the rule would have refused.
    let mut tx = world.app.db.begin().await.unwrap();
    let more = eyelevel_server::db::q("UPDATE postings SET allocated = 10001 WHERE id = $1").bind(&invoice.id).run(&mut tx).await;
    assert_eq!(eyelevel_server::db::violated(&more.unwrap_err()).as_deref(), Some("postings_allocated_check"));
    drop(tx);
    let release = paths::release(&account.id, &made.id);
    ledger.post(&release, json!({ "reason": "" })).await.is(422);
    let released: Allocation = ledger.post(&release, json!({ "reason": "It was another invoice." })).await.ok();
    assert_eq!(released.released.unwrap().reason, "It was another invoice.");
    ledger.post(&release, json!({ "reason": "Again." })).await.is(422);
    let statement = ledger.statement(&account, "").await;
    assert!(statement.postings.iter().all(|posting| posting.allocated == 0));
    assert_eq!(statement.allocations.len(), 1);
    assert_eq!(world.count("allocations").await, 2);
}

#[tokio::test]
async fn two_who_allocate_at_once_share_what_is_open() {
    let world = World::new().await;
    let second = world.second_process().await;
    let account = world.account("10042").await;
    let (one, two) = (world.as_("ledger").await, second.as_("ledger").await);
    let invoice = one.posts(&account, posting_form(PostingKind::Invoice, "RE-1", "2026-09-30", 10_000)).await;
    let a = one.posts(&account, posting_form(PostingKind::Debit, "", "2026-10-15", 6_000)).await;
    let b = one.posts(&account, posting_form(PostingKind::Debit, "", "2026-10-16", 6_000)).await;
    let form = |lowers: &str| json!({ "lowers": lowers, "raises": invoice.id, "amount": 6_000, "reason": "By phone." });
    let path = paths::allocations(&account.id);
    let (first, other) = world.at_once("allocations", one.post(&path, form(&a.id)), two.post(&path, form(&b.id))).await;
    let mut statuses = [first.status.as_u16(), other.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 422]);
    assert_eq!(one.statement(&account, "").await.postings[0].allocated, 6_000);
}
