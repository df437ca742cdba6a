//! What a loan adds to a kit's page: what is out and until when, a later day, pieces that are bought instead, what came back, and the next step
//! once it is overdue.

mod answer;
mod check_in;
mod keep;
mod later;
pub(super) mod list_page;
mod step;

use std::rc::Rc;

use eyelevel_contract::{
    demo_kits::{
        DemoKit,
        loans::{Lacking, Lent, Loan, Settled, TakeBackWish, Verb, Wish, WishKind, WishPiece, WishState, can},
        paths,
    },
    json::to_text,
    requests::State,
};
use eyelevel_texts::{format::money, loan_page as t, loans as said, requests as tr};

pub(super) use answer::panel;

use crate::{
    client::Call,
    clock,
    i18n::{day, day_of, lang, timestamp},
    requests::{actions::Shown, side},
    session,
    ui::{
        button,
        el::{El, div, el, p, span},
        status::{Tone, status},
        table::{Column, cell, row, table},
        toast,
    },
    writes,
};

/// Makes a dialog of a loan.
type Open = fn(&Rc<DemoKit>, &Shown);

fn dialog_of(verb: Verb) -> Option<Open> {
    Some(match verb {
        Verb::AskLater => later::open,
        Verb::AskKeep => keep::open,
        Verb::CheckIn => check_in::open,
        Verb::NameStep => step::open,
        Verb::TakeBack => take_back,
        Verb::Answer => return None,
    })
}

/// Nothing is asked: what was wished can be wished again.
fn take_back(kit: &Rc<DemoKit>, shown: &Shown) {
    let Some(wish) = kit.loan.open_wish() else { return };
    let (body, shown) = (to_text(&TakeBackWish { wish_id: wish.id.clone() }), shown.clone());
    writes::act(Call::post(paths::wish_withdrawal(&shown.request.id), body), move |_| {
        toast::say(t::was_taken_back(lang()));
        (shown.changed)();
    });
}

/// Why the reader can't do this now, in words; `None` if they can.
fn refusal(verb: Verb, kit: &DemoKit) -> Option<String> {
    button::why(can(&session::actor(), verb, kit, day_of(clock::now())))
}

/// A button for it, explained when it is not possible.
fn action(verb: Verb, button: El, kit: &Rc<DemoKit>, shown: &Shown) -> El {
    let (why, kit, shown) = (refusal(verb, kit), Rc::clone(kit), shown.clone());
    button::explained(button, why, move || {
        if let Some(open) = dialog_of(verb) {
            open(&kit, &shown);
        }
    })
}

/// The next step of this person, as the page's one main action.
pub(super) fn primary(kit: &Rc<DemoKit>, shown: &Shown) -> Option<El> {
    (refusal(Verb::CheckIn, kit).is_none()).then(|| action(Verb::CheckIn, button::primary(t::check_in_title(lang())), kit, shown))
}

/// Opens what a link from the board asked for.
pub(super) fn open(kit: &Rc<DemoKit>, shown: &Shown, what: &str) {
    let verb = match what {
        "check-in" => Verb::CheckIn,
        "step" => Verb::NameStep,
        _ => return,
    };
    if refusal(verb, kit).is_none()
        && let Some(open) = dialog_of(verb)
    {
        open(kit, shown);
    }
}

/// The loan on a kit's page, as long as something of it was sent.
pub(super) fn card(kit: &DemoKit, shown: &Shown) -> Option<El> {
    let loan = &kit.loan;
    if loan.lent.is_empty() {
        return None;
    }
    let kit = Rc::new(kit.clone());
    let card = side::card(t::title(lang()), until(&kit)).child(lines(loan)).child(not_here(loan));
    Some(card.child(named(&kit, shown)).child(buttons(&kit, shown)).child(wishes(loan)))
}

