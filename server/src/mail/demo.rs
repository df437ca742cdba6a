//! A demo's mails, kept instead of sent, and the page that shows them.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use eyelevel_contract::ids::{Id, Millis};
use eyelevel_texts::{format, pages as texts};
use maud::{Markup, html};

use super::transport::Envelope;
use crate::app::App;
use crate::calendar;
use crate::db::q;
use crate::error::{Error, Result};
use crate::extract::Language;
use crate::pages::{self, Page};
use crate::write::Write;

/// Shown at once.
const SHOWN: i64 = 300;

pub(super) async fn keep(w: &mut Write, id: &Id, envelope: &Envelope) -> Result<()> {
    let sql = "INSERT INTO demo_mails (id, at, to_name, to_email, subject, body, message_id) VALUES ($1, $2, $3, $4, $5, $6, $7) \
               ON CONFLICT (id) DO NOTHING";
    q(sql)
        .bind(id)
        .bind(w.now)
        .bind(&envelope.to_name)
        .bind(&envelope.to_email)
        .bind(&envelope.subject)
        .bind(&envelope.body)
        .bind(&envelope.message_id)
        .run(&mut w.tx)
        .await?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct Row {
    at: Millis,
    to_name: String,
    to_email: String,
    subject: String,
    body: String,
}

/// `/dev/mail`: in a demo without SMTP settings only; elsewhere there is no such page.
pub(crate) async fn page(State(app): State<App>, Language(lang): Language) -> Result<Response> {
    let mut on = app.db.read().await?;
    if !app.config.smtp_url.is_empty() || !app.is_demo(&mut on).await? {
        return Err(Error::NotFound);
    }
    let sql = "SELECT at, to_name, to_email, subject, body FROM demo_mails ORDER BY at DESC, id DESC LIMIT $1";
    let rows: Vec<Row> = q(sql).bind(SHOWN).all(&mut on).await?;
    let mut mails = Vec::with_capacity(rows.len());
    for row in &rows {
        mails.push((format::timestamp(lang, calendar::civil(&app, row.at)?), row));
    }
    let body = html! {
        h1 { (texts::dev_mail(lang)) }
        p.muted { (texts::dev_mail_text(lang)) }
        @if mails.is_empty() { p { (texts::dev_mail_none(lang)) } }
        @for (moment, mail) in &mails {
            article.card {
                h2 { (mail.subject) }
                p.muted { (texts::dev_mail_to(lang, &mail.to_name, &mail.to_email)) " · " time { (moment) } }
                div.mail { (with_links(&mail.body)) }
            }
        }
    };
    Ok(Page {
        lang: lang.into(),
        langs: pages::PORTAL,
        title: texts::dev_mail(lang),
        vendor: "Eyelevel",
        here: "/dev/mail",
        head: html! {},
        body,
    }
    .answer(app.portal.style(), StatusCode::OK))
}

/// The text, its addresses as links.
fn with_links(body: &str) -> Markup {
    html! {
        @for (i, line) in body.lines().enumerate() {
            @if i > 0 { br; }
            @for (j, word) in line.split(' ').enumerate() {
                @if j > 0 { " " }
                @if word.starts_with("http://") || word.starts_with("https://") { a href=(word) { (word) } } @else { (word) }
            }
        }
    }
}
