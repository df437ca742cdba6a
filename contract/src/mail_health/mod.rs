//! Mail on its way out: how the servers are by which it goes, and whether the sender's domain lets receivers believe that it comes from us.
//!
//! [`advise`] says it from what stands in DNS. It asks nobody: what it would like to know and does not is noted in [`Known`], so whoever calls it
//! looks that up and calls it again, until nothing is missing.

mod advise;
mod dns;
pub mod paths;
pub mod rules;
mod spf;
mod types;

pub use advise::{Sender, advise};
pub use dns::{Answer, Kind, Known, Question};
pub use types::*;
