use axum::extract::{Form, Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Redirect, Response};
use eyelevel_contract::ids::Id;
use eyelevel_contract::lang::Lang;
use eyelevel_contract::people::{PASSWORD_MIN, paths, validate_password};
use eyelevel_texts::{pages as texts, public_page};
use maud::html;
use serde::Deserialize;

use crate::app::App;
use crate::db::q;
use crate::error::{Error, Result};
use crate::extract::Language;
use crate::links::{self, Purpose};
use crate::pages::{self, Field, Page, field};
use crate::people::{password, session, store};
use crate::write::Write;

#[derive(Deserialize)]
pub(super) struct PasswordForm {
    #[serde(default)]
    password: String,
}

pub(super) async fn show_invitation(state: State<App>, lang: Language, token: Path<String>) -> Result<Response> {
    show(&state, lang.0, Purpose::Invitation, &token).await
}

pub(super) async fn show_reset(state: State<App>, lang: Language, token: Path<String>) -> Result<Response> {
    show(&state, lang.0, Purpose::Reset, &token).await
}

pub(super) async fn accept_invitation(
    state: State<App>,
    lang: Language,
    token: Path<String>,
    Form(form): Form<PasswordForm>,
) -> Result<Response> {
    set(&state, lang.0, Purpose::Invitation, &token, form.password).await
}

pub(super) async fn reset(state: State<App>, lang: Language, token: Path<String>, Form(form): Form<PasswordForm>) -> Result<Response> {
    set(&state, lang.0, Purpose::Reset, &token, form.password).await
}

async fn show(app: &App, lang: Lang, purpose: Purpose, token: &str) -> Result<Response> {
    let person = links::subject(app, &mut app.db.read().await?, purpose, token).await?;
    match person {
        Some(person) => page(app, purpose, token, &person, None).await,
        None => gone(app, lang, purpose).await,
    }
}

/// Sets the password, ends the link and all other sessions, and signs in.
async fn set(app: &App, lang: Lang, purpose: Purpose, token: &str, typed: String) -> Result<Response> {
    let person = links::subject(app, &mut app.db.read().await?, purpose, token).await?;
    let Some(person) = person else { return gone(app, lang, purpose).await };
    if let Err(faults) = validate_password(&typed) {
        return page(app, purpose, token, &person, Some(&Error::Invalid(faults))).await;
    }
    let hash = password::hash(typed).await?;
    let mut w = Write::begin(app, Some(person.clone()), "link").await?;
    // The person first, then their links, as everybody who writes both does.
    q("UPDATE people SET password_hash = $1, version = version + 1 WHERE id = $2").bind(hash).bind(&person).run(&mut w.tx).await?;
    // Once more inside the write: a link is used once, also by two clicks at once.
    match links::take(app, &mut w, purpose, token).await {
        Ok(()) => {}
        Err(Error::NotFound) => {
            drop(w);
            return gone(app, lang, purpose).await;
        }
        Err(error) => return Err(error),
    }
    for purpose in [Purpose::Invitation, Purpose::Reset] {
        links::end(&mut w, purpose, &person).await?;
    }
    session::end_all(&mut w, &person).await?;
    let cookie = session::begin(&mut w, &person).await?;
    w.audit("password.set", "person", &person).await?;
    w.commit().await?;
    Ok((StatusCode::SEE_OTHER, [(header::SET_COOKIE, cookie)], Redirect::to("/")).into_response())
}

async fn page(app: &App, purpose: Purpose, token: &str, person: &Id, error: Option<&Error>) -> Result<Response> {
    let mut on = app.db.read().await?;
    let me = store::me(app, &mut on, person).await?;
    let (lang, vendor) = (me.lang, me.installation.vendor);
    let (heading, text, action) = match purpose {
        Purpose::Invitation => {
            (texts::invitation_heading(lang, &me.name), Some(texts::invitation_text(lang, &vendor)), paths::invitation(token))
        }
        _ => (texts::reset_heading(lang, &me.name), None, paths::reset(token)),
    };
    let hint = texts::password_hint(lang, PASSWORD_MIN);
    let body = html! {
        h1 { (heading) }
        @if let Some(text) = text { p { (text) } }
        form.form method="post" action=(action) {
            // So that password managers know whose it is.
            input type="hidden" name="username" value=(me.email.as_str()) autocomplete="username";
            (field(&Field {
                name: "password",
                label: texts::new_password(lang),
                kind: "password",
                value: "",
                autocomplete: "new-password",
                hint: &hint,
                error: error.and_then(|e| pages::fault(lang, e, "password")),
            }))
            button.button.primary.wide type="submit" { (texts::set_password(lang)) }
        }
    };
    let status = if error.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok(Page { lang: lang.into(), langs: &[], title: &heading, vendor: &vendor, here: "", head: html! {}, body }
        .answer(app.portal.style(), status))
}

async fn gone(app: &App, lang: Lang, purpose: Purpose) -> Result<Response> {
    let vendor = store::installation(app, &mut app.db.read().await?).await?.vendor;
    let more = html! {
        @if purpose == Purpose::Invitation {
            p { (texts::link_gone_invitation(lang)) }
        } @else {
            p { a.button.primary href="/forgot" { (public_page::renew(lang.into())) } }
        }
    };
    let (heading, text) = (public_page::link_gone(lang.into()), public_page::link_gone_text(lang.into()));
    Ok(pages::notice(app.portal.style(), lang, &vendor, StatusCode::NOT_FOUND, heading, text, &more))
}
