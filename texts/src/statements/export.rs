use std::collections::BTreeMap;

use eyelevel_contract::civil::Date;
use eyelevel_contract::lang::Lang;
use eyelevel_contract::statements::reading::CurrencyCode;
use eyelevel_contract::statements::{Export, ExportAllocation, ExportFinding, ExportLine, Posting, Statement, standing};

use super::{kind, name};
use crate::statement_downloads as t;

/// A statement to take away: its numbers with words.
#[must_use]
pub fn export(lang: Lang, vendor: &str, statement: &Statement, made_on: Date) -> Export {
    let known: BTreeMap<&str, &Posting> = statement.postings.iter().map(|posting| (posting.id.as_str(), posting)).collect();
    let named = |id: &str| known.get(id).map_or_else(|| t::outside(lang).to_owned(), |posting| name(lang, posting));
    let mut balance = statement.equation.opening;
    let lines = statement.postings.iter().map(|posting| {
        let sign = posting.kind.sign();
        // The statement's closing balance has been counted already: none of these sums is beyond what can be counted.
        balance = balance.saturating_add(sign.saturating_mul(posting.amount));
        line(lang, posting, balance, posting.corrects.as_deref().map(&named))
    });
    let lines = lines.collect();
    Export {
        lang,
        vendor: vendor.to_owned(),
        partner: statement.account.partner.name.clone(),
        account: statement.account.number.clone(),
        currency: statement.account.currency.clone(),
        decimals: CurrencyCode::parse(&statement.account.currency).map_or(2, |currency| i64::from(currency.decimals())),
        from: statement.from,
        until: statement.until,
        made_on,
        equation: statement.equation.clone(),
        lines,
        allocations: standing(statement)
            .map(|allocation| ExportAllocation {
                lowers: allocation.lowers.clone(),
                raises: allocation.raises.clone(),
                lowers_name: named(&allocation.lowers),
                raises_name: named(&allocation.raises),
                amount: allocation.amount,
                why: allocation.why.clone(),
                by: allocation.by.as_ref().map(|by| by.name.clone()),
            })
            .collect(),
        findings: statement
            .findings
            .iter()
            .map(|finding| ExportFinding {
                kind: finding.kind.clone(),
                sentence: finding.sentence.clone(),
                amount: finding.amount,
                postings: finding.postings.clone(),
                refundable_until: finding.refundable_until,
            })
            .collect(),
    }
}

fn line(lang: Lang, posting: &Posting, balance: i64, corrects: Option<String>) -> ExportLine {
    let sign = posting.kind.sign();
    ExportLine {
        id: posting.id.clone(),
        kind: posting.kind,
        name: kind(lang, posting.kind).to_owned(),
        number: posting.number.clone(),
        booked_on: posting.booked_on,
        value_on: posting.value_on,
        due_on: posting.due_on,
        signed: sign.saturating_mul(posting.amount),
        open: sign.saturating_mul(posting.amount.saturating_sub(posting.allocated)),
        balance,
        taxes: posting.taxes.clone(),
        corrects,
        text: posting.remittance.clone(),
        mandate: posting.mandate.clone(),
        end_to_end_id: posting.end_to_end_id.clone(),
        reason: posting.reason.clone(),
        note: posting.note.clone(),
        held: posting.held.as_ref().map(|query| query.number.clone()),
    }
}
