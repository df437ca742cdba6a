//! What a recipient says of what arrived: so many pieces are fine, so many are not, and which.

use std::collections::BTreeSet;

use super::{NOTE_MAX, Parcel, Piece, carriers::Carrier};
use crate::{
    ids::Id,
    validate::{Fault, Faults},
};

words! {
    /// How pieces arrived.
    PieceState {
        /// As they should be.
        Fine = "fine",
        /// There, but dead.
        Dead = "dead",
        /// Not there.
        Missing = "missing",
        /// There, but not what was to come.
        Wrong = "wrong",
    }
}

wire! {
    /// So many pieces of a line that arrived in one state.
    pub struct PieceReceipt {
        pub line_id: Id,
        pub state: PieceState,
        pub quantity: i64,
        /// Which of them, as far as they have serial numbers.
        #[serde(default)]
        pub serials: Vec<String>,
    }

    /// What the recipient says (or the requester for them): everything arrived, or what is wrong.
    pub struct Receipt {
        /// Everything arrived.
        pub complete: bool,
        /// What is wrong, in words; needed if not everything arrived and no piece says it.
        #[serde(default)]
        pub note: String,
        /// How the pieces arrived, as far as it is said.
        #[serde(default)]
        pub pieces: Vec<PieceReceipt>,
    }
}

impl PieceState {
    /// Those that say that something is wrong.
    pub const BAD: &'static [Self] = &[Self::Dead, Self::Missing, Self::Wrong];
}

impl Receipt {
    /// Everything arrived.
    #[must_use]
    pub const fn complete() -> Self {
        Self { complete: true, note: String::new(), pieces: Vec::new() }
    }

    /// Something is wrong, in words.
    #[must_use]
    pub fn wrong(note: &str) -> Self {
        Self { complete: false, note: note.to_owned(), pieces: Vec::new() }
    }
}

/// Checks what a recipient says against what was sent to them: who says that something is wrong says what; nobody has more than was sent, and a serial
/// number is in one state.
///
/// # Errors
/// The faults by field: `note`, `pieces.0.quantity`, `pieces.0.serials.1` …
pub fn validate_receipt(receipt: &Receipt, sent: &[Piece]) -> Result<Receipt, Faults> {
    let mut faults = Faults::new();
    let says = receipt.pieces.iter().any(|piece| piece.state != PieceState::Fine);
    let note = if receipt.complete || says {
        faults.optional_text("note", &receipt.note, NOTE_MAX).unwrap_or_default()
    } else {
        faults.text("note", &receipt.note, NOTE_MAX)
    };
    let most = sent.len() * PieceState::ALL.len();
    if receipt.pieces.len() > most {
        faults.add("pieces", Fault::TooMany(most));
        return Err(faults);
    }
    let mut named = BTreeSet::new();
    for (i, piece) in receipt.pieces.iter().enumerate() {
        let at = format!("pieces.{i}");
        if receipt.complete && piece.state != PieceState::Fine {
            faults.add(format!("{at}.state"), Fault::NotOffered);
        }
        let Some(line) = sent.iter().find(|line| line.line_id == piece.line_id) else {
            faults.add(format!("{at}.line_id"), Fault::Unknown);
            continue;
        };
        let before = &receipt.pieces[..i];
        if before.iter().any(|other| other.line_id == piece.line_id && other.state == piece.state) {
            faults.add(format!("{at}.state"), Fault::Twice);
        }
        let said = before.iter().filter(|other| other.line_id == piece.line_id).fold(0i64, |n, other| n.saturating_add(other.quantity));
        if piece.quantity < 1 {
            faults.add(format!("{at}.quantity"), Fault::TooSmall(1));
        } else if said.saturating_add(piece.quantity) > sent_of(sent, &piece.line_id) {
            faults.add(format!("{at}.quantity"), Fault::TooLarge(sent_of(sent, &piece.line_id)));
        }
        for (k, serial) in piece.serials.iter().enumerate() {
            if !line.serials.contains(serial) {
                faults.add(format!("{at}.serials.{k}"), Fault::Unknown);
            } else if !named.insert((&piece.line_id, serial)) {
                faults.add(format!("{at}.serials.{k}"), Fault::Twice);
            }
        }
        if i64::try_from(piece.serials.len()).unwrap_or(i64::MAX) > piece.quantity {
            faults.add(format!("{at}.serials"), Fault::MoreSerialsThanPieces(piece.quantity));
        }
    }
    faults.or(Receipt { complete: receipt.complete, note, pieces: receipt.pieces.clone() })
}

fn sent_of(sent: &[Piece], line_id: &str) -> i64 {
    sent.iter().filter(|line| line.line_id == line_id).fold(0i64, |n, line| n.saturating_add(line.quantity))
}

/// Makes pieces of what somebody has chosen of a line: its serial numbers with their states, and counts of pieces without one. What is not named counts as
/// fine once anything is not; nothing, if all is.
///
/// # Errors
/// The fault of the counts, if there are not so many pieces without a serial number.
pub fn of_line(line: &Piece, serials: &[(String, PieceState)], counts: &[(PieceState, i64)]) -> Result<Vec<PieceReceipt>, Fault> {
    let others = line.quantity.saturating_sub(i64::try_from(line.serials.len()).unwrap_or(i64::MAX));
    if counts.iter().fold(0i64, |n, (_, count)| n.saturating_add(*count)) > others {
        return Err(Fault::TooLarge(others));
    }
    let of = |state: PieceState| {
        let named: Vec<_> = serials.iter().filter(|(_, is)| *is == state).map(|(serial, _)| serial.clone()).collect();
        let counted = counts.iter().filter(|(is, _)| *is == state).fold(0i64, |n, (_, count)| n.saturating_add(*count));
        (i64::try_from(named.len()).unwrap_or(i64::MAX).saturating_add(counted), named)
    };
    let mut said: Vec<PieceReceipt> = Vec::new();
    for state in PieceState::BAD {
        let (quantity, serials) = of(*state);
        if quantity != 0 {
            said.push(PieceReceipt { line_id: line.line_id.clone(), state: *state, quantity, serials });
        }
    }
    let bad = said.iter().fold(0i64, |n, piece| n.saturating_add(piece.quantity));
    let fine = line.quantity.saturating_sub(bad);
    if !said.is_empty() && fine > 0 {
        let serials = of(PieceState::Fine).1;
        said.insert(0, PieceReceipt { line_id: line.line_id.clone(), state: PieceState::Fine, quantity: fine, serials });
    }
    Ok(said)
}

/// What can be counted of what was sent: a key is no piece.
#[must_use]
pub fn countable(parcel: Option<&Parcel>) -> &[Piece] {
    parcel.filter(|parcel| parcel.carrier != Carrier::Mail).map_or(&[], |parcel| &parcel.pieces)
}

/// The most photos of one report.
pub const PHOTOS_MAX: usize = 3;
/// The largest photo, in bytes.
pub const PHOTO_MAX_BYTES: usize = 10 * 1024 * 1024;
