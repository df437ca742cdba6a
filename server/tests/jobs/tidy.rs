use eyelevel_contract::enquiries;
use eyelevel_server::jobs::Job;

use crate::support::{DAY, World, requests::question};

#[tokio::test]
async fn what_nobody_needs_any_more_goes_and_everything_else_stays() {
    let world = World::new().await;
    let partner = world.as_("partner").await.with_key("once");
    partner.post(enquiries::PATH, question("An idea")).await.is(201);
    let wrong = serde_json::json!({ "email": "partner@eyelevel.example", "password": "wrong" });
    world.nobody().post("/api/v1/session", wrong).await.is(401);
    world.nobody().form("/forgot", &[("email", "partner@eyelevel.example")]).await.is(200);
    world.shipped(1, 0, "A").await;
    let counts = async || {
        let mut all = Vec::new();
        for table in ["sessions", "idempotency_keys", "throttles", "links"] {
            all.push(world.count(table).await);
        }
        all
    };
    let before = counts().await;
    assert!(before.iter().all(|n| *n > 0), "{before:?}");
    Job::Tidy.run(&world.app).await.unwrap();
    assert_eq!(counts().await, before);
    world.later(DAY + 1);
    Job::Tidy.run(&world.app).await.unwrap();
    let later = counts().await;
    assert_eq!((later[0], later[1], later[3]), (before[0], 0, before[3]));
    // A session lives for two weeks; a link can be asked for anew for a year after its end.
    world.later(14 * DAY);
    Job::Tidy.run(&world.app).await.unwrap();
    assert_eq!((counts().await[0], counts().await[3]), (0, before[3]));
    world.later(500 * DAY);
    Job::Tidy.run(&world.app).await.unwrap();
    assert_eq!(counts().await, [0, 0, 0, 0]);
    for table in ["requests", "timeline", "audit", "outbox", "recipients", "people"] {
        assert!(world.count(table).await > 0, "{table}");
    }
    assert_eq!(Job::Tidy.run(&world.app).await.unwrap(), 0);
}
