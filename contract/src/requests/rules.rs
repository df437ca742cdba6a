//! Who may do what to a request, and what follows from its state. The browser explains with these, the server enforces with them.

use super::team::team;
use super::{Kind, PromiseKind, Request, RequestPage, Section, State, Verdict, WaitingOn};
use crate::civil::Date;
use crate::people::{Role, rules::Actor};

words! {
    /// Something that can be done to a request.
    Action {
        /// Write into the thread.
        Write = "write",
        /// Say that what the partner wrote needs no answer.
        NoReply = "no_reply",
        /// Write an internal note.
        Note = "note",
        /// Ask what is missing (stops the clock).
        Ask = "ask",
        /// Answer the question.
        Answer = "answer",
        /// Say that the question was answered already.
        Object = "object",
        /// Approve, approve with changes, decline.
        Decide = "decide",
        /// Accept what was offered.
        Accept = "accept",
        /// Take the request back.
        Withdraw = "withdraw",
        /// Ask for a second look.
        SecondLook = "second_look",
        /// Move the promised date.
        MovePromise = "move_promise",
        /// Call it more or less severe.
        ChangeSeverity = "change_severity",
        /// Take it to the level above the owner.
        Escalate = "escalate",
        /// Hand it to another owner.
        HandOver = "hand_over",
        /// Send it.
        Ship = "ship",
        /// Note a parcel's status by hand.
        Track = "track",
        /// Note that a loan is back.
        CheckIn = "check_in",
        /// Change the partner's own fields.
        Edit = "edit",
        /// Begin a new draft like it.
        Repeat = "repeat",
    }
}

/// Why something can't be done. `texts::refusals` has the sentence of each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// One of these roles is needed (403).
    NeedsRole(&'static [Role]),
    /// Only the requester (or the partner's owner) may (403).
    NeedsRequester,
    /// The partner's side does that (403).
    PartnerOnly,
    /// The vendor's side does that (403).
    VendorOnly,
    /// Whoever said no does not take the second look (403).
    NeedsAnotherPerson,
    /// The state does not allow it (409).
    Not(State),
    /// That was possible once (409).
    OnceOnly,
    /// Loans only (409).
    NotALoan,
    /// The offer was valid until a day that is past (409).
    OfferExpired,
    /// Other recipients than the pinned ones, and the requester has not agreed (409).
    NeedsConsent,
    /// It is with a distributor, or proposed for one: it has to be taken back first (409).
    Referred,
    /// The partner wishes something of the loan already, and it is not answered (409).
    WishOpen,
    /// The last level of the ladder has it already (409).
    WithManagement,
    /// That level has answered, or it is over (409).
    EscalationOver,
    /// So many bridging keys a year, and they are used up (409).
    BridgesUsedUp(i64),
}

impl Refusal {
    /// Whether a right is missing (403); else the state is in the way (409).
    #[must_use]
    pub const fn is_missing_right(self) -> bool {
        matches!(self, Self::NeedsRole(_) | Self::NeedsRequester | Self::PartnerOnly | Self::VendorOnly | Self::NeedsAnotherPerson)
    }
}

/// Who decides.
pub const DECIDERS: &[Role] = &[Role::Approver, Role::Lead, Role::Manager];
/// Who ships.
pub const SHIPPERS: &[Role] = &[Role::Support, Role::Approver, Role::Lead];
/// Who of the vendor takes part in threads.
pub const WRITERS: &[Role] = &[Role::Approver, Role::Support, Role::Lead, Role::Manager, Role::Admin];
/// Who hands over and moves dates (the owner always may).
pub const LEADERS: &[Role] = &[Role::Lead, Role::Manager, Role::Admin];
/// Who of a partner asks for kits and enquiries.
pub const ASKERS: &[Role] = crate::people::rules::ASKERS;

/// Who has the ball: from the state alone.
#[must_use]
pub const fn waiting_on(state: State) -> WaitingOn {
    match state {
        State::Question | State::Offered | State::ReturnDue => WaitingOn::Partner,
        State::Submitted | State::Approved => WaitingOn::Vendor,
        State::Shipped => WaitingOn::Carrier,
        State::OnLoan | State::Declined | State::Withdrawn | State::Closed => WaitingOn::Nobody,
    }
}

