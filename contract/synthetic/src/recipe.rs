//! What a bank is made of.

/// How large a bank is, and how much goes wrong in it: so often in a thousand invoices, unless something else is said.
#[derive(Clone, Debug)]
pub struct Recipe {
    /// Another seed, another bank.
    pub seed: u64,
    /// About so many invoices.
    pub invoices: usize,
    /// Contracts whose debits say which invoice they are for, by its number or an id; of the others, half have a mandate, half nothing.
    pub speaking: i64,
    /// Nothing is ever debited.
    pub missing: i64,
    pub twice: i64,
    pub late: i64,
    pub other_amount: i64,
    pub returned: i64,
    pub in_parts: i64,
    /// Credit notes and corrections.
    pub credited: i64,
    /// Debits without an invoice.
    pub no_invoice: i64,
    /// Invoices with a cash discount.
    pub discount: i64,
    pub off_rhythm: i64,
    /// Contracts that are debited once a month for everything.
    pub together: i64,
    /// A debit of a speaking contract that says nothing.
    pub silent: i64,
}

impl Recipe {
    /// Everything, a little of each.
    #[must_use]
    pub const fn new(seed: u64, invoices: usize) -> Self {
        Self {
            seed,
            invoices,
            speaking: 650,
            missing: 20,
            twice: 15,
            late: 20,
            other_amount: 15,
            returned: 25,
            in_parts: 15,
            credited: 20,
            no_invoice: 10,
            discount: 100,
            off_rhythm: 12,
            together: 120,
            silent: 40,
        }
    }

    /// Nothing goes wrong.
    #[must_use]
    pub const fn peaceful(seed: u64, invoices: usize) -> Self {
        Self {
            missing: 0,
            twice: 0,
            late: 0,
            other_amount: 0,
            returned: 0,
            in_parts: 0,
            credited: 0,
            no_invoice: 0,
            off_rhythm: 0,
            silent: 0,
            ..Self::new(seed, invoices)
        }
    }

    /// Everything goes wrong, all the time, and hardly a debit says what it is for.
    #[must_use]
    pub const fn hostile(seed: u64, invoices: usize) -> Self {
        Self {
            speaking: 350,
            missing: 80,
            twice: 60,
            late: 80,
            other_amount: 60,
            returned: 80,
            in_parts: 60,
            credited: 80,
            no_invoice: 60,
            discount: 300,
            off_rhythm: 60,
            together: 250,
            silent: 200,
            ..Self::new(seed, invoices)
        }
    }
}
