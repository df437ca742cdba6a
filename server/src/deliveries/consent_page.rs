//! The requester's answer to somebody's wish for other recipients, behind a signed link in the mail that asks: no account, no script. Looking at it answers
//! nothing; the link is good for one answer.

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use eyelevel_contract::deliveries::paths;
use eyelevel_contract::ids::{Id, Millis};
use eyelevel_contract::lang::{Lang, PageLang};
use eyelevel_contract::requests::{Kind, Request};
use eyelevel_texts::{consents as texts, public_page as frame};
use maud::{Markup, html};

use super::{Wish, changes, recipients};
use crate::app::App;
use crate::db::AsConn;
use crate::error::{Error, Result};
use crate::extract::{Caller, Language, NamedLanguage};
use crate::links::{self, Purpose};
use crate::pages;
use crate::people::{self, session};
use crate::requests::store as requests;
use crate::write::Write;

/// So long it can be answered by link; in the portal always.
const LIVES: Millis = 14 * 24 * 3_600_000;

pub(super) fn router() -> Router<App> {
    Router::new().route("/c/{token}", get(show)).route("/c/{token}/agree", post(agree)).route("/c/{token}/refuse", post(refuse))
}

/// A link for the answer to a wish.
///
/// # Errors
/// Whatever the database says.
pub async fn link(w: &mut Write, wish_id: &str) -> Result<Id> {
    let expires_at = w.now + LIVES;
    links::create(w, Purpose::Consent, wish_id, expires_at).await
}

/// It was answered: its link opens nothing any more.
///
/// # Errors
/// Whatever the database says.
pub async fn over(w: &mut Write, wish_id: &str) -> Result<()> {
    links::end(w, Purpose::Consent, wish_id).await
}

/// A wish, whoever keeps it.
async fn wish(app: &App, mut on: &mut impl AsConn, id: &str, lang: Lang) -> Result<Option<(Wish, Option<Kind>)>> {
    if let Some(waiting) = changes::waiting(on, id).await? {
        let r = &waiting.change.recipient;
        let place = [&r.address.street, &r.address.postal_code, &r.address.city].map(String::as_str).join(" ");
        let whom = [r.name.as_str(), &r.organisation, &r.email, place.trim()].map(str::to_owned);
        let pinned = recipients::row(on, &waiting.recipient_id).await?;
        let now =
            [pinned.name.as_str(), &pinned.organisation, pinned.email.as_deref().unwrap_or_default(), &pinned.place()].map(str::to_owned);
        let wish = Wish {
            request_id: pinned.request_id,
            now: Some(in_a_line(now)),
            change: waiting.change.change.word(),
            whom: in_a_line(whom),
            reason: waiting.change.reason.clone(),
            asked_by: waiting.change.asked_by.name.clone(),
            open: waiting.change.agreed.is_none(),
            shares: Vec::new(),
        };
        return Ok(Some((wish, None)));
    }
    for kind in Kind::ALL {
        if let Some(wish) = app.goods(*kind).wish(&mut on, id, lang).await? {
            return Ok(Some((wish, Some(*kind))));
        }
    }
    Ok(None)
}

fn in_a_line(parts: [String; 4]) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

struct Opened {
    id: Id,
    wish: Wish,
    kind: Option<Kind>,
    request: Request,
    /// The requester, as who the answer is written down.
    caller: Caller,
}

/// What a link opens; none for one that is no good, or whose wish was answered or is nobody's any more.
async fn opened(app: &App, lang: Lang, token: &str) -> Result<Option<Opened>> {
    let mut on = app.db.read().await?;
    let Some(id) = links::subject(app, &mut on, Purpose::Consent, token).await? else { return Ok(None) };
    let Some((wish, kind)) = wish(app, &mut on, &id, lang).await?.filter(|(wish, _)| wish.open) else { return Ok(None) };
    let request = requests::any(&mut on, &wish.request_id).await?;
    // Who has no account any more answers nothing; the request has another requester by then.
    let caller = session::caller_of(&mut on, &request.requester.id).await?;
    Ok(caller.map(|caller| Opened { id, wish, kind, request, caller }))
}

