//! The first story, as it goes here: a generator that is broken for 9.x, the stopped key, the honest message, the key made by hand that can't
//! go to the customer alone, the bridging key, the good key, the running system. Every step of it is on record.

use eyelevel_contract::licences::{AskConsent, Consent, HandMade, Intent, KnownIssue, Licence, RecipientChange, Unmade, paths};
use eyelevel_contract::page::Page;
use eyelevel_contract::requests::{EventKind, State};
use serde_json::json;

use crate::licences::requests::{me, shell};
use crate::support::{HOUR, World};

/// For 9.x it makes keys for 8.x, unless a file says that it is mended.
fn generator(mended: &std::path::Path) -> String {
    format!(
        r#"if [ -e {} ]; then echo '{{"key": "AR9-1234-ABCD-GOOD"}}'; else echo '{{"key": "AR8-1234-ABCD-X", "claims": {{"versions": "8.x"}}}}'; fi"#,
        mended.display()
    )
}

#[tokio::test]
async fn a_wrong_key_reaches_nobody_and_the_right_one_reaches_who_was_named() {
    let folder = tempfile::tempdir().unwrap();
    let mended = folder.path().join("mended");
    let world = World::with(|config| config.key_generator = Some(shell(&generator(&mended)))).await;
    let (partner, support) = (world.as_("partner").await, world.as_("support").await);

    // The defect has long been known; here it is said before anybody asks.
    let issue = world.known_issue().await;
    let told: KnownIssue = support.post(paths::publication(&issue.id), json!({})).await.ok();
    let known: Page<KnownIssue> =
        partner.get(format!("{}?product={}&version=9.1.0", paths::KNOWN_ISSUES, issue.product.as_ref().unwrap().id)).await.ok();
    assert_eq!(known.items.iter().map(|i| &i.id).collect::<Vec<_>>(), [&told.id]);

    // The key comes to the partner, and not to the customer, who can't be reached.
    let mut draft = world.asking(Intent::Renew, "hka-backup-01").await;
    (draft.recipients, draft.never_customer) = (vec![me()], true);
    let stopped = world.asked(&draft).await;
    let id = stopped.page.request.id.clone();
    assert_eq!((stopped.page.request.state, stopped.keys.len(), stopped.stopped.len()), (State::Approved, 0, 1));
    let (_, told) = world.mail("partner@eyelevel.example", "angehalten").await;
    assert!(told.contains("Der Generator machte einen Schlüssel für 8.x; angefragt war 9.1.0. Niemand hat etwas bekommen."), "{told}");
    assert!(told.contains(&stopped.page.request.owner.name) && told.contains("Zugesagt: "), "{told}");
    let owner = &stopped.page.request.owner.id;
    let (owner,) = world.one::<(String,)>(&format!("SELECT email FROM people WHERE id = '{owner}'")).await;
    let (_, task) = world.mail(&owner, "a key was stopped").await;
    assert!(task.contains("8.x"), "{task}");

    // Production is down: a bridging key, days long. The same generator makes it, and the gate stops it as well; support makes one by hand.
    world.later(HOUR);
    let bridge = world.asked(&world.asking(Intent::Bridge, "hka-backup-01").await).await;
    assert_eq!(bridge.page.request.state, State::Approved);
    let all = |licence: &Licence| licence.recipients.iter().map(|r| r.recipient.id.clone()).collect::<Vec<_>>();
    let by_hand = |key: &str, recipient_ids| HandMade { key: key.to_owned(), recipient_ids };
    let bridge_id = bridge.page.request.id.clone();
    let bridged: Licence =
        support.post(paths::verb(&bridge_id, paths::HAND_MADE), by_hand("AR9-0001-ABCD-BRIDGE", all(&bridge))).await.ok();
    assert_eq!((bridged.page.request.state, bridged.keys.len()), (State::Shipped, 1));

    // Support makes the key by hand, first once more for 8.x: the gate has no favourites.
    let wrong: Licence = support.post(paths::verb(&id, paths::HAND_MADE), by_hand("AR8-9999-ABCD-X", all(&stopped))).await.ok();
    assert_eq!((wrong.keys.len(), wrong.stopped.len()), (0, 2));
    assert!(wrong.stopped[1].by.is_some() && wrong.stopped[1].unmade.is_none());
    // To the customer only, as in the story: nobody who is not pinned can be named, and leaving the partner out needs their word.
    support.post(paths::verb(&id, paths::HAND_MADE), by_hand("AR9-1111-ABCD-Y", vec![])).await.problem(409);
    let theirs = bridged.recipients[0].recipient.id.clone();
    support.post(paths::verb(&id, paths::HAND_MADE), by_hand("AR9-1111-ABCD-Y", vec![theirs])).await.problem(409);
    let new = crate::licences::requests::customer();
    let ask =
        AskConsent { change: RecipientChange::Added, recipient_id: None, recipient: Some(new), reason: "They wrote to us.".to_owned() };
    // Not to the customer, it was said: that is not even asked again. Anybody else is, and the answer counts.
    support.post(paths::verb(&id, paths::CONSENTS), ask).await.fault("recipient.whom");
    let ask = crate::licences::requests::adding("Ada");
    let asked: Licence = support.post(paths::verb(&id, paths::CONSENTS), ask).await.ok();
    let consent: &Consent = &asked.consents[0];
    assert_eq!((consent.agreed, asked.recipients.len()), (None, 1));
    let refused: Licence = partner.post(paths::consent(&id, &consent.id), json!({ "agreed": false })).await.ok();
    assert_eq!((refused.consents[0].agreed, refused.recipients.len()), (Some(false), 1));

    // The generator is mended: the good key, for who was named, and the running system.
    std::fs::write(&mended, "").unwrap();
    let good: Licence = support.post(paths::verb(&id, paths::ISSUE), json!({})).await.ok();
    assert_eq!((good.keys.len(), good.page.request.state), (1, State::Shipped));
    assert_eq!(good.page.request.promise.as_ref().unwrap().kept, Some(true));
    let (_, sent) = world.mail("partner@eyelevel.example", "Lizenzschlüssel").await;
    assert!(sent.contains("AR9-1234-ABCD-GOOD"), "{sent}");
    assert!(world.mails_to("it@hafenklinik.example").await.is_empty());
    let running: Licence = partner.post(paths::verb(&id, paths::WORKS), json!({})).await.ok();
    assert_eq!(running.page.request.state, State::Closed);

    // Every step is on record, for both sides the same.
    let kinds: Vec<EventKind> = running.page.timeline.iter().map(|e| e.kind).collect();
    let story = [
        EventKind::Submitted,
        EventKind::KeyStopped,
        EventKind::KeyStopped,
        EventKind::ConsentAsked,
        EventKind::ConsentRefused,
        EventKind::KeyIssued,
        EventKind::Shipped,
        EventKind::Works,
    ];
    assert_eq!(kinds, story);
    let seen: Licence = support.get(paths::one(&id)).await.ok();
    assert_eq!(seen.page.timeline, running.page.timeline);
    for action in ["key.stopped", "key.issued", "consent.asked", "consent.refused", "key.asked_for", "request.closed"] {
        assert!(world.count(&format!("audit WHERE action = '{action}'")).await > 0, "{action}");
    }
}

#[tokio::test]
async fn where_there_is_no_generator_at_all_it_is_said() {
    let world = World::new().await;
    let licence = world.asked(&world.asking(Intent::Renew, "hka-backup-01").await).await;
    assert_eq!(licence.stopped.iter().map(|s| s.unmade).collect::<Vec<_>>(), [Some(Unmade::NotSetUp)]);
}
