use eyelevel_contract::civil::Date;
use eyelevel_contract::lang::Lang;
use eyelevel_contract::statements::{Download, months, paths};
use eyelevel_texts::statements as texts;

use crate::app::App;
use crate::calendar;
use crate::error::Result;
use crate::mail::{Attachment, MonthlyStatement};
use crate::people;
use crate::statements::{accounts, downloads, show};

/// What the mail of a month says: the statement as it is when it goes out, with the PDF.
///
/// # Errors
/// Whatever the database says; `NoDocument` if no PDF can be made now.
pub(crate) async fn of(app: &App, account_id: &str, month: Date, lang: Lang) -> Result<MonthlyStatement> {
    let today = calendar::today(app)?;
    // The last day of the month: the day before the first of the next.
    let until = months(month.plus_days(31)).0.plus_days(-1);
    let (statement, installation) = {
        let mut on = app.db.snapshot().await?;
        let account = accounts::store::account(&mut on, account_id).await?;
        let from = month.max(account.opened_on);
        let statement = show::statement(&mut on, account, (from, until), today, lang).await?;
        (statement, people::store::installation(app, &mut on).await?)
    };
    let page = format!("{}?from={}&until={}", paths::page(account_id), statement.from, until);
    let (account, closing, verdict) = (statement.account.clone(), statement.equation.closing, texts::verdict(lang, &statement));
    let file = downloads::file(app, statement, (installation.vendor, installation.phone), lang, Download::Pdf).await?;
    Ok(MonthlyStatement {
        account: account.number,
        currency: account.currency,
        month,
        until,
        closing,
        verdict,
        page,
        attachment: Attachment { name: file.name, media_type: file.media_type, bytes: file.bytes },
    })
}
