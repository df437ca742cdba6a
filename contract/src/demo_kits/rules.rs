//! What demo kits add to the rules of all requests.

use super::{DemoKit, Terms};
use crate::{
    civil::Date,
    people::{Role, rules::Actor},
    requests::rules::{Action, Refusal, can},
};

/// Whether an item can be had on these terms: only what is lent goes on loan, only what has a price is bought.
#[must_use]
pub const fn offered(terms: Terms, loan: bool, sale: bool) -> bool {
    match terms {
        Terms::Loan => loan,
        Terms::Purchase => sale,
    }
}

/// Who of a partner binds their company to a price.
pub const BUYERS: &[Role] = &[Role::Owner, Role::Sales];

/// Whether the actor may accept what is offered today: a quote is accepted by who may see its price, and only while it is valid.
///
/// # Errors
/// The reason why not.
pub fn can_accept(actor: &Actor, kit: &DemoKit, today: Date) -> Result<(), Refusal> {
    can(actor, Action::Accept, &kit.page.request)?;
    if kit.terms != Terms::Purchase {
        return Ok(());
    }
    if !actor.is_any(BUYERS) {
        return Err(Refusal::NeedsRole(BUYERS));
    }
    if kit.quote.as_ref().is_some_and(|q| q.valid_until < today) { Err(Refusal::OfferExpired) } else { Ok(()) }
}
