use eyelevel_contract::licences::{KnownIssue, paths};

use super::{form, ids};
use crate::support::World;

#[tokio::test]
async fn a_draft_is_the_vendor_s_and_tells_nobody() {
    let world = World::new().await;
    let draft = form(&world.known_issue().await);
    let support = world.as_("support").await;
    let answer = support.post(paths::KNOWN_ISSUES, &draft).await.is(201);
    let location = answer.header("location").to_owned();
    let added: KnownIssue = answer.ok();
    assert_eq!((added.published_at, added.version), (None, 1));
    for account in ["approver", "ledger", "auditor"] {
        assert!(ids(&world.as_(account).await, "").await.contains(&added.id), "{account}");
    }
    for account in ["partner", "owner", "other", "agent"] {
        let client = world.as_(account).await;
        client.get(&location).await.is(404);
        assert_eq!(ids(&client, "").await, [""; 0], "{account}");
    }
    assert_eq!(world.count("outbox").await, 0);
}

#[tokio::test]
async fn what_contradicts_itself_is_refused() {
    let world = World::new().await;
    let good = form(&world.known_issue().await);
    let support = world.as_("support").await;
    let with = |change: &dyn Fn(&mut eyelevel_contract::licences::EditKnownIssue)| {
        let mut form = good.clone();
        change(&mut form);
        form
    };
    for (field, form) in [
        ("affected", with(&|k| k.affected = ">=9, <8".to_owned())),
        ("affected", with(&|k| k.affected = "nine".to_owned())),
        ("fixed_in", with(&|k| k.fixed_in = "8.0.0".to_owned())),
        ("known_since", with(&|k| k.known_since = Some(world.today().plus_days(1)))),
        ("known_since", with(&|k| k.known_since = None)),
        ("product_id", with(&|k| k.product_id = "nothing".to_owned())),
        ("title.de", with(&|k| k.title.de = " ".to_owned())),
        ("workaround.en", with(&|k| k.workaround.en = String::new())),
    ] {
        support.post(paths::KNOWN_ISSUES, form).await.fault(field);
    }
    assert_eq!(world.count("known_issues").await, 1);
}
