//! What goes out in a device's place: set aside in the house as soon as it is decided, or awaited, with an owner and a day.

use eyelevel_contract::ids::Id;
use eyelevel_contract::requests::EventKind;
use eyelevel_contract::returns::{Outcome, Replacement};

use crate::db::q;
use crate::deliveries::parcels;
use crate::error::Result;
use crate::requests::timeline;
use crate::write::Write;

/// A device that is to be replaced.
#[derive(sqlx::FromRow)]
struct Row {
    id: Id,
    serial: String,
    line_id: Option<Id>,
    variant_id: Option<Id>,
    replacement: Option<String>,
}

const OPEN: &str = "SELECT id, serial, line_id, variant_id, replacement FROM return_items WHERE request_id = $1 AND state NOT IN ('asked', 'declined') \
     AND (outcome = 'advance_replacement' OR outcome = 'replacement' AND state = 'done') AND (replacement IS NULL OR replacement = 'awaited') \
     ORDER BY id";

/// Sets a piece aside for every device that is to be replaced and has none yet. Where none is free, both sides read that it is awaited, once.
///
/// # Errors
/// Whatever the database says.
pub(super) async fn set_aside(w: &mut Write, request_id: &str) -> Result<()> {
    let rows: Vec<Row> = q(OPEN).bind(request_id).all(&mut w.tx).await?;
    let spares = w.app().spares();
    for row in rows {
        let variant = match (&row.variant_id, &row.line_id) {
            (Some(variant), _) => Some(variant.clone()),
            (None, Some(line)) => spares.variant_of(&mut w.tx, line).await?,
            (None, None) => None,
        };
        let free = match &variant {
            Some(variant) => spares.set_aside(w, variant).await?,
            // What never went out of this house has a person choose what replaces it.
            None => false,
        };
        let now = if free { Replacement::SetAside } else { Replacement::Awaited };
        q("UPDATE return_items SET variant_id = $2, replacement = $3 WHERE id = $1")
            .bind(&row.id)
            .bind(variant)
            .bind(now.word())
            .run(&mut w.tx)
            .await?;
        if !free && row.replacement.is_none() {
            timeline::event(w, request_id, EventKind::ReplacementAwaited, None, Some(&row.serial)).await?;
        }
    }
    Ok(())
}

/// What was set aside is free again, and nothing is awaited: the device is not replaced any more.
///
/// # Errors
/// Whatever the database says.
pub(super) async fn give_back(w: &mut Write, item_ids: &[Id]) -> Result<()> {
    for id in item_ids {
        let row: Option<(Option<Id>, Option<String>)> =
            q("SELECT variant_id, replacement FROM return_items WHERE id = $1").bind(id).maybe(&mut w.tx).await?;
        let Some((variant, Some(replacement))) = row else { continue };
        if replacement == Replacement::Sent.word() {
            continue;
        }
        if let Some(variant) = variant.filter(|_| replacement == Replacement::SetAside.word()) {
            w.app().spares().give_back(w, &variant).await?;
        }
        q("UPDATE return_items SET replacement = NULL WHERE id = $1").bind(id).run(&mut w.tx).await?;
    }
    Ok(())
}

