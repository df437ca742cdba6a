//! Until when a key is valid, in words.

use eyelevel_contract::{
    ids::Millis,
    licences::instant::{DAY, last_day},
};

use crate::i18n::{date, timestamp};

/// The last day of what is valid for whole days; an instant otherwise.
pub(super) fn until(at: Millis) -> String {
    // When a day is over everywhere on earth: noon of the next one in UTC.
    if at.rem_euclid(DAY) == DAY / 2 { date(last_day(at)) } else { timestamp(at) }
}
