use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use eyelevel_contract::deliveries::{Receipt, countable};
use eyelevel_texts::public_page as texts;
use maud::html;

use super::super::parcels::LINK_LIVES;
use super::form::{self, Wrong};
use super::{address, gone, recipient, store, view};
use crate::app::App;
use crate::error::{Error, Result};
use crate::extract::{NamedLanguage, PageLanguage};
use crate::links::{self, Purpose};
use crate::mail::{self, Template};
use crate::people::throttle;
use crate::write::Write;
use crate::{pages, people};

/// A recipient's reports that cost nothing; then they have to wait.
const REPORTS: i64 = 10;

/// *I have received it.*
pub(super) async fn received(
    State(app): State<App>,
    PageLanguage(lang): PageLanguage,
    NamedLanguage(named): NamedLanguage,
    Path(token): Path<String>,
) -> Result<Response> {
    let Some(id) = recipient(&app, &token).await? else { return gone(&app, lang, &token).await };
    let mut w = Write::begin(&app, None, "link").await?;
    super::super::receive(&mut w, &id, &Receipt::complete(), &[]).await?;
    w.commit().await?;
    Ok(Redirect::to(&address(&token, named)).into_response())
}

/// *Show it.* The one thing that brings a text to light, and what counts as opened; clicked again, it changes nothing.
pub(super) async fn shown(
    State(app): State<App>,
    PageLanguage(lang): PageLanguage,
    NamedLanguage(named): NamedLanguage,
    Path(token): Path<String>,
) -> Result<Response> {
    let Some(id) = recipient(&app, &token).await? else { return gone(&app, lang, &token).await };
    let mut w = Write::begin(&app, None, "link").await?;
    if super::super::mailing::opened(&mut w, &id).await? {
        w.commit().await?;
    }
    Ok(Redirect::to(&address(&token, named)).into_response())
}

/// *Something is wrong.* What was typed stays when it can't be taken.
pub(super) async fn problem(
    State(app): State<App>,
    PageLanguage(lang): PageLanguage,
    NamedLanguage(named): NamedLanguage,
    Path(token): Path<String>,
    request: Request,
) -> Result<Response> {
    let Some(id) = recipient(&app, &token).await? else { return gone(&app, lang, &token).await };
    let filled = form::read(request).await?;
    let mut shown = store::load(&app, &id, &token, named).await?;
    let sent = countable(shown.recipient.parcel.as_ref()).to_vec();
    let receipt = filled.receipt(&sent);
    let wrong = match (&receipt, filled.photo_fault(shown.lang)) {
        (receipt, Some(photos)) => {
            let counts = receipt.as_ref().err().and_then(|faults| Wrong::of(shown.lang, faults, None, &sent));
            Wrong { photos: Some(photos), ..counts.unwrap_or_default() }
        }
        (Err(faults), None) => Wrong::of(shown.lang, faults, None, &sent).unwrap_or_default(),
        (Ok(receipt), None) => {
            let mut w = Write::begin(&app, None, "link").await?;
            // Each report is told to two people.
            throttle::attempt(&mut w, &format!("problem:{id}"), REPORTS).await?;
            match super::super::receive(&mut w, &id, receipt, &filled.photos).await {
                Ok(()) => {
                    w.commit().await?;
                    return Ok(Redirect::to(&address(&token, named)).into_response());
                }
                Err(Error::Invalid(faults)) => {
                    drop(w);
                    // Confirmed meanwhile: there is nothing to report any more, and the page says so.
                    let Some(wrong) = Wrong::of(shown.lang, &faults, Some(receipt), &sent) else {
                        return Ok(Redirect::to(&address(&token, named)).into_response());
                    };
                    shown = store::load(&app, &id, &token, named).await?;
                    wrong
                }
                Err(error) => return Err(error),
            }
        }
    };
    Ok(view::page(&app, &shown, Some((&filled, &wrong)))?.answer(app.portal.style(), StatusCode::UNPROCESSABLE_ENTITY))
}

/// A new link, sent to the pinned address and to no other. Whatever the link was, the answer is the same.
pub(super) async fn renew(State(app): State<App>, PageLanguage(lang): PageLanguage, Path(token): Path<String>) -> Result<Response> {
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
