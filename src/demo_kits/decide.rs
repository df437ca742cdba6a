//! The vendor's decision: yes at once, yes with changes, no with its reason, or a question that names what is missing.

use std::rc::Rc;

use eyelevel_contract::{
    civil::Date,
    demo_kits::{Decide, DemoKit, Terms, paths, validate_decision},
    json::to_text,
    requests::{State, Verdict, rules},
};
use eyelevel_texts::{demo_kits as t, requests as tr, words};

use super::changes;
use crate::{
    client::Call,
    clock,
    i18n::{day_of, lang},
    requests::{
        actions::{self, Shown, action},
        decline,
        side::card,
    },
    session,
    ui::{
        button::{self, explained},
        el::{El, div},
        toast,
    },
    writes,
};

pub(super) fn today() -> Date {
    day_of(clock::now())
}

/// An undecided decision.
pub(super) fn blank(verdict: Verdict) -> Decide {
    Decide {
        verdict,
        reason: String::new(),
        alternative: String::new(),
        no_alternative: false,
        lines: Vec::new(),
        return_on: None,
        quote: None,
    }
}

/// The panel of who decides; nothing for everybody else, and while nothing is to be decided.
pub(super) fn panel(kit: &Rc<DemoKit>, shown: &Shown) -> Option<El> {
    if !matches!(shown.request.state, State::Submitted) || !shown.concerns(rules::Action::Decide) {
        return None;
    }
    let refusal = rules::can_decide(&session::actor(), &kit.page).err();
    let why = refusal.map(|refusal| words::refusal(lang(), &refusal));
    let button = |button: El, act: fn(&Rc<DemoKit>, &Shown)| {
        let (kit, shown) = (Rc::clone(kit), shown.clone());
        explained(button, why.clone(), move || act(&kit, &shown))
    };
    let yes = if kit.terms == Terms::Purchase {
        button(button::primary(t::approve_quote(lang())), |kit, shown| changes::open(kit, shown, Verdict::Approved))
    } else {
        button(button::primary(t::approve(lang())), approve)
    };
    let changes = button(button::secondary(t::with_changes(lang())), |kit, shown| changes::open(kit, shown, Verdict::ApprovedWithChanges));
    let no = button(button::secondary(t::decline(lang())), say_no);
    let ask = action(shown, rules::Action::Ask, button::quiet(tr::ask_short(lang())), actions::ask);
    Some(card(tr::your_decision(lang()), div("buttons").child(yes).child(changes).child(no).child(ask)))
}

fn approve(_: &Rc<DemoKit>, shown: &Shown) {
    let changed = Rc::clone(&shown.changed);
    writes::act(Call::post(paths::decision(&shown.request.id), to_text(&blank(Verdict::Approved))), move |_| {
        toast::say(t::approved(lang()));
        changed();
    });
}

fn say_no(kit: &Rc<DemoKit>, shown: &Shown) {
    let kit = Rc::clone(kit);
    decline::open(shown, paths::decision(&shown.request.id), move |no| {
        let no = no.clone();
        let decide =
            Decide { reason: no.reason, alternative: no.alternative, no_alternative: no.no_alternative, ..blank(Verdict::Declined) };
        validate_decision(&decide, &kit, today()).map(|decide| to_text(&decide))
    });
}
