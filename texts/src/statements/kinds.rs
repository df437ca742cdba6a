use eyelevel_contract::lang::Lang;
use eyelevel_contract::statements::Posting;
use eyelevel_contract::statements::ledger::PostingKind;

use crate::format;
use crate::statement_words as t;

/// A kind's name.
#[must_use]
pub fn kind(lang: Lang, kind: PostingKind) -> &'static str {
    match kind {
        PostingKind::Invoice => t::invoice(lang),
        PostingKind::CreditNote => t::credit_note(lang),
        PostingKind::CorrectionUp => t::correction_up(lang),
        PostingKind::CorrectionDown => t::correction_down(lang),
        PostingKind::Discount => t::discount(lang),
        PostingKind::Debit => t::debit(lang),
        PostingKind::Transfer => t::transfer(lang),
        PostingKind::Returned => t::returned(lang),
        PostingKind::Fee => t::fee(lang),
        PostingKind::Refund => t::refund(lang),
    }
}

/// `Invoice RE-2026-0117`; `Debit of 12.06.2026` of what has no number.
#[must_use]
pub fn name(lang: Lang, posting: &Posting) -> String {
    match &posting.number {
        Some(number) => [kind(lang, posting.kind), " ", number].concat(),
        None => t::of_day(lang, kind(lang, posting.kind), format::date(lang, posting.booked_on)),
    }
}
