//! It goes out: the distributor gets a link, and the requester reads what was handed to whom.

use eyelevel_contract::ids::{Id, Millis};
use eyelevel_contract::requests::{EventKind, Request};
use eyelevel_contract::returns::{ANSWER_DAYS, Referral};
use serde_json::json;

use super::store;
use crate::calendar;
use crate::calendars;
use crate::db::q;
use crate::error::{Error, Result};
use crate::links::{self, Purpose};
use crate::mail::{self, Template};
use crate::requests::{spine, timeline};
use crate::write::Write;

/// So long the link opens the page; what they take over keeps it open until so long after their day.
pub(super) const LIVES: Millis = 30 * 24 * 3_600_000;
/// A working day, in minutes.
const DAY: i64 = 8 * 60;

/// Hands a proposed referral over. The request must be locked, and the requester must have agreed.
pub(super) async fn over(w: &mut Write, request: &Request, id: &str) -> Result<()> {
    let app = w.app().clone();
    let due = calendars::hours(&app, &mut w.tx).await?.due(w.now, ANSWER_DAYS * DAY)?;
    let answer_by = calendar::day(&app, due)?;
    let sql = "UPDATE return_referrals SET state = 'handed', handed_at = $2, answer_by = $3 WHERE id = $1";
    q(sql).bind(id).bind(w.now).bind(answer_by).run(&mut w.tx).await?;
    let (_, referral) = store::one(&mut w.tx, id).await?.ok_or(Error::NotFound)?;
    let entry = timeline::event(w, &request.id, EventKind::Referred, None, Some(&named(&referral))).await?;
    w.audit("return.referred", "return_referral", id).await?;
    let expires_at = w.now + LIVES;
    let link = links::create(w, Purpose::Referral, id, expires_at).await?;
    to_them(w, request, &referral, Template::Referred, &entry, Some(&link)).await?;
    spine::tell(w, &request.requester.id, Template::ReturnNews, &entry, &request.id).await
}

/// Whom it is about, as both sides read it.
pub(super) fn named(referral: &Referral) -> String {
    format!("{}, {}", referral.agent.name, referral.distributor.name)
}

/// A mail to the distributor: whether it may go is asked again before it does.
pub(super) async fn to_them(
    w: &mut Write,
    request: &Request,
    referral: &Referral,
    template: Template,
    entry: &str,
    link: Option<&Id>,
) -> Result<()> {
    let day = referral.by.or(referral.answer_by);
    let params = json!({ "request_id": request.id, "entry": entry, "link": link, "note": day.map(|day| day.to_string()) });
    mail::to_pinned(w, &referral.id, &referral.agent.id, template, entry, params).await.map(drop)
}