/// The board's section: from the state alone.
#[must_use]
pub const fn section(state: State) -> Section {
    match state {
        State::Question | State::Offered | State::ReturnDue => Section::WithPartner,
        State::Submitted | State::Approved => Section::WithVendor,
        State::Shipped | State::OnLoan => Section::OnTheWay,
        State::Declined | State::Withdrawn | State::Closed => Section::Done,
    }
}

/// Business minutes of a promise, until policies come: two working days for a decision (three for an enquiry, one for a return), five for
/// fulfilment, one for an answer; for a key four hours each, because something stands still without it. A return's fulfilment is its label,
/// and what becomes of a device that is here: two working days. A working day has eight hours.
#[must_use]
pub const fn promised_minutes(kind: Kind, promise: PromiseKind) -> i64 {
    const DAY: i64 = 8 * 60;
    match (promise, kind) {
        (PromiseKind::Answer, _) => DAY,
        (PromiseKind::Decision | PromiseKind::Fulfilment, Kind::Licence) => DAY / 2,
        (PromiseKind::Decision, Kind::Return) => DAY,
        (PromiseKind::Decision, Kind::DemoKit | Kind::StatementQuery) | (PromiseKind::Fulfilment, Kind::Return) => 2 * DAY,
        (PromiseKind::Decision, Kind::Enquiry) => 3 * DAY,
        (PromiseKind::Fulfilment, _) => 5 * DAY,
    }
}

/// Whether somebody of the partner or of the vendor may see a request at all. If not, it answers like one that doesn't exist.
///
/// Colleagues see their company's requests unless the requester limited them; the partner's owner always does. Accounts see statements, not kits.
#[must_use]
pub fn may_see(actor: &Actor, kind: Kind, partner_id: &str, requester_id: &str, limited: bool) -> bool {
    let team = team(kind);
    if actor.is_vendor() {
        return actor.is_any(team.readers);
    }
    actor.is_partner()
        && actor.organisation_id == partner_id
        && (actor.is(Role::Owner) || actor.id == requester_id || !limited && actor.is_any(team.colleagues))
}

/// Whether the actor may do this to a request that they may see.
///
/// # Errors
/// The reason why not, for a tooltip or an error body.
pub fn can(actor: &Actor, action: Action, request: &Request) -> Result<(), Refusal> {
    may(actor, action, request)?;
    let state = request.state;
    let in_state = match action {
        Action::Write | Action::Note | Action::Edit | Action::Repeat => true,
        Action::Ask | Action::Decide => {
            matches!(state, State::Submitted) || action == Action::Decide && state == State::Offered && request.kind == Kind::DemoKit
        }
        Action::Answer => state == State::Question,
        Action::Object => {
            if state == State::Question && request.objected {
                return Err(Refusal::OnceOnly);
            }
            state == State::Question
        }
        Action::Accept => state == State::Offered,
        // Of a key that was promised, nobody has anything yet: without this, one that comes too late would be owed for ever.
        Action::Withdraw => {
            matches!(state, State::Submitted | State::Question | State::Offered)
                || request.kind == Kind::Licence && state == State::Approved
                // Nothing has been handed in yet.
                || request.kind == Kind::Return && state == State::ReturnDue
        }
        Action::SecondLook => {
            if request.second_look {
                return Err(Refusal::OnceOnly);
            }
            state == State::Declined
        }
        Action::MovePromise => matches!(state, State::Submitted | State::Approved),
        Action::NoReply => request.reply.is_some(),
        Action::ChangeSeverity => section(state) != Section::Done,
        // Who waits for an answer has an owner and somebody above, whatever became of the request.
        Action::HandOver | Action::Escalate => section(state) != Section::Done || request.reply.is_some(),
        Action::Ship => state == State::Approved && request.kind == Kind::DemoKit && !is_wished(request),
        Action::Track => matches!(state, State::Approved | State::Shipped) && !is_wished(request),
        Action::CheckIn => {
            if request.return_on.is_none() || request.kind != Kind::DemoKit {
                return Err(Refusal::NotALoan);
            }
            matches!(state, State::Shipped | State::OnLoan | State::ReturnDue) || is_wished(request)
        }
    };
    if in_state { Ok(()) } else { Err(Refusal::Not(state)) }
}

