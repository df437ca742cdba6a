use axum::extract::{Path, State};
use eyelevel_contract::deliveries::{DeliveryPage, RecipientStatus};
use eyelevel_contract::ids::Id;
use eyelevel_contract::lang::Lang;
use eyelevel_contract::people::rules::Actor;
use eyelevel_contract::requests::Request;

use super::{recipients, store};
use crate::app::App;
use crate::db::{AsConn, Filter};
use crate::error::{Error, Result};
use crate::extract::{Caller, Language};
use crate::requests::store as requests;

/// One delivery, with its recipient and history.
#[utoipa::path(get, path = "/api/v1/deliveries/{id}", tag = "deliveries", params(("id" = String, Path)),
    responses((status = 200, body = DeliveryPage), (status = 401), (status = 404)))]
pub(super) async fn show(
    State(app): State<App>,
    caller: Caller,
    Language(lang): Language,
    Path(id): Path<String>,
) -> Result<axum::Json<DeliveryPage>> {
    let mut on = app.db.read().await?;
    let (request, recipient) = seen(&mut on, &caller.actor, &id).await?;
    let recipient = recipient_of(&app, &mut on, &request, &recipient, lang).await?;
    let mut filter = Filter::new();
    filter.and("d.id = ?", &id);
    let delivery = store::deliveries(&mut on, filter, 1).await?.pop().ok_or(Error::NotFound)?;
    Ok(axum::Json(DeliveryPage { delivery, recipient }))
}

/// The request that a delivery belongs to, and its recipient, if this person may see them.
pub(super) async fn seen(on: &mut impl AsConn, actor: &Actor, id: &str) -> Result<(Request, Id)> {
    let (request, recipient) = store::owner(on, id).await?.ok_or(Error::NotFound)?;
    Ok((requests::visible(on, actor, &request).await?, recipient))
}

/// One recipient of a request with status, history and parcel.
pub(super) async fn recipient_of(app: &App, on: &mut impl AsConn, request: &Request, id: &str, lang: Lang) -> Result<RecipientStatus> {
    let all = recipients::of(app, on, request, lang).await?;
    all.into_iter().find(|r| r.id == id).ok_or(Error::NotFound)
}
