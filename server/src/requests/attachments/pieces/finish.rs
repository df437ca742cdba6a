//! What was sent in pieces becomes an attachment.

use eyelevel_contract::attachments::VIDEOS;
use sha2::{Digest as _, Sha256};

use super::super::kind::{self, Text};
use super::super::store::Chunks;
use super::super::upload::{self, Whole};
use super::{Open, video};
use crate::app::App;
use crate::error::{Error, Result};
use crate::extract::{Caller, hex};

/// Looks at it whole, leaves out where it was filmed, and makes it visible: again, if somebody died in between.
///
/// # Errors
/// `UnsupportedMediaType` for what is not taken; whatever the database says.
pub(super) async fn finish(app: &App, caller: &Caller, open: &Open) -> Result<()> {
    let first = Chunks::of(app, &open.id).next().await?.unwrap_or_default();
    let magic = kind::by_magic(&first);
    let film = VIDEOS.iter().map(|(kind, _)| *kind).find(|kind| Some(*kind) == magic);
    if matches!(film, Some("video/mp4" | "video/quicktime")) {
        video::strip(app, caller, &open.id).await?;
    }
    let (mut hash, mut text) = (Sha256::new(), Text::default());
    let mut chunks = Chunks::of(app, &open.id);
    while let Some(chunk) = chunks.next().await? {
        hash.update(&chunk);
        text.see(&chunk);
    }
    let media_type = film.or_else(|| kind::allowed(magic, text.is_text())).ok_or(Error::UnsupportedMediaType)?;
    let whole = Whole { media_type, bytes: u64::try_from(open.length).unwrap_or(u64::MAX), sha256: hex(&hash.finalize()) };
    let mut w = caller.write(app).await?;
    upload::settle(&mut w, caller, &open.home, &open.id, &whole).await?;
    tracing::debug!(bytes = open.length, "a file has come in pieces");
    w.commit().await
}
