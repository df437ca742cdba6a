//! Tables of what does not stand in rows of its own: read as a whole, because it is little.

use eyelevel_contract::calendars::EditCalendar;
use eyelevel_contract::calendars::closed_in;
use eyelevel_contract::exports::Export;
use eyelevel_contract::ids::Id;
use eyelevel_contract::requests::Kind;
use eyelevel_contract::requests::team::team;

use crate::app::App;
use crate::db::AsConn;
use crate::error::Result;
use crate::sheet::guarded;
use crate::{calendar, calendars, people};

/// The columns of a table that is put together here; none: it is not.
pub(super) const fn head(export: Export) -> Option<&'static [&'static str]> {
    match export {
        Export::Teams => Some(&["team", "name", "email", "roles", "decides"]),
        Export::Policies => Some(&["kind", "severity", "tier", "answer_minutes", "decision_minutes", "fulfilment_minutes"]),
        Export::ClosedDays => Some(&["from", "until", "name", "yearly", "holiday"]),
        _ => None,
    }
}

/// Its lines.
pub(super) async fn lines(app: &App, export: Export) -> Result<Vec<Vec<String>>> {
    let mut on = app.db.read().await?;
    match export {
        Export::Teams => teams(&mut on).await,
        Export::Policies => policies(&mut on).await,
        Export::ClosedDays => closed_days(app, &mut on).await,
        _ => Ok(Vec::new()),
    }
}

/// Who looks after what: a row for each team that somebody belongs to by a role.
async fn teams(on: &mut impl AsConn) -> Result<Vec<Vec<String>>> {
    let all: Vec<(Id, String, String, Vec<_>)> = people::store::vendors_with_roles(on).await?;
    let mut lines = Vec::new();
    for (name, kind) in [("work", Kind::DemoKit), ("money", Kind::StatementQuery)] {
        let team = team(kind);
        for (_, person, email, roles) in &all {
            if roles.iter().any(|role| team.writers.contains(role)) {
                let words: Vec<_> = roles.iter().map(|role| role.word()).collect();
                let decides = roles.iter().any(|role| team.deciders.contains(role));
                lines.push(vec![name.to_owned(), guarded(person), guarded(email), words.join(" "), decides.to_string()]);
            }
        }
    }
    Ok(lines)
}

async fn policies(on: &mut impl AsConn) -> Result<Vec<Vec<String>>> {
    let all = calendars::policies_now(on).await?.policies;
    let line = |one: &eyelevel_contract::calendars::Policy| {
        let minutes = [one.answer, one.decision, one.fulfilment].map(|minutes| minutes.to_string());
        [one.kind.word().to_owned(), one.severity.word().to_owned(), guarded(&one.tier)].into_iter().chain(minutes).collect()
    };
    Ok(all.iter().map(line).collect())
}

/// The vendor's own days as they were entered; public holidays of this year and the next.
async fn closed_days(app: &App, on: &mut impl AsConn) -> Result<Vec<Vec<String>>> {
    let now = EditCalendar::from(calendars::calendar_now(app, on).await?);
    let own = now
        .closed
        .iter()
        .map(|days| vec![days.from.to_string(), days.until.to_string(), guarded(&days.name), days.yearly.to_string(), String::new()]);
    let year = calendar::today(app)?.year();
    let public = [year, year + 1].into_iter().flat_map(|year| closed_in(&now, year));
    let public = public.filter_map(|closed| {
        let day = closed.date.to_string();
        Some(vec![day.clone(), day, String::new(), false.to_string(), closed.holiday?.word().to_owned()])
    });
    Ok(own.chain(public).collect())
}
