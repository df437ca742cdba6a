use eyelevel_contract::licences::rules::NeedsPerson;
use eyelevel_contract::licences::{Licence, MismatchKind, paths};
use eyelevel_contract::page::Page;
use eyelevel_contract::people::{Me, SignIn, paths as people};
use eyelevel_contract::requests::{Request, State};
use eyelevel_contract::statements::ledger::PostingKind;
use eyelevel_contract::statements::{AccountRow, Books, Statement, paths as statements};
use eyelevel_server::people::{DEMO_ACCOUNTS, DEMO_PASSWORD};

use super::run;
use crate::support::{World, database};

#[tokio::test]
async fn the_demo_world_has_its_accounts_and_a_request_in_every_state() {
    let database = database::empty(false).await;
    let (done, _, complaint) = run(&database.url, &["seed", "--demo"]);
    assert!(done, "{complaint}");
    let (done, _, complaint) = run(&database.url, &["seed", "--demo"]);
    assert!(!done && complaint.contains("this database is not empty"), "{complaint}");
    let world = World::of(database).await;
    for account in DEMO_ACCOUNTS {
        let body = SignIn { email: format!("{account}@eyelevel.example"), password: DEMO_PASSWORD.to_owned() };
        let me: Me = world.nobody().post(people::SESSION, body).await.ok();
        assert!(me.installation.demo, "{account}");
    }
    let states: Vec<(String,)> = world.all("SELECT DISTINCT state FROM requests").await;
    let mut missing: Vec<_> = State::ALL.iter().map(|s| s.word()).collect();
    missing.retain(|state| !states.iter().any(|(s,)| s == state));
    assert_eq!(missing, [""; 0]);
    // Everything in it can be looked at, and the mails were sent.
    let manager = world.as_("manager").await;
    let ids: Vec<(String, String)> = world.all("SELECT id, kind FROM requests").await;
    for (id, kind) in ids {
        let of = match kind.as_str() {
            "demo_kit" => "demo-kits",
            "licence" => "licences",
            "statement_query" => "statements/queries",
            "return" => "returns",
            _ => "enquiries",
        };
        manager.get(format!("/api/v1/{of}/{id}")).await.is(200);
    }
    assert_eq!(world.count("outbox WHERE state <> 'sent'").await, 0);
    assert!(world.nobody().get("/dev/mail").await.is(200).text().contains("DK-"));
    // Nothing is promised that is not there, nothing is without an owner, a promise or an entry.
    assert_eq!(world.count("catalogue_variants WHERE reserved > on_hand OR reserved < 0").await, 0);
    assert_eq!(world.count("requests r LEFT JOIN promises p ON p.id = r.promise_id WHERE p.id IS NULL").await, 0);
    assert_eq!(world.count("requests WHERE created_at > updated_at").await, 0);
    let future = world.app.clock.now() + 60_000;
    for table in ["timeline WHERE at", "decisions WHERE at", "recipient_history WHERE at", "requests WHERE created_at", "audit WHERE at"] {
        assert_eq!(world.count(&format!("{table} > {future}")).await, 0, "{table}: nothing has happened yet that is to come");
    }
}

#[tokio::test]
async fn the_demo_world_tells_the_first_story() {
    let database = database::empty(false).await;
    let (done, _, complaint) = run(&database.url, &["seed", "--demo"]);
    assert!(done, "{complaint}");
    let world = World::of(database).await;
    let owner = world.as_("owner").await;
    let of = async |reference: &str| -> Licence {
        let page: Page<Request> = owner.get(format!("/api/v1/licences?q={reference}")).await.ok();
        owner.get(paths::one(&page.items[0].id)).await.ok()
    };
    // The generator's key for 8.x stays in the house, and the promise is still to be kept.
    let stopped = of("HKA-2120").await;
    assert_eq!((stopped.page.request.state, stopped.keys.len()), (State::Approved, 0));
    assert!(stopped.stopped[0].mismatches.iter().any(|m| m.kind == MismatchKind::Version && m.found.as_deref() == Some("8.x")));
    assert_eq!(stopped.page.request.promise.as_ref().unwrap().kept, None);
    // One runs, two were sent, one waits for somebody, one is refused and the vendor's fault.
    let works = of("RT-93").await;
    assert_eq!((works.page.request.state, works.keys.len()), (State::Closed, 1));
    for reference in ["HKA-2101", "RT-95"] {
        let sent = of(reference).await;
        assert_eq!((sent.page.request.state, sent.keys.len()), (State::Shipped, 1), "{reference}");
    }
    let waits = of("SBK-17").await;
    assert_eq!((waits.page.request.state, waits.asked.needs_person), (State::Submitted, Some(NeedsPerson::NoContract)));
    let rejected = of("HKA-2121").await;
    assert!(rejected.asked.vendor_fault && rejected.page.request.state == State::Approved);
    assert_eq!(rejected.consents.iter().map(|c| c.agreed).collect::<Vec<_>>(), [None]);
    assert_eq!(world.count("promises WHERE NOT kept AND request_id IN (SELECT id FROM requests WHERE kind = 'licence')").await, 0);
    // Nothing of the stopped key, and nothing of what nobody has agreed to, has reached anybody.
    let mails = world.nobody().get("/dev/mail").await.is(200).text();
    assert!(!mails.contains("AR8-") && !mails.contains("technik@hafenklinik.example"));
}

