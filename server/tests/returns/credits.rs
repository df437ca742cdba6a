//! Money back for a device: posted to the partner's books once, with the outcome, or not at all.

use eyelevel_contract::requests::{State, Verdict};
use eyelevel_contract::returns::{CREDIT_MAX, CreditAccount, Finish, NewCredit, Outcome, Return, paths};
use eyelevel_contract::statements::ledger::PostingKind;
use eyelevel_contract::statements::{NewPosting, Statement, paths as statements_at};
use serde_json::json;

use super::handled::{all, finish, id};
use crate::statements::posting_form;
use crate::support::World;

impl World {
    /// A credit of 149.90 in an account of Nordlicht IT's that is opened for it.
    pub(crate) async fn credit(&self, number: &str) -> NewCredit {
        let account = self.account(number).await;
        NewCredit { account_id: account.id, currency: account.currency, amount: 14_990, number: "GS-17".to_owned() }
    }

    /// A device that is here.
    async fn here(&self, serial: &str) -> Return {
        let sent = self.returned(serial).await;
        let (approver, support) = (self.as_("approver").await, self.as_("support").await);
        let thing = approver.does(&sent, paths::DECISION, all(&sent, Verdict::Approved, Some(Outcome::Credit))).await;
        support.does(&thing, paths::RECEIPT, json!({ "serials": [serial] })).await
    }
}

fn credited(thing: &Return, credit: NewCredit) -> Finish {
    Finish { credit: Some(credit), ..finish(thing, 0, Outcome::Credit) }
}

#[tokio::test]
async fn it_stands_in_the_statement_with_the_return_s_number_for_who_may_see_it() {
    let world = World::new().await;
    let (thing, credit) = (world.here("A-1").await, world.credit("10042").await);
    let approver = world.as_("approver").await;
    let accounts: Vec<CreditAccount> = approver.get(paths::verb(id(&thing), paths::ACCOUNTS)).await.ok();
    assert_eq!(accounts.iter().map(|of| (of.number.as_str(), of.currency.as_str())).collect::<Vec<_>>(), [("10042", "EUR")]);
    let thing = approver.does(&thing, paths::OUTCOME, credited(&thing, credit.clone())).await;
    assert_eq!(thing.page.request.state, State::Closed);
    let posted = thing.items[0].credit.as_ref().unwrap();
    assert_eq!((posted.amount, posted.number.as_str(), posted.account.number.as_str(), posted.taken_back), (14_990, "GS-17", "10042", 0));
    assert_eq!((posted.by.name.as_str(), posted.page.as_ref()), ("Claudia Berg", None), "who decides returns need not see the books");
    // The statement adds up with it.
    let statement: Statement = world.as_("accounts").await.get(statements_at::one(&credit.account_id)).await.ok();
    let line = statement.postings.iter().find(|posting| posting.id == posted.posting_id).unwrap();
    assert_eq!((line.kind, line.amount, line.number.as_deref()), (PostingKind::CreditNote, 14_990, Some("GS-17")));
    assert!(line.remittance.contains("RT-1001") && line.remittance.contains("A-1"), "{}", line.remittance);
    let balance: (i64,) = world.one("SELECT CAST(SUM(signed) AS BIGINT) FROM postings").await;
    assert_eq!(balance.0, -14_990);
    // Prices are by permission; the statement is for accounts and owner.
    for (account, sees, page) in [("partner", false, false), ("sales", true, false), ("owner", true, true), ("manager", true, true)] {
        let seen: Return = world.as_(account).await.get(paths::one(id(&thing))).await.ok();
        assert_eq!(seen.items[0].outcome, Some(Outcome::Credit));
        assert_eq!(seen.items[0].credit.is_some(), sees, "{account}");
        assert_eq!(seen.items[0].credit.as_ref().and_then(|credit| credit.page.as_ref()).is_some(), page, "{account}");
    }
    // Taken back in the books, the return's page says so.
    let back =
        NewPosting { corrects: Some(posted.posting_id.clone()), ..posting_form(PostingKind::CorrectionUp, "K-1", "2026-11-24", 4_990) };
    world.as_("ledger").await.post(statements_at::postings(&credit.account_id), back).await.is(201);
    let seen: Return = world.as_("owner").await.get(paths::one(id(&thing))).await.ok();
    assert_eq!(seen.items[0].credit.as_ref().unwrap().taken_back, 4_990);
}

