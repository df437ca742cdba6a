//! Two people decide at once, or do anything else to the same request: one of them does it, and the other one hears what came of it.

use eyelevel_contract::licences::{DecideKey, HandMade, Intent, Licence, paths};
use eyelevel_contract::requests::{EventKind, State, Verdict};
use serde_json::json;

use super::{adding, shell};
use crate::support::World;

fn verdict(verdict: Verdict, reason: &str) -> DecideKey {
    let no = verdict == Verdict::Declined;
    DecideKey { verdict, reason: reason.to_owned(), alternative: String::new(), no_alternative: no, valid_until: None }
}

#[tokio::test]
async fn a_yes_and_a_no_at_once() {
    let world = World::new().await;
    let other = world.second_process().await;
    let id = world.asked(&world.asking(Intent::Renew, "kiel-eg").await).await.page.request.id;
    let (one, two) = (world.as_("approver").await, other.as_("approver2").await);
    let at = paths::verb(&id, paths::DECISION);
    let (yes, no) = (verdict(Verdict::Approved, ""), verdict(Verdict::Declined, "There is no contract."));
    let (a, b) = world.at_once("requests", one.post(&at, &yes), two.post(&at, &no)).await;
    let mut statuses = [a.status.as_u16(), b.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409], "{} {}", a.text(), b.text());
    let licence = world.licence(&id).await;
    let approved = a.status.is_success();
    assert_eq!(licence.page.decisions.len(), 1);
    let expected = if approved { (State::Shipped, 1) } else { (State::Declined, 0) };
    assert_eq!((licence.page.request.state, licence.keys.len()), expected);
    let decided = |e: &&eyelevel_contract::requests::TimelineEntry| matches!(e.kind, EventKind::Approved | EventKind::Declined);
    assert_eq!(licence.page.timeline.iter().filter(decided).count(), 1);
    assert_eq!(world.count("outbox WHERE template = 'decided'").await, 1);
    assert_eq!(world.count("issued_keys").await, i64::from(approved));
}

#[tokio::test]
async fn two_times_yes_is_one_key() {
    let world = World::new().await;
    let other = world.second_process().await;
    let id = world.asked(&world.asking(Intent::Renew, "kiel-eg").await).await.page.request.id;
    let (one, two) = (world.as_("approver").await, other.as_("manager").await);
    let (at, yes) = (paths::verb(&id, paths::DECISION), verdict(Verdict::Approved, ""));
    let (a, b) = world.at_once("requests", one.post(&at, &yes), two.post(&at, &yes)).await;
    assert_eq!([a, b].iter().filter(|answer| answer.status.as_u16() == 409).count(), 1);
    assert_eq!((world.count("issued_keys").await, world.count("key_sendings").await), (1, 1));
}

#[tokio::test]
async fn decided_and_taken_back_at_once() {
    let world = World::new().await;
    let other = world.second_process().await;
    let id = world.asked(&world.asking(Intent::Renew, "kiel-eg").await).await.page.request.id;
    let (one, two) = (world.as_("approver").await, other.as_("partner").await);
    let yes = verdict(Verdict::Approved, "");
    let withdrawal = two.act(&id, "withdrawal", json!({ "reason": "" }));
    let (a, b) = world.at_once("requests", one.post(paths::verb(&id, paths::DECISION), &yes), withdrawal).await;
    let licence = world.licence(&id).await;
    match licence.page.request.state {
        State::Withdrawn => assert!(a.status.as_u16() == 409 && b.status.is_success() && licence.keys.is_empty()),
        State::Shipped => assert!(a.status.is_success() && b.status.as_u16() == 409 && licence.keys.len() == 1),
        state => panic!("{state}: {} {}", a.text(), b.text()),
    }
}

#[tokio::test]
async fn a_word_given_twice_at_once_counts_once() {
    let world = World::with(|config| config.key_generator = Some(shell("exit 3"))).await;
    let other = world.second_process().await;
    let id = world.asked(&world.asking(Intent::Renew, "hka-backup-01").await).await.page.request.id;
    let asked: Licence = world.as_("support").await.post(paths::verb(&id, paths::CONSENTS), adding("Ada")).await.ok();
    let (one, two) = (world.as_("partner").await, other.as_("owner").await);
    let at = paths::consent(&id, &asked.consents[0].id);
    let (yes, no) = (json!({ "agreed": true }), json!({ "agreed": false }));
    let (a, b) = world.at_once("requests", one.post(&at, &yes), two.post(&at, &no)).await;
    assert_eq!([&a, &b].iter().filter(|answer| answer.status.as_u16() == 409).count(), 1, "{} {}", a.text(), b.text());
    let licence = world.licence(&id).await;
    assert_eq!(licence.recipients.len(), if a.status.is_success() { 2 } else { 1 });
    assert_eq!(world.count("audit WHERE action IN ('consent.given', 'consent.refused')").await, 1);
}

#[tokio::test]
async fn a_key_goes_out_while_the_requester_leaves_somebody_out() {
    let world = World::with(|config| config.key_generator = Some(shell("exit 3"))).await;
    let other = world.second_process().await;
    let mut draft = world.asking(Intent::Renew, "hka-backup-01").await;
    draft.recipients = vec![super::me(), super::customer()];
    let licence = world.asked(&draft).await;
    let (id, all) = (&licence.page.request.id, super::consent::all(&licence));
    let (support, partner) = (world.as_("support").await, other.as_("partner").await);
    let out = json!({ "change": "left_out", "recipient_id": all[1], "reason": "They can't be reached." });
    let made = HandMade { key: "AR9-1234-ABCD-X".to_owned(), recipient_ids: all };
    let (a, b) = world
        .at_once("requests", support.post(paths::verb(id, paths::HAND_MADE), &made), partner.post(paths::verb(id, paths::CONSENTS), &out))
        .await;
    // Whoever came first: the requester's word counts.
    b.is(200);
    assert!(a.status.is_success() || a.status.as_u16() == 409, "{}", a.text());
    world.send_mails().await;
    assert!(world.mails_to("it@hafenklinik.example").await.is_empty());
    assert_eq!(world.count("outbox WHERE to_email = 'it@hafenklinik.example' AND state = 'sent'").await, 0);
}
