//! What was understood, as JSON: one document a file, in one line.

use std::io::{self, Read, Write};
use std::path::Path;

use eyelevel_contract::lang::Lang;
use eyelevel_contract::statements::reading::bank::{Balance, Detail, Entry, Item, Items, Reject, Statement};
use eyelevel_contract::statements::reading::invoice::Invoice;
use eyelevel_contract::statements::reading::{Refusal, Remarks};
use eyelevel_texts::statements as texts;
use serde_json::{Value, json};

use super::survey::Survey;

/// Where something was read from: the file, its form, and the name under which it was embedded in a PDF.
pub(super) struct From<'a> {
    pub(super) file: &'a Path,
    pub(super) format: &'a str,
    pub(super) embedded: Option<&'a str>,
}

/// A file that is not read.
pub(super) fn refused(lang: Lang, file: &Path, refusal: &Refusal, out: &mut impl Write) -> io::Result<()> {
    let Refusal { kind, line, path, detail } = refusal;
    let error = json!({ "kind": kind, "message": texts::refusal(lang, refusal), "line": line, "path": path, "detail": detail });
    writeln!(out, "{}", json!({ "error": error, "file": file.display().to_string() }))
}

/// A bank file, entry by entry while it is read once more.
pub(super) fn bank<R: Read>(lang: Lang, file: &Path, survey: &Survey, items: Items<R>, out: &mut impl Write) -> io::Result<()> {
    // A status report has rejects, and no statement.
    let report = survey.format == "pain.002";
    write!(out, "{{\"statements\":[{}", if report { "],\"rejects\":[" } else { "" })?;
    let (mut statements, mut entries, mut rejects) = (survey.statements.iter(), 0, 0);
    for item in items {
        match item.map_err(io::Error::other)? {
            Item::Opens(statement) => {
                // The first reading knows balances that stand behind the entries, too.
                let whole = statements.next().map_or(*statement, |counted| counted.statement.clone());
                let comma = if statements.len() + 1 == survey.statements.len() { "" } else { "," };
                let head = head(&whole).to_string();
                write!(out, "{comma}{},\"entries\":[", head.strip_suffix('}').unwrap_or(&head))?;
                entries = 0;
            }
            Item::Entry(entry) => {
                write!(out, "{}{}", if entries == 0 { "" } else { "," }, self::entry(&entry))?;
                entries += 1;
            }
            Item::Closes(_) => write!(out, "]}}")?,
            Item::Reject(reject) => {
                write!(out, "{}{}", if rejects == 0 { "" } else { "," }, self::reject(&reject))?;
                rejects += 1;
            }
        }
    }
    let from = From { file, format: survey.format, embedded: None };
    let rest = rest(lang, &from, &survey.remarks).to_string();
    writeln!(out, "],{}", rest.strip_prefix('{').unwrap_or(&rest))
}

/// An invoice.
pub(super) fn invoice(lang: Lang, from: &From<'_>, invoice: &Invoice, remarks: &Remarks, out: &mut impl Write) -> io::Result<()> {
    let said = json!({
        "number": invoice.number,
        "date": invoice.date,
        "type": invoice.kind,
        "currency": invoice.currency,
        "due_date": invoice.due_date,
        "gross_minor": invoice.gross_minor,
        "prepaid_minor": invoice.prepaid_minor,
        "due_minor": invoice.due_minor,
        "payment_means": invoice.means().map(|means| &means.code),
        "mandate": invoice.mandate,
        "creditor_id": invoice.creditor_id,
        "debited_account": invoice.debited_account(),
        "credit_note": invoice.credit_note,
        "due_date_from_text": invoice.due_date_from_text,
        "rounding_minor": invoice.rounding_minor,
        "net_minor": invoice.net_minor,
        "vat_minor": invoice.vat_minor,
        "vat": invoice.vat,
        "skonto": invoice.skonto,
        "terms": invoice.terms,
        "all_payment_means": invoice.payment_means,
        "payment_reference": invoice.payment_reference,
        "seller": invoice.seller,
        "buyer": invoice.buyer,
        "payee": invoice.payee,
        "buyer_reference": invoice.buyer_reference,
        "order_reference": invoice.order_reference,
        "references": invoice.references,
    });
    let rest = rest(lang, from, remarks).to_string();
    writeln!(out, "{{\"invoice\":{said},{}", rest.strip_prefix('{').unwrap_or(&rest))
}

