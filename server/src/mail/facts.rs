//! What a mail is about, read when it is sent.

use eyelevel_contract::civil::Date;
use eyelevel_contract::deliveries::RecipientStatus;
use eyelevel_contract::ids::Id;
use eyelevel_contract::lang::Lang;
use eyelevel_contract::licences::{KnownIssue, StoppedKey};
use eyelevel_contract::people::Installation;
use eyelevel_contract::requests::{Decision, Request, TimelineEntry};

use super::params::Params;
use super::{Attachment, Mailable};
use crate::app::App;
use crate::error::{Error, Result};

/// What is true now.
pub struct About {
    pub installation: Installation,
    pub request: Option<Request>,
    /// The pinned recipient that the mail goes to, with their parcel.
    pub recipient: Option<RecipientStatus>,
    pub entry: Option<TimelineEntry>,
    /// The decision that counted when the mail was written.
    pub decision: Option<Decision>,
    /// What is known to be wrong, and where it touches the receiver's company.
    pub known_issue: Option<(KnownIssue, Vec<String>)>,
    /// The key that was sent to the recipient.
    pub content: Option<Content>,
    /// A month's statement.
    pub statement: Option<MonthlyStatement>,
    /// The key that was stopped when the entry was written.
    pub stopped: Option<StoppedKey>,
}

/// A text that is delivered, and until when it is worth something.
pub struct Content {
    pub text: String,
    pub until: Option<eyelevel_contract::ids::Millis>,
}

/// A month's statement, with its PDF.
pub struct MonthlyStatement {
    /// The account's number.
    pub account: String,
    pub currency: String,
    /// Its first day, and the last day of the statement.
    pub month: Date,
    pub until: Date,
    /// What is owed then, in minor units.
    pub closing: i64,
    /// How the books stand, in a sentence.
    pub verdict: String,
    /// The portal's page, with its period.
    pub page: String,
    pub attachment: Attachment,
}

pub(super) async fn load(app: &App, lang: Lang, params: &Params) -> Result<About> {
    let facts: &dyn Mailable = app.mailable();
    let wanted = Wanted {
        request_id: params.request_id.as_ref(),
        entry: params.entry.as_ref(),
        recipient_id: params.recipient_id.as_ref(),
        statement: params.statement.as_ref().map(|of| (&of.account_id, of.month)),
        known_issue: params.known_issue_id.as_ref().zip(params.partner_id.as_ref()),
        lang,
    };
    facts.about(app, wanted).await
}

/// What to look up.
pub struct Wanted<'a> {
    pub request_id: Option<&'a Id>,
    pub entry: Option<&'a Id>,
    pub recipient_id: Option<&'a Id>,
    /// An account, and the first day of a month of it.
    pub statement: Option<(&'a Id, Date)>,
    /// A known issue, and the partner whose people are told.
    pub known_issue: Option<(&'a Id, &'a Id)>,
    pub lang: Lang,
}

pub(super) fn request(about: &About) -> Result<&Request> {
    about.request.as_ref().ok_or_else(|| Error::Internal("a mail about no request".to_owned()))
}

pub(super) fn recipient(about: &About) -> Result<&RecipientStatus> {
    about.recipient.as_ref().ok_or_else(|| Error::Internal("a mail to no recipient".to_owned()))
}

pub(super) fn statement(about: &About) -> Result<&MonthlyStatement> {
    about.statement.as_ref().ok_or_else(|| Error::Internal("a mail about no statement".to_owned()))
}
