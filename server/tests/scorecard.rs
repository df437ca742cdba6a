//! Promises in figures: counted from what happened, seen by whom it concerns, and each figure leads to the requests behind it.

use eyelevel_contract::demo_kits::paths as kit_paths;
use eyelevel_contract::page::Page;
use eyelevel_contract::requests::{Figure, Kind, Request, Verdict, paths};
use eyelevel_contract::returns::{Draft, Outcome, Reason, paths as returns};
use eyelevel_contract::scorecard::{PATH, Scorecard, TABLE, TeamName};
use serde_json::json;

use crate::demo_kits::check_in::lent;
use crate::returns::{draft, handled::all};
use crate::support::{Client, DAY, HOUR, TUESDAY, World, kits, requests};

async fn card(client: &Client, query: &str) -> Scorecard {
    client.get(format!("{PATH}?{query}")).await.ok()
}

async fn behind(client: &Client, query: &str) -> Vec<String> {
    let page: Page<Request> = client.get(format!("{}?{query}&sort=created", paths::REQUESTS)).await.ok();
    page.items.into_iter().map(|request| request.number).collect()
}

/// In November: one kit is late and declined, one enquiry is asked about, answered and closed in time.
async fn november(world: &World) {
    let (approver, partner) = (world.as_("approver").await, world.as_("partner").await);
    let late = world.submitted(1, 0).await;
    let idea = world.enquiry("An idea").await.id;
    world.later(HOUR);
    approver.act(&idea, paths::QUESTION, json!({ "missing": "Which?" })).await.is(200);
    world.later(2 * HOUR);
    partner.act(&idea, paths::ANSWER, json!({ "text": "This." })).await.is(200);
    world.as_("manager").await.post(eyelevel_contract::enquiries::decision(&idea), requests::yes("Yes.")).await.is(200);
    world.later(2 * DAY);
    world.run_jobs().await;
    approver.decide(&late, kits::no("Too late.")).await;
}

#[tokio::test]
async fn what_happened_is_counted_and_each_figure_leads_to_its_requests() {
    let world = World::new().await;
    november(&world).await;
    let manager = world.as_("manager").await;
    let card = card(&manager, "by=month").await;
    assert_eq!((card.rows.len(), card.from.to_string(), card.until.to_string()), (6, "2026-06-01".to_owned(), "2026-11-01".to_owned()));
    let now = card.rows.last().unwrap();
    for (figure, count) in [
        (Figure::Kept, 1),
        (Figure::Broken, 1),
        (Figure::Moved, 0),
        (Figure::Paused, 1),
        (Figure::Decided, 2),
        (Figure::Reasoned, 2),
        (Figure::Declined, 1),
        (Figure::Escalated, 1),
        (Figure::Silent, 0),
        (Figure::Answered, 2),
        (Figure::PartnerAnswered, 1),
    ] {
        assert_eq!((now.count(figure), card.total.count(figure)), (count, count), "{figure}");
    }
    // An hour until the question; the other one heard nothing for two days and three hours.
    assert_eq!((now.answer.count, now.answer.median, now.answer.p90), (2, 60, 60 * 19));
    assert_eq!((now.partner_answer.count, now.partner_answer.median), (1, 120));
    assert_eq!(card.rows[0].count(Figure::Kept), 0);
    assert_eq!(behind(&manager, "figure=broken&from=2026-11&until=2026-11").await, ["DK-1001"]);
    assert_eq!(behind(&manager, "figure=kept&from=2026-11").await, ["EN-1001"]);
    assert_eq!(behind(&manager, "figure=answered").await, ["DK-1001", "EN-1001"]);
    assert_eq!(behind(&manager, "figure=broken&from=2026-06&until=2026-10").await, [""; 0]);
    assert_eq!(behind(&manager, "figure=decided&kind=enquiry").await, ["EN-1001"]);
}

