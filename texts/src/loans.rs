//! Sentences about loans: how much time is left, and what comes next.

use eyelevel_contract::{
    civil::Date,
    demo_kits::loans::{LoanFilter, LoanRow, Next, WishKind, days_left},
    lang::Lang,
    requests::State,
};

use crate::{format, loans_page as t};

/// A filter's name.
#[must_use]
pub fn filter(lang: Lang, filter: LoanFilter) -> &'static str {
    match filter {
        LoanFilter::Out => t::f_out(lang),
        LoanFilter::Soon => t::f_soon(lang),
        LoanFilter::Overdue => t::f_overdue(lang),
        LoanFilter::Back => t::f_back(lang),
    }
}

/// What the partner wishes, in two words.
#[must_use]
pub fn wish(lang: Lang, wish: WishKind) -> &'static str {
    match wish {
        WishKind::Later => t::wish_later(lang),
        WishKind::Keep => t::wish_keep(lang),
    }
}

/// How many days are left, or over.
#[must_use]
pub fn days(lang: Lang, last: Date, today: Date) -> String {
    match days_left(last, today) {
        0 => t::last_day(lang).to_owned(),
        over @ ..0 => t::days_over(lang, -over),
        left => t::days_left(lang, left),
    }
}

/// The same of a loan in a list.
#[must_use]
pub fn left(lang: Lang, row: &LoanRow, today: Date) -> String {
    if row.state == State::Closed { t::is_back(lang).to_owned() } else { days(lang, row.return_on, today) }
}

/// What comes next, and who does it; in the vendor's own words, where they have named it.
#[must_use]
pub fn next_of(lang: Lang, row: &LoanRow) -> String {
    let (owner, requester) = (&row.owner.name, &row.requester.name);
    match row.next {
        Next::Chase => match (&row.step, row.look_on) {
            (Some(text), Some(day)) => t::next_named(lang, text, format::day(lang, day)),
            _ => t::next_chase(lang, owner),
        },
        Next::Arrive => t::next_arrive(lang).to_owned(),
        Next::SendBack => t::next_send_back(lang, requester, format::day(lang, row.return_on)),
        Next::SendRest => t::next_send_rest(lang, requester),
        Next::Answer => t::next_answer(lang, owner),
        Next::Nothing => String::new(),
    }
}
