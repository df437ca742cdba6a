//! The vendor's decision, device by device: yes, and what shall become of it; or no, with its reason and an alternative.

use std::rc::Rc;

use eyelevel_contract::{
    json::to_text,
    requests::{
        State, Verdict,
        rules::{Action, can_decide},
    },
    returns::{Decide, DecideItem, Item, ItemState, Outcome, Return, can_refer, not_referred, paths, validate_decision},
    validate::Faults,
};
use eyelevel_texts::{requests as tr, return_page as t};

use super::{devices, referral};
use crate::{
    client::Call,
    form_dialog::Content,
    i18n::lang,
    requests::{
        actions::{self, Shown, action},
        decline,
        side::card,
    },
    session,
    ui::{
        button::{self, explained},
        el::{El, div, dynamic, el, nothing},
        field::Field,
        form::Form,
        reactive::{Get, GetUntracked, RwSignal, untrack},
        toast,
    },
    writes,
};

/// A no among the choices of a device.
const NO: &str = "no";
/// A yes that leaves open what becomes of it.
const YES: &str = "yes";

/// The panel of who decides; nothing for everybody else, and while nothing is to be decided.
pub(super) fn panel(thing: &Rc<Return>, shown: &Shown) -> Option<El> {
    if shown.request.state != State::Submitted || !shown.concerns(Action::Decide) {
        return None;
    }
    let why = button::why(can_decide(&session::actor(), &thing.page).and_then(|()| not_referred(thing)));
    let button = |button: El, act: fn(&Rc<Return>, &Shown)| {
        let (thing, shown) = (Rc::clone(thing), shown.clone());
        explained(button, why.clone(), move || act(&thing, &shown))
    };
    let yes = button(button::primary(t::accept_all(lang())), accept_all);
    let each = button(button::secondary(t::each_of_them(lang())), each);
    let no = button(button::secondary(t::decline_all(lang())), decline_all);
    let ask = action(shown, Action::Ask, button::quiet(tr::ask_short(lang())), actions::ask);
    let refer = can_refer(&session::actor(), thing).is_ok().then(|| {
        let (thing, shown) = (Rc::clone(thing), shown.clone());
        button::quiet(t::refer(lang())).on("click", move |_| referral::refer(&thing, &shown))
    });
    Some(card(tr::your_decision(lang()), div("buttons").child(yes).child(each).child(no).child(refer).child(ask)))
}

/// What is to be decided; at a second look, what was declined.
fn open_items(thing: &Return) -> Vec<Item> {
    thing.items.iter().filter(|item| matches!(item.state, ItemState::Asked | ItemState::Declined)).cloned().collect()
}

fn yes(item: &Item) -> DecideItem {
    let item_id = item.id.clone();
    DecideItem {
        item_id,
        verdict: Verdict::Approved,
        outcome: None,
        reason: String::new(),
        alternative: String::new(),
        no_alternative: false,
    }
}

fn accept_all(thing: &Rc<Return>, shown: &Shown) {
    let decide = Decide { items: open_items(thing).iter().map(yes).collect() };
    let changed = Rc::clone(&shown.changed);
    writes::act(Call::post(paths::verb(&shown.request.id, paths::DECISION), to_text(&decide)), move |_| {
        toast::say(t::accepted(lang()));
        changed();
    });
}

fn decline_all(thing: &Rc<Return>, shown: &Shown) {
    let thing = Rc::clone(thing);
    decline::open(shown, paths::verb(&shown.request.id, paths::DECISION), move |no| {
        let of = |item: &Item| DecideItem {
            verdict: Verdict::Declined,
            reason: no.reason.clone(),
            alternative: no.alternative.clone(),
            no_alternative: no.no_alternative,
            ..yes(item)
        };
        // What is wrong with the no is wrong with the first one's: it stands at the dialog's own fields.
        let decide = Decide { items: open_items(&thing).iter().map(of).collect() };
        let checked = validate_decision(&decide, &thing).map(|decide| to_text(&decide));
        checked.map_err(|found| {
            let mut faults = Faults::new();
            for (field, what) in found.iter() {
                if let Some(field) = field.strip_prefix("items.0.") {
                    what.iter().for_each(|fault| faults.add(field, fault.clone()));
                }
            }
            faults
        })
    });
}

/// How one device is being decided.
struct Choice {
    item: Item,
    what: RwSignal<String>,
    reason: RwSignal<String>,
    alternative: RwSignal<String>,
    none: RwSignal<String>,
}

fn each(thing: &Rc<Return>, shown: &Shown) {
    let thing = Rc::clone(thing);
    let url = paths::verb(&shown.request.id, paths::DECISION);
    shown.dialog("decision", tr::your_decision(lang()), tr::send(lang()), t::accepted(lang())).open(move |form| {
        let choice = |(i, item): (usize, Item)| {
            let value = |field: &str, initial: &str| form.value(&at(i, field), initial);
            let (what, reason) = (value("outcome", YES), value("reason", ""));
            Choice { item, what, reason, alternative: value("alternative", ""), none: value("no_alternative", "") }
        };
        let choices: Vec<Choice> = open_items(&thing).into_iter().enumerate().map(choice).collect();
        let with_recipient = !thing.recipients.is_empty();
        let fields =
            div("stack").child(choices.iter().enumerate().map(|(i, choice)| fields(form, i, choice, with_recipient)).collect::<Vec<_>>());
        Content::new(fields, move || {
            let decide = Decide { items: choices.iter().map(read).collect() };
            validate_decision(&decide, &thing).map(|decide| Call::post(url.clone(), to_text(&decide)))
        })
    });
}

fn at(i: usize, field: &str) -> String {
    ["items.", &i.to_string(), ".", field].concat()
}

fn read(choice: &Choice) -> DecideItem {
    let what = choice.what.get_untracked();
    DecideItem {
        verdict: if what == NO { Verdict::Declined } else { Verdict::Approved },
        outcome: Outcome::from_word(&what),
        reason: choice.reason.get_untracked(),
        alternative: choice.alternative.get_untracked(),
        no_alternative: !choice.none.get_untracked().is_empty(),
        ..yes(&choice.item)
    }
}

fn fields(form: Form, i: usize, choice: &Choice, with_recipient: bool) -> El {
    let named = |outcome: &Outcome| (outcome.word().to_owned(), devices::name(*outcome).to_owned());
    let mut options = vec![(YES.to_owned(), t::yes(lang()).to_owned())];
    // Without a recipient nobody could get one before the old one is back.
    let offered = [Outcome::AdvanceReplacement, Outcome::Replacement, Outcome::Repair, Outcome::Credit, Outcome::TakenBack];
    options.extend(offered.iter().filter(|outcome| with_recipient || **outcome != Outcome::AdvanceReplacement).map(named));
    options.push((NO.to_owned(), t::no(lang()).to_owned()));
    let (what, reason, alternative, none) = (choice.what, choice.reason, choice.alternative, choice.none);
    let select = Field::select(form, &at(i, "outcome"), t::outcome(lang()), what, options).view();
    let why = dynamic(move || {
        if what.get() != NO {
            return nothing();
        }
        untrack(|| {
            div("stack tight").child([
                Field::area(form, &at(i, "reason"), tr::reason_for_partner(lang()), reason, 2).view(),
                Field::area(form, &at(i, "alternative"), tr::instead(lang()), alternative, 2).view(),
                Field::check(form, &at(i, "no_alternative"), tr::nothing_instead(lang()), none).view(),
            ])
        })
    });
    el("fieldset").class("stack tight line-fields").child(el("legend").child(choice.item.serial.as_str())).child(select).child(why)
}
