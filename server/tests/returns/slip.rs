use eyelevel_contract::requests::Verdict;
use eyelevel_contract::returns::{Outcome, paths};
use lopdf::Document;
use serde_json::json;

use super::handled::all;
use crate::support::World;

#[tokio::test]
async fn the_slip_says_what_is_in_the_box_and_has_a_code() {
    let world = World::new().await;
    let sent = world.returned("000-42").await;
    let id = &sent.page.request.id;
    let partner = world.as_("partner").await.in_german();
    // Before somebody has said yes, nothing comes.
    partner.get(paths::packing_slip(id)).await.problem(409);
    let thing = world.as_("approver").await.does(&sent, paths::DECISION, all(&sent, Verdict::Approved, Some(Outcome::Repair))).await;
    world.as_("support").await.does(&thing, paths::LABEL, json!({ "carrier": "dhl" })).await;
    let paper = partner.get(paths::packing_slip(id)).await.is(200);
    assert_eq!(paper.header("content-type"), "application/pdf");
    let document = Document::load_mem(&paper.bytes).unwrap();
    let text = document.extract_text(&document.get_pages().keys().copied().collect::<Vec<_>>()).unwrap();
    for there in ["RT-1001", "000-42", "Nordlicht IT", "Abzugeben bis", "08.12.2026"] {
        assert!(text.contains(there), "{there}: {text}");
    }
    world.as_("other").await.get(paths::packing_slip(id)).await.is(404);
}
