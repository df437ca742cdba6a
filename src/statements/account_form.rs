//! Opening an account, and by what it is recognised.

use std::rc::Rc;

use eyelevel_contract::{
    civil::Date,
    json::to_text,
    money::hundredths,
    page::Page,
    people::{Organisation, OrganisationKind},
    statements::{Account, EditAccount, NewAccount, paths, validate_account, validate_settings},
    validate::{Fault, Faults},
};
use eyelevel_texts::{common, statement_keeping as t};

use crate::{
    client::Call,
    form_dialog::{Content, FormDialog},
    i18n::lang,
    people::organisations,
    ui::{
        el::{El, div},
        field::Field,
        form::Form,
        loaded::Loaded,
        reactive::{GetUntracked, RwSignal},
    },
};

/// By what files recognise an account.
#[derive(Clone, Copy)]
struct Marks {
    mandates: RwSignal<String>,
    ibans: RwSignal<String>,
    vat_id: RwSignal<String>,
}

impl Marks {
    fn new(form: Form, account: Option<&Account>) -> Self {
        let lines = |of: fn(&Account) -> &Vec<String>| account.map(|account| of(account).join("\n")).unwrap_or_default();
        Self {
            mandates: form.value("mandates", &lines(|account| &account.mandates)),
            ibans: form.value("ibans", &lines(|account| &account.ibans)),
            vat_id: form.value("vat_id", account.and_then(|account| account.vat_id.as_deref()).unwrap_or_default()),
        }
    }

    fn view(self, form: Form) -> El {
        let list = |path: &str, label: &str, value| Field::area(form, path, label, value, 2).optional().hint(t::one_a_line(lang())).view();
        div("stack")
            .child(list("mandates", t::mandates(lang()), self.mandates))
            .child(list("ibans", t::ibans(lang()), self.ibans))
            .child(Field::line(form, "vat_id", t::vat_id(lang()), self.vat_id).optional().hint(t::vat_id_hint(lang())).view())
    }

    fn edit(self) -> EditAccount {
        EditAccount { mandates: lines(self.mandates), ibans: lines(self.ibans), vat_id: self.vat_id.get_untracked() }
    }
}

fn lines(value: RwSignal<String>) -> Vec<String> {
    value.get_untracked().lines().map(str::to_owned).filter(|line| !line.trim().is_empty()).collect()
}

/// By what it is recognised.
pub(super) fn settings(account: &Account, changed: Rc<dyn Fn()>) {
    let account = account.clone();
    let name = ["account:", &account.id].concat();
    let title = t::settings(lang()).to_owned();
    FormDialog { title, name, submit: common::save(lang()), done: eyelevel_texts::requests::saved(lang()), changed }.open(move |form| {
        let marks = Marks::new(form, Some(&account));
        Content::new(marks.view(form), move || {
            let edit = validate_settings(&marks.edit())?;
            Ok(Call::put(paths::settings(&account.id), account.version, to_text(&edit)))
        })
    });
}

/// Opens one.
pub(super) fn open(partners: Loaded<Page<Organisation>>, changed: Rc<dyn Fn()>) {
    let title = t::open_account(lang());
    let dialog = FormDialog { title: title.to_owned(), name: "account:new".to_owned(), submit: title, done: t::opened(lang()), changed };
    dialog.open(move |form| {
        let [partner, number, opening, opened_on] = ["partner_id", "number", "opening", "opened_on"].map(|path| form.value(path, ""));
        let currency = form.value("currency", "EUR");
        let marks = Marks::new(form, None);
        let options = move || {
            let all = partners.get();
            let all = all.iter().flat_map(|page| &page.items).map(|partner| (partner.id.clone(), partner.name.clone()));
            core::iter::once((String::new(), t::choose(lang()).to_owned())).chain(all).collect()
        };
        let first = Field::line(form, "opening", t::opening(lang()), opening).attr("inputmode", "decimal").hint(t::opening_hint(lang()));
        let fields = div("fields")
            .child(Field::line(form, "number", t::account_number(lang()), number).view())
            .child(Field::line(form, "currency", t::currency(lang()), currency).attr("maxlength", "3").view())
            .child(Field::date(form, "opened_on", t::opened_on(lang()), opened_on).view())
            .child(first.optional().view());
        let whose = Field::select_from(form, "partner_id", t::partner(lang()), partner, options).view();
        let view = div("stack").child(whose).child(fields).child(marks.view(form));
        Content::new(view, move || {
            let mut faults = Faults::new();
            let partner_id = partner.get_untracked();
            if partner_id.is_empty() {
                faults.add("partner_id", Fault::Required);
            }
            let opened: Option<Date> = opened_on.get_untracked().parse().ok();
            if opened.is_none() {
                faults.add("opened_on", Fault::Required);
            }
            let sum = signed(&opening.get_untracked());
            if sum.is_none() {
                faults.add("opening", Fault::NotAnAmount);
            }
            let EditAccount { mandates, ibans, vat_id } = marks.edit();
            let new = NewAccount {
                partner_id,
                number: number.get_untracked(),
                currency: currency.get_untracked(),
                opening: sum.unwrap_or(0),
                opened_on: opened.unwrap_or(Date::EPOCH),
                mandates,
                ibans,
                vat_id,
            };
            let clean = validate_account(&new);
            if let Err(found) = &clean {
                found.iter().for_each(|(field, all)| all.iter().for_each(|fault| faults.add(field, fault.clone())));
            }
            faults.or(())?;
            clean.map(|new| Call::post(paths::ACCOUNTS, to_text(&new)))
        })
    });
}

/// Where partners are listed.
pub(super) fn partners() -> String {
    organisations::of(OrganisationKind::Partner)
}

/// An amount that may be below zero; nothing typed is nothing.
fn signed(text: &str) -> Option<i64> {
    let text = text.trim();
    match text.strip_prefix(['-', '−']) {
        _ if text.is_empty() => Some(0),
        Some(rest) => hundredths(rest).map(|sum| -sum),
        None => hundredths(text),
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn an_opening_balance_may_be_below_zero() {
        for (text, sum) in [("", Some(0)), ("12,5", Some(1_250)), ("-3", Some(-300)), ("− 0,10", Some(-10)), ("--1", None), ("x", None)] {
            assert_eq!(super::signed(text), sum, "{text}");
        }
    }
}
