//! What was said of the pieces of a sending.

use std::collections::BTreeMap;

use eyelevel_contract::deliveries::{PieceReceipt, PieceState};
use eyelevel_contract::ids::{Id, Millis};

use crate::db::{AsConn, q};
use crate::error::Result;
use crate::requests::store::word;
use crate::write::Write;

/// Writes it down with the event that was recorded last.
pub(super) async fn note(w: &mut Write, recipient_id: &str, said: &[PieceReceipt]) -> Result<()> {
    for piece in said {
        let sql = "INSERT INTO piece_receipts (id, recipient_id, round, at, line_id, state, quantity, serials) \
                   SELECT $1, r.id, r.round, (SELECT MAX(h.at) FROM recipient_history h WHERE h.recipient_id = r.id AND h.round = r.round), \
                   $3, $4, $5, $6 FROM recipients r WHERE r.id = $2";
        q(sql)
            .bind(w.id())
            .bind(recipient_id)
            .bind(&piece.line_id)
            .bind(piece.state.word())
            .bind(piece.quantity)
            .bind(serde_json::to_string(&piece.serials)?)
            .run(&mut w.tx)
            .await?;
    }
    Ok(())
}

/// Which event of which recipient it was said with: recipient, round, instant.
pub(super) type Said = BTreeMap<(Id, i64, Millis), Vec<PieceReceipt>>;

#[derive(sqlx::FromRow)]
struct Row {
    recipient_id: Id,
    round: i64,
    at: Millis,
    line_id: Id,
    state: String,
    quantity: i64,
    serials: String,
}

/// All that was said of the pieces of a request.
pub(super) async fn of_request(on: &mut impl AsConn, request_id: &str) -> Result<Said> {
    let sql = "SELECT p.recipient_id, p.round, p.at, p.line_id, p.state, p.quantity, p.serials FROM piece_receipts p \
               JOIN recipients r ON r.id = p.recipient_id WHERE r.request_id = $1 ORDER BY p.id";
    let rows: Vec<Row> = q(sql).bind(request_id).all(on).await?;
    let mut all = Said::new();
    for row in rows {
        let state = word(PieceState::from_word, &row.state)?;
        let piece = PieceReceipt { line_id: row.line_id, state, quantity: row.quantity, serials: serde_json::from_str(&row.serials)? };
        all.entry((row.recipient_id, row.round, row.at)).or_default().push(piece);
    }
    Ok(all)
}
