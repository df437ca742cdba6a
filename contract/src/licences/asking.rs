use super::{Claims, Code, Edition, Host, ProductRef, Version, VersionRange, rules::NeedsPerson};
use crate::{
    deliveries::Channel,
    ids::{Id, Millis},
    lang::PageLang,
    people::OrganisationRef,
    requests::Severity,
};

words! {
    /// What a key is needed for.
    Intent {
        /// The same again, for longer.
        Renew = "renew",
        /// For another version, edition or capacity.
        Upgrade = "upgrade",
        /// For something that is not installed yet.
        New = "new",
        /// For another host.
        Move = "move",
        /// To try it, days long.
        Trial = "trial",
        /// Production is down: something that works now, days long.
        Bridge = "bridge",
        /// The key that was sent is refused by the program.
        Rejected = "rejected",
    }
}

words! {
    /// Who a recipient of a key is.
    Whom {
        /// Who asks.
        Requester = "requester",
        /// The partner's customer.
        Customer = "customer",
        /// Somebody else, by name.
        Other = "other",
    }
}

words! {
    /// How the partner wants to talk, beside the thread.
    Contact {
        /// In the thread is enough.
        Thread = "thread",
        /// By telephone.
        CallBack = "call_back",
        /// In a remote session with the partner's own tool.
        RemoteSession = "remote_session",
    }
}

wire! {
    /// A recipient of a key, as the requester names them.
    pub struct NewKeyRecipient {
        pub whom: Whom,
        pub name: String,
        pub organisation: String,
        /// Empty: they get a link that the requester can print. The requester's own is known.
        pub email: String,
        pub lang: PageLang,
        /// How it comes to them: by mail, or by a link that the requester hands over. None: by mail, if there is an address.
        #[serde(default)]
        pub channel: Option<Channel>,
        /// Why they get it; may be empty.
        #[serde(default)]
        pub why: String,
    }

    /// What the form holds, and what is submitted. Every field may be empty while it is a draft.
    pub struct Draft {
        pub intent: Intent,
        /// What runs there; none: it is new, or a trial.
        pub installation_id: Option<Id>,
        /// New, trial: whose it will be; may be missing for a trial.
        pub customer_id: Option<Id>,
        /// New, trial: of what.
        pub product_id: Option<Id>,
        /// Which edition; none: that of the installation.
        pub edition_id: Option<Id>,
        /// The version that runs there, or will.
        pub version: String,
        /// New, move: on which host. Empty: that of the installation, or none.
        pub host: String,
        /// How much it counts; none: as much as the installation.
        pub capacity: Option<i64>,
        /// Rejected: the key, as it was received.
        pub rejected_key: String,
        /// Rejected: what the program says. A screenshot is an attachment.
        pub program_says: String,
        /// What else is to be said. Bridge: what is down.
        pub message: String,
        pub recipients: Vec<NewKeyRecipient>,
        /// The key must not reach the customer.
        pub never_customer: bool,
        pub contact: Contact,
        /// Where to call, or the address of the session.
        pub contact_at: String,
        pub reference: String,
        pub limited: bool,
        #[serde(default)]
        pub severity: Severity,
        /// The server's draft, for its attachments; deleted with the submission.
        #[serde(default)]
        pub draft_id: Option<Id>,
    }

    /// What a request for a key asks for, as it was submitted.
    pub struct Asked {
        pub intent: Intent,
        pub installation_id: Option<Id>,
        pub customer: Option<OrganisationRef>,
        pub product: ProductRef,
        pub edition: Edition,
        pub wanted: Version,
        pub host: Option<Host>,
        pub capacity: Option<i64>,
        pub message: String,
        /// Rejected: the key that the program refuses, for who may see keys.
        pub rejected_key: Option<String>,
        pub program_says: String,
        pub never_customer: bool,
        pub contact: Contact,
        pub contact_at: String,
        /// What came of the call or the session, as somebody wrote it down; both sides see it.
        pub contact_outcome: Option<String>,
        /// Why no key was issued at once; none: nothing was in the way.
        pub needs_person: Option<NeedsPerson>,
        /// The refused key was right by every check: the cause is the vendor's to find.
        pub vendor_fault: bool,
        /// Until when the key will be valid; none: for ever, or not decided yet.
        pub expires: Option<Millis>,
        /// An issuer is at it.
        pub being_made: bool,
    }

    /// What an issuer is asked for: the JSON document that an external generator reads.
    pub struct KeyOrder {
        pub request_number: String,
        /// Which licence it will be a key of.
        pub licence: Id,
        pub product: Code,
        pub edition: Code,
        pub version: Version,
        pub host: Option<Host>,
        pub capacity: Option<i64>,
        /// Which versions it is for, by the product's rule.
        pub versions: VersionRange,
        /// The first instant at which it is no longer valid; none: it stays valid.
        pub expires: Option<Millis>,
    }

    /// What an issuer answers: the key, and what it says of it. The JSON document that an external generator prints.
    pub struct MadeKey {
        pub key: String,
        /// What the generator says of its key; everything in it must be right.
        #[serde(default)]
        pub claims: Option<Claims>,
    }
}

impl NewKeyRecipient {
    /// Who asks: their name and address are known.
    #[must_use]
    pub const fn requester(lang: PageLang) -> Self {
        Self {
            whom: Whom::Requester,
            name: String::new(),
            organisation: String::new(),
            email: String::new(),
            lang,
            channel: None,
            why: String::new(),
        }
    }

    /// Somebody by name, at an address; without one they get a link.
    #[must_use]
    pub fn named(whom: Whom, name: &str, organisation: &str, email: &str, lang: PageLang) -> Self {
        let (name, organisation, email) = (name.to_owned(), organisation.to_owned(), email.to_owned());
        Self { whom, name, organisation, email, ..Self::requester(lang) }
    }
}

impl Draft {
    /// A draft of nothing yet.
    #[must_use]
    pub fn empty(intent: Intent) -> Self {
        Self {
            intent,
            installation_id: None,
            customer_id: None,
            product_id: None,
            edition_id: None,
            version: String::new(),
            host: String::new(),
            capacity: None,
            rejected_key: String::new(),
            program_says: String::new(),
            message: String::new(),
            recipients: Vec::new(),
            never_customer: false,
            contact: Contact::Thread,
            contact_at: String::new(),
            reference: String::new(),
            limited: false,
            severity: Severity::Normal,
            draft_id: None,
        }
    }
}
