use super::{Code, Edition, Host, Issuer, MismatchRecord, ProductRef, ProofRecord, Version};
use crate::{
    ids::{Id, Millis},
    lang::Lang,
    people::{OrganisationRef, PersonRef},
    requests::RequestPage,
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
        pub lang: Lang,
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
        /// The server's draft, for its attachments; deleted with the submission.
        #[serde(default)]
        pub draft_id: Option<Id>,
    }

    /// Consent to another set of recipients, on record.
    pub struct Consent {
        pub id: Id,
        pub change: RecipientChange,
        pub recipient_id: Id,
        pub by: PersonRef,
        /// Given in the requester's place, by their cover or the partner's owner.
        pub in_place: bool,
        pub at: Millis,
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
        pub program_says: String,
        pub never_customer: bool,
        pub contact: Contact,
        pub contact_at: String,
    }

    /// A key that has passed the gate.
    pub struct IssuedKey {
        pub id: Id,
        /// The key itself; none for who may see that there is one, and no more.
        pub key: Option<String>,
        pub proof: ProofRecord,
        pub issued_at: Millis,
        /// Who made it, if it was no issuer of the house.
        pub by: Option<PersonRef>,
        pub expires: Option<Millis>,
        pub revoked_at: Option<Millis>,
    }

    /// A key that did not, and never left the house.
    pub struct StoppedKey {
        pub id: Id,
        pub stopped_at: Millis,
        pub issuer: Issuer,
        /// What did not fit.
        pub mismatches: Vec<MismatchRecord>,
    }

    /// A licence request, whole.
    pub struct Licence {
        pub page: RequestPage,
        pub asked: Asked,
        pub recipients: Vec<KeyRecipient>,
        pub consents: Vec<Consent>,
        /// Oldest first.
        pub keys: Vec<IssuedKey>,
        /// Oldest first.
        pub stopped: Vec<StoppedKey>,
    }

    /// A pinned recipient of a key and how far it is.
    pub struct KeyRecipient {
        pub id: Id,
        pub whom: Whom,
        pub name: String,
        pub organisation: String,
        pub email: Option<String>,
        pub lang: Lang,
        pub status: crate::deliveries::Status,
        pub history: Vec<crate::deliveries::StatusChange>,
    }

    /// A key that somebody made by hand; the gate looks at it like at any other.
    pub struct HandMade {
        pub key: String,
    }

    /// Sends the key to these recipients.
    pub struct SendKey {
        pub recipient_ids: Vec<Id>,
    }

    /// What is asked of an issuer, and what is said of a key to be made; the JSON that an external generator reads.
    pub struct KeyOrder {
        pub request_number: String,
        pub licence_id: Id,
        pub product: Code,
        pub edition: Code,
        pub version: Version,
        pub host: Option<Host>,
        pub capacity: Option<i64>,
        pub expires: Option<Millis>,
    }
}

words! {
    /// How a set of recipients differs from the pinned one.
    RecipientChange {
        /// Somebody is to get it who is not pinned.
        Added = "added",
        /// Somebody who is pinned is not to get it.
        LeftOut = "left_out",
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
            draft_id: None,
        }
    }
}
