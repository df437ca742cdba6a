use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use eyelevel_contract::deliveries::{Receipt, paths};
use eyelevel_texts::pages as texts;
use maud::html;
use serde::Deserialize;

use super::super::parcels::LINK_LIVES;
use super::view::Refused;
use super::{gone, recipient, store, view};
use crate::app::App;
use crate::error::{Error, Result};
use crate::extract::Language;
use crate::links::{self, Purpose};
use crate::mail::{self, Template};
use crate::people::throttle;
use crate::write::Write;
use crate::{pages, people};

/// A recipient's reports that cost nothing; then they have to wait.
const REPORTS: i64 = 10;

/// *I have received it.*
pub(super) async fn received(State(app): State<App>, Language(lang): Language, Path(token): Path<String>) -> Result<Response> {
    let Some(id) = recipient(&app, &token).await? else { return gone(&app, lang, &token).await };
    let mut w = Write::begin(&app, None, "link").await?;
    super::super::receive(&mut w, &id, &Receipt { complete: true, note: String::new() }).await?;
    w.commit().await?;
    Ok(Redirect::to(&paths::recipient(&token)).into_response())
}

#[derive(Deserialize)]
pub(super) struct Problem {
    #[serde(default)]
    note: String,
}

/// *Something is wrong.* What was typed stays when it can't be taken.
pub(super) async fn problem(
    State(app): State<App>,
    Language(lang): Language,
    Path(token): Path<String>,
    Form(form): Form<Problem>,
) -> Result<Response> {
    let Some(id) = recipient(&app, &token).await? else { return gone(&app, lang, &token).await };
    let mut w = Write::begin(&app, None, "link").await?;
    // Each report is told to two people.
    throttle::attempt(&mut w, &format!("problem:{id}"), REPORTS).await?;
    let done = super::super::receive(&mut w, &id, &Receipt { complete: false, note: form.note.clone() }).await;
    match done {
        Ok(()) => {
            w.commit().await?;
            Ok(Redirect::to(&paths::recipient(&token)).into_response())
        }
        Err(error @ Error::Invalid(_)) => {
            drop(w);
            let shown = store::load(&app, &id, &token, None).await?;
            let Some(error) = pages::fault(shown.lang, &error, "note") else {
                // Confirmed meanwhile: there is nothing to report any more, and the page says so.
                return Ok(Redirect::to(&paths::recipient(&token)).into_response());
            };
            let refused = Refused { typed: form.note, error };
            Ok(view::page(&app, &shown, Some(&refused))?.answer(app.portal.style(), StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(error) => Err(error),
    }
}

/// A new link, sent to the pinned address and to no other. Whatever the link was, the answer is the same.
pub(super) async fn renew(State(app): State<App>, Language(lang): Language, Path(token): Path<String>) -> Result<Response> {
    match send_new_link(&app, &token).await {
        Ok(()) | Err(Error::NotFound) => {}
        Err(error) => return Err(error),
    }
    let vendor = people::store::installation(&app, &mut app.db.read().await?).await?.vendor;
    Ok(pages::notice(app.portal.style(), lang, &vendor, StatusCode::OK, texts::renewed_heading(lang), texts::renewed_text(lang), &html! {}))
}

async fn send_new_link(app: &App, token: &str) -> Result<()> {
    // What nobody has signed costs no writer.
    links::signed_id(app, token).ok_or(Error::NotFound)?;
    let mut w = Write::begin(app, None, "link").await?;
    let recipient = links::once(app, &mut w.tx, Purpose::Recipient, token).await?;
    // One an hour: nobody's mailbox is flooded.
    if throttle::once(&mut w, &format!("renewed:{recipient}"), 3_600_000).await? {
        let expires_at = w.now + LINK_LIVES;
        let link = links::create(&mut w, Purpose::Recipient, &recipient, expires_at).await?;
        mail::to_recipient(&mut w, &recipient, Template::NewLink, &link, &link).await?;
        w.audit("delivery.link_renewed", "recipient", &recipient).await?;
    }
    w.commit().await
}
