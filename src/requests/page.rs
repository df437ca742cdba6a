//! What the page of every kind of request has. A kind hands in what is its own ([`Kind`]), and gets head, decision, thread and side around it.

use std::rc::Rc;

use eyelevel_contract::{
    business_time::Open,
    requests::{
        Decision, Kind as Asked, Request, RequestPage, Section, State, Verdict, paths,
        rules::{Action, is_wished},
    },
};
use eyelevel_texts::{requests as t, severities as ts, words as tw};

use super::{
    actions::{self, Shown, action},
    composer, escalations,
    promise::{self, Line},
    replies, severity, side, unread, words,
};
use crate::{
    i18n::{day, lang, moment},
    router, session,
    ui::{
        button,
        el::{El, div, dynamic, el, nothing, p, span},
        loaded::Loaded,
        menu::menu,
        reactive::effect,
        timeline::timeline,
    },
};

/// What a kind of request brings to its page. Every part is made anew when the request has changed.
pub(crate) struct Kind<T: 'static> {
    /// What is the same for all kinds.
    pub spine: fn(&T) -> &RequestPage,
    /// The main action in this state, where it is the kind's own (ship, check in, accept a quote).
    pub primary: fn(&Rc<T>, &Shown) -> Option<El>,
    /// Opens what a link from the board asked for (`?do=ship`), where it is the kind's own.
    pub open: fn(&Rc<T>, &Shown, &str),
    /// What the vendor decides with; nothing for who does not decide.
    pub decide: fn(&Rc<T>, &Shown) -> Option<El>,
    /// What was asked, and what was decided on it.
    pub asked: fn(&T, &Shown) -> El,
    /// Cards at the side (recipients).
    pub side: fn(&Rc<T>, &Shown) -> Option<El>,
    /// More facts.
    pub facts: fn(&T) -> Vec<[El; 2]>,
    /// More that can be done, in the menu.
    pub more: fn(&T, &Shown) -> Vec<El>,
}

/// A request: `alone`, as a page with its heading and title, or beside a list.
#[must_use]
pub(crate) fn show<T: 'static>(id: &str, loaded: Loaded<T>, kind: &'static Kind<T>, alone: bool) -> El {
    let shown = move |value: &T| Shown { request: Rc::new((kind.spine)(value).request.clone()), changed: Rc::new(move || loaded.again()) };
    let (opened, said) = (id.to_owned(), unread::Said::default());
    // Beside a list it is opened by who chooses it.
    effect(move || {
        if let Some(value) = loaded.get()
            && (alone || router::param("chosen").as_ref() == Some(&opened))
        {
            unread::seen((kind.spine)(&value), &said);
        }
    });
    let part = move |view: fn(&Kind<T>, &Rc<T>, &Shown) -> El| {
        dynamic(move || match loaded.get() {
            Some(value) => view(kind, &value, &shown(&value)),
            None => nothing(),
        })
    };
    if alone {
        open_what_was_asked_for(loaded, kind, shown);
    }
    let top = div("").child(loaded.show_headed(6, move |value| head(kind, value, &shown(value), alone)));
    // The composer is made once: what is typed into it outlives every change around it.
    let may = move |action| loaded.get().is_some_and(|value| shown(&value).refusal(action).is_none());
    let composer = composer::composer(id, Rc::new(move || loaded.again()), may);
    let beside = el("aside").class("stack").attr("aria-label", t::more(lang())).child(part(beside));
    let columns = div("columns").child(part(decided)).child(beside).child(div("stack wide-gap").child(part(happened)).child(composer));
    div("page request").child(loaded.age()).child(top).child(columns)
}

/// A link from the board leads to the dialog at once (`?do=answer`); the address forgets it, so that going back does not open it again.
fn open_what_was_asked_for<T: 'static>(loaded: Loaded<T>, kind: &'static Kind<T>, shown: impl Fn(&T) -> Shown + 'static) {
    effect(move || {
        let (Some(value), Some(what)) = (loaded.get(), router::param("do")) else { return };
        router::replace(&router::path());
        let shown = shown(&value);
        if what == paths::ANSWER && shown.refusal(Action::Answer).is_none() {
            actions::answer(&shown);
        } else {
            (kind.open)(&value, &shown, &what);
        }
    });
}

