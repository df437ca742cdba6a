//! Statements: the second story as it stands in the books, one account where everything adds up, one in another currency; and two queries.

mod acts;
mod asked;
mod other;
mod story;

use super::scene::Scene;
use crate::error::Result;

pub(super) async fn play(scene: &Scene<'_>) -> Result<()> {
    let story = story::told(scene).await?;
    other::adds_up(scene).await?;
    other::in_francs(scene).await?;
    asked::answered(scene, &story).await?;
    asked::open(scene, &story).await
}
