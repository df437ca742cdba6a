//! What the form holds while it is being filled in, made from a draft's JSON and turned into it.

use core::cell::RefCell;
use std::rc::Rc;

use eyelevel_contract::{
    checklist::{self, Answered, Tried},
    civil::Date,
    json::Json,
    returns::{
        ITEMS_MAX, Lookup, Postage, Reason,
        gs1::{self, Label},
        paths, rules, serials,
    },
    validate::Fault,
};
use eyelevel_texts::return_form as t;
use gloo_timers::callback::Timeout;

use crate::{
    i18n::lang,
    reads,
    requests::severity,
    session,
    ui::{
        button::unique,
        loaded::Loaded,
        reactive::{Get, GetUntracked, Owner, RwSignal, Set, Var, effect},
        record::{As, Entry, Record, Value, document, typed},
    },
};

const DRAFT: &[Entry] = &[
    ("reason", As::Choice),
    ("description", As::Text),
    ("bought_from", As::Choice),
    ("customer_id", As::Choice),
    ("reference", As::Text),
    ("limited", As::Flag),
    ("severity", severity::AS),
    ("pick_up", As::Flag),
];

const DEVICE: &[Entry] = &[("serial", As::Text), ("product", As::Text), ("fault", As::Text), ("accessories", As::Text)];

/// Fields of who gets a replacement, in the order in which they stand.
pub(super) const PERSON: &[Entry] = &[
    ("name", As::Text),
    ("organisation", As::Text),
    ("email", As::Text),
    ("phone", As::Text),
    ("lang", As::Text),
    ("why", As::Text),
    ("address.street", As::Text),
    ("address.postal_code", As::Text),
    ("address.city", As::Text),
    ("address.country", As::Text),
];

/// Fields of from where it comes, in the order in which they stand.
pub(super) const SENDER: &[Entry] = &[
    ("name", As::Text),
    ("organisation", As::Text),
    ("email", As::Text),
    ("phone", As::Text),
    ("address.street", As::Text),
    ("address.postal_code", As::Text),
    ("address.city", As::Text),
    ("address.country", As::Text),
];

/// Milliseconds after the last letter until a serial number is looked up.
const PAUSE: u32 = 500;

/// One device.
#[derive(Clone)]
pub(super) struct Device {
    /// Stays, whichever else comes or goes.
    pub(super) key: u32,
    record: Record,
    /// What is known of it; follows its serial number.
    pub(super) lookup: Loaded<Lookup>,
    /// What was answered to the steps that often help, in the order in which they stand.
    answers: Var<Vec<Answered>>,
}

/// The whole form.
pub(super) struct Model {
    main: Record,
    /// What is typed or pasted, one a line, and not taken in yet.
    pub(super) entry: Value,
    pub(super) devices: Var<Vec<Device>>,
    /// `yes`, `no`, or nothing.
    pub(super) holds_data: Value,
    /// Whether somebody gets a replacement.
    pub(super) replaced: Value,
    pub(super) to: Record,
    /// Whether it comes from somewhere else than the partner's own house.
    pub(super) elsewhere: Value,
    pub(super) sender: Record,
    owner: Option<Owner>,
}

fn value(text: &str) -> Value {
    RwSignal::new(text.to_owned())
}

/// Whoever fills in the form.
fn myself() -> Json {
    let me = session::me();
    let mut json = Json::Null;
    let known = [("name", &*me.name), ("organisation", &*me.organisation.name), ("email", me.email.as_str()), ("address.country", "DE")];
    for (path, text) in known.into_iter().chain([("lang", lang().word())]) {
        json.put(path, Json::Text(text.to_owned()));
    }
    json
}

/// A new draft.
pub(super) fn begin(serial: Option<&str>) -> Json {
    let mut json = Json::Null;
    json.put("serials", Json::List(Vec::new()));
    json.put("items", Json::List(serial.into_iter().map(|serial| device_json(serial, "")).collect()));
    json
}

fn device_json(serial: &str, product: &str) -> Json {
    let mut json = Json::Null;
    json.put("serial", Json::Text(serial.to_owned()));
    json.put("product", Json::Text(product.to_owned()));
    json
}

fn list(json: &Json) -> &[Json] {
    if let Json::List(items) = json { items } else { &[] }
}

