//! A large file in pieces (tus): what has gone has gone. Without a network it waits; where the page was left, the same file goes on where it was.

use eyelevel_contract::attachments::{PIECE, PIECE_BYTES, TUS, UPLOADS, Upload as Far, upload};
use eyelevel_contract::json::from_text;
use web_sys::File;

use crate::ui::reactive::{RwSignal, Set, untrack, window};
use crate::{
    client::{self, Call},
    store, task,
    ui::failure::Failure,
    upload::{Body, Upload},
};

/// How often a place is asked for that is no longer the right one, before somebody hears of it.
const TRIES: u32 = 5;

/// Sends a file to its owner; `progress` is in hundredths.
///
/// # Errors
/// A [`Failure`]; a lost network is none.
pub(super) async fn send(field: &str, id: &str, file: &File, progress: RwSignal<u32>) -> Result<(), Failure> {
    let memory = ["piece:", id, ":", &file.name(), ":", &whole(file.size()), ":", &whole(file.last_modified())].concat();
    let mut far = match store::get(&memory) {
        Some(known) => match asked(&known).await {
            Ok(far) => far,
            // Thrown away meanwhile, or complete and its form sent.
            Err(Failure::Refused(_)) => begin(field, id, file).await?,
            Err(failure) => return Err(failure),
        },
        None => begin(field, id, file).await?,
    };
    store::set(&memory, &far.id);
    let mut tries = 0;
    while !far.complete {
        match piece(file, &far, progress).await {
            Ok(()) => tries = 0,
            Err(Failure::Offline) => network().await,
            // Another tab sends it, too, or a piece arrived of which nobody heard.
            Err(Failure::Refused(refused)) if refused.status == 409 && tries < TRIES => tries += 1,
            Err(failure) => {
                store::remove(&memory);
                return Err(failure);
            }
        }
        far = loop {
            match asked(&far.id).await {
                Err(Failure::Offline) => network().await,
                other => break other?,
            }
        };
    }
    store::remove(&memory);
    Ok(())
}

/// A number without a fraction; printing others would cost four kilobytes.
#[expect(clippy::cast_possible_truncation, reason = "a size, or milliseconds since 1970")]
fn whole(number: f64) -> String {
    (number as i64).to_string()
}

async fn asked(id: &str) -> Result<Far, Failure> {
    from_text(&Call::get(upload(id)).send().await?).ok_or(Failure::Unreadable)
}

/// Until the network is back.
async fn network() {
    while untrack(client::away) {
        task::pause(500).await;
    }
}

async fn begin(field: &str, id: &str, file: &File) -> Result<Far, Failure> {
    // Of the bytes of a text, each as a character: what the browser makes base64 of.
    let base64 = |text: &str| window().btoa(&text.bytes().map(char::from).collect::<String>()).map_err(|_| Failure::Unreadable);
    let metadata = ["filename ", &base64(&file.name())?, ",", field, " ", &base64(id)?].concat();
    let length = whole(file.size());
    let headers = [("Tus-Resumable", TUS), ("Upload-Length", length.as_str()), ("Upload-Metadata", metadata.as_str())];
    let begun = Upload::new().ok_or(Failure::Unreadable)?.send_as("POST", UPLOADS, Body::Piece(None), &headers, |_, _| {}).await?;
    from_text(&begun).ok_or(Failure::Unreadable)
}

/// The next piece.
async fn piece(file: &File, far: &Far, progress: RwSignal<u32>) -> Result<(), Failure> {
    #[expect(clippy::cast_precision_loss, reason = "a file is smaller than that")]
    let (from, most) = (far.offset as f64, PIECE_BYTES as f64);
    let size = file.size();
    let slice = file.slice_with_f64_and_f64(from, (from + most).min(size)).map_err(|_| Failure::Unreadable)?;
    let offset = far.offset.to_string();
    let headers = [("Tus-Resumable", TUS), ("Upload-Offset", offset.as_str()), ("Content-Type", PIECE)];
    let gone = move |gone: f64, _: f64| {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 100")]
        progress.set(((from + gone) * 100.0 / size.max(1.0)) as u32);
    };
    let upload = Upload::new().ok_or(Failure::Unreadable)?;
    upload.send_as("PATCH", &self::upload(&far.id), Body::Piece(Some(slice)), &headers, gone).await.map(drop)
}
