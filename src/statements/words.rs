//! Kinds, findings and money in words.

use eyelevel_contract::statements::{Posting, ledger::PostingKind};
use eyelevel_texts::{format, statement_words as t, statements};

use crate::i18n::lang;

/// A kind's name.
pub(super) fn kind(kind: PostingKind) -> &'static str {
    statements::kind(lang(), kind)
}

/// A finding in a word or two, for the line.
pub(super) fn finding(kind: &str) -> &'static str {
    match kind {
        "not_debited" => t::not_debited(lang()),
        "twice" => t::twice(lang()),
        "late" => t::late(lang()),
        "other_amount" => t::other_amount(lang()),
        "no_invoice" => t::no_invoice(lang()),
        "returned" => t::came_back(lang()),
        "off_rhythm" | "no_rhythm" => t::rhythm(lang()),
        _ => t::odd(lang()),
    }
}

/// An amount of an account.
pub(super) fn money(minor: i64, currency: &str) -> String {
    format::amount(lang(), minor, currency)
}

/// `Invoice RE-2026-0117`; `Debit of 12.06.2026` of what has no number.
pub(super) fn name(posting: &Posting) -> String {
    statements::name(lang(), posting)
}