#[tokio::test]
async fn what_can_not_be_posted_finishes_nothing() {
    let world = World::new().await;
    let thing = world.here("A-1").await;
    let approver = world.as_("approver").await;
    let url = paths::verb(id(&thing), paths::OUTCOME);
    // Nobody has opened an account yet: said where it is chosen.
    let nowhere = NewCredit { account_id: "x".to_owned(), currency: "EUR".to_owned(), amount: 1, number: "GS-1".to_owned() };
    assert!(approver.in_german().post(&url, credited(&thing, nowhere)).await.fault("credit.account_id").contains("noch kein Konto"));
    let approver = world.as_("approver").await;
    let credit = world.credit("10042").await;
    approver.post(&url, finish(&thing, 0, Outcome::Credit)).await.fault("credit.account_id");
    approver.post(&url, Finish { outcome: Outcome::Repair, ..credited(&thing, credit.clone()) }).await.fault("credit");
    for amount in [0, -1, i64::MIN, CREDIT_MAX + 1, i64::MAX] {
        approver.post(&url, credited(&thing, NewCredit { amount, ..credit.clone() })).await.fault("credit.amount");
    }
    approver.post(&url, credited(&thing, NewCredit { currency: "CHF".to_owned(), ..credit.clone() })).await.fault("credit.currency");
    for number in ["", " ", "\u{7}", &"9".repeat(71)] {
        approver.post(&url, credited(&thing, NewCredit { number: number.to_owned(), ..credit.clone() })).await.fault("credit.number");
    }
    // Somebody else's account is none.
    let form = crate::statements::account_form(&world.organisation("Südwerk Systemhaus").await, "20001");
    let theirs: eyelevel_contract::statements::Account = world.as_("ledger").await.post(statements_at::ACCOUNTS, form).await.ok();
    approver.post(&url, credited(&thing, NewCredit { account_id: theirs.id, ..credit.clone() })).await.fault("credit.account_id");
    assert_eq!((world.count("postings").await, world.count("return_credits").await), (0, 0));
    let now: Return = approver.get(paths::one(id(&thing))).await.ok();
    assert_eq!(now.items[0].state, thing.items[0].state, "nothing is half done");
    // A number that is in the account already is not posted again.
    approver.does(&thing, paths::OUTCOME, credited(&thing, credit.clone())).await;
    let second = world.here("B-2").await;
    let url = paths::verb(id(&second), paths::OUTCOME);
    approver.post(&url, credited(&second, NewCredit { number: "gs 17".to_owned(), ..credit.clone() })).await.fault("credit.number");
    approver.post(&url, credited(&second, NewCredit { number: "GS-18".to_owned(), ..credit })).await.is(200);
    assert_eq!((world.count("postings").await, world.count("return_credits").await), (2, 2));
}

#[tokio::test]
async fn two_at_once_and_twice_pressed_post_once() {
    let world = World::new().await;
    let second = world.second_process().await;
    let (thing, credit) = (world.here("A-1").await, world.credit("10042").await);
    let url = paths::verb(id(&thing), paths::OUTCOME);
    let (a, b) = (world.as_("approver").await, second.as_("manager").await);
    let other = NewCredit { number: "GS-18".to_owned(), ..credit.clone() };
    let (a, b) = world.at_once("postings", a.post(&url, credited(&thing, credit.clone())), b.post(&url, credited(&thing, other))).await;
    let mut answers = [a.status.as_u16(), b.status.as_u16()];
    answers.sort_unstable();
    assert_eq!(answers, [200, 409]);
    assert_eq!((world.count("postings").await, world.count("return_credits").await), (1, 1));
    // The same key again is answered, and posts nothing.
    let thing = world.here("B-2").await;
    let approver = world.as_("approver").await.with_key("once");
    let body = credited(&thing, NewCredit { number: "GS-19".to_owned(), ..credit });
    for _ in 0..2 {
        approver.post(paths::verb(id(&thing), paths::OUTCOME), &body).await.is(200);
    }
    assert_eq!(world.count("postings").await, 2);
}
