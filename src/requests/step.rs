//! The one next step of whoever looks at a request: from its state, and from what they may do.

use eyelevel_contract::{
    people::rules::Actor,
    requests::{
        Request, State, paths,
        rules::{Action, DECIDERS, can, is_wished},
    },
};
use eyelevel_texts::requests as t;

use crate::i18n::lang;

/// What comes next.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Step {
    /// Answer the question.
    Answer,
    /// Look at the offer, and accept it.
    Accept,
    /// Decide.
    Decide,
    /// Send it.
    Ship,
    /// Note that it is back.
    CheckIn,
    /// Nothing to do but look.
    Look,
}

/// Whoever answers what the partner wishes of a loan.
fn answers(actor: &Actor, request: &Request) -> bool {
    actor.is_vendor() && (actor.is_any(DECIDERS) || actor.id == request.owner.id)
}

impl Step {
    /// The step of this person.
    #[must_use]
    pub(crate) fn of(actor: &Actor, request: &Request) -> Self {
        let may = |action| can(actor, action, request).is_ok();
        match request.state {
            State::Question if may(Action::Answer) => Self::Answer,
            State::Offered if may(Action::Accept) => Self::Accept,
            State::Submitted if may(Action::Decide) => Self::Decide,
            State::Approved if is_wished(request) && answers(actor, request) => Self::Decide,
            State::Approved if may(Action::Ship) => Self::Ship,
            State::ReturnDue if may(Action::CheckIn) => Self::CheckIn,
            _ => Self::Look,
        }
    }

    /// Its button.
    #[must_use]
    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::Answer => t::answer(lang()),
            Self::Accept => t::see_offer(lang()),
            Self::Decide => t::decide(lang()),
            Self::Ship => t::ship(lang()),
            Self::CheckIn => t::check_in(lang()),
            Self::Look => t::look(lang()),
        }
    }

    /// Where it leads: the request's page, at the right place.
    #[must_use]
    pub(crate) fn href(self, request: &Request) -> String {
        let page = paths::page(request.kind, &request.id);
        match self {
            Self::Answer => page + "?do=answer",
            Self::Ship => page + "?do=ship",
            Self::CheckIn => page + "?do=check-in",
            Self::Accept | Self::Decide | Self::Look => page,
        }
    }
}