fn head<T>(kind: &Kind<T>, value: &Rc<T>, shown: &Shown, alone: bool) -> El {
    let request = Rc::clone(&shown.request);
    let open = (kind.spine)(value).open.clone();
    if alone {
        router::title(&[&request.number, " ", &request.subject].concat());
    }
    let heading = if alone { el("h1").child(request.subject.as_str()) } else { beside_heading(&request) };
    let place = div("request-where").child(span("", &request.number)).child(span("", words::kind(request.kind)));
    let place = place
        .child(span("", tw::state_of_request(lang(), &request)))
        .child((!session::actor().is_partner()).then(|| span("", &request.partner.name)))
        .child(severity::mark(&request));
    let line = dynamic({
        let request = Rc::clone(&request);
        move || promise_view(&request, &open)
    });
    let head = div("request-head").child(place).child(heading).child(line).child(actions::question(shown));
    let head = head.child(replies::notice(shown, &(kind.spine)(value).open)).child(escalations::notice((kind.spine)(value), shown));
    head.child(buttons(kind, value, shown))
}

/// Beside a list, the subject leads to the page of its own.
fn beside_heading(request: &Request) -> El {
    let href = paths::page(request.kind, &request.id);
    el("h2").class("beside-heading").child(el("a").attr("href", &href).child(request.subject.as_str()))
}

/// The promise, biggest after the subject; a moved one keeps its first date in sight.
#[must_use]
pub(crate) fn promise_view(request: &Request, open: &[Open]) -> El {
    let Line { text, left, tone } = promise::line(request, open);
    let first = promise::first_date(request).map(|(first, reason)| {
        div("small muted").child(el("s").child(moment(first))).child(" ").child(eyelevel_texts::promises::moved(lang(), reason))
    });
    let left = (!left.is_empty()).then(|| p("promise-left", &left));
    div("promise").attr("data-tone", tone.word()).child(p("promise-text", &text)).child(left).child(first)
}

/// One primary button, what belongs beside it, and the rest in a menu.
fn buttons<T>(kind: &Kind<T>, value: &Rc<T>, shown: &Shown) -> El {
    let state = shown.request.state;
    let primary = (kind.primary)(value, shown).or_else(|| match state {
        State::Question => action(shown, Action::Answer, button::primary(t::answer(lang())), actions::answer),
        State::Declined => action(shown, Action::SecondLook, button::secondary(t::second_look(lang())), actions::second_look),
        _ => None,
    });
    let object =
        (state == State::Question).then(|| action(shown, Action::Object, button::secondary(t::object(lang())), actions::object)).flatten();
    let withdraw = matches!(state, State::Submitted | State::Question | State::Offered)
        .then(|| action(shown, Action::Withdraw, button::quiet(t::withdraw(lang())), actions::withdraw))
        .flatten();
    let item = |label: &str| el("button").attr("type", "button").class("menu-item").child(label);
    let mut more = (kind.more)(value, shown);
    if !session::actor().is_partner() {
        more.extend(action(shown, Action::MovePromise, item(t::move_promise(lang())), actions::move_promise));
        more.extend(action(shown, Action::HandOver, item(t::hand_over(lang())), actions::hand_over));
    }
    if shown.request.section != Section::Done {
        more.extend(action(shown, Action::ChangeSeverity, item(ts::change(lang())), severity::change));
    }
    let more = (!more.is_empty()).then(|| menu(button::quiet(t::more(lang())).class("button quiet opens"), more));
    let escalate = escalations::button((kind.spine)(value), shown);
    div("buttons").child(primary).child(object).child(withdraw).child(escalate).child(more)
}

fn decided<T>(kind: &Kind<T>, value: &Rc<T>, shown: &Shown) -> El {
    let page = (kind.spine)(value);
    let decision = page.decisions.last().map(|last| decision(shown.request.kind, last));
    div("stack").child((kind.decide)(value, shown)).child(decision).child((kind.asked)(value, shown)).child(next(&shown.request))
}

