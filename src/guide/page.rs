use eyelevel_contract::{
    board,
    calendars::paths::PAGE as CALENDARS,
    demo_kits::paths::ITEM_FORM,
    guide::{Guide, GuideStep, PATH, Step, StepState, can_see_guide},
    lang::Lang,
    mail_health::paths::PAGE as MAIL,
    people::paths::{ORGANISATIONS_PAGE, PEOPLE_PAGE},
    requests::paths::PAGE as REQUESTS,
};
use eyelevel_texts::guide_page as t;

use crate::{
    i18n::lang,
    reads, router, session,
    ui::{
        button,
        el::{El, div, el, p},
        empty::empty,
        loaded::Loaded,
        status::{Tone, status},
    },
};

pub(super) fn page(_: &str) -> El {
    router::title(t::title(lang()));
    let head = el("h1").child(t::title(lang()));
    if let Some(why) = button::why(can_see_guide(&session::actor())) {
        return div("page").child(head).child(empty(&why, None::<El>));
    }
    let guide: Loaded<Guide> = reads::read(|| PATH.to_owned());
    let head = div("stack tight").child(head).child(p("muted", t::lead(lang())));
    div("page").child(head).child(guide.age()).child(div("stack").child(guide.show(7, |guide| steps(guide))))
}

fn steps(guide: &Guide) -> El {
    let progress = p("", &t::progress(lang(), guide.done, guide.needed)).attr("role", "status");
    let list = el("ol").class("stack").child(guide.steps.iter().map(|step| line(step, guide)).collect::<Vec<_>>());
    div("stack").child(progress).child(turn(guide)).child(list)
}

/// Whose turn it is, where it is not the vendor's.
fn turn(guide: &Guide) -> Option<El> {
    if guide.done == guide.needed {
        let ready = div("notice").attr("data-tone", "good").child(t::ready(lang()));
        return Some(ready.child(button::link("button", board::PAGE, t::to_board(lang()))));
    }
    guide.next.is_none().then(|| div("notice").child(t::theirs(lang())))
}

fn line(one: &GuideStep, guide: &Guide) -> El {
    let words = words(one.step);
    let (tone, word) = match (one.state, one.optional) {
        (StepState::Done, _) => (Tone::Good, t::done(lang())),
        (StepState::Open, true) => (Tone::Calm, t::optional(lang())),
        (StepState::Open, false) => (Tone::Owed, t::open(lang())),
        (StepState::Waiting, _) => (Tone::Calm, t::waiting(lang())),
    };
    let head = div("section-head").child(el("h2").child((words.title)(lang()))).child(status(tone, word));
    let class = if guide.next == Some(one.step) { "button primary" } else { "button" };
    let href = match &guide.partner_id {
        Some(id) if one.step == Step::Person => [PEOPLE_PAGE, "?organisation=", id].concat(),
        _ => words.href.to_owned(),
    };
    let means = (one.state != StepState::Done).then(|| p("muted", (words.means)(lang())));
    let step = (one.state == StepState::Open).then(|| div("row").child(button::link(class, &href, (words.step)(lang()))));
    el("li").class("card").attr("data-state", one.state.word()).child(head).child(means).child(step)
}

/// A step's title, what it is for, and where it is done.
struct Words {
    title: fn(Lang) -> &'static str,
    means: fn(Lang) -> &'static str,
    step: fn(Lang) -> &'static str,
    href: &'static str,
}

const fn words(step: Step) -> Words {
    match step {
        Step::Mail => Words { title: t::mail, means: t::mail_means, step: t::mail_do, href: MAIL },
        Step::Colleague => Words { title: t::colleague, means: t::colleague_means, step: t::colleague_do, href: PEOPLE_PAGE },
        Step::Calendar => Words { title: t::calendar, means: t::calendar_means, step: t::calendar_do, href: CALENDARS },
        Step::Catalogue => Words { title: t::catalogue, means: t::catalogue_means, step: t::catalogue_do, href: ITEM_FORM },
        Step::Partner => Words { title: t::partner, means: t::partner_means, step: t::partner_do, href: ORGANISATIONS_PAGE },
        Step::Person => Words { title: t::person, means: t::person_means, step: t::person_do, href: PEOPLE_PAGE },
        Step::Request => Words { title: t::request, means: t::request_means, step: t::request_do, href: REQUESTS },
    }
}
