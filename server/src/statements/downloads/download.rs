use axum::extract::{FromRequestParts, Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use eyelevel_contract::people::paths::encode;
use eyelevel_contract::statements::{Download, Export};

use super::file::{self, File};
use crate::app::App;
use crate::error::Result;
use crate::extract::{Caller, Query};
use crate::pages::FILE_POLICY;
use crate::people;
use crate::statements::show::{self, Period};

/// Whose statement, for whom, over which days.
#[derive(FromRequestParts)]
#[from_request(state(App))]
pub(super) struct Wanted {
    app: State<App>,
    caller: Caller,
    id: Path<String>,
    period: Query<Period>,
}

impl Wanted {
    async fn as_(self, what: Download) -> Result<Response> {
        let Self { app: State(app), caller, id: Path(id), period: Query(period) } = self;
        let (statement, vendor) = {
            let mut on = app.db.snapshot().await?;
            let statement = show::seen(&app, &mut on, &caller, &id, &period).await?;
            (statement, people::store::installation(&app, &mut on).await?)
        };
        let file = file::of(&app, statement, (vendor.vendor, vendor.phone), caller.lang, what).await?;
        Ok(answer(file))
    }
}

/// Saved, never shown; nobody but the caller keeps it.
fn answer(file: File) -> Response {
    let plain: String = file.name.chars().map(|c| if c.is_ascii_alphanumeric() || "-_. ".contains(c) { c } else { '_' }).collect();
    let disposition = format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{}", encode(&file.name).replace('/', "_"));
    let mut response = file.bytes.into_response();
    for (name, value) in [
        (header::CONTENT_TYPE, file.media_type.to_owned()),
        (header::CONTENT_DISPOSITION, disposition),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
        (header::CONTENT_SECURITY_POLICY, FILE_POLICY.to_owned()),
    ] {
        if let Ok(value) = HeaderValue::from_str(&value) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

/// The statement on paper: PDF/A-3 and PDF/UA-1, in the caller's language, with the same statement as CSV and JSON in it.
#[utoipa::path(get, path = "/api/v1/statements/{id}/statement.pdf", tag = "statements", params(("id" = String, Path), Period),
    responses((status = 200, content_type = "application/pdf"), (status = 400), (status = 401), (status = 404), (status = 503)))]
pub(super) async fn pdf(wanted: Wanted) -> Result<Response> {
    wanted.as_(Download::Pdf).await
}

/// The statement as a table: UTF-8, separators and decimals as the caller's language has them; a row before and one after the postings has the
/// balance.
#[utoipa::path(get, path = "/api/v1/statements/{id}/statement.csv", tag = "statements", params(("id" = String, Path), Period),
    responses((status = 200, content_type = "text/csv"), (status = 400), (status = 401), (status = 404)))]
pub(super) async fn csv(wanted: Wanted) -> Result<Response> {
    wanted.as_(Download::Csv).await
}

/// The statement as a workbook: what it says, its lines, what belongs to what, what does not add up.
#[utoipa::path(get, path = "/api/v1/statements/{id}/statement.xlsx", tag = "statements", params(("id" = String, Path), Period),
    responses((status = 200, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), (status = 400), (status = 401),
        (status = 404)))]
pub(super) async fn xlsx(wanted: Wanted) -> Result<Response> {
    wanted.as_(Download::Xlsx).await
}

/// The statement as a Buchungsstapel for DATEV (EXTF 700, version 13; docs/datev.md); of several fiscal years one each, in a ZIP archive.
#[utoipa::path(get, path = "/api/v1/statements/{id}/statement.datev", tag = "statements", params(("id" = String, Path), Period),
    responses((status = 200, content_type = "text/csv"), (status = 400), (status = 401), (status = 404), (status = 422)))]
pub(super) async fn datev(wanted: Wanted) -> Result<Response> {
    wanted.as_(Download::Datev).await
}

/// The statement for programs: amounts in minor units, words in the caller's language.
#[utoipa::path(get, path = "/api/v1/statements/{id}/statement.json", tag = "statements", params(("id" = String, Path), Period),
    responses((status = 200, body = Export), (status = 400), (status = 401), (status = 404)))]
pub(super) async fn json(wanted: Wanted) -> Result<Response> {
    wanted.as_(Download::Json).await
}
