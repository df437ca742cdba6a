use eyelevel_contract::requests::{EventKind, HandOver, Request, paths};

use crate::support::{World, kits};

async fn to(world: &World, account: &str, reason: &str) -> HandOver {
    HandOver { owner_id: world.person(account).await, reason: reason.to_owned() }
}

#[tokio::test]
async fn promise_and_date_stay_and_everybody_who_must_know_is_told() {
    let world = World::new().await;
    let kit = world.submitted(1, 0).await;
    let id = kits::id(&kit);
    let before = kit.page.request.promise.unwrap();
    // The owner may always hand over.
    let body = to(&world, "support", "I am on leave.").await;
    let after: Request = world.as_("approver").await.act(&id, paths::OWNER, body).await.ok();
    assert_eq!((after.owner.name.as_str(), after.promise.unwrap()), ("Selim Aydin", before));
    let entry = world.as_("partner").await.page(&id).await.timeline.pop().unwrap();
    assert_eq!(
        (entry.kind, entry.value.as_deref(), entry.text.as_deref()),
        (EventKind::OwnerChanged, Some("Selim Aydin"), Some("I am on leave."))
    );
    let (_, body) = world.mail("partner@eyelevel.example", "Etwas hat sich geändert").await;
    assert!(body.contains("Zuständig: Selim Aydin\nZugesagt: Entscheidung bis Do., 26. November, 10:00"), "{body}");
    assert!(!body.contains("Zuerst zugesagt"), "the date has not moved: {body}");
    world.mail("support@eyelevel.example", "DK-1001 ist bei Ihnen").await;
}

#[tokio::test]
async fn while_the_clock_stands_still_or_nothing_is_owed_the_mail_says_so() {
    let world = World::new().await;
    let asked = world.submitted(1, 0).await;
    world.as_("approver").await.act(&kits::id(&asked), paths::QUESTION, serde_json::json!({ "missing": "Which?" })).await.is(200);
    let manager = world.as_("manager").await;
    manager.act(&kits::id(&asked), paths::OWNER, to(&world, "support", "Leave.").await).await.is(200);
    let (_, body) = world.mail("support@eyelevel.example", "DK-1001 ist bei Ihnen").await;
    assert!(body.contains("Zugesagt: Entscheidung; die Uhr steht still"), "{body}");
    let shipped = world.shipped(1, 0, "A").await;
    manager.act(&kits::id(&shipped), paths::OWNER, to(&world, "support", "Leave.").await).await.is(200);
    let (_, body) = world.mail("support@eyelevel.example", "DK-1002 ist bei Ihnen").await;
    assert!(!body.contains("Zugesagt") && !body.contains("Uhr"), "{body}");
}

#[tokio::test]
async fn only_to_somebody_of_the_vendor_who_takes_part_and_can_sign_in() {
    let world = World::new().await;
    let kit = world.submitted(1, 0).await;
    let id = kits::id(&kit);
    let manager = world.as_("manager").await;
    for account in ["partner", "owner", "other", "agent", "ledger", "auditor"] {
        let fault = manager.act(&id, paths::OWNER, to(&world, account, "x").await).await.fault("owner_id");
        assert_eq!(fault, "We don't know this. Please choose from the list.", "{account}");
    }
    let nobody = HandOver { owner_id: "nobody".to_owned(), reason: "x".to_owned() };
    assert_eq!(manager.act(&id, paths::OWNER, nobody).await.fault("owner_id"), "We don't know this. Please choose from the list.");
    let same = manager.act(&id, paths::OWNER, to(&world, "approver", "x").await).await.fault("owner_id");
    assert_eq!(same, "This person owns it already.");
    manager.act(&id, paths::OWNER, to(&world, "support", "").await).await.fault("reason");
    world.run("UPDATE people SET password_hash = NULL WHERE name = 'Selim Aydin'").await;
    manager.act(&id, paths::OWNER, to(&world, "support", "x").await).await.fault("owner_id");
    assert_eq!(world.count("outbox WHERE template = 'moved'").await, 0);
}

#[tokio::test]
async fn who_may_not_is_told_what_is_missing() {
    let world = World::new().await;
    let kit = world.submitted(1, 0).await;
    let id = kits::id(&kit);
    for (account, right) in
        [("partner", "vendor"), ("owner", "vendor"), ("support", "lead manager admin"), ("auditor", "lead manager admin")]
    {
        assert_eq!(world.as_(account).await.act(&id, paths::OWNER, to(&world, "support", "x").await).await.missing_right(), right);
    }
    for account in ["other", "accounts", "ledger", "agent"] {
        world.as_(account).await.act(&id, paths::OWNER, to(&world, "support", "x").await).await.is(404);
    }
    world.as_("approver").await.decide(&kit, kits::no("No.")).await;
    assert_eq!(world.as_("manager").await.act(&id, paths::OWNER, to(&world, "support", "x").await).await.problem(409), "conflict");
}
