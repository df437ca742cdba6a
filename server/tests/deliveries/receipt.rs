use eyelevel_contract::deliveries::{Receipt, RecipientStatus, Status, paths};
use eyelevel_contract::demo_kits::DemoKit;
use eyelevel_contract::requests::{EventKind, State};

use crate::support::{World, kits};

fn receipt(complete: bool, note: &str) -> Receipt {
    Receipt { complete, ..Receipt::wrong(note) }
}

fn at(kit: &DemoKit, place: usize) -> String {
    paths::receipt(&kit.recipients[place].parcel.as_ref().unwrap().id)
}

#[tokio::test]
async fn the_requester_confirms_for_who_has_no_address_and_it_is_recorded_as_theirs() {
    let world = World::new().await;
    let mut draft = world.draft(1, 1).await;
    draft.recipients[1].email.clear();
    let partner = world.as_("partner").await;
    let kit: DemoKit = partner.post(eyelevel_contract::demo_kits::paths::DEMO_KITS, draft).await.ok();
    let kit = world.as_("approver").await.decide(&kit, kits::yes()).await;
    let ship = kits::parcels(&kit, "A");
    let kit: DemoKit = world.as_("support").await.post(eyelevel_contract::demo_kits::paths::shipments(&kits::id(&kit)), ship).await.ok();
    assert_eq!(world.count("outbox WHERE template = 'shipped'").await, 1, "who has no address gets no mail");
    let confirmed: RecipientStatus = partner.post(at(&kit, 1), receipt(true, "")).await.ok();
    assert_eq!((confirmed.status, confirmed.name.as_str()), (Status::Confirmed, "Empfang"));
    let entry = partner.page(&kits::id(&kit)).await.timeline.pop().unwrap();
    assert_eq!(
        (entry.kind, entry.value.as_deref(), entry.by.unwrap().name.as_str()),
        (EventKind::Received, Some("Empfang"), "Jana Petersen")
    );
    // The vendor's owner is told; the requester knows.
    let told: Vec<(String,)> = world.all("SELECT to_email FROM outbox WHERE template = 'recipient_acted'").await;
    assert_eq!(told, [("approver@eyelevel.example".to_owned(),)]);
    // The partner's owner may too; then all is there.
    world.as_("owner").await.post(at(&kit, 0), receipt(true, "")).await.is(200);
    assert_eq!(partner.kit(&kit).await.page.request.state, State::OnLoan);
    // Once more is no more.
    partner.post(at(&kit, 1), receipt(true, "")).await.is(200);
    assert_eq!(world.count("timeline WHERE kind = 'received'").await, 2);
    partner.post(at(&kit, 1), receipt(false, "After all")).await.fault("status");
}

#[tokio::test]
async fn what_is_wrong_is_said() {
    let world = World::new().await;
    let kit = world.shipped(1, 0, "A").await;
    let partner = world.as_("partner").await;
    partner.post(at(&kit, 0), receipt(false, " ")).await.fault("note");
    partner.post(at(&kit, 0), receipt(false, &"x".repeat(2_001))).await.fault("note");
    partner.post(at(&kit, 0), receipt(true, &"x".repeat(2_001))).await.fault("note");
    let wrong: RecipientStatus = partner.post(at(&kit, 0), receipt(false, "One stays dark.")).await.ok();
    assert_eq!((wrong.status, wrong.history.last().unwrap().note.as_deref()), (Status::Problem, Some("One stays dark.")));
    assert_eq!(partner.kit(&kit).await.page.request.state, State::Shipped);
}

#[tokio::test]
async fn nobody_confirms_in_another_s_name() {
    let world = World::new().await;
    let kit = world.shipped(1, 0, "A").await;
    for (account, right) in
        [("sales", "requester"), ("approver", "partner"), ("support", "partner"), ("admin", "partner"), ("auditor", "partner")]
    {
        assert_eq!(world.as_(account).await.post(at(&kit, 0), receipt(true, "")).await.missing_right(), right, "{account}");
    }
    for account in ["other", "accounts", "ledger", "agent"] {
        world.as_(account).await.post(at(&kit, 0), receipt(true, "")).await.is(404);
    }
    world.as_("partner").await.post(paths::receipt("nothing"), receipt(true, "")).await.is(404);
    assert_eq!(world.count("recipients WHERE status = 'sent'").await, 1);
}
