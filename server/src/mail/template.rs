//! The kinds of mail.

/// What a mail says. `texts/*/mails.toml` has subject and body of each; the parameters fill them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Template {
    /// To a new person: set a password. `link` (the link row's id).
    Invitation,
    /// Set another password. `link`.
    Reset,
    /// To the requester: it has a number, an owner and a date. `request_id`.
    Submitted,
    /// To the owner: something new is theirs. `request_id`.
    Assigned,
    /// To the requester: a question; the clock stands still. `request_id`.
    Asked,
    /// To the owner: the answer (or an objection) is there. `request_id`.
    Answered,
    /// To the requester: a decision. `request_id`.
    Decided,
    /// To the owner: accepted, withdrawn, second look. `request_id`.
    PartnerActed,
    /// To the other side: a message. `request_id`.
    Message,
    /// To the requester: the promise moved, or somebody else owns it. `request_id`.
    Moved,
    /// To the owner: three quarters of the promise's time are used. `request_id`.
    PromiseWarned,
    /// To requester and owner: a promise was not kept. `request_id`.
    PromiseBroken,
    /// To who has a request above its owner: why, and by when an answer is owed. `request_id`, `note` (the instant).
    Escalated,
    /// To requester and owner: who has it, what was answered, or that nobody did. `request_id`, `note` (the instant, or whom to call).
    EscalationNews,
    /// To who has something of somebody's who is away, or may own it no more. `request_id`.
    StandsIn,
    /// To a pinned recipient: what is coming, with their link. `recipient_id`, `link`.
    Shipped,
    /// To a pinned recipient: their new link. `recipient_id`, `link`.
    NewLink,
    /// To requester and owner: a recipient confirmed or has a problem. `request_id`, `recipient_id`.
    RecipientActed,
    /// To the requester: something is the matter with a parcel. `request_id`.
    ParcelTrouble,
    /// To the owner: the same, and what to do. `request_id`.
    ParcelTask,
    /// To the requester: a parcel comes later than was said; `note` is the day that was said first. `request_id`.
    ArrivalMoved,
    /// To the requester: a loan ends soon, or has ended. `request_id`.
    ReturnReminder,
    /// To the owner: a loan has ended and is not back. `request_id`.
    ReturnOverdue,
    /// To the requester: the label, what arrived, what becomes of a device, a day that comes near. `request_id`, `event`.
    ReturnNews,
    /// To the owner: a return did not come. `request_id`.
    ReturnTask,
    /// To a distributor's person: a return, with the link for the answer; `note` is the day by which it is asked for. `request_id`, `link`.
    Referred,
    /// To the same: the answer is missing, or the work. `request_id`, `link`.
    ReferralReminder,
    /// To the same: nothing is left to do. `request_id`.
    ReferralOver,
    /// To the owner: the partner wishes something of a loan. `request_id`.
    LoanWish,
    /// To the requester: the answer to that, what is still owed of a loan, what was not lent. `request_id`, `event`.
    LoanNews,
    /// To the requester: it is done. `request_id`.
    Closed,
    /// To a partner's people: something is wrong with what runs at their customers'. `known_issue_id`, `partner_id`.
    KnownIssue,
    /// To the requester (and the owner, where production is down): a key has passed the gate. `request_id`.
    KeyIssued,
    /// To requester and owner: a key was stopped, or there is none. `request_id`.
    KeyStopped,
    /// To the requester: a key was taken back. `request_id`.
    KeyRevoked,
    /// To the requester: the vendor would like other recipients, or to hand a return to a distributor. `request_id`.
    ConsentAsked,
    /// To a pinned recipient: a key, with their link. `recipient_id`, `link`.
    KeySent,
    /// To whoever began a renewal: it is done. `renewal` (id, issued, total).
    Renewed,
    /// To people whom a partner has named: last month's statement. `statement` (account, month).
    MonthlyStatement,
    /// To a product's owner and the admins: few ready-made keys are left, or none. `pool`.
    PoolLow,
    /// To who keeps a webhook: something did not arrive for days, or nothing is sent any more. `webhook` (id, host, what).
    WebhookTrouble,
    /// To a person: all that has waited for them, in one. `digest` (the row of the outbox).
    Digest,
}

