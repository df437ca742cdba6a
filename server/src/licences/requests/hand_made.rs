use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::ids::Id;
use eyelevel_contract::licences::rules::{can_issue_for, can_send};
use eyelevel_contract::licences::{HandMade, Licence, MadeKey, key::KEY_MAX};
use eyelevel_contract::validate::{Fault, Faults};

use super::{consents, store};
use crate::app::App;
use crate::error::Result;
use crate::extract::{Caller, Submission};
use crate::licences::issuing;
use crate::write::Write;

/// A key that somebody made by hand goes through the same gate, and to the pinned recipients alone: to all of them, unless the requester has
/// agreed to something else. One that does not fit is stopped and recorded, and the answer says so.
#[utoipa::path(post, path = "/api/v1/licences/{id}/hand-made", tag = "licences", params(("id" = String, Path)), request_body = HandMade,
    responses((status = 200, body = Licence), (status = 401), (status = 403), (status = 404), (status = 409), (status = 422)))]
pub(super) async fn post(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    submission: Submission<HandMade>,
) -> Result<Response> {
    let mut w = match submission.begin(&app, &caller).await? {
        Ok(w) => w,
        Err(answer) => return super::again(&app, &caller, answer, Some(&id)).await,
    };
    hand_made(&mut w, &caller, &id, &submission.body).await?;
    super::answer_with(w, &caller, submission, &id).await
}

/// Takes a key made by hand.
///
/// # Errors
/// The missing right or consent; the faults by field.
pub async fn hand_made(w: &mut Write, caller: &Caller, id: &str, body: &HandMade) -> Result<()> {
    let request = store::locked(w, &caller.actor, id).await?;
    can_issue_for(&caller.actor, &request)?;
    let mut faults = Faults::new();
    let key = body.key.trim();
    if key.is_empty() {
        faults.add("key", Fault::Required);
    } else if key.len() > KEY_MAX {
        faults.add("key", Fault::TooLong(KEY_MAX));
    } else if key.chars().any(char::is_control) {
        faults.add("key", Fault::ControlCharacters);
    }
    faults.or(())?;
    let to = each_once(&body.recipient_ids);
    may_go(w, caller, id, &to, &[]).await?;
    let job = issuing::job_now(w, id).await?;
    let made = MadeKey { key: key.to_owned(), claims: None };
    issuing::through_the_gate(w, &job, &made, Some(caller.id()), &to).await
}

/// Whoever is named twice gets it once.
pub(super) fn each_once(ids: &[Id]) -> Vec<Id> {
    let mut each: Vec<Id> = Vec::new();
    for id in ids {
        if !each.contains(id) {
            each.push(id.clone());
        }
    }
    each
}

/// Whether a key may go to these. Who has it already (`had`) is not left out.
pub(super) async fn may_go(w: &mut Write, caller: &Caller, request_id: &str, to: &[Id], had: &[Id]) -> Result<()> {
    let pinned = consents::pinned(&mut w.tx, request_id).await?;
    let agreed = consents::of(&mut w.tx, request_id).await?;
    let mut all = to.to_vec();
    all.extend(had.iter().filter(|id| !to.contains(id)).cloned());
    can_send(&caller.actor, &pinned, &all, &agreed)?;
    Ok(())
}
