//! What breaks, by product and batch; and the word to the owner when a batch breaks more than others.

use std::collections::BTreeMap;

use axum::extract::State;
use eyelevel_contract::ids::Id;
use eyelevel_contract::lang::Lang;
use eyelevel_contract::requests::rules::Refusal;
use eyelevel_contract::requests::team::team;
use eyelevel_contract::requests::{EventKind, Kind, RequestRef, State as At};
use eyelevel_contract::returns::{FaultCount, NewBatchIssue, is_unusual};
use eyelevel_texts::return_words as t;

use crate::app::App;
use crate::db::{AsConn, q};
use crate::error::{Error, Result};
use crate::extract::{Caller, Language};
use crate::mail::Template;
use crate::requests::{spine, store, timeline};
use crate::write::Write;

/// What came back broken, by product and batch: what breaks most comes first.
#[utoipa::path(get, path = "/api/v1/returns/faults", tag = "returns",
    responses((status = 200, body = Vec<FaultCount>), (status = 401), (status = 403)))]
pub(super) async fn list(State(app): State<App>, caller: Caller, Language(lang): Language) -> Result<axum::Json<Vec<FaultCount>>> {
    let readers = team(Kind::Return).readers;
    if !caller.actor.is_vendor() {
        return Err(Error::Refused(Refusal::VendorOnly));
    }
    if !caller.actor.is_any(readers) {
        return Err(Error::NeedsRole(readers));
    }
    let mut on = app.db.read().await?;
    let mut all = counts(&mut on, lang, None).await?;
    for count in all.iter_mut().filter(|count| !count.batch.is_empty()) {
        told(&app, &mut on, lang, count).await?;
    }
    all.sort_by(|a, b| {
        (b.unusual, b.confirmed, b.returned, &a.product, &a.batch).cmp(&(a.unusual, a.confirmed, a.returned, &b.product, &b.batch))
    });
    Ok(axum::Json(all))
}

#[derive(sqlx::FromRow)]
struct Row {
    item_id: Id,
    name_de: String,
    name_en: String,
    batch: String,
    returned: i64,
    confirmed: i64,
}

/// A loan that is over and a wrong delivery say nothing of what breaks.
const RETURNED: &str = "SELECT n.item_id, i.name_de, i.name_en, n.batch, CAST(COUNT(*) AS BIGINT) AS returned, \
     CAST(SUM(CASE WHEN n.finding = 'confirmed' THEN 1 ELSE 0 END) AS BIGINT) AS confirmed FROM return_items n \
     JOIN returns r ON r.request_id = n.request_id JOIN catalogue_items i ON i.id = n.item_id \
     WHERE r.reason IN ('dead_on_arrival', 'warranty') AND ($1 = '' OR n.item_id = $1) GROUP BY n.item_id, i.name_de, i.name_en, n.batch";

/// Everything that came back broken, or what did of one item.
async fn counts(on: &mut impl AsConn, lang: Lang, item: Option<&str>) -> Result<Vec<FaultCount>> {
    let item = item.unwrap_or_default();
    let rows: Vec<Row> = q(RETURNED).bind(item).all(on).await?;
    let sql = "SELECT item_id, batch, CAST(COUNT(DISTINCT serial) AS BIGINT) FROM serials WHERE item_id IS NOT NULL AND batch <> '' \
               AND ($1 = '' OR item_id = $1) GROUP BY item_id, batch";
    let known: Vec<(Id, String, i64)> = q(sql).bind(item).all(on).await?;
    let known: BTreeMap<(Id, String), i64> = known.into_iter().map(|(item, batch, count)| ((item, batch), count)).collect();
    let count = |row: &Row| {
        let of = |item: &Id, batch: &str| known.get(&(item.clone(), batch.to_owned())).copied().unwrap_or_default();
        let here = of(&row.item_id, &row.batch);
        let others = rows.iter().filter(|other| other.item_id == row.item_id && other.batch != row.batch && !other.batch.is_empty());
        let others_known: i64 =
            known.iter().filter(|((item, batch), _)| *item == row.item_id && *batch != row.batch).map(|(_, count)| count).sum();
        FaultCount {
            item_id: row.item_id.clone(),
            product: if lang == Lang::De { row.name_de.clone() } else { row.name_en.clone() },
            batch: row.batch.clone(),
            known: here,
            returned: row.returned,
            confirmed: row.confirmed,
            warned_in: None,
            issue: None,
            unusual: !row.batch.is_empty() && is_unusual(row.confirmed, here, others.map(|other| other.confirmed).sum(), others_known),
        }
    };
    Ok(rows.iter().map(count).collect())
}

