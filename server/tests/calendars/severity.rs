//! Promises by the severity of what is asked, and what becomes of them when it changes.

use eyelevel_contract::calendars::{EditPolicies, MyPromises, Policies, Policy, first_policies, paths as calendars};
use eyelevel_contract::demo_kits::{self, DemoKit};
use eyelevel_contract::enquiries::{self, Enquiry};
use eyelevel_contract::requests::{ChangeSeverity, EventKind, Kind, PromiseKind, Request, Severity, State, paths};
use serde_json::{Value, json};

use super::policy;
use crate::support::{DAY, HOUR, TUESDAY, World, kits, requests as asked, requests::utc};

/// A row for more than normal.
fn severe(policies: &mut Vec<Policy>, kind: Kind, severity: Severity, tier: &str, (answer, decision, fulfilment): (i64, i64, i64)) {
    let everybody = policy(policies, kind).clone();
    policies.push(Policy { severity, tier: tier.to_owned(), answer, decision, fulfilment, ..everybody });
}

fn to(severity: Severity, reason: &str) -> ChangeSeverity {
    ChangeSeverity { severity, reason: reason.to_owned() }
}

/// First date, date, reason, minutes left.
type Dates = (i64, Option<i64>, Option<String>, Option<i64>);

fn dates(request: &Request) -> Dates {
    let promise = request.promise.clone().unwrap();
    (promise.first_due_at, promise.due_at, promise.moved_reason, promise.remaining_minutes)
}

#[tokio::test]
async fn each_promise_goes_by_severity_and_tier() {
    let world = World::new().await;
    world.policies(|p| severe(p, Kind::DemoKit, Severity::High, "", (240, 480, 960))).await;
    world.policies(|p| severe(p, Kind::DemoKit, Severity::Critical, "Gold", (60, 120, 180))).await;
    let partner = world.as_("partner").await;
    let submit = async |severity: Severity| -> DemoKit {
        let draft = demo_kits::Draft { severity, ..world.draft(1, 0).await };
        partner.post(demo_kits::paths::DEMO_KITS, draft).await.ok()
    };
    let decided_by = |kit: &DemoKit| kit.page.request.promise.as_ref().unwrap().due_at;
    assert_eq!(decided_by(&submit(Severity::Normal).await), Some(utc("2026-11-26", 9, 0)));
    assert_eq!(decided_by(&submit(Severity::High).await), Some(utc("2026-11-25", 9, 0)));
    // No row of its own: as what is high.
    assert_eq!(decided_by(&submit(Severity::Critical).await), Some(utc("2026-11-25", 9, 0)));
    world.tier("Nordlicht IT", "Gold").await;
    let kit = submit(Severity::Critical).await;
    assert_eq!((kit.page.request.severity, decided_by(&kit)), (Severity::Critical, Some(utc("2026-11-24", 11, 0))));
    let id = kits::id(&kit);
    // The answer to a message, a level of the ladder, and that it is on its way.
    partner.post(paths::messages(&id), json!({ "text": "Any news?" })).await.is(201);
    let reply = partner.page(&id).await.request.reply.unwrap();
    assert_eq!(reply.due_at, utc("2026-11-24", 10, 0));
    partner.act(&id, paths::ESCALATIONS, json!({ "reason": "It is down." })).await.is(200);
    assert_eq!(partner.page(&id).await.escalations[0].due_at, Some(utc("2026-11-24", 10, 0)));
    let decided = world.as_("approver").await.decide(&kit, kits::yes()).await;
    assert_eq!(decided.page.request.promise.unwrap().due_at, Some(utc("2026-11-24", 12, 0)));
}

#[tokio::test]
async fn what_i_am_promised_before_i_ask_says_so_for_each_severity() {
    let world = World::new().await;
    world.policies(|p| severe(p, Kind::Return, Severity::Critical, "", (60, 90, 120))).await;
    let mine: MyPromises = world.as_("partner").await.get(calendars::MINE).await.ok();
    assert_eq!(mine.promises.len(), Kind::ALL.len() * Severity::ALL.len());
    let of = |severity| mine.promises.iter().find(|one| one.kind == Kind::Return && one.severity == severity).unwrap().minutes;
    assert_eq!((of(Severity::Normal), of(Severity::High), of(Severity::Critical)), (480, 480, 90));
    let lookup = world.as_("partner").await.get("/api/v1/returns/serials?serial=X-1&severity=critical").await.json();
    assert_eq!(lookup["decided_by"], utc("2026-11-24", 10, 30));
}

