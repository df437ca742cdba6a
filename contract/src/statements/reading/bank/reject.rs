//! What a bank rejects before it is booked.

use super::Reason;
use crate::statements::reading::{Amount, Place};

words! {
    /// What was rejected.
    RejectLevel {
        /// The whole order.
        Group = "group",
        /// A payment order in it, with all of its transactions.
        Payment = "payment",
        /// One transaction.
        Transaction = "transaction",
    }
}

wire! {
    /// A rejection of a status report (pain.002). It never becomes an entry: no money moved.
    pub struct Reject {
        /// Where it stands.
        pub place: Place,
        /// What was rejected.
        pub level: RejectLevel,
        /// Why.
        pub reason: Option<Reason>,
        /// The id of the order.
        pub original_message_id: Option<String>,
        /// The id of the payment order.
        pub payment_information_id: Option<String>,
        /// The id of the instruction.
        pub instruction_id: Option<String>,
        /// What the payer called the transaction.
        pub end_to_end_id: Option<String>,
        /// The mandate of a direct debit.
        pub mandate: Option<String>,
        /// The amount of the transaction.
        pub amount: Option<Amount>,
        /// Who was to pay.
        pub debtor: Option<String>,
    }
}
