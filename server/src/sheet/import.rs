//! One way for every file of lines: what would come of it, line by line; then, if somebody says so, what comes of it.

use axum::extract::Request;
use axum::response::{IntoResponse as _, Response};
use eyelevel_contract::ids::Millis;
use eyelevel_contract::imports::IMPORT_LINES;
use eyelevel_contract::lang::Lang;
use eyelevel_contract::validate::Fault;

use super::columns::Column;
use super::file::{Sheet, read};
use super::plan::Plan;
use super::upload::{ImportQuery, Upload};
use crate::app::App;
use crate::db::AsConn;
use crate::error::{Error, Result};
use crate::extract::Caller;
use crate::write::Write;

/// What one kind of file is: its columns, what becomes of its lines, and how that is written.
pub(crate) trait Importer: Sync {
    /// Its columns.
    type Column: Column + Send + Sync;
    /// What is to be written of a line.
    type Kept: Send;
    /// The most lines.
    const LINES: usize = IMPORT_LINES;

    /// What nobody else may change before it is written.
    fn hold(&self, _w: &mut Write, _sheet: &Sheet<Self::Column>) -> impl Future<Output = Result<()>> + Send {
        async { Ok(()) }
    }

    /// Looks at all lines.
    fn plan(&self, on: &mut impl AsConn, sheet: &Sheet<Self::Column>, now: Millis)
    -> impl Future<Output = Result<Plan<Self::Kept>>> + Send;

    /// Writes what is kept.
    fn carry_out(&self, w: &mut Write, kept: Vec<Self::Kept>) -> impl Future<Output = Result<()>> + Send;
}

/// What is asked: whose file it is, in which language the answer is, where it was sent to and what was said beside it.
pub(crate) struct Asked<'a> {
    pub(crate) caller: &'a Caller,
    pub(crate) lang: Lang,
    pub(crate) address: &'a str,
    /// What else stands in the address.
    pub(crate) beside: &'a str,
    pub(crate) query: ImportQuery,
}

/// Looks at a file; confirmed, it is written as a whole, or as far as it is good, or not at all.
///
/// # Errors
/// No such file, too long, or, confirmed, with lines that can't be taken.
pub(crate) async fn import<I: Importer>(app: &App, import: &I, asked: Asked<'_>, request: Request) -> Result<Response> {
    let Asked { caller, lang, address, beside, query } = asked;
    let upload = Upload::read(request).await?;
    let sheet: Sheet<I::Column> = read(&upload.bytes)?;
    if sheet.lines.len() > I::LINES {
        return Err(Error::field("lines", Fault::TooMany(I::LINES)));
    }
    if !query.confirm {
        let plan = import.plan(&mut app.db.read().await?, &sheet, app.clock.now()).await?;
        return Ok(axum::Json(plan.worded(lang, false)).into_response());
    }
    let submission = upload.submission(address, beside, query.good_only);
    let mut w = match submission.begin(app, caller).await? {
        Ok(w) => w,
        Err(answer) => return Ok(answer),
    };
    import.hold(&mut w, &sheet).await?;
    let now = w.now;
    let mut plan = import.plan(&mut w.tx, &sheet, now).await?;
    if !plan.bad.lets_write(query.good_only) {
        return Err(Error::Invalid(plan.bad.faults()));
    }
    import.carry_out(&mut w, std::mem::take(&mut plan.kept)).await?;
    submission.done(w, caller, &plan.worded(lang, true)).await
}