/// The last day, with the first one in sight, and how much of it is left.
fn until(kit: &DemoKit) -> Option<El> {
    let request = &kit.page.request;
    let last = request.return_on.filter(|_| request.state != State::Closed)?;
    let first = kit.loan.first_day().filter(|first| *first != last).map(|first| el("s").class("muted").child(day(first)));
    let today = day_of(clock::now());
    let tone = if last < today { Tone::Late } else { Tone::Calm };
    let left = (request.state != State::Shipped).then(|| status(tone, &said::days(lang(), last, today)));
    Some(div("row loan-until").child(first).child(el("strong").child(t::until(lang(), day(last)))).child(left))
}

fn lines(loan: &Loan) -> El {
    let columns = [t::what(lang()), t::with_them(lang()), t::is_back(lang()), t::is_bought(lang())].map(Column::plain).into();
    let line = |line: &Lent| {
        let out: Vec<&str> = line.serials_out().collect();
        let serials = (!out.is_empty()).then(|| span("small muted", &out.join(", ")));
        row([
            cell(t::what(lang()), div("stack cell").child(el("strong").child(line.name.as_str())).child(serials)),
            cell(t::with_them(lang()), line.out().to_string()),
            cell(t::is_back(lang()), line.back.to_string()),
            cell(t::is_bought(lang()), line.bought.to_string()),
        ])
    };
    table("loan-table", t::title(lang()), columns, loan.lent.iter().map(line).collect())
}

/// What is lacking, what came of that, and what was not lent.
fn not_here(loan: &Loan) -> Option<El> {
    let part = |part: &Lacking| {
        let what = [&part.quantity.to_string(), " × ", &part.name].concat();
        match part.settled {
            None => status(Tone::Late, &t::lacking(lang(), what)),
            Some(Settled::Came) => status(Tone::Good, &t::came_later(lang(), what)),
            Some(Settled::Waived) => status(Tone::Calm, &t::waived(lang(), what)),
        }
    };
    let mut all: Vec<El> = loan.lacking.iter().map(part).collect();
    all.extend(loan.strays.iter().map(|stray| status(Tone::Owed, &t::stray(lang(), &stray.serial))));
    let hint = (loan.is_partly_back() && session::actor().is_partner()).then(|| p("small muted", t::send_hint(lang())));
    (!all.is_empty() || hint.is_some()).then(|| {
        let list = el("ul").class("stack tight loan-parts").child(all.into_iter().map(|one| el("li").child(one)).collect::<Vec<_>>());
        div("stack tight").child(list).child(hint)
    })
}

/// The next step with a loan that is overdue, and the way to name it.
fn named(kit: &Rc<DemoKit>, shown: &Shown) -> Option<El> {
    let may = refusal(Verb::NameStep, kit).is_none();
    let name = may.then(|| action(Verb::NameStep, button::secondary(t::step(lang())).class("button small"), kit, shown));
    let step = kit.loan.step.as_ref().map(|step| {
        let words = p("pre", &t::step_named(lang(), &step.by.name, &step.text));
        div("notice").attr("data-tone", "owed").child(words).child(p("small muted", &t::step_again(lang(), day(step.look_on))))
    });
    (may || step.is_some()).then(|| div("stack tight").child(step).child(name.map(|name| div("buttons").child(name))))
}

/// What the partner can ask for.
fn buttons(kit: &Rc<DemoKit>, shown: &Shown) -> Option<El> {
    let is_out = matches!(shown.request.state, State::OnLoan | State::ReturnDue) || kit.loan.open_wish().is_some();
    if !session::actor().is_partner() || !is_out {
        return None;
    }
    let later = action(Verb::AskLater, button::secondary(t::later(lang())), kit, shown);
    let keep = (kit.loan.out() > 0).then(|| action(Verb::AskKeep, button::secondary(t::keep(lang())), kit, shown));
    let open = kit.loan.open_wish().is_some();
    let back = open.then(|| action(Verb::TakeBack, button::secondary(t::take_back(lang())), kit, shown));
    Some(div("buttons").child(later).child(keep).child(back))
}

