//! What is on the way, lent, or back.

use eyelevel_contract::deliveries::Status;
use eyelevel_contract::deliveries::carriers::Carrier;
use eyelevel_contract::demo_kits::loans::{AskLater, CheckIn};
use eyelevel_contract::demo_kits::{Decide, Draft, NewQuote, Terms};
use eyelevel_contract::lang::Lang;

use super::super::scene::{Scene, jana, library, miriam, reception};
use super::acts::yes;
use crate::demo_kits;
use crate::demo_kits::loans::check_in::check_in;
use crate::demo_kits::loans::later;
use crate::error::Result;
use crate::requests::acceptance;

/// Two parcels: one has arrived, one is in the van.
pub(super) async fn under_way(scene: &Scene<'_>) -> Result<()> {
    let lines = vec![scene.line("display", 0, 4, 0)?, scene.line("display", 1, 1, 1)?];
    let draft = Draft {
        reference: "HKA-2085".to_owned(),
        customer_id: scene.people.customer("Hafenklinik Altona"),
        recipients: vec![reception(), jana()],
        ..scene.loan(lines, "Patientennamen an den Zimmertüren, eine Woche Probe.", 35)?
    };
    let id = scene.submits("partner", (6, 9, 45), &draft).await?;
    scene.decides("approver", (5, 10, 15), &id, &yes()).await?;
    let parcels = [(Carrier::Ups, "1Z5R89390357567127", 1), (Carrier::Dhl, "00340434161094042557", 0)];
    scene.ships((3, 15, 30), &id, &parcels, ("EP42-", 17)).await?;
    scene.tracks((2, 8, 50), &id, 0, Status::InTransit, "").await?;
    scene.tracks((2, 9, 20), &id, 1, Status::OutForDelivery, "").await?;
    scene.receives((1, 11, 5), &id, 1, "").await
}

/// Six displays, one dead: the recipient has said so by their link.
pub(super) async fn one_display_is_dead(scene: &Scene<'_>) -> Result<()> {
    let lines = vec![scene.line("display", 0, 6, 0)?];
    let draft = Draft {
        reference: "SBK-11".to_owned(),
        customer_id: scene.people.customer("Stadtbücherei Kiel"),
        recipients: vec![library()],
        ..scene.loan(lines, "Ausleihhinweise an sechs Regalen.", 40)?
    };
    let id = scene.submits("partner", (9, 14, 0), &draft).await?;
    scene.decides("approver", (8, 9, 0), &id, &yes()).await?;
    scene.ships((7, 16, 0), &id, &[(Carrier::Dpd, "01485002394710", -4)], ("EP42-", 31)).await?;
    scene.tracks((5, 10, 0), &id, 0, Status::Delivered, "").await?;
    scene.receives((4, 9, 30), &id, 0, "Fünf sind in Ordnung, eines bleibt dunkel: Seriennummer EP42-00034.").await
}

/// Lent, and not due for long.
pub(super) async fn on_loan(scene: &Scene<'_>) -> Result<()> {
    let lines = vec![scene.line("appliance", 0, 1, 0)?];
    let draft = Draft { reference: "RT-64".to_owned(), ..scene.loan(lines, "Wiederherstellung im Ernstfall üben.", 28)? };
    let id = scene.submits("partner", (14, 10, 0), &draft).await?;
    scene.decides("approver2", (13, 11, 0), &id, &yes()).await?;
    scene.ships((12, 14, 0), &id, &[(Carrier::Ups, "1Z8V92A70367203024", -14)], ("AR8-", 203)).await?;
    scene.receives((10, 9, 15), &id, 0, "").await
}

/// Lent, and due in three days.
pub(super) async fn return_due(scene: &Scene<'_>) -> Result<()> {
    let lines = vec![scene.line("gateway", 0, 2, 0)?];
    let draft = Draft {
        reference: "SW-488".to_owned(),
        customer_id: scene.people.customer("Brauerei Lindenhof"),
        recipients: vec![miriam()],
        ..scene.loan(lines, "Leitung zur Abfüllung, mit Ausfallschutz.", 3)?
    };
    let id = scene.submits("other", (13, 9, 0), &draft).await?;
    scene.decides("approver", (12, 10, 0), &id, &yes()).await?;
    scene.ships((11, 13, 0), &id, &[(Carrier::Gls, "40123456789", -12)], ("BR-", 77)).await?;
    scene.receives((9, 10, 40), &id, 0, "").await
}

