use eyelevel_contract::demo_kits::paths;
use eyelevel_server::demo_kits::submit::submit;
use eyelevel_server::extract::Caller;
use eyelevel_server::mail::{self, Template};
use eyelevel_server::write::Write;

use crate::support::{World, kits};

/// `partner`, as a handler sees her.
async fn partner(world: &World) -> Caller {
    use eyelevel_contract::people::{OrganisationKind, Role, rules::Actor};
    let actor = Actor {
        id: world.person("partner").await,
        organisation_id: world.organisation("Nordlicht IT").await,
        kind: OrganisationKind::Partner,
        roles: vec![Role::Technician],
    };
    Caller { actor, name: "Jana Petersen".to_owned(), lang: eyelevel_contract::lang::Lang::De, token: None }
}

#[tokio::test]
async fn what_is_not_written_is_not_mailed() {
    let world = World::new().await;
    let (draft, caller) = (world.draft(1, 0).await, partner(&world).await);
    let mut w = caller.write(&world.app).await.unwrap();
    submit(&mut w, &caller, &draft).await.unwrap();
    drop(w);
    world.send_mails().await;
    for table in ["requests", "outbox", "demo_mails", "timeline", "counters"] {
        assert_eq!(world.count(table).await, 0, "{table}");
    }
    assert_eq!(world.count("audit WHERE action = 'request.submitted'").await, 0);
    let mut w = caller.write(&world.app).await.unwrap();
    submit(&mut w, &caller, &draft).await.unwrap();
    w.commit().await.unwrap();
    assert_eq!(world.count("outbox").await, 2);
}

#[tokio::test]
async fn a_refused_decision_mails_nothing() {
    let world = World::new().await;
    let kit = world.submitted(25, 0).await;
    let mails = world.count("outbox").await;
    let approver = world.as_("approver").await;
    approver.post(paths::decision(&kits::id(&kit)), kits::yes()).await.is(422);
    approver.post(paths::decision(&kits::id(&kit)), kits::no("")).await.is(422);
    assert_eq!(world.count("outbox").await, mails);
    assert_eq!(world.count("decisions").await, 0);
}

#[tokio::test]
async fn the_same_event_never_mails_the_same_person_twice() {
    let world = World::new().await;
    let person = world.person("partner").await;
    for _ in 0..2 {
        let mut w = Write::begin(&world.app, None, "job").await.unwrap();
        for event in ["once", "once", "another"] {
            mail::to_person(&mut w, &person, Template::Closed, event, serde_json::json!({})).await.unwrap();
        }
        w.commit().await.unwrap();
    }
    assert_eq!(world.count("outbox").await, 2);
    let ids: Vec<(String,)> = world.all("SELECT DISTINCT message_id FROM outbox").await;
    assert!(ids.len() == 2 && ids.iter().all(|(id,)| id.starts_with('<') && id.ends_with("@eyelevel.test>")), "{ids:?}");
}
