//! A key that does not fit reaches nobody, whoever brings it and by whatever way.

use eyelevel_contract::licences::{
    Code, HandMade, Host, Intent, IssuedKey, KeyData, Licence, MismatchKind, SendKey, SignedKey, Signer, VersionRange, paths,
};
use eyelevel_contract::requests::State;
use eyelevel_server::licences::ring::{rotate, signer};
use eyelevel_server::write::Write;
use serde_json::json;

use super::{customer, me, shell};
use crate::support::{DAY, World};

/// A key like one that has passed, with a change, signed by who signs now.
pub(super) async fn signed(world: &World, like: &IssuedKey, change: impl FnOnce(&mut KeyData)) -> String {
    let mut w = Write::begin(&world.app, None, "test").await.unwrap();
    let signer = signer(&mut w).await.unwrap();
    w.commit().await.unwrap();
    let mut data = SignedKey::parse(like.key.as_ref().unwrap()).unwrap().data().clone();
    change(&mut data);
    signer.sign_key(&data)
}

/// What anybody outside could have got.
async fn out(world: &World) -> (i64, i64, i64, i64) {
    world.send_mails().await;
    (
        world.count("issued_keys").await,
        world.count("key_sendings").await,
        world.count("outbox WHERE template = 'key_sent'").await,
        world.count("recipient_history").await,
    )
}

fn all(licence: &Licence) -> Vec<String> {
    licence.recipients.iter().map(|r| r.recipient.id.clone()).collect()
}

#[tokio::test]
async fn a_key_made_by_hand_that_does_not_fit_is_stopped_and_recorded() {
    let world = World::new().await;
    let mut draft = world.asking(Intent::Renew, "thomsen-nas").await;
    draft.recipients = vec![me(), customer()];
    let licence = world.asked(&draft).await;
    let good = &licence.keys[0];
    let foreign = Signer::new("2020", &[7; 32]);
    let data = SignedKey::parse(good.key.as_ref().unwrap()).unwrap().data().clone();
    let forged = {
        let text = good.key.clone().unwrap();
        let last = if text.ends_with('A') { 'Q' } else { 'A' };
        format!("{}{last}", &text[..text.len() - 5])
    };
    let code = |text: &str| Code::parse(text).unwrap();
    let now = world.app.clock.now();
    let wrong: Vec<(MismatchKind, String)> = vec![
        (MismatchKind::Version, signed(&world, good, |d| d.versions = VersionRange::parse("9.x").unwrap()).await),
        (MismatchKind::Host, signed(&world, good, |d| d.host = Host::parse("elsewhere").ok()).await),
        (MismatchKind::Host, signed(&world, good, |d| d.host = None).await),
        (MismatchKind::Edition, signed(&world, good, |d| d.edition = code("enterprise")).await),
        (MismatchKind::Product, signed(&world, good, |d| d.product = code("signwart")).await),
        (MismatchKind::Capacity, signed(&world, good, |d| d.capacity = Some(3)).await),
        (MismatchKind::Licence, signed(&world, good, |d| d.licence = "another".to_owned()).await),
        (MismatchKind::Ends, signed(&world, good, |d| d.expires = d.expires.map(|at| at + DAY)).await),
        (MismatchKind::Expired, signed(&world, good, |d| d.expires = Some(now)).await),
        (MismatchKind::NotYetValid, signed(&world, good, |d| d.not_before = now + 1).await),
        (MismatchKind::UnknownSigner, foreign.sign_key(&data)),
        (MismatchKind::Form, forged),
        (MismatchKind::Form, "AR8-1234-ABCD-1234".to_owned()),
        (MismatchKind::Form, "hunter2".to_owned()),
    ];
    let before = out(&world).await;
    for (i, (kind, key)) in wrong.iter().enumerate() {
        let account = ["support", "approver", "approver2"][i % 3];
        let answer = world.as_(account).await.by_hand(&licence, key).await;
        let stopped = answer.stopped.last().unwrap();
        assert_eq!(answer.stopped.len(), i + 1, "{key}");
        assert!(stopped.mismatches.iter().any(|m| m.kind == *kind), "{kind}: {stopped:?}");
        assert_eq!(stopped.by.as_ref().map(|by| by.id.clone()), Some(world.person(account).await));
        assert_eq!(answer.page.request.state, State::Approved, "a key is owed again");
        assert_eq!(out(&world).await, before, "{kind} reached somebody");
    }
    // None of them stands anywhere.
    for (_, key) in &wrong {
        assert_eq!(world.count(&format!("stopped_keys WHERE mismatches LIKE '%{key}%'")).await, 0);
    }
    let audited = world.count("audit WHERE action = 'key.stopped'").await;
    assert_eq!(audited, i64::try_from(wrong.len()).unwrap());
}

#[tokio::test]
async fn who_is_retired_signs_nothing_that_passes() {
    let world = World::new().await;
    let licence = world.asked(&world.asking(Intent::Renew, "thomsen-nas").await).await;
    world.later(DAY);
    let mut w = Write::begin(&world.app, None, "test").await.unwrap();
    let old = signer(&mut w).await.unwrap();
    rotate(&mut w).await.unwrap();
    w.commit().await.unwrap();
    let mut data = SignedKey::parse(licence.keys[0].key.as_ref().unwrap()).unwrap().data().clone();
    data.issued_at = world.app.clock.now() + 1;
    world.later(DAY);
    let answer = world.as_("support").await.by_hand(&licence, &old.sign_key(&data)).await;
    assert_eq!(answer.stopped[0].mismatches[0].kind, MismatchKind::SignerNotInUse);
    assert_eq!(answer.keys.len(), 1);
}

