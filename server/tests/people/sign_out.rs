use eyelevel_contract::people::paths;

use crate::support::World;

#[tokio::test]
async fn here_means_this_session_alone() {
    let world = World::new().await;
    let (here, elsewhere) = (world.as_("partner").await, world.as_("partner").await);
    let answer = here.delete(paths::SESSION).await.is(204);
    let cookie = answer.header("set-cookie");
    assert!(cookie.starts_with("eyelevel=;") && cookie.contains("Max-Age=0"), "{cookie}");
    here.get(paths::ME).await.is(401);
    elsewhere.get(paths::ME).await.is(200);
    assert_eq!(world.count("audit WHERE action = 'session.ended'").await, 1);
}

#[tokio::test]
async fn everywhere_ends_all_sessions_of_that_person_and_nobody_else_s() {
    let world = World::new().await;
    let (here, elsewhere, colleague) = (world.as_("partner").await, world.as_("partner").await, world.as_("owner").await);
    here.delete(format!("{}?everywhere=true", paths::SESSION)).await.is(204);
    here.get(paths::ME).await.is(401);
    elsewhere.get(paths::ME).await.is(401);
    colleague.get(paths::ME).await.is(200);
}

#[tokio::test]
async fn without_a_session_there_is_nothing_to_end_and_nonsense_is_said_to_be_nonsense() {
    let world = World::new().await;
    assert_eq!(world.nobody().delete(paths::SESSION).await.problem(401), "unauthenticated");
    let partner = world.as_("partner").await;
    assert_eq!(partner.delete(format!("{}?everywhere=perhaps", paths::SESSION)).await.problem(400), "malformed");
    partner.get(paths::ME).await.is(200);
}