#[tokio::test]
async fn raised_it_comes_forward_with_the_reason_and_the_first_date_stays() {
    let world = World::new().await;
    world.policies(|p| severe(p, Kind::Enquiry, Severity::Critical, "", (60, 120, 240))).await;
    let enquiry = world.enquiry("Their scales print nothing").await;
    let first = utc("2026-11-27", 9, 0);
    let partner = world.as_("partner").await;
    partner.post(paths::messages(&enquiry.id), json!({ "text": "Any idea?" })).await.is(201);
    world.later(HOUR);
    let raised: Request = partner.act(&enquiry.id, paths::SEVERITY, to(Severity::Critical, "The shop is closed now.")).await.ok();
    let reason = Some("The shop is closed now.".to_owned());
    // From now on: two hours after eleven.
    assert_eq!(dates(&raised), (first, Some(utc("2026-11-24", 12, 0)), reason.clone(), None));
    assert_eq!((raised.severity, raised.reply.as_ref().unwrap().due_at), (Severity::Critical, utc("2026-11-24", 11, 0)));
    let page = world.as_("approver").await.page(&enquiry.id).await;
    let said: Vec<_> = page.timeline.iter().rev().take(3).rev().map(|e| (e.kind, e.value.clone().unwrap(), e.text.clone())).collect();
    assert_eq!(
        said,
        [
            (EventKind::SeverityChanged, "normal critical".to_owned(), reason.clone()),
            (EventKind::PromiseMoved, utc("2026-11-24", 12, 0).to_string(), reason.clone()),
            (EventKind::PromiseMoved, format!("{} answer", utc("2026-11-24", 11, 0)), reason.clone()),
        ]
    );
    let answer = page.promises.iter().find(|promise| promise.kind == PromiseKind::Answer).unwrap();
    assert_eq!((answer.first_due_at, answer.moved_reason.clone()), (utc("2026-11-25", 9, 0), reason));
    let (_, body) = world.mail("approver@eyelevel.example", "Nordlicht IT").await;
    for part in ["Schweregrad von „Normal“ auf „Kritisch“", "The shop is closed now.", "bis Di., 24. November, 13:00"] {
        assert!(body.contains(part), "{part}: {body}");
    }
    let sql = "SELECT d.body FROM audit_details d JOIN audit a ON a.id = d.audit_id WHERE a.action = 'request.severity_changed'";
    let (changed,): (String,) = world.one(sql).await;
    assert_eq!(changed, r#"[{"field":"severity","before":"normal","after":"critical"}]"#);
}

#[tokio::test]
async fn lowered_it_keeps_every_date_and_what_comes_later_goes_by_it() {
    let world = World::new().await;
    world.policies(|p| severe(p, Kind::DemoKit, Severity::Critical, "", (60, 120, 240))).await;
    let draft = demo_kits::Draft { severity: Severity::Critical, ..world.draft(1, 0).await };
    let kit: DemoKit = world.as_("partner").await.post(demo_kits::paths::DEMO_KITS, draft).await.ok();
    let id = kits::id(&kit);
    let before = dates(&kit.page.request);
    let approver = world.as_("approver").await;
    let lowered: Request = approver.act(&id, paths::SEVERITY, to(Severity::Normal, "There is a way round.")).await.ok();
    assert_eq!((lowered.severity, dates(&lowered)), (Severity::Normal, before));
    assert_eq!(world.count("timeline WHERE kind = 'promise_moved'").await, 0);
    let (_, body) = world.mail("partner@eyelevel.example", "Etwas hat sich geändert").await;
    assert!(body.contains("von „Kritisch“ auf „Normal“") && body.contains("There is a way round."), "{body}");
    // Raised again, the policy counts from then on: what was promised first is the earlier one.
    world.later(HOUR);
    let raised: Request = approver.act(&id, paths::SEVERITY, to(Severity::High, "It is not.")).await.ok();
    assert_eq!(dates(&raised), before_of(&kit));
    let decided = approver.decide(&kit, kits::yes()).await;
    assert_eq!(decided.page.request.promise.unwrap().due_at, Some(TUESDAY + HOUR + 7 * DAY), "as what is normal");
}

fn before_of(kit: &DemoKit) -> Dates {
    dates(&kit.page.request)
}

#[tokio::test]
async fn a_clock_that_stands_still_has_fewer_minutes_left() {
    let world = World::new().await;
    world.policies(|p| severe(p, Kind::Enquiry, Severity::Critical, "", (60, 120, 240))).await;
    let enquiry = world.enquiry("Something").await;
    let (partner, approver) = (world.as_("partner").await, world.as_("approver").await);
    approver.act(&enquiry.id, paths::QUESTION, json!({ "missing": "Which?" })).await.is(200);
    let raised: Request = partner.act(&enquiry.id, paths::SEVERITY, to(Severity::Critical, "Down.")).await.ok();
    assert_eq!((raised.state, dates(&raised).1, dates(&raised).3), (State::Question, None, Some(120)));
    let lowered: Request = approver.act(&enquiry.id, paths::SEVERITY, to(Severity::High, "Up again.")).await.ok();
    assert_eq!(dates(&lowered).3, Some(120));
    world.later(HOUR);
    partner.act(&enquiry.id, paths::ANSWER, json!({ "text": "This one" })).await.is(200);
    assert_eq!(dates(&partner.page(&enquiry.id).await.request).1, Some(utc("2026-11-24", 12, 0)));
}

#[tokio::test]
async fn what_is_late_stays_late_and_what_is_done_has_no_severity_to_change() {
    let world = World::new().await;
    world.policies(|p| severe(p, Kind::Enquiry, Severity::Critical, "", (60, 120, 240))).await;
    let enquiry = world.enquiry("Something").await;
    let (partner, approver) = (world.as_("partner").await, world.as_("approver").await);
    let same = partner.act(&enquiry.id, paths::SEVERITY, to(Severity::Normal, "x")).await.fault("severity");
    assert_eq!(same, "That is so already. Please say what shall change.");
    partner.act(&enquiry.id, paths::SEVERITY, to(Severity::High, " ")).await.fault("reason");
    partner.act(&enquiry.id, paths::SEVERITY, json!({ "severity": "mild", "reason": "x" })).await.is(400);
    world.later(7 * DAY);
    let raised: Request = partner.act(&enquiry.id, paths::SEVERITY, to(Severity::Critical, "Down.")).await.ok();
    assert_eq!(dates(&raised), (utc("2026-11-27", 9, 0), Some(utc("2026-11-27", 9, 0)), None, None));
    approver.post(enquiries::decision(&enquiry.id), asked::no("No.")).await.is(200);
    assert_eq!(approver.act(&enquiry.id, paths::SEVERITY, to(Severity::High, "x")).await.problem(409), "conflict");
    assert_eq!(world.count("timeline WHERE kind = 'severity_changed'").await, 1);
}

#[tokio::test]
async fn two_who_change_it_at_once_are_put_in_order() {
    let world = World::new().await;
    let other = world.second_process().await;
    let (partner, manager) = (world.as_("partner").await, other.as_("manager").await);
    let twice = world.enquiry("Twice").await;
    let change = |severity| to(severity, "x");
    let (a, b) = world
        .at_once(
            "requests",
            partner.act(&twice.id, paths::SEVERITY, change(Severity::High)),
            manager.act(&twice.id, paths::SEVERITY, change(Severity::High)),
        )
        .await;
    let mut statuses = [a.status.as_u16(), b.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 422]);
    let both = world.enquiry("Both").await;
    let (a, b) = world
        .at_once(
            "requests",
            partner.act(&both.id, paths::SEVERITY, change(Severity::High)),
            manager.act(&both.id, paths::SEVERITY, change(Severity::Critical)),
        )
        .await;
    assert_eq!((a.status.as_u16(), b.status.as_u16()), (200, 200));
    let page = partner.page(&both.id).await;
    let said: Vec<_> = page.timeline.iter().filter(|e| e.kind == EventKind::SeverityChanged).filter_map(|e| e.value.clone()).collect();
    // The second one begins where the first one ended.
    let first = said[0].strip_prefix("normal ").unwrap();
    assert_eq!(said[1], format!("{first} {}", page.request.severity));
}

