use axum::extract::{Form, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Redirect, Response};
use eyelevel_contract::lang::Lang;
use eyelevel_contract::people::{SignIn, paths};
use eyelevel_texts::{pages as texts, problems};
use maud::{Markup, html};
use serde::Deserialize;

use crate::app::App;
use crate::error::{Error, Result};
use crate::extract::{Caller, ClientIp, Language, Query};
use crate::pages::{Field, PORTAL, Page, field};
use crate::people::{sign_in::authenticate, store};

#[derive(Deserialize)]
pub(super) struct SignInQuery {
    #[serde(default)]
    next: String,
}

#[derive(Deserialize)]
pub(super) struct SignInForm {
    #[serde(default)]
    email: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    next: String,
}

/// The form; who is signed in already goes on at once.
pub(super) async fn show(
    State(app): State<App>,
    Language(lang): Language,
    caller: Option<axum::Extension<Caller>>,
    Query(query): Query<SignInQuery>,
) -> Result<Response> {
    if caller.is_some() {
        return Ok(Redirect::to(&inside(&query.next)).into_response());
    }
    Ok(page(&app, lang, "", &query.next, None).await?.into_answer(&app, StatusCode::OK))
}

/// Signs in and goes where the person wanted to go, but never to another site.
pub(super) async fn post(
    State(app): State<App>,
    Language(lang): Language,
    ip: ClientIp,
    headers: HeaderMap,
    Form(form): Form<SignInForm>,
) -> Result<Response> {
    let credentials = SignIn { email: form.email.clone(), password: form.password };
    let (status, error) = match authenticate(&app, &ip, &headers, &credentials).await {
        Ok((_, cookie)) => {
            return Ok((StatusCode::SEE_OTHER, [(header::SET_COOKIE, cookie)], Redirect::to(&inside(&form.next))).into_response());
        }
        Err(Error::WrongCredentials) => (StatusCode::UNAUTHORIZED, problems::wrong_credentials(lang).to_owned()),
        Err(Error::Throttled(seconds)) => {
            (StatusCode::TOO_MANY_REQUESTS, format!("{} {}", problems::throttled(lang), problems::wait_seconds(lang, seconds)))
        }
        Err(other) => return Err(other),
    };
    tracing::warn!(status = status.as_u16(), "refused");
    Ok(page(&app, lang, &form.email, &form.next, Some(error)).await?.into_answer(&app, status))
}

/// A path of ours; anything else leads to the board. `//host` and `/\host` would leave the site.
fn inside(next: &str) -> String {
    let ours = next.starts_with('/') && !next.starts_with("//") && !next.contains('\\') && !next.chars().any(char::is_control);
    if ours { next.to_owned() } else { "/".to_owned() }
}

/// A page that owns its texts.
struct Owned {
    lang: Lang,
    vendor: String,
    here: String,
    head: Markup,
    body: Markup,
}

impl Owned {
    fn into_answer(self, app: &App, status: StatusCode) -> Response {
        Page {
            lang: self.lang.into(),
            langs: PORTAL,
            title: texts::sign_in(self.lang),
            vendor: &self.vendor,
            here: &self.here,
            head: self.head,
            body: self.body,
        }
        .answer(app.portal.style(), status)
    }
}

async fn page(app: &App, lang: Lang, email: &str, next: &str, error: Option<String>) -> Result<Owned> {
    let installation = store::installation(app, &mut app.db.read().await?).await?;
    let body = html! {
        h1 { (texts::sign_in(lang)) }
        @if let Some(error) = &error { p.notice data-tone="late" role="alert" { (error) } }
        form.form method="post" action="/sign-in" {
            input type="hidden" name="next" value=(inside(next));
            (input(texts::email(lang), "email", "email", email, "username"))
            (input(texts::password(lang), "password", "password", "", "current-password"))
            button.button.primary.wide type="submit" { (texts::sign_in(lang)) }
        }
        p { a href="/forgot" { (texts::forgot(lang)) } }
        @if installation.demo { (demo(lang)) }
    };
    // Once the form is usable, the portal behind it is fetched.
    let head = html! { @for url in app.portal.prefetch() { link rel="prefetch" href=(url) as=[kind(url)] crossorigin="anonymous"; } };
    Ok(Owned { lang, vendor: installation.vendor, here: paths::sign_in(&inside(next)), head, body })
}

fn kind(url: &str) -> Option<&'static str> {
    match url.rsplit('.').next() {
        Some("js") => Some("script"),
        Some("css") => Some("style"),
        Some("wasm") => Some("fetch"),
        _ => None,
    }
}

fn input(label: &str, name: &str, kind: &str, value: &str, autocomplete: &str) -> Markup {
    field(&Field { name, label, kind, value, autocomplete, hint: "", error: None })
}

fn demo(lang: Lang) -> Markup {
    html! {
        section.card {
            p.muted { (texts::demo_accounts(lang, crate::people::DEMO_PASSWORD)) }
            p.muted {
                @for (i, name) in crate::people::DEMO_ACCOUNTS.iter().enumerate() {
                    @if i > 0 { ", " }
                    code { (name) }
                }
                " @eyelevel.example"
            }
        }
    }
}
