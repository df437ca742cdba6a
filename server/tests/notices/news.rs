//! News of loans and returns: what is owed of it goes at once and has no link; the rest is wished for, or not.

use eyelevel_contract::demo_kits::{DemoKit, paths as kit_paths};
use eyelevel_contract::requests::Verdict;
use eyelevel_contract::returns::{Draft, Outcome, Reason, paths as returns};
use eyelevel_server::jobs::Job;
use eyelevel_server::mail::worker;
use serde_json::json;

use super::JANA;
use crate::demo_kits::later::answer;
use crate::returns::{draft, handled::all};
use crate::support::smtp::Smtp;
use crate::support::{DAY, World, kits};

/// What each notice of that template was about: the event and the kind.
async fn kinds(world: &World, template: &str) -> Vec<(String, String)> {
    let sql = format!(
        "SELECT t.kind, n.kind FROM notices n JOIN timeline t ON n.event LIKE '%:' || t.id || ':%' WHERE n.template = '{template}' ORDER BY n.id"
    );
    world.all(&sql).await
}

fn pairs(all: &[(String, String)]) -> Vec<(&str, &str)> {
    all.iter().map(|(event, kind)| (event.as_str(), kind.as_str())).collect()
}

/// A return from the label to the outcome; two devices and one that nobody announced.
async fn a_return(world: &World) {
    let (partner, approver, support) = (world.as_("partner").await, world.as_("approver").await, world.as_("support").await);
    let sent = partner.returns(&Draft { reason: Some(Reason::Warranty), ..draft(&["A-1"]) }).await;
    let thing = approver.does(&sent, returns::DECISION, all(&sent, Verdict::Approved, Some(Outcome::Repair))).await;
    let thing = support.does(&thing, returns::LABEL, json!({ "carrier": "dhl" })).await;
    world.later(14 * DAY);
    Job::Returns.run(&world.app).await.unwrap();
    let (support, approver) = (world.as_("support").await, world.as_("approver").await);
    let thing = support.does(&thing, returns::RECEIPT, json!({ "serials": ["A-1", "ODD-9"] })).await;
    approver.does(&thing, returns::OUTCOME, crate::returns::handled::finish(&thing, 0, Outcome::NotCovered)).await;
}

#[tokio::test]
async fn of_a_return_the_label_and_the_outcome_are_owed_and_the_rest_is_news() {
    let world = World::new().await;
    a_return(&world).await;
    let told = kinds(&world, "return_news").await;
    let wanted = [
        ("label_sent", "owed"),
        ("return_reminder", "reminders"),
        ("arrived", "progress"),
        ("strayed", "deliveries"),
        ("device_done", "owed"),
    ];
    assert_eq!(pairs(&told), wanted);
    let smtp = Smtp::start().await;
    worker::run(&world.app, &smtp.transport()).await.unwrap();
    let linked = smtp.taken().into_iter().filter(|mail| mail.contains(JANA) && mail.contains("List-Unsubscribe:")).count();
    let wished = world
        .count("notices n JOIN people p ON p.id = n.person_id WHERE p.email_key = 'partner@eyelevel.example' AND n.kind <> 'owed'")
        .await;
    assert_eq!(i64::try_from(linked).unwrap(), wished, "a link in each that is not owed, and in no other");
}

#[tokio::test]
async fn who_wants_no_news_still_gets_what_is_owed() {
    let world = World::new().await;
    let none = json!({ "progress": "portal", "deliveries": "portal", "reminders": "portal" });
    world.wishes("partner", none, ("", "")).await;
    a_return(&world).await;
    let mailed = "SELECT t.kind, n.kind FROM notices n JOIN timeline t ON n.event LIKE '%:' || t.id || ':%' \
                  WHERE n.template = 'return_news' AND n.outbox_id IS NOT NULL ORDER BY n.id";
    let mailed: Vec<(String, String)> = world.all(mailed).await;
    assert_eq!(pairs(&mailed), [("label_sent", "owed"), ("device_done", "owed")]);
    assert_eq!(kinds(&world, "return_news").await.len(), 5, "all of it stands in the portal");
}

#[tokio::test]
async fn of_a_loan_the_answer_to_a_wish_is_owed() {
    let world = World::new().await;
    let kit = world.shipped(2, 0, "A").await;
    let link = world.link(JANA, "Eine Lieferung").await;
    world.nobody().form(format!("{link}/received"), &[]).await.is(303);
    let (partner, approver, support) = (world.as_("partner").await, world.as_("approver").await, world.as_("support").await);
    let wish = json!({ "return_on": kits::day(60), "reason": "The fair." });
    let asked = partner.post(kit_paths::later(&kits::id(&kit)), &wish).await.ok();
    approver.post(kit_paths::wish_answer(&kits::id(&kit)), answer(&asked, Verdict::Approved)).await.is(200);
    let wish = json!({ "return_on": kits::day(70), "reason": "Another fair." });
    let asked: DemoKit = partner.post(kit_paths::later(&kits::id(&kit)), &wish).await.ok();
    let wish_id = &asked.loan.open_wish().unwrap().id;
    partner.post(kit_paths::wish_withdrawal(&kits::id(&kit)), json!({ "wish_id": wish_id })).await.is(200);
    support.post(kit_paths::check_in(&kits::id(&kit)), json!({ "serials": ["A-0", "ODD-1"] })).await.is(200);
    let mut told = kinds(&world, "loan_news").await;
    told.sort();
    let wanted = [("later_agreed", "owed"), ("still_out", "reminders"), ("strayed", "deliveries"), ("wish_taken_back", "mine")];
    assert_eq!(pairs(&told), wanted);
}
