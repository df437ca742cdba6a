use eyelevel_contract::lang::Bilingual;
use eyelevel_contract::licences::{EditKnownIssue, IssueAudience, KnownIssue, paths as issues};
use eyelevel_contract::page::Page;
use eyelevel_contract::requests::Verdict;
use eyelevel_contract::returns::{BatchIssue, Draft, FaultCount, Finding, Inspect, NewBatchIssue, Outcome, Reason, Return, paths};
use serde_json::json;

use super::draft;
use super::handled::all;
use crate::support::World;

/// One device of a batch comes back and is found broken.
async fn broken(world: &World, serial: &str) -> Return {
    let sent = world.as_("partner").await.returns(&Draft { reason: Some(Reason::Warranty), ..draft(&[serial]) }).await;
    let thing = world.as_("approver").await.does(&sent, paths::DECISION, all(&sent, Verdict::Approved, Some(Outcome::Repair))).await;
    let support = world.as_("support").await;
    let thing = support.does(&thing, paths::RECEIPT, json!({ "serials": [serial] })).await;
    let inspect = Inspect { item_id: thing.items[0].id.clone(), finding: Finding::Confirmed, findings: "Dark.".to_owned(), photos: vec![] };
    support.does(&thing, paths::INSPECTION, inspect).await
}

/// Two batches of sixty, at a partner's.
async fn batches(world: &World) {
    let mut file = "serial,product,batch,partner\n".to_owned();
    for n in 0..60 {
        file.push_str(&format!("GOOD-{n},E-paper display,A1,Nordlicht IT\nBAD-{n},E-paper display,B7,Nordlicht IT\n"));
    }
    world.as_("admin").await.imports(&file).await;
}

/// Three of one batch are broken.
async fn warned(world: &World) -> (Return, NewBatchIssue) {
    batches(world).await;
    broken(world, "GOOD-1").await;
    broken(world, "BAD-0").await;
    broken(world, "BAD-1").await;
    let last = broken(world, "BAD-2").await;
    let item_id = last.items[0].device.as_ref().unwrap().item_id.clone().unwrap();
    (last, NewBatchIssue { item_id, batch: "B7".to_owned() })
}

#[tokio::test]
async fn a_warned_batch_becomes_a_known_issue_that_both_sides_read_on_the_return() {
    let world = World::new().await;
    let (last, b7) = warned(&world).await;
    let (support, partner) = (world.as_("support").await, world.as_("partner").await);
    let a1 = NewBatchIssue { batch: "A1".to_owned(), ..b7.clone() };
    support.post(paths::BATCH_ISSUES, &a1).await.fault("batch");
    support.post(paths::BATCH_ISSUES, NewBatchIssue { batch: "C9".to_owned(), ..b7.clone() }).await.fault("batch");
    let issue: BatchIssue = support.post(paths::BATCH_ISSUES, &b7).await.is(201).ok();
    assert!(issue.is_draft && issue.title.contains("B7") && issue.workaround.contains("60") && issue.workaround.contains('3'), "{issue:?}");
    support.post(paths::BATCH_ISSUES, &b7).await.fault("batch");
    // The link stands on both pages.
    let counts: Vec<FaultCount> = support.get(paths::FAULTS).await.ok();
    assert_eq!(counts[0].issue.as_ref().map(|known| &known.id), Some(&issue.id));
    assert_eq!(counts[0].warned_in.as_ref().map(|warned| &warned.id), Some(&last.page.request.id));
    let known: KnownIssue = support.get(issues::known_issue(&issue.id)).await.ok();
    assert_eq!(known.batch.as_ref().map(|of| (of.item_id.as_str(), of.batch.as_str())), Some((b7.item_id.as_str(), "B7")));
    assert!(known.product.is_none() && known.affected.is_none());
    // A draft is nobody's but the vendor's.
    let shown = async |account: &str| -> usize {
        let page: Return = world.as_(account).await.get(paths::one(&last.page.request.id)).await.ok();
        page.known_issues.len()
    };
    assert_eq!((shown("approver").await, shown("partner").await), (1, 0));
    assert_eq!((support.look_up("BAD-9").await.known_issue.is_some(), partner.look_up("BAD-9").await.known_issue), (true, None));
    partner.get(issues::known_issue(&issue.id)).await.is(404);
    // Published, whoever has such a device is told, nobody else is, and both sides read it where it matters.
    let audience: IssueAudience = support.get(issues::audience(&issue.id)).await.ok();
    assert_eq!((audience.count, audience.names), (1, vec!["Nordlicht IT".to_owned()]));
    support.post(issues::publication(&issue.id), json!({})).await.is(200);
    let told: Vec<(String,)> = world.all("SELECT to_email FROM outbox WHERE template = 'known_issue' ORDER BY to_email").await;
    assert_eq!(told.iter().map(|t| t.0.replace("@eyelevel.example", "")).collect::<Vec<_>>(), ["owner", "partner", "sales"]);
    let (_, body) = world.mail("partner@eyelevel.example", "Bekannter Fehler").await;
    assert!(body.contains("Charge B7") && body.contains("- BAD-0") && body.contains("und 40 weitere"), "{body}");
    assert!(!body.contains("GOOD-1") && !body.contains("noch nicht behoben"), "{body}");
    assert_eq!((shown("approver").await, shown("partner").await), (1, 1));
    let hint = partner.look_up("BAD-9").await.known_issue.unwrap();
    assert!(!hint.is_draft && hint.product == "E-paper display", "{hint:?}");
    assert_eq!(partner.look_up("GOOD-9").await.known_issue, None);
    let begun = partner.returns(&draft(&["BAD-9"])).await;
    assert_eq!(begun.known_issues.len(), 1);
    let mine = async |account: &str| -> usize {
        let page: Page<KnownIssue> = world.as_(account).await.get(format!("{}?mine=true", issues::KNOWN_ISSUES)).await.ok();
        page.items.iter().filter(|of| of.id == issue.id).count()
    };
    assert_eq!((mine("partner").await, mine("other").await, mine("accounts").await), (1, 0, 0));
}

