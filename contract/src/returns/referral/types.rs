use super::super::Reason;
use crate::{
    checklist::Answered,
    civil::Date,
    deliveries::Address,
    ids::{Id, Millis},
    people::{OrganisationRef, PersonRef},
};

words! {
    /// Where a referral stands.
    ReferralState {
        /// The requester has not agreed yet: nothing went out.
        Proposed = "proposed",
        /// The requester did not agree: nothing goes out.
        Refused = "refused",
        /// The distributor has it, and owes an answer.
        Handed = "handed",
        /// They do it, until the day that they have named.
        Taken = "taken",
        /// They can't go on without what they have named: it is the vendor's move.
        Needs = "needs",
        /// They don't do it; with a reason.
        NotCovered = "not_covered",
        /// They have done it.
        Done = "done",
        /// The vendor does it without them; with a reason.
        TakenBack = "taken_back",
    }
}

words! {
    /// What a distributor answers.
    ReferralAnswer {
        /// They replace it, until a day.
        Replace = "replace",
        /// They repair it, until a day.
        Repair = "repair",
        /// Something is missing.
        Needs = "needs",
        /// No, with a reason.
        NotCovered = "not_covered",
    }
}

wire! {
    /// A distributor, and who of theirs can be handed a return. Partners learn the name alone.
    pub struct Distributor {
        pub id: Id,
        pub name: String,
        pub people: Vec<PersonRef>,
    }

    /// Hands a return to somebody of a distributor's.
    pub struct Refer {
        pub person_id: Id,
        /// What they should know beside; both sides read it.
        #[serde(default)]
        pub note: String,
        /// Pictures of the return's that go with it.
        #[serde(default)]
        pub file_ids: Vec<Id>,
        /// With name and address of whoever gets a replacement. The requester is asked, whatever the form said.
        #[serde(default)]
        pub with_recipient: bool,
    }

    /// The requester's answer to a proposal.
    pub struct AnswerReferral {
        pub agreed: bool,
    }

    /// The vendor takes it back.
    pub struct TakeBack {
        pub reason: String,
    }

    /// What the distributor answers, on a page without a script.
    pub struct DistributorAnswer {
        pub answer: Option<ReferralAnswer>,
        /// Until when it is done.
        pub by: Option<Date>,
        /// Of a yes: what else is to be said. Of the others: what is missing, or why not.
        pub text: String,
    }

    /// One device, as the distributor reads of it.
    pub struct SharedDevice {
        pub item_id: Id,
        pub serial: String,
        pub product: String,
        pub fault: String,
        pub accessories: String,
        /// What was tried before it was sent.
        #[serde(default)]
        pub checklist: Vec<Answered>,
    }

    /// A picture that goes with it.
    pub struct SharedFile {
        pub id: Id,
        pub name: String,
    }

    /// Who gets the replacement.
    pub struct SharedRecipient {
        pub name: String,
        pub organisation: String,
        pub address: Address,
    }

    /// Everything that goes out to the distributor; nothing else does.
    pub struct Shared {
        /// Whose return it is.
        pub partner: String,
        pub reason: Reason,
        pub description: String,
        pub holds_data: Option<bool>,
        pub devices: Vec<SharedDevice>,
        pub files: Vec<SharedFile>,
        pub note: String,
        pub recipient: Option<SharedRecipient>,
    }

    /// A return that was handed to a distributor, or is to be.
    pub struct Referral {
        pub id: Id,
        pub state: ReferralState,
        pub distributor: OrganisationRef,
        pub agent: PersonRef,
        pub shared: Shared,
        pub asked_by: PersonRef,
        pub asked_at: Millis,
        /// The requester has named this distributor in the form: that was their word.
        pub in_advance: bool,
        /// Who agreed, or did not.
        pub agreed_by: Option<PersonRef>,
        pub agreed_at: Option<Millis>,
        pub handed_at: Option<Millis>,
        /// The last day on which an answer is no late one.
        pub answer_by: Option<Date>,
        pub answer: Option<ReferralAnswer>,
        pub answered_at: Option<Millis>,
        /// Until when it is done.
        pub by: Option<Date>,
        /// What they wrote with it.
        pub text: Option<String>,
        pub ended_at: Option<Millis>,
        /// Why it was taken back; what was written when it was done.
        pub ending: Option<String>,
    }
}

impl ReferralState {
    /// It waits for somebody: one at a time.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Proposed | Self::Handed | Self::Taken)
    }

    /// The distributor has it: nobody else does the same meanwhile.
    #[must_use]
    pub const fn is_theirs(self) -> bool {
        matches!(self, Self::Handed | Self::Taken)
    }
}

impl ReferralAnswer {
    /// They do it.
    #[must_use]
    pub const fn is_yes(self) -> bool {
        matches!(self, Self::Replace | Self::Repair)
    }

    /// Where the referral stands with it.
    #[must_use]
    pub const fn state(self) -> ReferralState {
        match self {
            Self::Replace | Self::Repair => ReferralState::Taken,
            Self::Needs => ReferralState::Needs,
            Self::NotCovered => ReferralState::NotCovered,
        }
    }
}
