//! The ladder on a request's page: who has it above its owner, what was answered, and that nobody was in time.

use eyelevel_contract::requests::{
    AnswerEscalation, Escalate, Escalation, Level, RequestPage,
    escalations::{can_answer, is_owed, to_level, validate_answer, validate_escalation},
    paths,
    rules::Action,
};
use eyelevel_texts::{escalations as t, progress};

use super::{
    actions::{Shown, instant},
    side::{card, fact},
};
use crate::{
    client::Call,
    clock,
    form_dialog::Content,
    i18n::{lang, moment},
    session,
    ui::{
        button,
        el::{El, div, el, p},
        field::Field,
        reactive::GetUntracked,
        status::{Tone, status},
    },
};
use eyelevel_contract::json::to_text;

/// The partner's button; what is in the way is said on it.
#[must_use]
pub(super) fn button(page: &RequestPage, shown: &Shown) -> Option<El> {
    if !shown.concerns(Action::Escalate) {
        return None;
    }
    let reached = reached(page);
    let level = to_level(&session::actor(), &shown.request, &reached);
    let shown = shown.clone();
    let why = button::why(level.map(drop));
    Some(button::explained(button::quiet(t::escalate(lang())), why, move || {
        if let Ok(level) = to_level(&session::actor(), &shown.request, &reached) {
            escalate(&shown, level);
        }
    }))
}

/// The levels that were reached for the clock that a level has, or that still runs: what came since its promise was made.
fn reached(page: &RequestPage) -> Vec<Level> {
    let request = &page.request;
    let held = page.escalations.iter().find(|one| one.over_at.is_none());
    let of_reply = held.map_or_else(|| request.reply.is_some() && !is_owed(request), |one| one.of_reply);
    let since = match &request.reply {
        Some(reply) if of_reply => reply.since,
        _ => request.promise.as_ref().map_or(0, |promise| promise.promised_at),
    };
    page.escalations.iter().filter(|one| one.at >= since && one.of_reply == of_reply).map(|one| one.level).collect()
}

fn escalate(shown: &Shown, level: Level) {
    let url = paths::verb(&shown.request.id, paths::ESCALATIONS);
    let owner = shown.request.owner.name.clone();
    shown.dialog(paths::ESCALATIONS, t::escalate_title(lang()), t::escalate(lang()), t::escalated_done(lang())).open(move |form| {
        let reason = form.value("reason", "");
        let whom = match level {
            Level::Lead => t::escalate_to_lead(lang(), &owner),
            Level::Management => t::escalate_to_management(lang(), &owner),
        };
        let fields = div("stack").child(p("", &whom)).child(Field::area(form, "reason", t::reason(lang()), reason, 4).view());
        Content::new(fields, move || {
            let body = Escalate { reason: reason.get_untracked() };
            validate_escalation(&body).map(|reason| Call::post(url.clone(), to_text(&Escalate { reason })))
        })
    });
}

/// What stands above the page while a level has the request: who, by when; what they answered; or that the last one was not in time.
#[must_use]
pub(super) fn notice(page: &RequestPage, shown: &Shown) -> Option<El> {
    let open = page.escalations.iter().rev().find(|one| one.over_at.is_none())?;
    let (name, level) = (open.person.name.as_str(), progress::level(lang(), open.level));
    let when = open.due_at.map(moment).unwrap_or_default();
    let answered_by = open.answered_by.as_ref().map_or(name, |by| by.name.as_str());
    let (tone, text) = match (open.missed_at, open.answered_at) {
        (Some(_), Some(_)) => (Tone::Late, t::missed_done(lang(), name, level, when)),
        (Some(_), None) => (Tone::Late, t::missed(lang(), name, level, when)),
        (None, Some(_)) => (Tone::Calm, t::answered(lang(), answered_by, level, when)),
        (None, None) => (Tone::Owed, t::has_it(lang(), name, level, when)),
    };
    let said = open.answer.as_deref().map(|answer| p("pre", answer));
    let silent = open.missed_at.is_some().then(|| {
        let call = open.phone.as_deref().map(|phone| {
            let number = el("a").attr("href", &["tel:", &phone.replace(' ', "")].concat()).child(phone);
            el("p").child(t::call(lang())).child(" ").child(number)
        });
        div("stack tight").child(p("", t::silent(lang()))).child(call).child(div("buttons").child(record(page)))
    });
    let answer = can_answer(&session::actor(), open).is_ok().then(|| {
        // Of a message nothing more is owed than the answer.
        let (shown, id, owed) = (shown.clone(), open.id.clone(), is_owed(&page.request) && !open.of_reply);
        button::explained(button::primary(t::answer(lang())), None, move || answer(&shown, &id, owed))
    });
    let head = el("strong").child(text.as_str());
    Some(
        div("notice stack tight")
            .attr("data-tone", tone.word())
            .child(head)
            .child(said)
            .child(silent)
            .child(answer.map(|button| div("buttons").child(button))),
    )
}

fn answer(shown: &Shown, escalation: &str, owed: bool) {
    let url = paths::escalation_answer(&shown.request.id, escalation);
    shown.dialog("escalation-answer", t::answer_title(lang()), t::answer_send(lang()), t::answered_toast(lang())).open(move |form| {
        let answer = form.value("answer", "");
        let (day, time) = (form.value("until", ""), form.value("time", "16:00"));
        let when = owed.then(|| {
            div("fields")
                .child(Field::date(form, "until", t::until_day(lang()), day).view())
                .child(Field::time(form, "time", t::until_time(lang()), time).view())
        });
        let fields = div("stack").child(Field::area(form, "answer", t::answer_text(lang()), answer, 4).view()).child(when);
        Content::new(fields, move || {
            let until = instant(&day.get_untracked(), &time.get_untracked());
            let body = AnswerEscalation { answer: answer.get_untracked(), until: until.filter(|_| owed) };
            let said = validate_answer(&body, owed, clock::now())?;
            Ok(Call::post(url.clone(), to_text(&AnswerEscalation { answer: said.answer, until: said.until })))
        })
    });
}

/// Every level that was reached, and the way to the whole record.
#[must_use]
pub(super) fn all(page: &RequestPage) -> Option<El> {
    if page.escalations.is_empty() {
        return None;
    }
    let rows: Vec<_> = page.escalations.iter().map(row).collect();
    Some(card(t::title(lang()), el("dl").class("facts").child(rows)).child(div("buttons").child(record(page))))
}

fn row(one: &Escalation) -> [El; 2] {
    let from = match &one.by {
        Some(by) => t::by_partner(lang(), &by.name, moment(one.at)),
        None => t::by_portal(lang(), moment(one.at)),
    };
    let tone = match (one.missed_at, one.answered_at.or(one.over_at)) {
        (Some(_), _) => Tone::Late,
        (None, Some(_)) => Tone::Calm,
        (None, None) => Tone::Owed,
    };
    let name = [&one.person.name, " (", progress::level(lang(), one.level), ")"].concat();
    fact(&name, div("stack tight").child(p("small", &from)).child(status(tone, progress::escalation_status(lang(), one))))
}

/// Everything on paper.
fn record(page: &RequestPage) -> El {
    let url = [&paths::verb(&page.request.id, paths::RECORD), "?lang=", lang().word()].concat();
    button::link("button quiet small", &url, t::record(lang())).attr("download", "")
}
