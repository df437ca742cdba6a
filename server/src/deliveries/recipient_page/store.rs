//! What one recipient's page shows.

use eyelevel_contract::civil::Date;
use eyelevel_contract::deliveries::{RecipientStatus, Source, Status, paths};
use eyelevel_contract::ids::{Id, Millis};
use eyelevel_contract::lang::PageLang;
use eyelevel_contract::people::Installation;
use eyelevel_contract::requests::PromiseKind;

use super::super::{Content, recipients, show::recipient_of};
use crate::app::App;
use crate::calendar;
use crate::db::{AsConn, q};
use crate::error::Result;
use crate::pages::in_language;
use crate::people;
use crate::requests::store::{any, day};

/// Everything that the page shows; it holds nothing about other recipients, no thread and no price.
pub(super) struct Shown {
    /// The page's own address.
    pub(super) here: String,
    /// The recipient's language, unless they chose another one.
    pub(super) lang: PageLang,
    /// The one that they chose.
    pub(super) named: Option<PageLang>,
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
    /// The recipient has asked to see it.
    pub(super) opened: bool,
    /// Until when the vendor has promised an answer.
    pub(super) answer_by: Option<Millis>,
}

impl Shown {
    /// The address of what can be done here, which leads back to the page in the same language.
    pub(super) fn to(&self, verb: &str) -> String {
        let there = format!("{}/{verb}", self.here);
        self.named.map_or_else(|| there.clone(), |lang| in_language(&there, lang))
    }
}

async fn answer_by(on: &mut impl AsConn, request_id: &str) -> Result<Option<Millis>> {
    let sql = "SELECT due_at FROM promises WHERE request_id = $1 AND settled_at IS NULL AND kind <> $2 ORDER BY promised_at DESC, id DESC LIMIT 1";
    let due: Option<(Option<Millis>,)> = q(sql).bind(request_id).bind(PromiseKind::Fulfilment.word()).maybe(on).await?;
    Ok(due.and_then(|due| due.0))
}

/// Whether the recipient has opened what they were sent last.
pub(super) async fn is_opened(on: &mut impl AsConn, recipient_id: &str) -> Result<bool> {
    let sql = "SELECT h.id FROM recipient_history h JOIN recipients r ON r.id = h.recipient_id AND r.round = h.round \
               WHERE r.id = $1 AND h.status = $2 AND h.source = $3 LIMIT 1";
    let row: Option<(Id,)> = q(sql).bind(recipient_id).bind(Status::Opened.word()).bind(Source::Recipient.word()).maybe(on).await?;
    Ok(row.is_some())
}

pub(super) async fn load(app: &App, recipient_id: &Id, token: &str, named: Option<PageLang>) -> Result<Shown> {
    let mut on = app.db.read().await?;
    let row = recipients::row(&mut on, recipient_id).await?;
    let lang = named.unwrap_or(row.lang());
    let request = any(&mut on, &row.request_id).await?;
    let recipient = recipient_of(app, &mut on, &request, recipient_id, lang.portal()).await?;
    let sql = "SELECT first_arrives_on FROM deliveries WHERE recipient_id = $1";
    let first: Option<(Option<String>,)> = q(sql).bind(recipient_id).maybe(&mut on).await?;
    Ok(Shown {
        here: paths::recipient(token),
        lang,
        named,
        installation: people::store::installation(app, &mut on).await?,
        partner: request.partner.name,
        recipient,
        first_arrives_on: day(first.and_then(|f| f.0).as_deref())?,
        today: calendar::today(app)?,
        return_on: request.return_on,
        content: app.goods(request.kind).content(&mut on, recipient_id).await?,
        opened: is_opened(&mut on, recipient_id).await?,
        answer_by: answer_by(&mut on, &row.request_id).await?,
    })
}