/// What went out did not arrive: another one is owed, and both sides read it. The devices' serial numbers are named, and those of what was lost.
///
/// # Errors
/// Whatever the database says.
pub(super) async fn lost(w: &mut Write, request_id: &str) -> Result<()> {
    let sql = "SELECT id, serial, variant_id FROM return_items WHERE request_id = $1 AND replacement = 'sent' ORDER BY position";
    let rows: Vec<(Id, String, Option<Id>)> = q(sql).bind(request_id).all(&mut w.tx).await?;
    if rows.is_empty() {
        return Ok(());
    }
    q("UPDATE return_items SET replacement = 'awaited' WHERE request_id = $1 AND replacement = 'sent'")
        .bind(request_id)
        .run(&mut w.tx)
        .await?;
    let mut named = Vec::with_capacity(rows.len());
    for (id, serial, variant) in rows {
        let sql =
            "SELECT s.serial FROM delivery_serials s JOIN delivery_pieces p ON p.id = s.piece_id WHERE p.line_id = $1 ORDER BY s.serial";
        let sent: Vec<(String,)> = q(sql).bind(&id).all(&mut w.tx).await?;
        let sent: Vec<_> = sent.into_iter().map(|row| row.0).collect();
        for serial in &sent {
            let sql = "INSERT INTO lost_replacements (id, request_id, item_id, variant_id, serial, at) VALUES ($1, $2, $3, $4, $5, $6)";
            q(sql).bind(w.id()).bind(request_id).bind(&id).bind(variant.as_deref()).bind(serial).bind(w.now).run(&mut w.tx).await?;
        }
        named.push(if sent.is_empty() { serial } else { format!("{serial} ({})", sent.join(", ")) });
    }
    timeline::event(w, request_id, EventKind::ReplacementLost, None, Some(&named.join(", "))).await?;
    Ok(())
}

/// What was said to be lost is under way after all, and nothing else went out meanwhile: nothing is owed any more.
///
/// # Errors
/// Whatever the database says.
pub(super) async fn found(w: &mut Write, request_id: &str) -> Result<()> {
    let sql = "SELECT id, serial FROM return_items WHERE request_id = $1 AND replacement IN ('set_aside', 'awaited') AND id IN \
               (SELECT p.line_id FROM delivery_pieces p JOIN deliveries d ON d.id = p.delivery_id WHERE d.request_id = $1) ORDER BY id";
    let rows: Vec<(Id, String)> = q(sql).bind(request_id).all(&mut w.tx).await?;
    if rows.is_empty() {
        return Ok(());
    }
    let (ids, serials): (Vec<Id>, Vec<String>) = rows.into_iter().unzip();
    give_back(w, &ids).await?;
    for id in &ids {
        q("UPDATE return_items SET replacement = 'sent' WHERE id = $1").bind(id).run(&mut w.tx).await?;
        q("DELETE FROM lost_replacements WHERE item_id = $1 AND back_at IS NULL").bind(id).run(&mut w.tx).await?;
    }
    timeline::event(w, request_id, EventKind::ReplacementFound, None, Some(&serials.join(", "))).await?;
    Ok(())
}

/// Of what was scanned, what had gone out in a device's place and was not delivered: in stock again, and both sides read it. What it was not.
///
/// # Errors
/// Whatever the database says.
pub(super) async fn take_back<'a>(w: &mut Write, request_id: &str, scanned: Vec<&'a str>) -> Result<Vec<&'a str>> {
    let sql =
        "SELECT id, item_id, variant_id, serial FROM lost_replacements WHERE request_id = $1 AND back_at IS NULL ORDER BY variant_id, id";
    let lost: Vec<(Id, Id, Option<Id>, String)> = q(sql).bind(request_id).all(&mut w.tx).await?;
    let (app, mut back) = (w.app().clone(), Vec::new());
    for (id, item_id, variant, serial) in lost {
        if !scanned.contains(&serial.as_str()) || back.contains(&serial) {
            continue;
        }
        q("UPDATE lost_replacements SET back_at = $2 WHERE id = $1").bind(id).bind(w.now).run(&mut w.tx).await?;
        if let Some(variant) = variant {
            app.spares().take_back(w, &variant).await?;
        }
        parcels::free_serial(w, request_id, &item_id, &serial).await?;
        back.push(serial);
    }
    if !back.is_empty() {
        timeline::event(w, request_id, EventKind::ReplacementBack, None, Some(&back.join(", "))).await?;
    }
    Ok(scanned.into_iter().filter(|serial| !back.iter().any(|taken| taken == serial)).collect())
}

/// Whether a device's outcome is that another one goes out.
pub(super) const fn replaces(outcome: Option<Outcome>) -> bool {
    matches!(outcome, Some(Outcome::AdvanceReplacement | Outcome::Replacement))
}
