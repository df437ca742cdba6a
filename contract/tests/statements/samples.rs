//! Lines of an account, short enough to be read as a table.

use eyelevel_contract::{
    civil::Date,
    statements::{
        matching::{
            Allocation, Books, CashDiscount, Item, ItemKind, Matching, Payment, PaymentKind, Settings, Sureness, TakesBack, allocate,
        },
        reading::CurrencyCode,
    },
};

pub(super) fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// An invoice that is due two weeks later.
pub(super) fn invoice(number: &str, date: &str, amount_minor: i64) -> Item {
    Item {
        id: number.to_owned(),
        kind: ItemKind::Invoice,
        number: number.to_owned(),
        date: day(date),
        due: Some(day(date).plus_days(14)),
        amount_minor,
        open_minor: amount_minor,
        currency: CurrencyCode::EUR,
        mandate: Some("M-1".to_owned()),
        end_to_end_id: None,
        discounts: vec![],
        corrects: None,
    }
}

pub(super) fn credit(number: &str, date: &str, amount_minor: i64) -> Item {
    Item { kind: ItemKind::CreditNote, due: None, mandate: None, ..invoice(number, date, amount_minor) }
}

pub(super) fn correction(number: &str, date: &str, amount_minor: i64, of: &str) -> Item {
    Item { kind: ItemKind::Correction, due: None, corrects: Some(of.to_owned()), ..invoice(number, date, amount_minor) }
}

pub(super) fn discount(days: i64, basis_points: i64) -> CashDiscount {
    CashDiscount { days, basis_points, base_minor: None }
}

/// A debit; its id is its day and its amount.
pub(super) fn debit(date: &str, amount_minor: i64, remittance: &str) -> Payment {
    Payment {
        id: format!("{date} {amount_minor}"),
        kind: PaymentKind::Debit,
        booking_date: day(date),
        value_date: None,
        amount_minor,
        open_minor: amount_minor,
        currency: CurrencyCode::EUR,
        end_to_end_id: None,
        mandate: Some("M-1".to_owned()),
        remittance: remittance.to_owned(),
        reason: None,
        reversal: false,
        fee_minor: None,
    }
}

pub(super) fn refund(date: &str, amount_minor: i64, remittance: &str) -> Payment {
    Payment { kind: PaymentKind::Refund, id: format!("{date} refund {amount_minor}"), ..debit(date, amount_minor, remittance) }
}

pub(super) fn returned(date: &str, amount_minor: i64, reason: &str) -> Payment {
    let id = format!("{date} return {amount_minor}");
    Payment { id, kind: PaymentKind::Returned, reason: Some(reason.to_owned()), reversal: true, ..debit(date, amount_minor, "") }
}

pub(super) fn books(items: &[Item], payments: &[Payment]) -> Books {
    Books { items: items.to_vec(), payments: payments.to_vec(), allocations: vec![], taken_back: vec![] }
}

pub(super) fn matched(items: &[Item], payments: &[Payment]) -> Matching {
    let books = books(items, payments);
    let matching = allocate(&books, &Settings::default());
    super::laws::hold(&books, &matching);
    matching
}

/// An allocation as `payment → item amount`, with the discount and the reason's word.
fn said(one: &Allocation) -> String {
    let discount = one.discount.as_ref().map_or_else(String::new, |taken| format!(" -{}", taken.amount_minor));
    format!("{} → {} {}{discount} {}", one.payment, one.item, one.amount_minor, one.why.word())
}

fn said_back(one: &TakesBack) -> String {
    let released = one.released.iter().map(|one| format!(" {} {}", one.item, one.amount_minor)).collect::<String>();
    format!("{} ⇠ {} {} fee {} {}{}", one.debit, one.payment, one.amount_minor, one.fee_minor, one.why.word(), released)
}

/// Everything that was found, a line each: what is sure, then `?` likely, `??` unclear with its ways, `!` again.
pub(super) fn report(items: &[Item], payments: &[Payment]) -> Vec<String> {
    let matching = matched(items, payments);
    let mark = |sure| if sure == Sureness::Unclear { "??" } else { "?" };
    let mut all: Vec<String> = matching.allocations.iter().map(said).collect();
    all.extend(matching.takes_back.iter().map(said_back));
    for one in &matching.proposals {
        let ways = one.ways.iter().map(|way| way.allocations.iter().map(said).collect::<Vec<_>>().join(" + "));
        all.push(format!("{} {}", mark(one.sure), ways.collect::<Vec<_>>().join(" | ")));
    }
    for one in &matching.back_proposals {
        all.push(format!("{} {}", mark(one.sure), one.ways.iter().map(said_back).collect::<Vec<_>>().join(" | ")));
    }
    let again = matching.again.iter();
    all.extend(again.map(|one| format!("! {} after {} for {}", one.payment, one.first.clone().unwrap_or_default(), one.items.join(", "))));
    all
}

#[track_caller]
pub(super) fn expect(items: &[Item], payments: &[Payment], expected: &[&str]) {
    assert_eq!(report(items, payments), expected);
}
