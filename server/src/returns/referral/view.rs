use eyelevel_contract::lang::Lang;
use eyelevel_contract::people::Installation;
use eyelevel_contract::requests::Request;
use eyelevel_contract::returns::{Referral, ReferralAnswer, ReferralState, Shared, SharedDevice};
use eyelevel_texts::{distributor_page as t, format, returns as words, words as called};
use maud::{Markup, html};

use super::form::{Typed, Wrong, value};
use crate::app::App;
use crate::calendar;
use crate::error::Result;
use crate::pages::{self, Page};

/// What the page is about.
pub(super) struct Shown {
    pub(super) lang: Lang,
    /// The page's address without and with its language.
    pub(super) base: String,
    pub(super) here: String,
    pub(super) vendor: Installation,
    pub(super) referral: Referral,
    pub(super) request: Request,
}

impl Shown {
    /// Where a form of the page goes.
    fn to(&self, part: &str) -> String {
        format!("{}/{part}{}", self.base, &self.here[self.base.len()..])
    }
}

/// The page as things stand; with what was typed, and what was wrong with it.
pub(super) fn page<'a>(app: &App, shown: &'a Shown, refused: Option<(&Typed, &Wrong)>) -> Result<Page<'a>> {
    let (lang, referral, vendor) = (shown.lang, &shown.referral, &shown.vendor.vendor);
    let (nothing, fine) = (Typed::new(), Wrong::default());
    let (typed, wrong) = refused.unwrap_or((&nothing, &fine));
    let partner = &referral.shared.partner;
    let day = |day| format::day(lang, day);
    let taken = referral.state == ReferralState::Taken;
    let body = html! {
        @if taken {
            h1 { (t::taken_title(lang, referral.by.map(day).unwrap_or_default())) }
            p.lead { (t::taken_lead(lang, partner, vendor, referral.answer.map_or("", |answer| called::referral_answer(lang, answer)))) }
            @if let Some(text) = &referral.text { p.muted { (text) } }
        } @else {
            h1 { (t::title(lang)) }
            p.lead { (t::lead(lang, vendor, &shown.request.number, partner)) }
            p { (t::until(lang, referral.answer_by.map(day).unwrap_or_default(), vendor, &shown.request.owner.name)) }
        }
        (what(shown))
        @if taken { (done(shown, typed, wrong)) } @else { (answer(app, shown, typed, wrong)?) }
        @if !shown.vendor.phone.is_empty() { p.muted { (eyelevel_texts::public_page::questions(lang.into(), &shown.vendor.phone)) } }
    };
    Ok(Page { lang: lang.into(), langs: pages::PORTAL, title: t::title(lang), vendor, here: &shown.base, head: html! {}, body })
}

/// Everything that was handed over, and nothing else.
fn what(shown: &Shown) -> Markup {
    let (lang, shared) = (shown.lang, &shown.referral.shared);
    let data = match shared.holds_data {
        Some(true) => t::yes(lang),
        Some(false) => t::no(lang),
        None => t::not_said(lang),
    };
    html! {
        section.card {
            h2 { (t::devices(lang)) }
            ul.pieces { @for device in &shared.devices { li { (one(lang, device)) } } }
            (fact(t::reason(lang), words::reason(lang, shared.reason)))
            @if !shared.description.is_empty() { (fact(t::description(lang), &shared.description)) }
            (fact(t::holds_data(lang), data))
            @if !shared.note.is_empty() { (fact(&t::note(lang, &shown.vendor.vendor), &shared.note)) }
            @if let Some(address) = recipient(shared) { (fact(t::recipient(lang), &address)) }
        }
        @if !shared.files.is_empty() {
            section.card {
                h2 { (t::pictures(lang)) }
                @for file in &shared.files {
                    p { img.picture src=(format!("{}/files/{}", shown.base, file.id)) alt=(t::picture(lang, &file.name)) loading="lazy"; }
                }
            }
        }
    }
}

/// One below the other: a narrow screen has no room for two beside each other.
fn fact(name: &str, value: &str) -> Markup {
    html! { p { span.muted.small { (name) } br; (value) } }
}

fn one(lang: Lang, device: &SharedDevice) -> Markup {
    html! {
        span {
            @if !device.product.is_empty() { (device.product) br; }
            (t::serial(lang, &device.serial))
            @if !device.fault.is_empty() { br; span.muted.small { (t::fault(lang, &device.fault)) } }
            @if !device.accessories.is_empty() { br; span.muted.small { (t::accessories(lang, &device.accessories)) } }
            @for step in &device.checklist { br; span.muted.small { (step.question) " " (words::tried(lang, step.answer)) } }
        }
    }
}

fn recipient(shared: &Shared) -> Option<String> {
    let to = shared.recipient.as_ref()?;
    let place = format!("{} {}", to.address.postal_code, to.address.city);
    let parts = [&to.name, &to.organisation, &to.address.street, &place, &to.address.country];
    Some(parts.into_iter().filter(|part| !part.trim().is_empty()).cloned().collect::<Vec<_>>().join(", "))
}

fn answer(app: &App, shown: &Shown, typed: &Typed, wrong: &Wrong) -> Result<Markup> {
    let lang = shown.lang;
    let today = calendar::today(app)?;
    Ok(html! {
        form.form method="post" action=(shown.to("answer")) {
            fieldset.field.radios aria-describedby=[wrong.answer.as_ref().map(|_| "answer-error")] {
                legend { (t::your_answer(lang)) }
                @for answer in ReferralAnswer::ALL {
                    @let (id, chosen) = (format!("answer-{answer}"), value(typed, "answer") == answer.word());
                    div.check {
                        input id=(id) type="radio" name="answer" value=(answer) required checked[chosen];
                        label for=(id) { (called::referral_answer(lang, *answer)) }
                    }
                }
                @if let Some(text) = &wrong.answer { p.field-error #answer-error { (text) } }
            }
            div.field {
                label for="by" { (t::by(lang)) }
                p.field-hint #by-hint { (t::by_hint(lang)) }
                input.input #by name="by" type="date" min=(today) value=(value(typed, "by")) aria-invalid=[wrong.by.as_ref().map(|_| "true")]
                    aria-describedby=(if wrong.by.is_some() { "by-error" } else { "by-hint" });
                @if let Some(text) = &wrong.by { p.field-error #by-error { (text) } }
            }
            (words_field(t::text(lang), &t::text_hint(lang, &shown.referral.shared.partner, &shown.vendor.vendor), typed, wrong))
            button.button.primary.wide type="submit" { (t::send(lang)) }
        }
    })
}

fn done(shown: &Shown, typed: &Typed, wrong: &Wrong) -> Markup {
    let lang = shown.lang;
    html! {
        form.form method="post" action=(shown.to("done")) {
            h2 { (t::done_question(lang)) }
            (words_field(t::done_text(lang), t::done_hint(lang), typed, wrong))
            button.button.primary.wide type="submit" { (t::done(lang)) }
        }
    }
}

fn words_field(label: &str, hint: &str, typed: &Typed, wrong: &Wrong) -> Markup {
    html! {
        div.field {
            label for="text" { (label) }
            p.field-hint #text-hint { (hint) }
            textarea.input #text name="text" rows="4" autocomplete="off" aria-invalid=[wrong.text.as_ref().map(|_| "true")]
                aria-describedby=(if wrong.text.is_some() { "text-error" } else { "text-hint" }) { (value(typed, "text")) }
            @if let Some(text) = &wrong.text { p.field-error #text-error { (text) } }
        }
    }
}
