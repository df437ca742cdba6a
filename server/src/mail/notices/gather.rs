//! What has waited and is due becomes a mail: one for all of it. The rows are marked in the write that makes the mail, so whoever dies in between
//! has marked nothing, and of two processes one makes it.

use eyelevel_contract::notices::{NoticeKind, Way};
use serde_json::json;

use super::super::{Queued, Template, enqueue};
use super::store;
use crate::app::App;
use crate::error::Result;
use crate::write::Write;

/// So many at most are in one mail; what is left comes in the next.
const MOST: i64 = 200;

/// Makes one mail of what is due for somebody; false if nothing is due for anybody.
pub(in crate::mail) async fn gather(app: &App) -> Result<bool> {
    // Looking costs no writer.
    let next = store::next(&mut app.db.read().await?, app.clock.now()).await?;
    let Some(person_id) = next else { return Ok(false) };
    let mut w = Write::begin(app, None, "job").await?;
    let mail = w.id();
    let due = store::take(&mut w, &person_id, &mail, MOST).await?;
    let mut kept = Vec::new();
    let settings = store::settings_of(&mut w.tx, &person_id).await?;
    for row in due {
        // It was turned off meanwhile, or is nothing for them any more.
        let wished = NoticeKind::from_word(&row.kind).is_some_and(|kind| settings.way(kind) != Way::Portal);
        if wished && row.may_be_read(w.app().mailable(), &mut w.tx).await? {
            kept.push(row);
        } else {
            store::leave(&mut w, &row.id).await?;
        }
    }
    if let Some(first) = kept.first() {
        let to = store::receiver(&mut w, &person_id).await?;
        let alone = Template::from_word(&first.template).filter(|_| kept.len() == 1);
        let (template, event, params) = match alone {
            Some(template) => (template, first.event.clone(), serde_json::from_str(&first.params)?),
            None => (Template::Digest, format!("{}:{mail}", Template::Digest.word()), json!({ "digest": mail })),
        };
        let at = Some(w.now);
        let queued = Queued { id: mail, event, template, lang: &to.lang, name: &to.name, email: &to.email, pin: None, at };
        enqueue(&mut w, queued, &params).await?;
    }
    w.commit().await?;
    Ok(true)
}