async fn show(
    State(app): State<App>,
    Language(lang): Language,
    NamedLanguage(named): NamedLanguage,
    Path(token): Path<String>,
) -> Result<Response> {
    let Some(found) = opened(&app, lang, &token).await? else { return gone(&app, lang).await };
    // Read once more by who it is for, if that is another language.
    let reads = named.map_or(found.caller.lang, PageLang::portal);
    let again = if reads == lang { None } else { opened(&app, reads, &token).await? };
    let (lang, opened) = (reads, again.unwrap_or(found));
    let vendor = people::store::installation(&app, &mut app.db.read().await?).await?.vendor;
    let here = paths::consent(&token);
    let (title, body) = (texts::title(lang), body(lang, &here, &opened));
    let page = pages::Page { lang: lang.into(), langs: pages::PORTAL, title, vendor: &vendor, here: &here, head: html! {}, body };
    Ok(page.answer(app.portal.style(), StatusCode::OK))
}

fn body(lang: Lang, here: &str, opened: &Opened) -> Markup {
    let Opened { wish, request, .. } = opened;
    let sentence = match wish.change {
        "left_out" => texts::left_out(lang, &wish.asked_by, &wish.whom),
        "repaired" => texts::repaired(lang, &wish.asked_by, &wish.whom),
        "handed" => texts::handed(lang, &wish.asked_by, &wish.whom),
        "redirected" => texts::redirected(lang, &wish.asked_by, &wish.whom),
        _ => texts::added(lang, &wish.asked_by, &wish.whom),
    };
    html! {
        h1 { (texts::title(lang)) }
        p.lead { (sentence) }
        @if let Some(now) = &wish.now { p.muted { (texts::now(lang, now)) } }
        @if !wish.reason.is_empty() { p { (texts::because(lang, &wish.reason)) } }
        @if !wish.shares.is_empty() {
            section.card {
                h2 { (texts::shares(lang)) }
                ul { @for what in &wish.shares { li { (what) } } }
            }
        }
        p.muted { (texts::about(lang, &request.number, &request.subject)) }
        p { (texts::until_then(lang)) }
        form method="post" action=(format!("{here}/agree")) { button.button.primary.wide type="submit" { (texts::agree(lang)) } }
        form method="post" action=(format!("{here}/refuse")) { button.button.wide type="submit" { (texts::refuse(lang)) } }
    }
}

async fn agree(State(app): State<App>, Language(lang): Language, Path(token): Path<String>) -> Result<Response> {
    answer(&app, lang, &token, true).await
}

async fn refuse(State(app): State<App>, Language(lang): Language, Path(token): Path<String>) -> Result<Response> {
    answer(&app, lang, &token, false).await
}

async fn answer(app: &App, lang: Lang, token: &str, agreed: bool) -> Result<Response> {
    let Some(Opened { id, wish, kind, caller, .. }) = opened(app, lang, token).await? else { return gone(app, lang).await };
    let mut w = Write::begin(app, Some(caller.id().clone()), "link").await?;
    let done = match kind {
        Some(kind) => app.goods(kind).answer(&mut w, &caller, &id, agreed).await,
        None => match changes::waiting(&mut w.tx, &id).await? {
            Some(waiting) => changes::by_link(&mut w, &caller, &waiting, agreed).await,
            None => Err(Error::NotFound),
        },
    };
    let lang = caller.lang;
    let vendor = people::store::installation(app, &mut app.db.read().await?).await?.vendor;
    let said = |status, heading: &str, text: &str| pages::notice(app.portal.style(), lang, &vendor, status, heading, text, &html! {});
    match done {
        Ok(()) => {
            over(&mut w, &id).await?;
            w.commit().await?;
            let text = match (agreed, wish.change) {
                (true, _) => texts::agreed(lang),
                (false, "handed") => texts::refused_handed(lang),
                (false, _) => texts::refused(lang),
            };
            Ok(said(StatusCode::OK, texts::noted(lang), text))
        }
        // Things have changed since: it can't be agreed to any more, and the portal says why.
        Err(Error::Refused(_) | Error::Invalid(_) | Error::NotFound) => {
            Ok(said(StatusCode::CONFLICT, texts::too_late(lang), texts::too_late_text(lang)))
        }
        Err(error) => Err(error),
    }
}

async fn gone(app: &App, lang: Lang) -> Result<Response> {
    let vendor = people::store::installation(app, &mut app.db.read().await?).await?.vendor;
    let heading = frame::link_gone(lang.into());
    Ok(pages::notice(app.portal.style(), lang, &vendor, StatusCode::NOT_FOUND, heading, texts::gone_text(lang), &html! {}))
}
