//! One delivery: what is in it, where it is, what happened, and what can be done for its recipient.

use std::rc::Rc;

use eyelevel_contract::{
    deliveries::{Delivery, DeliveryPage, Piece, RecipientStatus, Status, StatusChange, carriers::Carrier, countable, paths, rules},
    requests::{RequestPage, paths as requests},
};
use eyelevel_texts::{deliveries as t, words};

use super::{
    changes, dialogs,
    list_page::parcel,
    recipients::{can_do, tone},
};
use crate::{
    i18n::{country, lang, timestamp},
    reads,
    requests::{
        actions::Shown,
        side::{card, fact},
    },
    router, session,
    ui::{
        button,
        el::{El, div, dynamic, el, nothing, p, span},
        loaded::Loaded,
        status::{Tone, status},
        table::{Column, cell, row, table},
        timeline::{Entry, timeline},
    },
};

pub(super) fn page(id: &str) -> El {
    router::title(t::title(lang()));
    let url = paths::one(id);
    let delivery: Loaded<DeliveryPage> = reads::read(move || url.clone());
    // Who may act for a recipient depends on who asked for it.
    let request: Loaded<RequestPage> =
        reads::read(move || delivery.get().map_or_else(String::new, |page| requests::one(&page.delivery.request_id)));
    let shown = delivery.show_headed(6, move |page: &Rc<DeliveryPage>| view(page, delivery, request));
    div("page").child(delivery.age()).child(shown)
}

fn view(page: &Rc<DeliveryPage>, delivery: Loaded<DeliveryPage>, request: Loaded<RequestPage>) -> El {
    let DeliveryPage { delivery: d, recipient } = &**page;
    let title = t::to(lang(), &recipient.name);
    router::title(&title);
    let link = el("a").attr("href", &requests::page(d.request_kind, &d.request_id)).child([&d.request_number, ", ", &d.subject].concat());
    let place = div("request-where").child(link);
    let tone = tone(d.status);
    let (says, state) = (headline(d), words::status(lang(), d.status));
    // The state is said once.
    let more = (says != state && d.status != Status::Confirmed).then(|| status(tone, state));
    let now = div("promise").attr("data-tone", tone.word()).child(p("promise-text", &says)).child(more);
    let acting = Rc::clone(page);
    let actions = dynamic(move || match request.get() {
        Some(page) => {
            let changed = Rc::new(move || {
                delivery.again();
                request.again();
            });
            {
                let shown = Shown { request: Rc::new(page.request.clone()), changed };
                div("stack").child(changes::proposed(&acting.recipient, &shown)).child(can_do(&acting.recipient, true, &shown))
            }
        }
        None => nothing(),
    });
    let first = super::later_than_said(d.status, d.first_arrives_on, d.arrives_on, d.late_because).map(|words| p("muted", &words));
    let care = Rc::clone(page);
    let matter = dynamic(move || match request.get() {
        Some(page) if !care.delivery.troubles.is_empty() => {
            let changed = Rc::new(move || {
                delivery.again();
                request.again();
            });
            matter(&care.delivery, &Shown { request: Rc::new(page.request.clone()), changed })
        }
        _ => nothing(),
    });
    let head =
        div("request-head").child(place).child(el("h1").child(title)).child(now).child(first).child(matter).child(div("").child(actions));
    let happened =
        el("section").class("stack").child(el("h2").child(t::history(lang()))).child(timeline(t::history(lang()), history(recipient)));
    let contents = if by_mail(d) { mailed(recipient) } else { contents(recipient) };
    let main = div("stack").child(contents).child(happened);
    let beside = el("aside").class("stack").attr("aria-label", t::details(lang())).child(details(d, recipient));
    div("stack").child(head).child(div("columns").child(main).child(beside))
}

/// What is the matter, and for the vendor the next step.
fn matter(d: &Delivery, shown: &Shown) -> El {
    let vendor = session::actor().is_vendor();
    let lines = d.troubles.iter().map(|trouble| {
        let step = vendor.then(|| p("", words::trouble_step(lang(), *trouble)));
        div("stack tight").child(el("strong").class("sentence").child(words::trouble(lang(), *trouble))).child(step)
    });
    let (id, shown) = (d.id.clone(), shown.clone());
    let care = rules::can_take_care(&session::actor(), &shown.request).is_ok().then(|| {
        let care = button::secondary(t::take_care(lang())).on("click", move |_| dialogs::take_care(&id, &shown));
        div("buttons").child(care)
    });
    div("notice").attr("data-tone", "late").child(lines.collect::<Vec<_>>()).child(care)
}

