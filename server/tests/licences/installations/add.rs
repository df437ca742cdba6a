use eyelevel_contract::licences::{Installation, paths};

use super::form_at;
use crate::support::World;

#[tokio::test]
async fn a_partner_writes_down_what_runs_at_its_customers() {
    let world = World::new().await;
    let mut form = form_at(&world.installed("hka-backup-01").await);
    form.customer_id = world.organisation("Reederei Thomsen").await;
    form.runs = " v9.1 ".to_owned();
    form.host = "  thomsen-2 ".to_owned();
    let partner = world.as_("partner").await.with_key("k");
    let answer = partner.post(paths::INSTALLATIONS, &form).await.is(201);
    let location = answer.header("location").to_owned();
    let added: Installation = answer.ok();
    assert_eq!((added.runs.to_string(), added.host.as_ref().unwrap().as_str()), ("9.1.0".to_owned(), "thomsen-2"));
    assert_eq!((added.partner.name.as_str(), added.customer.name.as_str()), ("Nordlicht IT", "Reederei Thomsen"));
    assert_eq!((added.key_until, added.version), (None, 1));
    assert_eq!(added, partner.get(&location).await.ok::<Installation>());
    // The same key: the same installation.
    assert_eq!(partner.post(paths::INSTALLATIONS, &form).await.is(201).ok::<Installation>().id, added.id);
    assert_eq!(world.count("installations WHERE host = 'thomsen-2'").await, 1);
}

#[tokio::test]
async fn a_contract_that_has_ended_is_no_fault() {
    let world = World::new().await;
    let mut form = form_at(&world.installed("hka-backup-01").await);
    form.contract_until = Some(world.today().plus_days(-400));
    form.host = "old".to_owned();
    let added: Installation = world.as_("sales").await.post(paths::INSTALLATIONS, form).await.ok();
    assert_eq!(added.contract_until, Some(world.today().plus_days(-400)));
}

#[tokio::test]
async fn what_is_wrong_stands_at_its_field() {
    let world = World::new().await;
    let partner = world.as_("partner").await;
    let good = form_at(&world.installed("hka-backup-01").await);
    let signwart = world.product("signwart").await;
    let before = world.count("installations").await;
    let with = |change: &dyn Fn(&mut eyelevel_contract::licences::EditInstallation)| {
        let mut form = good.clone();
        change(&mut form);
        form
    };
    for (field, form) in [
        ("customer_id", with(&|i| i.customer_id = String::new())),
        ("customer_id", with(&|i| i.customer_id = "nothing".to_owned())),
        ("customer_id", with(&|i| i.customer_id.clone_from(&signwart.id))),
        ("product_id", with(&|i| i.product_id = "nothing".to_owned())),
        ("edition_id", with(&|i| i.edition_id.clone_from(&signwart.editions[0].id))),
        ("runs", with(&|i| i.runs = "nine".to_owned())),
        ("capacity", with(&|i| i.capacity = None)),
        ("capacity", with(&|i| i.capacity = Some(0))),
        ("host", with(&|i| i.host = "a b".to_owned())),
        ("reference", with(&|i| i.reference = "x".repeat(200))),
    ] {
        partner.post(paths::INSTALLATIONS, form).await.fault(field);
    }
    assert_eq!(world.count("installations").await, before);
}

#[tokio::test]
async fn another_partner_s_customer_is_none() {
    let world = World::new().await;
    let mut form = form_at(&world.installed("hka-backup-01").await);
    let missing = {
        let mut form = form.clone();
        form.customer_id = "nothing".to_owned();
        form
    };
    form.customer_id = world.organisation("Brauerei Lindenhof").await;
    let partner = world.as_("partner").await;
    let (theirs, none) = (partner.post(paths::INSTALLATIONS, &form).await, partner.post(paths::INSTALLATIONS, &missing).await);
    assert_eq!((theirs.status, theirs.text()), (none.status, none.text()));
    theirs.fault("customer_id");
    // A company that is no customer is none either.
    form.customer_id = world.organisation("Nordlicht IT").await;
    partner.post(paths::INSTALLATIONS, &form).await.fault("customer_id");
    // Support corrects for everybody.
    form.customer_id = world.organisation("Brauerei Lindenhof").await;
    let added: Installation = world.as_("support").await.post(paths::INSTALLATIONS, &form).await.ok();
    assert_eq!(added.partner.name, "Südwerk Systemhaus");
    world.as_("other").await.get(paths::installation(&added.id)).await.is(200);
    partner.get(paths::installation(&added.id)).await.is(404);
    for (account, right) in
        [("accounts", "owner technician sales"), ("approver", "support admin"), ("ledger", "support admin"), ("agent", "partner")]
    {
        assert_eq!(world.as_(account).await.post(paths::INSTALLATIONS, &form).await.missing_right(), right, "{account}");
    }
}
