//! A return in a distributor's hands: to whom it is handed, what went out, what they said; and the requester's word before anything goes out.

use std::rc::Rc;

use eyelevel_contract::{
    deliveries::rules::can_act_for_recipients,
    json::{from_text, to_text},
    returns::{
        AnswerReferral, Distributor, Refer, Referral, ReferralState, Return, Shared, SharedDevice, TakeBack, needs_consent, paths,
        pictures, validate_referral, validate_take_back,
    },
};
use eyelevel_texts::{return_form as tf, return_page as t, returns as words, words as tw};

use super::devices;
use crate::{
    client::Call,
    form_dialog::Content,
    i18n::{day, lang, timestamp},
    requests::{actions::Shown, side::card},
    session,
    ui::{
        button,
        el::{El, div, el, p, text},
        field::Field,
        form::Form,
        reactive::{Get, GetUntracked},
        status::{Tone, status},
        toast,
    },
    writes,
};

/// Every time that it was handed to a distributor, or was to be; the last one first.
pub(super) fn cards(thing: &Return, shown: &Shown) -> Vec<El> {
    thing.referrals.iter().rev().map(|referral| one(referral, shown)).collect()
}

fn one(referral: &Referral, shown: &Shown) -> El {
    let tone = match referral.state {
        ReferralState::Proposed | ReferralState::Handed | ReferralState::Taken => Tone::Owed,
        ReferralState::Needs | ReferralState::NotCovered => Tone::Late,
        ReferralState::Done => Tone::Good,
        ReferralState::Refused | ReferralState::TakenBack => Tone::Calm,
    };
    let whom = t::referral_to(lang(), &referral.agent.name, &referral.distributor.name);
    let head = div("stack tight").child(el("strong").child(whom)).child(status(tone, words::referral(lang(), referral.state)));
    let handed = referral.handed_at.is_some();
    let title = if handed { t::shared_what(lang()) } else { t::would_share(lang()) };
    let open = referral.state == ReferralState::Proposed;
    let shares = el("details").child(el("summary").child(title)).child(shares(&referral.shared));
    let shares = if open { shares.attr("open", "") } else { shares };
    card(t::referral(lang()), head).child(history(referral)).child(shares).child(open.then(|| consent(referral, shown)))
}

/// What happened, in sentences.
fn history(referral: &Referral) -> El {
    let mut said = vec![t::proposed_by(lang(), &referral.asked_by.name, timestamp(referral.asked_at))];
    match (&referral.agreed_by, referral.agreed_at) {
        (Some(who), Some(at)) if referral.state == ReferralState::Refused => said.push(t::refused_by(lang(), &who.name, timestamp(at))),
        (Some(who), Some(at)) => said.push(t::agreed_by(lang(), &who.name, timestamp(at))),
        _ if referral.in_advance => said.push(t::agreed_in_advance(lang()).to_owned()),
        _ => {}
    }
    said.extend(referral.handed_at.map(|at| t::handed_at(lang(), timestamp(at))));
    if referral.state == ReferralState::Handed {
        said.extend(referral.answer_by.map(|by| t::answer_by(lang(), day(by))));
    }
    let answer = referral.answer.map(|answer| el("strong").child(tw::referral_answer(lang(), answer)));
    let by = referral.by.map(|by| p("", &t::done_by(lang(), day(by))));
    let text = |text: &Option<String>| text.as_ref().map(|text| p("pre", text));
    let ended = referral.ended_at.map(|at| p("small muted", &t::ended_at(lang(), timestamp(at))));
    let lines = said.iter().map(|line| p("small muted", line)).collect::<Vec<_>>();
    div("stack tight").child(answer).child(by).child(text(&referral.text)).child(lines).child(ended).child(text(&referral.ending))
}

/// Everything that goes out, and nothing else does.
fn shares(shared: &Shared) -> El {
    let line = |text: String| el("li").child(text);
    let mut lines = vec![line(t::shares_for(lang(), &shared.partner))];
    lines.extend(shared.devices.iter().map(|one| line(device(one))));
    lines.push(line(t::shares_reason(lang(), words::reason(lang(), shared.reason))));
    if !shared.description.is_empty() {
        lines.push(line([tf::description(lang()), " ", &shared.description].concat()));
    }
    let data = match shared.holds_data {
        Some(true) => tf::yes(lang()),
        Some(false) => tf::no(lang()),
        None => t::not_said(lang()),
    };
    lines.push(line(t::shares_data(lang(), data)));
    lines.extend(shared.files.iter().map(|file| line(t::shares_picture(lang(), &file.name))));
    if !shared.note.is_empty() {
        lines.push(line(t::shares_note(lang(), &shared.note)));
    }
    lines.extend(shared.recipient.as_ref().map(|to| {
        let place = [&to.address.postal_code, " ", &to.address.city].concat();
        let parts = [&to.name, &to.organisation, &to.address.street, &place, &to.address.country];
        let address: Vec<&str> = parts.into_iter().map(String::as_str).filter(|part| !part.trim().is_empty()).collect();
        line(t::shares_recipient(lang(), address.join(", ")))
    }));
    el("ul").class("small").child(lines)
}

