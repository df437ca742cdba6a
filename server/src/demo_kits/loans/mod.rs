//! Loans: what is out and until when, a later day by request, pieces that are bought instead, what came back by scan, and what follows when a
//! loan is overdue.

pub mod answer;
pub mod by_return;
pub mod check_in;
mod csv;
pub mod keep;
pub mod later;
mod list;
mod remind;
pub mod step;
mod store;
pub mod take_back;
mod words;

pub use list::needs;
pub use remind::remind;
pub(super) use store::{Lines, loan};

use eyelevel_contract::demo_kits::DemoKit;
use eyelevel_contract::demo_kits::loans::{Verb, can, stands};
use eyelevel_contract::lang::Lang;
use eyelevel_contract::requests::{EventKind, State};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::app::App;
use crate::calendar;
use crate::deliveries::look;
use crate::error::Result;
use crate::extract::Caller;
use crate::mail::Template;
use crate::requests::{promises, spine, timeline};
use crate::write::Write;

/// The operations on loans.
pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::list))
        .routes(routes!(csv::table))
        .routes(routes!(later::post))
        .routes(routes!(keep::post))
        .routes(routes!(take_back::post))
        .routes(routes!(answer::post))
        .routes(routes!(check_in::post))
        .routes(routes!(step::post))
}

/// The loan, locked for what somebody wants to do to it.
///
/// # Errors
/// `NotFound`; what [`can`] refuses.
async fn locked(w: &mut Write, caller: &Caller, id: &str, verb: Verb) -> Result<DemoKit> {
    spine::lock(w, id).await?;
    let app = w.app().clone();
    let kit = super::store::kit(&app, &mut w.tx, &caller.actor, Lang::De, id).await?;
    can(&caller.actor, verb, &kit, calendar::today(&app)?)?;
    Ok(kit)
}

/// The request follows its loan: closed when nothing is owed any more, else whose move it is. A wish for which nothing is left is void.
///
/// # Errors
/// Whatever the database says.
async fn stand(w: &mut Write, caller: &Caller, id: &str) -> Result<DemoKit> {
    let app = w.app().clone();
    let today = calendar::today(&app)?;
    let mut kit = super::store::kit(&app, &mut w.tx, &caller.actor, Lang::De, id).await?;
    if let Some(wish) = kit.loan.open_wish()
        && (kit.loan.is_settled() || store::is_empty(w, wish).await?)
    {
        store::void(w, &wish.id, None).await?;
        promises::void(w, id).await?;
        kit = super::store::kit(&app, &mut w.tx, &caller.actor, Lang::De, id).await?;
    }
    let state = stands(kit.page.request.state, &kit.loan, kit.page.request.return_on, today);
    spine::set_state(w, id, state).await?;
    if state == State::Closed {
        let entry = timeline::event(w, id, EventKind::Closed, None, None).await?;
        w.audit("request.closed", "request", id).await?;
        look::closed(w, id).await?;
        spine::tell(w, &kit.page.request.requester.id, Template::Closed, &entry, id).await?;
    }
    kit.page.request.state = state;
    Ok(kit)
}
