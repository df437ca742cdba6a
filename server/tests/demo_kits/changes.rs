use eyelevel_contract::demo_kits::{DecideLine, paths};
use eyelevel_contract::requests::{State, paths as requests_at};
use serde_json::json;

use crate::support::{World, kits, kits::changed};

fn line(line_id: &str, variant_id: &str, quantity: i64) -> DecideLine {
    DecideLine { line_id: line_id.to_owned(), variant_id: variant_id.to_owned(), quantity }
}

#[tokio::test]
async fn the_partner_accepts_what_differs_and_stock_is_set_aside_meanwhile() {
    let world = World::new().await;
    let kit = world.submitted(3, 1).await;
    let display = world.item("E-paper display").await;
    let (small, large) = (&display.variants[0].id, &display.variants[1].id);
    let lines = vec![line(&kit.lines[0].id, large, 2), line(&kit.lines[1].id, small, 0)];
    let offered = world.as_("approver").await.decide(&kit, changed("The large ones suit you better.", lines, None)).await;
    assert_eq!((offered.page.request.state, offered.page.request.return_on), (State::Offered, kit.return_on));
    let now = world.item("E-paper display").await;
    assert_eq!(now.variants.iter().map(|v| v.free).collect::<Vec<_>>(), [24, 7, 2]);
    // Side by side: what was asked for, and what was decided.
    let seen = world.as_("partner").await.kit(&kit).await;
    let sides: Vec<_> = seen.lines.iter().map(|l| (l.quantity, l.decided.as_ref().unwrap().quantity)).collect();
    assert_eq!(sides, [(3, 2), (1, 0)]);
    assert_eq!(seen.lines[0].decided.as_ref().unwrap().variant, "7.5 inches, black/white/red");
    let (subject, body) = world.mail("partner@eyelevel.example", "bitte annehmen").await;
    assert!(subject.contains("DK-1001") && body.contains("Weil: The large ones suit you better."), "{body}");
    assert!(!body.contains("wie gewünscht") && !body.contains("Zugesagt"), "{body}");
    let accepted = world.as_("partner").await.act(&kits::id(&kit), requests_at::ACCEPTANCE, json!({})).await.is(200);
    assert_eq!(accepted.json()["state"], "approved");
    world.mail("approver@eyelevel.example", "war am Zug").await;
    // Only what was decided goes out, and nothing to whom nothing goes.
    let kit = world.as_("support").await.kit(&kit).await;
    let shipped = world.as_("support").await.post(paths::shipments(&kits::id(&kit)), kits::parcels(&kit, "G")).await.is(200).json();
    assert_eq!(shipped["page"]["request"]["state"], "shipped");
    assert_eq!(world.mails_to("empfang@hafenklinik.example").await, []);
}

#[tokio::test]
async fn a_mail_that_comes_late_still_says_what_was_true_when_it_was_written() {
    let world = World::new().await;
    let kit = world.submitted(3, 0).await;
    let lines = vec![line(&kit.lines[0].id, &kit.lines[0].variant_id, 2)];
    world.as_("approver").await.decide(&kit, changed("Two will do.", lines, None)).await;
    world.as_("partner").await.act(&kits::id(&kit), requests_at::WITHDRAWAL, json!({ "reason": "" })).await.is(200);
    // The mail server comes back only now.
    let (_, body) = world.mail("partner@eyelevel.example", "DK-1001 ist eingegangen").await;
    assert!(body.contains("Zugesagt: Entscheidung bis Do., 26. November, 10:00"), "{body}");
    let (_, body) = world.mail("partner@eyelevel.example", "bitte annehmen").await;
    assert!(body.contains("Weil: Two will do.") && !body.contains("genehmigt.\n\nZugesagt"), "{body}");
}

