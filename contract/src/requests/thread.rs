use crate::{
    ids::{Id, Millis},
    people::PersonRef,
    requests::Severity,
};

words! {
    /// What happened. `texts` has a sentence for each; the entry's values go into it.
    EventKind {
        /// Submitted; `value` is the promised instant.
        Submitted = "submitted",
        /// Somebody wrote.
        Message = "message",
        /// What the partner wrote last needs no answer, somebody of the vendor says; `text` may say why.
        NoReply = "no_reply",
        /// Seen by the vendor alone.
        Note = "note",
        /// The vendor asked; the clock stands still.
        Asked = "asked",
        /// The partner answered; the clock goes on.
        Answered = "answered",
        /// The partner said that the answer is already there; the clock goes on.
        Objected = "objected",
        /// As asked.
        Approved = "approved",
        /// Approved with changes; `text` is the reason.
        Offered = "offered",
        /// The partner accepted what was offered.
        Accepted = "accepted",
        /// Declined; `text` is the reason.
        Declined = "declined",
        /// The requester asked for a second look; `text` is why.
        SecondLook = "second_look",
        /// The partner took it back.
        Withdrawn = "withdrawn",
        /// Somebody else owns it now; `value` is their name.
        OwnerChanged = "owner_changed",
        /// Whoever owned it, or had it on the ladder, is away: the deputy has it. `value` is the last day and the deputy's name, `text` the name of who is away.
        StandsIn = "stands_in",
        /// Whoever owned it may own it no more; `value` is who has it now, `text` the name of who had it.
        TakenOver = "taken_over",
        /// The promise moved; `text` is the reason, `value` the new instant.
        PromiseMoved = "promise_moved",
        /// It is of another severity; `value` is the word of the one before and of the new one, `text` the reason.
        SeverityChanged = "severity_changed",
        /// Three quarters of the promise's time are used; `value` is when it is due.
        PromiseWarned = "promise_warned",
        /// The promise was not kept.
        PromiseBroken = "promise_broken",
        /// It was taken to the next level; `value` is the level's word and the name of who has it, `text` the partner's reason.
        Escalated = "escalated",
        /// That level has answered; `value` is by when it is done, where that was named, `text` what they wrote.
        EscalationAnswered = "escalation_answered",
        /// A level's date passed, and nothing was done; `value` is the level's word and the name.
        EscalationMissed = "escalation_missed",
        /// Sent to one recipient; `value` is the recipient's name.
        Shipped = "shipped",
        /// One recipient's status changed; `value` is the status, `text` the recipient's name.
        Status = "status",
        /// A recipient confirmed; `value` is their name.
        Received = "received",
        /// A recipient said that something is wrong; `text` says what, `value` is their name.
        Problem = "problem",
        /// Something is the matter with a parcel; `value` says what in a word (`Trouble`), `text` is the recipient's name.
        Trouble = "trouble",
        /// A parcel comes later than was said; `value` is the day and the cause, `text` the recipient's name.
        ArrivalMoved = "arrival_moved",
        /// Somebody has taken care of it; `text` says how.
        TakenCare = "taken_care",
        /// A loan's end comes near.
        ReturnReminder = "return_reminder",
        /// A loan, or some of it, came back; `value` says what, in both languages.
        CheckedIn = "checked_in",
        /// What of a loan is still owed after something came back; `value` says what, in both languages.
        StillOut = "still_out",
        /// What was lacking is not asked for any more; `value` says what, in both languages.
        LetGo = "let_go",
        /// The partner asks for a later day; `value` is the day, `text` the reason.
        LaterAsked = "later_asked",
        /// The last day was moved; `value` is the day, `text` why another one than was wished.
        LaterAgreed = "later_agreed",
        /// It was not; `text` is the reason, `value` the alternative, if there is one.
        LaterDeclined = "later_declined",
        /// The partner asks to keep pieces; `value` says which, in both languages.
        KeepAsked = "keep_asked",
        /// They are bought; `value` as above.
        KeepAgreed = "keep_agreed",
        /// They are not; `text` is the reason, `value` the alternative, if there is one.
        KeepDeclined = "keep_declined",
        /// The next step with a loan that is overdue; `text` says it, `value` is the day on which it is looked at again.
        StepNamed = "step_named",
        /// Done.
        Closed = "closed",
        /// The partner changed their reference or who may see it.
        Edited = "edited",
        /// A key was made and has passed the gate; `value` is the version it is for.
        KeyIssued = "key_issued",
        /// A key did not pass, or could not be made: nobody got anything. `value` says why in a word (`MismatchKind`, `Unmade`).
        KeyStopped = "key_stopped",
        /// A key was taken back; `text` is the reason.
        KeyRevoked = "key_revoked",
        /// Other recipients were asked for; `value` is the change and the name, `text` the reason.
        ConsentAsked = "consent_asked",
        /// The requester agreed to that; `value` as above.
        ConsentGiven = "consent_given",
        /// The requester did not; `value` as above.
        ConsentRefused = "consent_refused",
        /// What came of the call or the session; `text` says it.
        Contacted = "contacted",
        /// It runs with the key.
        Works = "works",
        /// The vendor sent what a return goes back with; `value` is the last day to hand it in.
        LabelSent = "label_sent",
        /// The partner has handed a return in.
        HandedIn = "handed_in",
        /// What came in the box; `value` names the serial numbers.
        Arrived = "arrived",
        /// It came in the box and was not announced; `value` names the serial numbers.
        Strayed = "strayed",
        /// A device was looked at; `value` is its serial number, `text` what was seen.
        Inspected = "inspected",
        /// What becomes of a device; `value` is the outcome's word and the serial number, `text` the reason.
        DeviceDone = "device_done",
        /// A device is to be replaced, and no piece is free; `value` is its serial number.
        ReplacementAwaited = "replacement_awaited",
        /// The partner does not wish it of the loan any more.
        WishTakenBack = "wish_taken_back",
        /// What was to replace devices did not arrive, and another one is owed; `value` names their serial numbers.
        ReplacementLost = "replacement_lost",
        /// It has turned up after all; `value` names the serial numbers of the devices.
        ReplacementFound = "replacement_found",
        /// What was to replace a device and did not arrive lies in the house again; `value` names the serial numbers.
        ReplacementBack = "replacement_back",
        /// A return was handed to a distributor; `value` is their name.
        Referred = "referred",
        /// The distributor does it; `value` is the answer's word and the day, `text` what they wrote.
        ReferralTaken = "referral_taken",
        /// The distributor can't go on; `text` is what is missing.
        ReferralNeeds = "referral_needs",
        /// The distributor does not do it; `text` is the reason.
        ReferralDeclined = "referral_declined",
        /// The distributor has done it; `text` is what they wrote.
        ReferralDone = "referral_done",
        /// The vendor does it without the distributor, whose name is `value`; `text` is the reason.
        ReferralTakenBack = "referral_taken_back",
        /// The distributor is silent, or late; `value` is their name and the day.
        ReferralLate = "referral_late",
    }
}

