//! Money back for a device: a credit note in the partner's books, posted once, with the outcome.

use super::{Finish, Outcome};
use crate::{
    civil::Date,
    ids::{Id, Millis},
    people::{PersonRef, rules::Actor},
    validate::{Fault, Faults},
};

wire! {
    /// An account in which a credit can be posted.
    pub struct CreditAccount {
        pub id: Id,
        /// The partner's number in the vendor's books.
        pub number: String,
        /// ISO 4217.
        pub currency: String,
    }

    /// What is posted with the outcome.
    pub struct NewCredit {
        pub account_id: Id,
        /// That of the account: whoever types an amount has read it in this currency.
        pub currency: String,
        /// In minor units.
        pub amount: i64,
        /// The credit note's number.
        pub number: String,
    }

    /// What was posted for a device.
    pub struct Credit {
        pub account: CreditAccount,
        pub posting_id: Id,
        /// In minor units.
        pub amount: i64,
        /// The credit note's number.
        pub number: String,
        pub booked_on: Date,
        /// How much of it corrections have taken back since, in minor units.
        pub taken_back: i64,
        /// Where the statement is, for who may see it.
        pub page: Option<String>,
        pub by: PersonRef,
        pub at: Millis,
    }
}

/// The longest number of a credit note, in characters.
pub const CREDIT_NUMBER_MAX: usize = 70;
/// The most that is credited for one device, in minor units: a slip of the finger is none.
pub const CREDIT_MAX: i64 = 100_000_000;

/// Whether the actor reads what was credited: prices are by permission.
#[must_use]
pub fn sees_credit(actor: &Actor) -> bool {
    actor.sees_prices()
}

/// Checks what is posted with an outcome: with a credit, an amount in an account; with any other, none. Whose account it is, is the server's to know.
pub(super) fn validate_credit(finish: &Finish, faults: &mut Faults) -> Option<NewCredit> {
    let Some(credit) = finish.credit.as_ref() else {
        if finish.outcome == Outcome::Credit {
            faults.add("credit.account_id", Fault::Required);
        }
        return None;
    };
    if finish.outcome != Outcome::Credit {
        faults.add("credit", Fault::MustBeEmpty);
        return None;
    }
    if credit.account_id.is_empty() {
        faults.add("credit.account_id", Fault::Required);
    }
    if credit.amount <= 0 {
        faults.add("credit.amount", Fault::TooSmall(1));
    } else if credit.amount > CREDIT_MAX {
        faults.add("credit.amount", Fault::TooMuch(CREDIT_MAX));
    }
    let number = faults.line("credit.number", &credit.number, CREDIT_NUMBER_MAX);
    Some(NewCredit { number, ..credit.clone() })
}
