//! What another severity of a request does to what was promised: it may bring a date forward, and never puts one off.

use super::{ChangeSeverity, REASON_MAX, Severity};
use crate::validate::{Fault, Faults};

/// What becomes of a running clock when its request is of another severity: the new date, where that severity's policy promises an earlier one
/// from now on. None: what was promised stays promised. Of a clock that stands still, the same is asked of the minutes that are left.
#[must_use]
pub fn moved_by_severity(before: Severity, now: Severity, promised: i64, by_policy: i64) -> Option<i64> {
    (now > before && by_policy < promised).then_some(by_policy)
}

/// Checks a change: another severity than before, and why.
///
/// # Errors
/// The faults by field.
pub fn validate_severity(body: &ChangeSeverity, before: Severity) -> Result<ChangeSeverity, Faults> {
    let mut faults = Faults::new();
    let reason = faults.text("reason", &body.reason, REASON_MAX);
    if body.severity == before {
        faults.add("severity", Fault::AsItIs);
    }
    faults.or(ChangeSeverity { severity: body.severity, reason })
}