#[tokio::test]
async fn a_sum_is_the_sum_of_what_is_listed_for_every_figure() {
    let world = World::new().await;
    november(&world).await;
    let manager = world.as_("manager").await;
    let card = card(&manager, "by=kind").await;
    for figure in Figure::ALL {
        let listed = behind(&manager, &format!("figure={figure}&from=2026-06&until=2026-11")).await;
        let counted = card.total.count(*figure);
        assert_eq!(counted > 0, !listed.is_empty(), "{figure}");
        assert!(i64::try_from(listed.len()).unwrap() <= counted, "{figure}: no request without something to count");
        assert_eq!(card.rows.iter().map(|row| row.count(*figure)).sum::<i64>(), counted, "{figure}");
    }
    let kinds: Vec<_> = card.rows.iter().map(|row| row.kind.unwrap()).collect();
    assert_eq!(kinds, [Kind::DemoKit, Kind::Enquiry]);
}

#[tokio::test]
async fn everybody_counts_what_they_see_and_nobody_else_s() {
    let world = World::new().await;
    november(&world).await;
    for (account, broken) in
        [("partner", 1), ("owner", 1), ("sales", 1), ("accounts", 0), ("other", 0), ("agent", 0), ("ledger", 0), ("auditor", 1)]
    {
        let client = world.as_(account).await;
        assert_eq!(card(&client, "").await.total.count(Figure::Broken), broken, "{account}");
        assert_eq!(behind(&client, "figure=broken").await.len(), usize::try_from(broken).unwrap(), "{account}");
    }
    // One partner's alone, for the vendor; a partner can't ask for another's.
    let (nordlicht, other) = (world.organisation("Nordlicht IT").await, world.organisation("Südwerk Systemhaus").await);
    let manager = world.as_("manager").await;
    assert_eq!(card(&manager, &format!("partner={nordlicht}")).await.total.count(Figure::Broken), 1);
    assert_eq!(card(&manager, &format!("partner={other}")).await.total.count(Figure::Broken), 0);
    assert_eq!(card(&world.as_("other").await, &format!("partner={nordlicht}")).await.total.count(Figure::Broken), 0);
}

#[tokio::test]
async fn teams_under_five_are_merged_and_no_person_has_a_row() {
    let world = World::new().await;
    november(&world).await;
    let manager = world.as_("manager").await;
    let teams: Vec<_> = card(&manager, "by=team").await.rows.iter().map(|row| row.team).collect();
    assert_eq!(teams, [Some(TeamName::All)], "the team of statements has four people");
    world.run("INSERT INTO person_roles (person_id, role) SELECT id, 'ledger' FROM people WHERE name = 'Selim Aydin'").await;
    let teams: Vec<_> = card(&manager, "by=team").await.rows.iter().map(|row| row.team).collect();
    assert_eq!(teams, [Some(TeamName::Work)]);
}

#[tokio::test]
async fn the_table_has_the_same_and_a_wrong_period_is_refused() {
    let world = World::new().await;
    november(&world).await;
    let answer = world.as_("partner").await.get(format!("{TABLE}?by=kind")).await.is(200);
    assert!(answer.header("content-type").starts_with("text/csv"));
    let text = answer.text();
    let lines: Vec<_> = text.trim_start_matches('\u{feff}').lines().collect();
    assert!(lines[0].starts_with("Art;gehalten;nicht gehalten;verschoben;"), "{text}");
    assert!(lines[1].starts_with("Demo-Kits;0;1;0;") && lines.last().unwrap().starts_with("Zusammen;1;1;0;"), "{text}");
    for wrong in ["from=2026-12&until=2026-11", "from=2024-11", "from=2026", "until=x", "from=2026-13", "by=person", "kind=x"] {
        world.as_("partner").await.get(format!("{PATH}?{wrong}")).await.is(400);
    }
    for wrong in ["figure=x", "figure=broken&from=x", "figure=broken&until=2026-1"] {
        world.as_("partner").await.get(format!("{}?{wrong}", paths::REQUESTS)).await.is(400);
    }
}

