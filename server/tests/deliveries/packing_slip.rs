use eyelevel_contract::deliveries::{RecipientLink, paths};
use eyelevel_contract::demo_kits::DemoKit;
use eyelevel_contract::licences::{Intent, Licence};
use lopdf::Document;
use serde_json::json;

use crate::support::World;

fn parcel(kit: &DemoKit, place: usize) -> String {
    kit.recipients[place].parcel.as_ref().unwrap().id.clone()
}

#[tokio::test]
async fn whoever_packs_gets_a_paper_with_the_recipient_s_code_and_no_link_to_read() {
    let world = World::new().await;
    let kit = world.shipped(1, 2, "SN").await;
    let at = paths::packing_slip(&parcel(&kit, 1));
    let links = world.count("links WHERE purpose = 'recipient'").await;
    let paper = world.as_("support").await.get(&at).await.is(200);
    assert_eq!(paper.header("content-type"), "application/pdf");
    assert!(paper.header("content-disposition").contains("Lieferschein-DK-1001.pdf"), "{}", paper.header("content-disposition"));
    let document = Document::load_mem(&paper.bytes).unwrap();
    let text = document.extract_text(&document.get_pages().keys().copied().collect::<Vec<_>>()).unwrap();
    for there in ["Lieferschein", "DK-1001", "Empfang", "Palmaille 60", "22767 Hamburg", "SN-1, SN-2", "Nordlicht IT"] {
        assert!(text.contains(there), "{there}: {text}");
    }
    for hidden in ["Jana", "SN-0", "/r/", "Secret", "empfang@"] {
        assert!(!text.contains(hidden), "{hidden}: {text}");
    }
    // It is the link that lives already, and that somebody has it is on record.
    assert_eq!(world.count("links WHERE purpose = 'recipient'").await, links);
    assert_eq!(world.count("audit WHERE action = 'delivery.link_made' AND actor_id IS NOT NULL").await, 1);
    world.run("UPDATE links SET ended_at = 1").await;
    world.as_("partner").await.get(&at).await.is(200);
    assert_eq!(world.count("links WHERE purpose = 'recipient' AND ended_at IS NULL").await, 1);
    // Who may read the delivery may not print its link.
    for account in ["sales", "manager", "admin", "auditor"] {
        world.as_(account).await.get(&at).await.is(403);
    }
    assert_eq!(world.count("audit WHERE action = 'delivery.link_made'").await, 2);
}

#[tokio::test]
async fn the_requester_s_link_has_its_code_and_what_goes_by_mail_no_paper() {
    let world = World::new().await;
    let kit = world.shipped(1, 1, "SN").await;
    let link: RecipientLink = world.as_("partner").await.post(paths::link(&parcel(&kit, 1)), json!({})).await.ok();
    assert!(link.qr.contains("<svg") && !link.qr.contains("<script") && !link.qr.contains(&link.url), "{}", link.qr);
    assert_eq!(link.qr, eyelevel_server::qr::svg(&link.url).unwrap());
    let key: Licence = world.asked(&world.asking(Intent::Renew, "thomsen-nas").await).await;
    let mailed = key.recipients[0].recipient.parcel.as_ref().unwrap().id.clone();
    for account in ["partner", "support"] {
        world.as_(account).await.get(paths::packing_slip(&mailed)).await.is(404);
    }
    world.nobody().get(paths::packing_slip(&mailed)).await.is(401);
}
