//! The ladder above a request's owner: team lead, then management. Each level is a named person with a date of their own.
//!
//! ```text
//! a promise breaks, or the partner escalates ──▶ lead ── silent, or late again ──▶ management ── silent ──▶ the page says so
//!                                                 └─ answers: says what happens, and by when
//! ```
//!
//! A level belongs to one promise, and each promise has each level once. It is over when that promise is settled, whoever did it.

use super::rules::{Action, LEADERS, Refusal, can};
use super::{REASON_MAX, Request, Section};
use crate::{
    ids::{Id, Millis},
    people::{PersonRef, Role, rules::Actor},
    validate::{Fault, Faults},
};

words! {
    /// A level of the ladder.
    Level {
        /// The team lead.
        Lead = "lead",
        /// The management.
        Management = "management",
    }
}

impl Level {
    /// Who stands there, in this order: the first role that anybody has.
    #[must_use]
    pub const fn roles(self) -> &'static [Role] {
        match self {
            Self::Lead => &[Role::Lead],
            Self::Management => &[Role::Manager, Role::Admin],
        }
    }

    /// The one above; none above the last.
    #[must_use]
    pub const fn above(self) -> Option<Self> {
        match self {
            Self::Lead => Some(Self::Management),
            Self::Management => None,
        }
    }
}

wire! {
    /// One level that a request was taken to.
    pub struct Escalation {
        pub id: Id,
        pub level: Level,
        /// The named person who has it.
        pub person: PersonRef,
        /// Who escalated; none: the portal, because a promise was broken or the level below was silent.
        pub by: Option<PersonRef>,
        /// The partner's reason.
        pub reason: Option<String>,
        pub at: Millis,
        /// By when that person answers. After the answer: by when it is done, as they have said; none if nothing runs that could be late.
        pub due_at: Option<Millis>,
        /// What they, or somebody beside them, have answered.
        pub answer: Option<String>,
        pub answered_by: Option<PersonRef>,
        pub answered_at: Option<Millis>,
        /// When their date passed, and nothing was done.
        pub missed_at: Option<Millis>,
        /// When what it was about was done, or nothing was owed any more.
        pub over_at: Option<Millis>,
        /// It is about the answer that is owed to a message, not about the request's own promise.
        pub of_reply: bool,
        /// The last level is silent: whom to call.
        pub phone: Option<String>,
    }

    /// The ladder's top, as lists show it: who has the request above its owner.
    pub struct Escalated {
        pub level: Level,
        pub person: PersonRef,
        pub due_at: Option<Millis>,
        pub answered: bool,
        pub missed: bool,
    }

    /// The partner takes it to the next level.
    pub struct Escalate {
        pub reason: String,
    }

    /// That level's answer.
    pub struct AnswerEscalation {
        /// What happens now, as the partner reads it.
        pub answer: String,
        /// By when it is done; only where a promise runs or stands still.
        #[serde(default)]
        pub until: Option<Millis>,
    }
}

/// An answer names a day within this: a month.
pub const UNTIL_DAYS: i64 = 31;

/// What a checked answer says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    pub answer: String,
    pub until: Option<Millis>,
}

/// Whether the vendor owes something for which a level can name a date: the promise is not settled.
#[must_use]
pub fn is_owed(request: &Request) -> bool {
    request.promise.as_ref().is_some_and(|promise| promise.settled_at.is_none())
}

/// The level that a request would be taken to next, when these were reached for its promise.
#[must_use]
pub fn next(reached: &[Level]) -> Option<Level> {
    match reached.iter().max() {
        None => Some(Level::Lead),
        Some(top) => top.above(),
    }
}

/// Whether the partner may escalate now, and to which level.
///
/// # Errors
/// The reason why not: nothing is owed to anybody any more, or the management has it already.
pub fn to_level(actor: &Actor, request: &Request, reached: &[Level]) -> Result<Level, Refusal> {
    can(actor, Action::Escalate, request)?;
    next(reached).ok_or(Refusal::WithManagement)
}

/// Whether somebody may answer for a level: whoever has it, whoever stands there, or above.
///
/// # Errors
/// The missing right; `EscalationOver` where nothing is left to answer.
pub fn can_answer(actor: &Actor, escalation: &Escalation) -> Result<(), Refusal> {
    if !actor.is_vendor() {
        return Err(Refusal::VendorOnly);
    }
    let roles = match escalation.level {
        Level::Lead => LEADERS,
        Level::Management => Level::Management.roles(),
    };
    if actor.id != escalation.person.id && !actor.is_any(roles) {
        return Err(Refusal::NeedsRole(roles));
    }
    let is_open = escalation.over_at.is_none() && escalation.answered_at.is_none();
    // A lead who was late answers all the same as long as it is theirs; what the management has, the management answers.
    let is_passed_on = escalation.missed_at.is_some() && escalation.level.above().is_some();
    if is_open && !is_passed_on { Ok(()) } else { Err(Refusal::EscalationOver) }
}

/// Checks a partner's reason.
///
/// # Errors
/// The fault of the text.
pub fn validate_escalation(body: &Escalate) -> Result<String, Faults> {
    let mut faults = Faults::new();
    let reason = faults.text("reason", &body.reason, REASON_MAX);
    faults.or(reason)
}

/// Checks an answer: it names a date where something is owed, and not too far a one.
///
/// # Errors
/// The faults by field.
pub fn validate_answer(body: &AnswerEscalation, is_owed: bool, now: Millis) -> Result<Answered, Faults> {
    let mut faults = Faults::new();
    let answer = faults.text("answer", &body.answer, REASON_MAX);
    match body.until {
        None if is_owed => faults.add("until", Fault::Required),
        Some(until) if is_owed && until <= now => faults.add("until", Fault::InThePast),
        Some(until) if is_owed && until - now > UNTIL_DAYS * 24 * 3_600_000 => faults.add("until", Fault::TooFar(UNTIL_DAYS)),
        _ => {}
    }
    faults.or(Answered { answer, until: body.until.filter(|_| is_owed) })
}

/// Whether a level is late at an instant: its date is over and nothing was done. While the partner owes an answer, nobody is late who has answered.
#[must_use]
pub fn is_late(escalation: &Escalation, section: Section, now: Millis) -> bool {
    let stands_still = escalation.answered_at.is_some() && section != Section::WithVendor;
    escalation.over_at.is_none() && escalation.missed_at.is_none() && !stands_still && escalation.due_at.is_some_and(|due| due < now)
}
