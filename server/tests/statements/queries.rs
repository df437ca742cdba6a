use eyelevel_contract::board::Board;
use eyelevel_contract::page::Page;
use eyelevel_contract::requests::{Request, State, Verdict, paths as requests_at};
use eyelevel_contract::statements::ledger::PostingKind;
use eyelevel_contract::statements::{Account, Outcome, StatementQuery, paths};
use serde_json::{Value, json};

use super::posting_form;
use crate::support::World;

/// An account with an invoice of 100 that was debited twice, and the query about both debits.
async fn asked(world: &World) -> (Account, StatementQuery) {
    let account = world.account("10042").await;
    let ledger = world.as_("ledger").await;
    ledger.posts(&account, posting_form(PostingKind::Invoice, "RE-1", "2026-09-30", 10_000)).await;
    let one = ledger.posts(&account, posting_form(PostingKind::Debit, "", "2026-10-15", 10_000)).await;
    let two = ledger.posts(&account, posting_form(PostingKind::Debit, "", "2026-10-16", 10_000)).await;
    let body = json!({ "account_id": account.id, "posting_ids": [one.id, two.id], "text": "RE-1 was debited twice.\nPlease pay back." });
    let query: StatementQuery = world.as_("accounts").await.post(paths::QUERIES, body).await.ok();
    (account, query)
}

fn answer(outcome: &str) -> Value {
    json!({ "outcome": outcome, "reason": "You are right.", "alternative": "" })
}

#[tokio::test]
async fn a_query_has_an_owner_of_the_ledger_a_promise_and_holds_its_lines() {
    let world = World::new().await;
    let (account, query) = asked(&world).await;
    let request = &query.page.request;
    assert_eq!((request.number.as_str(), request.subject.as_str()), ("SQ-1001", "RE-1 was debited twice."));
    assert_eq!((request.owner.name.as_str(), request.promise.is_some(), query.postings.len()), ("Petra König", true, 2));
    let statement = world.as_("owner").await.statement(&account, "").await;
    let held: Vec<_> = statement.postings.iter().map(|p| p.held.as_ref().map(|r| r.number.as_str())).collect();
    assert_eq!(held, [None, Some("SQ-1001"), Some("SQ-1001")]);
    // One query a line at a time.
    let line = &query.postings[0].id;
    let body = json!({ "account_id": account.id, "posting_ids": [line], "text": "Again" });
    let again = world.as_("owner").await.post(paths::QUERIES, body).await.is(422).json();
    assert!(again["errors"]["posting_ids"][0].as_str().unwrap().contains("SQ-1001"), "{again}");
    for (ids, text) in [(json!([]), "x"), (json!([line, line]), "x"), (json!(["nothing"]), "x"), (json!([line]), " ")] {
        world.as_("owner").await.post(paths::QUERIES, json!({ "account_id": account.id, "posting_ids": ids, "text": text })).await.is(422);
    }
    let foreign = json!({ "account_id": account.id, "posting_ids": [line], "text": "x" });
    assert!(world.as_("other-owner").await.post(paths::QUERIES, foreign).await.is(422).json()["errors"]["account_id"][0].is_string());
    assert_eq!(world.count("requests WHERE kind = 'statement_query'").await, 1);
}

#[tokio::test]
async fn what_stands_in_no_line_of_the_ledger_is_asked_about_with_the_word_that_it_does() {
    let world = World::new().await;
    let account = world.account("10042").await;
    let client = world.as_("accounts").await;
    let body =
        |beyond: bool| json!({ "account_id": account.id, "posting_ids": [], "text": "Debited, and not in your books.", "beyond": beyond });
    client.post(paths::QUERIES, body(false)).await.is(422);
    let query: StatementQuery = client.post(paths::QUERIES, body(true)).await.ok();
    assert_eq!((query.postings.len(), query.refundable_until), (0, None));
    let id = &query.page.request.id;
    let answered: StatementQuery = world.as_("ledger").await.post(paths::answer(id), answer("explanation")).await.ok();
    assert_eq!(answered.outcome, Some(Outcome::Explanation));
}

