use eyelevel_contract::licences::{HandMade, Intent, Licence, MismatchKind, Unmade, paths};
use eyelevel_contract::requests::State;

use super::{customer, me, shell, too_late};
use crate::support::World;

/// The demo's generator when it is broken: for 9.x it makes keys for 8.x.
const BROKEN: &str = r#"echo '{"key": "AR8-1234-ABCD-X", "claims": {"versions": "8.x"}}'"#;

#[tokio::test]
async fn a_key_for_another_version_reaches_nobody_and_everybody_is_told_the_truth() {
    let world = World::with(|config| config.key_generator = Some(shell(BROKEN))).await;
    let mut draft = world.asking(Intent::Renew, "hka-backup-01").await;
    draft.recipients = vec![me(), customer()];
    let licence = world.asked(&draft).await;
    assert_eq!(licence.page.request.state, State::Approved);
    assert!(licence.keys.is_empty() && !licence.asked.being_made);
    let [stopped] = &licence.stopped[..] else { panic!("one stopped key, not {:?}", licence.stopped) };
    assert!(stopped.mismatches.iter().any(|m| m.kind == MismatchKind::Version), "{stopped:?}");
    let (_, body) = world.mail("partner@eyelevel.example", "angehalten").await;
    assert!(body.contains("für 8.x; angefragt war 9.1.0") && body.contains("Niemand hat etwas bekommen"), "{body}");
    assert!(world.mails_to("it@hafenklinik.example").await.is_empty());
    // Made by hand, and meant for the customer alone: refused, and nothing is written.
    let id = &licence.page.request.id;
    let theirs = licence.recipients[1].recipient.id.clone();
    let support = world.as_("support").await;
    let by_hand = |recipient_ids| HandMade { key: "AR9-1234-ABCD-X".to_owned(), recipient_ids };
    support.post(paths::verb(id, paths::HAND_MADE), by_hand(vec![theirs])).await.problem(409);
    assert!(world.licence(id).await.keys.is_empty());
    let all = licence.recipients.iter().map(|r| r.recipient.id.clone()).collect();
    let good: Licence = support.post(paths::verb(id, paths::HAND_MADE), by_hand(all)).await.ok();
    assert_eq!((good.keys.len(), good.page.request.state), (1, State::Shipped));
}

#[tokio::test]
async fn a_generator_that_fails_hangs_or_babbles_is_a_clear_failure() {
    for (script, why) in [
        ("exit 3", Unmade::Failed),
        ("sleep 60", Unmade::TimedOut),
        ("echo hello", Unmade::Garbage),
        ("echo '{}'", Unmade::Garbage),
        ("yes", Unmade::Garbage),
    ] {
        let generator = if why == Unmade::TimedOut { too_late(script) } else { shell(script) };
        let world = World::with(|config| config.key_generator = Some(generator)).await;
        let licence = world.asked(&world.asking(Intent::Renew, "hka-backup-01").await).await;
        assert_eq!(licence.stopped.iter().map(|s| s.unmade).collect::<Vec<_>>(), [Some(why)], "{script}");
        assert_eq!(licence.page.request.state, State::Approved, "{script}");
    }
}
