//! *Something is wrong*, as it was filled in: what is wrong with which pieces, in words, and photos.

use std::collections::BTreeMap;

use axum::extract::multipart::{Field, Multipart, MultipartError};
use axum::extract::{Form, FromRequest as _, Request};
use axum::http::{StatusCode, header};
use eyelevel_contract::deliveries::{PHOTO_MAX_BYTES, PHOTOS_MAX, Piece, PieceState, Receipt, of_line};
use eyelevel_contract::lang::PageLang;
use eyelevel_contract::validate::{Fault, Faults};
use eyelevel_texts::{page as words, public_page as texts};
use tokio::sync::Semaphore;

use crate::error::{Error, Result};
use crate::requests::attachments::photo::{self, Photo};

/// More text than the form can hold.
const TEXT_MAX: usize = 64 * 1024;
/// The most that is read of a form.
pub(super) const BODY_MAX: usize = PHOTOS_MAX * PHOTO_MAX_BYTES + TEXT_MAX;
/// Photos are in memory as long as they are read: of so many forms at once, the others wait.
static AT_ONCE: Semaphore = Semaphore::const_new(8);

/// What is wrong with a pile of photos.
#[derive(Clone, Copy)]
enum PhotoFault {
    Many,
    Size,
    Kind,
}

/// What was typed and chosen.
#[derive(Default)]
pub(super) struct Filled {
    fields: BTreeMap<String, String>,
    pub(super) photos: Vec<Photo>,
    photo_fault: Option<PhotoFault>,
    /// Files came with it: a browser does not keep them.
    pub(super) had_photos: bool,
}

/// The name of a serial number's field.
pub(super) fn serial_field(line: usize, serial: usize) -> String {
    format!("s.{line}.{serial}")
}

/// The name of the field that says how many pieces of a line are in a state.
pub(super) fn count_field(line: usize, state: PieceState) -> String {
    format!("n.{line}.{state}")
}

/// Reads the form, with files or without.
pub(super) async fn read(request: Request) -> Result<Filled> {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if !kind.starts_with("multipart/form-data") {
        let form = Form::<BTreeMap<String, String>>::from_request(request, &()).await;
        return match form {
            Ok(Form(fields)) => Ok(Filled { fields, ..Filled::default() }),
            Err(error) => Err(refused(error.status(), error.body_text())),
        };
    }
    let _permit = AT_ONCE.acquire().await.map_err(|_| Error::Internal("nobody reads forms any more".to_owned()))?;
    let mut form = Multipart::from_request(request, &()).await.map_err(|_| Error::UnsupportedMediaType)?;
    let (mut filled, mut length) = (Filled::default(), 0);
    while let Some(field) = form.next_field().await.map_err(cut_off)? {
        let name = field.name().unwrap_or_default().to_owned();
        if name == "photos" {
            filled.photo(field).await?;
            continue;
        }
        let text = whole(field, TEXT_MAX).await?.ok_or(Error::TooLarge)?;
        length += name.len() + text.len();
        if length > TEXT_MAX {
            return Err(Error::TooLarge);
        }
        filled.fields.insert(name, String::from_utf8(text).map_err(|_| Error::Malformed("no text".to_owned()))?);
    }
    Ok(filled)
}

fn refused(status: StatusCode, text: String) -> Error {
    match status {
        StatusCode::PAYLOAD_TOO_LARGE => Error::TooLarge,
        StatusCode::UNSUPPORTED_MEDIA_TYPE => Error::UnsupportedMediaType,
        _ => Error::Malformed(text),
    }
}

#[expect(clippy::needless_pass_by_value, reason = "it stands in map_err")]
fn cut_off(error: MultipartError) -> Error {
    refused(error.status(), error.body_text())
}

/// All of a field, if it is no longer than that; the rest of a longer one is not kept.
async fn whole(mut field: Field<'_>, most: usize) -> Result<Option<Vec<u8>>> {
    let (mut bytes, mut fits) = (Vec::new(), true);
    while let Some(part) = field.chunk().await.map_err(cut_off)? {
        fits &= bytes.len() + part.len() <= most;
        if fits {
            bytes.extend_from_slice(&part);
        }
    }
    Ok(fits.then_some(bytes))
}

