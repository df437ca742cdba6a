//! Formats and fates in words.

use eyelevel_contract::statements::{Fate, FileMark, MarkKind, Origin};
use eyelevel_texts::statement_files as t;

use crate::{
    i18n::lang,
    ui::{
        el::El,
        status::{Tone, status},
    },
};

/// What kind of file it is.
pub(super) fn format(format: &str) -> String {
    let upper = || format.to_uppercase();
    match format {
        "csv" => t::kind_table(lang()).to_owned(),
        "mt940" => t::kind_statement(lang(), upper()),
        "pain.002" => t::kind_status(lang(), format),
        "camt.053" => t::kind_statement(lang(), format),
        "camt.052" | "camt.054" => t::kind_movements(lang(), format),
        "ubl" | "ubl-credit-note" => t::kind_invoice(lang(), "UBL"),
        "cii" => t::kind_invoice(lang(), "CII"),
        "zugferd-1" => t::kind_invoice(lang(), "ZUGFeRD 1.0"),
        other => match other.strip_prefix("pdf, ") {
            Some(inside) => t::kind_invoice_pdf(lang(), inside.to_uppercase()),
            None => other.to_owned(),
        },
    }
}

/// What becomes, or became, of something.
pub(super) fn fate(fate: Fate, done: bool) -> El {
    let tone = match fate {
        Fate::Posted => Tone::Good,
        Fate::Nobodys | Fate::TooOld => Tone::Owed,
        Fate::Rejected => Tone::Late,
        Fate::Known | Fate::Shown => Tone::Calm,
    };
    status(tone, name(fate, done))
}

/// The same as a word.
pub(super) fn name(fate: Fate, done: bool) -> &'static str {
    match fate {
        Fate::Posted if done => t::fate_was_posted(lang()),
        Fate::Posted => t::fate_posted(lang()),
        Fate::Known => t::fate_known(lang()),
        Fate::Nobodys => t::fate_nobodys(lang()),
        Fate::Shown => t::fate_shown(lang()),
        Fate::TooOld => t::fate_too_old(lang()),
        Fate::Rejected => t::fate_rejected(lang()),
    }
}

/// Why.
pub(super) fn why(fate: Fate) -> &'static str {
    match fate {
        Fate::Posted => t::why_posted(lang()),
        Fate::Known => t::why_known(lang()),
        Fate::Nobodys => t::why_nobodys(lang()),
        Fate::Shown => t::why_shown(lang()),
        Fate::TooOld => t::why_too_old(lang()),
        Fate::Rejected => t::why_rejected(lang()),
    }
}

/// How it came.
pub(super) fn origin(origin: Origin) -> &'static str {
    match origin {
        Origin::Upload => t::origin_upload(lang()),
        Origin::Folder => t::origin_folder(lang()),
        Origin::Api => t::origin_api(lang()),
    }
}

/// By what something could be recognised.
pub(super) fn mark(mark: &FileMark) -> String {
    match mark.kind {
        MarkKind::Mandate => t::mark_mandate(lang(), &mark.value),
        MarkKind::Iban => t::mark_iban(lang(), &mark.value),
        MarkKind::VatId => t::mark_vat_id(lang(), &mark.value),
    }
}
