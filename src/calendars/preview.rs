//! What would be promised: asked of the server a moment after something was typed, by the calendar and the policy as they stand in the forms.

use core::cell::RefCell;
use std::rc::Rc;

use eyelevel_contract::{
    calendars::{Preview, PreviewWish, first_policies, paths, policy_for},
    civil::Date,
    json::{from_text, to_text},
    requests::{Kind, Severity},
};
use eyelevel_texts::{calendar_page as t, severities as ts};

use super::{model::Model, policies};
use crate::{
    client::Call,
    clock,
    i18n::{day_of, lang, moment},
    requests::severity,
    task,
    ui::{
        el::{El, div, dynamic, el, p},
        field::Field,
        form::Form,
        reactive::{Get, RwSignal, Var, effect},
    },
};

/// Milliseconds after the last letter.
const PAUSE: u32 = 350;

/// What is asked, and what was answered.
#[derive(Clone, Copy)]
pub(super) struct Seen {
    day: RwSignal<String>,
    time: RwSignal<String>,
    kind: RwSignal<String>,
    severity: RwSignal<String>,
    tier: RwSignal<String>,
    /// None while something does not fit.
    pub(super) answer: Var<Option<Preview>>,
}

impl Seen {
    /// Follows both forms: a request on the next Friday, 16:40, to begin with.
    pub(super) fn follow(calendar: &Model, policies: &policies::Model) -> Self {
        let today = day_of(clock::now());
        let friday = today.plus_days((4 - i64::from(today.weekday())).rem_euclid(7));
        let value = |text: &str| RwSignal::new(text.to_owned());
        let (day, time) = (value(&friday.to_string()), value("16:40"));
        let seen = Self {
            day,
            time,
            kind: value(Kind::DemoKit.word()),
            severity: value(Severity::Normal.word()),
            tier: value(""),
            answer: Var::new(None),
        };
        let (calendar, policies, asked) = (calendar.clone(), policies.clone(), Rc::new(RefCell::new(String::new())));
        effect(move || {
            let Some(wish) = seen.wish(&calendar, &policies) else { return seen.answer.set(None) };
            let body = to_text(&wish);
            asked.borrow_mut().clone_from(&body);
            let asked = Rc::clone(&asked);
            task::after(PAUSE, move || {
                if *asked.borrow() == body {
                    task::spawn(ask(seen.answer, Rc::clone(&asked), body.clone()));
                }
            });
        });
        seen
    }

    fn wish(self, calendar: &Model, policies: &policies::Model) -> Option<PreviewWish> {
        // Every signal is read, whatever is wrong with the others.
        let (calendar, policies) = (calendar.edit(), policies.edit());
        let (day, time) = (self.day.get().parse::<Date>(), self.time.get());
        let kind = Kind::from_word(&self.kind.get())?;
        let (severity, tier) = (severity::of(self.severity), self.tier.get());
        let minute = time.split_once(':').and_then(|(hour, minute)| Some(hour.parse::<i64>().ok()? * 60 + minute.parse::<i64>().ok()?))?;
        // The calendar is shown though a policy is not whole yet.
        let policies = policies.map_or_else(|_| first_policies(), |edit| edit.policies);
        let policy = policy_for(&policies, kind, severity, tier.trim())?;
        Some(PreviewWish { calendar: calendar.ok()?, day: day.ok()?, minute, policy })
    }
}

async fn ask(answer: Var<Option<Preview>>, asked: Rc<RefCell<String>>, body: String) {
    let said = Call::post(paths::PREVIEW, body.clone()).send().await;
    // The page may be gone by now: `update` does nothing then.
    if *asked.borrow() == body {
        answer.update(|now| *now = said.ok().and_then(|text| from_text::<Preview>(&text)));
    }
}

/// The card: when a request would come, and by when it would be promised.
pub(super) fn card(seen: &Seen, rows: &policies::Model) -> El {
    let (seen, form, rows) = (*seen, Form::new(), rows.clone());
    let day = Field::date(form, "day", t::on_day(lang()), seen.day);
    let time = Field::time(form, "time", t::at_time(lang()), seen.time);
    let kind = Field::select(form, "kind", t::kind(lang()), seen.kind, policies::kinds());
    let severity = Field::select(form, "severity", ts::severity(lang()), seen.severity, severity::names());
    let tiers = move || {
        let mut all = vec![(String::new(), t::everybody(lang()).to_owned())];
        for row in rows.rows.get().iter() {
            let tier = row.value("tier").get().trim().to_owned();
            if !tier.is_empty() && !all.iter().any(|(known, _)| *known == tier) {
                all.push((tier.clone(), tier));
            }
        }
        all
    };
    let tier = Field::select_from(form, "tier", t::tier(lang()), seen.tier, tiers);
    let said = dynamic(move || match &*seen.answer.get() {
        None => p("muted", t::preview_waits(lang())),
        Some(preview) => div("stack tight")
            .child(p("promised", &t::would_decide(lang(), moment(preview.at), moment(preview.decision))))
            .child(p("muted", &t::would_fulfil(lang(), moment(preview.fulfilment))))
            .child(p("muted", &t::would_answer(lang(), moment(preview.answer)))),
    });
    el("section")
        .class("card")
        .attr("aria-label", t::preview(lang()))
        .child(el("h2").child(t::preview(lang())))
        .child(div("fields").child(day.view()).child(time.view()).child(kind.view()).child(severity.view()).child(tier.view()))
        .child(div("").attr("role", "status").child(said))
}