/// Who was warned of a batch, and what is known of it.
async fn told(app: &App, on: &mut impl AsConn, lang: Lang, count: &mut FaultCount) -> Result<()> {
    let sql =
        "SELECT q.id, q.number, q.state FROM batch_warnings b JOIN requests q ON q.id = b.request_id WHERE b.item_id = $1 AND b.batch = $2";
    let row: Option<(Id, String, String)> = q(sql).bind(&count.item_id).bind(&count.batch).maybe(on).await?;
    count.warned_in =
        row.map(|(id, number, state)| Ok::<_, Error>(RequestRef { id, number, state: store::word(At::from_word, &state)? })).transpose()?;
    let batch = NewBatchIssue { item_id: count.item_id.clone(), batch: count.batch.clone() };
    count.issue = app.issues().of(on, None, lang, &batch).await?;
    Ok(())
}

/// What came back of one batch; none: nothing did.
///
/// # Errors
/// Whatever the database says.
pub(super) async fn of_batch(app: &App, on: &mut impl AsConn, lang: Lang, batch: &NewBatchIssue) -> Result<Option<FaultCount>> {
    let all = counts(on, lang, Some(&batch.item_id)).await?;
    let mut found = all.into_iter().find(|count| count.item_id == batch.item_id && count.batch == batch.batch && !count.batch.is_empty());
    if let Some(count) = &mut found {
        told(app, on, lang, count).await?;
    }
    Ok(found)
}

/// A fault was confirmed: if its batch breaks more than others by now, the owner reads it in a note that the vendor alone sees, once a batch. One
/// of which something is known already is no news.
///
/// # Errors
/// Whatever the database says.
pub(super) async fn watch(w: &mut Write, request_id: &str, return_item_id: &str) -> Result<()> {
    let found: Option<(Option<Id>, String)> =
        q("SELECT item_id, batch FROM return_items WHERE id = $1").bind(return_item_id).maybe(&mut w.tx).await?;
    let Some((Some(item), batch)) = found.filter(|(_, batch)| !batch.is_empty()) else { return Ok(()) };
    let request = store::any(&mut w.tx, request_id).await?;
    let (lang,): (String,) = q("SELECT lang FROM people WHERE id = $1").bind(&request.owner.id).one(&mut w.tx).await?;
    let lang = Lang::from_word(&lang).unwrap_or(Lang::De);
    let all = counts(&mut w.tx, lang, Some(&item)).await?;
    let Some(count) = all.into_iter().find(|count| count.batch == batch && count.unusual) else { return Ok(()) };
    let app = w.app().clone();
    if app.issues().of(&mut w.tx, None, lang, &NewBatchIssue { item_id: item.clone(), batch: batch.clone() }).await?.is_some() {
        return Ok(());
    }
    let sql = "INSERT INTO batch_warnings (item_id, batch, request_id, at) VALUES ($1, $2, $3, $4) ON CONFLICT (item_id, batch) DO NOTHING";
    if q(sql).bind(&item).bind(&batch).bind(request_id).bind(w.now).run(&mut w.tx).await? == 0 {
        return Ok(());
    }
    // The portal has counted, not whoever has looked at the device.
    let actor = w.actor.take();
    let text = t::unusual_batch(lang, &batch, &count.product, count.confirmed, count.known);
    let entry = timeline::event(w, request_id, EventKind::Note, Some(&text), None).await?;
    w.audit("return.batch_warned", "catalogue_item", &item).await?;
    w.actor = actor;
    spine::tell(w, &request.owner.id, Template::Message, &entry, request_id).await
}
