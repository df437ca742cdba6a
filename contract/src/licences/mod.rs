//! Licence keys: right for the version, checked before anybody gets them, sent to whom the partner said.
//!
//! ```text
//! asked ──▶ covered by the contract? ── yes ──▶ issuer (built in, pool, external) ──▶ gate ──▶ pinned recipients
//!                    │ no                              ▲                                │
//!                    ▼                                 │                                │ a mismatch
//!           an owner, a promise ── approved, or made by hand                            ▼
//!                                                                   stopped: the truth at once, a task, the record
//! ```
//!
//! Keys are signed as Keygen signs them (`key`, `file`, `ring`; `verify` and `sign` are features of this crate), or they are ready-made and
//! look like their rule's pattern. `fit` says whether a key is for something, and is asked by the gate and by the check page alike.

mod asking;
#[cfg(feature = "verify")]
mod check;
#[cfg(feature = "verify")]
mod clean;
pub mod file;
#[cfg(feature = "verify")]
mod find;
mod fit;
#[cfg(feature = "verify")]
pub mod gate;
pub mod instant;
pub mod key;
mod names;
pub mod paths;
mod pattern;
mod proof;
mod range;
mod receiving;
mod renewals;
mod ring;
pub mod rules;
#[cfg(feature = "sign")]
mod sign;
mod terms;
mod types;
mod validate;
mod validate_answers;
mod validate_draft;
mod validate_pool;
mod validate_product;
mod verdict;
#[cfg(feature = "verify")]
mod verify;
mod version;

pub use asking::*;
#[cfg(feature = "verify")]
pub use check::{TEXT_MAX, inspect};
pub use file::{LicenceFile, NoFile};
pub use fit::*;
pub use key::{KeyData, NoKey, SignedKey};
pub use names::*;
pub use pattern::*;
pub use proof::*;
pub use range::*;
pub use receiving::*;
pub use renewals::*;
pub use ring::*;
#[cfg(feature = "sign")]
pub use sign::Signer;
pub use terms::*;
pub use types::*;
pub use validate::{validate_installation, validate_known_issue, validate_need};
pub use validate_answers::*;
pub use validate_draft::validate;
pub use validate_pool::*;
pub use validate_product::validate_product;
pub use verdict::*;
#[cfg(feature = "verify")]
pub use verify::{prove, prove_file, verify};
pub use version::*;

pub use crate::imports::{BadField, BadLine, IMPORT_BYTES, IMPORT_LINES, Import};
