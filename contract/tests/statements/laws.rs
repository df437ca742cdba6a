//! What holds of every matching, whatever the books.

use std::collections::HashMap;

use eyelevel_contract::statements::matching::{Books, Matching, PaymentKind, Settings, Sureness, allocate};

/// Nothing exceeds either side, sums add up to the cent, currencies never mix, the order changes nothing, and a second run adds nothing.
pub(crate) fn hold(books: &Books, matching: &Matching) {
    adds_up(books, matching);
    let after = books.with(matching);
    let again = allocate(&after, &Settings::default());
    assert_eq!(again.allocations, [], "a second run allocates nothing");
    assert_eq!(again.takes_back, [], "a second run takes nothing back");
    assert_eq!(again.proposals, matching.proposals, "a second run proposes the same");
    assert_eq!(again.back_proposals, matching.back_proposals, "a second run proposes the same");
    let mut turned = books.clone();
    turned.items.reverse();
    turned.payments.reverse();
    turned.items.rotate_left(books.items.len() / 3);
    turned.payments.rotate_left(books.payments.len() / 2);
    assert_eq!(&allocate(&turned, &Settings::default()), matching, "the order of the input changes nothing");
}

fn adds_up(books: &Books, matching: &Matching) {
    let items: HashMap<_, _> = books.items.iter().map(|item| (&item.id, item)).collect();
    let payments: HashMap<_, _> = books.payments.iter().map(|payment| (&payment.id, payment)).collect();
    let mut settled: HashMap<_, i64> = HashMap::new();
    let mut taken: HashMap<_, i64> = HashMap::new();
    for one in &matching.allocations {
        let (item, payment) = (items[&one.item], payments[&one.payment]);
        assert_eq!(one.sure, Sureness::Sure);
        assert_eq!(item.currency, payment.currency);
        assert_ne!(one.amount_minor, 0);
        assert_eq!((one.amount_minor * item.kind.sign()).signum(), item.amount_minor.signum(), "{one:?}");
        *settled.entry(&one.item).or_default() += one.settled_minor() * item.kind.sign();
        *taken.entry(&one.payment).or_default() += one.amount_minor * -payment.kind.sign();
    }
    for back in &matching.takes_back {
        let (payment, debit) = (payments[&back.payment], payments[&back.debit]);
        assert_eq!(payment.currency, debit.currency);
        assert!(back.fee_minor >= 0 && back.amount_minor > 0);
        assert_eq!(back.amount_minor + back.fee_minor, payment.open_minor, "debit and fee are the return");
        assert!(back.amount_minor <= debit.amount_minor);
        assert!(payment.kind != debit.kind);
        assert!(payment.booking_date.days() >= debit.booking_date.days() - 3);
        assert!(!taken.contains_key(&back.debit) && !taken.contains_key(&back.payment), "what went back pays nothing");
        for one in back.released.iter().filter(|one| one.stood) {
            *settled.entry(&one.item).or_default() -= (one.amount_minor + one.discount_minor) * items[&one.item].kind.sign();
        }
    }
    let gone = matching.takes_back.iter().flat_map(|back| [&back.payment, &back.debit]);
    let gone: std::collections::HashSet<_> = gone.collect();
    assert_eq!(gone.len(), matching.takes_back.len() * 2, "nothing is taken back twice");
    let within = |taken: i64, open: i64| (taken == 0 || taken.signum() == open.signum()) && taken.abs() <= open.abs();
    for (id, payment) in &payments {
        let taken = taken.get(id).copied().unwrap_or(0);
        assert!(within(taken, payment.open_minor), "{id}: {taken} of {}", payment.open_minor);
        assert!(payment.kind != PaymentKind::Returned || taken == 0);
    }
    let after = books.with(matching);
    for (before, item) in books.items.iter().zip(&after.items) {
        let settled = settled.get(&item.id).copied().unwrap_or(0);
        assert_eq!(before.open_minor - settled, item.open_minor);
        let within = item.open_minor == 0 || item.open_minor.signum() == item.amount_minor.signum();
        assert!(within && item.open_minor.abs() <= item.amount_minor.abs(), "{}: {} of {}", item.id, item.open_minor, item.amount_minor);
    }
    for proposal in &matching.proposals {
        assert!(!proposal.ways.is_empty());
        assert_eq!(proposal.sure == Sureness::Unclear, proposal.ways.len() > 1, "{proposal:?}");
        for one in proposal.ways.iter().flat_map(|way| &way.allocations) {
            let (item, payment) = (items[&one.item], payments[&one.payment]);
            assert!(one.payment == proposal.payment && one.sure == proposal.sure && item.currency == payment.currency);
        }
    }
}
