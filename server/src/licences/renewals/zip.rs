use std::io::{Cursor, Write as _};

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use eyelevel_contract::licences::Renewed;
use eyelevel_contract::licences::instant::iso;
use zip::write::SimpleFileOptions;

use super::store;
use crate::app::App;
use crate::error::{Error, Result};
use crate::extract::Caller;
use crate::licences::requests::file::licence_file;
use crate::licences::requests::keys;
use crate::sheet::guarded;
use crate::write::Write;

/// All keys of a renewal in one file: a licence file each, and a table of what became of every installation.
#[utoipa::path(get, path = "/api/v1/renewals/{id}/keys.zip", tag = "licences", params(("id" = String, Path)),
    responses((status = 200, content_type = "application/zip", body = Vec<u8>), (status = 401), (status = 404)))]
pub(super) async fn get(State(app): State<App>, caller: Caller, Path(id): Path<String>) -> Result<Response> {
    let renewal = store::renewal(&mut app.db.read().await?, caller.id(), &id).await?;
    let mut w = caller.write(&app).await?;
    let failed = |e: zip::result::ZipError| Error::Internal(format!("a ZIP: {e}"));
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    let mut table = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
    let said = |e: csv::Error| Error::Internal(format!("a CSV: {e}"));
    table.write_record(["number", "customer", "product", "host", "valid_until", "result", "key"]).map_err(said)?;
    for line in &renewal.lines {
        let (name, text, key) = kept(&mut w, line).await?;
        if let Some(name) = name {
            zip.start_file(name, options).map_err(failed)?;
            zip.write_all(text.as_bytes()).map_err(|e| Error::Internal(e.to_string()))?;
        }
        let number = line.request.as_ref().map_or("", |r| r.number.as_str());
        let until = line.until.map(iso).unwrap_or_default();
        let result = line.obstacle.map_or(if line.done { "issued" } else { "waiting" }, |obstacle| obstacle.word());
        let host = line.host.as_deref().unwrap_or_default();
        table.write_record([number, &guarded(&line.customer), &line.product, &guarded(host), &until, result, &key]).map_err(said)?;
    }
    let table = table.into_inner().map_err(|e| Error::Internal(e.to_string()))?;
    zip.start_file("keys.csv", options).map_err(failed)?;
    zip.write_all(&table).map_err(|e| Error::Internal(e.to_string()))?;
    let bytes = zip.finish().map_err(failed)?.into_inner();
    w.audit("renewal.fetched", "renewal", &id).await?;
    w.commit().await?;
    let headers = [
        (header::CONTENT_TYPE, "application/zip"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"keys.zip\""),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, bytes).into_response())
}

/// Name and text of the file of a line's newest key, and the key; none: there is none.
async fn kept(w: &mut Write, line: &Renewed) -> Result<(Option<String>, String, String)> {
    let Some(request) = &line.request else { return Ok((None, String::new(), String::new())) };
    let newest = keys::issued(&mut w.tx, &request.id, true).await?.into_iter().rfind(|key| key.revoked_at.is_none());
    let Some(key) = newest else { return Ok((None, String::new(), String::new())) };
    let (name, text) = licence_file(w, &key, &request.number).await?;
    Ok((Some(name), text, key.key.unwrap_or_default()))
}
