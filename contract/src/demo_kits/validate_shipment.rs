use std::collections::HashSet;

use super::{DemoKit, LINES_MAX, Line, SERIAL_MAX, Ship};
use crate::{
    civil::Date,
    deliveries::{
        RECIPIENTS_MAX,
        carriers::{Carrier, NumberCheck, check, normalise},
    },
    validate::{Fault, Faults},
};

/// Checks parcels against what was decided and who is pinned. Serial numbers that are out elsewhere are the server's to find.
///
/// # Errors
/// The faults by field.
pub fn validate_shipment(ship: &Ship, kit: &DemoKit, today: Date) -> Result<Ship, Faults> {
    let mut faults = Faults::new();
    let mut clean = ship.clone();
    let mut serials = HashSet::new();
    if ship.parcels.is_empty() {
        faults.add("parcels", Fault::Required);
    }
    if ship.parcels.len() > RECIPIENTS_MAX || ship.parcels.iter().any(|p| p.pieces.len() > LINES_MAX) {
        faults.add("parcels", Fault::TooMany(RECIPIENTS_MAX));
        return Err(faults);
    }
    for (i, parcel) in clean.parcels.iter_mut().enumerate() {
        let at = format!("parcels.{i}");
        let Some(recipient) = kit.recipients.iter().find(|r| r.id == parcel.recipient_id) else {
            // Nobody outside the pinned recipients receives anything.
            faults.add(format!("{at}.recipient_id"), Fault::NoSuchRecipient);
            continue;
        };
        if recipient.parcel.is_some() || ship.parcels[..i].iter().any(|p| p.recipient_id == parcel.recipient_id) {
            faults.add(format!("{at}.recipient_id"), Fault::Twice);
        }
        parcel.number = number(&at, parcel.carrier, &parcel.number, parcel.insist, &mut faults);
        if parcel.arrives_on.is_some_and(|d| d < today) {
            faults.add(format!("{at}.arrives_on"), Fault::InThePast);
        }
        for (j, piece) in parcel.pieces.iter_mut().enumerate() {
            let at = format!("{at}.pieces.{j}");
            let Some(line) = kit.lines.iter().find(|l| l.id == piece.line_id && l.recipient_id == recipient.id) else {
                faults.add(format!("{at}.line_id"), Fault::Unknown);
                continue;
            };
            faults.within(format!("{at}.quantity"), piece.quantity, 1, open(line));
            for (k, serial) in piece.serials.iter_mut().enumerate() {
                *serial = faults.line(format!("{at}.serials.{k}"), serial, SERIAL_MAX);
                if !serials.insert((line.item_id.clone(), serial.clone())) {
                    faults.add(format!("{at}.serials.{k}"), Fault::Twice);
                }
            }
            if piece.serials.len() > usize::try_from(piece.quantity).unwrap_or(0) {
                faults.add(format!("{at}.serials"), Fault::MoreSerialsThanPieces(piece.quantity));
            }
        }
        // A recipient's parcel holds all that goes to them: what is missing would never be sent.
        let whole = kit
            .lines
            .iter()
            .filter(|l| l.recipient_id == recipient.id)
            .all(|l| parcel.pieces.iter().filter(|p| p.line_id == l.id).fold(0i64, |n, p| n.saturating_add(p.quantity)) == open(l));
        if !whole || parcel.pieces.is_empty() {
            faults.add(format!("{at}.pieces"), Fault::Required);
        }
    }
    faults.or(clean)
}

/// Pieces of a line that are decided and not yet sent.
fn open(line: &Line) -> i64 {
    line.decided.as_ref().map_or(line.quantity, |d| d.quantity) - line.shipped
}

fn number(at: &str, carrier: Carrier, number: &str, insist: bool, faults: &mut Faults) -> String {
    let number = normalise(number);
    let field = format!("{at}.number");
    if !Carrier::OF_PARCELS.contains(&carrier) {
        faults.add(format!("{at}.carrier"), Fault::NotOffered);
    }
    if carrier == Carrier::Courier {
        return number.chars().take(SERIAL_MAX).filter(char::is_ascii_alphanumeric).collect();
    }
    let number = faults.line(&field, &number, 40);
    if !number.chars().all(|c| c.is_ascii_alphanumeric()) {
        faults.add(&field, Fault::ControlCharacters);
    } else if !insist && check(carrier, &number) == NumberCheck::Wrong {
        faults.add(&field, Fault::CheckDigit);
    }
    number
}