/// A loan that came back.
pub(super) async fn closed_loan(scene: &Scene<'_>) -> Result<()> {
    let lines = vec![scene.line("sign", 1, 1, 0)?];
    let draft = Draft {
        reference: "HKA-1990".to_owned(),
        customer_id: scene.people.customer("Hafenklinik Altona"),
        ..scene.loan(lines, "Türschilder aus Glas für den Neubau.", -5)?
    };
    let id = scene.submits("partner", (30, 9, 0), &draft).await?;
    scene.decides("approver", (29, 9, 30), &id, &yes()).await?;
    scene.ships((28, 12, 0), &id, &[(Carrier::Courier, "", -38)], ("TS-", 5)).await?;
    scene.receives((27, 9, 0), &id, 0, "").await?;
    let then = scene.at(6, 10, 30).await?;
    let (mut w, caller) = scene.write(&then, "support").await?;
    let app = w.app().clone();
    let kit = demo_kits::kit(&app, &mut w.tx, &caller.actor, Lang::De, &id).await?;
    check_in(&mut w, caller, &id, &CheckIn::all(&kit.loan)).await?;
    scene.done(w).await
}

/// Bought, accepted, received.
pub(super) async fn closed_purchase(scene: &Scene<'_>) -> Result<()> {
    let lines = vec![scene.line("sensor", 1, 8, 0)?];
    let draft = Draft {
        terms: Terms::Purchase,
        return_on: None,
        po_number: "4500017".to_owned(),
        billing: Some(miriam().address),
        reference: "SW-455".to_owned(),
        recipients: vec![miriam()],
        ..scene.loan(lines, "Raumklima im Gärkeller.", 0)?
    };
    let id = scene.submits("other", (24, 10, 0), &draft).await?;
    let quote = Some(NewQuote { shipping_minor: 990, vat_rate: 1_900, valid_until: scene.day(10)? });
    scene.decides("approver", (23, 9, 0), &id, &Decide { quote, ..yes() }).await?;
    let then = scene.at(22, 9, 0).await?;
    let (mut w, caller) = scene.write(&then, "other").await?;
    acceptance::accept(&mut w, caller, &id).await?;
    scene.done(w).await?;
    scene.ships((20, 15, 0), &id, &[(Carrier::Ups, "1Z5R89390357567127", -26)], ("RS-", 400)).await?;
    scene.receives((18, 8, 55), &id, 0, "").await
}

/// Lent, and over: one of two came back, and the requester is reminded of the other.
pub(super) async fn overdue(scene: &Scene<'_>) -> Result<()> {
    let lines = vec![scene.line("phone", 0, 2, 0)?];
    let draft = Draft {
        reference: "SW-471".to_owned(),
        customer_id: scene.people.customer("Maschinenbau Ott"),
        recipients: vec![miriam()],
        ..scene.loan(lines, "Zwei Leitstände, eine Woche Probe.", -4)?
    };
    let id = scene.submits("other", (22, 9, 0), &draft).await?;
    scene.decides("approver", (21, 10, 0), &id, &yes()).await?;
    scene.ships((20, 13, 0), &id, &[(Carrier::Gls, "40123456789", -26)], ("TT-", 510)).await?;
    scene.receives((18, 9, 40), &id, 0, "").await?;
    let then = scene.at(4, 10, 20).await?;
    let (mut w, caller) = scene.write(&then, "support").await?;
    let serials = vec!["TT-00510".to_owned()];
    let back = CheckIn { serials, counted: Vec::new(), lacking: Vec::new(), came: Vec::new(), waived: Vec::new() };
    check_in(&mut w, caller, &id, &back).await?;
    scene.done(w).await
}

/// Lent, and the partner would like to keep it longer: nobody has answered yet.
pub(super) async fn longer(scene: &Scene<'_>) -> Result<()> {
    let lines = vec![scene.line("sign", 0, 1, 0)?];
    let draft = Draft {
        reference: "HKA-2043".to_owned(),
        customer_id: scene.people.customer("Hafenklinik Altona"),
        ..scene.loan(lines, "Türschilder auf Station 2, auf Probe.", 6)?
    };
    let id = scene.submits("partner", (21, 14, 0), &draft).await?;
    scene.decides("approver", (20, 9, 30), &id, &yes()).await?;
    scene.ships((19, 15, 0), &id, &[(Carrier::Ups, "1Z879E930346834440", -24)], ("TS-", 88)).await?;
    scene.receives((17, 10, 5), &id, 0, "").await?;
    let then = scene.at(0, 9, 10).await?;
    let (mut w, caller) = scene.write(&then, "partner").await?;
    let reason = "Die Stationsleitung ist bis Ende des Monats im Urlaub und will die Schilder selbst sehen.".to_owned();
    later::ask(&mut w, caller, &id, &AskLater { return_on: Some(scene.day(27)?), reason }).await?;
    scene.done(w).await
}
