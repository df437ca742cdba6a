//! What the form holds while it is being filled in: a signal for every field, made from a draft and turned into one.

use crate::ui::reactive::{Get, GetUntracked, RwSignal, Set, Var};
use eyelevel_contract::{
    civil::Date,
    deliveries::{Address, NewRecipient},
    demo_kits::{Draft, Terms},
    lang::Lang,
};

use super::sheet::{self, Places};

/// What stands in a field.
pub(crate) type Value = RwSignal<String>;

/// Fields of a recipient, in the order of their values.
pub(crate) const PERSON: [&str; 9] =
    ["name", "organisation", "email", "phone", "lang", "address.street", "address.postal_code", "address.city", "address.country"];
/// From here on it is an address.
pub(crate) const ADDRESS: usize = 5;

/// Somebody who gets something.
#[derive(Clone)]
pub(crate) struct Recipient {
    /// Stays, whoever else is removed.
    pub(crate) key: u32,
    /// By [`PERSON`].
    pub(crate) values: [Value; 9],
}

/// A row of the order.
#[derive(Clone)]
pub(crate) struct Row {
    pub(crate) key: u32,
    pub(crate) item_id: String,
    pub(crate) variant: Value,
    /// By the recipient's key. Those of removed recipients stay, in case they come back.
    pub(crate) quantities: Vec<(u32, Value)>,
}

/// The whole form.
#[derive(Clone, Copy)]
pub(crate) struct Model {
    pub(crate) rows: Var<Vec<Row>>,
    pub(crate) recipients: Var<Vec<Recipient>>,
    pub(crate) purpose: Value,
    pub(crate) adaptation: Value,
    pub(crate) customer: Value,
    pub(crate) event_on: Value,
    pub(crate) terms: Value,
    pub(crate) return_on: Value,
    pub(crate) po_number: Value,
    /// Street, postal code, city, country.
    pub(crate) billing: [Value; 4],
    pub(crate) reference: Value,
    pub(crate) limited: Value,
}

fn value(text: &str) -> Value {
    RwSignal::new(text.to_owned())
}

fn day(date: Option<Date>) -> Value {
    RwSignal::new(date.map(|date| date.to_string()).unwrap_or_default())
}

fn address(a: &Address) -> [Value; 4] {
    [&a.street, &a.postal_code, &a.city, &a.country].map(|text| value(text))
}

fn to_address(values: &[Value]) -> Address {
    let get = |i: usize| values[i].get();
    Address { street: get(0), postal_code: get(1), city: get(2), country: get(3) }
}

/// A number as the field shows it; nothing was typed where it is 0.
fn shown(quantity: i64) -> Value {
    RwSignal::new(if quantity == 0 { String::new() } else { quantity.to_string() })
}

/// What is no number, or more than any, is out of bounds, and said to be.
fn number(text: &str) -> i64 {
    let text = text.trim();
    if text.is_empty() { 0 } else { text.parse().unwrap_or(if text.bytes().all(|b| b.is_ascii_digit()) { i64::MAX } else { -1 }) }
}

impl Recipient {
    /// From the contract's words.
    #[must_use]
    pub(crate) fn new(r: &NewRecipient) -> Self {
        let a = &r.address;
        let texts = [&r.name, &r.organisation, &r.email, &r.phone, r.lang.word(), &a.street, &a.postal_code, &a.city, &a.country];
        Self { key: crate::ui::button::unique(), values: texts.map(value) }
    }

    fn to_contract(&self) -> NewRecipient {
        let get = |i: usize| self.values[i].get();
        NewRecipient {
            name: get(0),
            organisation: get(1),
            email: get(2),
            phone: get(3),
            lang: Lang::from_word(&get(4)).unwrap_or(Lang::De),
            address: to_address(&self.values[ADDRESS..]),
        }
    }
}

