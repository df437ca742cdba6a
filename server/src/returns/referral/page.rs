//! The distributor's page behind the signed link in their mail: no account, no script; what is wanted, an answer, and later that it is done.
//! Looking at it changes nothing.

use axum::Router;
use axum::extract::{Form, Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::{get, post};
use eyelevel_contract::ids::Id;
use eyelevel_contract::lang::{Lang, PageLang};
use eyelevel_contract::returns::{ReferralAnswer, ReferralState, paths};
use eyelevel_texts::{distributor_page as t, public_page as frame};
use maud::html;

use super::form::{self, Typed, Wrong};
use super::view::{self, Shown};
use super::{act, store};
use crate::app::App;
use crate::db::q;
use crate::error::{Error, Result};
use crate::extract::{Language, NamedLanguage};
use crate::links::{self, Purpose};
use crate::pages::FILE_POLICY;
use crate::requests::attachments::Chunks;
use crate::requests::store as requests;
use crate::write::Write;
use crate::{pages, people};

pub(super) fn router() -> Router<App> {
    Router::new()
        .route("/h/{token}", get(show))
        .route("/h/{token}/files/{id}", get(file))
        .route("/h/{token}/answer", post(answer))
        .route("/h/{token}/done", post(done))
}

/// What a link opens; none for one that is no good, or whose return is not theirs any more.
async fn opened(app: &App, token: &str, named: Option<PageLang>) -> Result<Option<Shown>> {
    let mut on = app.db.read().await?;
    let Some(id) = links::subject(app, &mut on, Purpose::Referral, token).await? else { return Ok(None) };
    let Some((request_id, referral)) = store::one(&mut on, &id).await?.filter(|(_, referral)| referral.state.is_theirs()) else {
        return Ok(None);
    };
    // Who is no agent any more opens nothing.
    let Some(agent) = store::agent(&mut on, &referral.agent.id).await? else { return Ok(None) };
    let request = requests::any(&mut on, &request_id).await?;
    let vendor = people::store::installation(app, &mut on).await?;
    let here = paths::distributor(token);
    Ok(Some(Shown {
        lang: named.map_or(agent.lang, PageLang::portal),
        here: named.map_or_else(|| here.clone(), |lang| pages::in_language(&here, lang)),
        base: here,
        vendor,
        referral,
        request,
    }))
}

async fn show(
    State(app): State<App>,
    Language(lang): Language,
    NamedLanguage(named): NamedLanguage,
    Path(token): Path<String>,
) -> Result<Response> {
    match opened(&app, &token, named).await? {
        Some(shown) => Ok(view::page(&app, &shown, None)?.answer(app.portal.style(), StatusCode::OK)),
        None => gone(&app, lang).await,
    }
}

/// A picture that was handed over; nothing else that is attached.
async fn file(State(app): State<App>, Language(lang): Language, Path((token, id)): Path<(String, Id)>) -> Result<Response> {
    let Some(shown) = opened(&app, &token, None).await? else { return gone(&app, lang).await };
    if !shown.referral.shared.files.iter().any(|file| file.id == id) {
        return gone(&app, lang).await;
    }
    let sql = "SELECT media_type FROM attachments WHERE id = $1 AND complete AND request_id = $2";
    let row: Option<(String,)> = q(sql).bind(&id).bind(&shown.request.id).maybe(&mut app.db.read().await?).await?;
    let (media_type,) = row.filter(|(kind,)| kind.starts_with("image/")).ok_or(Error::NotFound)?;
    let mut response = Chunks::of(&app, &id).body().into_response();
    if let Ok(kind) = HeaderValue::from_str(&media_type) {
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
    }
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(FILE_POLICY));
    pages::private(response.headers_mut());
    Ok(response)
}