/// Whether a loan is out and the vendor owes the answer to what the partner wishes of it: *approved*, with the promise of an answer.
#[must_use]
pub fn is_wished(request: &Request) -> bool {
    let answer = request.promise.as_ref().is_some_and(|promise| promise.kind == PromiseKind::Answer);
    request.kind == Kind::DemoKit && request.state == State::Approved && answer
}

/// Whether the last day of a loan that is out is over.
#[must_use]
pub fn is_overdue(request: &Request, today: Date) -> bool {
    let is_out = matches!(request.state, State::OnLoan | State::ReturnDue);
    request.kind == Kind::DemoKit && is_out && request.return_on.is_some_and(|last| last < today)
}

/// [`can`] decide, looking at what was decided before as well: whoever said no does not take the second look.
///
/// # Errors
/// The reason why not.
pub fn can_decide(actor: &Actor, page: &RequestPage) -> Result<(), Refusal> {
    can(actor, Action::Decide, &page.request)?;
    let said_no = page.decisions.iter().any(|d| d.verdict == Verdict::Declined && d.by.id == actor.id);
    if page.request.second_look && said_no { Err(Refusal::NeedsAnotherPerson) } else { Ok(()) }
}

/// The right that most operations of the vendor's need: one of these roles.
///
/// # Errors
/// The missing right.
pub fn of_the_vendor(actor: &Actor, roles: &'static [Role]) -> Result<(), Refusal> {
    if actor.is_vendor() { has(actor, roles) } else { Err(Refusal::VendorOnly) }
}

/// The same on a partner's side.
///
/// # Errors
/// The missing right.
pub fn of_a_partner(actor: &Actor, roles: &'static [Role]) -> Result<(), Refusal> {
    if actor.is_partner() { has(actor, roles) } else { Err(Refusal::PartnerOnly) }
}

fn has(actor: &Actor, roles: &'static [Role]) -> Result<(), Refusal> {
    if actor.is_any(roles) { Ok(()) } else { Err(Refusal::NeedsRole(roles)) }
}

/// The rights part of [`can`]: which side and which role.
fn may(actor: &Actor, action: Action, request: &Request) -> Result<(), Refusal> {
    let vendor = |roles: &'static [Role]| {
        let leads = actor.is_vendor() && actor.id == request.owner.id && roles == LEADERS;
        if leads { Ok(()) } else { of_the_vendor(actor, roles) }
    };
    let team = team(request.kind);
    let asker = || has(actor, team.askers);
    match action {
        Action::Write if actor.is_partner() => asker(),
        Action::Write | Action::Note => vendor(team.writers),
        Action::Ask | Action::NoReply => vendor(team.writers),
        Action::Decide => {
            vendor(team.deciders)?;
            // After a second look was asked for, the new owner (or another decider) answers: the hand-over made sure that it is another person.
            if request.second_look && actor.id != request.owner.id && !actor.is_any(&[Role::Lead, Role::Manager]) {
                return Err(Refusal::NeedsAnotherPerson);
            }
            Ok(())
        }
        Action::Ship | Action::Track | Action::CheckIn => vendor(SHIPPERS),
        Action::ChangeSeverity if actor.is_partner() => asker(),
        Action::MovePromise | Action::HandOver | Action::ChangeSeverity => vendor(LEADERS),
        Action::Answer | Action::Object | Action::Repeat | Action::Escalate if actor.is_partner() => asker(),
        Action::Accept | Action::Withdraw | Action::SecondLook | Action::Edit if actor.is_partner() => {
            asker()?;
            if actor.id == request.requester.id || actor.is(Role::Owner) { Ok(()) } else { Err(Refusal::NeedsRequester) }
        }
        _ => Err(Refusal::PartnerOnly),
    }
}
