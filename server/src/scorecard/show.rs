use std::collections::BTreeMap;

use axum::extract::State;
use eyelevel_contract::civil::Date;
use eyelevel_contract::requests::{Figure, Kind, month, months_later};
use eyelevel_contract::scorecard::{By, Count, MONTHS, Row, Scorecard, TeamName, counted_with, months, spread};
use serde::Deserialize;

use super::store::{self, Whose};
use crate::app::App;
use crate::error::{Error, Result};
use crate::extract::{Caller, Query};
use crate::requests::figures::{bounds, so_far};
use crate::{calendar, calendars};

#[derive(Clone, Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ScorecardQuery {
    /// The first month: `2026-01`. Without it, the sixth before the last.
    from: Option<String>,
    /// The last month; without it, this one. At most 24 in all.
    until: Option<String>,
    /// What a row stands for: `month` (without it), `kind`, `team`.
    by: Option<By>,
    /// One kind alone.
    kind: Option<Kind>,
    /// One partner's (vendor only).
    partner: Option<String>,
}

/// What was promised and what became of it: of all that the caller may see, never of a single person.
#[utoipa::path(get, path = "/api/v1/scorecard", tag = "scorecard", params(ScorecardQuery),
    responses((status = 200, body = Scorecard), (status = 400), (status = 401)))]
pub(super) async fn get(State(app): State<App>, caller: Caller, Query(query): Query<ScorecardQuery>) -> Result<axum::Json<Scorecard>> {
    Ok(axum::Json(scorecard(&app, &caller, &query).await?))
}

/// What is measured of one kind in one month.
#[derive(Default)]
struct Cell {
    counts: BTreeMap<Figure, i64>,
    answer: Vec<i64>,
    partner_answer: Vec<i64>,
}

impl Cell {
    fn add(&mut self, other: &Self) {
        for (figure, count) in &other.counts {
            *self.counts.entry(*figure).or_default() += count;
        }
        self.answer.extend(&other.answer);
        self.partner_answer.extend(&other.partner_answer);
    }

    fn row(self, month: Option<Date>, kind: Option<Kind>, team: Option<TeamName>) -> Row {
        let count = |figure: &Figure| Count { figure: *figure, count: self.counts.get(figure).copied().unwrap_or(0) };
        let counts = Figure::ALL.iter().map(count).collect();
        Row { month, kind, team, counts, answer: spread(self.answer), partner_answer: spread(self.partner_answer) }
    }
}

/// A row's place, and what it stands for.
type Key = (Option<Date>, Option<Kind>, Option<TeamName>);

pub(super) async fn scorecard(app: &App, caller: &Caller, query: &ScorecardQuery) -> Result<Scorecard> {
    let wrong = || Error::Malformed("months are like 2026-10, the first one first, and at most 24".to_owned());
    let day = |text: &Option<String>| text.as_deref().filter(|text| !text.is_empty()).map(|text| month(text).ok_or_else(wrong)).transpose();
    let (today, now) = (calendar::today(app)?, app.clock.now());
    let until = match day(&query.until)? {
        Some(until) => until,
        None => months_later(today, 0).ok_or_else(wrong)?,
    };
    let from = match day(&query.from)? {
        Some(from) => from,
        None => months_later(until, 1 - MONTHS).ok_or_else(wrong)?,
    };
    let all = months(from, until);
    if all.is_empty() {
        return Err(wrong());
    }
    let by = query.by.unwrap_or(By::Month);
    let mut on = app.db.read().await?;
    let hours = calendars::hours(app, &mut on).await?;
    let whose = Whose { actor: &caller.actor, kind: query.kind, partner: query.partner.as_deref() };
    let (work, money) = (store::people(&mut on, Kind::DemoKit).await?, store::people(&mut on, Kind::StatementQuery).await?);
    let mut rows: BTreeMap<Key, Cell> = BTreeMap::new();
    if by == By::Month {
        rows.extend(all.iter().map(|month| ((Some(*month), None, None), Cell::default())));
    }
    let mut total = Cell::default();
    for month in &all {
        let within = bounds(app, *month, *month)?;
        let mut cells: BTreeMap<Kind, Cell> = BTreeMap::new();
        for figure in Figure::ALL {
            for (kind, count) in store::counts(&mut on, &whose, *figure, so_far(*figure, within, now)).await? {
                cells.entry(kind).or_default().counts.insert(*figure, count);
            }
        }
        for (kind, from, until) in store::answers(&mut on, &whose, within).await? {
            cells.entry(kind).or_default().answer.push(hours.minutes_between(from, until));
        }
        for (kind, from, until) in store::partner_answers(&mut on, &whose, within).await? {
            cells.entry(kind).or_default().partner_answer.push(hours.minutes_between(from, until));
        }
        for (kind, cell) in cells {
            let key = match by {
                By::Month => (Some(*month), None, None),
                By::Kind => (None, Some(kind), None),
                By::Team => (None, None, Some(counted_with(kind, work, money))),
            };
            rows.entry(key).or_default().add(&cell);
            total.add(&cell);
        }
    }
    let rows = rows.into_iter().map(|((month, kind, team), cell)| cell.row(month, kind, team)).collect();
    Ok(Scorecard { from, until, by, rows, total: total.row(None, None, None) })
}
