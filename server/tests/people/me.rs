use eyelevel_contract::lang::Lang;
use eyelevel_contract::people::{EditMe, Me, OrganisationKind, Role, paths};

use crate::support::{TUESDAY, World, kits};

#[tokio::test]
async fn it_says_who_one_is_and_where() {
    let world = World::new().await;
    let me: Me = world.as_("owner").await.get(paths::ME).await.ok();
    assert_eq!((me.name.as_str(), me.organisation.name.as_str(), me.kind), ("Ines Hansen", "Nordlicht IT", OrganisationKind::Partner));
    assert_eq!(me.roles, [Role::Owner]);
    assert_eq!((me.installation.zone.as_str(), me.installation.now, me.installation.demo), ("Europe/Berlin", TUESDAY, false));
    let raw = world.as_("owner").await.get(paths::ME).await.text();
    assert!(!raw.contains("password") && !raw.contains("argon2"), "{raw}");
}

#[tokio::test]
async fn the_language_that_one_chooses_is_the_language_of_one_s_mails() {
    let world = World::new().await;
    let partner = world.as_("partner").await;
    let me: Me = partner.json_put(paths::ME, EditMe { lang: Lang::En }).await.ok();
    assert_eq!(me.lang, Lang::En);
    let kit = world.submitted(1, 0).await;
    let (subject, body) = world.mail("partner@eyelevel.example", "DK-1001").await;
    assert_eq!(subject, format!("DK-1001 has arrived: {}", kit.page.request.subject));
    assert!(body.starts_with("Hello Jana Petersen,"), "{body}");
    // The approver goes on reading German.
    world.mail("approver@eyelevel.example", "ist bei Ihnen").await;
    kits::id(&kit);
}

#[tokio::test]
async fn another_language_than_ours_can_t_be_chosen() {
    let world = World::new().await;
    let partner = world.as_("partner").await;
    assert_eq!(partner.json_put(paths::ME, serde_json::json!({ "lang": "fr" })).await.problem(400), "malformed");
    assert_eq!(partner.json_put(paths::ME, serde_json::json!({})).await.problem(400), "malformed");
    assert_eq!(world.nobody().json_put(paths::ME, EditMe { lang: Lang::En }).await.problem(401), "unauthenticated");
}
