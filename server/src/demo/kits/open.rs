//! What waits for a decision.

use eyelevel_contract::demo_kits::Draft;
use eyelevel_contract::requests::{Ask, MovePromise, NewMessage};

use super::super::scene::{Scene, jana, luca, miriam, reception};
use crate::calendars;
use crate::error::Result;
use crate::requests::{messages, move_promise, question};

/// Came this morning, or yesterday: nobody has looked yet.
pub(super) async fn fresh(scene: &Scene<'_>) -> Result<()> {
    let lines = vec![scene.line("sign", 0, 1, 0)?, scene.line("display", 0, 2, 1)?];
    let draft = Draft {
        reference: "HKA-2117".to_owned(),
        customer_id: scene.people.customer("Hafenklinik Altona"),
        event_on: Some(scene.day(24)?),
        adaptation: "Logo der Klinik und der Raumplan von Station 3 liegen bei.".to_owned(),
        recipients: vec![reception(), jana()],
        ..scene.loan(lines, "Muster für Station 3: Die Klinik will sehen, wie die Schilder im Flur wirken.", 45)?
    };
    scene.submits("partner", (1, 16, 40), &draft).await?;
    let lines = vec![scene.line("gateway", 0, 1, 0)?];
    let draft = Draft { recipients: vec![luca()], ..scene.loan(lines, "Ausfallschutz für ein Hotel am See vorführen.", 30)? };
    scene.submits("helvetia", (1, 14, 10), &draft).await?;
    Ok(())
}

/// Something is missing: the clock stands still, the ball is with the partner.
pub(super) async fn asked(scene: &Scene<'_>) -> Result<()> {
    let lines = vec![scene.line("display", 1, 4, 0)?];
    let draft = Draft {
        reference: "RT-88".to_owned(),
        customer_id: scene.people.customer("Reederei Thomsen"),
        adaptation: "Wir spielen eine eigene Firmware auf.".to_owned(),
        ..scene.loan(lines, "Ladelisten an den Laderampen, ohne Papier.", 40)?
    };
    let id = scene.submits("partner", (3, 9, 30), &draft).await?;
    let then = scene.at(2, 13, 15).await?;
    let (mut w, caller) = scene.write(&then, "approver").await?;
    let missing = "Welche Funkfrequenz nutzt Ihre Firmware? Ohne die Angabe können wir die Displays nicht passend vorbereiten.";
    question::ask(&mut w, caller, &id, &Ask { missing: missing.to_owned() }).await?;
    scene.done(w).await
}

/// The date was moved, with its reason; the first one stays visible.
pub(super) async fn moved(scene: &Scene<'_>) -> Result<()> {
    let lines = vec![scene.line("appliance", 1, 1, 0)?];
    let draft = Draft { recipients: vec![luca()], ..scene.loan(lines, "Sicherung eines Hotels mit 35 virtuellen Maschinen.", 60)? };
    let id = scene.submits("helvetia", (2, 10, 20), &draft).await?;
    let then = scene.at(1, 17, 0).await?;
    let hours = calendars::hours(scene.app, &mut scene.app.db.read().await?).await?;
    let due_at = hours.due(scene.app.clock.now(), 9 * 60)?;
    let (mut w, caller) = scene.write(&then, "approver2").await?;
    let reason = "The 24 TB unit is with another partner until tomorrow; we check it before we promise it to you.";
    move_promise::move_promise(&mut w, caller, &id, &MovePromise { due_at, reason: reason.to_owned() }).await?;
    scene.done(w).await
}

/// A promise that was not kept, and says so.
pub(super) async fn late(scene: &Scene<'_>) -> Result<()> {
    let lines = vec![scene.line("phone", 0, 2, 0)?];
    let draft = Draft {
        reference: "SW-501".to_owned(),
        customer_id: scene.people.customer("Maschinenbau Ott"),
        recipients: vec![miriam()],
        ..scene.loan(lines, "Zwei Nebenstellen in der Werkhalle, laut und staubig.", 30)?
    };
    let id = scene.submits("other", (5, 11, 0), &draft).await?;
    let then = scene.at(2, 10, 0).await?;
    let (mut w, caller) = scene.write(&then, "other").await?;
    let text = "Wir hatten mit einer Antwort bis gestern gerechnet. Wer kümmert sich?";
    messages::write(&mut w, caller, &id, &NewMessage { text: text.to_owned(), internal: false }).await?;
    scene.done(w).await
}