#[tokio::test]
async fn of_somebody_else_s_key_nothing_is_told_but_whose_it_is_not() {
    let world = World::new().await;
    let theirs: Licence = {
        let mut draft = world.asking(Intent::Renew, "ott-backup").await;
        draft.recipients = vec![me()];
        world.as_("other").await.post(paths::LICENCES, draft).await.ok()
    };
    let licence = world.asked(&world.asking(Intent::Renew, "thomsen-nas").await).await;
    let before = out(&world).await;
    world.as_("support").await.by_hand(&licence, theirs.keys[0].key.as_ref().unwrap()).await;
    assert_eq!(out(&world).await, before);
    let seen = world.as_("partner").await.get(paths::one(&licence.page.request.id)).await;
    assert!(seen.text().contains("\"licence\"") && !seen.text().contains("ott-backup"), "{}", seen.text());
}

/// The same text twice, as a generator might print it that was asked for somebody else before.
const TWICE: &str = r#"echo '{"key": "AR9-1234-ABCD-X"}'"#;

#[tokio::test]
async fn a_ready_made_key_of_somebody_else_s_licence_is_stopped() {
    let world = World::with(|config| config.key_generator = Some(shell(TWICE))).await;
    let first = world.asked(&world.asking(Intent::Renew, "hka-backup-01").await).await;
    assert_eq!(first.keys.len(), 1);
    let draft = world.asking(Intent::Renew, "lindenhof-bk1").await;
    let second: Licence = world.as_("other").await.post(paths::LICENCES, draft).await.ok();
    assert!(second.keys.is_empty());
    assert_eq!(second.stopped[0].mismatches.iter().map(|m| m.kind).collect::<Vec<_>>(), [MismatchKind::Licence]);
    // By hand it is the same; and for the first one it is still theirs.
    assert!(world.as_("support").await.by_hand(&second, "AR9-1234-ABCD-X").await.keys.is_empty());
    assert_eq!(world.as_("support").await.by_hand(&first, "AR9-1234-ABCD-X").await.keys.len(), 2);
}

#[tokio::test]
async fn what_has_passed_is_looked_at_again_before_it_is_sent_again() {
    let world = World::new().await;
    let licence = world.asked(&world.asking(Intent::Renew, "thomsen-nas").await).await;
    let (id, key) = (&licence.page.request.id, &licence.keys[0]);
    let send = SendKey { key_id: key.id.clone(), recipient_ids: all(&licence) };
    let support = world.as_("support").await;
    let again: Licence = support.post(paths::verb(id, paths::SENDING), send.clone()).await.ok();
    assert!(again.stopped.is_empty());
    world.send_mails().await;
    world.app.clock.set(key.expires.unwrap());
    let before = out(&world).await;
    let over: Licence = world.as_("support").await.post(paths::verb(id, paths::SENDING), send).await.ok();
    assert_eq!(over.stopped[0].mismatches[0].kind, MismatchKind::Expired);
    assert_eq!(out(&world).await, before);
}

#[tokio::test]
async fn ids_of_another_request_are_none() {
    let world = World::new().await;
    let (one, other) = {
        let draft = world.asking(Intent::Renew, "thomsen-nas").await;
        (world.asked(&draft).await, world.asked(&draft).await)
    };
    let support = world.as_("support").await;
    let (id, theirs) = (&one.page.request.id, &other.keys[0].id);
    let before = out(&world).await;
    for key_id in [theirs.as_str(), "nothing"] {
        let body = SendKey { key_id: key_id.to_owned(), recipient_ids: all(&one) };
        support.post(paths::verb(id, paths::SENDING), body).await.fault("key_id");
        support.get(paths::file(id, key_id)).await.is(404);
        let revoke = json!({ "key_id": key_id, "reason": "It was stolen." });
        world.as_("admin").await.post(paths::verb(id, paths::REVOKED), revoke).await.fault("key_id");
    }
    let body = |recipient_ids| HandMade { key: one.keys[0].key.clone().unwrap(), recipient_ids };
    for to in [all(&other), [all(&one), all(&other)].concat(), [all(&one), vec!["nothing".to_owned()]].concat(), vec![]] {
        support.post(paths::verb(id, paths::HAND_MADE), body(to.clone())).await.problem(409);
        let send = SendKey { key_id: one.keys[0].id.clone(), recipient_ids: to.clone() };
        let sent = support.post(paths::verb(id, paths::SENDING), send).await;
        if to.is_empty() { drop(sent.is(422)) } else { drop(sent.problem(409)) }
    }
    assert_eq!(out(&world).await, before);
    assert_eq!(world.count("stopped_keys").await, 0);
}

#[tokio::test]
async fn what_the_form_holds_beside_what_it_is_for_changes_nothing() {
    let world = World::new().await;
    let installed = world.installed("thomsen-nas").await;
    let signwart = world.product("signwart").await;
    // New, with somebody's installation beside it: nothing is installed yet, so a person decides.
    let mut draft = world.asking(Intent::New, "thomsen-nas").await;
    draft.product_id = Some(signwart.id.clone());
    draft.edition_id = Some(signwart.editions[0].id.clone());
    draft.customer_id = Some(world.organisation("Hafenklinik Altona").await);
    draft.version = "2.1.0".to_owned();
    let licence = world.asked(&draft).await;
    assert_eq!((licence.asked.product.id, licence.asked.installation_id), (signwart.id.clone(), None));
    assert_eq!(licence.asked.customer.map(|c| c.name).as_deref(), Some("Hafenklinik Altona"));
    assert!(licence.keys.is_empty());
    // Renewed, with another product beside it: it is the installation's.
    let mut draft = world.asking(Intent::Renew, "thomsen-nas").await;
    draft.product_id = Some(signwart.id.clone());
    let licence = world.asked(&draft).await;
    assert_eq!(licence.asked.product.id, installed.product.id);
}
