use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use eyelevel_contract::demo_kits::loans::{LoanRow, RowPiece};
use eyelevel_contract::lang::Lang;
use eyelevel_contract::page::MAX_LIMIT;
use eyelevel_texts::{format, loans as said, loans_page as t};

use super::list::{self, LoansQuery};
use crate::app::App;
use crate::calendar;
use crate::error::{Error, Result};
use crate::extract::{Caller, Query};
use crate::pages::FILE_POLICY;
use crate::sheet::guarded;

/// The list of loans as a table, all of it, a line of a loan a row: UTF-8, in the caller's language.
#[utoipa::path(get, path = "/api/v1/demo-kits/loans.csv", tag = "demo kits", params(LoansQuery),
    responses((status = 200, content_type = "text/csv"), (status = 400), (status = 401)))]
pub(super) async fn table(State(app): State<App>, caller: Caller, Query(query): Query<LoansQuery>) -> Result<Response> {
    let lang = caller.lang;
    let mut rows = Vec::new();
    let mut cursor = None;
    loop {
        let page = list::page(&app, &caller, lang, &query.after(cursor, MAX_LIMIT)).await?;
        rows.extend(page.items);
        match page.next {
            Some(next) => cursor = Some(next),
            None => break,
        }
    }
    let today = calendar::today(&app)?;
    let bytes = bytes(lang, &rows, today)?;
    let name = format!("{}-{today}.csv", t::file(lang));
    let mut response = bytes.into_response();
    for (header, value) in [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
        (header::CONTENT_SECURITY_POLICY, FILE_POLICY.to_owned()),
    ] {
        if let Ok(value) = HeaderValue::from_str(&value) {
            response.headers_mut().insert(header, value);
        }
    }
    Ok(response)
}

fn bytes(lang: Lang, rows: &[LoanRow], today: eyelevel_contract::civil::Date) -> Result<Vec<u8>> {
    let broken = |e: csv::Error| Error::Internal(format!("csv: {e}"));
    let mut out = csv::WriterBuilder::new();
    let separator = if lang == Lang::De { b';' } else { b',' };
    // Excel wants a mark at the beginning.
    let mut out = out.delimiter(separator).terminator(csv::Terminator::CRLF).from_writer(b"\xef\xbb\xbf".to_vec());
    out.write_record([
        t::request(lang),
        t::subject(lang),
        t::reference(lang),
        t::partner(lang),
        t::what(lang),
        t::serials(lang),
        t::with_whom(lang),
        t::sent(lang),
        t::out(lang),
        t::back(lang),
        t::bought(lang),
        t::until(lang),
        t::first_day(lang),
        t::left(lang),
        t::owner(lang),
        t::next(lang),
    ])
    .map_err(broken)?;
    for row in rows {
        for piece in &row.pieces {
            out.write_record(record(lang, row, piece, today)).map_err(broken)?;
        }
    }
    out.into_inner().map_err(|e| Error::Internal(format!("csv: {e}")))
}

fn record(lang: Lang, row: &LoanRow, piece: &RowPiece, today: eyelevel_contract::civil::Date) -> [String; 16] {
    let whom = if piece.organisation.is_empty() { piece.recipient.clone() } else { format!("{}, {}", piece.recipient, piece.organisation) };
    [
        row.number.clone(),
        guarded(&row.subject),
        guarded(row.reference.as_deref().unwrap_or_default()),
        guarded(&row.partner.name),
        guarded(&piece.name),
        guarded(&piece.serials.join(" ")),
        guarded(&whom),
        piece.sent.to_string(),
        piece.out().to_string(),
        piece.back.to_string(),
        piece.bought.to_string(),
        format::date(lang, row.return_on),
        row.first_return_on.map_or_else(String::new, |day| format::date(lang, day)),
        said::left(lang, row, today),
        guarded(&row.owner.name),
        guarded(&said::next_of(lang, row)),
    ]
}
