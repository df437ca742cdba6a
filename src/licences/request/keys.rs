//! The keys of a request: each with its proof, those that were stopped, and one that is being made.

use eyelevel_contract::{
    licences::{Checked, IssuedKey, Licence, StoppedKey, paths},
    requests::State,
};
use eyelevel_texts::{installations as ti, key_check as tk, keys as texts, licence_page as t, licences as tl};
use gloo_timers::callback::Interval;

use crate::{
    copied,
    i18n::{lang, moment, timestamp},
    licences::until::until,
    requests::{
        actions::Shown,
        side::{card, fact},
    },
    ui::{
        button,
        el::{El, div, el, p, span},
        status::{Tone, status},
    },
};

/// While a key is being made, the page is read again after so many milliseconds.
const SOON: u32 = 1_500;

/// What became of it.
pub(super) fn section(licence: &Licence, shown: &Shown) -> Option<El> {
    if !licence.asked.being_made && licence.stopped.is_empty() && licence.keys.is_empty() {
        return None;
    }
    let last = licence.keys.last().map_or(0, |key| key.issued_at);
    // What was stopped before a key passed is over, and stays on record below.
    let (over, now): (Vec<_>, Vec<_>) = licence.stopped.iter().partition(|stopped| stopped.stopped_at <= last);
    let over = (!over.is_empty()).then(|| {
        let list = over
            .into_iter()
            .map(|stopped| el("li").child(sentence(stopped)).child(" ").child(span("small muted", &timestamp(stopped.stopped_at))));
        let list = el("ul").class("stack tight").child(list.collect::<Vec<_>>());
        el("details").child(el("summary").child(t::stopped_before(lang()))).child(list)
    });
    let keys = licence.keys.iter().rev().enumerate();
    let keys = keys.map(|(i, key)| if i == 0 { issued(key, licence, shown) } else { older(key, licence, shown) }).collect::<Vec<_>>();
    let making = licence.asked.being_made.then(|| being_made(shown));
    let halted = now.last().map(|stopped| halted(stopped, licence, shown));
    Some(div("stack").child(making).child(halted).child(keys).child(over))
}

/// An issuer is at it; the page looks again until it is done.
fn being_made(shown: &Shown) -> El {
    let changed = std::rc::Rc::clone(&shown.changed);
    let looking = Interval::new(SOON, move || changed());
    let notice =
        div("notice").attr("role", "status").child(el("strong").child(t::being_made(lang()))).child(p("", t::being_made_why(lang())));
    // As long as the notice stands.
    notice.effect(move || {
        let _ = &looking;
    })
}

fn sentence(stopped: &StoppedKey) -> String {
    [&tl::stopped(lang(), stopped), "."].concat()
}

/// A key that did not pass: the truth, that nobody was sent anything, and who is on it until when.
fn halted(stopped: &StoppedKey, licence: &Licence, shown: &Shown) -> El {
    let request = &shown.request;
    let due = request.promise.as_ref().and_then(|promise| promise.due_at).filter(|_| request.state == State::Approved);
    let on_it = match due {
        Some(at) => t::on_it_until(lang(), &request.owner.name, moment(at)),
        None => t::on_it(lang(), &request.owner.name),
    };
    let first = licence.keys.is_empty().then(|| p("", t::nobody_got(lang())));
    div("notice")
        .attr("data-tone", "late")
        .child(el("strong").child(t::stopped(lang())))
        .child(p("", &sentence(stopped)))
        .child(first)
        .child(p("", &on_it))
        .child(p("small", &timestamp(stopped.stopped_at)))
}

/// One that another came after: out of the way, and there for whoever still has it.
fn older(key: &IssuedKey, licence: &Licence, shown: &Shown) -> El {
    let words = match key.revoked_at {
        Some(at) => t::earlier_revoked(lang(), timestamp(at)),
        None => t::earlier(lang(), timestamp(key.issued_at)),
    };
    el("details").child(el("summary").child(words)).child(issued(key, licence, shown))
}

/// A key that passed, with its proof.
fn issued(key: &IssuedKey, licence: &Licence, shown: &Shown) -> El {
    let proof = &key.proof;
    let head = match key.revoked_at {
        Some(at) => status(Tone::Late, &t::revoked(lang(), timestamp(at))),
        None => status(Tone::Good, &t::checked_at(lang(), timestamp(proof.at))),
    };
    let because = key.revoked_because.as_deref().map(|why| p("", &t::because(lang(), why)));
    let whole = match &key.key {
        Some(text) => {
            let copying = text.clone();
            let copy = button::secondary(tk::copy(lang())).on("click", move |_| copied::copy(&copying));
            let file = button::link("button quiet", &paths::file(&shown.request.id, &key.id), t::download(lang())).attr("download", "");
            let buttons = div("buttons").child([copy, file]);
            div("stack tight").child(el("pre").class("key-text").attr("tabindex", "0").child(text.as_str())).child(buttons)
        }
        None => p("muted", t::proof_only(lang())),
    };
    let checked = proof.checked.iter().map(|checked| checked_word(*checked)).collect::<Vec<_>>().join(", ");
    let signed = match &proof.key_id {
        Some(id) => span("key-text", id),
        None => span("", t::unsigned(lang())),
    };
    let mut facts = vec![
        fact(t::checked(lang()), checked),
        fact(ti::version(lang()), t::covers(lang(), &proof.version, texts::versions(lang(), &proof.versions))),
        fact(ti::product(lang()), [proof.product.as_str(), ", ", proof.edition.as_str()].concat()),
        fact(ti::host(lang()), proof.host.as_ref().map_or_else(|| ti::any_host(lang()).to_owned(), ToString::to_string)),
    ];
    facts.extend(proof.capacity.map(|n| fact(ti::capacity(lang()), n.to_string())));
    facts.push(fact(t::valid_until(lang()), proof.expires.map_or_else(|| tk::for_ever(lang()).to_owned(), until)));
    facts.push(fact(t::by_public_key(lang()), signed));
    facts.extend(proof.public_key.as_deref().map(|hex| fact(t::public_key(lang()), span("key-text", hex))));
    facts.extend(key.by.as_ref().map(|by| fact(t::made_by_hand(lang()), by.name.as_str())));
    let names = licence.recipients.iter().filter(|r| key.sent_to.contains(&r.recipient.id)).map(|r| r.recipient.name.as_str());
    let names = names.collect::<Vec<_>>().join(", ");
    facts.extend((!names.is_empty()).then(|| fact(t::sent_to(lang()), names)));
    let proof = el("dl").class("facts").child(facts.into_iter().flatten().collect::<Vec<_>>());
    card(t::key(lang()), head).class("card issued-key").child(because).child(whole).child(proof)
}

/// A key, and what it is.
pub(super) fn text(name: &str, key: &str) -> El {
    div("stack tight").child(el("h3").child(name)).child(el("pre").class("key-text").attr("tabindex", "0").child(key))
}

fn checked_word(checked: Checked) -> &'static str {
    match checked {
        Checked::Signature => t::checked_signature(lang()),
        Checked::Pattern => t::checked_pattern(lang()),
        Checked::Licence => t::checked_licence(lang()),
        Checked::Product => ti::product(lang()),
        Checked::Edition => ti::edition(lang()),
        Checked::Version => ti::version(lang()),
        Checked::Host => ti::host(lang()),
        Checked::Capacity => ti::capacity(lang()),
        Checked::Dates => t::checked_dates(lang()),
    }
}
