//! The statement of a month, to whom a partner has named.

use eyelevel_contract::lang::Lang;
use eyelevel_texts::letters::Voice;
use eyelevel_texts::{format, mails};

use super::facts::MonthlyStatement;
use crate::app::App;

/// What it says; the PDF goes with it.
pub(super) fn letter(app: &App, voice: Voice<'_, Lang>, vendor: &str, statement: &MonthlyStatement) -> (String, String) {
    let lang = voice.lang;
    let MonthlyStatement { account, currency, month, until, closing, verdict, page, .. } = statement;
    let month = format::month_long(lang, *month);
    let closing = format::amount(lang, *closing, currency);
    let body = mails::body_monthly_statement(voice, account, &month, vendor, format::date(lang, *until), closing, verdict);
    let open = mails::open(lang, format!("{}{page}", app.config.base_url));
    (mails::subject_monthly_statement(voice, account, &month), format!("{body}\n\n{open}"))
}
