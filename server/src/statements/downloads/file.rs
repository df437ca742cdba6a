use eyelevel_contract::lang::Lang;
use eyelevel_contract::statements::{Download, Statement};
use eyelevel_texts::{format, statement_downloads as t, statements as texts};

use super::{csv, datev, json, paper, xlsx};
use crate::app::App;
use crate::error::{Error, Result};
use crate::{calendar, documents};

/// A file with its name.
pub(in crate::statements) struct File {
    pub(in crate::statements) name: String,
    pub(in crate::statements) media_type: &'static str,
    pub(in crate::statements) bytes: Vec<u8>,
}

/// A statement as a file, in a language; `vendor` and `phone` stand at the head of the PDF.
///
/// # Errors
/// If DATEV can't have it, or no PDF can be made.
pub(in crate::statements) async fn of(
    app: &App,
    statement: Statement,
    (vendor, phone): (String, String),
    lang: Lang,
    what: Download,
) -> Result<File> {
    let now = calendar::civil(app, app.clock.now())?;
    let (from, until) = (format::date(lang, statement.from).replace('/', "-"), format::date(lang, statement.until).replace('/', "-"));
    let name = t::file(lang, &statement.account.number, from, until);
    // Large books are written for a while: not where others wait for their turn.
    let made = {
        let (datev, name) = (app.config.datev.clone(), name.clone());
        tokio::task::spawn_blocking(move || {
            let export = texts::export(lang, &vendor, &statement, now.date());
            if !export.adds_up() {
                return Err(Error::Internal("a statement that does not add up".to_owned()));
            }
            let xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
            Ok(match what {
                Download::Csv => Made::Bytes("text/csv; charset=utf-8", csv::bytes(&export)?),
                Download::Json => Made::Bytes("application/json", json::bytes(&export)?),
                Download::Xlsx => Made::Bytes(xlsx, xlsx::bytes(&export)?),
                Download::Datev => Made::Batch(datev::batch(&export, &datev, now)?),
                Download::Pdf => Made::Paper(Box::new(paper::paper(&export, &texts::verdict(lang, &statement), &phone, &name)?)),
            })
        })
    };
    let made = made.await.map_err(|e| Error::Internal(e.to_string()))??;
    let named = |extension: &str| format!("{name}.{extension}");
    let file = |name: String, media_type, bytes| File { name, media_type, bytes };
    Ok(match made {
        Made::Bytes(media_type, bytes) => file(named(what.word()), media_type, bytes),
        Made::Batch(batch) if batch.name.ends_with(".zip") => file(batch.name, "application/zip", batch.bytes),
        Made::Batch(batch) => file(batch.name, "text/csv; charset=windows-1252", batch.bytes),
        Made::Paper(paper) => file(named("pdf"), "application/pdf", documents::pdf(app, &paper).await?),
    })
}

/// What was made of an export: a file, or what another program makes one of.
enum Made {
    Bytes(&'static str, Vec<u8>),
    Batch(datev::Batch),
    Paper(Box<paper::Paper>),
}
