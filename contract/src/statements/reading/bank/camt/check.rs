//! Whether an entry and its transactions agree.

use super::detail::Unsigned;
use crate::statements::reading::bank::Entry;
use crate::statements::reading::{Amount, RemarkKind, Remarks};

pub(super) fn check(entry: &Entry, details: &[Unsigned], credit: bool, remarks: &mut Remarks) {
    let place = || entry.place.clone();
    if entry.is_booked() && entry.booking_date.is_none() {
        remarks.note(RemarkKind::MissingBookingDate, place, "");
    }
    for batch in &entry.batches {
        if let Some(announced) = batch.announced.filter(|announced| *announced != batch.listed) {
            remarks.note(RemarkKind::CountDiffers, place, format!("{announced}, {}", batch.listed));
        }
    }
    let amounts: Vec<(&Amount, bool)> = details.iter().filter_map(|d| Some((d.amount.as_ref()?, d.credit.unwrap_or(credit)))).collect();
    if let Some((foreign, _)) = amounts.iter().find(|(amount, _)| amount.currency != entry.currency) {
        remarks.note(RemarkKind::CurrencyDiffers, place, format!("{}, {}", entry.currency, foreign.currency));
        return;
    }
    let sum: i128 =
        amounts.iter().map(|(amount, credit)| i128::from(if *credit { amount.amount_minor } else { -amount.amount_minor })).sum();
    let complete = !details.is_empty() && amounts.len() == details.len();
    if complete && sum == -i128::from(entry.amount_minor) && sum != 0 {
        remarks.note(RemarkKind::SignDiffers, place, format!("{}, {sum}", entry.amount_minor));
    } else if complete && sum != i128::from(entry.amount_minor) {
        remarks.note(RemarkKind::SumDiffers, place, format!("{}, {sum}", entry.amount_minor));
    }
}
