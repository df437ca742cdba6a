//! The guide from an empty installation to its first request: what is there, what is missing, and what comes next. Nothing of it is kept: each step is
//! read from what it is about.

use crate::{
    ids::Id,
    people::{Role, rules::Actor},
    requests::rules::{Refusal, of_the_vendor},
};

/// The steps: `GET`.
pub const PATH: &str = "/api/v1/guide";
/// The portal's page.
pub const PAGE: &str = "/guide";

words! {
    /// A step, in its order.
    Step {
        /// A mail server is named: without one nobody gets an invitation.
        Mail = "mail",
        /// Somebody beside the admins looks after requests.
        Colleague = "colleague",
        /// Working hours and holidays, by which promises are counted, are the vendor's own.
        Calendar = "calendar",
        /// There is something in the catalogue.
        Catalogue = "catalogue",
        /// There is a partner.
        Partner = "partner",
        /// Somebody of a partner's who may ask for something has accepted their invitation.
        Person = "person",
        /// A partner has asked for something.
        Request = "request",
    }
}

words! {
    /// How far a step is.
    StepState {
        /// It is done.
        Done = "done",
        /// The vendor can do it now.
        Open = "open",
        /// It is somebody else's, or another one comes first.
        Waiting = "waiting",
    }
}

wire! {
    /// A step with how far it is.
    pub struct GuideStep {
        pub step: Step,
        pub state: StepState,
        /// Not needed for a first request.
        pub optional: bool,
    }

    /// All steps.
    pub struct Guide {
        /// In their order.
        pub steps: Vec<GuideStep>,
        /// The first that is needed and open: what the vendor does next. None: it is done, or the partner's turn.
        pub next: Option<Step>,
        /// The newest partner: whose people the vendor invites.
        pub partner_id: Option<Id>,
        /// So many of those that are needed are done.
        pub done: i64,
        /// So many are needed.
        pub needed: i64,
    }
}

/// What stands in the installation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// A mail server is named.
    pub mail: bool,
    /// Somebody of the vendor's has another role than the admin's and the auditor's.
    pub colleague: bool,
    /// Somebody has saved the calendar.
    pub calendar: bool,
    /// Something stands in the catalogue.
    pub item: bool,
    /// The newest partner.
    pub partner_id: Option<Id>,
    /// Somebody of a partner's who may ask was invited.
    pub invited: bool,
    /// One of them has accepted.
    pub accepted: bool,
    /// There is a request.
    pub request: bool,
}

/// Whether the guide is for them: who sets the installation up.
///
/// # Errors
/// The missing right.
pub fn can_see_guide(actor: &Actor) -> Result<(), Refusal> {
    of_the_vendor(actor, &[Role::Admin])
}

/// The steps by what stands there. What comes later and is done proves what comes before: whoever has asked was invited, however.
#[must_use]
pub fn guide(facts: &Facts) -> Guide {
    let accepted = facts.accepted || facts.request;
    let partner = facts.partner_id.is_some() || accepted || facts.invited;
    let state = |step| match step {
        Step::Mail if facts.mail => StepState::Done,
        Step::Colleague if facts.colleague => StepState::Done,
        Step::Calendar if facts.calendar => StepState::Done,
        Step::Catalogue if facts.item => StepState::Done,
        Step::Partner if partner => StepState::Done,
        Step::Person if accepted => StepState::Done,
        Step::Request if facts.request => StepState::Done,
        // An invitation that nobody has accepted is theirs; without a partner there is nobody to invite.
        Step::Person if facts.invited || !partner => StepState::Waiting,
        Step::Request => StepState::Waiting,
        Step::Mail | Step::Colleague | Step::Calendar | Step::Catalogue | Step::Partner | Step::Person => StepState::Open,
    };
    let steps: Vec<GuideStep> =
        Step::ALL.iter().map(|step| GuideStep { step: *step, state: state(*step), optional: is_optional(*step) }).collect();
    let needed = || steps.iter().filter(|one| !one.optional);
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let next = needed().find(|one| one.state == StepState::Open).map(|one| one.step);
    let done = count(needed().filter(|one| one.state == StepState::Done).count());
    Guide { next, partner_id: facts.partner_id.clone(), done, needed: count(needed().count()), steps }
}

const fn is_optional(step: Step) -> bool {
    matches!(step, Step::Colleague | Step::Calendar | Step::Catalogue)
}
