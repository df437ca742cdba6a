//! Amounts in any currency.

use super::CurrencyCode;

wire! {
    /// An amount in minor units of its currency: cents, yen. Never a float.
    pub struct Amount {
        /// The minor units, with their sign.
        pub amount_minor: i64,
        /// The currency.
        pub currency: CurrencyCode,
    }
}
