//! How a step ended.

/// Counted tests, and a word about what is not told by numbers.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Outcome {
    pub(super) passed: usize,
    pub(super) failed: usize,
    pub(super) skipped: usize,
    /// Why something failed or was skipped; empty when there is nothing to say.
    pub(super) note: String,
    /// An engine or a browser is missing: under CI that is a failure.
    missing: bool,
}

impl Outcome {
    /// A step that is one test.
    pub(super) fn one(passed: bool, note: impl Into<String>) -> Self {
        Self { passed: usize::from(passed), failed: usize::from(!passed), note: note.into(), ..Self::default() }
    }

    /// The step could not be carried out.
    pub(super) fn broken(reason: String) -> Self {
        Self::one(false, reason)
    }

    /// Left out, and that is acceptable anywhere.
    pub(super) fn skipped(reason: impl Into<String>) -> Self {
        Self { skipped: 1, note: reason.into(), ..Self::default() }
    }

    /// Left out because an engine or a browser is missing, which CI does not accept.
    pub(super) fn missing(reason: impl Into<String>) -> Self {
        Self { missing: true, ..Self::skipped(reason) }
    }

    /// As CI sees it.
    pub(super) fn strict(mut self) -> Self {
        if self.missing {
            self.failed += std::mem::take(&mut self.skipped);
            self.note = format!("missing, and CI wants it: {}", self.note);
        }
        self
    }

    /// A runner that ended badly without naming a failure (it did not compile, it crashed) has failed all the same.
    pub(super) fn with_exit(mut self, success: bool) -> Self {
        if !success && self.failed == 0 {
            self.failed = 1;
            self.note = "it did not build, or ended early; see above".to_owned();
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_engine_is_skipped_at_home_and_fails_under_ci() {
        let home = Outcome::missing("no PostgreSQL");
        assert_eq!((home.skipped, home.failed), (1, 0));
        let ci = home.strict();
        assert_eq!((ci.skipped, ci.failed), (0, 1));
        assert_eq!(Outcome::skipped("no Node").strict().failed, 0);
    }

    #[test]
    fn a_crash_counts_as_a_failure() {
        assert_eq!(Outcome::default().with_exit(false).failed, 1);
        assert_eq!(Outcome::one(true, "").with_exit(true).failed, 0);
    }
}