wire! {
    /// One entry of the timeline: a message or an event.
    pub struct TimelineEntry {
        pub id: Id,
        pub at: Millis,
        /// Who did it; `None`: the portal itself, or a recipient without an account.
        pub by: Option<PersonRef>,
        pub kind: EventKind,
        /// What a person wrote.
        pub text: Option<String>,
        /// What goes into the sentence.
        pub value: Option<String>,
    }

    /// A new message.
    pub struct NewMessage {
        pub text: String,
        /// An internal note: the vendor alone sees it.
        #[serde(default)]
        pub internal: bool,
    }

    /// The vendor's question. It stops the clock because it names what is missing.
    pub struct Ask {
        /// What is missing, in a sentence.
        pub missing: String,
    }

    /// The partner's answer to the question.
    pub struct Answer {
        pub text: String,
    }

    /// Asking for a second look, or taking a request back.
    pub struct WithReason {
        pub reason: String,
    }

    /// Moving the promised date.
    pub struct MovePromise {
        pub due_at: Millis,
        pub reason: String,
    }

    /// Calling a request more or less severe.
    pub struct ChangeSeverity {
        pub severity: Severity,
        pub reason: String,
    }

    /// Handing a request to somebody else.
    pub struct HandOver {
        pub owner_id: Id,
        pub reason: String,
    }
}

/// The longest message, in characters.
pub const MESSAGE_MAX: usize = 10_000;
/// The longest reason, in characters.
pub const REASON_MAX: usize = 2_000;
/// The longest reference, in characters.
pub const REFERENCE_MAX: usize = 80;
