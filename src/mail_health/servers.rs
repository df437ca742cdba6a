//! The servers, and what became of the last day's mails.

use eyelevel_contract::mail_health::{MailHealth, MailServer, Unsent};
use eyelevel_texts::{format, mail_health as t};

use super::words;
use crate::{
    i18n::{lang, timestamp},
    ui::{
        el::{El, div, el, p, span},
        status::{Tone, status},
        table::{Column, cell, row, table},
    },
};

fn section(title: &str) -> El {
    el("section").class("stack").child(el("h2").child(title))
}

pub(super) fn servers(health: &MailHealth) -> El {
    let section = section(t::servers(lang()));
    if health.servers.is_empty() {
        return section.child(p("", t::no_servers(lang())));
    }
    let columns = [t::server(lang()), t::state(lang()), t::last_sent(lang()), t::last_failed(lang())];
    let at = |at: Option<i64>| at.map_or_else(|| t::never(lang()).to_owned(), timestamp);
    let line = |server: &MailServer| {
        row([
            cell(columns[0], span("server-name", &server.name)),
            cell(columns[1], state(server)),
            cell(columns[2], at(server.ok_at)),
            cell(columns[3], at(server.failed_at)),
        ])
    };
    let rows = health.servers.iter().map(line).collect();
    let limit = health.limit.map(|limit| p("muted small", &t::limit(lang(), limit)));
    section
        .child(p("muted", t::servers_lead(lang())))
        .child(table("mail-servers", t::servers(lang()), columns.map(Column::plain).into(), rows))
        .child(limit)
}

fn state(server: &MailServer) -> El {
    let (tone, words) = match (server.error, server.rests_until) {
        (Some(class), Some(until)) => (Tone::Late, t::rests(lang(), timestamp(until), words::class(class))),
        (Some(class), None) => (Tone::Owed, t::failing(lang(), words::class(class))),
        (None, _) if server.ok_at.is_none() => (Tone::Calm, t::unasked(lang()).to_owned()),
        (None, _) => (Tone::Good, t::well(lang()).to_owned()),
    };
    let code = server.status.as_deref().map(|code| span("muted small", code));
    div("stack cell").child(status(tone, &words)).child(code)
}

pub(super) fn mails(health: &MailHealth) -> El {
    let waiting = match (health.waiting, health.waits_since) {
        (0, _) | (_, None) => t::nothing_waits(lang()).to_owned(),
        (n, Some(since)) => [t::waiting(lang(), n).as_str(), ", ", &t::waits_since(lang(), timestamp(since))].concat(),
    };
    let figures = [waiting.as_str(), "; ", &t::sent(lang(), health.sent), "."].concat();
    let section = section(t::figures(lang())).child(p("", &figures));
    if health.unsent.is_empty() {
        return section.child(p("muted", t::all_sent(lang())));
    }
    let columns = [t::reason(lang()), t::code(lang()), t::mails(lang()), t::then(lang())];
    let line = |unsent: &Unsent| {
        let then = if unsent.over { t::given_up(lang()) } else { t::tried_again(lang()) };
        row([
            cell(columns[0], words::class(unsent.class)),
            cell(columns[1], unsent.status.as_deref().unwrap_or("–")),
            cell(columns[2], format::integer(lang(), unsent.mails)),
            cell(columns[3], then),
        ])
    };
    let rows = health.unsent.iter().map(line).collect();
    section.child(el("h3").child(t::unsent(lang()))).child(table(
        "mails-unsent",
        t::unsent(lang()),
        columns.map(Column::plain).into(),
        rows,
    ))
}
