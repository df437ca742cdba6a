use std::collections::BTreeSet;

use eyelevel_contract::ids::Id;

use crate::db::{AsConn, q};
use crate::error::Result;

/// What went out to a partner, of which a file of the vendor's says the batch.
const SENT: &str = "FROM deliveries v JOIN requests q ON q.id = v.request_id JOIN delivery_pieces p ON p.delivery_id = v.id \
     JOIN delivery_serials d ON d.piece_id = p.id JOIN serials s ON s.folded = d.folded AND s.serial = d.serial AND s.item_id = d.item_id \
     JOIN organisations o ON o.id = s.organisation_id AND o.kind = 'vendor'";

/// Whether a device of a batch is known.
///
/// # Errors
/// Whatever the database says.
pub async fn is_known(on: &mut impl AsConn, item_id: &str, batch: &str) -> Result<bool> {
    let sql = "SELECT batch FROM serials WHERE item_id = $1 AND batch = $2 UNION SELECT batch FROM return_items WHERE item_id = $1 AND batch = $2";
    let found: Option<(String,)> = q(sql).bind(item_id).bind(batch).maybe(on).await?;
    Ok(found.is_some())
}

/// The partners who have devices of a batch: by a file, by a parcel, or because they have sent one back.
///
/// # Errors
/// Whatever the database says.
pub async fn holders(on: &mut impl AsConn, item_id: &str, batch: &str) -> Result<BTreeSet<Id>> {
    let sql = format!(
        "SELECT partner_id FROM serials WHERE item_id = $1 AND batch = $2 AND partner_id IS NOT NULL \
         UNION SELECT v.partner_id {SENT} WHERE s.item_id = $1 AND s.batch = $2 \
         UNION SELECT q.partner_id FROM return_items n JOIN requests q ON q.id = n.request_id WHERE n.item_id = $1 AND n.batch = $2"
    );
    let rows: Vec<(Id,)> = q(sql).bind(item_id).bind(batch).all(on).await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// Serial numbers of a partner's devices of a batch. Those that stand in limited requests alone are not everybody's to know.
///
/// # Errors
/// Whatever the database says.
pub async fn held(on: &mut impl AsConn, partner_id: &str, item_id: &str, batch: &str, limit: i64) -> Result<Vec<String>> {
    let sql = format!(
        "SELECT serial FROM serials WHERE item_id = $1 AND batch = $2 AND partner_id = $3 \
         UNION SELECT d.serial {SENT} WHERE s.item_id = $1 AND s.batch = $2 AND v.partner_id = $3 AND NOT q.limited \
         UNION SELECT n.serial FROM return_items n JOIN requests q ON q.id = n.request_id \
         WHERE n.item_id = $1 AND n.batch = $2 AND q.partner_id = $3 AND NOT q.limited ORDER BY 1 LIMIT $4"
    );
    let rows: Vec<(String,)> = q(sql).bind(item_id).bind(batch).bind(partner_id).bind(limit).all(on).await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}
