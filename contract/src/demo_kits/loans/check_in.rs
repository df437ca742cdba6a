//! What came back: scanned or typed serial numbers, counted pieces, and what does not lie in the box.

use super::{Loan, Whereabouts};
use crate::{
    ids::Id,
    serials::{clean, fold},
    validate::{Fault, Faults},
};

/// Serial numbers that are booked at once.
pub const SCANNED_MAX: usize = 500;

wire! {
    /// What came back of a loan. What is not named stays owed.
    pub struct CheckIn {
        #[serde(default)]
        pub serials: Vec<String>,
        /// Pieces without a serial number.
        #[serde(default)]
        pub counted: Vec<Counted>,
        /// What does not lie in the box.
        #[serde(default)]
        pub lacking: Vec<LackingPart>,
        /// What was lacking and came now.
        #[serde(default)]
        pub came: Vec<Id>,
        /// What was lacking and is not asked for any more.
        #[serde(default)]
        pub waived: Vec<Id>,
    }

    /// So many pieces of a line.
    pub struct Counted {
        pub line_id: Id,
        pub quantity: i64,
    }

    /// Something that belongs to a line's pieces, by its place in their contents.
    pub struct LackingPart {
        pub line_id: Id,
        pub part: usize,
        pub quantity: i64,
    }
}

impl CheckIn {
    /// Everything that is owed has come.
    #[must_use]
    pub fn all(loan: &Loan) -> Self {
        let loose = loan.lent.iter().filter(|line| line.loose_out() > 0);
        Self {
            serials: loan.lent.iter().flat_map(super::Lent::serials_out).map(str::to_owned).collect(),
            counted: loose.map(|line| Counted { line_id: line.line_id.clone(), quantity: line.loose_out() }).collect(),
            lacking: Vec::new(),
            came: loan.lacks().map(|part| part.id.clone()).collect(),
            waived: Vec::new(),
        }
    }
}

/// What serial numbers are to a loan.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sorted {
    /// Lent, and here: the line, and the serial number as it was sent.
    pub here: Vec<(Id, String)>,
    /// Booked before, or bought: no news.
    pub known: Vec<String>,
    /// Not lent.
    pub strays: Vec<String>,
}

/// Sorts what was scanned. A serial number is found as it stands, else by what it looks like.
#[must_use]
pub fn sort(loan: &Loan, serials: &[String]) -> Sorted {
    let mut sorted = Sorted::default();
    for serial in serials {
        let folded = fold(serial);
        let devices = || loan.lent.iter().flat_map(|line| line.devices.iter().map(move |device| (line, device)));
        let out = |same: &dyn Fn(&str) -> bool| {
            devices().find(|(line, device)| {
                let taken = sorted.here.iter().any(|(id, here)| *id == line.line_id && *here == device.serial);
                device.whereabouts == Whereabouts::Out && !taken && same(&device.serial)
            })
        };
        let found = out(&|known| known == serial).or_else(|| out(&|known| fold(known) == folded));
        if let Some((line, device)) = found {
            let here = (line.line_id.clone(), device.serial.clone());
            sorted.here.push(here);
        } else if devices().any(|(_, device)| fold(&device.serial) == folded) || loan.strays.iter().any(|stray| stray.serial == *serial) {
            sorted.known.push(serial.clone());
        } else {
            sorted.strays.push(serial.clone());
        }
    }
    sorted
}

/// Checks what came against what is out.
///
/// # Errors
/// The faults by field.
pub fn validate_check_in(body: &CheckIn, loan: &Loan) -> Result<CheckIn, Faults> {
    let mut faults = Faults::new();
    let nothing = body.serials.is_empty() && body.counted.is_empty() && body.lacking.is_empty();
    if nothing && body.came.is_empty() && body.waived.is_empty() {
        faults.add("serials", Fault::Required);
    }
    let lists = [body.serials.len(), body.counted.len(), body.lacking.len(), body.came.len(), body.waived.len()];
    if lists.iter().any(|count| *count > SCANNED_MAX) {
        faults.add("serials", Fault::TooMany(SCANNED_MAX));
        return Err(faults);
    }
    let serials = scanned("serials", &body.serials, &mut faults);
    counted("counted", &body.counted, loan, &mut faults);
    for (i, part) in body.lacking.iter().enumerate() {
        let at = format!("lacking.{i}");
        match loan.line(&part.line_id) {
            None => faults.add(format!("{at}.line_id"), Fault::Unknown),
            Some(line) if part.part >= line.contents.len() => faults.add(format!("{at}.part"), Fault::Unknown),
            Some(line) => {
                faults.within(format!("{at}.quantity"), part.quantity, 1, line.sent);
            }
        }
        if body.lacking[..i].iter().any(|before| before.line_id == part.line_id && before.part == part.part) {
            faults.add(format!("{at}.part"), Fault::Twice);
        }
    }
    let named: Vec<(String, &Id)> = [("came", &body.came), ("waived", &body.waived)]
        .into_iter()
        .flat_map(|(field, ids)| ids.iter().enumerate().map(move |(i, id)| (format!("{field}.{i}"), id)))
        .collect();
    for (i, (at, id)) in named.iter().enumerate() {
        if !loan.lacks().any(|part| part.id == **id) {
            faults.add(at, Fault::Unknown);
        } else if named[..i].iter().any(|(_, before)| before == id) {
            faults.add(at, Fault::Twice);
        }
    }
    faults.or(CheckIn { serials, ..body.clone() })
}

/// Serial numbers as they count; the same twice is one.
pub(super) fn scanned(field: &str, serials: &[String], faults: &mut Faults) -> Vec<String> {
    let mut all: Vec<String> = Vec::with_capacity(serials.len());
    for (i, serial) in serials.iter().enumerate() {
        match clean(serial) {
            Ok(serial) if all.contains(&serial) => {}
            Ok(serial) => all.push(serial),
            Err(fault) => faults.add(format!("{field}.{i}"), fault),
        }
    }
    all
}

/// Pieces without a serial number: no more than are out.
pub(super) fn counted(field: &str, counted: &[Counted], loan: &Loan, faults: &mut Faults) {
    for (i, pieces) in counted.iter().enumerate() {
        let at = format!("{field}.{i}");
        match loan.line(&pieces.line_id) {
            None => faults.add(format!("{at}.line_id"), Fault::Unknown),
            Some(line) => {
                faults.within(format!("{at}.quantity"), pieces.quantity, 1, line.loose_out());
            }
        }
        if counted[..i].iter().any(|before| before.line_id == pieces.line_id) {
            faults.add(format!("{at}.line_id"), Fault::Twice);
        }
    }
}
