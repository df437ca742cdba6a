use eyelevel_contract::licences::{KnownIssue, paths};

use super::form;
use crate::support::World;

#[tokio::test]
async fn an_edit_after_publication_is_seen_with_its_version_and_tells_nobody_by_itself() {
    let world = World::new().await;
    let issue = world.published().await;
    let mails = world.count("outbox").await;
    let (support, partner) = (world.as_("support").await, world.as_("partner").await);
    let path = paths::known_issue(&issue.id);
    let seen = partner.get(&path).await.is(200);
    assert_eq!(seen.header("etag"), format!("\"{}\"", issue.version));
    let mut edit = form(&issue);
    edit.fixed_in = "9.1.3".to_owned();
    support.put(&path, issue.version, &edit).await.is(200);
    let seen = partner.get(&path).await.is(200);
    assert_eq!(seen.header("etag"), format!("\"{}\"", issue.version + 1));
    let seen: KnownIssue = seen.ok();
    assert_eq!((seen.fixed_in.unwrap().to_string(), seen.published_at), ("9.1.3".to_owned(), issue.published_at));
    assert_eq!(world.count("outbox").await, mails);
    // Those who were told would be told of something else.
    edit.product_id = world.product("signwart").await.id;
    support.put(&path, issue.version + 1, &edit).await.fault("product_id");
}

#[tokio::test]
async fn the_second_of_two_editors_is_told() {
    let world = World::new().await;
    let issue = world.known_issue().await;
    let (support, admin) = (world.as_("support").await, world.as_("admin").await);
    let path = paths::known_issue(&issue.id);
    let (a, b) =
        world.at_once("known_issues", support.put(&path, issue.version, form(&issue)), admin.put(&path, issue.version, form(&issue))).await;
    let mut both = [a.status.as_u16(), b.status.as_u16()];
    both.sort_unstable();
    assert_eq!(both, [200, 412]);
    assert_eq!(support.json_put(&path, form(&issue)).await.problem(428), "precondition-required");
    // Published meanwhile: the form holds what nobody has seen yet.
    let opened = world.known_issue().await;
    world.published().await;
    assert_eq!(support.put(&path, opened.version, form(&opened)).await.problem(412), "changed-meanwhile");
}
