//! What counts as near, as late, as a bank's fee.

/// The limits of the rules, in days unless they say otherwise. The defaults suit SEPA direct debit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// A debit comes on the due day or so many days after it: weekends, holidays, the bank's way.
    pub prompt_days: i64,
    /// Without a due day: so many days after the invoice's own.
    pub undated_days: i64,
    /// A debit later than so many days after the due day is for something else, unless it says what for.
    pub horizon_days: i64,
    /// A debit of the same amount so soon after another is the same one again.
    pub again_days: i64,
    /// The most that a bank takes for a return, in minor units.
    pub largest_fee_minor: i64,
    /// At most so many lines are tried in all combinations.
    pub most_combined: usize,
    /// What happens to add up is sure if that is rarer than one in so many.
    pub rarity: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            prompt_days: 5,
            undated_days: 21,
            horizon_days: 400,
            again_days: 14,
            largest_fee_minor: 2_500,
            most_combined: 16,
            rarity: 1_000,
        }
    }
}
