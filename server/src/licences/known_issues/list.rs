use axum::extract::State;
use eyelevel_contract::licences::{KnownIssue, Version, rules};
use eyelevel_contract::page::Page;
use eyelevel_contract::people::rules::Actor;
use serde::Deserialize;

use super::store::{self, Place};
use crate::app::App;
use crate::cursor;
use crate::db::AsConn;
use crate::error::{Error, Result};
use crate::extract::{Caller, Query};
use crate::licences::installations;

/// Which known issues.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct IssuesQuery {
    /// Of this product.
    product: Option<String>,
    /// Those that touch this version.
    version: Option<String>,
    /// `true`: those that touch an installation or a device of the caller's company.
    #[serde(default)]
    mine: bool,
    /// What the page before answered as `next`.
    cursor: Option<String>,
    /// Rows, at most 1000.
    limit: Option<i64>,
}

/// Read at once: which of them touch a version, no database knows.
const BATCH: i64 = 500;

/// Known issues, the newest first: the vendor sees all, everybody else what is published.
#[utoipa::path(get, path = "/api/v1/known-issues", tag = "known issues", params(IssuesQuery),
    responses((status = 200, body = Page<KnownIssue>), (status = 400), (status = 401)))]
pub(super) async fn list(State(app): State<App>, caller: Caller, Query(query): Query<IssuesQuery>) -> Result<axum::Json<Page<KnownIssue>>> {
    let wrong = |_| Error::Malformed("version is a version, like 9.1.0".to_owned());
    let version = query.version.as_deref().map(Version::typed).transpose().map_err(wrong)?;
    let limit = cursor::limit(query.limit);
    let mut after: Option<Place> = cursor::decode(query.cursor.as_deref())?;
    let mut on = app.db.read().await?;
    let runs = if query.mine { Some(installations::store::runs(&mut on, &caller.actor).await?) } else { None };
    let wanted = |issue: &KnownIssue| {
        let touched = |(product, version): &(String, Version)| issue.is_of(product) && rules::touches(issue, version);
        version.as_ref().is_none_or(|v| rules::touches(issue, v))
            && (issue.batch.is_some() || runs.as_ref().is_none_or(|all| all.iter().any(touched)))
    };
    let mut found = Vec::new();
    loop {
        let batch = store::issues(&mut on, &caller.actor, query.product.as_deref(), after.take(), BATCH).await?;
        let whole = i64::try_from(batch.len()).unwrap_or(0) == BATCH;
        after = batch.last().map(place);
        for issue in batch.into_iter().filter(&wanted) {
            if !query.mine || has_devices(&app, &mut on, &caller.actor, &issue).await? {
                found.push(issue);
            }
        }
        if !whole || i64::try_from(found.len()).unwrap_or(i64::MAX) > limit {
            break;
        }
    }
    found.truncate(usize::try_from(limit + 1).unwrap_or(usize::MAX));
    Ok(axum::Json(cursor::page(found, limit, place)?))
}

/// Whether it is about software, or about a batch of which the caller's company has devices.
async fn has_devices(app: &App, on: &mut impl AsConn, actor: &Actor, issue: &KnownIssue) -> Result<bool> {
    let Some(of) = &issue.batch else { return Ok(true) };
    if !(actor.is_partner() && actor.is_any(rules::ASKERS)) {
        return Ok(false);
    }
    Ok(!app.batches().at(on, &actor.organisation_id, &of.item_id, &of.batch, 1).await?.is_empty())
}

fn place(issue: &KnownIssue) -> Place {
    (issue.known_since.to_string(), issue.id.clone())
}
