//! The devices of a return: what each is, where it stands, what becomes of it.

use eyelevel_contract::{
    checklist::Answered,
    returns::{Credit, Item, ItemState, Knowledge, Outcome, Return},
};
use eyelevel_texts::{format, return_form as tf, return_page as t, return_words as tw, returns as words};

use crate::{
    i18n::{date, lang, timestamp},
    requests::side::card as side_card,
    session,
    ui::{
        el::{El, div, el, p, span},
        files,
        status::{Tone, status},
        table::{Column, cell, row, table},
    },
};

/// What was asked, and what came of it.
pub(super) fn card(thing: &Return) -> El {
    let columns = vec![
        Column::plain(tf::serial(lang())),
        Column::plain(t::what(lang())),
        Column::plain(t::state(lang())),
        Column::plain(t::outcome(lang())),
    ];
    let rows = thing.items.iter().map(device).collect();
    let partner = session::actor().is_partner();
    let postage = words::postage(lang(), thing.postage, &session::me().installation.vendor, partner);
    let description = (!thing.description.is_empty()).then(|| block(tf::description(lang()), p("pre", &thing.description)));
    let card = side_card(t::devices(lang()), table("return-table", t::devices(lang()), columns, rows));
    let card = card.child(description).child(block(tf::postage(lang()), p("", &postage)));
    card.child(doubles(thing)).child(strays(thing))
}

fn block(name: &str, content: El) -> El {
    div("stack tight").child(el("h3").child(name)).child(content)
}

fn doubles(thing: &Return) -> Option<El> {
    (!thing.doubles.is_empty()).then(|| p("small muted", &tf::doubles(lang(), thing.doubles.join(", "))))
}

/// What lay in the box and was not announced.
fn strays(thing: &Return) -> Option<El> {
    let list = || {
        el("ul").child(
            thing.strays.iter().map(|stray| el("li").child([&stray.serial, ", ", &timestamp(stray.at)].concat())).collect::<Vec<_>>(),
        )
    };
    (!thing.strays.is_empty()).then(|| block(t::strays(lang()), list()))
}

fn device(item: &Item) -> El {
    let also = item.also_in.iter().map(|other| p("small", &t::also_in(lang(), &other.number))).collect::<Vec<_>>();
    let serial = div("stack tight").child(el("strong").child(item.serial.as_str())).child(also);
    row(vec![
        cell(tf::serial(lang()), serial),
        cell(t::what(lang()), what(item)),
        cell(t::state(lang()), standing(item)),
        cell(t::outcome(lang()), outcome(item)),
    ])
}

fn what(item: &Item) -> El {
    let name = item.device.as_ref().map(|device| device.product.as_str()).filter(|product| !product.is_empty()).unwrap_or(&item.product);
    let knowledge = (item.knowledge != Knowledge::Known).then(|| span("small muted", words::knowledge(lang(), item.knowledge)));
    let line = |name: &str, text: &str| (!text.is_empty()).then(|| span("small", &[name, " ", text].concat()));
    div("stack tight")
        .child((!name.is_empty()).then(|| span("", name)))
        .child(knowledge)
        .child(line(t::fault(lang()), &item.fault))
        .child(line(t::accessories(lang()), &item.accessories))
        .child((!item.checklist.is_empty()).then(|| tried(&item.checklist)))
}

/// What was tried before it was sent.
fn tried(checklist: &[Answered]) -> El {
    let steps = checklist.iter().map(|step| el("li").child(answered(step))).collect::<Vec<_>>();
    el("details").class("small").child(el("summary").child(t::tried(lang()))).child(el("ul").child(steps))
}

/// A step, and what came of it.
pub(super) fn answered(step: &Answered) -> String {
    [&step.question, " ", words::tried(lang(), step.answer)].concat()
}

fn standing(item: &Item) -> El {
    let tone = match item.state {
        ItemState::Asked | ItemState::LabelSent | ItemState::OnTheWay => Tone::Owed,
        ItemState::Approved | ItemState::Received | ItemState::Inspected => Tone::Calm,
        ItemState::Declined => Tone::Late,
        ItemState::Done => Tone::Good,
    };
    let finding = item.finding.map(|finding| span("small", words::finding(lang(), finding)));
    let findings = item.findings.as_ref().map(|text| p("small pre", text));
    let photos = (!item.photos.is_empty()).then(|| files::list(&item.photos).attr("aria-label", &t::photos_of(lang(), &item.serial)));
    div("stack tight").child(status(tone, words::state(lang(), item.state))).child(finding).child(findings).child(photos)
}

fn outcome(item: &Item) -> El {
    let what = item.outcome.map(|outcome| span("", name(outcome)));
    let why = item.reason.as_ref().map(|why| p("small pre", &t::because(lang(), why)));
    let no = item.state == ItemState::Declined || item.outcome == Some(Outcome::NotCovered);
    let instead = no.then(|| match &item.alternative {
        Some(other) => p("small pre", &t::alternative(lang(), other)),
        None => p("small", t::no_alternative(lang())),
    });
    let instead_of = item.replacement.map(|replacement| span("small", words::replacement(lang(), replacement)));
    let credit = item.credit.as_ref().map(credited);
    let empty = what.is_none() && why.is_none() && instead.is_none();
    div("stack tight").child(what).child(credit).child(instead_of).child(why).child(instead).child(empty.then(|| span("muted", "–")))
}

/// How much was credited, where it stands in the books; for who sees prices.
fn credited(credit: &Credit) -> El {
    let money = |minor| format::amount(lang(), minor, &credit.account.currency);
    let what = t::credited(lang(), money(credit.amount), &credit.number);
    let what = match &credit.page {
        Some(page) => el("a").attr("href", page).child(what),
        None => span("", &what),
    };
    let back = (credit.taken_back > 0).then(|| span("small", &t::credit_taken_back(lang(), money(credit.taken_back))));
    let on = span("small muted", &t::credited_on(lang(), date(credit.booked_on), &credit.account.number));
    div("stack tight").child(what).child(on).child(back)
}

/// What becomes of a device, in a word.
pub(super) fn name(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::AdvanceReplacement => tw::advance_replacement(lang()),
        Outcome::Repair => tw::repair(lang()),
        Outcome::Replacement => tw::replacement(lang()),
        Outcome::Credit => tw::credit(lang()),
        Outcome::TakenBack => tw::taken_back(lang()),
        Outcome::ByDistributor => tw::by_distributor(lang()),
        Outcome::ReturnToSender => tw::return_to_sender(lang()),
        Outcome::NotCovered => tw::not_covered(lang()),
    }
}
