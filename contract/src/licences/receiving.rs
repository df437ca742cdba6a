use super::{Asked, Issuer, MismatchRecord, NewKeyRecipient, ProofRecord, Version, Whom};
use crate::{
    business_time::Open,
    civil::Date,
    deliveries::RecipientStatus,
    ids::{Id, Millis},
    people::PersonRef,
    requests::{RequestPage, Verdict},
};

words! {
    /// How a set of recipients differs from the pinned one.
    RecipientChange {
        /// Somebody is to get it who is not pinned.
        Added = "added",
        /// Somebody who is pinned is not to get it.
        LeftOut = "left_out",
    }
}

words! {
    /// Why an issuer made no key at all.
    Unmade {
        /// No generator is set up.
        NotSetUp = "not_set_up",
        /// The pool has no key left for this.
        PoolEmpty = "pool_empty",
        /// The generator did not answer in time.
        TimedOut = "timed_out",
        /// The generator ended with an error, or could not be started.
        Failed = "failed",
        /// What the generator printed is no answer.
        Garbage = "garbage",
    }
}

wire! {
    /// A change of the recipients: asked for by the vendor, or made by the requester. Until it is agreed to, nothing goes out by it.
    pub struct Consent {
        pub id: Id,
        pub change: RecipientChange,
        /// Who is left out; of somebody added, once they are pinned.
        pub recipient_id: Option<Id>,
        /// Who is to be added, or left out.
        pub recipient: NewKeyRecipient,
        /// Why.
        pub reason: String,
        pub asked_by: PersonRef,
        pub asked_at: Millis,
        /// None: nobody has answered yet.
        pub agreed: Option<bool>,
        pub by: Option<PersonRef>,
        /// Given in the requester's place, by their cover or the partner's owner.
        pub in_place: bool,
        pub at: Option<Millis>,
    }

    /// Asking for another recipient, or that one be left out. From the requester themself it is agreed to at once.
    pub struct AskConsent {
        pub change: RecipientChange,
        /// Who is to be left out.
        pub recipient_id: Option<Id>,
        /// Who is to be added.
        pub recipient: Option<NewKeyRecipient>,
        pub reason: String,
    }

    /// The requester's answer.
    pub struct AnswerConsent {
        pub agreed: bool,
    }

    /// A key that has passed the gate.
    pub struct IssuedKey {
        pub id: Id,
        /// The key itself; none for who may see that there is one, and no more.
        pub key: Option<String>,
        pub proof: ProofRecord,
        pub issuer: Issuer,
        pub issued_at: Millis,
        /// Who made it by hand; none: an issuer of the house.
        pub by: Option<PersonRef>,
        pub expires: Option<Millis>,
        pub revoked_at: Option<Millis>,
        pub revoked_because: Option<String>,
        /// To whom it was sent.
        pub sent_to: Vec<Id>,
    }

    /// A key that did not pass, or that could not be made: nothing left the house.
    pub struct StoppedKey {
        pub id: Id,
        pub stopped_at: Millis,
        pub issuer: Issuer,
        /// Who made it by hand; none: the issuer.
        pub by: Option<PersonRef>,
        /// The version that was asked for.
        pub wanted: Version,
        /// What did not fit.
        pub mismatches: Vec<MismatchRecord>,
        /// Why there was no key at all.
        pub unmade: Option<Unmade>,
    }

    /// A licence request, whole.
    pub struct Licence {
        pub page: RequestPage,
        pub asked: Asked,
        pub recipients: Vec<KeyRecipient>,
        /// Oldest first.
        pub consents: Vec<Consent>,
        /// Oldest first.
        pub keys: Vec<IssuedKey>,
        /// Oldest first.
        pub stopped: Vec<StoppedKey>,
    }

    /// A pinned recipient of a key and how far it is.
    pub struct KeyRecipient {
        pub whom: Whom,
        /// The requester has agreed that they get nothing.
        pub left_out: bool,
        pub recipient: RecipientStatus,
    }

    /// A decision on a request that no contract covers.
    pub struct DecideKey {
        pub verdict: Verdict,
        pub reason: String,
        /// Declined: what else is possible.
        pub alternative: String,
        /// Declined: nothing else is.
        #[serde(default)]
        pub no_alternative: bool,
        /// Approved: the last day on which the key is valid; none: for ever.
        pub valid_until: Option<Date>,
    }

    /// A key that somebody made by hand, and to whom it goes; the gate looks at it like at any other.
    pub struct HandMade {
        pub key: String,
        pub recipient_ids: Vec<Id>,
    }

    /// Sends a key that has passed to these recipients.
    pub struct SendKey {
        pub key_id: Id,
        pub recipient_ids: Vec<Id>,
    }

    /// What came of a call or a session.
    pub struct ContactOutcome {
        pub outcome: String,
    }

    /// Takes a key back.
    pub struct Revoke {
        pub key_id: Id,
        pub reason: String,
    }

    /// Asks whether a key was taken back.
    pub struct AskRevoked {
        pub key: String,
    }

    /// Whether a key was taken back. Of a key that we never issued nothing is said either.
    pub struct Revoked {
        pub revoked_at: Option<Millis>,
    }

    /// What can be said to somebody whose production is down, before they send anything.
    pub struct BridgeOffer {
        /// How many bridging keys are left for the installation this year.
        pub left: i64,
        pub per_year: i64,
        /// How many days one is valid.
        pub days: i64,
        /// None left: from when on there is one again.
        pub next_at: Option<Millis>,
        /// Who answers then.
        pub who: Option<PersonRef>,
        /// The emergency number; empty: there is none.
        pub phone: String,
        /// When somebody answers there, around now.
        pub open: Vec<Open>,
    }

    /// What is left of a product's pool, or of all pools.
    pub struct Pool {
        /// By key rule.
        pub rules: Vec<PoolLevel>,
    }

    /// What is left of the ready-made keys of one rule.
    pub struct PoolLevel {
        pub rule_id: Id,
        pub left: i64,
        pub handed_out: i64,
        /// Whether it is time to order more.
        pub low: bool,
    }
}

/// A pool is low below so many keys.
pub const POOL_LOW: i64 = 10;
