//! An enquiry's page.

use eyelevel_contract::{
    enquiries::{Decide, Enquiry, decision, one, validate_decision},
    json::to_text,
    requests::{
        REASON_MAX, State, Verdict,
        rules::{Action, can_decide},
    },
};
use eyelevel_texts::{enquiries as t, requests as tr};

use crate::ui::reactive::GetUntracked;
use crate::{
    client::Call,
    form_dialog::Content,
    i18n::lang,
    reads,
    requests::{
        actions::{self, Shown, action},
        decline,
        page::{self, Kind},
        side::card,
    },
    session,
    ui::{
        button::{self, explained},
        el::{El, div, p},
        field::{Field, left},
    },
};

const KIND: Kind<Enquiry> = Kind {
    spine: |enquiry| &enquiry.page,
    primary: |_, _| None,
    open: |_, _, _| {},
    decide: |enquiry, shown| decide(enquiry, shown),
    asked: |enquiry, _| card(t::asked(lang()), p("pre", &enquiry.text)),
    side: |_, _| None,
    facts: |_| Vec::new(),
    more: |_, _| Vec::new(),
};

pub(super) fn page(id: &str) -> El {
    view(id, true)
}

/// An enquiry: a page of its own, or beside a list.
#[must_use]
pub(crate) fn view(id: &str, alone: bool) -> El {
    let url = one(id);
    page::show(id, reads::read(move || url.clone()), &KIND, alone)
}

fn decide(enquiry: &Enquiry, shown: &Shown) -> Option<El> {
    if shown.request.state != State::Submitted || !shown.concerns(Action::Decide) {
        return None;
    }
    let why = button::why(can_decide(&session::actor(), &enquiry.page));
    let button = |button: El, act: fn(&Shown)| {
        let shown = shown.clone();
        explained(button, why.clone(), move || act(&shown))
    };
    let yes = button(button::primary(t::say_yes(lang())), say_yes);
    let no = button(button::secondary(t::say_no(lang())), say_no);
    let ask = action(shown, Action::Ask, button::quiet(tr::ask_short(lang())), actions::ask);
    Some(card(tr::your_decision(lang()), div("buttons").child(yes).child(no).child(ask)))
}

fn say_yes(shown: &Shown) {
    let url = decision(&shown.request.id);
    shown.dialog("decision", t::yes_title(lang()), tr::send(lang()), t::answered(lang())).open(move |form| {
        let reason = form.value("reason", "");
        let field = Field::area(form, "reason", t::answer(lang()), reason, 5).view();
        Content::new(div("stack tight").child(field).child(left(reason, REASON_MAX)), move || {
            let decide =
                Decide { verdict: Verdict::Approved, reason: reason.get_untracked(), alternative: String::new(), no_alternative: false };
            validate_decision(&decide).map(|decide| Call::post(url.clone(), to_text(&decide)))
        })
    });
}

fn say_no(shown: &Shown) {
    decline::open(shown, decision(&shown.request.id), |no| {
        let no = no.clone();
        validate_decision(&Decide {
            verdict: Verdict::Declined,
            reason: no.reason,
            alternative: no.alternative,
            no_alternative: no.no_alternative,
        })
        .map(|decide| to_text(&decide))
    });
}
