use eyelevel_contract::demo_kits::{DemoKit, Draft, NewLine, paths};

use crate::support::{World, kits};

/// A loan of one piece of an item.
async fn loan_of(world: &World, item: &str) -> Draft {
    let item = world.item(item).await;
    let mut draft = world.draft(1, 0).await;
    draft.lines = vec![NewLine { item_id: item.id.clone(), variant_id: item.variants[0].id.clone(), quantity: 1, recipient: 0 }];
    draft
}

async fn owner_of(world: &World, item: &str) -> String {
    let draft = loan_of(world, item).await;
    let kit: DemoKit = world.as_("partner").await.post(paths::DEMO_KITS, draft).await.ok();
    kit.page.request.owner.name
}

#[tokio::test]
async fn whoever_answers_for_the_item_answers_for_the_request() {
    let world = World::new().await;
    assert_eq!(owner_of(&world, "E-paper display").await, "Claudia Berg");
    assert_eq!(owner_of(&world, "Archivar backup appliance").await, "Henrik Lund");
    // Also when they have the most to do.
    for _ in 0..3 {
        assert_eq!(owner_of(&world, "E-paper display").await, "Claudia Berg");
    }
}

#[tokio::test]
async fn else_the_approver_with_the_least_to_do() {
    let world = World::new().await;
    for _ in 0..2 {
        owner_of(&world, "E-paper display").await;
    }
    assert_eq!(owner_of(&world, "Desk phone pair").await, "Henrik Lund");
    assert_eq!(owner_of(&world, "Desk phone pair").await, "Henrik Lund");
    let mut names = [owner_of(&world, "Desk phone pair").await, owner_of(&world, "Desk phone pair").await];
    names.sort();
    assert_eq!(names, ["Claudia Berg", "Henrik Lund"]);
    // What is decided is no load any more.
    world.run("UPDATE requests SET state = 'declined' WHERE owner_id = (SELECT id FROM people WHERE name = 'Claudia Berg')").await;
    assert_eq!(owner_of(&world, "Desk phone pair").await, "Claudia Berg");
}

#[tokio::test]
async fn never_somebody_who_can_t_sign_in_or_does_not_take_part() {
    let world = World::new().await;
    world.run("UPDATE people SET password_hash = NULL WHERE name = 'Claudia Berg'").await;
    assert_eq!(owner_of(&world, "E-paper display").await, "Henrik Lund");
    world.run("DELETE FROM person_roles WHERE role IN ('approver', 'lead')").await;
    // Without an approver, an admin: no request is without a named person.
    assert_eq!(owner_of(&world, "E-paper display").await, "Felix Sommer");
    assert_eq!(owner_of(&world, "Archivar backup appliance").await, "Felix Sommer");
    world.mail("admin@eyelevel.example", "ist bei Ihnen").await;
}

#[tokio::test]
async fn the_first_line_s_item_decides() {
    let world = World::new().await;
    let mut draft = loan_of(&world, "Archivar backup appliance").await;
    draft.lines.extend(world.draft(1, 0).await.lines);
    let kit: DemoKit = world.as_("partner").await.post(paths::DEMO_KITS, draft).await.ok();
    assert_eq!(kit.page.request.owner.name, "Henrik Lund");
    assert_eq!(kit.page.request.subject, "1 × Backup-Appliance Archivar + 1");
    kits::id(&kit);
}
