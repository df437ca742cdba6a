//! What the numbers of a text may mean.

use super::numbers::Slot;

/// So many readings of a text are tried where numbers in it may mean several items.
const MOST_READINGS: usize = 32;

/// Items that a payment names.
#[derive(Clone, Debug)]
pub(super) struct Named {
    /// In order, each once.
    pub(super) rows: Vec<usize>,
    /// Those of them of which the amount has to tell whether they are meant at all.
    pub(super) weak: Vec<usize>,
    /// Whether there are none.
    pub(super) strong: bool,
    /// Whether the text may have been cut off within a number.
    pub(super) cut: bool,
}

impl Named {
    pub(super) const fn none() -> Self {
        Self { rows: Vec::new(), weak: Vec::new(), strong: true, cut: false }
    }
}

/// What the numbers of a text may mean: one reading, several where a number was given twice, none if there is nothing or too much.
pub(super) fn readings(slots: &[Slot]) -> Vec<Named> {
    let count = slots.iter().try_fold(1_usize, |n, slot| n.checked_mul(slot.answers.len()).filter(|n| *n <= MOST_READINGS));
    if slots.is_empty() || count.is_none() {
        return Vec::new();
    }
    let none = Named { cut: slots.iter().any(|slot| slot.cut), ..Named::none() };
    let mut all = slots.iter().fold(vec![none], |before, slot| {
        let with = |named: &Named| {
            let named = named.clone();
            slot.answers.iter().map(move |answer| {
                let mut named = named.clone();
                named.rows.push(answer.row);
                named.strong &= answer.strong;
                if !answer.strong {
                    named.weak.push(answer.row);
                }
                named
            })
        };
        before.iter().flat_map(with).collect()
    });
    for named in &mut all {
        named.rows.sort_unstable();
        named.rows.dedup();
    }
    all
}
