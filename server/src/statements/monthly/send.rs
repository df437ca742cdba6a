use eyelevel_contract::civil::Date;
use eyelevel_contract::ids::{Id, Millis};
use eyelevel_contract::statements::months;
use serde_json::json;

use super::{show, store};
use crate::app::App;
use crate::calendar;
use crate::error::Result;
use crate::mail::{self, Template};
use crate::write::Write;

/// Writes last month's statements to those who were named before it was time; once an account and month. How many accounts.
///
/// # Errors
/// Whatever the database says.
pub async fn send(app: &App) -> Result<usize> {
    let today = calendar::today(app)?;
    let (_, at) = show::sent_at(app, today)?;
    if app.clock.now() < at {
        return Ok(0);
    }
    let (first, month) = months(today);
    let due = store::due(&mut app.db.read().await?, month, first.plus_days(-1), at).await?;
    let mut sent = 0;
    for account in due {
        sent += usize::from(send_one(app, &account, month, at).await?);
    }
    Ok(sent)
}

/// A mail to each, in one write with the row that says that this month is done.
async fn send_one(app: &App, account: &Id, month: Date, named_before: Millis) -> Result<bool> {
    let mut w = Write::begin(app, None, "job").await?;
    if !store::take(&mut w, account, month).await? {
        return Ok(false);
    }
    for (pin, person) in store::pinned(&mut w, account, named_before).await? {
        let params = json!({ "statement": { "account_id": account, "month": month } });
        let mail = mail::to_pinned(&mut w, &pin, &person, Template::MonthlyStatement, &format!("{account}:{month}"), params).await?;
        store::sent(&mut w, account, month, &person, &mail).await?;
    }
    w.audit("statement.sent", "account", account).await?;
    w.commit().await?;
    Ok(true)
}
