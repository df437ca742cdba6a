//! Enquiries, and requests of any kind, as far as a test needs them.

use eyelevel_contract::enquiries::{self, Decide, Draft, Enquiry};
use eyelevel_contract::ids::Millis;
use eyelevel_contract::page::Page;
use eyelevel_contract::requests::{Request, RequestPage, Severity, Verdict, paths};

use super::{Answer, Client, DAY, HOUR, MINUTE, World};

/// An instant, by its date and time in UTC.
pub(crate) fn utc(day: &str, hour: i64, minute: i64) -> Millis {
    day.parse::<eyelevel_contract::civil::Date>().unwrap().days() * DAY + hour * HOUR + minute * MINUTE
}

/// An enquiry's form with nothing but its text.
pub(crate) fn question(text: &str) -> Draft {
    Draft { text: text.to_owned(), reference: String::new(), limited: false, severity: Severity::Normal, draft_id: None }
}

/// Yes, with an answer.
pub(crate) fn yes(reason: &str) -> Decide {
    Decide { verdict: Verdict::Approved, reason: reason.to_owned(), alternative: String::new(), no_alternative: false }
}

/// No, because, and there is no alternative.
pub(crate) fn no(reason: &str) -> Decide {
    Decide { verdict: Verdict::Declined, no_alternative: true, ..yes(reason) }
}

impl World {
    /// `partner` sends an enquiry.
    pub(crate) async fn enquiry(&self, text: &str) -> Request {
        let sent: Enquiry = self.as_("partner").await.post(enquiries::PATH, question(text)).await.ok();
        sent.page.request
    }
}

impl Client {
    /// What is the same for all kinds, as this person sees it.
    pub(crate) async fn page(&self, id: &str) -> RequestPage {
        self.get(paths::one(id)).await.ok()
    }

    /// A verb of the spine.
    pub(crate) async fn act(&self, id: &str, verb: &str, body: impl serde::Serialize) -> Answer {
        self.post(paths::verb(id, verb), body).await
    }

    /// The numbers of a list of requests.
    pub(crate) async fn numbers(&self, query: &str) -> Vec<String> {
        let page: Page<Request> = self.get(format!("{}?{query}", paths::REQUESTS)).await.ok();
        page.items.into_iter().map(|r| r.number).collect()
    }
}
