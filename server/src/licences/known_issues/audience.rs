use std::collections::BTreeSet;

use axum::extract::{Path, State};
use eyelevel_contract::ids::Id;
use eyelevel_contract::licences::{AUDIENCE_NAMES, IssueAudience, KnownIssue, Version, VersionRange, rules};
use serde::Deserialize;

use super::store;
use crate::app::App;
use crate::db::AsConn;
use crate::error::{Error, Result};
use crate::extract::{Caller, Query};
use crate::licences::installations;
use crate::people;

/// What would be published.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct AudienceQuery {
    /// These versions; none: as they are.
    affected: Option<String>,
    /// Mended in this one; empty: not mended; none: as it is.
    fixed_in: Option<String>,
}

/// Whom a known issue would reach if it were published like that, or changed like that (support, leads, admins). Nobody is told by asking.
#[utoipa::path(get, path = "/api/v1/known-issues/{id}/audience", tag = "known issues", params(("id" = String, Path), AudienceQuery),
    responses((status = 200, body = IssueAudience), (status = 400), (status = 401), (status = 403), (status = 404)))]
pub(super) async fn show(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    Query(query): Query<AudienceQuery>,
) -> Result<axum::Json<IssueAudience>> {
    let mut on = app.db.read().await?;
    let mut issue = store::issue(&mut on, &caller.actor, &id).await?;
    rules::can_report(&caller.actor)?;
    if let Some(affected) = query.affected {
        let range = VersionRange::parse(affected.trim()).map_err(|_| Error::Malformed("affected is a range, like 9.x".to_owned()))?;
        issue.affected = Some(range);
    }
    if let Some(fixed) = query.fixed_in {
        let fixed = fixed.trim();
        let version = Version::typed(fixed).map_err(|_| Error::Malformed("fixed_in is a version, like 9.1.0".to_owned()));
        issue.fixed_in = if fixed.is_empty() { None } else { Some(version?) };
    }
    let touched = touched(&app, &mut on, &issue).await?.len();
    let untold = untold(&app, &mut on, &issue).await?;
    let mut names = people::store::names_of(&mut on, &untold).await?;
    names.truncate(AUDIENCE_NAMES);
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    Ok(axum::Json(IssueAudience { told: count(touched - untold.len()), count: count(untold.len()), names }))
}

/// The partners whom it touches and who were not told of it yet, in the order of their ids.
pub(super) async fn untold(app: &App, on: &mut impl AsConn, issue: &KnownIssue) -> Result<Vec<Id>> {
    let told = store::told(on, &issue.id).await?;
    Ok(touched(app, on, issue).await?.into_iter().filter(|partner| !told.contains(partner)).collect())
}

/// The partners with an installation that it touches, or with a device of its batch, in the order of their ids.
async fn touched(app: &App, on: &mut impl AsConn, issue: &KnownIssue) -> Result<BTreeSet<Id>> {
    if let Some(batch) = &issue.batch {
        return app.batches().holders(on, &batch.item_id, &batch.batch).await;
    }
    let Some(product) = &issue.product else { return Ok(BTreeSet::new()) };
    let running = installations::store::running(on, &product.id).await?;
    let touched = |version: &Version| rules::touches(issue, version);
    Ok(running.into_iter().filter(|(_, version)| touched(version)).map(|(partner, _)| partner).collect())
}
