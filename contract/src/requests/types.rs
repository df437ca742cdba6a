use crate::{
    attachments::Attachment,
    business_time::Open,
    ids::{Id, Millis},
    people::{OrganisationRef, PersonRef},
    requests::{Escalated, Escalation, TimelineEntry},
};

words! {
    /// What is asked for.
    Kind {
        /// Equipment to show or try, on loan or bought.
        DemoKit = "demo_kit",
        /// An idea, a joint project, anything else.
        Enquiry = "enquiry",
        /// A licence key.
        Licence = "licence",
        /// What does not add up in a statement.
        StatementQuery = "statement_query",
        /// Something that comes back.
        Return = "return",
    }
}

impl Kind {
    /// The letters that its numbers begin with.
    #[must_use]
    pub const fn prefix(self) -> &'static str {
        match self {
            Self::DemoKit => "DK",
            Self::Enquiry => "EN",
            Self::Licence => "LK",
            Self::StatementQuery => "SQ",
            Self::Return => "RT",
        }
    }
}

words! {
    /// How much stands still without it. What is promised may go by it.
    #[derive(Default)]
    Severity {
        /// Work goes on.
        #[default]
        Normal = "normal",
        /// Work is impeded; there is a way round.
        High = "high",
        /// A customer's work stands still.
        Critical = "critical",
    }
}

words! {
    /// Where a request stands. See the diagram in the module's description.
    State {
        /// The vendor owes a decision.
        Submitted = "submitted",
        /// The vendor has asked; the partner owes an answer; the clock stands still.
        Question = "question",
        /// Approved with changes, or quoted: the partner accepts or withdraws.
        Offered = "offered",
        /// The vendor owes fulfilment.
        Approved = "approved",
        /// Everything is on its way.
        Shipped = "shipped",
        /// Received, and lent until a date.
        OnLoan = "on_loan",
        /// The loan ends within days, or has ended; a return: there is a label, and a day to hand it in.
        ReturnDue = "return_due",
        /// A no, with its reason.
        Declined = "declined",
        /// Taken back by the partner.
        Withdrawn = "withdrawn",
        /// Done.
        Closed = "closed",
    }
}

words! {
    /// Who has the ball.
    WaitingOn {
        /// The partner owes something.
        Partner = "partner",
        /// The vendor owes something.
        Vendor = "vendor",
        /// A carrier has it.
        Carrier = "carrier",
        /// Nobody owes anything.
        Nobody = "nobody",
    }
}

words! {
    /// A section of the board, seen from neither side.
    Section {
        /// The partner's move.
        WithPartner = "with_partner",
        /// The vendor's move.
        WithVendor = "with_vendor",
        /// Travelling, or lent.
        OnTheWay = "on_the_way",
        /// Nothing is owed any more.
        Done = "done",
    }
}

words! {
    /// What was promised.
    PromiseKind {
        /// An answer to a message.
        Answer = "answer",
        /// A decision.
        Decision = "decision",
        /// That it is on its way.
        Fulfilment = "fulfilment",
    }
}

wire! {
    /// What the owing side will do by when.
    pub struct Promise {
        pub kind: PromiseKind,
        pub promised_at: Millis,
        /// The date given first; never overwritten.
        pub first_due_at: Millis,
        /// The date now; none while the clock stands still.
        pub due_at: Option<Millis>,
        /// Why the date was moved, if it was.
        pub moved_reason: Option<String>,
        /// Business minutes left when the clock was stopped.
        pub remaining_minutes: Option<i64>,
        /// Whether three quarters of the time until the date are used.
        pub warned: bool,
        /// Kept or broken, once that is settled (a broken one never becomes kept).
        pub kept: Option<bool>,
        /// When it was done, or nothing was owed any more.
        pub settled_at: Option<Millis>,
    }

    /// The partner has written, and nobody of the vendor has answered yet: a clock beside the one of the request.
    pub struct Reply {
        /// When the message came that has waited longest.
        pub since: Millis,
        /// By when an answer is promised.
        pub due_at: Millis,
        /// Whether that was not kept.
        pub late: bool,
    }

    /// A request, as lists and cards show it.
    pub struct Request {
        pub id: Id,
        /// `DK-1042`.
        pub number: String,
        pub kind: Kind,
        pub severity: Severity,
        pub subject: String,
        /// The partner's own reference.
        pub reference: Option<String>,
        pub state: State,
        pub waiting_on: WaitingOn,
        pub section: Section,
        pub partner: OrganisationRef,
        pub requester: PersonRef,
        /// The named person of the vendor.
        pub owner: PersonRef,
        /// The running promise, or the last one.
        pub promise: Option<Promise>,
        /// The answer that the vendor owes to what the partner wrote, in whatever state the request is.
        pub reply: Option<Reply>,
        /// What the vendor needs to know, while it has asked.
        pub question: Option<String>,
        /// Loans: the last day. Returns: the last day to hand it in.
        pub return_on: Option<crate::civil::Date>,
        /// Whether a second look was asked for (once only).
        pub second_look: bool,
        /// Whether the partner has objected to a question (once only).
        pub objected: bool,
        /// Only the requester and the partner's owner see it.
        pub limited: bool,
        /// Who has it above its owner, while somebody does.
        pub escalated: Option<Escalated>,
        pub created_at: Millis,
        pub updated_at: Millis,
        /// Which edit this is; `If-Match` on edits.
        pub version: i64,
        /// Whether something has happened in it since the reader last opened it. Lists and the board say so; whoever reads one request has opened it.
        #[serde(default)]
        pub unread: bool,
    }

    /// A request by its number.
    pub struct RequestRef {
        pub id: Id,
        /// `DK-1042`.
        pub number: String,
        pub state: State,
    }

    /// Everything of a request that is the same for all kinds. The kind's own part stands beside it.
    pub struct RequestPage {
        pub request: Request,
        /// Every promise that was made, the oldest first: what became of it, and each clock that runs.
        pub promises: Vec<Promise>,
        /// The levels that it was taken to, the oldest first.
        pub escalations: Vec<Escalation>,
        /// The decisions, oldest first; the last one counts.
        pub decisions: Vec<Decision>,
        /// Messages and events, oldest first.
        pub timeline: Vec<TimelineEntry>,
        pub attachments: Vec<Attachment>,
        /// The vendor's open intervals around now, for the countdown.
        pub open: Vec<Open>,
    }

    /// A change of the partner's own fields.
    pub struct EditRequest {
        pub reference: String,
        pub limited: bool,
    }
}

words! {
    /// A decision in one word.
    Verdict {
        /// As asked.
        Approved = "approved",
        /// Differently; needs a reason and the partner's yes.
        ApprovedWithChanges = "approved_with_changes",
        /// No; needs a reason and an alternative, or the plain word that there is none.
        Declined = "declined",
    }
}

wire! {
    /// A decision, as it was made. Amendments are appended.
    pub struct Decision {
        pub verdict: Verdict,
        pub reason: Option<String>,
        /// A no's alternative; `None` on a no means: there is none.
        pub alternative: Option<String>,
        pub by: PersonRef,
        pub at: Millis,
    }
}
