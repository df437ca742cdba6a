use eyelevel_contract::licences::{Installation, paths};

use super::form_at;
use crate::support::World;

#[tokio::test]
async fn the_second_of_two_editors_is_told() {
    let world = World::new().await;
    let installed = world.installed("hka-backup-01").await;
    let path = paths::installation(&installed.id);
    let (partner, support) = (world.as_("partner").await, world.as_("support").await);
    assert_eq!(partner.get(&path).await.is(200).header("etag"), format!("\"{}\"", installed.version));
    let mut edit = form_at(&installed);
    edit.runs = "9.1.3".to_owned();
    let (a, b) =
        world.at_once("installations", partner.put(&path, installed.version, &edit), support.put(&path, installed.version, &edit)).await;
    let mut both = [a.status.as_u16(), b.status.as_u16()];
    both.sort_unstable();
    assert_eq!(both, [200, 412]);
    assert_eq!(partner.put(&path, installed.version, &edit).await.problem(412), "changed-meanwhile");
    assert_eq!(partner.json_put(&path, &edit).await.problem(428), "precondition-required");
    let now: Installation = partner.get(&path).await.ok();
    assert_eq!((now.runs.to_string(), now.version), ("9.1.3".to_owned(), installed.version + 1));
    assert_eq!(world.count(&format!("audit WHERE action = 'installation.edited' AND subject_id = '{}'", installed.id)).await, 1);
}

#[tokio::test]
async fn it_stays_with_its_partner() {
    let world = World::new().await;
    let installed = world.installed("hka-backup-01").await;
    let path = paths::installation(&installed.id);
    let mut edit = form_at(&installed);
    edit.customer_id = world.organisation("Brauerei Lindenhof").await;
    // Not even by the vendor, who sees both.
    for account in ["partner", "support"] {
        world.as_(account).await.put(&path, installed.version, &edit).await.fault("customer_id");
    }
    edit.customer_id = world.organisation("Stadtbücherei Kiel").await;
    let moved: Installation = world.as_("partner").await.put(&path, installed.version, &edit).await.ok();
    assert_eq!(moved.customer.name, "Stadtbücherei Kiel");
}

#[tokio::test]
async fn a_foreign_one_is_missing_and_who_sees_it_without_the_right_is_told_which() {
    let world = World::new().await;
    let installed = world.installed("hka-backup-01").await;
    let path = paths::installation(&installed.id);
    let edit = form_at(&installed);
    for account in ["other", "other-owner", "helvetia", "accounts", "manager", "ledger", "agent"] {
        let client = world.as_(account).await;
        client.get(&path).await.is(404);
        client.put(&path, installed.version, &edit).await.is(404);
    }
    for account in ["approver", "approver2", "auditor"] {
        let client = world.as_(account).await;
        client.get(&path).await.is(200);
        assert_eq!(client.put(&path, installed.version, &edit).await.missing_right(), "support admin", "{account}");
    }
    assert_eq!(world.installed("hka-backup-01").await, installed);
}
