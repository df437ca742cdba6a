use eyelevel_contract::lang::Lang;
use eyelevel_contract::statements::Statement;

use crate::format;
use crate::statements_page as t;

/// What a statement says in one sentence: how much does not add up, in how many items. A date that stands out is no sum that is missing.
#[must_use]
pub fn verdict(lang: Lang, statement: &Statement) -> String {
    if statement.postings.is_empty() && statement.equation.opening == 0 {
        return t::none(lang).to_owned();
    }
    let sums: Vec<i64> = statement.findings.iter().map(|finding| finding.amount).filter(|amount| *amount != 0).collect();
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    match (sums.len(), statement.findings.len()) {
        (0, 0) => t::adds_up(lang).to_owned(),
        (0, notes) => t::stands_out(lang, count(notes)),
        (money, _) => {
            let sum = sums.iter().fold(0_i64, |sum, amount| sum.saturating_add(*amount));
            t::verdict(lang, count(money), format::amount(lang, sum, &statement.account.currency))
        }
    }
}
