use async_trait::async_trait;
use eyelevel_contract::ids::Id;
use eyelevel_contract::lang::Lang;
use eyelevel_contract::returns::Spare;

use crate::db::AsConn;
use crate::error::Result;
use crate::write::Write;

/// Pieces that replace others. `app.rs` registers who keeps the stock.
#[async_trait]
pub trait Spares: Send + Sync {
    /// What a line of a request went out as.
    async fn variant_of(&self, on: &mut dyn AsConn, line_id: &str) -> Result<Option<Id>>;

    /// All that can replace something, by name.
    async fn choices(&self, on: &mut dyn AsConn, lang: Lang) -> Result<Vec<Spare>>;

    /// The catalogue's item of a piece; none if there is no such piece.
    async fn item_of(&self, on: &mut dyn AsConn, variant_id: &str) -> Result<Option<Id>>;

    /// Sets one piece aside; false: none is free.
    async fn set_aside(&self, w: &mut Write, variant_id: &str) -> Result<bool>;

    /// One that was set aside is free again.
    async fn give_back(&self, w: &mut Write, variant_id: &str) -> Result<()>;

    /// One that was set aside leaves the house.
    async fn send(&self, w: &mut Write, variant_id: &str) -> Result<()>;

    /// One that left the house is there again.
    async fn take_back(&self, w: &mut Write, variant_id: &str) -> Result<()>;
}
