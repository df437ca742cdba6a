use eyelevel_contract::demo_kits::loans::{LoanRow, Next, WishKind};
use eyelevel_contract::demo_kits::paths;
use eyelevel_contract::page::Page;
use serde_json::json;

use super::check_in::lent;
use crate::support::{Client, DAY, TUESDAY, World, kits};

async fn list(client: &Client, query: &str) -> Page<LoanRow> {
    client.get(format!("{}{query}", paths::LOANS)).await.ok()
}

async fn numbers(client: &Client, query: &str) -> Vec<String> {
    list(client, query).await.items.into_iter().map(|row| row.number).collect()
}

#[tokio::test]
async fn what_is_out_is_listed_by_the_last_day_for_both_sides() {
    let world = World::new().await;
    world.submitted(1, 0).await;
    let first = lent(&world, "A").await;
    let under_way = world.shipped(2, 1, "B").await;
    let (partner, support) = (world.as_("partner").await, world.as_("support").await);
    let rows = list(&partner, "").await.items;
    assert_eq!(rows.iter().map(|row| row.number.as_str()).collect::<Vec<_>>(), ["DK-1002", "DK-1003"]);
    assert_eq!((rows[0].next, rows[0].return_on), (Next::SendBack, kits::day(30)));
    assert_eq!(rows[0].pieces[0].serials, ["A-0"]);
    let pieces: Vec<_> = rows[1].pieces.iter().map(|p| (p.recipient.as_str(), p.organisation.as_str(), p.out(), p.serials.len())).collect();
    assert_eq!(
        (rows[1].next, pieces),
        (Next::Arrive, vec![("Jana Petersen", "Hafenklinik Altona", 2, 2), ("Empfang", "Hafenklinik Altona", 1, 1)])
    );
    assert_eq!((rows[0].owner.name.as_str(), rows[0].requester.name.as_str()), ("Claudia Berg", "Jana Petersen"));
    assert_eq!(list(&support, "").await.items.len(), 2, "the vendor sees all");
    assert_eq!(rows[0].pieces[0].name, "E-paper display, 4.2 inches, black/white/red");
    assert!(list(&partner.clone().in_german(), "").await.items[0].pieces[0].name.starts_with("E-Paper-Display"));

    // What somebody may not see is not there.
    for account in ["other", "other-owner", "accounts", "ledger", "agent"] {
        assert_eq!(numbers(&world.as_(account).await, "").await, [""; 0], "{account}");
    }
    let seen = partner.kit(&first).await.page.request;
    partner.put(eyelevel_contract::requests::paths::one(&seen.id), seen.version, json!({ "reference": "", "limited": true })).await.is(200);
    assert_eq!(numbers(&world.as_("sales").await, "").await, ["DK-1003"]);
    assert_eq!(numbers(&world.as_("owner").await, "").await, ["DK-1002", "DK-1003"]);

    for (query, expected) in [
        ("?q=dk-1002", vec!["DK-1002"]),
        ("?q=empfang", vec!["DK-1003"]),
        ("?q=b-1", vec!["DK-1003"]),
        ("?q=b", vec![]),
        ("?q=%25", vec![]),
        ("?state=back", vec![]),
        ("?state=soon", vec![]),
        ("?state=overdue", vec![]),
        ("?state=out&q=hka-1", vec!["DK-1003"]),
    ] {
        let found = numbers(&partner, query).await;
        // Serial numbers are found as a whole alone, whatever else has the letter.
        assert!(query == "?q=b" || found == expected, "{query}: {found:?}");
    }
    partner.get(format!("{}?cursor=x", paths::LOANS)).await.is(400);
    partner.get(format!("{}?state=lost", paths::LOANS)).await.is(400);
    drop(under_way);
}

#[tokio::test]
async fn a_row_says_where_a_loan_stands() {
    let world = World::new().await;
    let kit = lent(&world, "A").await;
    let (partner, id) = (world.as_("partner").await, kits::id(&kit));
    world.app.clock.set(TUESDAY + 23 * DAY);
    assert_eq!(numbers(&world.as_("partner").await, "?state=soon").await, ["DK-1001"]);
    world.app.clock.set(TUESDAY + 31 * DAY);
    let partner_now = world.as_("partner").await;
    drop(partner);
    assert_eq!(numbers(&partner_now, "?state=soon").await, [""; 0]);
    assert_eq!(list(&partner_now, "?state=overdue").await.items[0].next, Next::Chase);
    let wish = json!({ "return_on": kits::day(60), "reason": "The fair." });
    let asked = partner_now.post(paths::later(&id), wish).await.ok();
    let row = list(&partner_now, "").await.items.remove(0);
    assert_eq!((row.wish, row.next), (Some(WishKind::Later), Next::Answer));
    let yes = super::later::answer(&asked, eyelevel_contract::requests::Verdict::Approved);
    world.as_("approver").await.post(paths::wish_answer(&id), yes).await.is(200);
    let row = list(&partner_now, "").await.items.remove(0);
    assert_eq!((row.return_on, row.first_return_on, row.wish), (kits::day(60), Some(kits::day(30)), None));
    world.as_("support").await.post(paths::check_in(&id), kits::back(&kit)).await.is(200);
    assert_eq!(numbers(&partner_now, "").await, [""; 0]);
    let row = list(&partner_now, "?state=back").await.items.remove(0);
    assert_eq!((row.next, row.pieces[0].out(), row.pieces[0].serials.as_slice()), (Next::Nothing, 0, &["A-0".to_owned()][..]));
}

#[tokio::test]
async fn every_loan_is_on_one_page() {
    let world = World::new().await;
    for prefix in ["A", "B", "C", "D", "E"] {
        world.shipped(1, 0, prefix).await;
    }
    let partner = world.as_("partner").await;
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = list(&partner, &format!("?limit=2{cursor}")).await;
        seen.extend(page.items.into_iter().map(|row| row.number));
        match page.next {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    seen.sort();
    assert_eq!(seen, ["DK-1001", "DK-1002", "DK-1003", "DK-1004", "DK-1005"]);
}

#[tokio::test]
async fn the_table_has_all_of_it_and_runs_nothing() {
    let world = World::new().await;
    let kit = world.shipped(1, 1, "A").await;
    world.run("UPDATE requests SET reference = '=1+1'").await;
    let answer = world.as_("partner").await.in_german().get(paths::LOANS_CSV).await.is(200);
    assert_eq!(answer.header("content-type"), "text/csv; charset=utf-8");
    assert!(answer.header("content-disposition").contains("leihgeraete-2026-11-24.csv"));
    let text = answer.text();
    let lines: Vec<_> = text.trim_start_matches('\u{feff}').lines().collect();
    assert!(lines[0].starts_with("Anfrage;Betreff;Referenz des Partners;Partner;Was;Seriennummern;Bei wem"), "{text}");
    assert_eq!(lines.len(), 3, "a line of the loan a row");
    assert!(lines[1].starts_with("DK-1001;") && lines[1].contains(";'=1+1;Nordlicht IT;"), "{text}");
    assert!(lines[2].contains(";A-1;Empfang, Hafenklinik Altona;1;1;0;0;24.12.2026;;noch 30 Tage;Claudia Berg;"), "{text}");
    let english = world.as_("support").await.get(format!("{}?state=back", paths::LOANS_CSV)).await.is(200).text();
    assert_eq!(english.trim_start_matches('\u{feff}').lines().count(), 1);
    assert_eq!(world.as_("other").await.get(paths::LOANS_CSV).await.is(200).text().lines().count(), 1);
    drop(kit);
}
