//! What one recipient's page shows.

use eyelevel_contract::civil::Date;
use eyelevel_contract::deliveries::{RecipientStatus, paths};
use eyelevel_contract::ids::Id;
use eyelevel_contract::lang::Lang;
use eyelevel_contract::people::Installation;

use super::super::{Content, recipients, show::recipient_of};
use crate::app::App;
use crate::calendar;
use crate::db::q;
use crate::error::Result;
use crate::people;
use crate::requests::store::{any, day};

/// Everything that the page shows; it holds nothing about other recipients, no thread and no price.
pub(super) struct Shown {
    /// The page's own address.
    pub(super) here: String,
    /// The recipient's language, unless they chose the other one.
    pub(super) lang: Lang,
    pub(super) installation: Installation,
    pub(super) partner: String,
    pub(super) recipient: RecipientStatus,
    /// The date that was named first.
    pub(super) first_arrives_on: Option<Date>,
    pub(super) today: Date,
    /// The last day of a loan.
    pub(super) return_on: Option<Date>,
    /// What is delivered, if it is a text.
    pub(super) content: Option<Content>,
}

pub(super) async fn load(app: &App, recipient_id: &Id, token: &str, lang: Option<Lang>) -> Result<Shown> {
    let mut on = app.db.read().await?;
    let row = recipients::row(&mut on, recipient_id).await?;
    let lang = lang.unwrap_or(row.lang());
    let request = any(&mut on, &row.request_id).await?;
    let recipient = recipient_of(app, &mut on, &request, recipient_id, lang).await?;
    let sql = "SELECT first_arrives_on FROM deliveries WHERE recipient_id = $1";
    let first: Option<(Option<String>,)> = q(sql).bind(recipient_id).maybe(&mut on).await?;
    Ok(Shown {
        here: paths::recipient(token),
        lang,
        installation: people::store::installation(app, &mut on).await?,
        partner: request.partner.name,
        recipient,
        first_arrives_on: day(first.and_then(|f| f.0).as_deref())?,
        today: calendar::today(app)?,
        return_on: request.return_on,
        content: app.goods(request.kind).content(&mut on, recipient_id).await?,
    })
}
