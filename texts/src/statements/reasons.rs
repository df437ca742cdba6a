//! What belongs to what, and what does not add up: a sentence for each reason and each finding.

use eyelevel_contract::lang::Lang;
use eyelevel_contract::statements::findings::{Finding, Rhythm, Verdict};
use eyelevel_contract::statements::matching::{PaymentKind, Reason, Why, WhyBack};
use eyelevel_contract::statements::settle::Because;

use super::amount;
use crate::format::{date, percent};
use crate::statement_reasons as t;

/// Why a pair stands.
#[must_use]
pub fn because(lang: Lang, because: &Because) -> String {
    match because {
        Because::Matched { why, .. } => self::why(lang, why),
        Because::TakenBack { why, .. } => why_back(lang, why),
        Because::Discount { basis_points, until, .. } => t::discount(lang, percent(lang, *basis_points), date(lang, *until)),
    }
}

/// Why a payment belongs to an item.
#[must_use]
pub fn why(lang: Lang, why: &Why) -> String {
    match why {
        Why::EndToEndId { id } => t::end_to_end(lang, id),
        Why::Number { number, written } if number == written => t::number(lang, number),
        Why::Number { number, written } => t::number_written(lang, number, written),
        Why::Mandate { mandate, days: 0 } => t::mandate_on_time(lang, mandate),
        Why::Mandate { mandate, days: days @ 1.. } => t::mandate_after(lang, *days, mandate),
        Why::Mandate { mandate, days } => t::mandate_before(lang, -days, mandate),
        Why::Amount { days: 0 } => t::amount_on_time(lang).to_owned(),
        Why::Amount { days: days @ 1.. } => t::amount_after(lang, *days),
        Why::Amount { days } => t::amount_before(lang, -days),
        Why::Sum { lines, credits: 0, .. } => t::sum(lang, *lines),
        Why::Sum { lines, credits, .. } => t::sum_credits(lang, *lines, credits),
        Why::Part { .. } => t::part(lang).to_owned(),
        Why::ByHand { reason } if reason.is_empty() => t::by_hand(lang).to_owned(),
        Why::ByHand { reason } => reason.clone(),
    }
}

/// Why a payment takes back a debit.
#[must_use]
pub fn why_back(lang: Lang, why: &WhyBack) -> String {
    match why {
        WhyBack::EndToEndId { id } => t::back_end_to_end(lang, id),
        WhyBack::Number { number } => t::back_number(lang, number),
        WhyBack::Mandate { mandate, days } => t::back_mandate(lang, *days, mandate),
        WhyBack::Amount { days } => t::back_amount(lang, *days),
        WhyBack::ByHand { reason } if reason.is_empty() => t::by_hand(lang).to_owned(),
        WhyBack::ByHand { reason } => reason.clone(),
    }
}

