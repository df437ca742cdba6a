use axum::extract::State;
use eyelevel_contract::deliveries::bounces::{Bounce, BouncedFor, Kind, Reason, Taken};
use eyelevel_contract::ids::{Id, Millis};
use eyelevel_contract::page::Page;
use eyelevel_contract::people::Role;
use eyelevel_contract::requests;
use serde::Deserialize;

use super::store::{self, Listed};
use crate::app::App;
use crate::cursor;
use crate::error::{Error, Result};
use crate::extract::{Caller, Query};

#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct BouncesQuery {
    /// What the page before answered as `next`.
    cursor: Option<String>,
    /// Rows, at most 1000.
    limit: Option<i64>,
}

/// Mails that came back, the newest first, for admins of the vendor: whose addresses are no good, and what was said.
#[utoipa::path(get, path = "/api/v1/mail/bounces", tag = "mail", params(BouncesQuery),
    responses((status = 200, body = Page<Bounce>), (status = 400), (status = 401), (status = 403)))]
pub(super) async fn list(State(app): State<App>, caller: Caller, Query(query): Query<BouncesQuery>) -> Result<axum::Json<Page<Bounce>>> {
    may_see(&caller)?;
    let before: Option<(Millis, Id)> = cursor::decode(query.cursor.as_deref())?;
    let limit = cursor::limit(query.limit);
    let rows = store::list(&mut app.db.read().await?, &before.unwrap_or((Millis::MAX, Id::new())), limit + 1).await?;
    let bounces = rows.into_iter().map(bounce).collect::<Result<Vec<_>>>()?;
    Ok(axum::Json(cursor::page(bounces, limit, |one| (one.at, one.id.clone()))?))
}

pub(super) fn may_see(caller: &Caller) -> Result<()> {
    if caller.actor.is_vendor() && caller.actor.is(Role::Admin) { Ok(()) } else { Err(Error::NeedsRole(&[Role::Admin])) }
}

fn bounce(row: Listed) -> Result<Bounce> {
    let request = match (row.request_id, row.request_kind, row.request_number) {
        (Some(id), Some(kind), Some(number)) => Some(BouncedFor { id, kind: word(requests::Kind::from_word, &kind)?, number }),
        _ => None,
    };
    Ok(Bounce {
        request,
        kind: word(Kind::from_word, &row.kind)?,
        reason: word(Reason::from_word, &row.reason)?,
        taken: word(Taken::from_word, &row.outcome)?,
        id: row.id,
        at: row.received_at,
        status: row.status,
        permanent: row.permanent,
        diagnostic: row.diagnostic,
        name: row.to_name,
        email: row.to_email,
        person_id: row.person_id,
    })
}

fn word<T>(known: impl Fn(&str) -> Option<T>, word: &str) -> Result<T> {
    known(word).ok_or_else(|| Error::Internal(format!("an unknown word in the database: {word}")))
}
