//! What the form holds while it is being filled in, made from a draft's JSON and turned into it.

use eyelevel_contract::{
    demo_kits::{NewLine, Terms},
    json::Json,
};

use super::sheet::{self, Places};
use crate::{
    requests::severity,
    session,
    ui::{
        button::unique,
        reactive::{Get, GetUntracked, RwSignal, Set, Var},
        record::{As, Entry, Record, Value, number, typed},
    },
};

/// Fields of the draft itself.
const DRAFT: &[Entry] = &[
    ("purpose", As::Text),
    ("adaptation", As::Text),
    ("customer_id", As::Choice),
    ("event_on", As::Day),
    ("terms", As::Text),
    ("return_on", As::Day),
    ("po_number", As::Text),
    ("billing.street", As::Text),
    ("billing.postal_code", As::Text),
    ("billing.city", As::Text),
    ("billing.country", As::Text),
    ("reference", As::Text),
    ("limited", As::Flag),
    ("severity", severity::AS),
];

/// Fields of a recipient, in the order in which they stand.
pub(super) const PERSON: &[Entry] = &[
    ("name", As::Text),
    ("organisation", As::Text),
    ("email", As::Text),
    ("phone", As::Text),
    ("why", As::Text),
    ("lang", As::Text),
    ("address.street", As::Text),
    ("address.postal_code", As::Text),
    ("address.city", As::Text),
    ("address.country", As::Text),
];

/// Somebody who gets something.
#[derive(Clone)]
pub(super) struct Recipient {
    /// Stays, whoever else is removed.
    pub(super) key: u32,
    pub(super) record: Record,
}

/// A row of the order.
#[derive(Clone)]
pub(super) struct Row {
    pub(super) key: u32,
    pub(super) item_id: String,
    pub(super) variant: Value,
    /// By the recipient's key. Those of removed recipients stay, in case they come back.
    pub(super) quantities: Vec<(u32, Value)>,
}

/// The whole form.
pub(super) struct Model {
    main: Record,
    pub(super) recipients: Var<Vec<Recipient>>,
    pub(super) rows: Var<Vec<Row>>,
}

fn value(text: &str) -> Value {
    RwSignal::new(text.to_owned())
}

/// A recipient of whom nothing is known but their company.
pub(super) fn somebody(organisation: &str) -> Json {
    let mut json = Json::Null;
    for (path, text) in [("organisation", organisation), ("lang", crate::i18n::lang().word()), ("address.country", "DE")] {
        json.put(path, Json::Text(text.to_owned()));
    }
    json
}

/// A new draft: whoever fills it in is the first recipient.
pub(super) fn begin(item_id: Option<&str>) -> Json {
    let me = session::me();
    let mut myself = somebody(&me.organisation.name);
    myself.put("name", Json::Text(me.name.clone()));
    myself.put("email", Json::Text(me.email.as_str().to_owned()));
    let mut json = Json::Null;
    json.put("terms", Json::Text(Terms::Loan.word().to_owned()));
    json.put("billing.country", Json::Text("DE".to_owned()));
    json.put("recipients", Json::List(vec![myself]));
    let line = |item_id: &str| NewLine { item_id: item_id.to_owned(), variant_id: String::new(), quantity: 1, recipient: 0 };
    json.put("lines", Json::List(item_id.iter().map(|id| line_json(&line(id))).collect()));
    json
}

fn line_json(line: &NewLine) -> Json {
    let mut json = Json::Null;
    json.put("item_id", Json::Text(line.item_id.clone()));
    json.put("variant_id", Json::Text(line.variant_id.clone()));
    json.put("quantity", Json::Number(line.quantity));
    json.put("recipient", Json::Number(i64::try_from(line.recipient).unwrap_or(0)));
    json
}

impl Recipient {
    /// From the draft's JSON.
    pub(super) fn new(json: &Json) -> Self {
        Self { key: unique(), record: Record::new(PERSON, json) }
    }
}

impl Row {
    /// What goes to a recipient.
    pub(super) fn quantity(&self, key: u32) -> Option<Value> {
        self.quantities.iter().find(|(k, _)| *k == key).map(|(_, value)| *value)
    }

    /// The pieces for each recipient.
    pub(super) fn numbers(&self, recipients: &[Recipient]) -> Vec<i64> {
        recipients.iter().map(|r| self.quantity(r.key).map_or(0, |value| number(&value.get()))).collect()
    }

    /// All its pieces together.
    pub(super) fn pieces(&self, recipients: &[Recipient]) -> i64 {
        self.numbers(recipients).into_iter().filter(|n| *n > 0).fold(0, i64::saturating_add)
    }
}

impl Model {
    /// A form that holds this.
    pub(super) fn new(json: &Json) -> Self {
        let people = match json.get("recipients") {
            Json::List(people) => people.as_slice(),
            _ => &[],
        };
        let recipients: Vec<_> = people.iter().map(Recipient::new).collect();
        let mut rows = Vec::new();
        for plain in sheet::rows(&typed::<Vec<NewLine>>(json.get("lines")), recipients.len()) {
            // Nothing was typed where it is 0.
            let shown = |n: i64| if n == 0 { value("") } else { value(&n.to_string()) };
            let quantities = recipients.iter().zip(plain.quantities).map(|(r, n)| (r.key, shown(n))).collect();
            rows.push(Row { key: unique(), item_id: plain.item_id, variant: value(&plain.variant_id), quantities });
        }
        Self { main: Record::new(DRAFT, json), recipients: Var::new(recipients), rows: Var::new(rows) }
    }

