//! What the matching and the findings say, in words.

use std::collections::BTreeMap;

use eyelevel_contract::civil::Date;
use eyelevel_contract::ids::Id;
use eyelevel_contract::lang::Lang;
use eyelevel_contract::statements::findings::{self, Claim, Finding, claim_until};
use eyelevel_contract::statements::ledger::PostingKind;
use eyelevel_contract::statements::matching::Matching;
use eyelevel_contract::statements::settle::{Pair, pairs_of};
use eyelevel_contract::statements::{Posting, Proposal, Verdict};
use eyelevel_texts::statements as texts;

/// A finding; of what was debited, with the last day on which the bank takes it back, as long as it does.
pub(super) fn verdict(lang: Lang, finding: &Finding, debits: &BTreeMap<&Id, Date>, as_of: Date) -> Verdict {
    use findings::Verdict as V;
    let amount = match &finding.verdict {
        V::NotDebited { amount_minor, .. } | V::Twice { amount_minor, .. } | V::NoInvoice { amount_minor, .. } => *amount_minor,
        V::Returned { amount_minor, fee_minor, .. } => amount_minor.saturating_add(*fee_minor),
        V::OtherAmount { invoiced_minor, debited_minor, .. } => invoiced_minor.saturating_sub(*debited_minor).saturating_abs(),
        V::Late { .. } | V::OffRhythm { .. } | V::NoRhythm { .. } => 0,
    };
    let claimed = matches!(finding.verdict, V::Twice { .. } | V::NoInvoice { .. } | V::OtherAmount { .. });
    let last = finding.payments.iter().filter_map(|id| debits.get(id)).max().filter(|_| claimed);
    Verdict {
        kind: finding.verdict.word().to_owned(),
        sentence: texts::finding(lang, finding),
        postings: finding.items.iter().chain(&finding.payments).cloned().collect(),
        amount,
        refundable_until: last.map(|on| claim_until(*on, Claim::Authorised)).filter(|until| *until >= as_of),
    }
}

/// The last day on which the bank takes back one of these debits, of those that it still takes back.
pub(super) fn refundable(postings: &[Posting], as_of: Date) -> Option<Date> {
    let until = |posting: &Posting| (posting.kind == PostingKind::Debit).then(|| claim_until(posting.booked_on, Claim::Authorised));
    postings.iter().filter_map(until).filter(|until| *until >= as_of).min()
}

/// What may belong together.
pub(super) fn proposals(lang: Lang, found: &Matching) -> Vec<Proposal> {
    let of = |pair: Pair| {
        let why = texts::because(lang, &pair.because);
        Proposal { lowers: pair.lowers, raises: pair.raises, amount: pair.amount, why }
    };
    let ways = found.proposals.iter().flat_map(|proposal| proposal.ways.iter().map(move |way| (proposal, way)));
    let pairs = ways.flat_map(|(proposal, way)| pairs_of(&proposal.payment, &way.allocations.iter().collect::<Vec<_>>())).map(of);
    let backs = found.back_proposals.iter().flat_map(|proposal| &proposal.ways).map(|way| Proposal {
        lowers: way.debit.clone(),
        raises: way.payment.clone(),
        amount: way.amount_minor,
        why: texts::why_back(lang, &way.why),
    });
    pairs.chain(backs).collect()
}
