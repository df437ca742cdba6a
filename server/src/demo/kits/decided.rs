//! What was decided: yes, differently, with a price, no, and a no that another person looks at again.

use eyelevel_contract::demo_kits::{Decide, DecideLine, Draft, NewQuote, Terms};
use eyelevel_contract::requests::{Verdict, WithReason};

use super::super::scene::{Scene, jana, miriam, reception};
use super::acts::{no, yes};
use crate::error::Result;
use crate::requests::{second_look as second, withdrawal};

/// Approved; it waits for support to send it.
pub(super) async fn approved(scene: &Scene<'_>) -> Result<()> {
    let lines = vec![scene.line("display", 0, 6, 0)?];
    let draft = Draft {
        reference: "SBK-14".to_owned(),
        customer_id: scene.people.customer("Stadtbücherei Kiel"),
        ..scene.loan(lines, "Regalbeschriftung in der Kinderabteilung.", 50)?
    };
    let id = scene.submits("partner", (4, 10, 0), &draft).await?;
    scene.decides("approver", (2, 11, 30), &id, &yes()).await
}

/// Approved with changes: the partner accepts or takes it back.
pub(super) async fn changed(scene: &Scene<'_>) -> Result<()> {
    let lines = vec![scene.line("display", 2, 4, 0)?, scene.line("sign", 1, 1, 1)?];
    let draft = Draft {
        reference: "HKA-2098".to_owned(),
        customer_id: scene.people.customer("Hafenklinik Altona"),
        recipients: vec![jana(), reception()],
        ..scene.loan(lines, "Große Displays für den Wartebereich.", 40)?
    };
    let id = scene.submits("partner", (4, 13, 0), &draft).await?;
    let kit = scene.kit(&id).await?;
    let large = &kit.lines[0];
    let smaller = scene.line("display", 1, 4, 0)?.variant_id;
    let decide = Decide {
        verdict: Verdict::ApprovedWithChanges,
        reason: "Von den großen sind nur zwei im Haus, und die sind bis März verliehen. Mit 7,5 Zoll können Sie in dieser Woche anfangen."
            .to_owned(),
        lines: vec![DecideLine { line_id: large.id.clone(), variant_id: smaller, quantity: 4 }],
        ..yes()
    };
    scene.decides("approver", (2, 11, 45), &id, &decide).await
}

/// A purchase with its quote.
pub(super) async fn quoted(scene: &Scene<'_>) -> Result<()> {
    let lines = vec![scene.line("sensor", 0, 10, 0)?, scene.line("display", 0, 5, 0)?];
    let draft = Draft {
        terms: Terms::Purchase,
        return_on: None,
        po_number: "PO-2026-311".to_owned(),
        billing: Some(jana().address),
        reference: "RT-91".to_owned(),
        customer_id: scene.people.customer("Reederei Thomsen"),
        ..scene.loan(lines, "Klimawerte in den Kabinen der Verwaltung.", 0)?
    };
    let id = scene.submits("sales", (3, 11, 0), &draft).await?;
    let decide = Decide { quote: Some(NewQuote { shipping_minor: 1_490, vat_rate: 1_900, valid_until: scene.day(21)? }), ..yes() };
    scene.decides("approver", (1, 10, 30), &id, &decide).await
}

/// No, with the reason and an alternative.
pub(super) async fn declined(scene: &Scene<'_>) -> Result<()> {
    let lines = vec![scene.line("appliance", 1, 3, 0)?];
    let draft = Draft { reference: "RT-71".to_owned(), ..scene.loan(lines, "Drei Standorte gleichzeitig sichern.", 50)? };
    let id = scene.submits("partner", (16, 9, 15), &draft).await?;
    let decide = no(
        "Wir haben eine einzige Appliance mit 24 TB zum Verleihen. Drei Standorte gleichzeitig können wir nicht ausstatten.",
        "Eine Appliance mit 24 TB für den größten Standort, die beiden anderen mit 8 TB. Sagen Sie ein Wort, und es ist genehmigt.",
    );
    scene.decides("approver2", (15, 14, 0), &id, &decide).await
}

/// No, and the requester has asked for a second look by somebody else.
pub(super) async fn second_look(scene: &Scene<'_>) -> Result<()> {
    let lines = vec![scene.line("sign", 0, 4, 0)?];
    let draft = Draft {
        reference: "SBK-09".to_owned(),
        customer_id: scene.people.customer("Stadtbücherei Kiel"),
        ..scene.loan(lines, "Alle Lesesäle, damit der Ausschuss das Ganze sieht.", 60)?
    };
    let id = scene.submits("partner", (6, 10, 0), &draft).await?;
    scene.decides("approver", (5, 9, 40), &id, &no("Vier Sets sind zu viel für eine Vorführung.", "")).await?;
    let then = scene.at(1, 11, 20).await?;
    let (mut w, caller) = scene.write(&then, "partner").await?;
    let reason = "Der Ausschuss entscheidet nur, wenn er alle vier Säle gesehen hat. Zwei Wochen genügen uns.";
    second::ask(&mut w, caller, &id, &WithReason { reason: reason.to_owned() }).await?;
    scene.done(w).await
}

/// Taken back by the partner.
pub(super) async fn withdrawn(scene: &Scene<'_>) -> Result<()> {
    let lines = vec![scene.line("phone", 0, 1, 0)?];
    let draft = Draft { recipients: vec![miriam()], ..scene.loan(lines, "Vorführung beim Brauereifest.", 30)? };
    let id = scene.submits("other", (9, 15, 0), &draft).await?;
    let then = scene.at(8, 9, 10).await?;
    let (mut w, caller) = scene.write(&then, "other").await?;
    withdrawal::withdraw(&mut w, caller, &id, &WithReason { reason: "Das Fest ist abgesagt.".to_owned() }).await?;
    scene.done(w).await
}