impl Device {
    fn new(json: &Json) -> Self {
        let record = Record::new(DEVICE, json);
        let serial = record.value("serial");
        let asked = RwSignal::new(serial.get_untracked());
        let pause: Rc<RefCell<Option<Timeout>>> = Rc::default();
        effect(move || {
            let typed = serial.get();
            if typed != asked.get_untracked() {
                pause.replace(Some(Timeout::new(PAUSE, move || asked.set(typed))));
            }
        });
        let lookup = reads::read(move || serials::clean(&asked.get()).map(|serial| paths::lookup(&serial)).unwrap_or_default());
        Self { key: unique(), record, lookup, answers: Var::new(typed(json.get("checklist"))) }
    }

    /// A field.
    pub(super) fn value(&self, path: &str) -> Value {
        self.record.value(path)
    }

    /// The steps as they are asked now, with their answers; whoever reads it follows the lookup, not the answers.
    pub(super) fn asked(&self) -> Vec<Answered> {
        let given = self.answers.peek();
        // Nobody knows the product yet: what was answered before stands.
        let Some(lookup) = self.lookup.get() else { return given.to_vec() };
        let asked = checklist::asked(&lookup.checklist, &given, lang());
        if asked != *given {
            self.answers.set(asked.clone());
        }
        asked
    }

    /// Answers one of them.
    pub(super) fn answer(&self, place: usize, answer: Tried) {
        if self.answers.peek().get(place).is_some_and(|known| known.answer != answer) {
            self.answers.update(|all| all[place].answer = answer);
        }
    }

    fn json(&self) -> Json {
        let mut json = self.record.json();
        json.put("checklist", document(&checklist::told(&self.answers.get())));
        json
    }
}

impl Model {
    /// A form that holds this.
    pub(super) fn new(json: &Json) -> Self {
        let lines: Vec<&str> =
            list(json.get("serials")).iter().filter_map(|line| if let Json::Text(line) = line { Some(&**line) } else { None }).collect();
        let holds_data = match json.get("holds_data") {
            Json::Bool(true) => "yes",
            Json::Bool(false) => "no",
            _ => "",
        };
        let to = json.get("replacement_to");
        let replaced = matches!(to, Json::Object(_));
        let sender = json.get("sender");
        let elsewhere = matches!(sender, Json::Object(_));
        Self {
            main: Record::new(DRAFT, json),
            entry: value(&lines.join("\n")),
            devices: Var::new(list(json.get("items")).iter().map(Device::new).collect()),
            holds_data: value(holds_data),
            replaced: value(if replaced { "on" } else { "" }),
            to: Record::new(PERSON, if replaced { to } else { &Json::Null }),
            elsewhere: value(if elsewhere { "on" } else { "" }),
            sender: Record::new(SENDER, if elsewhere { sender } else { &Json::Null }),
            owner: Owner::current(),
        }
    }

    /// A field of the draft itself.
    pub(super) fn value(&self, path: &str) -> Value {
        self.main.value(path)
    }

    /// Whoever fills in the form is the first thought of for a replacement.
    pub(super) fn suggest_myself(&self) {
        if self.to.value("name").get_untracked().is_empty() {
            self.to.fill(&myself());
        }
    }

    /// The draft. Whoever reads it follows every field.
    pub(super) fn json(&self) -> Json {
        let mut json = self.main.json();
        let entry = self.entry.get();
        let lines = entry.lines().filter(|line| !line.trim().is_empty()).map(|line| Json::Text(line.to_owned()));
        json.put("serials", Json::List(lines.collect()));
        json.put("items", Json::List(self.devices.get().iter().map(Device::json).collect()));
        json.put(
            "holds_data",
            match self.holds_data.get().as_str() {
                "yes" => Json::Bool(true),
                "no" => Json::Bool(false),
                _ => Json::Null,
            },
        );
        let elsewhere = !self.elsewhere.get().is_empty();
        json.put("sender", if elsewhere { self.sender.json() } else { Json::Null });
        if !elsewhere {
            json.put("pick_up", Json::Bool(false));
        }
        json.put("replacement_to", if self.replaced.get().is_empty() { Json::Null } else { self.to.json() });
        json
    }

    /// One more device; whether it is new.
    pub(super) fn add(&self, label: &Label) -> bool {
        let serial = label.serial.as_deref().unwrap_or_default();
        let known = self.devices.peek().iter().any(|device| device.value("serial").get_untracked().trim() == serial);
        if known {
            return false;
        }
        // What the label says of an unknown device helps whoever checks it.
        let product = match (&label.model, &label.gtin) {
            (Some(model), _) => model.clone(),
            (None, Some(gtin)) => t::gtin(lang(), gtin.as_str()),
            (None, None) => String::new(),
        };
        let make = || Device::new(&device_json(serial, &product));
        // It lives as long as the form, not as long as who adds it.
        let device = self.owner.as_ref().map_or_else(make, |owner| owner.with(make));
        self.devices.update(|all| all.push(device));
        true
    }

