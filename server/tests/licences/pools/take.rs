use eyelevel_contract::licences::{Checked, HandMade, Intent, Issuer, Licence, MismatchKind, Unmade, paths};
use eyelevel_contract::requests::State;

use super::{CONFIRM, key, send};
use crate::support::World;

#[tokio::test]
async fn what_a_line_says_of_its_key_the_gate_holds_against_what_is_asked_for() {
    let world = World::new().await;
    let (product, admin) = (world.product("archivar").await, world.as_("admin").await);
    world.on_seven("seven-1").await;
    // Of these only the last is for Enterprise with twelve sockets, version 7.4.2, on that host, until the contract ends.
    let file = "key,edition,capacity,host,versions,expires\n\
                AR7-0000-ABCD-0001,standard,,,,\n\
                AR7-0000-ABCD-0002,,11,,,\n\
                AR7-0000-ABCD-0003,,,seven-2,,\n\
                AR7-0000-ABCD-0004,,,,\"<7.4.2\",\n\
                AR7-0000-ABCD-0005,,,,,2098-12-31\n\
                AR7-0000-ABCD-0006,,,,,\n\
                AR7-0000-ABCD-0007,enterprise,12,SEVEN-1,7.4.x,2099-12-31\n";
    send(&admin, &product, CONFIRM, file).await.is(200);
    let draft = world.asking(Intent::Renew, "seven-1").await;
    let licence = world.asked(&draft).await;
    // The one that is bound to the host, although another one would do.
    assert_eq!(licence.keys[0].key.as_deref(), Some(key(7).as_str()), "{:?}", licence.stopped);
    assert_eq!(licence.keys[0].issuer, Issuer::Pool);
    for what in [Checked::Pattern, Checked::Product, Checked::Edition, Checked::Host, Checked::Capacity, Checked::Dates] {
        assert!(licence.keys[0].proof.checked.contains(&what), "{what:?}");
    }
    let licence = world.asked(&draft).await;
    assert_eq!(licence.keys[0].key.as_deref(), Some(key(6).as_str()));
    // The others are for somebody else, and stay for them.
    let licence = world.asked(&draft).await;
    assert!(licence.keys.is_empty());
    assert_eq!((licence.stopped[0].unmade, licence.page.request.state), (Some(Unmade::PoolEmpty), State::Approved));
    assert_eq!(world.level().await, (5, 2));
}

#[tokio::test]
async fn a_key_of_the_pool_that_came_by_hand_is_handed_out_as_well() {
    let world = World::new().await;
    for host in ["seven-1", "seven-2"] {
        world.on_seven(host).await;
    }
    let licence = world.asked(&world.asking(Intent::Renew, "seven-1").await).await;
    assert!(licence.keys.is_empty(), "there is none yet");
    world.fill(0..2).await;
    let support = world.as_("support").await;
    let by_hand = async |licence: &Licence, key: String| -> Licence {
        let recipient_ids = licence.recipients.iter().map(|r| r.recipient.id.clone()).collect();
        support.post(paths::verb(&licence.page.request.id, paths::HAND_MADE), HandMade { key, recipient_ids }).await.ok()
    };
    let licence = by_hand(&licence, key(0)).await;
    assert_eq!((licence.keys.len(), licence.page.request.state), (1, State::Shipped));
    assert_eq!(world.level().await, (1, 1));
    let other = world.asked(&world.asking(Intent::Renew, "seven-2").await).await;
    assert_eq!(other.keys[0].key.as_deref(), Some(key(1).as_str()), "the other one");
    // What somebody else has, nobody gets by hand either: neither a pool's, nor any other.
    for taken in [key(0), key(1)] {
        let third = world.asked(&world.asking(Intent::Renew, "thomsen-nas").await).await;
        assert!(!third.keys.is_empty());
        let fourth = world.asked(&world.asking(Intent::Renew, if taken == key(0) { "seven-2" } else { "seven-1" }).await).await;
        let stopped = by_hand(&fourth, taken).await;
        let last = stopped.stopped.last().unwrap();
        assert_eq!(last.mismatches.iter().map(|m| (m.kind, m.found.is_none())).collect::<Vec<_>>(), [(MismatchKind::Licence, true)]);
        assert!(stopped.keys.is_empty());
    }
}

#[tokio::test]
async fn what_does_not_pass_is_put_back() {
    let world = World::new().await;
    world.on_seven("seven-1").await;
    world.fill(0..1).await;
    // A rule that says otherwise than the pool's keys can't be made by a form.
    world.run("UPDATE key_rules SET pattern = 'XX7-####-@@@@-####' WHERE issuer = 'pool'").await;
    let licence = world.asked(&world.asking(Intent::Renew, "seven-1").await).await;
    assert!(licence.keys.is_empty());
    assert_eq!(licence.stopped[0].mismatches[0].kind, MismatchKind::Pattern);
    assert_eq!(world.level().await, (1, 0));
}
