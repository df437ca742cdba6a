//! Production is down: so many keys a year at once, and not one more, whoever asks at the same instant.

use eyelevel_contract::licences::rules::NeedsPerson;
use eyelevel_contract::licences::{BridgeOffer, DecideKey, Draft, Intent, Licence, paths};
use eyelevel_contract::requests::{State, Verdict};

use super::shell;
use crate::support::{DAY, World};

async fn offer(world: &World, draft: &Draft) -> BridgeOffer {
    world.as_("partner").await.get(paths::bridge_offer(draft.installation_id.as_ref().unwrap())).await.ok()
}

#[tokio::test]
async fn the_fourth_of_a_year_is_a_person_s_to_give() {
    let world = World::new().await;
    // The contract has ended long ago: that keeps nobody's production down.
    world.run("UPDATE installations SET contract_until = '2020-01-31' WHERE host = 'thomsen-nas'").await;
    let draft = world.asking(Intent::Bridge, "thomsen-nas").await;
    for left in [3, 2, 1] {
        assert_eq!(offer(&world, &draft).await.left, left);
        let licence = world.asked(&draft).await;
        let key = &licence.keys[0];
        assert_eq!((licence.page.request.state, key.expires), (State::Shipped, Some(world.app.clock.now() + 7 * DAY)));
        // Both sides know at once.
        let told = format!("outbox WHERE template = 'key_issued' AND params LIKE '%{}%'", licence.page.request.id);
        assert_eq!(world.count(&told).await, 2);
        world.later(DAY);
    }
    let none = offer(&world, &draft).await;
    assert_eq!((none.left, none.next_at), (0, Some(world.app.clock.now() - 3 * DAY + 365 * DAY)));
    let before = world.before().await;
    let fourth = world.asked(&draft).await;
    assert_eq!((fourth.asked.needs_person, fourth.page.request.state), (Some(NeedsPerson::BridgesUsedUp), State::Submitted));
    before.nobody_got_anything(&world).await;
    // Another installation has its own.
    assert_eq!(world.asked(&world.asking(Intent::Bridge, "hka-signs").await).await.keys.len(), 1);
    // A person gives it, and it is valid for all of its days from then on.
    world.later(2 * DAY);
    let yes = DecideKey {
        verdict: Verdict::Approved,
        reason: String::new(),
        alternative: String::new(),
        no_alternative: false,
        valid_until: None,
    };
    let given: Licence = world.as_("approver").await.post(paths::verb(&fourth.page.request.id, paths::DECISION), yes).await.ok();
    assert_eq!(given.keys[0].expires, Some(world.app.clock.now() + 7 * DAY));
    // A year after the first, there is one again.
    world.app.clock.set(none.next_at.unwrap() - 1);
    assert_eq!(offer(&world, &draft).await.left, 0);
    world.later(1);
    assert_eq!(world.asked(&draft).await.asked.needs_person, Some(NeedsPerson::BridgesUsedUp), "the fourth counts as well");
}

/// Two at the policy's limit.
async fn two_at_once(host: &str) {
    let world = World::with(|config| config.key_generator = Some(shell(r#"echo "{\"key\": \"AR9-1234-ABCD-$$\"}""#))).await;
    let other = world.second_process().await;
    let draft = world.asking(Intent::Bridge, host).await;
    for _ in 0..2 {
        assert_eq!(world.asked(&draft).await.keys.len(), 1);
    }
    let (one, two) = (world.as_("partner").await, other.as_("owner").await);
    let (a, b) = world.at_once("counters", one.post(paths::LICENCES, &draft), two.post(paths::LICENCES, &draft)).await;
    let both: [Licence; 2] = [a.ok(), b.ok()];
    let mut why: Vec<_> = both.iter().map(|l| (l.keys.len(), l.asked.needs_person)).collect();
    why.sort_by_key(|(keys, _)| *keys);
    assert_eq!(why, [(0, Some(NeedsPerson::BridgesUsedUp)), (1, None)], "{host}");
    assert_eq!(world.count("issued_keys WHERE intent = 'bridge'").await, 3);
    assert_eq!(offer(&world, &draft).await.left, 0);
}

#[tokio::test]
async fn of_two_at_once_one_gets_the_last() {
    two_at_once("thomsen-nas").await;
}

#[tokio::test]
async fn also_where_a_generator_takes_its_time() {
    two_at_once("hka-backup-01").await;
}

#[tokio::test]
async fn twelve_at_once_get_three() {
    let world = World::new().await;
    let draft = world.asking(Intent::Bridge, "thomsen-nas").await;
    let other = world.second_process().await;
    let mut tasks = tokio::task::JoinSet::new();
    for n in 0..12 {
        let client = [&world, &other][n % 2].as_(["partner", "owner", "sales"][n % 3]).await;
        let draft = draft.clone();
        tasks.spawn(async move { client.post(paths::LICENCES, draft).await.ok::<Licence>() });
    }
    let all = tasks.join_all().await;
    assert_eq!(all.iter().filter(|licence| licence.keys.len() == 1).count(), 3);
    let person = |licence: &&Licence| licence.keys.is_empty() && licence.asked.needs_person == Some(NeedsPerson::BridgesUsedUp);
    assert_eq!(all.iter().filter(person).count(), 9);
    assert_eq!(world.count("issued_keys").await, 3);
}
