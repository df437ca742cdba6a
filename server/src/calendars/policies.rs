use axum::extract::State;
use axum::response::Response;
use eyelevel_contract::calendars::{
    EditPolicies, Mine, MyPromises, PROMISE_DAYS_MAX, Policies, rules::can_keep_calendars, validate_policies,
};
use eyelevel_contract::requests::{Kind, PromiseKind, Severity};
use eyelevel_contract::validate::{Fault, Faults};

use super::current::in_time;
use super::promised::Terms;
use super::{hours, store};
use crate::app::App;
use crate::error::Result;
use crate::extract::{Caller, IfMatch, Json, versioned};

/// The policies as they hold now.
#[utoipa::path(get, path = "/api/v1/policies", tag = "calendars", responses((status = 200, body = Policies), (status = 401), (status = 403)))]
pub(super) async fn get(State(app): State<App>, caller: Caller) -> Result<Response> {
    can_keep_calendars(&caller.actor)?;
    let policies = store::policies(&mut app.db.read().await?).await?;
    Ok(versioned(policies.version, &policies))
}

/// A new version of the policies. What was promised before stays as it was promised.
#[utoipa::path(put, path = "/api/v1/policies", tag = "calendars", request_body = EditPolicies,
    params(("If-Match" = String, Header, description = "The version that is edited")),
    responses((status = 200, body = Policies), (status = 400), (status = 401), (status = 403), (status = 412), (status = 422), (status = 428)))]
pub(super) async fn put(
    State(app): State<App>,
    caller: Caller,
    IfMatch(version): IfMatch,
    Json(body): Json<EditPolicies>,
) -> Result<Response> {
    can_keep_calendars(&caller.actor)?;
    let edit = validate_policies(&body)?;
    let mut w = caller.write(&app).await?;
    let hours = hours(&app, &mut w.tx).await?;
    let mut faults = Faults::new();
    // By the places in which they were sent.
    for (n, policy) in body.policies.iter().enumerate() {
        for (field, minutes) in [("answer", policy.answer), ("decision", policy.decision), ("fulfilment", policy.fulfilment)] {
            if !in_time(&hours, w.now, minutes) {
                faults.add(format!("policies.{n}.{field}"), Fault::DueTooLate(PROMISE_DAYS_MAX));
            }
        }
    }
    faults.or(())?;
    store::write_policies(&mut w, version, &edit).await?;
    let policies = store::policies(&mut w.tx).await?;
    w.commit().await?;
    Ok(versioned(policies.version, &policies))
}

/// What would be promised to the caller's company for a request that was made now, by kind and severity.
#[utoipa::path(get, path = "/api/v1/policies/mine", tag = "calendars", responses((status = 200, body = MyPromises), (status = 401)))]
pub(super) async fn mine(State(app): State<App>, caller: Caller) -> Result<axum::Json<MyPromises>> {
    let terms = Terms::of(&app, &mut app.db.read().await?, &caller.actor.organisation_id).await?;
    let now = app.clock.now();
    let all = Kind::ALL.iter().flat_map(|kind| Severity::ALL.iter().map(|severity| (*kind, *severity)));
    let mine = |(kind, severity)| {
        let promised = terms.promised(now, (kind, severity), PromiseKind::Decision)?;
        Ok(Mine { kind, severity, minutes: promised.minutes, due_at: promised.due_at })
    };
    let promises = all.map(mine).collect::<Result<_>>()?;
    Ok(axum::Json(MyPromises { promises }))
}
