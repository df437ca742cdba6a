//! Reading a file into entries. Whatever it is, its content says.

use eyelevel_contract::ids::Id;
use eyelevel_contract::lang::Lang;
use eyelevel_contract::statements::reading::bank::{self, Item, TableMapping};
use eyelevel_contract::statements::reading::invoice::Invoice;
use eyelevel_contract::statements::reading::{Opened, Refusal, Remarks, open};
use eyelevel_contract::statements::{Fate, FileLine, FileRemark, FileReport};
use eyelevel_texts::statements as texts;

use super::entries::Entry;
use crate::statements::pdf::{self, Embedded};

/// What a file holds.
pub(super) struct Content {
    pub(super) entries: Vec<Entry>,
    /// With what never posts: rejects, remarks.
    pub(super) report: FileReport,
}

/// What a table's columns are called; none: it is no table.
pub(super) fn header(bytes: &[u8]) -> Option<String> {
    match open(bytes) {
        Ok(Opened::Table(table)) => Some(table.header().join("\u{1f}")),
        _ => None,
    }
}

/// Reads a file; a table by what is known of its columns, else by what can be guessed.
///
/// # Errors
/// Why it is not read, and where.
pub(super) fn read(bytes: &[u8], known: Option<&TableMapping>, lang: Lang) -> Result<Content, Refusal> {
    match open(bytes)? {
        Opened::Bank(items) => of_bank(items, lang),
        Opened::Table(table) => {
            let mapping = known.cloned().map_or_else(|| table.guess(), Ok)?;
            let mut content = of_bank(table.read(&mapping, known.is_none())?, lang)?;
            content.report.mapping = Some(mapping);
            Ok(content)
        }
        Opened::Pdf(file) => {
            let Embedded { format, invoice, remarks, .. } = pdf::read(file)?;
            Ok(of_invoice(&format!("pdf, {}", format.word()), &invoice, &remarks, lang))
        }
        Opened::Invoice(reader) => {
            let format = reader.format().word();
            let (invoice, remarks) = reader.read()?;
            Ok(of_invoice(format, &invoice, &remarks, lang))
        }
    }
}

fn of_invoice(format: &str, invoice: &Invoice, noticed: &Remarks, lang: Lang) -> Content {
    let report = FileReport { remarks: remarks(noticed, lang), ..FileReport::of(format) };
    Content { entries: vec![super::invoice::entry(invoice)], report }
}

fn of_bank(mut items: bank::Items<&[u8]>, lang: Lang) -> Result<Content, Refusal> {
    let mut content = Content { entries: Vec::new(), report: FileReport::of(items.format()) };
    let mut account: Id = String::new();
    for item in items.by_ref() {
        match item? {
            Item::Opens(statement) => account = statement.account.unwrap_or_default(),
            Item::Entry(entry) => content.entries.extend(super::bank::entries(&account, &entry)),
            Item::Reject(reject) => content.report.add(rejected(&reject)),
            Item::Closes(_) => {}
        }
    }
    content.report.remarks = remarks(items.remarks(), lang);
    Ok(content)
}

fn rejected(reject: &bank::Reject) -> FileLine {
    let reason = reject.reason.as_ref().and_then(|reason| reason.code.clone().or_else(|| reason.text.clone()));
    let text = [reason.as_deref(), reject.end_to_end_id.as_deref(), reject.mandate.as_deref()].into_iter().flatten().collect::<Vec<_>>();
    FileLine {
        fate: Fate::Rejected,
        line: reject.place.line,
        path: reject.place.path.clone(),
        day: None,
        amount: reject.amount.as_ref().map_or(0, |amount| amount.amount_minor),
        currency: reject.amount.as_ref().map_or_else(String::new, |amount| amount.currency.code().to_owned()),
        account: None,
        text: text.join(" "),
    }
}

/// What was noticed, in words.
pub(super) fn remarks(remarks: &Remarks, lang: Lang) -> Vec<FileRemark> {
    let words = |remark: &eyelevel_contract::statements::reading::Remark| FileRemark {
        group: remark.kind.group().word().to_owned(),
        sentence: texts::remark(lang, remark),
        line: remark.line,
        path: remark.path.clone(),
    };
    remarks.list().iter().map(words).collect()
}