#[tokio::test]
async fn policies_from_before_there_were_severities_still_count() {
    let world = World::new().await;
    let mut old = serde_json::to_value(EditPolicies { policies: first_policies() }).unwrap();
    for row in old["policies"].as_array_mut().unwrap() {
        row.as_object_mut().unwrap().remove("severity");
        row["decision"] = json!(60);
    }
    world.run(&format!("INSERT INTO policies (version, body, by_id, at) VALUES (1, '{old}', NULL, 1)")).await;
    let admin = world.as_("admin").await;
    let read: Policies = admin.get(calendars::POLICIES).await.ok();
    assert!(read.policies.iter().all(|policy| policy.severity == Severity::Normal && policy.decision == 60));
    // Nor do bodies have to name one.
    let saved: Policies = admin.put(calendars::POLICIES, 1, &old).await.ok();
    assert_eq!(saved.policies, read.policies);
    let body: Value = json!({ "text": "As ever" });
    let sent: Enquiry = world.as_("partner").await.post(enquiries::PATH, body).await.ok();
    assert_eq!((sent.page.request.severity, dates(&sent.page.request).0), (Severity::Normal, utc("2026-11-24", 10, 0)));
}

#[tokio::test]
async fn the_list_shows_what_is_severe() {
    let world = World::new().await;
    let partner = world.as_("partner").await;
    world.enquiry("As ever").await;
    let draft = enquiries::Draft { severity: Severity::Critical, ..asked::question("Down") };
    partner.post(enquiries::PATH, draft).await.is(201);
    let approver = world.as_("approver").await;
    for client in [&partner, &approver] {
        assert_eq!(client.numbers("severity=critical").await, ["EN-1002"]);
        assert_eq!(client.numbers("severity=normal").await, ["EN-1001"]);
        assert_eq!(client.numbers("severity=high").await, [""; 0]);
    }
    assert_eq!(world.as_("other").await.numbers("severity=critical").await, [""; 0]);
    approver.get(format!("{}?severity=mild", paths::REQUESTS)).await.is(400);
}