impl Row {
    /// A row of one item; nothing goes to anybody yet.
    #[must_use]
    pub(crate) fn new(item_id: &str, variant_id: &str, recipients: &[Recipient]) -> Self {
        let quantities = recipients.iter().map(|recipient| (recipient.key, value(""))).collect();
        Self { key: crate::ui::button::unique(), item_id: item_id.to_owned(), variant: value(variant_id), quantities }
    }

    /// What goes to a recipient.
    #[must_use]
    pub(crate) fn quantity(&self, key: u32) -> Option<Value> {
        self.quantities.iter().find(|(k, _)| *k == key).map(|(_, value)| *value)
    }

    fn numbers(&self, recipients: &[Recipient]) -> Vec<i64> {
        recipients.iter().map(|r| self.quantity(r.key).map_or(0, |value| number(&value.get()))).collect()
    }
}

impl Model {
    /// A form that holds this.
    #[must_use]
    pub(crate) fn new(draft: &Draft) -> Self {
        let recipients: Vec<_> = draft.recipients.iter().map(Recipient::new).collect();
        let rows = sheet::rows(&draft.lines, recipients.len()).into_iter().map(|plain| {
            let row = Row::new(&plain.item_id, &plain.variant_id, &[]);
            let quantities = recipients.iter().zip(plain.quantities).map(|(r, quantity)| (r.key, shown(quantity))).collect();
            Row { quantities, ..row }
        });
        let none = Address { street: String::new(), postal_code: String::new(), city: String::new(), country: "DE".to_owned() };
        Self {
            rows: Var::new(rows.collect()),
            recipients: Var::new(recipients),
            purpose: value(&draft.purpose),
            adaptation: value(&draft.adaptation),
            customer: value(draft.customer_id.as_deref().unwrap_or_default()),
            event_on: day(draft.event_on),
            terms: value(draft.terms.word()),
            return_on: day(draft.return_on),
            po_number: value(&draft.po_number),
            billing: address(draft.billing.as_ref().unwrap_or(&none)),
            reference: value(&draft.reference),
            limited: value(if draft.limited { "on" } else { "" }),
        }
    }

    /// On loan or bought.
    #[must_use]
    pub(crate) fn terms(self) -> Terms {
        Terms::from_word(&self.terms.get()).unwrap_or(Terms::Loan)
    }

    /// The draft, and where its lines stand in the sheet. Whoever reads it follows every field.
    #[must_use]
    pub(crate) fn draft(self) -> (Draft, Places) {
        let recipients = self.recipients.get();
        let plain =
            |row: &Row| sheet::Row { item_id: row.item_id.clone(), variant_id: row.variant.get(), quantities: row.numbers(&recipients) };
        let sheet: Vec<_> = self.rows.get().iter().map(plain).collect();
        let (lines, places) = sheet::lines(&sheet);
        let terms = self.terms();
        let billing = to_address(&self.billing);
        let billed = terms == Terms::Purchase || !billing.street.is_empty() || !billing.city.is_empty();
        let draft = Draft {
            lines,
            purpose: self.purpose.get(),
            adaptation: self.adaptation.get(),
            customer_id: Some(self.customer.get()).filter(|id| !id.is_empty()),
            event_on: self.event_on.get().parse().ok(),
            terms,
            return_on: self.return_on.get().parse().ok(),
            po_number: self.po_number.get(),
            billing: billed.then_some(billing),
            reference: self.reference.get(),
            limited: !self.limited.get().is_empty(),
            recipients: recipients.iter().map(Recipient::to_contract).collect(),
            draft_id: None,
        };
        (draft, places)
    }

    /// One more row.
    pub(crate) fn add_row(self, item_id: &str, variant_id: &str) {
        let row = Row::new(item_id, variant_id, &self.recipients.peek());
        self.rows.update(|rows| rows.push(row));
    }

    /// One more recipient, to whom nothing goes yet; or one who comes back, with what they had.
    pub(crate) fn add_recipient(self, recipient: Recipient, at: usize) {
        let key = recipient.key;
        self.recipients.update(|all| all.insert(at.min(all.len()), recipient));
        self.rows.update(|rows| {
            for row in rows.iter_mut().filter(|row| row.quantity(key).is_none()) {
                row.quantities.push((key, value("")));
            }
        });
    }

