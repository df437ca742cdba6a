//! All deliveries, one row a recipient: under way, and ended.

use std::rc::Rc;

use eyelevel_contract::{
    deliveries::{Delivery, Status, paths, rules::can_import},
    page::Page,
    requests::paths::page as request_page,
};
use eyelevel_texts::{deliveries as t, words};

use super::recipients::tone;
use crate::{
    filters,
    i18n::{date, day_of, lang},
    reads, router, session,
    ui::{
        button,
        el::{El, div, el, span},
        empty::empty,
        loaded::Loaded,
        status::{Tone, status},
        table::{Column, cell, row, table},
    },
};

/// The tab of what has ended, as the API's filter.
const ENDED: &str = "false";
/// The tab of what needs somebody.
const ATTENTION: &str = "attention";

fn ended() -> bool {
    router::param("open").is_some_and(|open| open == ENDED)
}

/// Only what needs somebody.
fn attention() -> bool {
    router::param("open").is_some_and(|open| open == ATTENTION)
}

pub(super) fn page(_: &str) -> El {
    router::title(t::title(lang()));
    let list: Loaded<Page<Delivery>> = reads::read(|| {
        let cursor = router::param("cursor").unwrap_or_default();
        let (open, attention) = match (ended(), attention()) {
            (true, _) => (ENDED, ""),
            // What can't be found has ended, and needs somebody all the same.
            (_, true) => ("", "true"),
            _ => ("true", ""),
        };
        filters::address(paths::DELIVERIES, &[("open", open), ("attention", attention), ("cursor", &cursor)])
    });
    let actor = session::actor();
    let mut options = vec![("", t::under_way(lang())), (ENDED, t::ended(lang()))];
    if actor.is_vendor() {
        options.insert(1, (ATTENTION, t::attention_all(lang())));
    }
    let tabs = filters::tabs(paths::PAGE, t::tabs(lang()), "open", &options);
    let filters = div("filters").child(tabs).child(filters::search(paths::PAGE, t::search(lang())));
    let import = can_import(&actor).is_ok().then(|| button::link("button quiet", paths::IMPORT_PAGE, t::import(lang())));
    let head = div("page-head").child(el("h1").child(t::title(lang()))).child(import);
    let shown = list.show(6, |page: &Rc<Page<Delivery>>| rows(page));
    let busy = move || list.is_stale().then(|| "true".to_owned());
    let stack = div("stack").bind("aria-busy", busy).child(shown);
    div("page").child(head).child(filters).child(list.age()).child(stack)
}

fn rows(page: &Page<Delivery>) -> El {
    if page.items.is_empty() {
        return match (router::param("q"), ended()) {
            (Some(_), _) => empty(t::none_found(lang()), button::link("button", paths::PAGE, t::show_all(lang()))),
            (None, false) if attention() => empty(t::none_attention(lang()), None::<El>),
            (None, true) => empty(t::none_ended(lang()), None::<El>),
            (None, false) => empty(t::none_under_way(lang()), None::<El>),
        };
    }
    let vendor = session::actor().is_vendor();
    let mut columns = vec![t::recipient(lang()), t::status(lang()), t::arrival(lang()), t::carrier(lang()), t::request(lang())];
    if vendor {
        columns.push(t::for_partner(lang()));
    }
    columns.push(t::sent_on(lang()));
    let columns = columns.into_iter().map(Column::plain).collect();
    let lines = page.items.iter().map(|delivery| line(delivery, vendor)).collect();
    let class = if vendor { "deliveries-table for-vendor" } else { "deliveries-table" };
    let table = table(class, t::title(lang()), columns, lines);
    div("stack").child(table).child(filters::pages(paths::PAGE, page.next.as_deref()))
}

fn line(d: &Delivery, vendor: bool) -> El {
    let who = el("a").attr("href", &paths::page(&d.id)).child(d.recipient.as_str());
    let organisation = (!d.organisation.is_empty()).then(|| span("small muted", &d.organisation));
    let request = el("a").attr("href", &request_page(d.request_kind, &d.request_id)).child(d.request_number.as_str());
    let subject = span("small muted", &d.subject);
    let first = super::later_than_said(d.status, d.first_arrives_on, d.arrives_on, d.late_because).map(|words| span("small muted", &words));
    row([
        cell(t::recipient(lang()), div("stack cell").child(who).child(organisation)),
        cell(t::status(lang()), div("stack cell").child(status(tone(d.status), words::status(lang(), d.status))).child(troubles(d))),
        cell(t::arrival(lang()), div("stack cell").child(arrival(d)).child(first)),
        cell(t::carrier(lang()), parcel(d)),
        cell(t::request(lang()), div("stack cell").child(request).child(subject)),
    ])
    .child(vendor.then(|| cell(t::for_partner(lang()), d.partner.as_str())))
    .child(cell(t::sent_on(lang()), span("muted", &date(day_of(d.shipped_at)))))
}

/// What is the matter with it.
pub(super) fn troubles(d: &Delivery) -> Vec<El> {
    d.troubles.iter().map(|trouble| status(Tone::Late, words::trouble(lang(), *trouble))).collect()
}

/// When it comes, as long as it has not come.
fn arrival(d: &Delivery) -> String {
    match d.status {
        Status::Confirmed | Status::Delivered => t::came(lang()).to_owned(),
        _ => super::delivery_comes(d).unwrap_or_default(),
    }
}

/// The carrier and the number; a link where the carrier has a page for it.
pub(super) fn parcel(d: &Delivery) -> El {
    let words = t::parcel(lang(), words::carrier(lang(), d.carrier), &d.number);
    match &d.track_url {
        Some(url) => el("a").attr("href", url).attr("target", "_blank").attr("rel", "noopener noreferrer").child(words),
        None => span("", words.trim_end()),
    }
}
