//! The recipient's page: no account, no script; what is coming to them, where it is, and two buttons. Nothing about anybody else.

mod act;
mod form;
mod report;
mod store;
mod view;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::{get, post};
use eyelevel_contract::deliveries::paths;
use eyelevel_contract::lang::PageLang;
use eyelevel_texts::public_page as texts;
use maud::html;

use crate::app::App;
use crate::error::{Error, Result};
use crate::extract::{NamedLanguage, PageLanguage};
use crate::links::{self, Purpose};
use crate::{pages, people};

pub(super) fn router() -> Router<App> {
    Router::new()
        .route("/r/{token}", get(show))
        .route("/r/{token}/file", get(file))
        .route("/r/{token}/shown", post(act::shown))
        .route("/r/{token}/received", post(act::received))
        .route("/r/{token}/problem", post(act::problem).layer(DefaultBodyLimit::max(form::BODY_MAX)))
        .route("/r/{token}/renew", post(act::renew))
}

/// Opening the page changes nothing: a scanner that follows links in mails confirms nothing.
async fn show(
    State(app): State<App>,
    PageLanguage(lang): PageLanguage,
    NamedLanguage(named): NamedLanguage,
    Path(token): Path<String>,
) -> Result<Response> {
    let Some(id) = recipient(&app, &token).await? else { return gone(&app, lang, &token).await };
    let shown = store::load(&app, &id, &token, named).await?;
    Ok(view::page(&app, &shown, None)?.answer(app.portal.style(), StatusCode::OK))
}

/// What is delivered, as a file, if it is a text. Before it was shown on the page, this leads there: a scanner that follows links gets nothing.
async fn file(State(app): State<App>, PageLanguage(lang): PageLanguage, Path(token): Path<String>) -> Result<Response> {
    let Some(id) = recipient(&app, &token).await? else { return gone(&app, lang, &token).await };
    if !store::is_opened(&mut app.db.read().await?, &id).await? {
        let mut page = Redirect::to(&paths::recipient(&token)).into_response();
        pages::private(page.headers_mut());
        return Ok(page);
    }
    let mut w = crate::write::Write::begin(&app, None, "link").await?;
    let request = super::recipients::request_of(&mut w.tx, &id).await?;
    let request = crate::requests::store::any(&mut w.tx, &request).await?;
    let (name, text) = app.goods(request.kind).file(&mut w, &request, &id).await?.ok_or(Error::NotFound)?;
    w.audit("delivery.fetched", "recipient", &id).await?;
    w.commit().await?;
    let mut file = attached(&name, text);
    pages::private(file.headers_mut());
    Ok(file)
}

/// A text to be saved under a name.
pub(crate) fn attached(name: &str, text: String) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    (headers, text).into_response()
}

/// The page's address, in the language that was chosen on it.
fn address(token: &str, named: Option<PageLang>) -> String {
    let here = paths::recipient(token);
    named.map_or_else(|| here.clone(), |lang| pages::in_language(&here, lang))
}

/// Whose page it is; none for a link that is no good.
async fn recipient(app: &App, token: &str) -> Result<Option<String>> {
    links::subject(app, &mut app.db.read().await?, Purpose::Recipient, token).await
}

/// Expired, ended, tampered with, never made: it all looks the same.
async fn gone(app: &App, lang: PageLang, token: &str) -> Result<Response> {
    let vendor = people::store::installation(app, &mut app.db.read().await?).await?;
    let more = html! {
        form method="post" action=(format!("{}/renew", paths::recipient(token))) {
            button.button.primary type="submit" { (texts::renew(lang)) }
        }
        p.muted { (texts::renew_text(lang)) }
        @if !vendor.phone.is_empty() { p { (texts::questions(lang, &vendor.phone)) } }
    };
    Ok(pages::notice(
        app.portal.style(),
        lang,
        &vendor.vendor,
        StatusCode::NOT_FOUND,
        texts::link_gone(lang),
        texts::link_gone_text(lang),
        &more,
    ))
}
