use axum::extract::{Path, State};
use eyelevel_contract::mail_texts::{EditMailText, LetterPreview, can_keep, validate};

use crate::app::App;
use crate::error::{Error, Result};
use crate::extract::{Caller, Json};
use crate::mail::own;

/// A mail as it would be sent with these words, with example values. Nothing is saved, and nothing is sent.
#[utoipa::path(post, path = "/api/v1/mail/texts/{id}/preview", tag = "mail", params(("id" = String, Path)), request_body = EditMailText,
    responses((status = 200, body = LetterPreview), (status = 400), (status = 401), (status = 403), (status = 404), (status = 422)))]
pub(super) async fn post(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    Json(edit): Json<EditMailText>,
) -> Result<axum::Json<LetterPreview>> {
    can_keep(&caller.actor)?;
    let (worded, lang) = own::find(&id).ok_or(Error::NotFound)?;
    let standard = worded.standard(lang);
    let edit = validate(&edit, &standard)?;
    Ok(axum::Json(own::preview(&app, &worded, lang, &worded.changed(&standard, &edit)).await?))
}
