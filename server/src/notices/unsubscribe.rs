//! The page behind the link in a mail. Scanners open links, so a GET changes nothing; a mail program's own button posts here, too (RFC 8058).

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use eyelevel_contract::lang::Lang;
use eyelevel_contract::notices::{self, NoticeKind, SETTINGS_PAGE};
use eyelevel_texts::{notice_page as texts, told};
use maud::{Markup, html};

use super::store;
use crate::app::App;
use crate::error::Result;
use crate::extract::Language;
use crate::mail::notices::{Subscribed, subscribed};
use crate::pages::{self, Page};
use crate::people;
use crate::write::Write;

/// What would be turned off, and a button.
pub(super) async fn show(State(app): State<App>, Language(lang): Language, Path(token): Path<String>) -> Result<Response> {
    let found = subscribed(&app, &mut app.db.read().await?, &token).await?;
    let Some(Subscribed { kinds, .. }) = found else { return gone(&app, lang).await };
    let here = notices::unsubscribe(&token);
    let body = html! {
        h1 { (texts::unsubscribe_heading(lang)) }
        p { (texts::unsubscribe_text(lang)) }
        (list(lang, &kinds))
        p { (texts::unsubscribe_stays(lang)) }
        form.form method="post" action=(here) {
            button.button.primary.wide type="submit" { (texts::unsubscribe_button(lang)) }
        }
        p { a href=(SETTINGS_PAGE) { (texts::settings(lang)) } }
    };
    page(&app, lang, StatusCode::OK, texts::unsubscribe_heading(lang), &here, body).await
}

/// Turns them off. Once more, and they are off as they were.
pub(super) async fn post(State(app): State<App>, Language(lang): Language, Path(token): Path<String>) -> Result<Response> {
    let found = subscribed(&app, &mut app.db.read().await?, &token).await?;
    let Some(Subscribed { person_id, kinds }) = found else { return gone(&app, lang).await };
    let mut w = Write::begin(&app, None, "link").await?;
    if store::turn_off(&mut w, &person_id, &kinds).await? {
        w.audit("notices.unsubscribed", "person", &person_id).await?;
        w.commit().await?;
    } else {
        drop(w);
    }
    let body = html! {
        h1 { (texts::unsubscribed_heading(lang)) }
        p { (texts::unsubscribed_text(lang)) }
        (list(lang, &kinds))
        p { (texts::unsubscribe_stays(lang)) }
        p { (texts::unsubscribed_again(lang)) " " a href=(SETTINGS_PAGE) { (texts::settings(lang)) } }
    };
    page(&app, lang, StatusCode::OK, texts::unsubscribed_heading(lang), "", body).await
}

fn list(lang: Lang, kinds: &[NoticeKind]) -> Markup {
    html! {
        ul {
            @for (name, means) in kinds.iter().map(|kind| told::kind(lang, *kind)) { li { strong { (name) } ": " (means) } }
        }
    }
}

async fn gone(app: &App, lang: Lang) -> Result<Response> {
    let body = html! {
        h1 { (texts::gone_heading(lang)) }
        p { (texts::gone_text(lang)) " " a href=(SETTINGS_PAGE) { (texts::settings(lang)) } }
    };
    page(app, lang, StatusCode::NOT_FOUND, texts::gone_heading(lang), "", body).await
}

async fn page(app: &App, lang: Lang, status: StatusCode, title: &str, here: &str, body: Markup) -> Result<Response> {
    let vendor = people::store::installation(app, &mut app.db.read().await?).await?.vendor;
    Ok(Page { lang: lang.into(), langs: pages::PORTAL, title, vendor: &vendor, here, head: html! {}, body }
        .answer(app.portal.style(), status))
}