/// The answer. What was typed stays when it can't be taken.
async fn answer(
    State(app): State<App>,
    Language(lang): Language,
    NamedLanguage(named): NamedLanguage,
    Path(token): Path<String>,
    Form(typed): Form<Typed>,
) -> Result<Response> {
    let Some(shown) = opened(&app, &token, named).await? else { return gone(&app, lang).await };
    let said = match form::answer(&typed) {
        Ok(said) => said,
        Err(faults) => return again(&app, &shown, &typed, &Error::Invalid(faults)),
    };
    let mut w = Write::begin(&app, Some(shown.referral.agent.id.clone()), "link").await?;
    let acted = act::answer(&mut w, &shown.referral.id, &said).await;
    if let Some(refused) = ended(&app, &shown, &typed, w, acted).await? {
        return Ok(refused);
    }
    let owner = &shown.request.owner.name;
    let text = match said.answer {
        Some(ReferralAnswer::Needs) => t::noted_needs(shown.lang, owner),
        Some(ReferralAnswer::NotCovered) => t::noted_no(shown.lang, owner),
        // Where it says what was promised, and takes the word that it is done.
        _ => return Ok(Redirect::to(&shown.here).into_response()),
    };
    Ok(notice(&app, &shown, StatusCode::OK, t::noted(shown.lang), &text))
}

/// It is done.
async fn done(
    State(app): State<App>,
    Language(lang): Language,
    NamedLanguage(named): NamedLanguage,
    Path(token): Path<String>,
    Form(typed): Form<Typed>,
) -> Result<Response> {
    let Some(shown) = opened(&app, &token, named).await? else { return gone(&app, lang).await };
    let mut w = Write::begin(&app, Some(shown.referral.agent.id.clone()), "link").await?;
    let acted = act::done(&mut w, &shown.referral.id, form::value(&typed, "text")).await;
    if let Some(refused) = ended(&app, &shown, &typed, w, acted).await? {
        return Ok(refused);
    }
    let text = t::noted_done(shown.lang, &shown.referral.shared.partner, &shown.vendor.vendor);
    Ok(notice(&app, &shown, StatusCode::OK, t::noted(shown.lang), &text))
}

/// Commits what was done; else the page that says why it was not.
async fn ended(app: &App, shown: &Shown, typed: &Typed, w: Write, acted: Result<()>) -> Result<Option<Response>> {
    match acted {
        Ok(()) => w.commit().await.map(|()| None),
        Err(error @ Error::Invalid(_)) => again(app, shown, typed, &error).map(Some),
        Err(Error::Refused(_)) => Ok(Some(too_late(app, shown))),
        Err(error) => Err(error),
    }
}

fn again(app: &App, shown: &Shown, typed: &Typed, error: &Error) -> Result<Response> {
    let wrong = Wrong::of(shown.lang, error);
    Ok(view::page(app, shown, Some((typed, &wrong)))?.answer(app.portal.style(), StatusCode::UNPROCESSABLE_ENTITY))
}

fn notice(app: &App, shown: &Shown, status: StatusCode, heading: &str, text: &str) -> Response {
    pages::notice(app.portal.style(), shown.lang, &shown.vendor.vendor, status, heading, text, &html! {})
}

/// Pressed twice, or taken back while they wrote.
fn too_late(app: &App, shown: &Shown) -> Response {
    let was_handed = shown.referral.state == ReferralState::Handed;
    tracing::info!(request = %shown.request.number, was_handed, "a distributor's answer came too late");
    notice(app, shown, StatusCode::CONFLICT, t::too_late(shown.lang), t::too_late_text(shown.lang))
}

/// Expired, ended, tampered with, never made: it all looks the same.
async fn gone(app: &App, lang: Lang) -> Result<Response> {
    let vendor = people::store::installation(app, &mut app.db.read().await?).await?.vendor;
    let (heading, text) = (frame::link_gone(lang.into()), t::gone_text(lang, &vendor));
    Ok(pages::notice(app.portal.style(), lang, &vendor, StatusCode::NOT_FOUND, heading, &text, &html! {}))
}
