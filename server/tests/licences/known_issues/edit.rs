use eyelevel_contract::licences::{EditKnownIssue, IssueAudience, KnownIssue, paths};

use super::form;
use super::publish::told;
use crate::support::World;

/// The form, for other versions.
fn affecting(issue: &KnownIssue, affected: &str) -> EditKnownIssue {
    EditKnownIssue { affected: affected.to_owned(), ..form(issue) }
}

#[tokio::test]
async fn an_edit_after_publication_is_seen_with_its_version_and_tells_nobody_who_was_told() {
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
async fn one_that_is_wider_than_published_tells_the_newly_touched_at_once_and_nobody_twice() {
    let world = World::new().await;
    let first = world.published().await;
    assert_eq!(told(&world).await.len(), 5);
    world.run("DELETE FROM outbox").await;
    let support = world.as_("support").await;
    let path = paths::known_issue(&first.id);
    // Wider, but nobody has that.
    let wider: KnownIssue = support.put(&path, first.version, affecting(&first, ">=8.3")).await.ok();
    assert_eq!((told(&world).await.len(), world.count("known_issue_notices").await), (0, 2));
    // The hotel's 8.2.5 is in it now.
    let wider: KnownIssue = support.put(&path, wider.version, affecting(&first, ">=8.2")).await.ok();
    assert_eq!(told(&world).await, ["helvetia"]);
    let (_, body) = world.mail("helvetia@eyelevel.example", "Bekannter Fehler in Archivar").await;
    assert!(body.contains("- Hotel Seeblick: 8.2.5") && body.contains(&first.workaround.de), "{body}");
    for secret in ["Hafenklinik", "Thomsen", "Lindenhof", "Ott"] {
        assert!(!body.contains(secret), "{secret}: {body}");
    }
    // Narrow, wide and published again: all of them know.
    let narrow: KnownIssue = support.put(&path, wider.version, affecting(&first, "9.x")).await.ok();
    support.put(&path, narrow.version, affecting(&first, ">=7")).await.is(200);
    world.published().await;
    assert_eq!((told(&world).await, world.count("known_issue_notices").await), (vec!["helvetia".to_owned()], 3));
}

#[tokio::test]
async fn one_that_is_no_longer_mended_is_wider_and_a_draft_tells_nobody_however_wide() {
    let world = World::new().await;
    let draft = world.known_issue().await;
    let support = world.as_("support").await;
    let path = paths::known_issue(&draft.id);
    let mut edit = affecting(&draft, "*");
    edit.fixed_in = String::new();
    support.put(&path, draft.version, &edit).await.is(200);
    assert_eq!((world.count("outbox").await, world.count("known_issue_notices").await), (0, 0));
    // Published as mended in 9.1.0, Südwerk alone runs what came before.
    (edit.affected, edit.fixed_in) = ("9.x".to_owned(), "9.1.0".to_owned());
    support.put(&path, draft.version + 1, &edit).await.is(200);
    let published = world.published().await;
    assert_eq!(told(&world).await, ["other", "other-owner"]);
    // It was not mended after all.
    edit.fixed_in = String::new();
    support.put(&path, published.version, &edit).await.is(200);
    assert_eq!(told(&world).await, ["other", "other-owner", "owner", "partner", "sales"]);
}

#[tokio::test]
async fn of_two_at_once_one_edit_counts_and_its_partners_are_told_once() {
    let world = World::new().await;
    let first = world.published().await;
    let other = world.second_process().await;
    let (support, admin) = (world.as_("support").await, other.as_("admin").await);
    let (path, again) = (paths::known_issue(&first.id), paths::publication(&first.id));
    let wider = affecting(&first, ">=8.2");
    let (a, b) = world.at_once("known_issues", support.put(&path, first.version, &wider), admin.put(&path, first.version, &wider)).await;
    let mut both = [a.status.as_u16(), b.status.as_u16()];
    both.sort_unstable();
    assert_eq!(both, [200, 412]);
    assert_eq!((told(&world).await.len(), world.count("known_issue_notices").await), (6, 3));
    // Edited while somebody tells those newly affected.
    let widest = affecting(&first, ">=7");
    let (a, b) =
        world.at_once("known_issues", support.put(&path, first.version + 1, &widest), admin.post(&again, serde_json::json!({}))).await;
    a.is(200);
    b.is(200);
    assert_eq!((told(&world).await.len(), world.count("known_issue_notices").await), (6, 3));
}

#[tokio::test]
async fn before_it_is_saved_it_can_be_asked_whom_it_will_tell() {
    let world = World::new().await;
    let issue = world.known_issue().await;
    let support = world.as_("support").await;
    let path = paths::audience(&issue.id);
    let audience = async |query: &str| -> IssueAudience { support.get(format!("{path}{query}")).await.ok() };
    let names = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>();
    let draft = audience("").await;
    assert_eq!((draft.told, draft.count, draft.names), (0, 2, names(&["Nordlicht IT", "Südwerk Systemhaus"])));
    world.published().await;
    let same = audience("").await;
    assert_eq!((same.told, same.count, same.names), (2, 0, names(&[])));
    let wider = audience("?affected=%3E%3D8.2").await;
    assert_eq!((wider.told, wider.count, wider.names), (2, 1, names(&["Helvetia Netz"])));
    assert_eq!(audience("?affected=9.x&fixed_in=9.1.0").await.told, 1);
    assert_eq!(audience("?fixed_in=").await.told, 2);
    for query in ["?affected=nine", "?affected=%3E%3D9,%3C8", "?fixed_in=soon"] {
        assert_eq!(support.get(format!("{path}{query}")).await.problem(400), "malformed", "{query}");
    }
    // Whom else it touches is no partner's business, and asking tells nobody.
    assert_eq!(world.as_("partner").await.get(&path).await.missing_right(), "vendor");
    assert_eq!(told(&world).await.len(), 5);
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
