use crate::requests::EventKind;

words! {
    /// What a webhook hears of. Each event belongs to one.
    Topic {
        /// A request begins, ends, or its own fields change.
        Requests = "requests",
        /// Messages, questions and answers.
        Thread = "thread",
        /// Decisions, and what the partner makes of them.
        Decisions = "decisions",
        /// Promises that move, come near or are broken, and the ladder.
        Promises = "promises",
        /// Somebody else owns it.
        Owners = "owners",
        /// Parcels and recipients.
        Deliveries = "deliveries",
        /// What is on loan.
        Loans = "loans",
        /// Licence keys and who gets them.
        Keys = "keys",
        /// What comes back because it is broken.
        Returns = "returns",
    }
}

/// What an event belongs to.
#[must_use]
pub const fn topic(kind: EventKind) -> Topic {
    use EventKind as E;
    match kind {
        E::Submitted | E::Withdrawn | E::Closed | E::Edited | E::SeverityChanged => Topic::Requests,
        E::Message | E::NoReply | E::Note | E::Asked | E::Answered | E::Objected => Topic::Thread,
        E::Approved | E::Offered | E::Accepted | E::Declined | E::SecondLook => Topic::Decisions,
        E::PromiseMoved | E::PromiseWarned | E::PromiseBroken | E::Escalated | E::EscalationAnswered | E::EscalationMissed => {
            Topic::Promises
        }
        E::OwnerChanged | E::StandsIn | E::TakenOver => Topic::Owners,
        E::Shipped | E::Status | E::Received | E::Problem | E::Trouble | E::ArrivalMoved | E::TakenCare => Topic::Deliveries,
        E::ReturnReminder
        | E::CheckedIn
        | E::StillOut
        | E::LetGo
        | E::LaterAsked
        | E::LaterAgreed
        | E::LaterDeclined
        | E::KeepAsked
        | E::KeepAgreed
        | E::KeepDeclined
        | E::StepNamed
        | E::WishTakenBack => Topic::Loans,
        E::KeyIssued | E::KeyStopped | E::KeyRevoked | E::ConsentAsked | E::ConsentGiven | E::ConsentRefused | E::Contacted | E::Works => {
            Topic::Keys
        }
        E::LabelSent
        | E::HandedIn
        | E::Arrived
        | E::Strayed
        | E::Inspected
        | E::DeviceDone
        | E::ReplacementAwaited
        | E::ReplacementLost
        | E::ReplacementFound
        | E::ReplacementBack
        | E::Referred
        | E::ReferralTaken
        | E::ReferralNeeds
        | E::ReferralDeclined
        | E::ReferralDone
        | E::ReferralTakenBack
        | E::ReferralLate => Topic::Returns,
    }
}
