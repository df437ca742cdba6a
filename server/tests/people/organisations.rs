use eyelevel_contract::page::Page;
use eyelevel_contract::people::{EditOrganisation, NewOrganisation, Organisation, OrganisationKind, paths};

use crate::support::World;

fn new(name: &str, kind: OrganisationKind) -> NewOrganisation {
    NewOrganisation { name: name.to_owned(), kind }
}

async fn names(world: &World, account: &str, query: &str) -> Vec<String> {
    let page: Page<Organisation> = world.as_(account).await.get(format!("{}?{query}", paths::ORGANISATIONS)).await.ok();
    page.items.into_iter().map(|o| o.name).collect()
}

#[tokio::test]
async fn a_partner_s_customers_belong_to_the_partner() {
    let world = World::new().await;
    let mine = ["Hafenklinik Altona", "Nordlicht IT", "Reederei Thomsen", "Stadtbücherei Kiel"];
    assert_eq!(names(&world, "partner", "").await, mine);
    assert_eq!(names(&world, "partner", "kind=customer").await.len(), 3);
    // The vendor sees partners and distributors, and nobody's customers.
    let seen = ["Elbtal Distribution", "Helvetia Netz", "Kranich Systems", "Nordlicht IT", "Südwerk Systemhaus"];
    assert_eq!(names(&world, "admin", "").await, seen);
    assert_eq!(names(&world, "admin", "kind=customer").await, [""; 0]);
    assert_eq!(names(&world, "agent", "").await, ["Elbtal Distribution"]);
    assert_eq!(names(&world, "partner", "q=STADTB%C3%9CCHEREI").await, ["Stadtbücherei Kiel"]);
    let customer = paths::organisation(&world.organisation("Hafenklinik Altona").await);
    for (account, status) in [("partner", 200), ("accounts", 200), ("other", 404), ("admin", 404), ("manager", 404), ("agent", 404)] {
        world.as_(account).await.get(&customer).await.is(status);
    }
}

#[tokio::test]
async fn who_may_add_what() {
    use OrganisationKind::{Customer, Distributor, Partner, Vendor};
    let world = World::new().await;
    for (account, kind, status) in [
        ("partner", Customer, 201),
        ("owner", Customer, 201),
        ("accounts", Customer, 403),
        ("partner", Partner, 403),
        ("owner", Distributor, 403),
        ("admin", Customer, 403),
        ("admin", Partner, 201),
        ("admin", Distributor, 201),
        ("manager", Partner, 403),
        ("agent", Customer, 403),
    ] {
        let answer = world.as_(account).await.post(paths::ORGANISATIONS, new("Neu", kind)).await.is(status);
        if status == 403 {
            answer.missing_right();
        }
    }
    world.as_("admin").await.post(paths::ORGANISATIONS, new("Another vendor", Vendor)).await.fault("kind");
    world.as_("owner").await.post(paths::ORGANISATIONS, new("Another vendor", Vendor)).await.is(403);
    let partner = world.as_("partner").await;
    for bad in ["", " ", "a\nb", &"x".repeat(121)] {
        partner.post(paths::ORGANISATIONS, new(bad, Customer)).await.fault("name");
    }
    assert_eq!(world.count("organisations WHERE name = 'Neu' AND kind = 'customer'").await, 2);
    let answer = partner.post(paths::ORGANISATIONS, new("Ärztehaus", Customer)).await.is(201);
    let location = answer.header("location").to_owned();
    let added: Organisation = partner.get(&location).await.ok();
    assert_eq!(added.partner_id, Some(world.organisation("Nordlicht IT").await));
    assert_eq!(names(&world, "partner", "q=%C3%A4rzte").await, ["Ärztehaus"]);
}

#[tokio::test]
async fn renaming_needs_the_version_that_one_has_seen() {
    let world = World::new().await;
    let partner = world.as_("partner").await;
    let path = paths::organisation(&world.organisation("Hafenklinik Altona").await);
    let edit = |name: &str| EditOrganisation { name: name.to_owned(), tier: None };
    assert_eq!(partner.get(&path).await.is(200).header("etag"), "\"1\"");
    partner.put(&path, 1, edit("Hafenklinik Övelgönne")).await.is(200);
    assert_eq!(partner.put(&path, 1, edit("Klinik")).await.problem(412), "changed-meanwhile");
    assert_eq!(partner.json_put(&path, edit("Klinik")).await.problem(428), "precondition-required");
    for tag in ["\"x\"", "*", "W/\"2\"", "\"99999999999999999999\"", "2.0"] {
        let answer = partner.saying("if-match", tag).json_put(&path, edit("Klinik")).await;
        assert_eq!(answer.problem(412), "changed-meanwhile", "{tag}");
    }
    partner.put(&path, 2, edit(" ")).await.fault("name");
    assert_eq!(names(&world, "partner", "q=%C3%96VELG%C3%96NNE").await, ["Hafenklinik Övelgönne"]);
    world.as_("accounts").await.put(&path, 2, edit("Klinik")).await.missing_right();
    world.as_("other").await.put(&path, 2, edit("Klinik")).await.is(404);
    // A partner does not rename itself; the vendor's admin does.
    let company = paths::organisation(&world.organisation("Nordlicht IT").await);
    assert_eq!(world.as_("owner").await.put(&company, 1, edit("Licht")).await.missing_right(), "admin");
    world.as_("admin").await.put(&company, 1, edit("Nordlicht")).await.is(200);
}