/// A decision in plain words.
#[must_use]
pub(crate) fn decision(kind: Asked, decision: &Decision) -> El {
    let reason = decision.reason.as_deref().unwrap_or_default();
    let (tone, verdict, reason) = match decision.verdict {
        Verdict::Approved if kind == Asked::StatementQuery => ("good", t::answered_query(lang()).to_owned(), reason),
        Verdict::Approved => ("good", t::approved_as_asked(lang()).to_owned(), reason),
        Verdict::ApprovedWithChanges => ("owed", t::approved_with_changes(lang()).to_owned(), reason),
        Verdict::Declined => ("late", t::no_because(lang(), reason), ""),
    };
    let alternative = (decision.verdict == Verdict::Declined).then(|| match &decision.alternative {
        Some(alternative) => p("pre", &t::alternative(lang(), alternative)),
        None => p("", t::no_alternative(lang())),
    });
    let by = p("small muted", &[&decision.by.name, ", ", &moment(decision.at)].concat());
    let card = el("section").class("card decision").attr("data-tone", tone).attr("aria-label", t::decision(lang()));
    card.child(p("verdict pre", &verdict)).child((!reason.is_empty()).then(|| p("pre", reason))).child(alternative).child(by)
}

fn next(request: &Request) -> Option<El> {
    let partner = session::actor().is_partner();
    let owner = request.owner.name.as_str();
    let day = request.return_on.map(day).unwrap_or_default();
    let sentence = match request.state {
        State::Approved if is_wished(request) => t::next_wish(lang(), owner),
        State::Submitted if request.kind == Asked::Enquiry => t::next_enquiry(lang(), owner),
        State::Submitted if request.kind == Asked::Licence => t::next_licence(lang(), owner),
        State::Approved if request.kind == Asked::Licence => t::next_making(lang(), owner),
        State::Shipped if request.kind == Asked::Licence && partner => t::next_key_sent(lang()).to_owned(),
        State::Shipped if request.kind == Asked::Licence => t::next_key_sent_them(lang(), &request.requester.name),
        State::Submitted if request.kind == Asked::StatementQuery => t::next_query(lang(), owner),
        State::Submitted if request.kind == Asked::Return => t::next_return(lang(), owner),
        State::Approved if request.kind == Asked::Return => t::next_return_here(lang(), owner),
        State::ReturnDue if request.kind == Asked::Return && partner => t::next_hand_in(lang(), day),
        State::ReturnDue if request.kind == Asked::Return => t::next_hand_in_them(lang(), &request.requester.name, day),
        State::Shipped if request.kind == Asked::Return => t::next_coming_back(lang(), owner),
        State::Submitted => t::next_submitted(lang(), owner),
        State::Question => t::next_question(lang()).to_owned(),
        State::Offered if partner => t::next_offered(lang()).to_owned(),
        State::Offered => t::next_offered_them(lang()).to_owned(),
        State::Approved if request.kind == Asked::DemoKit => t::next_approved(lang(), owner),
        State::Shipped => t::next_shipped(lang()).to_owned(),
        State::OnLoan => t::next_on_loan(lang(), day),
        State::ReturnDue => t::next_return_due(lang()).to_owned(),
        State::Declined if partner && !request.second_look => t::next_declined(lang()).to_owned(),
        _ => return None,
    };
    Some(el("section").class("stack tight").child(el("h2").child(t::next(lang()))).child(p("", &sentence)))
}

fn happened<T>(kind: &Kind<T>, value: &Rc<T>, shown: &Shown) -> El {
    let entries = (kind.spine)(value).timeline.iter().map(|entry| words::entry(shown.request.kind, entry));
    el("section").class("stack").child(el("h2").child(t::history(lang()))).child(timeline(t::history(lang()), entries))
}

fn beside<T>(kind: &Kind<T>, value: &Rc<T>, shown: &Shown) -> El {
    let page = (kind.spine)(value);
    div("stack")
        .child((kind.side)(value, shown))
        .child(side::facts(shown, (kind.facts)(value)))
        .child(side::promised(page))
        .child(escalations::all(page))
        .child(side::attached(page))
}
