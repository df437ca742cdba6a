//! Prices: some from a list that many pay, some odd, some round.

use crate::chance::Chance;

/// None is a simple part of another: a part of one that looks like another, nobody could tell from it.
const LIST: [i64; 8] = [4_900, 9_900, 11_930, 14_875, 23_810, 35_690, 59_510, 119_050];

/// How the amounts of a contract come about.
#[derive(Clone, Copy)]
pub(crate) enum Prices {
    /// Always the same.
    Fixed(i64),
    /// By what was used.
    Odd,
    /// Whole hundreds.
    Round,
}

impl Prices {
    pub(crate) fn any(chance: &mut Chance) -> Self {
        match chance.between(0, 9) {
            0..=3 => Self::Fixed(chance.pick(&LIST)),
            4..=5 => Self::Fixed(chance.between(1_000, 300_000)),
            6..=8 => Self::Odd,
            _ => Self::Round,
        }
    }

    pub(crate) fn next(self, chance: &mut Chance) -> i64 {
        match self {
            Self::Fixed(price) => price,
            Self::Odd => chance.between(1_000, 500_000),
            Self::Round => chance.between(1, 30) * 10_000,
        }
    }
}
