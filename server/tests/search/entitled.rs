use eyelevel_contract::enquiries;
use eyelevel_contract::people::paths::ORGANISATIONS;
use eyelevel_contract::requests::paths;
use eyelevel_contract::search::{Field, Found};
use eyelevel_contract::statements::ledger::PostingKind;
use serde_json::json;

use super::EVERYBODY;
use crate::statements::posting_form;
use crate::support::{World, requests};

/// Who of everybody finds something, in the order of their names here.
async fn who(world: &World, q: &str) -> Vec<&'static str> {
    let mut who = Vec::new();
    for account in EVERYBODY {
        if !world.as_(account).await.finds(q).await.is_empty() {
            who.push(account);
        }
    }
    who
}

const VENDOR: [&str; 6] = ["approver", "approver2", "support", "manager", "admin", "auditor"];

fn and_vendor(more: &[&'static str]) -> Vec<&'static str> {
    more.iter().copied().chain(VENDOR).collect()
}

#[tokio::test]
async fn a_request_is_found_by_whom_its_list_shows_it_and_by_nobody_else() {
    let world = World::new().await;
    let kit = world.shipped(1, 1, "Zugvogel").await;
    let id = &kit.page.request.id;
    world
        .as_("support")
        .await
        .post(paths::messages(id), json!({ "text": "Das Quarzgehäuse kommt später.", "internal": false }))
        .await
        .is(201);
    for q in ["DK-1001", "HKA-1", "reception", "Quarzgehause", "Zugvogel-0", "zugvogel0", "Empfang"] {
        assert_eq!(who(&world, q).await, and_vendor(&["partner", "owner", "sales"]), "{q}");
    }
    // The customer itself stands in the list that all of the partner's people have.
    assert_eq!(who(&world, "Altona").await, and_vendor(&["partner", "owner", "sales", "accounts"]));
    // A parcel's number, however it is written.
    let (number,): (String,) = world.one("SELECT MIN(number) FROM deliveries WHERE number <> ''").await;
    assert_eq!(who(&world, &number.to_lowercase()).await, and_vendor(&["partner", "owner", "sales"]));
}

#[tokio::test]
async fn a_limited_request_is_its_requesters_its_owners_and_the_vendors() {
    let world = World::new().await;
    let draft = enquiries::Draft { limited: true, ..requests::question("Ein Zwiebelturm aus Displays") };
    world.as_("partner").await.post(enquiries::PATH, draft).await.is(201);
    assert_eq!(who(&world, "Zwiebelturm").await, and_vendor(&["partner", "owner"]));
    world.run("UPDATE requests SET limited = FALSE").await;
    assert_eq!(who(&world, "Zwiebelturm").await, and_vendor(&["partner", "owner", "sales"]));
}

#[tokio::test]
async fn an_internal_note_is_found_by_the_vendor_alone() {
    let world = World::new().await;
    let id = world.enquiry("An idea").await.id;
    world.as_("support").await.post(paths::messages(&id), json!({ "text": "Kanarienvogel", "internal": true })).await.is(201);
    assert_eq!(who(&world, "Kanarienvogel").await, VENDOR);
    assert_eq!(who(&world, "kanar").await, VENDOR);
    let found = world.as_("support").await.finds("kanarien").await;
    assert_eq!((found[0].field, found[0].line.as_str()), (Field::Note, "Kanarienvogel"));
    // Not even beside what the partner may see.
    let partner = world.as_("partner").await;
    assert_eq!(partner.titles("idea").await, [(Found::Request, Field::Subject, "EN-1001".to_owned())]);
    assert!(partner.finds("idea kanarienvogel").await.is_empty());
}

#[tokio::test]
async fn money_is_found_by_who_reads_that_account() {
    let world = World::new().await;
    let account = world.account("10042").await;
    let ledger = world.as_("ledger").await;
    let posted = ledger.posts(&account, posting_form(PostingKind::Invoice, "RE-2026/077", "2026-10-01", 11_900)).await;
    let readers = ["owner", "accounts", "approver2", "manager", "admin", "auditor", "ledger"];
    for q in ["RE-2026/077", "re2026077", "RE-2026/0"] {
        assert_eq!(who(&world, q).await, readers, "{q}");
    }
    let hit = &world.as_("accounts").await.finds("RE 2026 077").await[0];
    assert_eq!((hit.kind, hit.title.as_str(), hit.line.as_str()), (Found::Posting, "RE-2026/077", "10042"));
    assert_eq!(hit.link, format!("/statements/{}?q=RE-2026/077", account.id));
    let body = json!({ "account_id": account.id, "posting_ids": [posted.id], "text": "Weshalb der Aufpreis?" });
    world.as_("accounts").await.post(eyelevel_contract::statements::paths::QUERIES, body).await.is(201);
    assert_eq!(who(&world, "Aufpreis").await, readers);
}

#[tokio::test]
async fn customers_are_the_partners_own_and_partners_the_vendors() {
    let world = World::new().await;
    let new = json!({ "kind": "customer", "name": "Gärtnerei Öztürk" });
    world.as_("partner").await.post(ORGANISATIONS, new).await.is(201);
    assert_eq!(who(&world, "gartnerei").await, ["partner", "owner", "sales", "accounts"]);
    let all: Vec<_> = EVERYBODY.into_iter().filter(|account| !["other", "other-owner", "agent"].contains(account)).collect();
    assert_eq!(who(&world, "Nordlicht").await, all);
}

#[tokio::test]
async fn a_known_issue_is_the_vendors_until_it_is_published() {
    let world = World::new().await;
    let issue = world.known_issue().await;
    let word = issue.title.de.split(' ').max_by_key(|word| word.len()).unwrap().to_owned();
    let vendor: Vec<_> = VENDOR.into_iter().chain(["ledger"]).collect();
    assert_eq!(who(&world, &word).await, vendor, "{word}");
    world.published().await;
    assert_eq!(who(&world, &word).await, EVERYBODY, "{word}");
}

#[tokio::test]
async fn a_device_of_a_file_is_found_by_the_partner_whom_the_file_names() {
    let world = World::new().await;
    world
        .as_("admin")
        .await
        .imports("serial,product,partner\nFLAMINGO-7,E-Paper-Display,Nordlicht IT\nFLAMINGO-8,E-Paper-Display,\n")
        .await;
    assert_eq!(who(&world, "flamingo").await, ["partner", "owner", "sales"]);
    let partner = world.as_("partner").await;
    // An O for a zero, and no hyphen.
    for q in ["FLAMINGO-7", "flaming07", "FLAMING"] {
        assert_eq!(partner.titles(q).await, [(Found::Device, Field::Serial, "FLAMINGO-7".to_owned())], "{q}");
    }
    assert_eq!(partner.finds("FLAMINGO-7").await[0].link, "/returns/new?serial=FLAMINGO-7");
}

#[tokio::test]
async fn of_two_companies_each_finds_its_own() {
    let world = World::new().await;
    world.enquiry("Ein Pfefferminzgerät").await;
    world.as_("other").await.post(enquiries::PATH, requests::question("Noch ein Pfefferminzgerät")).await.is(201);
    assert_eq!(world.as_("partner").await.titles("pfefferminz").await.len(), 1);
    assert_eq!(world.as_("other").await.finds("pfefferminz").await[0].title, "EN-1002 · Noch ein Pfefferminzgerät");
    assert_eq!(world.as_("support").await.titles("pfefferminz").await.len(), 2);
    world.nobody().get(eyelevel_contract::search::url("pfefferminz")).await.is(401);
}
