//! Requests for keys: the first story as it goes here, and what else becomes of a key.

mod acts;
mod covered;
mod looked_at;

use super::scene::Scene;
use crate::error::Result;

pub(super) async fn play(scene: &Scene<'_>) -> Result<()> {
    // The oldest first, so that numbers grow with time.
    covered::runs(scene).await?;
    covered::bridged(scene).await?;
    let refused = covered::sent(scene).await?;
    covered::tried(scene).await?;
    looked_at::waits(scene).await?;
    looked_at::stopped(scene).await?;
    looked_at::rejected(scene, &refused).await
}
