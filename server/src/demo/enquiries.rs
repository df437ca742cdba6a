use eyelevel_contract::enquiries::{Decide, Draft};
use eyelevel_contract::requests::{NewMessage, Severity, Verdict};

use super::scene::Scene;
use crate::enquiries::{decide::decide, submit::submit};
use crate::error::Result;
use crate::requests::messages;

/// Ideas and joint projects: one open, one answered, one declined with its reason.
pub(super) async fn play(scene: &Scene<'_>) -> Result<()> {
    open(scene).await?;
    answered(scene).await?;
    declined(scene).await
}

async fn ask(scene: &Scene<'_>, who: &str, ago: i64, hour: i8, text: &str) -> Result<String> {
    let then = scene.at(ago, hour, 10).await?;
    let (mut w, caller) = scene.write(&then, who).await?;
    let draft = Draft { text: text.to_owned(), reference: String::new(), limited: false, severity: Severity::Normal, draft_id: None };
    let id = submit(&mut w, caller, &draft).await?;
    scene.done(w).await?;
    Ok(id)
}

async fn open(scene: &Scene<'_>) -> Result<()> {
    let text = "Gemeinsamer Stand auf der DMEA im Frühjahr?\n\nWir zeigen dort unsere Stationsschilder. Mit Ihren Displays an der Wand wäre das \
                für beide Seiten mehr. Was halten Sie davon?";
    let id = ask(scene, "owner", 1, 15, text).await?;
    let then = scene.at(0, 9, 5).await?;
    let (mut w, caller) = scene.write(&then, "manager").await?;
    let note = "Budget für Messen ist noch offen, bitte vor der Antwort mit mir sprechen.";
    messages::write(&mut w, caller, &id, &NewMessage { text: note.to_owned(), internal: true }).await?;
    scene.done(w).await
}

async fn answered(scene: &Scene<'_>) -> Result<()> {
    let text = "Gibt es die Displays auch mit Farbe Gelb?\n\nEin Kunde kennzeichnet Fluchtwege.";
    let id = ask(scene, "other", 8, 10, text).await?;
    let then = scene.at(7, 14, 0).await?;
    let (mut w, caller) = scene.write(&then, "approver").await?;
    let answer = Decide {
        verdict: Verdict::Approved,
        reason: "Ja, ab dem zweiten Quartal: 7,5 Zoll in Schwarz/Weiß/Gelb. Sobald die ersten da sind, stehen sie im Katalog.".to_owned(),
        alternative: String::new(),
        no_alternative: false,
    };
    decide(&mut w, caller, &id, &answer).await?;
    scene.done(w).await
}

async fn declined(scene: &Scene<'_>) -> Result<()> {
    let text = "Dürfen wir die Firmware selbst bauen und signieren?\n\nUnsere Lösung braucht ein eigenes Protokoll auf dem Display.";
    let id = ask(scene, "partner", 12, 11, text).await?;
    let then = scene.at(10, 16, 20).await?;
    let (mut w, caller) = scene.write(&then, "approver").await?;
    let answer = Decide {
        verdict: Verdict::Declined,
        reason: "Den Signaturschlüssel geben wir nicht heraus: Er schützt alle Displays im Feld, nicht nur Ihre.".to_owned(),
        alternative: "Wir signieren Ihr Image binnen zwei Arbeitstagen, wenn es unseren Test besteht. Der Test liegt bei.".to_owned(),
        no_alternative: false,
    };
    decide(&mut w, caller, &id, &answer).await?;
    scene.done(w).await
}
