//! The ring: the keys that sign ours, one at a time; what they proved stays proved after they are retired.

use std::rc::Rc;

use eyelevel_contract::{
    ids::Millis,
    licences::{PublishedKey, PublishedKeys, paths, rules::can_keep_products},
};
use eyelevel_texts::{common, signing_keys as t};

use crate::{
    client::Call,
    clock, copied,
    i18n::{lang, timestamp},
    reads, router, session,
    ui::{
        button, dialog,
        el::{El, div, el, p, span},
        empty::empty,
        loaded::Loaded,
        reactive::{Var, window},
        status::{Tone, status},
        table::{Column, cell, row, table},
        toast,
    },
    writes,
};

/// The ring, and the instant from which it is wanted: browsers keep what is published for a while.
#[derive(Clone, Copy)]
struct Ring {
    keys: Loaded<PublishedKeys>,
    since: Var<Millis>,
}

pub(super) fn page(_: &str) -> El {
    router::title(t::title(lang()));
    let since = Var::new(clock::now());
    let ring = Ring { keys: reads::read(move || [paths::PUBLIC_KEYS, "?since=", &since.get().to_string()].concat()), since };
    let why = button::why(can_keep_products(&session::actor()));
    let rotate = button::explained(button::primary(t::rotate(lang())), why, move || ask_to_rotate(ring));
    let head = div("page-head").child(el("h1").child(t::title(lang()))).child(rotate);
    div("page signing-keys")
        .child(head)
        .child(p("muted", t::lead(lang())))
        .child(address())
        .child(ring.keys.age())
        .child(div("stack").child(ring.keys.show(3, move |keys| rows(keys, ring))))
}

/// Where everybody reads them.
fn address() -> El {
    let address = [window().location().origin().unwrap_or_default().as_str(), paths::PUBLIC_KEYS].concat();
    let link = el("a").class("key-text").attr("href", &address).attr("target", "_blank").child(address.as_str());
    let copy = button::secondary(t::copy(lang())).attr("aria-label", t::copy_address(lang())).on("click", move |_| copied::copy(&address));
    el("section")
        .class("card")
        .child(el("h2").child(t::address(lang())))
        .child(p("muted small", t::address_why(lang())))
        .child(div("row").child(link).child(copy))
}

fn rows(keys: &Rc<PublishedKeys>, ring: Ring) -> El {
    let why = button::why(can_keep_products(&session::actor()));
    if keys.keys.is_empty() {
        let first = button::explained(button::secondary(t::make_first(lang())), why, move || make(ring, t::made(lang())));
        return empty(t::none(lang()), first);
    }
    let columns = [t::key(lang()), t::public_key(lang()), t::since(lang()), t::state(lang()), t::actions(lang())];
    let line = |key: &PublishedKey| {
        let (copied, id) = (key.public_key.clone(), key.id.clone());
        let copy = button::quiet(t::copy(lang())).class("button quiet small").attr("aria-label", &t::copy_key(lang(), &key.id));
        let copy = div("buttons").child(copy.on("click", move |_| copied::copy(&copied)));
        let retire = key.retired_at.is_none().then(|| {
            let button = button::quiet(t::retire(lang())).class("button quiet small").attr("aria-label", &t::retire_named(lang(), &key.id));
            button::explained(button, why.clone(), move || ask_to_retire(&id, ring))
        });
        let state = match key.retired_at {
            None => div("").child(status(Tone::Good, t::signs(lang()))),
            Some(at) => {
                let words = status(Tone::Calm, &t::retired(lang(), timestamp(at)));
                div("stack cell").child(words).child(span("small muted", t::still_proves(lang())))
            }
        };
        row([
            cell(columns[0], el("code").class("key-text").child(key.id.as_str())),
            cell(columns[1], div("stack cell").child(el("code").class("key-text").child(key.public_key.as_str())).child(copy)),
            cell(columns[2], timestamp(key.not_before)),
            cell(columns[3], state),
            cell(columns[4], retire.map(|retire| div("buttons").child(retire))),
        ])
    };
    let lines = keys.keys.iter().map(line).collect();
    table("signing-keys-table", t::title(lang()), columns.map(Column::plain).into(), lines)
}

fn make(ring: Ring, done: &'static str) {
    change(paths::SIGNING_KEYS.to_owned(), ring, done);
}

fn change(url: String, ring: Ring, done: &'static str) {
    writes::act(Call::post(url, "{}".to_owned()), move |_| {
        toast::say(done);
        ring.since.set(clock::now());
    });
}

/// It can't be undone: it is asked first, and said what stays as it is.
fn ask_to_rotate(ring: Ring) {
    let what = [t::rotate_what(lang()), t::keys_stay(lang()), t::programs(lang()), t::for_good(lang())];
    ask(t::rotate_title(lang()), t::rotate(lang()), what.map(str::to_owned), move || make(ring, t::rotated(lang())));
}

fn ask_to_retire(id: &str, ring: Ring) {
    let words = [t::later_not(lang()), t::keys_stay(lang()), t::for_good(lang())];
    let [later, stay, good] = words.map(str::to_owned);
    let url = paths::retirement(id);
    ask(t::retire_title(lang()), t::retire(lang()), [t::retire_what(lang(), id), later, stay, good], move || {
        change(url.clone(), ring, t::was_retired(lang()));
    });
}

/// Says what happens, and does it when it is wanted.
fn ask(title: &str, yes: &'static str, what: [String; 4], act: impl Fn() + 'static) {
    dialog::open(title, move |closer| {
        let stay = closer.clone();
        let go = button::primary(yes).on("click", move |_| {
            closer.close();
            act();
        });
        let buttons = div("buttons").child(go).child(button::secondary(common::cancel(lang())).on("click", move |_| stay.close()));
        div("stack").child(what.map(|words| p("", &words))).child(buttons)
    });
}
