//! Small books out of any bytes, made of few amounts, days and words, so that much seems to belong together. For the tests and for the fuzz
//! target `matching`.

use eyelevel_contract::civil::Date;
use eyelevel_contract::statements::matching::{Books, CashDiscount, Item, ItemKind, Payment, PaymentKind, Settings, allocate};
use eyelevel_contract::statements::reading::CurrencyCode;

use super::laws;

/// No account of ours is looked at whole in a moment of fuzzing.
const MOST: usize = 14;

const AMOUNTS: [i64; 12] = [1, 99, 5_000, 5_300, 11_900, 11_900, 11_662, 23_800, 60_000, 190_000, 250_000, 99_999_999_999];
const TEXTS: [&str; 8] = ["", "RE ", "Rechnung 1 vom 05.03. ", "abzgl. ", "Kd-Nr 4711, ", "2026", "MD06 ", "\n"];

struct Bytes<'a>(&'a [u8]);

impl Bytes<'_> {
    fn next(&mut self) -> usize {
        let Some((first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        usize::from(*first)
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.next() % all.len()]
    }

    fn chance(&mut self, one_in: usize) -> bool {
        self.next() % one_in == 1
    }

    fn day(&mut self) -> Date {
        let first: Date = "2026-01-01".parse().unwrap();
        first.plus_days(i64::try_from(self.next()).unwrap())
    }

    /// One of a few, or none.
    fn word(&mut self, prefix: &str, one_in: usize) -> Option<String> {
        let n = self.next();
        (!n.is_multiple_of(one_in)).then(|| format!("{prefix}{}", n / one_in % 4))
    }

    fn currency(&mut self) -> CurrencyCode {
        if self.chance(16) { CurrencyCode::parse("CHF").unwrap() } else { CurrencyCode::EUR }
    }
}

fn number(n: usize) -> String {
    format!("RE-2026-{:03}", n % 12)
}

fn item(bytes: &mut Bytes<'_>, n: usize) -> Item {
    let kind = bytes.of(&[ItemKind::Invoice, ItemKind::Invoice, ItemKind::Invoice, ItemKind::CreditNote, ItemKind::Correction]);
    let (date, amount) = (bytes.day(), bytes.of(&AMOUNTS));
    let amount_minor = if kind == ItemKind::Correction && bytes.chance(2) { -amount } else { amount };
    let discount = CashDiscount { days: 10, basis_points: 200, base_minor: None };
    Item {
        id: format!("i{n}"),
        kind,
        number: number(bytes.next()),
        date,
        due: (!bytes.chance(4)).then(|| date.plus_days(14)),
        amount_minor,
        open_minor: amount_minor,
        currency: bytes.currency(),
        mandate: bytes.word("M-", 3),
        end_to_end_id: bytes.word("E-", 2),
        discounts: if bytes.chance(4) { vec![discount] } else { vec![] },
        corrects: (bytes.chance(3) && n > 0).then(|| format!("i{}", n - 1)),
    }
}

fn payment(bytes: &mut Bytes<'_>, n: usize) -> Payment {
    let kind = bytes.of(&[PaymentKind::Debit, PaymentKind::Debit, PaymentKind::Debit, PaymentKind::Returned, PaymentKind::Refund]);
    let (day, amount_minor) = (bytes.day(), bytes.of(&AMOUNTS));
    let mut remittance = String::new();
    for _ in 0..bytes.next() % 4 {
        remittance.push_str(bytes.of(&TEXTS));
        remittance.push_str(&number(bytes.next()));
    }
    Payment {
        id: format!("p{n}"),
        kind,
        booking_date: day,
        value_date: bytes.chance(3).then(|| day.plus_days(-2)),
        amount_minor,
        open_minor: amount_minor,
        currency: bytes.currency(),
        end_to_end_id: bytes.word("E-", 2),
        mandate: bytes.word("M-", 3),
        remittance,
        reason: (kind == PaymentKind::Returned).then(|| "MD06".to_owned()),
        reversal: bytes.chance(2),
        fee_minor: bytes.chance(4).then_some(300.min(amount_minor)),
    }
}

/// The books that these bytes mean.
pub(crate) fn of(bytes: &[u8]) -> Books {
    let mut bytes = Bytes(bytes);
    let (items, payments) = (bytes.next() % MOST, bytes.next() % MOST);
    Books {
        items: (0..items).map(|n| item(&mut bytes, n)).collect(),
        payments: (0..payments).map(|n| payment(&mut bytes, n)).collect(),
        allocations: vec![],
        taken_back: vec![],
    }
}

/// Whatever the books are, what is found in them keeps the laws.
pub(crate) fn any(bytes: &[u8]) {
    let books = of(bytes);
    laws::hold(&books, &allocate(&books, &Settings::default()));
}
