//! A last day, of a loan or of what is to be handed in, and reminders of it.

use eyelevel_contract::civil::Date;
use eyelevel_contract::ids::Millis;
use eyelevel_contract::requests::EventKind;

use crate::calendar;
use crate::db::q;
use crate::error::Result;
use crate::write::Write;

/// The last day of a loan, or by which a return is to be handed in, and the instant at which it is over.
///
/// # Errors
/// Whatever the database or the zone says.
pub async fn set_last_day(w: &mut Write, id: &str, on: Option<Date>) -> Result<()> {
    let over_at = on.map(|day| calendar::at(w.app(), day.plus_days(1), 0, 0)).transpose()?;
    q("UPDATE requests SET return_on = $2, return_by = $3 WHERE id = $1").bind(id).bind(on).bind(over_at).run(&mut w.tx).await?;
    Ok(())
}

/// From the last day on it is reminded of on that day, the day after, and every week: so many days after it.
#[must_use]
pub const fn is_again(over: i64) -> bool {
    over == 0 || over == 1 || over > 1 && over % 7 == 0
}

/// Whether a request was reminded of its day already, on that day.
///
/// # Errors
/// Whatever the database says.
pub async fn sent_on(w: &mut Write, id: &str, today: Date) -> Result<bool> {
    let sql = "SELECT at FROM timeline WHERE request_id = $1 AND kind = $2 ORDER BY at DESC LIMIT 1";
    let last: Option<(Millis,)> = q(sql).bind(id).bind(EventKind::ReturnReminder.word()).maybe(&mut w.tx).await?;
    let Some((at,)) = last else { return Ok(false) };
    Ok(calendar::day(w.app(), at)? == today)
}
