//! One entry.

use std::io::Read;

use super::Part;
use super::check::check;
use super::common::{amount, charges, code, credit};
use super::detail::{Unsigned, detail};
use crate::civil::Date;
use crate::statements::reading::bank::{Batch, Code, Detail, Entry, Reason, Remittance, Status, reference};
use crate::statements::reading::xml::Xml;
use crate::statements::reading::{Amount, CurrencyCode, Place, Refusal, RefusalKind, RemarkKind};

/// So many transactions an entry may have: what is collected in memory has an end.
const DETAILS: usize = 50_000;

/// `Ntry`.
pub(super) fn entry<R: Read>(part: &mut Part<'_, R>) -> Result<Entry, Refusal> {
    let place = part.xml.place();
    let mut entry = Entry {
        place: place.clone(),
        booking_date: None,
        value_date: None,
        amount_minor: 0,
        currency: CurrencyCode::EUR,
        status: None,
        reversal: false,
        end_to_end_id: None,
        mandate: None,
        remittance: Remittance::default(),
        reason: None,
        entry_reference: None,
        servicer_reference: None,
        code: Code::default(),
        charges: Vec::new(),
        batches: Vec::new(),
        details: Vec::new(),
        additional: None,
    };
    let (mut own, mut sign, mut unsigned, mut said) = (None, None, Vec::new(), None);
    while let Some(name) = part.xml.child()? {
        match &*name {
            "Amt" => own = Some(amount(part.xml)?),
            "CdtDbtInd" => sign = Some(credit(part.xml)?),
            "Sts" => said = status(part.xml)?,
            "RvslInd" => entry.reversal = part.xml.boolean()?.unwrap_or(false),
            "BookgDt" => entry.booking_date = day(part.xml)?,
            "ValDt" => entry.value_date = day(part.xml)?,
            "NtryRef" => entry.entry_reference = reference(part.xml.value()?),
            "AcctSvcrRef" => entry.servicer_reference = reference(part.xml.value()?),
            "BkTxCd" => entry.code = code(part.xml)?,
            "Chrgs" => entry.charges.append(&mut charges(part)?),
            "AddtlNtryInf" => entry.additional = part.xml.value()?,
            "NtryDtls" => details(part, &mut entry.batches, &mut unsigned)?,
            _ => part.xml.skip()?,
        }
    }
    let missing = |what: &str| Refusal::at(RefusalKind::Missing, Place { line: place.line, path: format!("{}/{what}", place.path) }, "");
    let Amount { amount_minor, currency } = own.ok_or_else(|| missing("Amt"))?;
    let credit = sign.ok_or_else(|| missing("CdtDbtInd"))?;
    entry.amount_minor = signed(amount_minor, credit);
    entry.currency = currency;
    entry.status = match said.as_deref() {
        None => {
            part.remarks.note(RemarkKind::MissingStatus, || place.clone(), "");
            None
        }
        Some(word) => {
            let status = Status::from_word(word);
            let kind = if status.is_some() { RemarkKind::NotBooked } else { RemarkKind::StatusUnknown };
            if status != Some(Status::Booked) {
                part.remarks.note(kind, || place.clone(), word);
            }
            status
        }
    };
    check(&entry, &unsigned, credit, part.remarks);
    entry.details = unsigned.into_iter().map(|unsigned| sign_detail(unsigned, credit)).collect();
    summarise(&mut entry);
    Ok(entry)
}

fn signed(amount_minor: i64, credit: bool) -> i64 {
    if credit { amount_minor } else { -amount_minor }
}

fn sign_detail(unsigned: Unsigned, entry: bool) -> Detail {
    let Unsigned { mut detail, amount, credit } = unsigned;
    detail.amount = amount.map(|amount| Amount { amount_minor: signed(amount.amount_minor, credit.unwrap_or(entry)), ..amount });
    detail
}

/// Up to version 7 a word, since then a code or a word of the bank's own.
fn status<R: Read>(xml: &mut Xml<R>) -> Result<Option<String>, Refusal> {
    let (text, mut inner) = xml.text_or_child()?;
    if let Some(text) = text {
        return Ok(Some(text).filter(|text| !text.is_empty()));
    }
    let mut word = None;
    while let Some(name) = inner {
        match &*name {
            "Cd" | "Prtry" => word = xml.value()?,
            _ => xml.skip()?,
        }
        inner = xml.child()?;
    }
    Ok(word)
}

/// `Dt` or `DtTm`: of a moment, the day that the bank had.
pub(super) fn day<R: Read>(xml: &mut Xml<R>) -> Result<Option<Date>, Refusal> {
    let mut day = None;
    while let Some(name) = xml.child()? {
        match &*name {
            "Dt" | "DtTm" => day = xml.date()?,
            _ => xml.skip()?,
        }
    }
    Ok(day)
}

/// `NtryDtls`: a batch, of which the transactions may be listed or not.
fn details<R: Read>(part: &mut Part<'_, R>, batches: &mut Vec<Batch>, into: &mut Vec<Unsigned>) -> Result<(), Refusal> {
    let (mut batch, before) = (None, into.len());
    while let Some(name) = part.xml.child()? {
        match &*name {
            "Btch" => {
                let (mut announced, mut payment_information_id) = (None, None);
                while let Some(name) = part.xml.child()? {
                    match &*name {
                        "NbOfTxs" => announced = part.xml.value()?.and_then(|n| n.parse().ok()),
                        "PmtInfId" => payment_information_id = reference(part.xml.value()?),
                        _ => part.xml.skip()?,
                    }
                }
                batch = Some(Batch { announced, listed: 0, payment_information_id });
            }
            "TxDtls" if into.len() == DETAILS => return Err(part.xml.refuse(RefusalKind::TooLong, DETAILS.to_string())),
            "TxDtls" => into.push(detail(part)?),
            _ => part.xml.skip()?,
        }
    }
    batches.extend(batch.map(|batch| Batch { listed: i64::try_from(into.len() - before).unwrap_or(i64::MAX), ..batch }));
    Ok(())
}

/// What all transactions of the entry have in common.
fn summarise(entry: &mut Entry) {
    entry.end_to_end_id = only(&entry.details, |detail| detail.end_to_end_id.as_ref());
    entry.mandate = only(&entry.details, |detail| detail.mandate.as_ref());
    entry.reason = only(&entry.details, |detail: &Detail| -> Option<&Reason> { detail.reason.as_ref() });
    for detail in &entry.details {
        entry.remittance.add(&detail.remittance);
    }
}

/// The only value that there is.
fn only<T: PartialEq + Clone>(details: &[Detail], value: impl Fn(&Detail) -> Option<&T>) -> Option<T> {
    let mut values = details.iter().filter_map(value);
    let first = values.next()?;
    values.all(|other| other == first).then(|| first.clone())
}
