//! Notices: what a person was told of stands in a row of its own, in the same write as its mail. What may wait has no mail yet: it is gathered
//! when it is due, all that waits for a person into one.
//!
//! | module | has |
//! |---|---|
//! | `kinds` | what each mail to a person is about, and what is no notice |
//! | `store` | the rows, and how somebody would like to be told |
//! | `gather` | what is due becomes a mail, once |
//! | `digest` | what that mail says |
//! | `unsubscribe` | the link that turns a mail's kinds off |

mod digest;
mod gather;
mod kinds;
mod store;
mod unsubscribe;

pub(super) use digest::{Gathered, gathered, letter, line, may_go};
pub(super) use gather::gather;
pub use kinds::kind_of;
pub use store::settings_of;
pub(super) use store::{Receiver, Told, insert, insert_all, receiver, receivers};
pub(super) use unsubscribe::url;
pub use unsubscribe::{Subscribed, subscribed};

use eyelevel_contract::civil::Date;
use eyelevel_contract::ids::Millis;
use eyelevel_contract::notices::{NoticeKind, Settings, Wall, When, when};

use super::params::Params;
use crate::app::App;
use crate::calendar;
use crate::error::Result;

/// The clock of the installation's zone.
struct Clock<'a>(&'a App);

impl Wall for Clock<'_> {
    fn day(&self, at: Millis) -> Option<Date> {
        calendar::day(self.0, at).ok()
    }

    fn at(&self, day: Date, minute: i64) -> Option<Millis> {
        let small = |n: i64| i8::try_from(n).ok();
        calendar::at(self.0, day, small(minute / 60)?, small(minute % 60)?).ok()
    }
}

/// When somebody with these settings is mailed about something that happens now.
#[must_use]
pub fn when_for(app: &App, settings: &Settings, kind: NoticeKind, now: Millis) -> When {
    when(settings, kind, now, &Clock(app))
}

/// Where the portal shows what a notice is about that is about no request, by its values.
///
/// # Errors
/// If they are none.
pub fn page_of(params: &str) -> Result<Option<String>> {
    Ok(serde_json::from_str::<Params>(params)?.page())
}
