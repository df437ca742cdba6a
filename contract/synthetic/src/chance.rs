//! Chance that repeats itself.

/// `SplitMix64`.
pub(crate) struct Chance(u64);

/// A number that looks nothing like its neighbours'.
pub(crate) const fn mixed(n: u64) -> u64 {
    let n = (n ^ (n >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let n = (n ^ (n >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    n ^ (n >> 31)
}

impl Chance {
    pub(crate) const fn new(seed: u64) -> Self {
        Self(mixed(seed.wrapping_add(0x9e37_79b9_7f4a_7c15)))
    }

    const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mixed(self.0)
    }

    /// From the first to the last of them.
    pub(crate) fn between(&mut self, first: i64, last: i64) -> i64 {
        let count = last.abs_diff(first) + 1;
        first + i64::try_from(self.next() % count).unwrap_or(0)
    }

    /// So often in a thousand.
    pub(crate) fn often(&mut self, in_a_thousand: i64) -> bool {
        self.between(0, 999) < in_a_thousand
    }

    pub(crate) fn pick<T: Copy>(&mut self, all: &[T]) -> T {
        let at = usize::try_from(self.next() % all.len().max(1) as u64).unwrap_or(0);
        all[at]
    }
}
