use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::response::Response;
use eyelevel_contract::email::Email;
use eyelevel_contract::ids::Id;
use eyelevel_texts::pages as texts;
use maud::html;
use serde::Deserialize;
use serde_json::json;

use crate::app::App;
use crate::db::q2;
use crate::error::Result;
use crate::extract::{ClientIp, Language};
use crate::links::{self, Purpose};
use crate::mail::{self, Template};
use crate::pages::{self, Field, Page, field};
use crate::people::{store, throttle};
use crate::write::Write;

/// A reset link lives for an hour.
const LIVES: i64 = 3_600_000;

pub(super) async fn show(State(app): State<App>, Language(lang): Language) -> Result<Response> {
    let vendor = store::installation(&app, &mut app.db.read().await?).await?.vendor;
    let body = html! {
        h1 { (texts::forgot_heading(lang)) }
        p { (texts::forgot_text(lang)) }
        form.form method="post" action="/forgot" {
            (field(&Field { name: "email", label: texts::email(lang), kind: "email", value: "", autocomplete: "username", hint: "", error: None }))
            button.button.primary.wide type="submit" { (texts::forgot_send(lang)) }
        }
        p { a href="/sign-in" { (texts::back_to_sign_in(lang)) } }
    };
    Ok(Page {
        lang: lang.into(),
        langs: pages::PORTAL,
        title: texts::forgot_heading(lang),
        vendor: &vendor,
        here: "/forgot",
        head: html! {},
        body,
    }
    .answer(app.portal.style(), StatusCode::OK))
}

#[derive(Deserialize)]
pub(super) struct ForgotForm {
    #[serde(default)]
    email: String,
}

/// Whether the address is known is not said; who asks too often waits.
pub(super) async fn post(State(app): State<App>, Language(lang): Language, ip: ClientIp, Form(form): Form<ForgotForm>) -> Result<Response> {
    let by_client = format!("forgot-from:{}", ip.0);
    throttle::check(&app, std::slice::from_ref(&by_client)).await?;
    let mut w = Write::begin(&app, None, "link").await?;
    throttle::attempt(&mut w, &by_client, 20).await?;
    let key = Email::parse(&form.email).map(|e| e.key()).unwrap_or_default();
    // Held until the commit: of two who ask at once, the second finds the first one's link.
    let find = "SELECT id FROM people WHERE email_key = $1";
    let found: Option<(Id,)> = q2(find, format!("{find} FOR NO KEY UPDATE")).bind(key).maybe(&mut w.tx).await?;
    if let Some((id,)) = found
        // One mail in five minutes is enough for anybody.
        && links::living(&mut w, Purpose::Reset, &id, LIVES - 300_000).await?.is_none()
    {
        links::end(&mut w, Purpose::Reset, &id).await?;
        let until = w.now + LIVES;
        let link = links::create(&mut w, Purpose::Reset, &id, until).await?;
        mail::to_person(&mut w, &id, Template::Reset, &link, json!({ "link": link })).await?;
        w.audit("password.reset_asked", "person", &id).await?;
    }
    w.commit().await?;
    let vendor = store::installation(&app, &mut app.db.read().await?).await?.vendor;
    let more = html! { p { a href="/sign-in" { (texts::back_to_sign_in(lang)) } } };
    Ok(pages::notice(
        app.portal.style(),
        lang,
        &vendor,
        StatusCode::OK,
        texts::forgot_sent_heading(lang),
        texts::forgot_sent_text(lang),
        &more,
    ))
}