#[tokio::test]
async fn money_is_seen_by_whose_matter_it_is_in_lists_boards_and_counts() {
    let world = World::new().await;
    let (_, query) = asked(&world).await;
    let id = &query.page.request.id;
    let list = "/api/v1/requests?q=RE-1";
    for who in ["accounts", "owner", "ledger", "approver2", "manager", "admin", "auditor"] {
        let client = world.as_(who).await;
        client.get(paths::query(id)).await.is(200);
        assert_eq!(client.get(list).await.ok::<Page<Request>>().items.len(), 1, "{who}");
    }
    for who in ["partner", "sales", "approver", "support", "other-owner", "agent"] {
        let client = world.as_(who).await;
        client.get(paths::query(id)).await.is(404);
        client.get(requests_at::one(id)).await.is(404);
        assert_eq!(client.get(list).await.ok::<Page<Request>>().items.len(), 0, "{who}");
        let board: Board = client.get("/api/v1/board").await.ok();
        assert!(!serde_json::to_string(&board).unwrap().contains("SQ-1001"), "{who}");
    }
    // The ledger sees its own matter and no other.
    let theirs: Page<Request> = world.as_("ledger").await.get("/api/v1/requests").await.ok();
    assert!(theirs.items.iter().all(|request| request.kind.word() == "statement_query"));
}

#[tokio::test]
async fn a_correction_is_posted_with_its_answer_or_neither_is() {
    let world = World::new().await;
    let (account, query) = asked(&world).await;
    let id = query.page.request.id.clone();
    let ledger = world.as_("ledger").await;
    let mut body = answer("correction");
    ledger.post(paths::answer(&id), &body).await.is(422);
    body["posting"] = json!(posting_form(PostingKind::Refund, "", "2026-11-24", 0));
    let wrong = ledger.post(paths::answer(&id), &body).await.is(422).json();
    assert!(wrong["errors"]["posting.amount"][0].is_string(), "{wrong}");
    assert_eq!(world.count("postings").await, 3);
    body["posting"] = json!(posting_form(PostingKind::Refund, "", "2026-11-24", 10_000));
    let done: StatementQuery = ledger.post(paths::answer(&id), &body).await.ok();
    assert_eq!((done.page.request.state, done.outcome), (State::Closed, Some(Outcome::Correction)));
    assert_eq!(done.posted.unwrap().amount, 10_000);
    assert_eq!(done.page.decisions[0].verdict, Verdict::Approved);
    let statement = world.as_("accounts").await.statement(&account, "").await;
    assert_eq!(statement.equation.closing, 0);
    assert!(statement.postings.iter().all(|posting| posting.held.is_none()));
    ledger.post(paths::answer(&id), &body).await.is(409);
    let (_, mail) = world.mail("accounts@eyelevel.example", "SQ-1001").await;
    assert!(mail.contains("You are right."), "{mail}");
}

#[tokio::test]
async fn a_no_has_its_reason_and_once_a_second_look() {
    let world = World::new().await;
    let (_, query) = asked(&world).await;
    let id = query.page.request.id.clone();
    let ledger = world.as_("ledger").await;
    ledger.post(paths::answer(&id), answer("no")).await.is(422);
    ledger.post(paths::answer(&id), json!({ "outcome": "no", "reason": " ", "no_alternative": true })).await.is(422);
    let no = json!({ "outcome": "no", "reason": "Both were ordered.", "no_alternative": true });
    let done: StatementQuery = ledger.post(paths::answer(&id), &no).await.ok();
    assert_eq!((done.page.request.state, done.outcome), (State::Declined, Some(Outcome::No)));
    let accounts = world.as_("accounts").await;
    accounts.act(&id, requests_at::SECOND_LOOK, json!({ "reason": "Only one was." })).await.is(200);
    let again: StatementQuery = accounts.get(paths::query(&id)).await.ok();
    assert_ne!(again.page.request.owner.name, "Petra König");
    ledger.post(paths::answer(&id), &no).await.is(403);
    world.as_("approver2").await.post(paths::answer(&id), answer("explanation")).await.is(200);
}

#[tokio::test]
async fn withdrawn_it_holds_nothing_and_two_who_ask_at_once_ask_once() {
    let world = World::new().await;
    let (account, query) = asked(&world).await;
    let id = query.page.request.id.clone();
    world.as_("accounts").await.act(&id, requests_at::WITHDRAWAL, json!({ "reason": "Found it." })).await.is(200);
    let second = world.second_process().await;
    let (one, two) = (world.as_("accounts").await, second.as_("owner").await);
    let body = json!({ "account_id": account.id, "posting_ids": [query.postings[0].id], "text": "Once more" });
    let (a, b) = world.at_once("requests", one.post(paths::QUERIES, &body), two.post(paths::QUERIES, &body)).await;
    let mut statuses = [a.status.as_u16(), b.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 422]);
}
