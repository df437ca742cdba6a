//! Returns: any serial number begins one. A known one is filled in, a nearly known one is asked about, an unknown one is taken and checked by
//! a named person.
//!
//! Each device has a state of its own, and the request's follows from all of them ([`rules::fold`]):
//!
//! ```text
//!         approve            label             hand in            scan          look
//! asked ──────────▶ approved ─────▶ label_sent ───────▶ on_the_way ───▶ received ────▶ inspected ──▶ done
//!   │                   └─────────────────────── came without a label ────▶│                        │
//!   └─ decline ─▶ declined                                                     an outcome: replacement, repair, credit, back …
//! ```
//!
//! What is dead on arrival, known, within its window, and of which nobody has asked before, is approved at once by [`rules::at_once`]: an
//! advance replacement to the recipient whom the requester has pinned. A device that is wanted back but never comes stays *sent a label*, with
//! a day until which it was to be handed in.
//!
//! What replaces a device goes its own way beside it ([`Replacement`]): set aside as soon as it is decided, awaited where none is in the house,
//! sent to the pinned recipient. While it is owed, it is the vendor's move ([`rules::stands`]).
//!
//! A device of which nobody has a label yet may be handed to a distributor ([`Referral`]): the page and the promise stay the same.
//!
//! A serial number in an open return that the asker may see is refused at its field, with the number of that return: one device, one page. One
//! in a return that they may not see is taken, since nothing may show; the vendor's page names both ([`Item::also_in`]).

mod credit;
mod faults;
pub mod gs1;
pub mod paths;
mod referral;
mod replacing;
pub mod rules;
mod types;
mod validate;
mod verbs;

pub use crate::serials;
pub use credit::*;
pub use faults::*;
pub use referral::*;
pub use replacing::*;
pub use types::*;
pub use validate::{ITEMS_MAX, merged, subject, validate};
pub use verbs::*;
