//! Requests for kits, one in every state and some with a history.

mod acts;
mod decided;
mod open;
mod travelling;

use super::scene::Scene;
use crate::error::Result;

pub(super) async fn play(scene: &Scene<'_>) -> Result<()> {
    // The oldest first, so that numbers grow with time.
    travelling::closed_loan(scene).await?;
    travelling::closed_purchase(scene).await?;
    travelling::overdue(scene).await?;
    travelling::longer(scene).await?;
    decided::declined(scene).await?;
    travelling::on_loan(scene).await?;
    travelling::return_due(scene).await?;
    decided::withdrawn(scene).await?;
    travelling::one_display_is_dead(scene).await?;
    decided::second_look(scene).await?;
    travelling::under_way(scene).await?;
    open::late(scene).await?;
    decided::approved(scene).await?;
    decided::quoted(scene).await?;
    decided::changed(scene).await?;
    open::moved(scene).await?;
    open::asked(scene).await?;
    open::fresh(scene).await
}
