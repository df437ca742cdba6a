//! Promises in figures: counted from what happened, seen by whom it concerns, and each figure leads to the requests behind it.

use eyelevel_contract::page::Page;
use eyelevel_contract::requests::{Figure, Kind, Request, paths};
use eyelevel_contract::scorecard::{PATH, Scorecard, TABLE, TeamName};
use serde_json::json;

use crate::support::{Client, DAY, HOUR, World, kits, requests};

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
