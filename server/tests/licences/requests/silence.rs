use eyelevel_contract::licences::{Intent, paths};
use eyelevel_contract::requests::{State, paths as requests};
use eyelevel_server::jobs::Job;
use serde_json::json;

use crate::support::{DAY, World};

#[tokio::test]
async fn a_key_of_which_nobody_says_anything_for_a_month_is_done() {
    let world = World::new().await;
    let [silent, spoken] = [world.asking(Intent::Renew, "thomsen-nas").await, world.asking(Intent::Renew, "hka-signs").await];
    let (silent, spoken) = (world.asked(&silent).await.page.request.id, world.asked(&spoken).await.page.request.id);
    world.send_mails().await;
    world.later(20 * DAY);
    world.as_("partner").await.post(requests::messages(&spoken), json!({ "text": "We try it on Monday." })).await.is(201);
    world.later(11 * DAY);
    assert_eq!(Job::Keys.run(&world.app).await.unwrap(), 1);
    assert_eq!(Job::Keys.run(&world.app).await.unwrap(), 0);
    assert_eq!(world.licence(&silent).await.page.request.state, State::Closed);
    assert_eq!(world.licence(&spoken).await.page.request.state, State::Shipped);
    world.as_("partner").await.post(paths::verb(&silent, paths::WORKS), json!({})).await.problem(409);
}
