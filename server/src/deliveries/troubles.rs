//! What of deliveries waits for the owners of their requests.

use std::collections::BTreeMap;

use eyelevel_contract::deliveries::troubles::Trouble;
use eyelevel_contract::ids::Id;

use crate::db::{AsConn, Query, bulk, q};
use crate::error::Result;
use crate::requests::store::word;
use crate::write::Write;

/// A trouble that was noted of the last sending.
pub(super) struct Noted {
    pub(super) trouble: Trouble,
    pub(super) is_open: bool,
    /// Somebody has taken care of it.
    pub(super) is_taken: bool,
}

/// What was noted of these deliveries, the worst last.
pub(super) async fn noted(on: &mut impl AsConn, deliveries: &[Id]) -> Result<BTreeMap<Id, Vec<Noted>>> {
    let mut all: BTreeMap<Id, Vec<Noted>> = BTreeMap::new();
    for (some, marks) in bulk::some_of(deliveries) {
        let sql = format!(
            "SELECT t.delivery_id, t.trouble, t.settled_at IS NULL, t.settled_by IS NOT NULL FROM delivery_troubles t \
             JOIN deliveries d ON d.id = t.delivery_id JOIN recipients p ON p.id = d.recipient_id AND p.round = t.round \
             WHERE t.delivery_id IN {marks}"
        );
        let rows: Vec<(Id, String, bool, bool)> = some.iter().fold(q(sql), Query::bind).all(on).await?;
        for (delivery, trouble, is_open, is_taken) in rows {
            let trouble = word(Trouble::from_word, &trouble)?;
            all.entry(delivery).or_default().push(Noted { trouble, is_open, is_taken });
        }
    }
    all.values_mut().for_each(|noted| noted.sort_by_key(|noted| noted.trouble));
    Ok(all)
}

/// The open ones of these deliveries, the worst last.
pub(super) async fn of(on: &mut impl AsConn, deliveries: &[Id]) -> Result<BTreeMap<Id, Vec<Trouble>>> {
    let open = |noted: Vec<Noted>| noted.into_iter().filter(|noted| noted.is_open).map(|noted| noted.trouble).collect();
    Ok(noted(on, deliveries).await?.into_iter().map(|(id, noted)| (id, open(noted))).collect())
}

/// Notes one; whether it is new of this sending. One that comes again is open again, and nobody is told a second time.
pub(super) async fn add(w: &mut Write, delivery_id: &str, round: i64, trouble: Trouble) -> Result<bool> {
    let sql = "INSERT INTO delivery_troubles (id, delivery_id, round, trouble, noted_at) VALUES ($1, $2, $3, $4, $5) \
               ON CONFLICT (delivery_id, round, trouble) DO NOTHING";
    let new = q(sql).bind(w.id()).bind(delivery_id).bind(round).bind(trouble.word()).bind(w.now).run(&mut w.tx).await? == 1;
    if !new {
        // What somebody has taken care of stays so.
        let sql =
            "UPDATE delivery_troubles SET settled_at = NULL WHERE delivery_id = $1 AND round = $2 AND trouble = $3 AND settled_by IS NULL";
        q(sql).bind(delivery_id).bind(round).bind(trouble.word()).run(&mut w.tx).await?;
    }
    Ok(new)
}

/// Settles all but those that are still there; `by`: somebody has taken care. Whether the delivery needs somebody follows.
pub(super) async fn settle(w: &mut Write, delivery_id: &str, still: &[Trouble], by: Option<&str>) -> Result<()> {
    let words: Vec<String> = still.iter().map(|trouble| format!("'{}'", trouble.word())).collect();
    let but = if words.is_empty() { String::new() } else { format!(" AND trouble NOT IN ({})", words.join(", ")) };
    let sql = format!("UPDATE delivery_troubles SET settled_at = $1, settled_by = $2 WHERE delivery_id = $3 AND settled_at IS NULL{but}");
    q(sql).bind(w.now).bind(by).bind(delivery_id).run(&mut w.tx).await?;
    let sql = "UPDATE deliveries SET attention = EXISTS (SELECT 1 FROM delivery_troubles t WHERE t.delivery_id = $1 AND t.settled_at IS NULL) \
               WHERE id = $1";
    q(sql).bind(delivery_id).run(&mut w.tx).await?;
    Ok(())
}
