use eyelevel_contract::attachments::{Attachment, file as at};
use eyelevel_contract::demo_kits::{DemoKit, paths};
use eyelevel_contract::drafts;

use super::upload::draft;
use crate::support::{World, kits};

#[tokio::test]
async fn a_file_of_a_draft_can_be_taken_out_and_what_was_submitted_stays() {
    let world = World::new().await;
    let (partner, id) = draft(&world).await;
    let gone: Attachment = partner.upload(("draft_id", &id), "a.txt", b"x").await.ok();
    let stays: Attachment = partner.upload(("draft_id", &id), "b.txt", b"y").await.ok();
    partner.delete(at(&gone.id)).await.is(204);
    partner.delete(at(&gone.id)).await.is(404);
    let mut form = world.draft(1, 0).await;
    form.draft_id = Some(id.clone());
    let kit: DemoKit = partner.post(paths::DEMO_KITS, &form).await.ok();
    assert_eq!(kit.page.attachments, std::slice::from_ref(&stays));
    partner.get(drafts::one(&id)).await.is(404);
    for account in ["partner", "owner", "approver", "admin"] {
        assert_eq!(world.as_(account).await.delete(at(&stays.id)).await.problem(409), "conflict", "{account}");
    }
    world.as_("other").await.delete(at(&stays.id)).await.is(404);
    // Submitted once more with the same draft: there is no draft any more, and the files stay where they are.
    let again: DemoKit = partner.post(paths::DEMO_KITS, &form).await.ok();
    assert_eq!(again.page.attachments, []);
    assert_eq!(partner.page(&kits::id(&kit)).await.attachments.len(), 1);
}

#[tokio::test]
async fn somebody_else_s_draft_gives_nothing_to_a_request() {
    let world = World::new().await;
    let (partner, id) = draft(&world).await;
    partner.upload(("draft_id", &id), "a.txt", b"x").await.is(201);
    let mut form = world.draft(1, 0).await;
    form.draft_id = Some(id.clone());
    form.customer_id = None;
    let kit: DemoKit = world.as_("owner").await.post(paths::DEMO_KITS, &form).await.ok();
    assert_eq!(kit.page.attachments, []);
    partner.get(drafts::one(&id)).await.is(200);
    assert_eq!(world.count("attachments WHERE request_id IS NOT NULL").await, 0);
}
