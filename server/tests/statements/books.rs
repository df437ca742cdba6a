use eyelevel_contract::statements::ledger::PostingKind;
use eyelevel_contract::statements::{Books, paths};
use serde_json::json;

use super::posting_form;
use crate::support::World;

#[tokio::test]
async fn books_that_are_right_and_books_that_are_not() {
    let world = World::new().await;
    let account = world.account("10042").await;
    let ledger = world.as_("ledger").await;
    let invoice = ledger.posts(&account, posting_form(PostingKind::Invoice, "RE-1", "2026-09-30", 10_000)).await;
    let debit = ledger.posts(&account, posting_form(PostingKind::Debit, "", "2026-10-15", 6_000)).await;
    let body = json!({ "lowers": debit.id, "raises": invoice.id, "amount": 6_000, "reason": "By phone." });
    ledger.post(paths::allocations(&account.id), body).await.is(201);
    let right: Books = ledger.post(paths::CHECK, json!({})).await.ok();
    assert_eq!((right.accounts, right.postings, right.allocations, right.faults.as_slice()), (1, 2, 1, &[][..]));
    // Behind everybody's back, as far as the database lets it.
    world.run("UPDATE postings SET allocated = allocated - 1 WHERE kind = 'invoice'").await;
    let wrong: Books = ledger.post(paths::CHECK, json!({})).await.ok();
    assert_eq!(wrong.faults, ["Konto 10042 EUR: Was von RE-1 zugeordnet ist, ist nicht die Summe der Zuordnungen."]);
    assert_eq!(world.count("audit WHERE action = 'books.checked'").await, 2);
    world.as_("accounts").await.post(paths::CHECK, json!({})).await.is(403);
}
