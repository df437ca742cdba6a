//! The guide reads what is there.

use eyelevel_contract::guide::{Guide, PATH, Step, StepState};

use crate::support::World;

async fn guide(world: &World) -> Guide {
    world.as_("admin").await.get(PATH).await.ok()
}

fn state(guide: &Guide, step: Step) -> StepState {
    guide.steps.iter().find(|one| one.step == step).unwrap().state
}

#[tokio::test]
async fn each_step_is_done_by_what_stands_there() {
    let world = World::new().await;
    let now = guide(&world).await;
    assert_eq!(state(&now, Step::Mail), StepState::Open, "no server is named");
    assert_eq!(state(&now, Step::Person), StepState::Done, "a demo's partners are in");
    assert_eq!(state(&now, Step::Request), StepState::Waiting);
    assert!(now.partner_id.is_some());
    world.enquiry("An idea").await;
    assert_eq!(state(&guide(&world).await, Step::Request), StepState::Done);
    // Whoever was only invited is not in.
    let world = World::new().await;
    world
        .run("UPDATE people SET password_hash = NULL WHERE organisation_id IN (SELECT id FROM organisations WHERE kind = 'partner')")
        .await;
    let now = guide(&world).await;
    assert_eq!((state(&now, Step::Person), state(&now, Step::Partner)), (StepState::Waiting, StepState::Done));
}

#[tokio::test]
async fn a_mail_server_is_a_setting() {
    let world = World::with(|config| config.smtp_url = vec!["smtp://127.0.0.1:1".to_owned()]).await;
    assert_eq!(state(&guide(&world).await, Step::Mail), StepState::Done);
}
