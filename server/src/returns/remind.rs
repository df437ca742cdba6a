//! Returns that do not come: reminders to the requester, and a task for the owner once the day is over.

use eyelevel_contract::civil::Date;
use eyelevel_contract::ids::Id;
use eyelevel_contract::requests::EventKind;

use super::referral;
use crate::app::App;
use crate::calendar;
use crate::db::q;
use crate::error::Result;
use crate::mail::Template;
use crate::requests::{reminders, spine, store, timeline};
use crate::write::Write;

/// Reminded so many days before the last one, and from it on as [`reminders::is_again`] says.
const BEFORE: i64 = 3;

const WAITS: &str = "kind = 'return' AND section <> 'done' AND return_on IS NOT NULL \
     AND EXISTS (SELECT 1 FROM return_items n WHERE n.request_id = requests.id AND n.state = 'label_sent')";

/// Reminds of what is to be handed in. Answers of how many; a day's reminder is sent once, however often this runs.
///
/// # Errors
/// Whatever the database says.
pub async fn remind(app: &App) -> Result<usize> {
    let today = calendar::today(app)?;
    let sql = format!("SELECT id, return_on FROM requests WHERE {WAITS} AND return_on <= $1 ORDER BY return_on, id");
    let due: Vec<(Id, String)> = q(sql).bind(today.plus_days(BEFORE)).all(&mut app.db.read().await?).await?;
    let mut reminded = 0;
    for (id, return_on) in due {
        if let Ok(last) = return_on.parse()
            && remind_one(app, &id, last, today).await?
        {
            reminded += 1;
        }
    }
    Ok(reminded + referral::remind(app).await?)
}

async fn remind_one(app: &App, id: &str, last: Date, today: Date) -> Result<bool> {
    let over = today.days() - last.days();
    if over != -BEFORE && !reminders::is_again(over) {
        return Ok(false);
    }
    let mut w = Write::begin(app, None, "job").await?;
    spine::lock(&mut w, id).await?;
    let waits: Option<(String,)> = q(format!("SELECT return_on FROM requests WHERE id = $1 AND {WAITS}")).bind(id).maybe(&mut w.tx).await?;
    if waits.is_none_or(|(on,)| on != last.to_string()) || reminders::sent_on(&mut w, id, today).await? {
        return Ok(false);
    }
    let request = store::any(&mut w.tx, id).await?;
    let entry = timeline::event(&mut w, id, EventKind::ReturnReminder, None, Some(&last.to_string())).await?;
    w.audit("return.reminded", "request", id).await?;
    spine::tell(&mut w, &request.requester.id, Template::ReturnNews, &entry, id).await?;
    if over > 0 {
        spine::tell(&mut w, &request.owner.id, Template::ReturnTask, &entry, id).await?;
    }
    w.commit().await?;
    Ok(true)
}
