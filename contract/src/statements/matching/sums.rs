//! Which of some amounts add up to a sum: exact, bounded, and at most as many answers as anybody needs to see that there is more than one.

/// An amount that may or must be part of the sum: one of its `asks`, which are not 0.
#[derive(Clone, Debug)]
pub(super) struct Choice {
    pub(super) asks: Vec<i64>,
    pub(super) must: bool,
}

/// The answers: for each choice, which of its asks is part of the sum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Answers {
    pub(super) ways: Vec<Vec<Option<usize>>>,
    /// Whether all were tried. Else there may be more.
    pub(super) complete: bool,
}

/// So many answers are enough.
pub(super) const MOST: usize = 3;
/// So many steps are taken at most.
const STEPS: usize = 20_000;

struct Search<'c> {
    choices: &'c [Choice],
    /// In which order they are tried: the largest first.
    order: Vec<usize>,
    /// The least and the most that is still to come, from each place of the order on.
    rest: Vec<(i64, i64)>,
    taken: Vec<Option<usize>>,
    answers: Answers,
    steps: usize,
}

impl Search<'_> {
    fn go(&mut self, at: usize, left: i64) {
        self.steps += 1;
        if self.steps > STEPS || self.answers.ways.len() > MOST {
            self.answers.complete = false;
            return;
        }
        let (least, most) = self.rest[at];
        if left < least || left > most {
            return;
        }
        let Some(&choice) = self.order.get(at) else {
            // The bounds have seen to it that nothing is left.
            self.answers.ways.push(self.taken.clone());
            return;
        };
        let choices = self.choices;
        for (which, ask) in choices[choice].asks.iter().enumerate() {
            self.taken[choice] = Some(which);
            if let Some(left) = left.checked_sub(*ask) {
                self.go(at + 1, left);
            }
        }
        self.taken[choice] = None;
        if !choices[choice].must {
            self.go(at + 1, left);
        }
    }
}

/// All ways, up to [`MOST`], to add up to the sum.
pub(super) fn add_up(choices: &[Choice], sum: i64) -> Answers {
    let extreme = |choice: &Choice| choice.asks.iter().map(|ask| ask.unsigned_abs()).max().unwrap_or(0);
    let mut order: Vec<usize> = (0..choices.len()).collect();
    order.sort_by_key(|at| (std::cmp::Reverse(extreme(&choices[*at])), *at));
    let mut rest = vec![(0_i64, 0_i64); choices.len() + 1];
    for at in (0..order.len()).rev() {
        let choice = &choices[order[at]];
        let none = if choice.must { None } else { Some(0) };
        let all = || choice.asks.iter().copied().chain(none);
        let (least, most) = rest[at + 1];
        rest[at] = (least.saturating_add(all().min().unwrap_or(0)), most.saturating_add(all().max().unwrap_or(0)));
    }
    let answers = Answers { ways: Vec::new(), complete: true };
    let mut search = Search { choices, order, rest, taken: vec![None; choices.len()], answers, steps: 0 };
    search.go(0, sum);
    search.answers.ways.truncate(MOST);
    search.answers
}

/// Whether it would be a rare coincidence that some `size` of `count` amounts add up to a sum: if so many sums as there are as small sets, or
/// smaller, are few beside the values that a sum may have.
pub(super) fn is_rare(count: usize, size: usize, amounts: impl Iterator<Item = i64>, sum: i64, rarity: u64) -> bool {
    let mut sets = 0_u64;
    let mut of_size = 1_u64;
    for k in 1..=size.min(count) {
        let (left, k) = (u64::try_from(count - k + 1).unwrap_or(u64::MAX), u64::try_from(k).unwrap_or(u64::MAX));
        of_size = of_size.saturating_mul(left) / k;
        sets = sets.saturating_add(of_size);
    }
    // Round amounts meet more easily: what counts is how many steps of their common measure the sum is.
    let step = amounts.fold(sum.unsigned_abs(), |a, b| gcd(a, b.unsigned_abs())).max(1);
    sets.saturating_mul(rarity) <= sum.unsigned_abs() / step
}

const fn gcd(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { gcd(b, a % b) }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::{Choice, MOST, add_up, is_rare};

    fn may(asks: &[i64]) -> Choice {
        Choice { asks: asks.to_vec(), must: false }
    }

    #[test]
    fn one_way_two_ways_and_none() {
        let ways = |choices: &[Choice], sum| add_up(choices, sum).ways;
        let trap = [may(&[250_000]), may(&[-60_000]), may(&[12_345])];
        assert_eq!(ways(&trap, 190_000), [vec![Some(0), Some(0), None]]);
        assert_eq!(ways(&trap, 190_001), Vec::<Vec<_>>::new());
        assert_eq!(ways(&[may(&[100, 98]), may(&[200, 196])], 298), [vec![Some(1), Some(0)]]);
        assert_eq!(ways(&[may(&[50]), may(&[50]), may(&[100])], 100).len(), 2);
        let must = Choice { asks: vec![50], must: true };
        assert_eq!(ways(&[must, may(&[50]), may(&[100])], 100), [vec![Some(0), Some(0), None]]);
    }

    #[test]
    fn what_is_too_much_says_so() {
        let many: Vec<Choice> = (0..40).map(|n| may(&[1_000_003 + n * 7])).collect();
        let found = add_up(&many, 20 * 1_000_003 + 1);
        assert!(!found.complete && found.ways.len() <= MOST);
        assert!(add_up(&[may(&[i64::MAX]), may(&[i64::MAX]), may(&[i64::MIN + 1])], 1).complete);
    }

    #[test]
    fn small_sets_of_odd_amounts_are_rare_and_large_ones_of_round_amounts_are_not() {
        assert!(is_rare(3, 2, [123_456, 65_432].into_iter(), 188_888, 1_000));
        assert!(!is_rare(16, 8, [123_456, 65_432].into_iter(), 188_888, 1_000));
        assert!(!is_rare(3, 2, [250_000, -60_000].into_iter(), 190_000, 1_000));
    }
}
