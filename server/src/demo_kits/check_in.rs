use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::demo_kits::DemoKit;
use eyelevel_contract::lang::Lang;
use eyelevel_contract::requests::rules::{Action, can};
use eyelevel_contract::requests::{EventKind, State as At};

use super::{stock, store};
use crate::app::App;
use crate::deliveries::parcels;
use crate::error::Result;
use crate::extract::{Caller, Language, Nothing, Submission};
use crate::mail::Template;
use crate::requests::{spine, timeline};
use crate::write::Write;

/// A loan is back: its pieces are in the house again, the request is closed.
#[utoipa::path(post, path = "/api/v1/demo-kits/{id}/check-in", tag = "demo kits", params(("id" = String, Path)),
    responses((status = 200, body = DemoKit), (status = 401), (status = 403), (status = 404), (status = 409)))]
pub(super) async fn post(
    State(app): State<App>,
    caller: Caller,
    Language(lang): Language,
    Path(id): Path<String>,
    submission: Submission<Nothing>,
) -> Result<Response> {
    let mut w = match submission.begin(&app, &caller).await? {
        Ok(w) => w,
        Err(answer) => return Ok(answer),
    };
    check_in(&mut w, &caller, &id).await?;
    super::answer_with(w, &caller, lang, submission, &id).await
}

/// Checks a loan in.
///
/// # Errors
/// What [`can`] refuses.
pub async fn check_in(w: &mut Write, caller: &Caller, id: &str) -> Result<()> {
    spine::lock(w, id).await?;
    let app = w.app().clone();
    let kit = store::kit(&app, &mut w.tx, &caller.actor, Lang::De, id).await?;
    can(&caller.actor, Action::CheckIn, &kit.page.request)?;
    stock::take_back(w, &store::decided(&kit.lines)).await?;
    parcels::free_serials(w, id).await?;
    spine::set_state(w, id, At::Closed).await?;
    timeline::event(w, id, EventKind::CheckedIn, None, None).await?;
    let entry = timeline::event(w, id, EventKind::Closed, None, None).await?;
    w.audit("request.checked_in", "request", id).await?;
    spine::tell(w, &kit.page.request.requester.id, Template::Closed, &entry, id).await
}
