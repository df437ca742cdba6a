use axum::extract::State;
use eyelevel_contract::lang::PageLang;
use eyelevel_contract::mail_texts::{MailTextRow, MailTexts, can_keep};

use super::store;
use crate::app::App;
use crate::error::Result;
use crate::extract::Caller;
use crate::mail::own;

/// Every text of the portal's mails, in every language that it has.
#[utoipa::path(get, path = "/api/v1/mail/texts", tag = "mail", responses((status = 200, body = MailTexts), (status = 401), (status = 403)))]
pub(super) async fn list(State(app): State<App>, caller: Caller) -> Result<axum::Json<MailTexts>> {
    can_keep(&caller.actor)?;
    let changed = store::changed(&mut app.db.read().await?).await?;
    let mut items = Vec::new();
    for worded in own::all() {
        for lang in PageLang::ALL {
            let Some(body) = worded.body.text(lang.word()) else { continue };
            let subject = worded.subject.and_then(|subject| subject.text(lang.word()));
            let begin = || body.lines().next().unwrap_or_default();
            let own = changed.iter().any(|(name, of)| name == worded.name && of == lang.word());
            let title = subject.unwrap_or_else(begin).to_owned();
            items.push(MailTextRow { id: format!("{}-{lang}", worded.name), lang: *lang, title, own });
        }
    }
    Ok(axum::Json(MailTexts { items }))
}
