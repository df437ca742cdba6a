//! What becomes of a device; with a credit, what is posted to the partner's books.

use std::rc::Rc;

use eyelevel_contract::{
    json::{from_text, to_text},
    money::hundredths,
    returns::{CreditAccount, Finish, ItemState, NewCredit, Outcome, Return, paths, validate_outcome},
    validate::{Fault, Faults},
};
use eyelevel_texts::{requests as tr, return_page as t};

use super::{devices, dialogs::which};
use crate::{
    client::Call,
    form_dialog::Content,
    i18n::lang,
    requests::actions::Shown,
    ui::{
        el::{El, div, dynamic, nothing, p},
        field::Field,
        form::Form,
        reactive::{Get, GetUntracked, RwSignal, untrack},
    },
    writes,
};

/// In which accounts a credit can be posted, is read before the dialog opens.
pub(super) fn open(thing: &Rc<Return>, shown: &Shown) {
    let (thing, shown) = (Rc::clone(thing), shown.clone());
    writes::act(Call::get(paths::verb(&shown.request.id, paths::ACCOUNTS)), move |text| {
        let accounts = from_text::<Vec<CreditAccount>>(text).unwrap_or_default();
        let (thing, url) = (Rc::clone(&thing), paths::verb(&shown.request.id, paths::OUTCOME));
        let dialog = shown.dialog("outcome", t::finish(lang()), tr::send(lang()), t::finished(lang()));
        dialog.open(move |form| content(form, &thing, accounts, url));
    });
}

/// What is credited, as it is typed.
#[derive(Clone, Copy)]
struct Typed {
    account: RwSignal<String>,
    amount: RwSignal<String>,
    number: RwSignal<String>,
}

fn content(form: Form, thing: &Rc<Return>, accounts: Vec<CreditAccount>, url: String) -> Content {
    let (item, choice) = which(form, thing, &[ItemState::Received, ItemState::Inspected]);
    let [outcome, reason, alternative, none] =
        [("outcome", Outcome::Replacement.word()), ("reason", ""), ("alternative", ""), ("no_alternative", "")]
            .map(|(name, first)| form.value(name, first));
    let first = accounts.first().map_or("", |of| of.id.as_str());
    let [account, amount, number] =
        [("credit.account_id", first), ("credit.amount", ""), ("credit.number", "")].map(|(name, first)| form.value(name, first));
    let typed = Typed { account, amount, number };
    // What a distributor does, the distributor says.
    let offered = Outcome::ALL.iter().filter(|outcome| **outcome != Outcome::ByDistributor);
    let options = offered.map(|outcome| (outcome.word().to_owned(), devices::name(*outcome).to_owned())).collect();
    let select = Field::select(form, "outcome", t::outcome(lang()), outcome, options).view();
    let (accounts, shown) = (Rc::new(accounts), Rc::clone(thing));
    let known = Rc::clone(&accounts);
    let more = dynamic(move || match Outcome::from_word(&outcome.get()) {
        Some(Outcome::NotCovered) => untrack(|| {
            div("stack tight").child([
                Field::area(form, "alternative", tr::instead(lang()), alternative, 2).view(),
                Field::check(form, "no_alternative", tr::nothing_instead(lang()), none).view(),
            ])
        }),
        Some(Outcome::Credit) => untrack(|| credit(form, &shown, &known, typed)),
        _ => nothing(),
    });
    let why = Field::area(form, "reason", tr::reason_for_partner(lang()), reason, 2).hint(t::reason_hint(lang())).view();
    let fields = div("stack").child([choice, select, why]).child(more);
    let thing = Rc::clone(thing);
    Content::new(fields, move || {
        let outcome = Outcome::from_word(&outcome.get_untracked()).unwrap_or(Outcome::Replacement);
        let mut faults = Faults::new();
        let finish = Finish {
            item_id: item.get_untracked(),
            outcome,
            credit: if outcome == Outcome::Credit { read(&accounts, typed, &mut faults) } else { None },
            reason: reason.get_untracked(),
            alternative: alternative.get_untracked(),
            no_alternative: !none.get_untracked().is_empty(),
        };
        faults.or(())?;
        validate_outcome(&finish, &thing).map(|finish| Call::post(url.clone(), to_text(&finish)))
    })
}

/// Which account, how much, and the credit note's number; where there is no account, that there is none.
fn credit(form: Form, thing: &Return, accounts: &[CreditAccount], typed: Typed) -> El {
    if accounts.is_empty() {
        return p("notice", &t::no_account(lang(), &thing.page.request.partner.name)).attr("data-tone", "owed");
    }
    let options = accounts.iter().map(|of| (of.id.clone(), [&of.number, ", ", &of.currency].concat())).collect();
    let of: Vec<(String, String)> = accounts.iter().map(|of| (of.id.clone(), of.currency.clone())).collect();
    let currency = move || {
        let chosen = typed.account.get();
        of.iter().find(|(id, _)| *id == chosen).map_or_else(String::new, |(_, currency)| currency.clone())
    };
    let amount = Field::line(form, "credit.amount", "", typed.amount).called(move || t::credit_amount(lang(), currency()));
    div("fields").child([
        Field::select(form, "credit.account_id", t::credit_account(lang()), typed.account, options).view(),
        amount.attr("inputmode", "decimal").attr("autocomplete", "off").view(),
        Field::line(form, "credit.number", t::credit_number(lang()), typed.number).hint(t::credit_number_hint(lang())).view(),
    ])
}

fn read(accounts: &[CreditAccount], typed: Typed, faults: &mut Faults) -> Option<NewCredit> {
    let (account_id, amount) = (typed.account.get_untracked(), hundredths(&typed.amount.get_untracked()));
    let account = accounts.iter().find(|of| of.id == account_id)?;
    if amount.is_none() {
        faults.add("credit.amount", Fault::NotAnAmount);
    }
    let currency = account.currency.clone();
    Some(NewCredit { account_id, currency, amount: amount.unwrap_or(0), number: typed.number.get_untracked() })
}
