use eyelevel_contract::lang::Lang;
use eyelevel_contract::people::{EditPerson, Me, Person, Role, paths};

use crate::support::World;

fn edit(name: &str, roles: &[Role]) -> EditPerson {
    EditPerson { name: name.to_owned(), roles: roles.to_vec(), lang: Lang::En }
}

#[tokio::test]
async fn the_second_of_two_edits_is_told_and_overwrites_nothing() {
    let world = World::new().await;
    let (owner, admin) = (world.as_("owner").await, world.as_("admin").await);
    let path = paths::person(&world.person("partner").await);
    let answer = owner.get(&path).await.is(200);
    assert_eq!(answer.header("etag"), "\"1\"");
    let changed = owner.put(&path, 1, edit("Jana Hansen", &[Role::Technician, Role::Sales])).await.is(200);
    assert_eq!(changed.header("etag"), "\"2\"");
    assert_eq!(changed.ok::<Person>().roles, [Role::Technician, Role::Sales]);
    assert_eq!(admin.put(&path, 1, edit("Jana Schmidt", &[Role::Owner])).await.problem(412), "changed-meanwhile");
    assert_eq!(admin.json_put(&path, edit("Jana Schmidt", &[Role::Owner])).await.problem(428), "precondition-required");
    let now: Person = admin.get(&path).await.ok();
    assert_eq!((now.name.as_str(), now.version), ("Jana Hansen", 2));
    let other = world.second_process().await;
    let there = other.as_("admin").await;
    let (a, b) = world
        .at_once(
            "people",
            owner.put(&path, 2, edit("One", &[Role::Technician])),
            there.put(&path, 2, edit("Two", &[Role::Technician, Role::Owner])),
        )
        .await;
    let mut statuses = [a.status.as_u16(), b.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 412]);
    let roles = if a.status.is_success() { 1 } else { 2 };
    assert_eq!(
        world.count("person_roles h JOIN people p ON p.id = h.person_id WHERE p.email_key = 'partner@eyelevel.example'").await,
        roles
    );
}

#[tokio::test]
async fn another_role_counts_at_once() {
    let world = World::new().await;
    let partner = world.as_("partner").await;
    let path = paths::person(&world.person("partner").await);
    world.as_("owner").await.put(&path, 1, edit("Jana Petersen", &[Role::Accounts])).await.is(200);
    assert_eq!(partner.get(paths::ME).await.ok::<Me>().roles, [Role::Accounts]);
    assert_eq!(partner.post("/api/v1/enquiries", serde_json::json!({ "text": "Hello" })).await.missing_right(), "owner technician sales");
}

#[tokio::test]
async fn roles_belong_to_their_side() {
    let world = World::new().await;
    let path = paths::person(&world.person("partner").await);
    let staff = paths::person(&world.person("support").await);
    for account in ["owner", "admin"] {
        let client = world.as_(account).await;
        for role in [Role::Admin, Role::Approver, Role::Manager, Role::Agent] {
            client.put(&path, 1, edit("Jana", &[role])).await.fault("roles");
        }
        client.put(&path, 1, edit("Jana", &[])).await.fault("roles");
        client.put(&path, 1, edit("Jana\nPetersen", &[Role::Technician])).await.fault("name");
    }
    world.as_("admin").await.put(&staff, 1, edit("Selim", &[Role::Owner])).await.fault("roles");
    assert_eq!(world.count("people WHERE version > 1").await, 0);
}

#[tokio::test]
async fn who_may_see_but_not_manage_is_told_and_others_find_nobody() {
    let world = World::new().await;
    let path = paths::person(&world.person("partner").await);
    for account in ["accounts", "sales", "partner", "approver", "manager", "auditor"] {
        let client = world.as_(account).await;
        client.get(&path).await.is(200);
        assert_eq!(client.put(&path, 1, edit("Jana", &[Role::Owner])).await.missing_right(), "owner admin", "{account}");
    }
    for account in ["other", "other-owner", "helvetia", "agent"] {
        let client = world.as_(account).await;
        for answer in [client.get(&path).await, client.put(&path, 1, edit("Jana", &[Role::Owner])).await] {
            assert_eq!(answer.problem(404), "not-found", "{account}");
        }
    }
    // The vendor's staff is nobody's business but the vendor's: names stand on requests, addresses don't.
    world.as_("owner").await.get(paths::person(&world.person("approver").await)).await.is(404);
}