#[tokio::test]
async fn the_demo_world_tells_the_second_story() {
    let database = database::empty(false).await;
    let (done, _, complaint) = run(&database.url, &["seed", "--demo"]);
    assert!(done, "{complaint}");
    let world = World::of(database).await;
    let ledger = world.as_("ledger").await;
    let books: Books = ledger.post(statements::CHECK, serde_json::json!({})).await.ok();
    assert_eq!((books.accounts, books.faults), (3, vec![]));
    let all: Page<AccountRow> = ledger.get(statements::ACCOUNTS).await.ok();
    let statement = async |number: &str| -> Statement {
        let row = all.items.iter().find(|row| row.account.number == number).unwrap();
        let statement: Statement = ledger.get(statements::one(&row.account.id)).await.ok();
        assert!(statement.equation.adds_up() && statement.equation.closing == row.balance, "{number}");
        statement
    };
    // One account where nothing is left to say, one in another currency.
    for (number, currency) in [("10310", "EUR"), ("10477", "CHF")] {
        let plain = statement(number).await;
        assert_eq!((plain.account.currency.as_str(), plain.equation.closing), (currency, 0));
        assert!(plain.postings.iter().all(|posting| posting.allocated == posting.amount) && plain.findings.is_empty(), "{number}");
    }
    // The other one: never debited, debited twice, returned with a fee; what is asked is held.
    let story = statement("10234").await;
    let open = |kind| story.postings.iter().filter(|p| p.kind == kind && p.allocated < p.amount).map(|p| p.held.is_some()).collect();
    let (invoices, debits, fees): (Vec<_>, Vec<_>, Vec<_>) = (open(PostingKind::Invoice), open(PostingKind::Debit), open(PostingKind::Fee));
    assert_eq!((invoices, debits, fees), (vec![false; 3], vec![true], vec![false]));
    let mut said: Vec<&str> = story.findings.iter().map(|finding| finding.kind.as_str()).collect();
    said.dedup();
    for kind in ["not_debited", "twice", "late", "returned", "off_rhythm"] {
        assert!(said.contains(&kind), "{kind}: {said:?}");
    }
    // The collective debit, its credit note and the agreed discount are no findings.
    assert!(!said.contains(&"no_invoice") && !said.contains(&"other_amount"), "{said:?}");
    assert!(story.postings.iter().any(|p| p.kind == PostingKind::CorrectionDown && p.allocated == 7_140), "the answer has posted");
    // Nobody but its partner's accounts and owner sees it.
    let theirs: Page<AccountRow> = world.as_("other-owner").await.get(statements::ACCOUNTS).await.ok();
    assert_eq!(theirs.items.iter().map(|row| row.account.number.as_str()).collect::<Vec<_>>(), ["10310"]);
    world.as_("other-owner").await.get(statements::one(&story.account.id)).await.is(404);
    world.as_("partner").await.get(statements::one(&story.account.id)).await.is(404);
}

#[tokio::test]
async fn one_that_was_interrupted_is_a_demo_all_the_same() {
    for polls in [1, 20, 100, 400] {
        let world = World::of(database::empty(false).await).await;
        world.app.db.migrate().await.unwrap();
        let mut seeding = std::pin::pin!(eyelevel_server::demo::fill(&world.app));
        let mut polled = 0;
        std::future::poll_fn(|context| {
            polled += 1;
            if polled > polls { std::task::Poll::Ready(()) } else { seeding.as_mut().poll(context).map(drop) }
        })
        .await;
        let known = world.count("people").await;
        let demo = world.count("settings WHERE name = 'demo' AND value = 'true'").await;
        assert!(known == 0 || demo == 1, "after {polls} polls {known} people have a known password");
    }
}

#[tokio::test]
async fn a_database_that_somebody_uses_never_becomes_a_demo() {
    let database = database::empty(false).await;
    assert!(run(&database.url, &["user", "add", "--vendor", "Kranich", "--email", "a@example.com", "--name", "A"]).0);
    let (done, _, complaint) = run(&database.url, &["seed", "--demo"]);
    assert!(!done && complaint.contains("this database is not empty"), "{complaint}");
    // And it is not said by chance.
    assert!(!run(&database.url, &["seed"]).0);
    let world = World::of(database).await;
    assert_eq!((world.count("people").await, world.count("settings").await), (1, 0));
    assert!(!world.nobody().get("/dev/mail").await.text().contains("<article"));
    world.nobody().get("/dev/mail").await.is(404);
}
