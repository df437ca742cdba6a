//! Where keys come from: three issuers behind one trait. None of them is believed: the gate looks at what they give.

mod built_in;
mod external;
mod pool;

use async_trait::async_trait;
use eyelevel_contract::licences::{Issuer as Kind, KeyOrder, KeyRule, MadeKey, Unmade};

use crate::app::App;
use crate::error::Result;
use crate::write::Write;

/// What came of asking an issuer: a key, or why there is none.
pub(super) type Made = std::result::Result<MadeKey, Unmade>;

/// What an issuer is asked for, and by which rule.
pub(super) struct Order<'a> {
    pub(super) request_id: &'a str,
    pub(super) edition_id: &'a str,
    pub(super) rule: &'a KeyRule,
    pub(super) key: &'a KeyOrder,
}

/// An issuer.
#[async_trait]
pub(super) trait Issuer: Send + Sync {
    /// Whether [`Issuer::ahead`] must be asked first: it takes long, and no write waits for it.
    fn takes_long(&self) -> bool {
        false
    }

    /// Makes a key outside of any write.
    async fn ahead(&self, _: &App, _: &KeyOrder) -> Made {
        Err(Unmade::NotSetUp)
    }

    /// Makes or takes a key within the write that records it: either both happen, or neither.
    async fn make(&self, w: &mut Write, order: &Order<'_>) -> Result<Made>;
}

/// The issuer of a kind.
pub(super) fn of(kind: Kind) -> &'static dyn Issuer {
    match kind {
        Kind::BuiltIn => &built_in::BuiltIn,
        Kind::Pool => &pool::Pool,
        Kind::External => &external::External,
    }
}
