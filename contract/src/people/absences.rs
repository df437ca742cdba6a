//! Absences of the vendor's people, each with a deputy: nobody absent owns anything.

use super::{Role, rules::Actor};
use crate::{
    civil::Date,
    ids::Id,
    people::PersonRef,
    validate::{Fault, Faults},
};

/// Absences (`GET`: those that are not over; `POST`: a new one).
pub const PATH: &str = "/api/v1/absences";
/// The portal's page.
pub const PAGE: &str = "/absences";
/// The longest absence, in days.
pub const DAYS_MAX: i64 = 366;
/// Who may stand in: who can own a request of some kind.
pub const DEPUTIES: &[Role] = &[Role::Approver, Role::Support, Role::Ledger, Role::Lead, Role::Manager, Role::Admin];
/// Who enters absences of others.
pub const KEEPERS: &[Role] = &[Role::Lead, Role::Manager, Role::Admin];

/// One absence: `DELETE` ends it, today or before it begins.
#[must_use]
pub fn one(id: &str) -> String {
    format!("{PATH}/{id}")
}

wire! {
    /// Somebody is away, and somebody stands in.
    pub struct Absence {
        pub id: Id,
        pub person: PersonRef,
        pub deputy: PersonRef,
        /// The first day.
        pub from_on: Date,
        /// The last one.
        pub until_on: Date,
    }

    /// A new absence.
    pub struct NewAbsence {
        pub person_id: Id,
        pub deputy_id: Id,
        pub from_on: Option<Date>,
        pub until_on: Option<Date>,
    }
}

/// Days that are checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The first day.
    pub from: Date,
    /// The last one.
    pub until: Date,
}

impl Span {
    /// Whether two share a day.
    #[must_use]
    pub fn meets(self, other: Self) -> bool {
        self.from <= other.until && other.from <= self.until
    }
}

impl Absence {
    /// Its days.
    #[must_use]
    pub const fn span(&self) -> Span {
        Span { from: self.from_on, until: self.until_on }
    }
}

/// Whether the actor reads absences: the vendor's own people.
#[must_use]
pub fn can_read(actor: &Actor) -> bool {
    actor.is_vendor()
}

/// Whether the actor may enter or end an absence of a person: their own, or anybody's for who leads.
#[must_use]
pub fn can_enter(actor: &Actor, person_id: &str) -> bool {
    actor.is_vendor() && (actor.id == person_id || actor.is_any(KEEPERS))
}

/// Checks days and names by themselves, and against what stands there already: nobody is away twice at once, a deputy is there, and whoever stands in
/// for somebody does not go away in those days. So deputies form no circle.
///
/// # Errors
/// The faults by field.
pub fn validate(new: &NewAbsence, today: Date, others: &[Absence]) -> Result<Span, Faults> {
    let mut faults = Faults::new();
    for (field, id) in [("person_id", &new.person_id), ("deputy_id", &new.deputy_id)] {
        if id.is_empty() {
            faults.add(field, Fault::Required);
        }
    }
    for (field, day) in [("from_on", new.from_on), ("until_on", new.until_on)] {
        if day.is_none() {
            faults.add(field, Fault::Required);
        }
    }
    let (Some(from), Some(until)) = (new.from_on, new.until_on) else { return Err(faults) };
    let span = Span { from, until };
    if until < from {
        faults.add("until_on", Fault::EndsBeforeStart);
    } else if until < today {
        faults.add("until_on", Fault::InThePast);
    } else if until.days() - from.days() >= DAYS_MAX {
        faults.add("until_on", Fault::TooManyDays(DAYS_MAX));
    }
    if !new.deputy_id.is_empty() && new.deputy_id == new.person_id {
        faults.add("deputy_id", Fault::Themself);
    }
    let then: Vec<_> = others.iter().filter(|other| other.span().meets(span)).collect();
    if then.iter().any(|other| other.person.id == new.person_id) {
        faults.add("from_on", Fault::AwayAlready);
    }
    if let Some(away) = then.iter().find(|other| other.person.id == new.deputy_id) {
        faults.add("deputy_id", Fault::AwayUntil(away.until_on));
    }
    if let Some(other) = then.iter().find(|other| other.deputy.id == new.person_id) {
        faults.add("from_on", Fault::StandsInFor(other.person.name.clone()));
    }
    faults.or(span)
}
