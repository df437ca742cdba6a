use super::Topic;
use crate::{
    ids::{Id, Millis},
    requests::Kind,
};

words! {
    /// How a webhook is.
    WebhookState {
        /// What happens is sent.
        Active = "active",
        /// Somebody has paused it; what happens waits.
        Paused = "paused",
        /// The portal has paused it: for days nothing arrived; what happens waits.
        Failing = "failing",
        /// The portal has paused it: the other side says that it is not there any more (410); what happens waits.
        Gone = "gone",
    }
}

words! {
    /// How it is with something that is sent.
    SendingState {
        /// Not sent yet, or to be tried again.
        Waiting = "waiting",
        /// The other side has it.
        Delivered = "delivered",
        /// It was tried often enough.
        GivenUp = "given_up",
        /// It is no longer the organisation's to hear.
        Withheld = "withheld",
    }
}

words! {
    /// Why something did not arrive.
    SendingFault {
        /// The address' name leads nowhere.
        NoSuchHost = "no_such_host",
        /// The address leads to a place that nothing is sent to.
        NotPublic = "not_public",
        /// Nobody takes a connection there.
        Unreachable = "unreachable",
        /// It does not prove who it is (TLS).
        Untrusted = "untrusted",
        /// No answer in time.
        TimedOut = "timed_out",
        /// An answer that is none.
        Garbled = "garbled",
        /// It answers that it is elsewhere; we don't follow.
        Redirected = "redirected",
        /// An answer other than 2xx.
        Refused = "refused",
        /// The secret can't be opened: the server has another one than when it was made.
        Unsigned = "unsigned",
        /// 410: it is not there any more.
        Gone = "gone",
    }
}

wire! {
    /// Where an organisation wants to hear of its requests.
    pub struct Webhook {
        pub id: Id,
        pub url: String,
        pub topics: Vec<Topic>,
        pub state: WebhookState,
        /// Since when it is so.
        pub state_at: Millis,
        /// How much waits to be sent.
        pub waiting: i64,
        /// When something last arrived.
        pub delivered_at: Option<Millis>,
        /// When something last did not.
        pub failed_at: Option<Millis>,
        /// Until when the secret before this one signs, too.
        pub old_secret_until: Option<Millis>,
        pub created_at: Millis,
        /// Which edit this is; `If-Match` on edits.
        pub version: i64,
    }

    /// What can be changed of it.
    pub struct EditWebhook {
        pub url: String,
        pub topics: Vec<Topic>,
        pub active: bool,
    }

    /// A webhook with its secret, which is told this once.
    pub struct WebhookSecret {
        pub webhook: Webhook,
        /// `whsec_…`
        pub secret: String,
    }

    /// A request that something is about.
    pub struct SentRequest {
        pub id: Id,
        pub kind: Kind,
        pub number: String,
    }

    /// Something that is sent.
    pub struct Sending {
        pub id: Id,
        /// `request.submitted`, `ping` …
        pub event: String,
        pub request: Option<SentRequest>,
        pub state: SendingState,
        /// When it happened.
        pub created_at: Millis,
        /// How often it was tried.
        pub attempts: i64,
        /// When it was tried last.
        pub last_at: Option<Millis>,
        /// What was answered then.
        pub code: Option<i64>,
        /// Why it did not arrive then.
        pub fault: Option<SendingFault>,
        /// How long that took, in milliseconds.
        pub duration: Option<i64>,
        /// When it is tried again.
        pub next_at: Option<Millis>,
    }
}

impl EditWebhook {
    /// The same webhook as it is.
    #[must_use]
    pub fn of(webhook: &Webhook) -> Self {
        Self { url: webhook.url.clone(), topics: webhook.topics.clone(), active: webhook.state == WebhookState::Active }
    }
}