    /// A field of the draft itself.
    pub(super) fn value(&self, path: &str) -> Value {
        self.main.value(path)
    }

    /// On loan or bought.
    pub(super) fn terms(&self) -> Terms {
        Terms::from_word(&self.value("terms").get()).unwrap_or(Terms::Loan)
    }

    /// The draft, and where its lines stand in the sheet. Whoever reads it follows every field.
    pub(super) fn json(&self) -> (Json, Places) {
        let recipients = self.recipients.get();
        let plain =
            |row: &Row| sheet::Row { item_id: row.item_id.clone(), variant_id: row.variant.get(), quantities: row.numbers(&recipients) };
        let (lines, places) = sheet::lines(&self.rows.get().iter().map(plain).collect::<Vec<_>>());
        let mut json = self.main.json();
        json.put("lines", Json::List(lines.iter().map(line_json).collect()));
        json.put("recipients", Json::List(recipients.iter().map(|r| r.record.json()).collect()));
        (json, places)
    }

    /// One more row.
    pub(super) fn add_row(&self, item_id: &str) {
        let quantities = self.recipients.peek().iter().map(|r| (r.key, value(""))).collect();
        let row = Row { key: unique(), item_id: item_id.to_owned(), variant: value(""), quantities };
        self.rows.update(|rows| rows.push(row));
    }

    /// One more recipient, to whom nothing goes yet; or one who comes back, with what they had.
    pub(super) fn add_recipient(&self, recipient: Recipient, at: usize) {
        let key = recipient.key;
        self.recipients.update(|all| all.insert(at.min(all.len()), recipient));
        self.rows.update(|rows| {
            for row in rows.iter_mut().filter(|row| row.quantity(key).is_none()) {
                row.quantities.push((key, value("")));
            }
        });
    }

    /// Without one recipient. What only they had goes to the first who is left; gives those quantities, which an undo empties again.
    pub(super) fn remove_recipient(&self, at: usize) -> Vec<Value> {
        let before = self.recipients.peek();
        let mut inherited: Vec<Value> = Vec::new();
        for row in self.rows.peek().iter() {
            let numbers = crate::ui::reactive::untrack(|| row.numbers(&before));
            let Some(heir) = sheet::heir(&numbers, at) else { continue };
            if let (Some(to), Some(from)) = (row.quantity(before[heir].key), row.quantity(before[at].key)) {
                to.set(from.get_untracked());
                inherited.push(to);
            }
        }
        self.recipients.update(|all| {
            all.remove(at);
        });
        inherited
    }
}

#[cfg(test)]
mod tests {
    use eyelevel_contract::{
        deliveries::{Address, NewRecipient},
        demo_kits::Draft,
        lang::PageLang,
    };
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::ui::{
        reactive::{Owner, untrack},
        record::document,
    };

    fn recipient(name: &str) -> NewRecipient {
        let text = str::to_owned;
        let address = Address { street: text("Weg 1"), postal_code: text("20095"), city: text("Hamburg"), country: text("DE") };
        NewRecipient {
            name: text(name),
            organisation: text("O"),
            email: text("a@b.de"),
            phone: text("1"),
            lang: PageLang::En,
            address,
            why: text("W"),
            channel: None,
        }
    }

    fn draft() -> Draft {
        let line = |quantity, recipient| NewLine { item_id: "i".to_owned(), variant_id: "v".to_owned(), quantity, recipient };
        Draft {
            lines: vec![line(2, 0), line(3, 1)],
            purpose: "p".to_owned(),
            event_on: "2027-03-01".parse().ok(),
            return_on: "2027-04-01".parse().ok(),
            customer_id: Some("c".to_owned()),
            billing: Some(recipient("x").address),
            limited: true,
            recipients: vec![recipient("Ada"), recipient("Bo")],
            ..Draft::empty()
        }
    }

    fn now(model: &Model) -> Draft {
        untrack(|| typed(&model.json().0))
    }

    fn lines(model: &Model) -> Vec<(i64, usize)> {
        now(model).lines.iter().map(|l| (l.quantity, l.recipient)).collect()
    }

    #[test]
    fn a_draft_comes_back_from_the_form_as_it_was() {
        Owner::new().with(|| assert_eq!(now(&Model::new(&document(&draft()))), draft()));
    }

    #[test]
    fn a_removed_recipient_takes_their_pieces_along_and_brings_them_back() {
        Owner::new().with(|| {
            let model = Model::new(&document(&draft()));
            let bo = model.recipients.peek()[1].clone();
            assert!(model.remove_recipient(1).is_empty());
            assert_eq!((now(&model).recipients.len(), lines(&model)), (1, vec![(2, 0)]));
            model.add_recipient(bo, 1);
            assert_eq!(now(&model), draft());
        });
    }

    #[test]
    fn what_only_the_removed_one_had_goes_to_who_is_left() {
        Owner::new().with(|| {
            let mut before = draft();
            before.lines.remove(1);
            let model = Model::new(&document(&before));
            let ada = model.recipients.peek()[0].clone();
            let inherited = model.remove_recipient(0);
            assert_eq!((lines(&model), now(&model).recipients[0].name.as_str()), (vec![(2, 0)], "Bo"));
            inherited.iter().for_each(|value| value.set(String::new()));
            model.add_recipient(ada, 0);
            assert_eq!(now(&model), before);
        });
    }
}
