use eyelevel_contract::board::Board;
use eyelevel_contract::deliveries::{Delivery, Status};
use eyelevel_contract::licences::{Checked, Intent, SignedKey, Whom, paths};
use eyelevel_contract::page::Page;
use eyelevel_contract::requests::{EventKind, State};

use super::{customer, me, recipient};
use crate::support::World;

#[tokio::test]
async fn what_the_contract_covers_is_issued_at_once_checked_and_sent_to_the_pinned_recipients() {
    let world = World::new().await;
    let mut draft = world.asking(Intent::Renew, "thomsen-nas").await;
    draft.recipients = vec![me(), customer()];
    let licence = world.asked(&draft).await;
    assert_eq!(licence.page.request.state, State::Shipped);
    assert!(licence.page.request.number.starts_with("LK-"), "{}", licence.page.request.number);
    let [key] = &licence.keys[..] else { panic!("one key, not {:?}", licence.keys) };
    let signed = SignedKey::parse(key.key.as_deref().unwrap()).unwrap();
    assert_eq!(signed.data().host.as_ref().map(ToString::to_string), Some("thomsen-nas".to_owned()));
    assert!(signed.data().versions.covers(&licence.asked.wanted));
    assert!(key.proof.checked.contains(&Checked::Signature) && key.proof.key_id.is_some());
    assert!(licence.stopped.is_empty());
    // Sent is what a mail server has taken.
    assert!(licence.recipients.iter().all(|r| r.recipient.status == Status::Planned));
    world.send_mails().await;
    let licence = world.licence(&licence.page.request.id).await;
    assert!(licence.recipients.iter().all(|r| r.recipient.status == Status::Sent), "{:?}", licence.recipients);
    let (_, body) = world.mail("it@hafenklinik.example", "Lizenzschlüssel").await;
    assert!(body.contains(signed.as_str()), "{body}");
    let kinds: Vec<_> = licence.page.timeline.iter().map(|e| e.kind).collect();
    assert_eq!(kinds, [EventKind::Submitted, EventKind::KeyIssued, EventKind::Shipped, EventKind::Shipped]);
    let link = world.link("it@hafenklinik.example", "Lizenzschlüssel").await;
    world.nobody().form(format!("{link}/shown"), &[]).await.is(303);
    let page = world.nobody().get(link).await;
    assert_eq!(page.status, 200);
    assert!(page.text().contains(signed.as_str()));
    let done: eyelevel_contract::licences::Licence =
        world.as_("partner").await.post(paths::verb(&licence.page.request.id, paths::WORKS), serde_json::json!({})).await.ok();
    assert_eq!(done.page.request.state, State::Closed);
}

#[tokio::test]
async fn what_it_does_not_cover_goes_to_a_person_with_a_promise() {
    let world = World::new().await;
    let mut draft = world.asking(Intent::Renew, "kiel-eg").await;
    draft.recipients = vec![me(), recipient(Whom::Other, "Empfang", "")];
    let licence = world.asked(&draft).await;
    assert_eq!(licence.page.request.state, State::Submitted);
    assert!(licence.asked.needs_person.is_some() && licence.keys.is_empty());
    assert!(licence.page.request.promise.is_some_and(|p| p.due_at.is_some()));
}

#[tokio::test]
async fn a_mail_is_no_parcel_and_of_what_is_done_nothing_is_under_way() {
    let world = World::new().await;
    let partner = world.as_("partner").await;
    let under_way = async || -> usize {
        let page: Page<Delivery> = partner.get("/api/v1/deliveries?open=true").await.ok();
        page.items.len()
    };
    let mut draft = world.asking(Intent::Renew, "thomsen-nas").await;
    draft.recipients = vec![me(), customer()];
    let id = world.asked(&draft).await.page.request.id;
    world.send_mails().await;
    assert_eq!(under_way().await, 2);
    let board: Board = partner.get(eyelevel_contract::board::PATH).await.ok();
    assert!(board.parcels.is_empty(), "nobody waits for a mail as for a parcel");
    partner.post(paths::verb(&id, paths::WORKS), serde_json::json!({})).await.is(200);
    assert_eq!(under_way().await, 0);
    // One that a mail server takes only afterwards is not under way either; and whoever has it may still say so.
    let id = world.asked(&world.asking(Intent::Renew, "hka-signs").await).await.page.request.id;
    partner.post(paths::verb(&id, paths::WORKS), serde_json::json!({})).await.is(200);
    world.send_mails().await;
    assert_eq!(world.licence(&id).await.recipients[0].recipient.status, Status::Sent);
    assert_eq!(under_way().await, 0);
}
