use axum::extract::State;
use axum::response::Response;
use eyelevel_contract::lang::Lang;
use eyelevel_contract::requests::Figure;
use eyelevel_contract::scorecard::{Row, Scorecard};
use eyelevel_texts::{figures as t, scores};

use super::show::{ScorecardQuery, scorecard};
use crate::app::App;
use crate::documents::sheet::saved;
use crate::error::{Error, Result};
use crate::extract::{Caller, Query};

/// The scorecard as a table, in the caller's language; times in business minutes.
#[utoipa::path(get, path = "/api/v1/scorecard.csv", tag = "scorecard", params(ScorecardQuery),
    responses((status = 200, content_type = "text/csv"), (status = 400), (status = 401)))]
pub(super) async fn get(State(app): State<App>, caller: Caller, Query(query): Query<ScorecardQuery>) -> Result<Response> {
    let card = scorecard(&app, &caller, &query).await?;
    let bytes = bytes(caller.lang, &card).map_err(|e| Error::Internal(format!("csv: {e}")))?;
    Ok(saved(&format!("{}.csv", t::file(caller.lang)), "text/csv; charset=utf-8", bytes))
}

fn bytes(lang: Lang, card: &Scorecard) -> std::result::Result<Vec<u8>, csv::Error> {
    let separator = if lang == Lang::De { b';' } else { b',' };
    // Excel wants a mark at the beginning.
    let mut out = csv::WriterBuilder::new().delimiter(separator).terminator(csv::Terminator::CRLF).from_writer(b"\xef\xbb\xbf".to_vec());
    let mut head = vec![scores::by(lang, card.by)];
    head.extend(Figure::ALL.iter().map(|figure| scores::figure(lang, *figure)));
    head.extend([t::answer_median(lang), t::answer_p90(lang), t::partner_median(lang), t::partner_p90(lang)]);
    out.write_record(&head)?;
    for row in card.rows.iter().chain([&card.total]) {
        out.write_record(line(lang, row))?;
    }
    out.into_inner().map_err(|e| csv::Error::from(std::io::Error::other(e.to_string())))
}

fn line(lang: Lang, row: &Row) -> Vec<String> {
    let mut cells = vec![scores::name(lang, row)];
    cells.extend(Figure::ALL.iter().map(|figure| row.count(*figure).to_string()));
    for spread in [&row.answer, &row.partner_answer] {
        let said = |minutes: i64| if spread.count == 0 { String::new() } else { minutes.to_string() };
        cells.extend([said(spread.median), said(spread.p90)]);
    }
    cells
}
