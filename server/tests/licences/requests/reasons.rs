//! Why no key comes at once: each has its own reason, an owner and a date, and nothing is sent until somebody has looked.

use eyelevel_contract::licences::rules::NeedsPerson;
use eyelevel_contract::licences::{Draft, EditInstallation, Installation, Intent, paths};
use eyelevel_contract::requests::{PromiseKind, State};

use crate::licences::installations::form_at;
use crate::support::World;

async fn needs(world: &World, draft: Draft, why: NeedsPerson) {
    let before = world.before().await;
    let licence = world.asked(&draft).await;
    let request = &licence.page.request;
    assert_eq!(licence.asked.needs_person, Some(why), "{:?}", draft.intent);
    let state = if why == NeedsPerson::VendorFault { State::Approved } else { State::Submitted };
    assert_eq!((licence.keys.len(), licence.stopped.len(), request.state), (0, 0, state), "{why}");
    let promise = request.promise.as_ref().unwrap();
    let kind = if why == NeedsPerson::VendorFault { PromiseKind::Fulfilment } else { PromiseKind::Decision };
    assert!(promise.kind == kind && promise.due_at.is_some() && !request.owner.name.is_empty(), "{why}: {promise:?}");
    before.nobody_got_anything(world).await;
    // Both sides are told at once.
    let told = "outbox WHERE template IN ('submitted', 'assigned') AND params LIKE";
    assert_eq!(world.count(&format!("{told} '%{}%'", request.id)).await, 2, "{why}");
}

async fn installed(world: &World, host: &str, change: impl FnOnce(&mut EditInstallation)) -> Installation {
    let mut form = form_at(&world.installed("thomsen-nas").await);
    host.clone_into(&mut form.host);
    change(&mut form);
    world.as_("partner").await.post(paths::INSTALLATIONS, form).await.ok()
}

#[tokio::test]
async fn what_the_contract_does_not_cover_has_its_reason() {
    let world = World::new().await;
    let yesterday = world.today().plus_days(-1);
    installed(&world, "ended", |form| form.contract_until = Some(yesterday)).await;
    installed(&world, "without", |form| form.contract_until = None).await;
    let today = installed(&world, "today", |form| form.contract_until = Some(yesterday.plus_days(1))).await;
    let archivar = world.product("archivar").await;
    for intent in [Intent::Renew, Intent::Upgrade, Intent::Move] {
        for (host, why) in [("ended", NeedsPerson::ContractEnded), ("without", NeedsPerson::NoContract)] {
            let mut draft = world.asking(intent, host).await;
            if intent == Intent::Upgrade {
                draft.version = "8.4.0".to_owned();
            }
            if intent == Intent::Move {
                draft.host = "elsewhere".to_owned();
            }
            needs(&world, draft, why).await;
        }
    }
    // On its last day it still covers everything.
    assert_eq!(world.asked(&world.asking(Intent::Renew, "today").await).await.keys.len(), 1);
    let upgrade = async |change: &dyn Fn(&mut Draft)| {
        let mut draft = Draft { version: "8.3.1".to_owned(), ..world.asking(Intent::Upgrade, "today").await };
        change(&mut draft);
        draft
    };
    let enterprise = archivar.editions.iter().find(|e| e.code.as_str() == "enterprise").unwrap().id.clone();
    needs(&world, upgrade(&|d| d.edition_id = Some(enterprise.clone())).await, NeedsPerson::OtherEdition).await;
    needs(&world, upgrade(&|d| d.capacity = today.capacity.map(|n| n + 1)).await, NeedsPerson::MoreCapacity).await;
    needs(&world, upgrade(&|d| d.capacity = Some(1_000_000)).await, NeedsPerson::MoreCapacity).await;
    // Less than that is covered.
    assert_eq!(world.asked(&upgrade(&|d| d.capacity = Some(1)).await).await.keys.len(), 1);
    let new = |intent| Draft {
        product_id: Some(archivar.id.clone()),
        edition_id: Some(enterprise.clone()),
        capacity: Some(1),
        version: "8.3.0".to_owned(),
        recipients: vec![super::me()],
        ..Draft::empty(intent)
    };
    let customer = world.organisation("Reederei Thomsen").await;
    needs(&world, Draft { customer_id: Some(customer.clone()), ..new(Intent::New) }, NeedsPerson::NotInstalled).await;
    // Tried once.
    let trial = Draft { customer_id: Some(customer), ..new(Intent::Trial) };
    assert_eq!(world.asked(&trial).await.keys.len(), 1);
    needs(&world, trial, NeedsPerson::TriedBefore).await;
}

#[tokio::test]
async fn a_good_key_that_the_program_refuses_is_the_vendor_s_fault() {
    let world = World::new().await;
    let good = world.asked(&world.asking(Intent::Renew, "thomsen-nas").await).await.keys.remove(0).key.unwrap();
    let mut draft = world.asking(Intent::Rejected, "thomsen-nas").await;
    draft.rejected_key.clone_from(&good);
    needs(&world, draft, NeedsPerson::VendorFault).await;
    // One that got harmed on its way is made anew at once.
    let mut draft = world.asking(Intent::Rejected, "thomsen-nas").await;
    draft.rejected_key = good[..good.len() - 9].to_owned();
    assert_eq!(world.asked(&draft).await.keys.len(), 1);
}

#[tokio::test]
async fn what_is_not_theirs_is_as_unknown_as_what_is_not_there() {
    let world = World::new().await;
    let theirs = world.asking(Intent::Renew, "lindenhof-bk1").await;
    let nothing = Draft { installation_id: Some("nothing".to_owned()), ..theirs.clone() };
    for account in ["partner", "owner", "sales"] {
        let client = world.as_(account).await;
        let (a, b) = (client.post(paths::LICENCES, &theirs).await, client.post(paths::LICENCES, &nothing).await);
        assert_eq!(a.text(), b.text(), "{account}");
        assert!(!a.fault("installation_id").contains("indenhof"));
        let id = theirs.installation_id.as_ref().unwrap();
        for path in [paths::installation(id), paths::bridge_offer(id)] {
            let there = client.get(&path).await.is(404).text();
            assert_eq!(there, client.get(path.replace(id, "nothing")).await.is(404).text(), "{path} by {account}");
        }
        // Nor is somebody else's customer.
        let product = world.product("archivar").await;
        let draft = |customer: String| Draft {
            customer_id: Some(customer),
            product_id: Some(product.id.clone()),
            edition_id: Some(product.editions[0].id.clone()),
            installation_id: None,
            capacity: Some(1),
            version: "8.3.0".to_owned(),
            ..Draft { intent: Intent::New, ..theirs.clone() }
        };
        let theirs = client.post(paths::LICENCES, draft(world.organisation("Brauerei Lindenhof").await)).await;
        let none = client.post(paths::LICENCES, draft("nothing".to_owned())).await;
        assert_eq!(theirs.text(), none.text());
        theirs.fault("customer_id");
    }
    assert_eq!(world.count("requests").await, 0);
}

#[tokio::test]
async fn for_a_version_that_nobody_makes_keys_for_nobody_asks() {
    let world = World::new().await;
    let partner = world.as_("partner").await;
    for version in ["42.0.0", "6.9.9", "10.0.0", "0", ">=9.1", "9.x", "nine", "9.1.0.0", "-1", "99999999999999999999.0.0", ""] {
        let draft = Draft { version: version.to_owned(), ..world.asking(Intent::Renew, "thomsen-nas").await };
        partner.post(paths::LICENCES, draft).await.fault("version");
    }
    assert_eq!(world.count("requests").await, 0);
}
