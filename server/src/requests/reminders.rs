//! Reminders of a last day, of a loan or of what is to be handed in.

use eyelevel_contract::civil::Date;
use eyelevel_contract::ids::Millis;
use eyelevel_contract::requests::EventKind;

use crate::calendar;
use crate::db::q;
use crate::error::Result;
use crate::write::Write;

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
