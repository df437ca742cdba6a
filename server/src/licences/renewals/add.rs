use axum::extract::State;
use axum::response::Response;
use eyelevel_contract::ids::Id;
use eyelevel_contract::licences::{NewRenewal, Renewal, paths};
use eyelevel_contract::validate::{Fault, Faults};

use super::lines::Known;
use super::{run, store};
use crate::app::App;
use crate::calendar;
use crate::error::Result;
use crate::extract::{Caller, Submission};

/// Renews many installations. It begins at once and goes on by itself; `GET` says how far it is.
#[utoipa::path(post, path = "/api/v1/renewals", tag = "licences", request_body = NewRenewal,
    responses((status = 201, body = Renewal), (status = 401), (status = 403), (status = 422)))]
pub(super) async fn post(State(app): State<App>, caller: Caller, submission: Submission<NewRenewal>) -> Result<Response> {
    let mut w = match submission.begin(&app, &caller).await? {
        Ok(w) => w,
        Err(answer) => return Ok(answer),
    };
    let known = Known::load(&mut w.tx, &caller.actor, calendar::today(&app)?).await?;
    let preview = known.chosen(&submission.body.installation_ids)?;
    let mut faults = Faults::new();
    for (i, line) in preview.lines.iter().enumerate() {
        match line.obstacle {
            None => {}
            Some(eyelevel_contract::licences::RenewalObstacle::Unknown) => faults.add(format!("installation_ids.{i}"), Fault::Unknown),
            Some(eyelevel_contract::licences::RenewalObstacle::Twice) => faults.add(format!("installation_ids.{i}"), Fault::Twice),
            // Nothing is begun of which it is known that it comes to nothing.
            Some(_) => faults.add(format!("installation_ids.{i}"), Fault::NotOffered),
        }
    }
    faults.or(())?;
    let ids: Vec<Id> = preview.lines.into_iter().filter_map(|line| Some(line.installation?.id)).collect();
    let id = store::insert(&mut w, caller.id(), &caller.actor.organisation_id, &ids).await?;
    w.audit("renewal.begun", "renewal", &id).await?;
    let renewal = store::renewal(&mut w.tx, caller.id(), &id).await?;
    let answer = submission.created(w, &caller, &paths::renewal(&id), &renewal).await?;
    run::begin(&app, &id);
    Ok(answer)
}
