//! The link that turns off what a mail was about: it names the mail, signed. What it does is done by `crate::notices`.

use eyelevel_contract::ids::Id;
use eyelevel_contract::notices::{NoticeKind, unsubscribe};
use eyelevel_contract::requests::EventKind;

use super::super::Template;
use super::super::return_path::{self, Purpose};
use super::kind_of;
use crate::app::App;
use crate::db::{AsConn, q};
use crate::error::Result;

/// The link for a mail that brings this; none for what is owed, and for what is no notice.
pub(in crate::mail) fn url(app: &App, template: Template, event: Option<EventKind>, outbox_id: &str) -> Option<String> {
    let wished = template == Template::Digest || kind_of(template, event).is_some_and(|kind| !kind.is_owed());
    let token = return_path::signed(app, outbox_id, Purpose::Unsubscribe).filter(|_| wished)?;
    Some(format!("{}{}", app.config.base_url, unsubscribe(&token)))
}

/// Whose a link is, and what it turns off.
pub struct Subscribed {
    pub person_id: Id,
    pub kinds: Vec<NoticeKind>,
}

/// What a link is for; none for one that is not ours.
///
/// # Errors
/// Whatever the database says.
pub async fn subscribed(app: &App, on: &mut impl AsConn, token: &str) -> Result<Option<Subscribed>> {
    let Some(mail) = return_path::verified(app, token, Purpose::Unsubscribe) else { return Ok(None) };
    let sql = "SELECT DISTINCT person_id, kind FROM notices WHERE outbox_id = $1 ORDER BY person_id, kind";
    let rows: Vec<(Id, String)> = q(sql).bind(mail).all(on).await?;
    let Some((person_id, _)) = rows.first().cloned() else { return Ok(None) };
    let kinds = rows.iter().filter_map(|(_, kind)| NoticeKind::from_word(kind)).filter(|kind| !kind.is_owed()).collect();
    Ok(Some(Subscribed { person_id, kinds }))
}