/// A finding, in a sentence.
#[must_use]
pub fn finding(lang: Lang, finding: &Finding) -> String {
    let money = |minor: i64| amount(lang, minor, finding.currency);
    let day = |on| date(lang, on);
    match &finding.verdict {
        Verdict::NotDebited { number, due, due_is_stated: true, days, amount_minor } => {
            t::not_debited(lang, *days, number, money(*amount_minor), day(*due))
        }
        Verdict::NotDebited { number, due, days, amount_minor, .. } => {
            t::not_debited_unstated(lang, *days, number, money(*amount_minor), day(*due))
        }
        Verdict::Twice { number: None, first: None, again, amount_minor } => t::twice(lang, money(*amount_minor), day(*again)),
        Verdict::Twice { number: Some(number), first: None, again, amount_minor } => {
            t::twice_of(lang, money(*amount_minor), number, day(*again))
        }
        Verdict::Twice { number: None, first: Some(first), again, amount_minor } => {
            t::twice_after(lang, money(*amount_minor), day(*first), day(*again))
        }
        Verdict::Twice { number: Some(number), first: Some(first), again, amount_minor } => {
            t::twice_of_after(lang, money(*amount_minor), number, day(*first), day(*again))
        }
        Verdict::Late { number, due, due_is_stated: true, debited, days } => t::late(lang, *days, number, day(*due), day(*debited)),
        Verdict::Late { number, due, debited, days, .. } => t::late_unstated(lang, *days, number, day(*due), day(*debited)),
        Verdict::OtherAmount { number, invoiced_minor, debited_minor, late_discount: None } => {
            t::other_amount(lang, number, money(*invoiced_minor), money(*debited_minor))
        }
        Verdict::OtherAmount { number, invoiced_minor, debited_minor, late_discount: Some(until) } => {
            t::other_amount_discount(lang, number, money(*invoiced_minor), money(*debited_minor), day(*until))
        }
        Verdict::NoInvoice { kind, on, amount_minor } => match kind {
            PaymentKind::Debit => t::no_invoice(lang, money(*amount_minor), day(*on)),
            PaymentKind::Refund => t::no_credit(lang, money(*amount_minor), day(*on)),
            PaymentKind::Returned => t::no_debit(lang, money(*amount_minor), day(*on)),
        },
        Verdict::Returned { number, on, amount_minor, fee_minor, reason: code, .. } => {
            let reason = code.as_deref().map_or_else(String::new, |code| match Reason::of(code) {
                Some(known) => t::returned_reason(lang, known.word(), meaning(lang, known)),
                None => t::returned_code(lang, code),
            });
            let sentence = match number {
                Some(number) => t::returned_of(lang, money(*amount_minor), number, day(*on), reason),
                None => t::returned(lang, money(*amount_minor), day(*on), reason),
            };
            if *fee_minor > 0 { t::returned_fee(lang, sentence, money(*fee_minor)) } else { sentence }
        }
        Verdict::OffRhythm { number, date: of, rhythm, expected, days } => {
            t::off_rhythm(lang, *days, number, day(*of), self::rhythm(lang, *rhythm), day(*expected))
        }
        Verdict::NoRhythm { rhythm, invoices, off } => t::no_rhythm(lang, *invoices, self::rhythm(lang, *rhythm), off),
    }
}

/// How often invoices come.
#[must_use]
pub fn rhythm(lang: Lang, rhythm: Rhythm) -> &'static str {
    match rhythm {
        Rhythm::Weekly => t::weekly(lang),
        Rhythm::Monthly => t::monthly(lang),
        Rhythm::Quarterly => t::quarterly(lang),
        Rhythm::HalfYearly => t::half_yearly(lang),
        Rhythm::Yearly => t::yearly(lang),
    }
}

/// What a reason code means.
#[must_use]
pub fn meaning(lang: Lang, reason: Reason) -> &'static str {
    match reason {
        Reason::Ac01 => t::ac01(lang),
        Reason::Ac04 => t::ac04(lang),
        Reason::Ac06 => t::ac06(lang),
        Reason::Ac13 => t::ac13(lang),
        Reason::Ag01 => t::ag01(lang),
        Reason::Ag02 => t::ag02(lang),
        Reason::Am04 => t::am04(lang),
        Reason::Am05 => t::am05(lang),
        Reason::Be05 => t::be05(lang),
        Reason::Cnor => t::cnor(lang),
        Reason::Dnor => t::dnor(lang),
        Reason::Ed05 => t::ed05(lang),
        Reason::Ff01 => t::ff01(lang),
        Reason::Md01 => t::md01(lang),
        Reason::Md02 => t::md02(lang),
        Reason::Md06 => t::md06(lang),
        Reason::Md07 => t::md07(lang),
        Reason::Ms02 => t::ms02(lang),
        Reason::Ms03 => t::ms03(lang),
        Reason::Rc01 => t::rc01(lang),
        Reason::Rr01 => t::rr01(lang),
        Reason::Rr02 => t::rr02(lang),
        Reason::Rr03 => t::rr03(lang),
        Reason::Rr04 => t::rr04(lang),
        Reason::Sl01 => t::sl01(lang),
    }
}