    /// Takes in what was typed: gives those that were there already. What can't be taken stays where it is, with why.
    pub(super) fn take_in(&self, today: Date) -> Result<Vec<String>, Fault> {
        let entry = self.entry.get_untracked();
        let lines: Vec<&str> = entry.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        if self.devices.peek().len() + lines.len() > ITEMS_MAX {
            return Err(Fault::TooMany(ITEMS_MAX));
        }
        let (mut doubles, mut left, mut why) = (Vec::new(), Vec::new(), None);
        for line in lines {
            let label = gs1::read(line, today.year());
            match label.serial.as_deref().map_or(Err(Fault::Required), serials::clean) {
                Ok(serial) => {
                    if !self.add(&Label { serial: Some(serial.clone()), ..label }) {
                        doubles.push(serial);
                    }
                }
                Err(fault) => {
                    left.push(line);
                    why = Some(fault);
                }
            }
        }
        self.entry.set(left.join("\n"));
        why.map_or(Ok(doubles), Err)
    }

    /// Who pays the way back, as far as that is known of all devices.
    pub(super) fn postage(&self) -> Option<Postage> {
        let reason = Reason::from_word(&self.value("reason").get())?;
        let at = Reason::ALL.iter().position(|other| *other == reason)?;
        let devices = self.devices.get();
        let each: Option<Vec<Postage>> = devices.iter().map(|device| device.lookup.get()?.postage.get(at).copied()).collect();
        each.filter(|each| !each.is_empty()).map(|each| rules::together(&each))
    }
}

#[cfg(test)]
mod tests {
    use eyelevel_contract::{
        deliveries::{Address, NewRecipient},
        lang::PageLang,
        returns::{Draft, NewItem, Sender},
    };
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::ui::reactive::untrack;

    fn text(text: &str) -> String {
        text.to_owned()
    }

    fn draft() -> Draft {
        let answered = |question: &str, answer| Answered { question: text(question), answer };
        let checklist = vec![answered("On?", Tried::No), answered("Cable?", Tried::NotTried)];
        let item = |serial: &str| NewItem {
            product: text("P"),
            fault: text("F"),
            accessories: text("A"),
            checklist: checklist.clone(),
            ..NewItem::of(text(serial))
        };
        let address = Address { street: text("Weg 1"), postal_code: text("20095"), city: text("Hamburg"), country: text("DE") };
        let to = NewRecipient {
            name: text("Ada"),
            organisation: text("O"),
            email: text("a@b.de"),
            phone: text("1"),
            lang: PageLang::En,
            address,
            why: text("W"),
            channel: None,
        };
        Draft {
            serials: vec![text("0042")],
            items: vec![item("A-1"), item("A-2")],
            reason: Some(Reason::DeadOnArrival),
            description: text("dark"),
            holds_data: Some(false),
            customer_id: Some(text("c")),
            sender: Some(Sender {
                name: text("Ben"),
                organisation: text("S"),
                email: text("b@c.de"),
                phone: text("2"),
                address: Address { street: text("Hof 2"), postal_code: text("24103"), city: text("Kiel"), country: text("DE") },
            }),
            pick_up: true,
            replacement_to: Some(to),
            limited: true,
            ..Draft::empty()
        }
    }

    fn now(model: &Model) -> Draft {
        untrack(|| typed(&model.json()))
    }

    #[test]
    async fn a_draft_comes_back_from_the_form_as_it_was() {
        let _ = any_spawner::Executor::init_wasm_bindgen();
        Owner::new().with(|| assert_eq!(now(&Model::new(&document(&draft()))), draft()));
    }

    #[test]
    async fn a_pasted_list_is_taken_in_once_each_with_its_zeros_and_labels_are_read() {
        let _ = any_spawner::Executor::init_wasm_bindgen();
        Owner::new().with(|| {
            let model = Model::new(&begin(None));
            model.entry.set(text("0042\n\n 42 \n0042\n(01)09501101530003(21)007\n"));
            assert_eq!(model.take_in(Date::EPOCH), Ok(vec![text("0042")]));
            let serials: Vec<_> = now(&model).items.iter().map(|item| item.serial.clone()).collect();
            assert_eq!(serials, ["0042", "42", "007"]);
            model.entry.set("x\n".repeat(10_000));
            assert_eq!(model.take_in(Date::EPOCH), Err(Fault::TooMany(ITEMS_MAX)));
            assert_eq!((model.entry.get_untracked().len(), model.devices.peek().len()), (20_000, 3), "nothing is half taken");
        });
    }
}
