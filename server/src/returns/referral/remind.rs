//! Distributors who are silent or late: they are reminded, and the owner has a task. The promise stays the vendor's.

use eyelevel_contract::civil::Date;
use eyelevel_contract::ids::Id;
use eyelevel_contract::requests::EventKind;
use eyelevel_contract::returns::ReferralState;

use super::{hand, store};
use crate::app::App;
use crate::calendar;
use crate::db::q;
use crate::error::Result;
use crate::links::{self, Purpose};
use crate::mail::Template;
use crate::requests::store as requests;
use crate::requests::{spine, timeline};
use crate::write::Write;

/// Reminded again after so many days.
const AGAIN: i64 = 7;

/// Reminds of answers and of work that are late: on the day after, and every week. Answers of how many; a day's reminder is one, however often this runs.
///
/// # Errors
/// Whatever the database says.
pub async fn remind(app: &App) -> Result<usize> {
    let today = calendar::today(app)?;
    let sql = "SELECT id FROM return_referrals WHERE slot = '' AND (reminded_on IS NULL OR reminded_on <= $2) \
               AND (state = 'handed' AND answer_by < $1 OR state = 'taken' AND done_by < $1) ORDER BY id";
    let late: Vec<(Id,)> = q(sql).bind(today).bind(today.plus_days(-AGAIN)).all(&mut app.db.read().await?).await?;
    let mut reminded = 0;
    for (id,) in late {
        reminded += usize::from(remind_one(app, &id, today).await?);
    }
    Ok(reminded)
}

async fn remind_one(app: &App, id: &str, today: Date) -> Result<bool> {
    let mut w = Write::begin(app, None, "job").await?;
    let Some((request_id, _)) = store::one(&mut w.tx, id).await? else { return Ok(false) };
    spine::lock(&mut w, &request_id).await?;
    let Some((_, referral)) = store::one(&mut w.tx, id).await? else { return Ok(false) };
    let (word, day) = match referral.state {
        ReferralState::Handed => ("silent", referral.answer_by),
        ReferralState::Taken => ("overdue", referral.by),
        _ => return Ok(false),
    };
    let Some(day) = day.filter(|day| *day < today) else { return Ok(false) };
    let sql = "UPDATE return_referrals SET reminded_on = $2 WHERE id = $1 AND (reminded_on IS NULL OR reminded_on <= $3)";
    if q(sql).bind(id).bind(today).bind(today.plus_days(-AGAIN)).run(&mut w.tx).await? == 0 {
        return Ok(false);
    }
    let request = requests::any(&mut w.tx, &request_id).await?;
    let value = format!("{word} {day} {}", hand::named(&referral));
    let entry = timeline::event(&mut w, &request_id, EventKind::ReferralLate, None, Some(&value)).await?;
    w.audit("return.referral_reminded", "return_referral", id).await?;
    // The link of the first mail may be about to end.
    let expires_at = w.now + hand::LIVES;
    let link = match links::living(&mut w, Purpose::Referral, id, 0).await? {
        Some((link, _)) => link,
        None => links::create(&mut w, Purpose::Referral, id, expires_at).await?,
    };
    links::keep(&mut w, Purpose::Referral, id, expires_at).await?;
    hand::to_them(&mut w, &request, &referral, Template::ReferralReminder, &entry, Some(&link)).await?;
    spine::tell(&mut w, &request.owner.id, Template::ReturnTask, &entry, &request_id).await?;
    w.commit().await?;
    Ok(true)
}
