use eyelevel_contract::imports::Import;
use eyelevel_contract::requests::State;
use eyelevel_contract::returns::{Draft, Knowledge, KnownBy, Payer, paths};

use super::draft;
use crate::support::{World, kits};

#[tokio::test]
async fn a_file_is_looked_at_then_written_once() {
    let world = World::new().await;
    let admin = world.as_("admin").await;
    let file = "Seriennummer;Produkt;Charge;Versandt am;Kunde;Partner;Garantie bis;Farbe\r\n\
                0007;E-Paper-Display;B7;1.11.2026;HKA;Nordlicht IT;31.12.2029;rot\r\n\
                 8 ;Etwas;;;;;;\r\n";
    let seen: Import = admin.raw("POST", paths::IMPORT, "text/csv", file).await.ok();
    assert_eq!((seen.lines, seen.added, seen.done, seen.ignored), (2, 2, false, vec!["Farbe".to_owned()]));
    assert_eq!(world.count("serials").await, 0);
    let done = admin.imports(file).await;
    assert_eq!((done.added, done.done), (2, true));
    let again = admin.imports(file).await;
    assert_eq!((again.added, again.changed, again.same), (0, 0, 2));
    let changed = admin.imports("serial,product\n0007,E-Paper-Display\n").await;
    assert_eq!((changed.added, changed.changed), (0, 1));
    admin.imports(file).await;
    let device = world.as_("partner").await.look_up("0007").await.device.unwrap();
    assert_eq!((device.product.as_str(), device.batch.as_str(), device.known_by), ("E-paper display", "B7", KnownBy::Import));
    assert_eq!(device.warranty_until, Some("2029-12-31".parse().unwrap()));
    assert_eq!(device.dead_on_arrival_until, Some("2026-12-01".parse().unwrap()), "as its product has it");
    assert_eq!(world.as_("partner").await.look_up("7").await.knowledge, Knowledge::Unknown, "leading zeros count");
}

#[tokio::test]
async fn bad_lines_are_named_and_nothing_is_written() {
    let world = World::new().await;
    let admin = world.as_("admin").await;
    let file = "serial,shipped on,warranty until,partner\n,2026-11-01,,\nA,2099-01-01,,\nB,2026-11-01,2026-10-01,\nC,,,Nobody\nD,soon,,\nD,,,\nE,,,\n";
    let seen: Import = admin.raw("POST", paths::IMPORT, "text/csv", file).await.ok();
    let bad: Vec<_> = seen.bad.iter().flat_map(|b| b.faults.iter().map(|f| (b.line, f.field.as_str()))).collect();
    assert_eq!(bad, [(2, "serial"), (3, "shipped_on"), (4, "warranty_until"), (5, "partner"), (6, "shipped_on"), (7, "serial")]);
    admin.raw("POST", format!("{}?confirm=true", paths::IMPORT), "text/csv", file).await.fault("lines.2.serial");
    assert_eq!(world.count("serials").await, 0);
    admin.raw("POST", paths::IMPORT, "text/csv", "product\nx\n").await.is(200);
    // When it is covered is the vendor's word.
    let partner = world.as_("partner").await;
    let own: Import = partner.raw("POST", paths::IMPORT, "text/csv", "serial,warranty until\nA,2030-01-01\n").await.ok();
    assert_eq!(own.bad[0].faults[0].field, "warranty_until");
}

#[tokio::test]
async fn who_claims_a_device_gets_nothing_for_it_at_once() {
    let world = World::new().await;
    let partner = world.as_("partner").await;
    partner.imports("serial,product,shipped on\nMINE-1,E-paper display,2026-11-23\n").await;
    let found = partner.look_up("MINE-1").await;
    let device = found.device.unwrap();
    assert_eq!((found.knowledge, device.known_by), (Knowledge::Known, KnownBy::Claim));
    assert_eq!(found.postage[0].payer, Payer::AfterCheck);
    let to = Some(kits::recipient("Jana Petersen", "partner@eyelevel.example"));
    let sent = partner.returns(&Draft { replacement_to: to, ..draft(&["MINE-1"]) }).await;
    assert_eq!(sent.page.request.state, State::Submitted);
    // What the vendor says of it goes before.
    world.as_("admin").await.imports("serial,product,shipped on,partner\nMINE-1,E-paper display,2026-11-23,Nordlicht IT\n").await;
    assert_eq!(partner.look_up("MINE-1").await.device.unwrap().known_by, KnownBy::Import);
}

#[tokio::test]
async fn a_distributor_learns_nothing_of_who_is_a_partner() {
    let world = World::new().await;
    let agent = world.as_("agent").await;
    let said = agent.imports("serial,partner\nS-1,Nordlicht IT\nS-2,Nobody at all\n").await;
    assert_eq!((said.added, said.bad.len()), (2, 0));
    assert_eq!(world.as_("partner").await.look_up("S-1").await.knowledge, Knowledge::Known);
    agent.get(paths::lookup("S-1")).await.is(403);
}
