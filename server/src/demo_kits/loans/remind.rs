//! Loans come to their end: reminders, and the state that says whose move it is.

use eyelevel_contract::civil::Date;
use eyelevel_contract::demo_kits::loans::DUE_DAYS;
use eyelevel_contract::ids::Id;
use eyelevel_contract::requests::{EventKind, State};

use crate::app::App;
use crate::calendar;
use crate::db::q;
use crate::error::Result;
use crate::mail::Template;
use crate::requests::{reminders, spine, store, timeline};
use crate::write::Write;

/// Reminds of the loans that end soon or have ended. Answers how many; a day's reminder is sent once, however often this runs.
///
/// # Errors
/// Whatever the database says.
pub async fn remind(app: &App) -> Result<usize> {
    let today = calendar::today(app)?;
    let sql = "SELECT id, return_on FROM requests WHERE kind = 'demo_kit' AND state IN ('on_loan', 'return_due') AND return_on <= $1 ORDER BY return_on, id";
    let due: Vec<(Id, String)> = q(sql).bind(today.plus_days(DUE_DAYS)).all(&mut app.db.read().await?).await?;
    let mut reminded = 0;
    for (id, return_on) in due {
        if let Ok(last) = return_on.parse()
            && remind_one(app, &id, last, today).await?
        {
            reminded += 1;
        }
    }
    Ok(reminded)
}

async fn remind_one(app: &App, id: &str, last: Date, today: Date) -> Result<bool> {
    let mut w = Write::begin(app, None, "job").await?;
    spine::lock(&mut w, id).await?;
    let request = store::any(&mut w.tx, id).await?;
    let over = today.days() - last.days();
    let again = reminders::is_again(over);
    let first = request.state == State::OnLoan;
    if !(first || again && request.state == State::ReturnDue) || reminders::sent_on(&mut w, id, today).await? {
        return Ok(false);
    }
    if first {
        spine::set_state(&mut w, id, State::ReturnDue).await?;
    }
    let entry = timeline::event(&mut w, id, EventKind::ReturnReminder, None, Some(&last.to_string())).await?;
    w.audit("loan.reminded", "request", id).await?;
    spine::tell(&mut w, &request.requester.id, Template::ReturnReminder, &entry, id).await?;
    if over > 0 {
        // Overdue: the owner takes the next step.
        spine::tell(&mut w, &request.owner.id, Template::ReturnOverdue, &entry, id).await?;
    }
    w.commit().await?;
    Ok(true)
}