#[tokio::test]
async fn a_batch_of_which_something_is_known_is_not_warned_of() {
    let world = World::new().await;
    batches(&world).await;
    let first = broken(&world, "BAD-0").await;
    let item_id = first.items[0].device.as_ref().unwrap().item_id.clone();
    let both = |text: &str| Bilingual { de: text.to_owned(), en: text.to_owned() };
    let known = EditKnownIssue {
        product_id: String::new(),
        title: both("Dark"),
        affected: String::new(),
        known_since: Some(world.today()),
        workaround: both("Wait."),
        fixed_in: String::new(),
        item_id,
        batch: "B7".to_owned(),
    };
    let support = world.as_("support").await;
    support.post(issues::KNOWN_ISSUES, EditKnownIssue { batch: "B8".to_owned(), ..known.clone() }).await.fault("batch");
    let issue: KnownIssue = support.post(issues::KNOWN_ISSUES, &known).await.is(201).ok();
    support.post(issues::KNOWN_ISSUES, &known).await.fault("batch");
    // It stays with its batch.
    let other = EditKnownIssue { batch: "A1".to_owned(), ..known.clone() };
    support.put(issues::known_issue(&issue.id), issue.version, other).await.fault("batch");
    support.put(issues::known_issue(&issue.id), issue.version, &known).await.is(200);
    for n in 1..4 {
        broken(&world, &format!("BAD-{n}")).await;
    }
    assert_eq!(world.count("batch_warnings").await, 0);
}

#[tokio::test]
async fn of_two_who_make_a_known_issue_at_once_one_does() {
    let world = World::new().await;
    let second = world.second_process().await;
    let (_, b7) = warned(&world).await;
    let before = world.count("known_issues").await;
    let (a, b) = (world.as_("support").await, second.as_("admin").await);
    let (a, b) = world.at_once("known_issues", a.post(paths::BATCH_ISSUES, &b7), b.post(paths::BATCH_ISSUES, &b7)).await;
    let mut answers = [a.status.as_u16(), b.status.as_u16()];
    answers.sort_unstable();
    assert_eq!(answers, [201, 422]);
    assert_eq!(world.count("known_issues").await, before + 1);
}

#[tokio::test]
async fn a_batch_that_breaks_more_than_others_is_told_to_its_owner_once() {
    let world = World::new().await;
    batches(&world).await;
    broken(&world, "GOOD-1").await;
    for n in 0..2 {
        broken(&world, &format!("BAD-{n}")).await;
    }
    assert_eq!(world.count("batch_warnings").await, 0, "two may be chance");
    let third = broken(&world, "BAD-2").await;
    broken(&world, "BAD-3").await;
    assert_eq!(world.count("batch_warnings").await, 1);
    let counts: Vec<FaultCount> = world.as_("manager").await.get(paths::FAULTS).await.ok();
    let said: Vec<_> = counts.iter().map(|c| (c.batch.as_str(), c.known, c.returned, c.confirmed, c.unusual)).collect();
    assert_eq!(said, [("B7", 60, 4, 4, true), ("A1", 60, 1, 1, false)]);
    // The vendor reads it, the partner does not.
    let id = &third.page.request.id;
    let notes = async |account: &str| -> usize {
        let page: Return = world.as_(account).await.get(paths::one(id)).await.ok();
        page.page
            .timeline
            .iter()
            .filter(|entry| entry.kind.word() == "note" && entry.text.as_ref().is_some_and(|t| t.contains("B7")))
            .count()
    };
    assert_eq!((notes("approver").await, notes("partner").await), (1, 0));
    let (owner,): (String,) =
        world.one(&format!("SELECT p.email FROM people p JOIN requests r ON r.owner_id = p.id WHERE r.id = '{id}'")).await;
    let (_, body) = world.mail(&owner, &third.page.request.number).await;
    assert!(body.contains("B7"), "{body}");
}
