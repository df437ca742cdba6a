//! What stands in an outbox row beside template and receiver.

use eyelevel_contract::civil::Date;
use eyelevel_contract::ids::{Id, Millis};
use eyelevel_contract::licences::paths;
use eyelevel_contract::requests::{EventKind, PromiseKind, State};
use eyelevel_contract::statements::paths::PAGE as STATEMENTS_PAGE;
use serde::{Deserialize, Serialize};

/// What stands in an outbox row beside template and receiver.
#[derive(Debug, Deserialize)]
pub(super) struct Params {
    pub(super) request_id: Option<Id>,
    /// The timeline's entry that the mail is about.
    pub(super) entry: Option<Id>,
    /// What that is, where the template is about many things.
    pub(super) event: Option<EventKind>,
    pub(super) recipient_id: Option<Id>,
    /// The row of a signed link; signed when the mail is made, never before.
    pub(super) link: Option<Id>,
    /// Words that do not stand in the entry.
    pub(super) note: Option<String>,
    /// What is wrong, and whose people are told.
    pub(super) known_issue_id: Option<Id>,
    pub(super) partner_id: Option<Id>,
    /// A renewal that is done.
    pub(super) renewal: Option<Renewal>,
    /// Which pool, and what was left of it.
    pub(super) pool: Option<Pool>,
    /// Which webhook, and what is the matter with it.
    pub(super) webhook: Option<Webhook>,
    /// Which statement.
    pub(super) statement: Option<Statement>,
    /// How things stood when it happened.
    pub(super) then: Option<Then>,
    /// A mail of what has waited: its own row of the outbox.
    pub(super) digest: Option<Id>,
}

impl Params {
    /// Where the portal shows it, if it is about no request.
    pub(super) fn page(&self) -> Option<String> {
        let issue = self.known_issue_id.as_ref().map(|id| paths::known_issue_page(id));
        let pool = || self.pool.as_ref().map(|pool| paths::product_page(&pool.product_id));
        let renewal = || self.renewal.as_ref().map(|renewal| format!("{}?renewal={}", paths::RENEWALS_PAGE, renewal.id));
        let statement = || self.statement.as_ref().map(|_| STATEMENTS_PAGE.to_owned());
        issue.or_else(pool).or_else(renewal).or_else(statement)
    }
}

/// A month of an account; `month` is its first day.
#[derive(Debug, Deserialize)]
pub(super) struct Statement {
    pub(super) account_id: Id,
    pub(super) month: Date,
}

/// What came of a renewal.
#[derive(Debug, Deserialize)]
pub(super) struct Renewal {
    pub(super) id: Id,
    pub(super) issued: i64,
    pub(super) total: i64,
}

/// What was left of the ready-made keys for some versions of a product.
#[derive(Debug, Deserialize)]
pub(super) struct Pool {
    pub(super) product_id: Id,
    pub(super) product: String,
    pub(super) versions: String,
    pub(super) left: i64,
}

/// A webhook to which something did not arrive: `given_up`, or why nothing is sent any more (`failing`, `gone`).
#[derive(Debug, Deserialize)]
pub(super) struct Webhook {
    pub(super) id: Id,
    pub(super) host: String,
    pub(super) what: String,
}

/// State and promise of a request at one instant.
#[derive(Debug, Deserialize, Serialize)]
pub struct Then {
    pub state: State,
    /// What runs or stands still; none if nothing is owed.
    pub owed: Option<Owed>,
}

/// A promise that is not settled.
#[derive(Debug, Deserialize, Serialize)]
pub struct Owed {
    pub kind: PromiseKind,
    /// None while the clock stands still.
    pub due_at: Option<Millis>,
    pub first_due_at: Millis,
}
