//! How the balance comes about, in words: the parts that are something, between the balance before and the balance on the last day.

use eyelevel_contract::statements::Export;
use eyelevel_texts::{format, statements_page as t};

/// Name and signed amount in minor units; the first plus all between is the last.
pub(super) fn parts(export: &Export) -> Vec<(String, i64)> {
    let (lang, e) = (export.lang, &export.equation);
    let between = [
        (t::invoiced(lang), e.invoiced),
        (t::credited(lang), -e.credited),
        (t::corrected(lang), e.corrected),
        (t::discounted(lang), -e.discounted),
        (t::debited(lang), -e.debited),
        (t::transferred(lang), -e.transferred),
        (t::returned(lang), e.returned),
        (t::fees(lang), e.fees),
        (t::refunded(lang), e.refunded),
    ];
    let between = between.into_iter().filter(|(_, amount)| *amount != 0).map(|(name, amount)| (name.to_owned(), amount));
    let first = (t::before(lang, format::date(lang, export.from)), e.opening);
    let last = (t::on(lang, format::date(lang, export.until)), e.closing);
    std::iter::once(first).chain(between).chain([last]).collect()
}
