use axum::extract::State;
use eyelevel_contract::ids::{Id, Millis};
use eyelevel_contract::lang::Lang;
use eyelevel_contract::notices::{Notice, NoticeKind, NoticeRequest, Notices, PAGE};
use eyelevel_contract::requests::{Kind, paths};
use eyelevel_texts::told;
use serde::Deserialize;

use super::store::{self, Row};
use crate::app::App;
use crate::cursor;
use crate::error::Result;
use crate::extract::{Caller, Language, Query};
use crate::mail::notices::page_of;
use crate::requests::store::word;

#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct NoticesQuery {
    /// What the page before answered as `next`.
    cursor: Option<String>,
    /// Rows, at most 1000.
    limit: Option<i64>,
}

/// What the caller was told of, the newest first; of requests that they may still see alone. `what` is in the language of `Accept-Language`.
#[utoipa::path(get, path = "/api/v1/notices", tag = "notices", params(NoticesQuery),
    responses((status = 200, body = Notices), (status = 400), (status = 401)))]
pub(super) async fn get(
    State(app): State<App>,
    caller: Caller,
    Language(lang): Language,
    Query(query): Query<NoticesQuery>,
) -> Result<axum::Json<Notices>> {
    let before: Option<(Millis, Id)> = cursor::decode(query.cursor.as_deref())?;
    let limit = cursor::limit(query.limit);
    let mut on = app.db.read().await?;
    let rows = store::list(&mut on, &caller.actor, before, limit + 1).await?;
    let unread = store::unread(&mut on, &caller.actor).await?;
    let notices = rows.into_iter().map(|row| notice(lang, row)).collect::<Result<Vec<_>>>()?;
    let page = cursor::page(notices, limit, |one| (one.at, one.id.clone()))?;
    Ok(axum::Json(Notices { items: page.items, next: page.next, unread }))
}

fn notice(lang: Lang, row: Row) -> Result<Notice> {
    let request = match (row.request_id, row.request_kind, row.number, row.subject) {
        (Some(id), Some(kind), Some(number), Some(subject)) => {
            Some(NoticeRequest { id, kind: word(Kind::from_word, &kind)?, number, subject })
        }
        _ => None,
    };
    let page = match &request {
        Some(request) => paths::page(request.kind, &request.id),
        None => page_of(&row.params)?.unwrap_or_else(|| PAGE.to_owned()),
    };
    Ok(Notice {
        id: row.id,
        at: row.at,
        kind: word(NoticeKind::from_word, &row.kind)?,
        what: told::what(lang, &row.template).unwrap_or_default().to_owned(),
        request,
        page,
        read: row.read_at.is_some(),
    })
}
