//! What would be promised for a request that was sent now: forms say it before it is sent.

use eyelevel_contract::{
    calendars::{Mine, MyPromises, paths::MINE},
    requests::{Kind, Severity},
};

use crate::{i18n::moment, reads, ui::loaded::Loaded};

/// Reads it, for as long as the form is there.
#[must_use]
pub(crate) fn read() -> Loaded<MyPromises> {
    reads::read(|| MINE.to_owned())
}

fn of(promises: Loaded<MyPromises>, kind: Kind, severity: Severity) -> Option<Mine> {
    promises.get()?.promises.iter().find(|mine| mine.kind == kind && mine.severity == severity).cloned()
}

/// By when it would be decided, in words.
#[must_use]
pub(crate) fn decided_by(promises: Loaded<MyPromises>, kind: Kind, severity: Severity) -> Option<String> {
    of(promises, kind, severity).map(|mine| moment(mine.due_at))
}

/// Within how many business hours, rounded up: nothing sooner than it is promised.
#[must_use]
pub(crate) fn hours(promises: Loaded<MyPromises>, kind: Kind, severity: Severity) -> Option<i64> {
    of(promises, kind, severity).map(|mine| (mine.minutes + 59) / 60)
}
