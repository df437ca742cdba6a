use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::mail_texts::{EditMailText, MailText, can_keep, validate};

use super::{show, store};
use crate::app::App;
use crate::error::{Error, Result};
use crate::extract::{Caller, IfMatch, Json, versioned};
use crate::mail::own;

/// Words a mail otherwise. The standard text is nobody's own: with it, the portal's words hold again.
#[utoipa::path(put, path = "/api/v1/mail/texts/{id}", tag = "mail", request_body = EditMailText,
    params(("id" = String, Path), ("If-Match" = String, Header, description = "The version that is edited")),
    responses((status = 200, body = MailText), (status = 400), (status = 401), (status = 403), (status = 404), (status = 412), (status = 422), (status = 428)))]
pub(super) async fn put(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    IfMatch(version): IfMatch,
    Json(edit): Json<EditMailText>,
) -> Result<Response> {
    can_keep(&caller.actor)?;
    let (worded, lang) = own::find(&id).ok_or(Error::NotFound)?;
    let standard = worded.standard(lang);
    let edit = validate(&edit, &standard)?;
    let mut w = caller.write(&app).await?;
    let before = store::of(&mut w.tx, standard, worded.name).await?;
    store::write(&mut w, &before, worded.name, version, &edit).await?;
    let then = EditMailText { subject: before.subject.unwrap_or_default(), body: before.body };
    w.audit_edit("mail_text.edited", "mail_text", &id, &then, &edit).await?;
    w.commit().await?;
    let text = show::text(&app, &id).await?;
    Ok(versioned(text.version, &text))
}
