use eyelevel_contract::requests::{Verdict, paths as requests_at};
use eyelevel_contract::returns::{Distributor, Draft, paths};
use serde_json::{Value, json};

use super::super::draft;
use super::super::handled::all;
use super::{AGENT, id};
use crate::support::World;

#[tokio::test]
async fn withdrawn_or_decided_otherwise_nothing_stays_open() {
    let world = World::new().await;
    let (thing, link) = world.handed().await;
    let partner = world.as_("partner").await;
    partner.act(id(&thing), requests_at::WITHDRAWAL, json!({ "reason": "" })).await.is(200);
    world.nobody().get(&link).await.is(404);
    world.mail(AGENT, "nichts mehr zu tun").await;
    // A proposal is moot once the vendor says no to all; one that was not sent yet is withheld.
    let thing = world.refers(&world.as_("partner").await.returns(&draft(&["ODD-2"])).await).await;
    let approver = world.as_("approver").await;
    approver.does(&thing, paths::DECISION, all(&thing, Verdict::Declined, None)).await;
    partner.post(paths::referral(id(&thing), &thing.referrals[0].id), json!({ "agreed": true })).await.problem(409);
    let named = Some(world.organisation("Elbtal Distribution").await);
    let thing = world.refers(&partner.returns(&Draft { bought_from: named, ..draft(&["ODD-3"]) }).await).await;
    approver.does(&thing, paths::TAKE_BACK, json!({ "reason": "Wrong one." })).await;
    world.send_mails().await;
    let sent: Vec<(String,)> = world.all("SELECT state FROM outbox WHERE template = 'referred' ORDER BY id").await;
    assert_eq!(sent.last().unwrap().0, "withheld", "what was taken back before it left goes to nobody");
}

#[tokio::test]
async fn who_works_there_the_vendor_alone_is_told_and_only_a_distributor_is_one() {
    let world = World::new().await;
    let all: Vec<Distributor> = world.as_("partner").await.get(paths::DISTRIBUTORS).await.ok();
    assert_eq!(all.iter().map(|of| (of.name.as_str(), of.people.len())).collect::<Vec<_>>(), [("Elbtal Distribution", 0)]);
    let all: Vec<Distributor> = world.as_("support").await.get(paths::DISTRIBUTORS).await.ok();
    assert_eq!(all[0].people[0].name, "Sven Richter");
    for other in [world.organisation("Nordlicht IT").await, "x".to_owned()] {
        let form = Draft { bought_from: Some(other), ..draft(&["ODD-1"]) };
        world.as_("partner").await.post(paths::PATH, &form).await.fault("bought_from");
    }
    // The distributor has the page by link, and nothing of it in the portal.
    let (thing, _) = world.handed().await;
    let agent = world.as_("agent").await;
    agent.get(paths::one(id(&thing))).await.is(404);
    agent.post(paths::referral(id(&thing), &thing.referrals[0].id), json!({ "agreed": true })).await.is(404);
    // By another return's address it is none.
    let other = world.returned("ODD-5").await;
    world.as_("partner").await.post(paths::referral(id(&other), &thing.referrals[0].id), json!({ "agreed": true })).await.is(404);
    let body: Value = agent.get(paths::PATH).await.json();
    assert_eq!(body["items"].as_array().unwrap().len(), 0);
}
