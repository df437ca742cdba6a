//! What would be promised for a request that was sent now: forms say it before it is sent.

use eyelevel_contract::{
    calendars::{Mine, MyPromises, paths::MINE},
    requests::Kind,
};

use crate::{i18n::moment, reads, ui::loaded::Loaded};

/// Reads it, for as long as the form is there.
#[must_use]
pub(crate) fn read() -> Loaded<MyPromises> {
    reads::read(|| MINE.to_owned())
}

fn of(promises: Loaded<MyPromises>, kind: Kind) -> Option<Mine> {
    promises.get()?.promises.iter().find(|mine| mine.kind == kind).cloned()
}

/// By when it would be decided, in words.
#[must_use]
pub(crate) fn decided_by(promises: Loaded<MyPromises>, kind: Kind) -> Option<String> {
    of(promises, kind).map(|mine| moment(mine.due_at))
}

/// Within how many business hours, rounded up: nothing sooner than it is promised.
#[must_use]
pub(crate) fn hours(promises: Loaded<MyPromises>, kind: Kind) -> Option<i64> {
    of(promises, kind).map(|mine| (mine.minutes + 59) / 60)
}