#[tokio::test]
async fn what_is_no_change_or_none_of_this_request_is_refused() {
    let world = World::new().await;
    let kit = world.submitted(3, 1).await;
    let other = world.submitted(1, 0).await;
    let path = paths::decision(&kits::id(&kit));
    let approver = world.as_("approver").await;
    let (mine, variant) = (&kit.lines[0].id, &kit.lines[0].variant_id);
    let phone = world.item("Desk phone pair").await.variants[0].id.clone();
    let same = "This is what was asked for. Approve it as asked, or change something.";
    let unknown = "We don't know this. Please choose from the list.";
    for (field, message, lines) in [
        ("lines", same, vec![]),
        ("lines", same, vec![line(mine, variant, 3)]),
        ("lines.0.quantity", "At least 0.", vec![line(mine, variant, -1)]),
        ("lines.0.quantity", "At most 500.", vec![line(mine, variant, i64::MAX)]),
        ("lines.0.line_id", unknown, vec![line(&other.lines[0].id, variant, 1)]),
        ("lines.1.line_id", "This stands here twice.", vec![line(mine, variant, 1), line(mine, variant, 2)]),
        // A phone is no display.
        ("lines.0.variant_id", unknown, vec![line(mine, &phone, 1)]),
        ("lines.0.variant_id", unknown, vec![line(mine, "nothing", 1)]),
        ("lines", "Please fill this in.", vec![line(mine, variant, 0), line(&kit.lines[1].id, variant, 0)]),
        ("lines.0.quantity", "Only 24 are left.", vec![line(mine, variant, 400)]),
        // Named at the line that was sent, wherever it stands in the request.
        ("lines.0.quantity", "Only 9 are left.", vec![line(&kit.lines[1].id, &world.item("E-paper display").await.variants[1].id, 10)]),
        ("lines", "At most 50 entries.", vec![line(mine, variant, 1); 51]),
    ] {
        assert_eq!(approver.post(&path, changed("Because.", lines, None)).await.fault(field), message);
    }
    let day = |n| Some(world.today().plus_days(n));
    for (until, message) in [
        (day(0), "Please choose a day in the future."),
        (day(-9), "Please choose a day in the future."),
        (day(400), "At most 366 days from today."),
    ] {
        assert_eq!(approver.post(&path, changed("Because.", vec![], until)).await.fault("return_on"), message);
    }
    assert_eq!(approver.post(&path, changed("Because.", vec![], kit.return_on)).await.fault("lines"), same);
    approver.post(&path, changed(" ", vec![line(mine, variant, 1)], None)).await.fault("reason");
    assert_eq!(world.count("decisions").await, 0);
    assert_eq!(world.count("catalogue_variants WHERE reserved > 0").await, 0);
    assert_eq!(world.count("requests WHERE state <> 'submitted' OR version > 1").await, 0);
}

#[tokio::test]
async fn an_offer_can_be_replaced_and_only_the_last_one_counts() {
    let world = World::new().await;
    let kit = world.submitted(20, 0).await;
    let approver = world.as_("approver").await;
    let display = world.item("E-paper display").await;
    let (id, small, large) = (&kit.lines[0].id, &display.variants[0].id, &display.variants[1].id);
    let free = async || world.item("E-paper display").await.variants.iter().map(|v| v.free).collect::<Vec<_>>();
    approver.decide(&kit, changed("Fifteen.", vec![line(id, small, 15)], None)).await;
    assert_eq!(free().await, [9, 9, 2]);
    // Twenty-four of the same: what is set aside for this one counts as free for it.
    approver.decide(&kit, changed("All of them.", vec![line(id, small, 24)], None)).await;
    assert_eq!(free().await, [0, 9, 2]);
    approver.decide(&kit, changed("The large ones.", vec![line(id, large, 9)], None)).await;
    assert_eq!(free().await, [24, 0, 2]);
    assert_eq!(
        approver.post(paths::decision(&kits::id(&kit)), changed("More.", vec![line(id, large, 10)], None)).await.fault("lines.0.quantity"),
        "Only 9 are left."
    );
    assert_eq!(free().await, [24, 0, 2], "what can't be had leaves what was promised");
    approver.decide(&kit, kits::no("Not at all.")).await;
    assert_eq!(free().await, [24, 9, 2]);
    assert_eq!(world.as_("partner").await.act(&kits::id(&kit), requests_at::ACCEPTANCE, json!({})).await.problem(409), "conflict");
    // Appended, never overwritten.
    assert_eq!(world.as_("partner").await.kit(&kit).await.page.decisions.len(), 4);
}