fn device(one: &SharedDevice) -> String {
    let parts = [&one.product, &one.serial, &one.fault, &one.accessories].map(String::clone);
    let tried = one.checklist.iter().map(devices::answered);
    parts.into_iter().chain(tried).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// The requester's word. Everybody else reads that it is waited for.
fn consent(referral: &Referral, shown: &Shown) -> Option<El> {
    if !session::actor().is_partner() {
        return None;
    }
    let why = button::why(can_act_for_recipients(&session::actor(), &shown.request));
    let answer = |button: El, agreed: bool| {
        let (url, changed) = (paths::referral(&shown.request.id, &referral.id), Rc::clone(&shown.changed));
        button::explained(button, why.clone(), move || {
            let changed = Rc::clone(&changed);
            writes::act(Call::post(url.clone(), to_text(&AnswerReferral { agreed })), move |_| {
                toast::say(t::answered_referral(lang()));
                changed();
            });
        })
    };
    let yes = answer(button::primary(t::agree_handed(lang())), true);
    Some(div("buttons").child(yes).child(answer(button::secondary(t::refuse_handed(lang())), false)))
}

/// Who there is, is read before the dialog opens.
pub(super) fn refer(thing: &Rc<Return>, shown: &Shown) {
    let (thing, shown) = (Rc::clone(thing), shown.clone());
    writes::act(Call::get(paths::DISTRIBUTORS.to_owned()), move |text| {
        let all = from_text::<Vec<Distributor>>(text).unwrap_or_default();
        if all.is_empty() {
            toast::say(t::no_distributors(lang()));
            return;
        }
        let url = paths::verb(&shown.request.id, paths::REFERRALS);
        let thing = Rc::clone(&thing);
        let dialog = shown.dialog("refer", t::refer(lang()), t::refer_ask(lang()), t::referred(lang()));
        dialog.open(move |form| content(form, &thing, all, url));
    });
}

fn content(form: Form, thing: &Rc<Return>, mut all: Vec<Distributor>, url: String) -> Content {
    // Whom the requester has named, comes first.
    let named = thing.bought_from.as_ref().map(|of| of.id.clone());
    all.sort_by_key(|of| Some(&of.id) != named.as_ref());
    let people = all.iter().flat_map(|of| of.people.iter().map(move |person| (of, person)));
    let options = people.clone().map(|(of, person)| {
        let whom = t::referral_to(lang(), &person.name, &of.name);
        (person.id.clone(), if Some(&of.id) == named.as_ref() { t::named_in_form(lang(), whom) } else { whom })
    });
    let options: Vec<(String, String)> = options.collect();
    let of: Vec<(String, String, String)> = people.map(|(of, person)| (person.id.clone(), of.id.clone(), of.name.clone())).collect();
    let person = form.value("person_id", options.first().map_or("", |(id, _)| id.as_str()));
    let (note, with) = (form.value("note", ""), form.value("with_recipient", ""));
    let files: Vec<_> = pictures(thing)
        .enumerate()
        .map(|(i, file)| {
            (
                file.id.clone(),
                ["file_ids.", &i.to_string()].concat(),
                file.name.clone(),
                form.value(&["file_ids.", &i.to_string()].concat(), "on"),
            )
        })
        .collect();
    let asked = Rc::clone(thing);
    let consent = el("p").attr("role", "status").child(text(move || {
        let (who, with) = (person.get(), !with.get().is_empty());
        match of.iter().find(|(id, ..)| *id == who) {
            Some((_, of, name)) if needs_consent(&asked, of, with) => t::consent_first(lang(), name),
            Some(_) => t::goes_at_once(lang()).to_owned(),
            None => String::new(),
        }
    }));
    let mut fields = div("stack").child(p("", t::refer_hint(lang())));
    fields = fields.child(Field::select(form, "person_id", t::agent(lang()), person, options).view());
    for (_, path, name, value) in &files {
        fields = fields.child(Field::check(form, path, &t::with_file(lang(), name), *value).view());
    }
    if !thing.recipients.is_empty() {
        fields =
            fields.child(Field::check(form, "with_recipient", t::with_recipient(lang()), with).hint(t::with_recipient_hint(lang())).view());
    }
    fields = fields.child(Field::area(form, "note", t::refer_note(lang()), note, 3).hint(t::refer_note_hint(lang())).optional().view());
    let thing = Rc::clone(thing);
    Content::new(fields.child(consent), move || {
        let chosen = files.iter().filter(|(.., value)| !value.get_untracked().is_empty()).map(|(id, ..)| id.clone());
        let refer = Refer {
            person_id: person.get_untracked(),
            note: note.get_untracked(),
            file_ids: chosen.collect(),
            with_recipient: !with.get_untracked().is_empty(),
        };
        validate_referral(&refer, &thing).map(|refer| Call::post(url.clone(), to_text(&refer)))
    })
}

/// Why it is taken back.
pub(super) fn take_back(form: Form, _: &Rc<Return>, url: String) -> Content {
    let reason = form.value("reason", "");
    let field = Field::area(form, "reason", t::take_back_why(lang()), reason, 3).hint(t::take_back_hint(lang())).view();
    Content::new(field, move || {
        validate_take_back(&TakeBack { reason: reason.get_untracked() }).map(|back| Call::post(url.clone(), to_text(&back)))
    })
}
