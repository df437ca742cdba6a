//! A return in a distributor's hands. The vendor's owner stays the owner, and the promise stays the vendor's.
//!
//! ```text
//!            the requester agrees          takes it over          done
//! proposed ──────────────────────▶ handed ──────────────▶ taken ──────▶ done
//!    │  (named in the form: at once)  │ ├─ needs something ─▶ needs        │
//!    └─ refused                       │ └─ no, with its reason ▶ not_covered
//!                                     └──────── the vendor takes it back ──▶ taken_back
//! ```
//!
//! What goes out is [`Shared`]: put together when it is proposed, and read as it stands by the requester who agrees, by the distributor, and by
//! both sides afterwards. What is added to the return later does not go out with it.

mod rules;
mod types;
mod validate;

pub use rules::*;
pub use types::*;
pub use validate::*;
