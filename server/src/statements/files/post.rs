use axum::extract::{Request, State};
use axum::http::header::CONTENT_LENGTH;
use axum::response::{IntoResponse as _, Response};
use eyelevel_contract::statements::reading::bank::TableMapping;
use eyelevel_contract::statements::{FileReport, Origin, paths, rules};
use eyelevel_texts::statements as texts;
use serde::Deserialize;

use super::spool::Spooled;
use super::take::{self, Incoming};
use super::words;
use crate::app::App;
use crate::error::{Error, Result};
use crate::extract::{Caller, Language, Query, Submission};

/// A file, and what shall be done with it.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct FileQuery {
    /// The file's name.
    #[serde(default)]
    name: String,
    /// `true`: post it. Otherwise nothing is written.
    #[serde(default)]
    confirm: bool,
    /// Of a table: what its columns mean, as JSON (`TableMapping`), where neither what is remembered nor what is guessed is right.
    #[serde(default)]
    mapping: Option<String>,
    /// `true`: a program sends it.
    #[serde(default)]
    api: bool,
}

/// A file of the vendor's bank or an invoice (ledger): camt, pain.002, XRechnung, ZUGFeRD. What would come of it; confirmed, everything is
/// posted or nothing is. The same file, or the same entry in another file, posts nothing again. A table that can't be read with what is known of
/// its columns is answered with its first rows (`table`, `refused`) where it is only looked at.
#[utoipa::path(post, path = "/api/v1/statements/files", tag = "statements", params(FileQuery),
    request_body(content_type = "application/octet-stream", content = String),
    responses((status = 200, body = FileReport), (status = 400), (status = 401), (status = 403), (status = 412), (status = 413), (status = 422)))]
pub(super) async fn post(
    State(app): State<App>,
    caller: Caller,
    Language(lang): Language,
    Query(query): Query<FileQuery>,
    request: Request,
) -> Result<Response> {
    rules::can_keep(&caller.actor).map_err(Error::NeedsRole)?;
    let submission = Submission::keyed(request.headers())?;
    let most = app.config.statement_file_bytes;
    let announced = request.headers().get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    if announced.is_some_and(|announced| announced > most) {
        return Err(Error::LargerThan(most));
    }
    let said: Option<TableMapping> = match &query.mapping {
        Some(json) => Some(serde_json::from_str(json).map_err(|e| Error::Malformed(e.to_string()))?),
        None => None,
    };
    let file = Spooled::receive(request.into_body(), most).await?;
    let known = take::known(&app, &file, said).await?;
    let seen = match take::look(&app, &file, &known).await? {
        Ok(seen) => seen,
        // Somebody can say what its columns mean: then they have to see it.
        Err(unread) if !query.confirm && unread.table.is_some() && unread.refusal.kind.is_of_columns() => {
            let refused = Some(texts::refused(lang, &unread.refusal));
            let report = FileReport { mapping: unread.mapping, table: unread.table, refused, ..FileReport::of("csv") };
            return Ok(axum::Json(report).into_response());
        }
        Err(unread) => return Err(Error::Unread(unread.refusal)),
    };
    if !query.confirm {
        let remarks = words::remarks(lang, &seen.told.remarks);
        return Ok(axum::Json(FileReport { remarks, ..seen.report }).into_response());
    }
    let submission = submission.of_content(&[paths::FILES, &file.digest, query.mapping.as_deref().unwrap_or_default()]);
    let mut w = match submission.begin(&app, &caller).await? {
        Ok(w) => w,
        Err(answer) => return Ok(answer),
    };
    let origin = if query.api { Origin::Api } else { Origin::Upload };
    let incoming = Incoming { name: &query.name, file: &file, origin, known };
    let (report, told) = take::take(&mut w, &incoming, &seen.accounts).await?;
    let report = FileReport { remarks: words::remarks(lang, &told.remarks), ..report };
    submission.done(w, &caller, &report).await
}