/// Every wish with its answer, the last one first.
fn wishes(loan: &Loan) -> Option<El> {
    let all = loan.wishes.iter().rev().map(|one| el("li").child(wish(loan, one))).collect::<Vec<_>>();
    (!all.is_empty()).then(|| div("stack tight").child(el("h3").child(t::wishes(lang()))).child(el("ul").class("loan-wishes").child(all)))
}

fn wish(loan: &Loan, wish: &Wish) -> El {
    let head = wished(loan, wish);
    let net = wish.net.map(|net| p("small muted", &t::wish_net(lang(), money(lang(), net))));
    let why = wish.reason.as_deref().map(|reason| p("pre", reason));
    let asked = p("small muted", &timestamp(wish.at));
    div("stack tight").child(el("strong").child(head)).child(net).child(why).child(asked).child(answered(wish))
}

/// What is wished, in a sentence.
fn wished(loan: &Loan, wish: &Wish) -> String {
    match wish.kind {
        WishKind::Later => t::wish_later(lang(), &wish.by.name, wish.wanted_on.map(day).unwrap_or_default()),
        WishKind::Keep => t::wish_keep(lang(), &wish.by.name, pieces(loan, &wish.pieces)),
    }
}

fn answered(wish: &Wish) -> El {
    let who = wish.answered_by.as_ref().map_or("", |person| person.name.as_str());
    let reason = wish.answer.as_deref();
    let (tone, words) = match (wish.state, wish.kind) {
        (WishState::Open, _) => ("owed", t::open(lang()).to_owned()),
        (WishState::Void, _) if !who.is_empty() => ("calm", t::taken_back_by(lang(), who)),
        (WishState::Void, _) => ("calm", t::void(lang()).to_owned()),
        (WishState::Declined, _) => ("late", t::declined(lang(), reason.unwrap_or_default())),
        (_, WishKind::Later) => ("good", t::agreed_later(lang(), who, wish.agreed_on.map(day).unwrap_or_default())),
        (_, WishKind::Keep) => ("good", t::agreed_keep(lang(), who)),
    };
    let declined = wish.state == WishState::Declined;
    let because = reason.filter(|_| !declined).map(|reason| p("pre", &t::because(lang(), reason)));
    let alternative = declined.then(|| match &wish.alternative {
        Some(alternative) => p("pre", &tr::alternative(lang(), alternative)),
        None => p("", tr::no_alternative(lang())),
    });
    let by = wish.answered_at.filter(|_| declined).map(|at| p("small muted", &[who, ", ", &timestamp(at)].concat()));
    div("notice").attr("data-tone", tone).child(p("pre", &words)).child(because).child(alternative).child(by)
}

/// “2 × E-paper display, small ”, one after the other.
fn pieces(loan: &Loan, pieces: &[WishPiece]) -> String {
    let line = |line: &Lent| {
        let own = || pieces.iter().filter(|piece| piece.line_id == line.line_id);
        let count: i64 = own().map(|piece| piece.quantity).sum();
        let serials = own().filter_map(|piece| piece.serial.as_deref()).collect::<Vec<_>>().join(", ");
        let behind = if serials.is_empty() { String::new() } else { [" (", &serials, ")"].concat() };
        (count > 0).then(|| [&count.to_string(), " × ", &line.name, &behind].concat())
    };
    loan.lent.iter().filter_map(line).collect::<Vec<_>>().join("; ")
}

/// Everything that is out, in words.
fn out(loan: &Loan) -> String {
    let line = |line: &Lent| {
        let serials =
            line.serials_out().map(|serial| WishPiece { line_id: line.line_id.clone(), serial: Some(serial.to_owned()), quantity: 1 });
        let loose = WishPiece { line_id: line.line_id.clone(), serial: None, quantity: line.loose_out() };
        serials.chain([loose]).collect::<Vec<_>>()
    };
    pieces(loan, &loan.lent.iter().flat_map(line).collect::<Vec<_>>())
}