/// What the partner owes: a last day counts once it is over, in the month in which it was, and is over when the clock on the wall says so.
#[tokio::test]
async fn what_comes_back_after_its_last_day_is_counted_and_what_is_still_out_too() {
    let world = World::new().await;
    let (partner, approver, support) = (world.as_("partner").await, world.as_("approver").await, world.as_("support").await);
    let (in_time, late) = (lent(&world, "A").await, lent(&world, "B").await);
    let mut sent_back = Vec::new();
    for (serial, day) in [("R-1", "2026-12-08"), ("R-2", "2026-12-08"), ("R-3", "2026-11-30"), ("R-4", "2026-12-08")] {
        let sent = partner.returns(&Draft { reason: Some(Reason::Warranty), ..draft(&[serial]) }).await;
        let thing = approver.does(&sent, returns::DECISION, all(&sent, Verdict::Approved, Some(Outcome::Repair))).await;
        sent_back.push(support.does(&thing, returns::LABEL, json!({ "carrier": "dhl", "hand_in_by": day })).await);
    }
    let counted = async |query: &str| {
        let total = card(&world.as_("manager").await, query).await.total;
        (total.count(Figure::BackInTime), total.count(Figure::BackLate))
    };
    let listed = async |query: String| behind(&world.as_("manager").await, &query).await;
    let numbers = async |figure: &str, month: &str| listed(format!("figure={figure}&from={month}&until={month}")).await;
    let at = |day: i64, hours: i64| TUESDAY + day * DAY + hours * HOUR;

    // Half past eleven on the evening of the last day: it is handed in in time. The one of November is over since midnight.
    world.app.clock.set(at(14, 13) + HOUR / 2);
    // Sessions end meanwhile.
    let (partner, support) = (world.as_("partner").await, world.as_("support").await);
    partner.does(&sent_back[0], returns::HAND_IN, json!({})).await;
    assert_eq!(counted("").await, (0, 1), "of a last day that is not over nothing is said");
    assert_eq!(numbers("back_late", "2026-11").await, [sent_back[2].page.request.number.clone()]);
    assert_eq!(counted("from=2026-12&until=2026-12").await, (0, 0));
    // Half past midnight: the next one comes late, and one not at all.
    world.app.clock.set(at(14, 14) + HOUR / 2);
    partner.does(&sent_back[1], returns::HAND_IN, json!({})).await;
    assert_eq!(counted("from=2026-12&until=2026-12").await, (1, 2));
    // Nobody said that it was handed in; it is in the house.
    support.does(&sent_back[3], returns::RECEIPT, json!({ "serials": ["R-4"] })).await;
    assert_eq!(counted("").await, (1, 3));

    // A loan that is back before its day counts when that is over; one that is out is late from then on, and stays so when it is back.
    support.post(kit_paths::check_in(&kits::id(&in_time)), kits::back(&in_time)).await.is(200);
    assert_eq!(counted("kind=demo_kit").await, (0, 0));
    world.app.clock.set(at(31, 0));
    world.run_jobs().await;
    assert_eq!(counted("kind=demo_kit").await, (1, 1));
    world.as_("support").await.post(kit_paths::check_in(&kits::id(&late)), kits::back(&late)).await.is(200);
    assert_eq!(counted("kind=demo_kit").await, (1, 1));
    let number = |kit: &eyelevel_contract::demo_kits::DemoKit| kit.page.request.number.clone();
    assert_eq!(numbers("back_in_time", "2026-12").await, [number(&in_time), sent_back[0].page.request.number.clone()]);
    assert_eq!(listed("figure=back_late&kind=demo_kit".to_owned()).await, [number(&late)]);
    assert_eq!(counted("by=kind").await, (2, 4));
    // It is theirs, so they see it; nobody else does.
    for (account, count) in [("partner", 4), ("owner", 4), ("other", 0), ("ledger", 0)] {
        assert_eq!(card(&world.as_(account).await, "").await.total.count(Figure::BackLate), count, "{account}");
    }
}

/// A later day that was agreed is the day by which it is owed.
#[tokio::test]
async fn a_last_day_that_was_moved_counts_where_it_is_now() {
    let world = World::new().await;
    let kit = lent(&world, "A").await;
    let wish = json!({ "return_on": kits::day(60), "reason": "The fair." });
    let asked: eyelevel_contract::demo_kits::DemoKit = world.as_("partner").await.post(kit_paths::later(&kits::id(&kit)), wish).await.ok();
    let yes = crate::demo_kits::later::answer(&asked, Verdict::Approved);
    world.as_("approver").await.post(kit_paths::wish_answer(&kits::id(&kit)), yes).await.is(200);
    world.app.clock.set(TUESDAY + 45 * DAY);
    let late = async || card(&world.as_("manager").await, "").await.total.count(Figure::BackLate);
    assert_eq!(late().await, 0);
    world.app.clock.set(TUESDAY + 61 * DAY);
    assert_eq!(late().await, 1);
}