    /// Without one recipient. What only they had goes to the first who is left; gives what undoes it all.
    pub(crate) fn remove_recipient(self, key: u32) -> Option<impl FnOnce() + use<>> {
        let before = self.recipients.peek();
        let at = before.iter().position(|r| r.key == key)?;
        let mut inherited: Vec<Value> = Vec::new();
        for row in self.rows.peek().iter() {
            let Some(heir) = sheet::heir(&crate::ui::reactive::untrack(|| row.numbers(&before)), at) else { continue };
            if let (Some(to), Some(from)) = (row.quantity(before[heir].key), row.quantity(key)) {
                to.set(from.get_untracked());
                inherited.push(to);
            }
        }
        self.recipients.update(|all| {
            all.remove(at);
        });
        let gone = before[at].clone();
        Some(move || {
            for value in inherited {
                value.set(String::new());
            }
            self.add_recipient(gone, at);
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::ui::reactive::{Owner, untrack};
    use eyelevel_contract::demo_kits::NewLine;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    fn recipient(name: &str) -> NewRecipient {
        let text = str::to_owned;
        let address = Address { street: text("Weg 1"), postal_code: text("20095"), city: text("Hamburg"), country: text("DE") };
        NewRecipient { name: text(name), organisation: text("O"), email: text("a@b.de"), phone: text("1"), lang: Lang::En, address }
    }

    fn draft() -> Draft {
        let line = |quantity, recipient| NewLine { item_id: "i".to_owned(), variant_id: "v".to_owned(), quantity, recipient };
        Draft {
            lines: vec![line(2, 0), line(3, 1)],
            purpose: "p".to_owned(),
            event_on: "2027-03-01".parse().ok(),
            return_on: "2027-04-01".parse().ok(),
            customer_id: Some("c".to_owned()),
            limited: true,
            recipients: vec![recipient("Ada"), recipient("Bo")],
            ..Draft::empty()
        }
    }

    fn now(model: Model) -> Draft {
        untrack(|| model.draft().0)
    }

    #[test]
    fn a_draft_comes_back_from_the_form_as_it_was() {
        Owner::new().with(|| assert_eq!(now(Model::new(&draft())), draft()));
    }

    #[test]
    fn quantities_that_are_none_are_out_of_bounds() {
        for (text, quantity) in [("", 0), (" 7 ", 7), ("1000000", 1_000_000), ("99999999999999999999", i64::MAX), ("two", -1), ("1,5", -1)]
        {
            assert_eq!(number(text), quantity, "{text}");
        }
    }

    #[test]
    fn a_removed_recipient_takes_their_pieces_along_and_brings_them_back() {
        Owner::new().with(|| {
            let model = Model::new(&draft());
            let key = model.recipients.peek()[1].key;
            let undo = model.remove_recipient(key).expect("they are there");
            let without = now(model);
            assert_eq!(without.recipients.len(), 1);
            assert_eq!(without.lines.iter().map(|l| (l.quantity, l.recipient)).collect::<Vec<_>>(), [(2, 0)]);
            undo();
            assert_eq!(now(model), draft());
        });
    }

    #[test]
    fn what_only_the_removed_one_had_goes_to_who_is_left_until_undone() {
        Owner::new().with(|| {
            let mut before = draft();
            before.lines.remove(1);
            let model = Model::new(&before);
            let key = model.recipients.peek()[0].key;
            let undo = model.remove_recipient(key).expect("they are there");
            assert_eq!(now(model).lines.iter().map(|l| (l.quantity, l.recipient)).collect::<Vec<_>>(), [(2, 0)]);
            assert_eq!(now(model).recipients[0].name, "Bo");
            undo();
            assert_eq!(now(model), before);
        });
    }
}
