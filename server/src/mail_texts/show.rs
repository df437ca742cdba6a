use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::mail_texts::{EditMailText, LetterPreview, MailText, MailVariable, can_keep};

use super::store;
use crate::app::App;
use crate::error::{Error, Result};
use crate::extract::{Caller, versioned};
use crate::mail::own;

/// What stands between two values of the example; no value has it.
const BETWEEN: char = '\u{1f}';

/// What a mail says in a language, and what may go into it.
#[utoipa::path(get, path = "/api/v1/mail/texts/{id}", tag = "mail", params(("id" = String, Path)),
    responses((status = 200, body = MailText), (status = 401), (status = 403), (status = 404)))]
pub(super) async fn get(State(app): State<App>, caller: Caller, Path(id): Path<String>) -> Result<Response> {
    can_keep(&caller.actor)?;
    let text = text(&app, &id).await?;
    Ok(versioned(text.version, &text))
}

/// A text with what each of its values may be.
pub(super) async fn text(app: &App, id: &str) -> Result<MailText> {
    let (worded, lang) = own::find(id).ok_or(Error::NotFound)?;
    let mut text = {
        let mut on = app.db.read().await?;
        let text = store::of(&mut on, worded.standard(lang), worded.name).await?;
        MailText { history: store::history(&mut on, id).await?, ..text }
    };
    // The example itself says what goes into it: it is worded as nothing but its values.
    let all = |variables: &[MailVariable]| {
        variables.iter().fold(BETWEEN.to_string(), |all, variable| format!("{all}{{{}}}{BETWEEN}", variable.name))
    };
    let probe = EditMailText { subject: all(&text.subject_variables), body: all(&text.body_variables) };
    let LetterPreview { subject, body } = own::preview(app, &worded, lang, &worded.words(&probe)).await?;
    for (variables, said) in [(&mut text.subject_variables, subject), (&mut text.body_variables, body)] {
        for (variable, value) in variables.iter_mut().zip(said.split(BETWEEN).skip(1)) {
            value.clone_into(&mut variable.example);
        }
    }
    Ok(text)
}