/// What is said of every file that was read.
fn rest(lang: Lang, from: &From<'_>, remarks: &Remarks) -> Value {
    let list = remarks.list().iter().map(|remark| {
        let sentence = texts::remark(lang, remark);
        let group = remark.kind.group();
        json!({ "kind": remark.kind, "group": group, "message": sentence, "line": remark.line, "path": remark.path, "detail": remark.detail })
    });
    let counts: serde_json::Map<String, Value> =
        remarks.counts().iter().map(|(kind, count)| (kind.word().to_owned(), Value::from(*count))).collect();
    let From { file, format, embedded } = from;
    json!({
        "file": file.display().to_string(),
        "format": format,
        "embedded": embedded,
        "remarks": list.collect::<Vec<_>>(),
        "remark_counts": counts,
    })
}

fn head(statement: &Statement) -> Value {
    let balances = statement.balances.iter().map(|named| {
        let Balance { amount_minor, currency, date } = &named.balance;
        json!({ "code": named.code, "amount_minor": amount_minor, "currency": currency, "date": date })
    });
    json!({
        "account": statement.account,
        "opening": statement.opening,
        "closing": statement.closing,
        "balances": balances.collect::<Vec<_>>(),
        "kind": statement.kind,
        "version": statement.version,
        "id": statement.id,
        "number": statement.number,
        "created": statement.created,
        "currency": statement.currency,
        "owner": statement.owner,
        "bank": statement.bank,
        "line": statement.place.line,
        "path": statement.place.path,
    })
}

fn entry(entry: &Entry) -> Value {
    json!({
        "booking_date": entry.booking_date,
        "value_date": entry.value_date,
        "amount_minor": entry.amount_minor,
        "currency": entry.currency,
        "status": entry.status,
        "reversal": entry.reversal,
        "end_to_end_id": entry.end_to_end_id,
        "mandate": entry.mandate,
        "remittance": Some(entry.remittance.line()).filter(|line| !line.is_empty()),
        "reason": entry.reason.as_ref().and_then(|reason| reason.code.as_ref()),
        "reason_text": entry.reason.as_ref().and_then(|reason| reason.text.as_ref()),
        "takes_back": entry.takes_back(),
        "entry_reference": entry.entry_reference,
        "servicer_reference": entry.servicer_reference,
        "code": entry.code,
        "charges": entry.charges,
        "batches": entry.batches,
        "details": entry.details.iter().map(detail).collect::<Vec<_>>(),
        "additional": entry.additional,
        "line": entry.place.line,
        "path": entry.place.path,
    })
}

fn detail(detail: &Detail) -> Value {
    json!({
        "amount_minor": detail.amount.as_ref().map(|amount| amount.amount_minor),
        "currency": detail.amount.as_ref().map(|amount| amount.currency),
        "instructed": detail.instructed,
        "end_to_end_id": detail.end_to_end_id,
        "mandate": detail.mandate,
        "instruction_id": detail.instruction_id,
        "payment_information_id": detail.payment_information_id,
        "transaction_id": detail.transaction_id,
        "servicer_reference": detail.servicer_reference,
        "remittance": Some(detail.remittance.line()).filter(|line| !line.is_empty()),
        "references": detail.remittance.references,
        "reason": detail.reason.as_ref().and_then(|reason| reason.code.as_ref()),
        "reason_text": detail.reason.as_ref().and_then(|reason| reason.text.as_ref()),
        "code": detail.code,
        "charges": detail.charges,
        "debtor": detail.debtor,
        "creditor": detail.creditor,
        "additional": detail.additional,
        "line": detail.place.line,
        "path": detail.place.path,
    })
}

fn reject(reject: &Reject) -> Value {
    json!({
        "level": reject.level,
        "reason": reject.reason.as_ref().and_then(|reason| reason.code.as_ref()),
        "reason_text": reject.reason.as_ref().and_then(|reason| reason.text.as_ref()),
        "original_message_id": reject.original_message_id,
        "payment_information_id": reject.payment_information_id,
        "instruction_id": reject.instruction_id,
        "end_to_end_id": reject.end_to_end_id,
        "mandate": reject.mandate,
        "amount": reject.amount,
        "debtor": reject.debtor,
        "line": reject.place.line,
        "path": reject.place.path,
    })
}