fn headline(d: &Delivery) -> String {
    match d.status {
        Status::Confirmed => t::came_confirmed(lang()).to_owned(),
        Status::Delivered => t::came(lang()).to_owned(),
        status => super::delivery_comes(d).unwrap_or_else(|| words::status(lang(), status).to_owned()),
    }
}

fn contents(recipient: &RecipientStatus) -> El {
    let pieces = recipient.parcel.as_ref().map(|parcel| parcel.pieces.as_slice()).unwrap_or_default();
    let line = |piece: &Piece| {
        let serials = if piece.serials.is_empty() { t::no_serials(lang()).to_owned() } else { piece.serials.join(", ") };
        row([
            cell(t::piece(lang()), piece.name.as_str()),
            cell(t::quantity(lang()), piece.quantity.to_string()),
            cell(t::serial(lang()), span("serials", &serials)),
        ])
    };
    let columns = [t::piece(lang()), t::quantity(lang()), t::serial(lang())].map(Column::plain);
    let table = table("pieces-table", t::contents(lang()), columns.into_iter().collect(), pieces.iter().map(line).collect());
    el("section").class("stack tight").child(el("h2").child(t::contents(lang()))).child(table)
}

fn by_mail(d: &Delivery) -> bool {
    d.carrier == Carrier::Mail
}

/// What a mail brought is neither counted nor numbered.
fn mailed(recipient: &RecipientStatus) -> El {
    let pieces = recipient.parcel.iter().flat_map(|parcel| &parcel.pieces).map(|piece| el("li").child(piece.name.as_str()));
    let list = el("ul").child(pieces.collect::<Vec<_>>());
    el("section").class("stack tight").child(el("h2").child(t::contents(lang()))).child(list)
}

/// What was said of the pieces, and in words.
fn said_in_words(recipient: &RecipientStatus, change: &StatusChange) -> Option<String> {
    let pieces = words::pieces(lang(), &change.pieces, countable(recipient.parcel.as_ref()));
    let parts: Vec<&str> = [Some(pieces.as_str()), change.note.as_deref()].into_iter().flatten().filter(|part| !part.is_empty()).collect();
    (!parts.is_empty()).then(|| parts.join("\n"))
}

fn history(recipient: &RecipientStatus) -> impl Iterator<Item = Entry> {
    recipient.history.iter().enumerate().map(|(i, change)| Entry {
        id: ["change-", &i.to_string()].concat(),
        when: timestamp(change.at),
        what: super::change(change),
        text: said_in_words(recipient, change),
        look: match tone(change.status) {
            Tone::Good => "good",
            Tone::Late => "late",
            Tone::Calm | Tone::Owed => "event",
        },
        mark: None,
    })
}

fn details(d: &Delivery, r: &RecipientStatus) -> El {
    let a = &r.address;
    let lines = [&r.name, &r.organisation, &a.street, &[&a.postal_code, " ", &a.city].concat(), &country(&a.country)];
    let address = lines.into_iter().filter(|line| !line.trim().is_empty()).map(String::as_str).collect::<Vec<_>>().join("\n");
    let language = words::page_lang(lang(), r.lang);
    let mut facts = vec![
        fact(t::address(lang()), span("pre", &address)),
        fact(t::email(lang()), span("", r.email.as_deref().unwrap_or(t::no_email(lang())))),
    ];
    facts.extend(r.phone.as_deref().map(|phone| fact(t::phone(lang()), span("", phone))));
    facts.push(fact(t::language(lang()), span("", language)));
    if !by_mail(d) {
        facts.push(fact(t::carrier(lang()), parcel(d)));
    }
    facts.push(fact(t::shipped(lang()), span("", &timestamp(d.shipped_at))));
    card(t::details(lang()), el("dl").class("facts").child(facts))
}
