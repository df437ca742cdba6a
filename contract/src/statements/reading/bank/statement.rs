//! One account statement, report or notification.

use crate::civil::Date;
use crate::statements::reading::{CurrencyCode, Place};

words! {
    /// What a statement is.
    StatementKind {
        /// camt.052: an account report within the day.
        Report = "camt.052",
        /// camt.053: the statement of a day or a period.
        Statement = "camt.053",
        /// camt.054: a notification of debits and credits.
        Notification = "camt.054",
        /// MT940.
        Mt940 = "mt940",
        /// MT942: within the day.
        Mt942 = "mt942",
        /// A table.
        Table = "csv",
    }
}

wire! {
    /// A balance.
    pub struct Balance {
        /// In minor units; negative where the account is overdrawn.
        pub amount_minor: i64,
        /// The currency.
        pub currency: CurrencyCode,
        /// Of which day.
        pub date: Option<Date>,
    }

    /// A balance with the bank's word for it.
    pub struct NamedBalance {
        /// `OPBD`, `CLBD`, `PRCD`, `ITBD`, `CLAV` … or a word of the bank's own.
        pub code: String,
        /// The balance.
        pub balance: Balance,
    }

    /// What a statement says apart from its entries.
    pub struct Statement {
        /// Where it stands.
        pub place: Place,
        /// What it is.
        pub kind: StatementKind,
        /// The version of the message: `001.08`.
        pub version: Option<String>,
        /// The bank's id of it.
        pub id: Option<String>,
        /// Its number.
        pub number: Option<String>,
        /// When it was made, as it says.
        pub created: Option<String>,
        /// The account: an IBAN, or the bank's own number.
        pub account: Option<String>,
        /// The account's currency, if it says so.
        pub currency: Option<CurrencyCode>,
        /// Whose account it is.
        pub owner: Option<String>,
        /// The bank, by its BIC, else by its name.
        pub bank: Option<String>,
        /// The booked balance before the first entry: OPBD, else PRCD.
        pub opening: Option<Balance>,
        /// The booked balance after the last entry: CLBD.
        pub closing: Option<Balance>,
        /// All balances.
        pub balances: Vec<NamedBalance>,
    }
}
