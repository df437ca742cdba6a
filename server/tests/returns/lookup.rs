use eyelevel_contract::returns::{Draft, Knowledge, Payer, Reason, Return, paths};
use serde_json::Value;

use super::draft;
use crate::support::{World, kits, requests::utc};

#[tokio::test]
async fn a_known_one_is_filled_in() {
    let world = World::new().await;
    world.shipped(1, 1, "EPD-00").await;
    let found = world.as_("sales").await.look_up(" EPD-00-1 ").await;
    assert_eq!((found.serial.as_str(), found.knowledge), ("EPD-00-1", Knowledge::Known));
    let device = found.device.unwrap();
    assert_eq!((device.product.as_str(), device.shipped_to.as_str()), ("E-paper display", "Empfang, Hafenklinik Altona"));
    assert_eq!(device.shipped_on, Some(world.today()));
    let pays: Vec<_> = Reason::ALL.iter().zip(&found.postage).map(|(reason, postage)| (*reason, postage.payer)).collect();
    assert_eq!(pays[0], (Reason::DeadOnArrival, Payer::Vendor));
    assert!(pays.contains(&(Reason::LoanReturn, Payer::Partner)));
    assert!(found.near.is_empty());
    // One working day, by somebody with a name.
    assert_eq!(found.decided_by, utc("2026-11-25", 9, 0));
    assert!(!found.checker.name.is_empty());
}

#[tokio::test]
async fn near_a_known_one_it_is_asked_about() {
    let world = World::new().await;
    world.shipped(1, 0, "BZ1-5O").await;
    let partner = world.as_("partner").await;
    for typed in ["8Z1-50-0", "bz1 5o 0", "BZI-SQ-O", "BZ15O", "BZ1-5O-00", "ZB1-5O-0", "BX1-5O-0", "BZ1--5O/0"] {
        let found = partner.look_up(typed).await;
        assert_eq!(found.knowledge, Knowledge::Near, "{typed}");
        assert_eq!(found.near[0].serial, "BZ1-5O-0", "{typed}");
        assert_eq!((found.device, found.serial.as_str()), (None, typed));
    }
    for typed in ["XX1-5O-0", "BZ1", "📦"] {
        let found = partner.look_up(typed).await;
        assert_eq!((found.knowledge, found.near.len()), (Knowledge::Unknown, 0), "{typed}");
    }
    partner.get(paths::lookup(" ")).await.fault("serial");
    partner.get(paths::lookup("A\nB")).await.fault("serial");
    partner.get(paths::lookup(&"ä".repeat(201))).await.fault("serial");
    // What differs in look-alikes alone is marked as near for whoever checks.
    assert_eq!(partner.returns(&draft(&["8Z1-50-0"])).await.items[0].knowledge, Knowledge::Near);
}

/// An answer without what is of this request alone.
fn plain(mut json: Value, serial: &str) -> String {
    for pointer in ["/page/request", "/page/timeline", "/items/0/id", "/recipients", "/page/open"] {
        if let Some(value) = json.pointer_mut(pointer) {
            *value = Value::Null;
        }
    }
    json.to_string().replace(serial, "SERIAL")
}

#[tokio::test]
async fn a_foreign_serial_number_is_like_one_that_nobody_knows() {
    let world = World::new().await;
    world.shipped(1, 0, "EPD-FOREIGN").await;
    world.as_("partner").await.imports("serial,product\nEPD-OWN-1,E-paper display\n").await;
    world.as_("admin").await.imports("serial,product,partner\nEPD-OWN-2,E-paper display,Nordlicht IT\nEPD-NOBODY,E-paper display,\n").await;
    world.as_("agent").await.imports("serial,partner\nEPD-SOLD,Nordlicht IT\n").await;
    let other = world.as_("other-owner").await;
    let unknown = "GQ7-UNHEARD-OF";
    let none = other.get(paths::lookup(unknown)).await.is(200);
    let none = plain(none.json(), unknown);
    for foreign in ["EPD-FOREIGN-0", "EPD-OWN-1", "EPD-OWN-2", "EPD-NOBODY", "EPD-SOLD", "EPD-FORE1GN-0", "EPD-0WN-1"] {
        let answer = other.get(paths::lookup(foreign)).await.is(200);
        assert_eq!(plain(answer.json(), foreign), none, "{foreign}");
    }
    assert_eq!(other.get(paths::DEVICES).await.json()["items"].as_array().unwrap().len(), 0);
    // The same when it is sent: the same state, owner and promise, and no way to an advance replacement.
    let to = Some(kits::recipient("Miriam Vogel", "other@eyelevel.example"));
    let ask = async |serial: &str| -> (Return, String) {
        let answer = other.post(paths::PATH, Draft { replacement_to: to.clone(), ..draft(&[serial]) }).await.is(201);
        let said = plain(answer.json(), serial);
        (answer.ok(), said)
    };
    world.as_("partner").await.returns(&draft(&["EPD-FOREIGN-0"])).await;
    let (theirs, said) = ask("EPD-FOREIGN-0").await;
    let (unheard, said_of_none) = ask(unknown).await;
    assert_eq!(said, said_of_none);
    let (theirs, unheard) = (theirs.page.request, unheard.page.request);
    assert_eq!((theirs.state, theirs.promise.unwrap().due_at), (unheard.state, unheard.promise.unwrap().due_at));
    // Its partner sees it, and the vendor sees all.
    assert_eq!(world.as_("owner").await.look_up("EPD-SOLD").await.knowledge, Knowledge::Known);
    assert_eq!(world.as_("support").await.look_up("EPD-NOBODY").await.knowledge, Knowledge::Known);
}

#[tokio::test]
async fn what_a_colleague_keeps_to_themself_is_not_known_to_others() {
    let world = World::new().await;
    let kit = world.shipped(1, 0, "EPD-LIM").await;
    world.run(&format!("UPDATE requests SET limited = TRUE WHERE id = '{}'", kits::id(&kit))).await;
    assert_eq!(world.as_("sales").await.look_up("EPD-LIM-0").await.knowledge, Knowledge::Unknown);
    assert_eq!(world.as_("partner").await.look_up("EPD-LIM-0").await.knowledge, Knowledge::Known);
}
