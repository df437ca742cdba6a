//! Who may do what to a loan, where it stands, and what comes next.

use super::{Loan, Next, WishKind};
use crate::{
    civil::Date,
    demo_kits::{DemoKit, Terms, rules::BUYERS},
    people::rules::Actor,
    requests::{
        State,
        rules::{ASKERS, DECIDERS, Refusal, SHIPPERS, WRITERS, is_overdue, of_a_partner, of_the_vendor},
    },
};

/// So many days before the last one, the loan becomes the partner's move.
pub const DUE_DAYS: i64 = 7;

words! {
    /// Something that is done to a loan and to no other request.
    Verb {
        /// Ask for a later day.
        AskLater = "later",
        /// Ask to keep pieces.
        AskKeep = "keep",
        /// Take back what one wishes, before it is answered.
        TakeBack = "take_back",
        /// Answer what the partner wishes.
        Answer = "answer",
        /// Book what came back.
        CheckIn = "check_in",
        /// Name the next step, once it is overdue.
        NameStep = "name_step",
    }
}

/// Whether the actor may do this to a loan that they may see.
///
/// # Errors
/// The reason why not.
pub fn can(actor: &Actor, verb: Verb, kit: &DemoKit, today: Date) -> Result<(), Refusal> {
    let request = &kit.page.request;
    let owns = actor.is_vendor() && actor.id == request.owner.id;
    let vendor = |roles| if owns { Ok(()) } else { of_the_vendor(actor, roles) };
    match verb {
        Verb::AskLater => of_a_partner(actor, ASKERS)?,
        // Whoever asks to buy binds their company.
        Verb::AskKeep => of_a_partner(actor, BUYERS)?,
        // As far as one may wish it.
        Verb::TakeBack if kit.loan.open_wish().is_some_and(|wish| wish.kind == WishKind::Keep) => of_a_partner(actor, BUYERS)?,
        Verb::TakeBack => of_a_partner(actor, ASKERS)?,
        Verb::Answer => vendor(DECIDERS)?,
        Verb::CheckIn => of_the_vendor(actor, SHIPPERS)?,
        Verb::NameStep => vendor(WRITERS)?,
    }
    if kit.terms != Terms::Loan {
        return Err(Refusal::NotALoan);
    }
    let wish = kit.loan.open_wish();
    let is_out = matches!(request.state, State::OnLoan | State::ReturnDue);
    let in_state = match verb {
        Verb::AskLater | Verb::AskKeep if wish.is_some() => return Err(Refusal::WishOpen),
        // What is kept is a piece, not what belongs to one.
        Verb::AskKeep => is_out && kit.loan.out() > 0,
        Verb::AskLater => is_out,
        Verb::Answer | Verb::TakeBack => wish.is_some(),
        Verb::CheckIn => takes_back(kit),
        Verb::NameStep => is_out && is_overdue(request, today),
    };
    if in_state { Ok(()) } else { Err(Refusal::Not(request.state)) }
}

/// Whether a loan takes pieces back now: all of it was sent, and something is out. Nobody has to have confirmed it: what lies in the house is back.
#[must_use]
pub fn takes_back(kit: &DemoKit) -> bool {
    let is_out = matches!(kit.page.request.state, State::Shipped | State::OnLoan | State::ReturnDue);
    kit.terms == Terms::Loan && (is_out || kit.loan.open_wish().is_some())
}

/// Where a loan stands that was sent: nothing owed, not received everywhere, the vendor owes an answer, the last day is near, or simply lent.
#[must_use]
pub fn stands(before: State, loan: &Loan, last: Option<Date>, today: Date) -> State {
    if loan.is_settled() {
        State::Closed
    } else if before == State::Shipped {
        State::Shipped
    } else if loan.open_wish().is_some() {
        State::Approved
    } else if last.is_some_and(|last| days_left(last, today) <= DUE_DAYS) {
        State::ReturnDue
    } else {
        State::OnLoan
    }
}

/// Days until the last one; below zero it is over.
#[must_use]
pub fn days_left(last: Date, today: Date) -> i64 {
    last.days() - today.days()
}

/// What comes next, from what a list knows of a loan.
#[must_use]
pub fn next(state: State, wished: bool, rest: bool, last: Option<Date>, today: Date) -> Next {
    match state {
        State::Closed => Next::Nothing,
        _ if wished => Next::Answer,
        State::OnLoan | State::ReturnDue if last.is_some_and(|last| last < today) => Next::Chase,
        State::OnLoan | State::ReturnDue if rest => Next::SendRest,
        State::OnLoan | State::ReturnDue => Next::SendBack,
        _ => Next::Arrive,
    }
}