impl Template {
    /// All of them.
    pub const ALL: &'static [Self] = &[
        Self::Invitation,
        Self::Reset,
        Self::Submitted,
        Self::Assigned,
        Self::Asked,
        Self::Answered,
        Self::Decided,
        Self::PartnerActed,
        Self::Message,
        Self::Moved,
        Self::PromiseWarned,
        Self::PromiseBroken,
        Self::Escalated,
        Self::EscalationNews,
        Self::StandsIn,
        Self::Shipped,
        Self::NewLink,
        Self::RecipientActed,
        Self::ParcelTrouble,
        Self::ParcelTask,
        Self::ArrivalMoved,
        Self::ReturnReminder,
        Self::ReturnOverdue,
        Self::ReturnNews,
        Self::ReturnTask,
        Self::Referred,
        Self::ReferralReminder,
        Self::ReferralOver,
        Self::LoanWish,
        Self::LoanNews,
        Self::Closed,
        Self::KnownIssue,
        Self::KeyIssued,
        Self::KeyStopped,
        Self::KeyRevoked,
        Self::ConsentAsked,
        Self::KeySent,
        Self::Renewed,
        Self::MonthlyStatement,
        Self::PoolLow,
        Self::WebhookTrouble,
        Self::Digest,
    ];

    /// The word in the outbox.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::Reset => "reset",
            Self::Submitted => "submitted",
            Self::Assigned => "assigned",
            Self::Asked => "asked",
            Self::Answered => "answered",
            Self::Decided => "decided",
            Self::PartnerActed => "partner_acted",
            Self::Message => "message",
            Self::Moved => "moved",
            Self::PromiseWarned => "promise_warned",
            Self::PromiseBroken => "promise_broken",
            Self::Escalated => "escalated",
            Self::EscalationNews => "escalation_news",
            Self::StandsIn => "stands_in",
            Self::Shipped => "shipped",
            Self::NewLink => "new_link",
            Self::RecipientActed => "recipient_acted",
            Self::ParcelTrouble => "parcel_trouble",
            Self::ParcelTask => "parcel_task",
            Self::ArrivalMoved => "arrival_moved",
            Self::ReturnReminder => "return_reminder",
            Self::ReturnOverdue => "return_overdue",
            Self::ReturnNews => "return_news",
            Self::ReturnTask => "return_task",
            Self::Referred => "referred",
            Self::ReferralReminder => "referral_reminder",
            Self::ReferralOver => "referral_over",
            Self::LoanWish => "loan_wish",
            Self::LoanNews => "loan_news",
            Self::Closed => "closed",
            Self::KnownIssue => "known_issue",
            Self::KeyIssued => "key_issued",
            Self::KeyStopped => "key_stopped",
            Self::KeyRevoked => "key_revoked",
            Self::ConsentAsked => "consent_asked",
            Self::KeySent => "key_sent",
            Self::Renewed => "renewed",
            Self::MonthlyStatement => "monthly_statement",
            Self::PoolLow => "pool_low",
            Self::WebhookTrouble => "webhook_trouble",
            Self::Digest => "digest",
        }
    }

    /// It goes outside, to a recipient, in the language that they read.
    #[must_use]
    pub const fn is_to_recipient(self) -> bool {
        matches!(self, Self::Shipped | Self::NewLink | Self::KeySent)
    }

    /// It goes outside, to somebody of a distributor's: nothing of the portal is in it.
    #[must_use]
    pub const fn is_to_distributor(self) -> bool {
        matches!(self, Self::Referred | Self::ReferralReminder | Self::ReferralOver)
    }

    /// It is about many things, some of which are owed and others not: `event` says which.
    #[must_use]
    pub const fn is_news(self) -> bool {
        matches!(self, Self::ReturnNews | Self::LoanNews)
    }

    /// The other way round.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|t| t.word() == word)
    }
}
