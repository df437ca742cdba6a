use axum::extract::State;
use eyelevel_contract::deliveries::Delivery;
use eyelevel_contract::deliveries::carriers::{Carrier, normalise};
use eyelevel_contract::ids::{Id, Millis};
use eyelevel_contract::page::Page;
use serde::Deserialize;

use super::store;
use crate::app::App;
use crate::cursor;
use crate::db::Filter;
use crate::error::Result;
use crate::extract::{Caller, Query};
use crate::requests::store::seen_by;

#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct DeliveriesQuery {
    /// Under way (`true`) or ended (`false`).
    open: Option<bool>,
    /// Only what needs somebody of the vendor (`true`).
    #[serde(default)]
    attention: bool,
    /// Finds the parcel's number, the request's number and subject, the recipient.
    #[serde(default)]
    q: String,
    cursor: Option<String>,
    limit: Option<i64>,
}

/// Everything on its way that the caller may see, one row a recipient, the last shipped first.
#[utoipa::path(get, path = "/api/v1/deliveries", tag = "deliveries", params(DeliveriesQuery),
    responses((status = 200, body = Page<Delivery>), (status = 400), (status = 401)))]
pub(super) async fn list(
    State(app): State<App>,
    caller: Caller,
    Query(query): Query<DeliveriesQuery>,
) -> Result<axum::Json<Page<Delivery>>> {
    let limit = cursor::limit(query.limit);
    let mut on = app.db.read().await?;
    let words = query.q.trim();
    let number = normalise(words);
    if !number.is_empty() && query.cursor.is_none() {
        // A number that is there whole is found by its index, however many parcels there are.
        let mut filter = query.filter(&caller);
        filter.and("d.number = ?", &number);
        let found = store::deliveries(&mut on, filter, limit).await?;
        if !found.is_empty() {
            return Ok(axum::Json(Page { items: found, next: None }));
        }
    }
    let mut filter = query.filter(&caller);
    if !words.is_empty() {
        filter.and(
            "(LOWER(d.number) LIKE ? ESCAPE '!' OR p.search LIKE ? ESCAPE '!' OR r.search LIKE ? ESCAPE '!')",
            (cursor::like(words), cursor::like(words), cursor::like(words)),
        );
    }
    if let Some((at, id)) = cursor::decode::<(Millis, Id)>(query.cursor.as_deref())? {
        filter.and("(d.shipped_at, d.id) < (?, ?)", (at, id));
    }
    let found = store::deliveries(&mut on, filter, limit + 1).await?;
    Ok(axum::Json(cursor::page(found, limit, |d| (d.shipped_at, d.id.clone()))?))
}

impl DeliveriesQuery {
    /// What the caller may see of what is asked for, whatever it is called.
    fn filter(&self, caller: &Caller) -> Filter {
        let mut filter = seen(caller);
        if let Some(open) = self.open {
            filter.and("d.ended = ?", !open);
        }
        if self.attention {
            filter.and("d.attention = ?", true);
        }
        filter
    }
}

/// What the caller may see: the deliveries of the requests that they may see.
fn seen(caller: &Caller) -> Filter {
    let mut filter = seen_by(&caller.actor, "r.");
    if caller.actor.is_partner() {
        // The same, in the words of the index.
        filter.and("d.partner_id = ?", &caller.actor.organisation_id);
    }
    filter
}

/// Under way, for the board.
///
/// # Errors
/// Whatever the database says.
pub async fn under_way(app: &App, caller: &Caller, limit: i64) -> Result<Vec<Delivery>> {
    let mut filter = seen(caller);
    filter.and("d.ended = ?", false);
    // A mail is there in a moment: nobody waits for it.
    filter.and("d.carrier <> ?", Carrier::Mail.word());
    store::deliveries(&mut app.db.read().await?, filter, limit).await
}

/// What needs this person: parcels of requests that they own, where something is the matter.
///
/// # Errors
/// Whatever the database says.
pub async fn needs(app: &App, caller: &Caller, limit: i64) -> Result<Vec<Delivery>> {
    if !caller.actor.is_vendor() {
        return Ok(Vec::new());
    }
    let mut filter = seen(caller);
    filter.and("d.attention = ?", true);
    filter.and("r.owner_id = ?", caller.id());
    store::deliveries(&mut app.db.read().await?, filter, limit).await
}