impl Filled {
    async fn photo(&mut self, field: Field<'_>) -> Result<()> {
        let bytes = whole(field, PHOTO_MAX_BYTES).await?;
        // Where no file was chosen, browsers send an empty one.
        if bytes.as_ref().is_some_and(Vec::is_empty) {
            return Ok(());
        }
        self.had_photos = true;
        let fault = match bytes {
            _ if self.photos.len() == PHOTOS_MAX => PhotoFault::Many,
            None => PhotoFault::Size,
            Some(bytes) => match photo::clean(bytes) {
                Some(photo) => {
                    self.photos.push(photo);
                    return Ok(());
                }
                None => PhotoFault::Kind,
            },
        };
        self.photo_fault.get_or_insert(fault);
        Ok(())
    }

    /// What stands in a field.
    pub(super) fn value(&self, field: &str) -> &str {
        self.fields.get(field).map_or("", String::as_str)
    }

    /// What it says of what was sent; a fault at `pieces.{line}` where a count is no number.
    pub(super) fn receipt(&self, sent: &[Piece]) -> std::result::Result<Receipt, Faults> {
        let (mut receipt, mut faults) = (Receipt::wrong(self.value("note")), Faults::new());
        for (i, line) in sent.iter().enumerate() {
            let serials: Vec<_> = line.serials.iter().enumerate().map(|(j, serial)| (serial.clone(), self.state(i, j))).collect();
            let mut counts = Vec::new();
            for state in PieceState::BAD {
                match self.value(&count_field(i, *state)).trim() {
                    "" => {}
                    typed => match typed.parse::<u32>() {
                        Ok(count) => counts.push((*state, i64::from(count))),
                        Err(_) => faults.add(format!("lines.{i}"), Fault::NotANumber),
                    },
                }
            }
            match of_line(line, &serials, &counts) {
                Ok(pieces) => receipt.pieces.extend(pieces),
                Err(fault) => faults.add(format!("lines.{i}"), fault),
            }
        }
        faults.or(receipt)
    }

    /// How a piece with a serial number is said to be.
    pub(super) fn state(&self, line: usize, serial: usize) -> PieceState {
        PieceState::from_word(self.value(&serial_field(line, serial))).unwrap_or(PieceState::Fine)
    }

    /// What is wrong with the photos, in words.
    pub(super) fn photo_fault(&self, lang: PageLang) -> Option<String> {
        Some(match self.photo_fault? {
            PhotoFault::Many => texts::fault_photos(lang, PHOTOS_MAX),
            PhotoFault::Size => texts::fault_size(lang, megabytes()),
            PhotoFault::Kind => texts::fault_photo(lang).to_owned(),
        })
    }
}

/// How large a photo may be, in megabytes.
pub(super) const fn megabytes() -> usize {
    PHOTO_MAX_BYTES / (1024 * 1024)
}

/// What can't be taken, by field of the page.
#[derive(Default)]
pub(super) struct Wrong {
    pub(super) note: Option<String>,
    pub(super) lines: BTreeMap<usize, String>,
    pub(super) photos: Option<String>,
}

impl Wrong {
    /// From the faults of a receipt, or of the numbers typed for it; nothing if none of them is of a field of the page.
    pub(super) fn of(lang: PageLang, faults: &Faults, receipt: Option<&Receipt>, sent: &[Piece]) -> Option<Self> {
        let mut wrong = Self::default();
        for (field, all) in faults.iter() {
            let Some(words) = all.first().map(|fault| words::fault(lang, fault)) else { continue };
            let mut path = field.split('.');
            let (part, place) = (path.next().unwrap_or_default(), path.next().and_then(|place| place.parse::<usize>().ok()));
            match (part, place) {
                ("note", _) => wrong.note = Some(words),
                ("photos", _) => wrong.photos = Some(words),
                ("lines", Some(line)) => {
                    wrong.lines.entry(line).or_insert(words);
                }
                ("pieces", Some(place)) => {
                    let line_id = receipt.and_then(|receipt| receipt.pieces.get(place)).map(|piece| &piece.line_id);
                    let line = sent.iter().position(|line| Some(&line.line_id) == line_id).unwrap_or(0);
                    wrong.lines.entry(line).or_insert(words);
                }
                _ => return None,
            }
        }
        Some(wrong)
    }
}
