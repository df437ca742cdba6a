use eyelevel_contract::requests::State;

use crate::support::World;

#[tokio::test]
async fn a_foreign_page_confirms_nothing() {
    let world = World::new().await;
    world.shipped(1, 0, "A").await;
    let mine = world.link("partner@eyelevel.example", "unterwegs").await;
    for origin in ["https://evil.example", "http://eyelevel.test.evil.example", "null"] {
        let page = world.nobody().saying("origin", origin).form(format!("{mine}/received"), &[]).await.is(403);
        assert!(page.header("content-type").starts_with("text/html"), "{origin}");
    }
    assert_eq!(world.count("recipients WHERE status = 'sent'").await, 1);
}

#[tokio::test]
async fn confirming_twice_is_once_and_a_report_can_still_be_confirmed() {
    let world = World::new().await;
    let kit = world.shipped(1, 1, "A").await;
    let (desk, mine) =
        (world.link("empfang@hafenklinik.example", "unterwegs").await, world.link("partner@eyelevel.example", "Eine Lieferung").await);
    let nobody = world.nobody();
    for _ in 0..2 {
        assert_eq!(nobody.form(format!("{desk}/received"), &[]).await.is(303).header("location"), desk);
    }
    // Nothing is wrong any more once it is confirmed.
    nobody.form(format!("{desk}/problem"), &[("note", "After all …")]).await.is(303);
    assert_eq!(world.count("timeline WHERE kind = 'received'").await, 1);
    assert_eq!(world.count("timeline WHERE kind = 'problem'").await, 0);
    let page = nobody.get(&desk).await.text();
    assert!(page.contains("Alles ist angekommen") && !page.contains("<form"), "{page}");
    for note in ["Dark", "Still dark"] {
        nobody.form(format!("{mine}/problem"), &[("note", note)]).await.is(303);
    }
    let page = nobody.get(&mine).await.text();
    assert!(page.contains("Wir wissen, dass etwas nicht stimmt") && page.contains("Still dark") && !page.contains("Empfang"), "{page}");
    let (_, body) = world.mail("approver@eyelevel.example", "Neues zur Lieferung").await;
    assert!(body.contains("an Jana Petersen") && body.contains("etwas stimmt nicht.\n\nStill dark"), "{body}");
    nobody.form(format!("{mine}/received"), &[]).await.is(303);
    assert_eq!(world.as_("partner").await.kit(&kit).await.page.request.state, State::OnLoan);
    // Two of the two told each time, the requester too.
    assert_eq!(world.count("outbox WHERE template = 'recipient_acted'").await, 8);
}

#[tokio::test]
async fn two_confirmations_at_once_close_it_once() {
    let world = World::new().await;
    let other = world.second_process().await;
    let kit = world.shipped(1, 1, "A").await;
    let (desk, mine) =
        (world.link("empfang@hafenklinik.example", "unterwegs").await, world.link("partner@eyelevel.example", "Eine Lieferung").await);
    let (one, two) = (world.nobody(), other.nobody());
    let (a, b) =
        world.at_once("recipient_history", one.form(format!("{desk}/received"), &[]), two.form(format!("{mine}/received"), &[])).await;
    assert_eq!((a.status.as_u16(), b.status.as_u16()), (303, 303));
    assert_eq!(world.as_("partner").await.kit(&kit).await.page.request.state, State::OnLoan);
}

#[tokio::test]
async fn what_was_typed_stays_when_it_can_t_be_taken_and_reports_are_not_endless() {
    let world = World::new().await;
    world.shipped(1, 0, "A").await;
    let mine = world.link("partner@eyelevel.example", "unterwegs").await;
    let nobody = world.nobody();
    let long = format!("<b>{}", "x".repeat(2_000));
    let page = nobody.form(format!("{mine}/problem"), &[("note", &long)]).await.is(422).text();
    assert!(page.contains("höchstens 2.000 Zeichen") && page.contains(&format!("&lt;b&gt;{}", "x".repeat(2_000))), "{page}");
    nobody.form(format!("{mine}/problem"), &[]).await.is(422);
    nobody.form(format!("{mine}/problem"), &[("note", "a\u{0}b")]).await.is(422);
    nobody.raw("POST", format!("{mine}/problem"), "application/json", "{}").await.is(415);
    assert_eq!(world.count("timeline WHERE kind = 'problem'").await, 0);
    for i in 0..11 {
        nobody.form(format!("{mine}/problem"), &[("note", &format!("Report {i}"))]).await.is(303);
    }
    let page = nobody.form(format!("{mine}/problem"), &[("note", "One more")]).await.is(429);
    assert!(page.header("content-type").starts_with("text/html"));
    assert_eq!(world.count("timeline WHERE kind = 'problem'").await, 11);
    nobody.form(format!("{mine}/received"), &[]).await.is(303);
}
