//! Beside the form: what is being asked for, what will happen when it is sent, and the button.

use std::rc::Rc;

use eyelevel_contract::{
    business_time::Open,
    licences::{
        BridgeOffer, Host, Intent, TRIAL_DAYS, Verdict, Whom, paths,
        rules::{Choice, NeedsPerson, at_once},
    },
    requests::Kind,
};
use eyelevel_texts::{drafts as td, kit_form as tk, licence_form as t, licences as tl};

use super::{Parts, Shared, known, what};
use crate::{
    clock,
    i18n::{date, day_of, lang, moment, time},
    requests::{promised, severity},
    session,
    ui::{
        button,
        el::{El, div, dynamic, el, p},
        reactive::Get,
        status::{Tone, status},
    },
};

pub(super) fn aside(parts: &Shared) -> El {
    let (listed, next, discarding) = (Rc::clone(parts), Rc::clone(parts), Rc::clone(parts));
    let discard = button::quiet(td::discard(lang())).on("click", move |_| discarding.keeper.discard(paths::PAGE));
    let buttons = div("buttons").child([parts.form.submit(tk::send(lang())), discard]);
    let promises = promised::read();
    let happens = div("stack tight").attr("aria-live", "polite").child(el("h3").child(tk::next(lang())));
    let happens =
        happens.child(dynamic(move || outlook(&next, promised::hours(promises, Kind::Licence, severity::of(next.value("severity"))))));
    let card = el("section").class("card").child(el("h2").child(tk::summary(lang()))).child(dynamic(move || summary(&listed)));
    el("aside").class("kit-side").attr("aria-label", tk::summary(lang())).child(card.child(happens).child(buttons))
}

fn summary(parts: &Parts) -> El {
    let subject = what::subject(parts).map(|subject| el("strong").child(subject));
    let mut names = Vec::new();
    for recipient in parts.recipients.get().iter() {
        let name = recipient.record.value("name").get();
        names.push(match recipient.whom {
            Whom::Requester => session::me().name.clone(),
            _ if name.trim().is_empty() => t::nobody_yet(lang()).to_owned(),
            _ => name,
        });
    }
    let to = if names.is_empty() { t::to_nobody(lang()).to_owned() } else { t::goes_to(lang(), names.join(", ")) };
    let never = (!parts.text("never_customer").is_empty()).then(|| p("small", t::not_to_customer(lang())));
    div("stack tight").child(subject).child(p("small", &to)).child(never)
}

/// What will happen, by the rules by which the server decides.
fn outlook(parts: &Parts, hours: Option<i64>) -> El {
    let intent = parts.intent();
    let (Some(product), Some(version)) = (parts.product(), parts.version()) else {
        return p("muted", if parts.new.get() { t::not_known_yet_new(lang()) } else { t::not_known_yet(lang()) });
    };
    let installed = parts.installed();
    if installed.is_none() && !parts.new.get() {
        return p("muted", t::not_known_yet(lang()));
    }
    let Some(hours) = hours else { return p("muted", t::not_known_yet(lang())) };
    let owner = product.owner.as_ref().map(|owner| owner.name.clone());
    let edition = Some(parts.text("edition_id")).filter(|id| !id.is_empty());
    let edition = edition.or_else(|| installed.as_ref().map(|i| i.edition.id.clone())).unwrap_or_default();
    let typed = parts.text("capacity");
    let capacity = if typed.trim().is_empty() { installed.as_ref().and_then(|i| i.capacity) } else { typed.trim().parse().ok() };
    let host = Host::parse(&parts.text("host")).ok().or_else(|| installed.as_ref().and_then(|i| i.host.clone()));
    // How often a customer has tried it, the server knows.
    let choice = Choice { intent, edition_id: &edition, version: &version, host: host.as_ref(), capacity, trials: 0 };
    if let Err(why) = at_once(&choice, &product, installed.as_deref(), day_of(clock::now())) {
        return person(why, hours, owner.as_deref());
    }
    match intent {
        Intent::Bridge => match parts.offer.get().filter(|_| !parts.offer.is_stale()) {
            Some(offer) => bridge(&offer, hours, owner.as_deref()),
            None => p("muted", t::not_known_yet(lang())),
        },
        Intent::Trial => at_once_if(&t::at_once_days(lang(), TRIAL_DAYS), t::unless_tried(lang()), hours, owner.as_deref()),
        Intent::Rejected if parts.text("rejected_key").trim().is_empty() => p("muted", t::rejected_first(lang())),
        Intent::Rejected if is_right(parts) => {
            let head = status(Tone::Owed, t::perhaps_by_a_person(lang()));
            div("stack tight").child(head).child(p("", &t::perhaps_ours(lang(), hours)))
        }
        _ => {
            let until = installed.and_then(|i| i.contract_until).map(date).unwrap_or_default();
            at_once_if(&t::covered(lang(), until), "", hours, owner.as_deref())
        }
    }
}

/// The key that is refused is right by every check that the browser can make.
fn is_right(parts: &Parts) -> bool {
    known::report(parts).is_some_and(|report| report.is_good() || matches!(report.verdict(), Verdict::ReadyMade { .. }))
}

/// Issued at once, if nothing is in the way that only the making shows: that is said before, not only when it has happened.
fn at_once_if(sentence: &str, unless: &str, hours: i64, owner: Option<&str>) -> El {
    let line = |words: &str| (!words.is_empty()).then(|| p("", words));
    let checked = t::checked_first(lang(), hours, owner.unwrap_or(t::our_support(lang())));
    div("stack tight")
        .child(status(Tone::Good, t::at_once(lang())))
        .child(line(sentence))
        .child(line(unless))
        .child(p("small muted", &checked))
}

fn person(why: NeedsPerson, hours: i64, owner: Option<&str>) -> El {
    let by = owner.map_or_else(|| t::answered(lang(), hours), |owner| t::answered_by(lang(), hours, owner));
    let head = status(Tone::Owed, t::by_a_person(lang()));
    div("stack tight").child(head).child(p("", tl::needs_person(lang(), why))).child(p("", &by))
}

/// Production is down: how many there are, who answers when, and the number.
fn bridge(offer: &BridgeOffer, hours: i64, owner: Option<&str>) -> El {
    let who = offer.who.as_ref().map_or("", |who| who.name.as_str());
    let first = if offer.left > 0 {
        let left = t::bridges_left(lang(), offer.left, offer.per_year);
        at_once_if(&t::at_once_days(lang(), offer.days), &left, hours, owner)
    } else {
        let next = offer.next_at.map(|at| p("small", &t::next_bridge(lang(), moment(at))));
        person(NeedsPerson::BridgesUsedUp, hours, Some(who).filter(|who| !who.is_empty())).child(next)
    };
    let call = (!offer.phone.is_empty()).then(|| {
        let number: String = offer.phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
        let link = el("a").class("button").attr("href", &["tel:", &number].concat()).child(offer.phone.as_str());
        div("stack tight").child(p("small", t::emergency(lang()))).child(div("buttons").child(link))
    });
    first.child(reachable(&offer.open, who)).child(call)
}

/// Who answers when.
fn reachable(open: &[Open], who: &str) -> Option<El> {
    let now = clock::ticking();
    let next = open.iter().find(|span| now < span.until)?;
    let who = if who.is_empty() { t::our_support(lang()) } else { who };
    let words =
        if next.from <= now { t::answers_now(lang(), who, time(next.until)) } else { t::answers_from(lang(), who, moment(next.from)) };
    Some(p("", &words))
}
