use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::ids::Id;
use eyelevel_contract::licences::{KnownIssue, rules};
use serde_json::json;

use super::{audience, store};
use crate::app::App;
use crate::error::Result;
use crate::extract::{Caller, Nothing, Submission};
use crate::mail::{self, Template};
use crate::people;
use crate::write::Write;

/// Tells every partner with an affected installation or device, each once: published again, only those who were not told yet.
#[utoipa::path(post, path = "/api/v1/known-issues/{id}/publication", tag = "known issues", params(("id" = String, Path)),
    responses((status = 200, body = KnownIssue), (status = 401), (status = 403), (status = 404)))]
pub(super) async fn post(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    submission: Submission<Nothing>,
) -> Result<Response> {
    let mut w = match submission.begin(&app, &caller).await? {
        Ok(w) => w,
        Err(answer) => return Ok(answer),
    };
    store::issue(&mut w.tx, &caller.actor, &id).await?;
    rules::can_report(&caller.actor)?;
    publish(&mut w, &id).await?;
    let issue = store::issue(&mut w.tx, &caller.actor, &id).await?;
    submission.done(w, &caller, &issue).await
}

/// Publishes a known issue and writes the mails, all in this one transaction: whatever dies in the middle, nobody is told half of it, and
/// nobody twice.
///
/// # Errors
/// Whatever the database says.
pub async fn publish(w: &mut Write, id: &str) -> Result<()> {
    // First of all, so that two who publish at once come one after the other.
    store::set_published(w, id).await?;
    let issue = store::any(&mut w.tx, id).await?;
    tell(w, &issue).await?;
    w.audit("known_issue.published", "known_issue", id).await
}

/// Tells every partner whom a published issue touches and who was not told of it yet; its row is held. A thousand partners are a few dozen
/// statements.
pub(super) async fn tell(w: &mut Write, issue: &KnownIssue) -> Result<()> {
    let app = w.app().clone();
    let partners = audience::untold(&app, &mut w.tx, issue).await?;
    store::note_told(w, &issue.id, &partners).await?;
    let people = people::store::with_roles(&mut w.tx, &partners, rules::ASKERS).await?;
    let params = |partner: &Id| json!({ "known_issue_id": issue.id, "partner_id": partner });
    let mails: Vec<_> = people.into_iter().map(|(person, partner)| (person, params(&partner))).collect();
    mail::to_people(w, &mails, Template::KnownIssue, &issue.id).await
}
