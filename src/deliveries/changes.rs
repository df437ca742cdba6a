//! Another address for a recipient, or somebody else in their place: asked for, shown to whoever has to answer, answered.

use std::rc::Rc;

use eyelevel_contract::{
    deliveries::{
        AnswerChange, ChangeRecipient, Channel, PinChange, ProposedChange, RecipientStatus, Status, as_named, can_be_redirected,
        can_change, paths, rules, validate_change,
    },
    json::to_text,
    lang::PageLang,
    requests::REASON_MAX,
};
use eyelevel_texts::{deliveries as t, kit_form as tk, licence_page as tl, words};

use super::channel;
use crate::{
    client::Call,
    form_dialog::Content,
    i18n::{countries, lang},
    requests::actions::Shown,
    session,
    ui::{
        button,
        el::{El, div, el, p},
        field::{Field, left},
        form::Form,
        reactive::{GetUntracked, RwSignal},
        toast,
    },
    writes,
};

/// Whether the reader can ask for a change of this recipient.
pub(super) fn offered(recipient: &RecipientStatus, shown: &Shown) -> bool {
    let actor = session::actor();
    let may = rules::can_track(&actor).is_ok() || rules::can_act_for_recipients(&actor, &shown.request).is_ok();
    may && can_change(shown.request.state).is_ok() && !recipient.status.is_over() && recipient.proposed.is_none()
}

/// The requester changes; the vendor asks.
pub(super) fn label() -> &'static str {
    if session::actor().is_vendor() { t::propose_change(lang()) } else { t::change(lang()) }
}

pub(super) fn ask(recipient: &RecipientStatus, shown: &Shown) {
    let vendor = session::actor().is_vendor();
    let (title, now) = (t::change_title(lang(), &recipient.name), recipient.clone());
    let (submit, done) = if vendor { (tl::ask(lang()), tl::asked_for_consent(lang())) } else { (t::change(lang()), tl::noted(lang())) };
    shown.dialog(&["change:", &recipient.id].concat(), &title, submit, done).open(move |form| {
        let before = as_named(&now);
        let value = |path: &str, first: &str| form.value(&["recipient.", path].concat(), first);
        let (name, organisation) = (value("name", &before.name), value("organisation", &before.organisation));
        let (email, phone) = (value("email", &before.email), value("phone", &before.phone));
        let language = value("lang", before.lang.word());
        let way = value("channel", before.channel.map_or("", Channel::word));
        let place = ["street", "postal_code", "city", "country"];
        let first = [&before.address.street, &before.address.postal_code, &before.address.city, &before.address.country];
        let place: [RwSignal<String>; 4] = core::array::from_fn(|i| value(&["address.", place[i]].concat(), first[i]));
        let reason = form.value("reason", "");
        let mut fields = div("fields");
        if can_be_redirected(&now) {
            fields = fields
                .child(Field::line(form, "recipient.name", tk::name(lang()), name).view())
                .child(Field::line(form, "recipient.organisation", tk::organisation(lang()), organisation).optional().view());
        }
        let languages = PageLang::ALL.iter().map(|code| (code.word().to_owned(), words::page_lang(lang(), *code).to_owned())).collect();
        let (choice, hint) = match now.channel {
            Channel::Parcel => (None, tk::email_hint(lang())),
            Channel::Mail | Channel::Download => (Some(channel::choice(form, "recipient.channel", way)), ""),
        };
        fields = fields
            .child(choice)
            .child(Field::email(form, "recipient.email", tk::email(lang()), email).optional().hint(hint).view())
            .child(Field::line(form, "recipient.phone", tk::phone(lang()), phone).optional().view())
            .child(Field::select(form, "recipient.lang", tk::lang(lang()), language, languages).view());
        if now.channel == Channel::Parcel && now.status == Status::Planned {
            fields = fields.child(address(form, place));
        }
        let hint = if vendor { tl::reason_hint(lang()) } else { "" };
        let why = Field::area(form, "reason", tl::reason(lang()), reason, 3).hint(hint).view();
        let content = div("stack").child(fields).child(div("field").child(why).child(left(reason, REASON_MAX)));
        Content::new(content, move || {
            let mut wanted = before.clone();
            let texts = [name, organisation, email, phone].map(|field| field.get_untracked());
            [wanted.name, wanted.organisation, wanted.email, wanted.phone] = texts;
            wanted.channel = Channel::from_word(&way.get_untracked());
            wanted.lang = PageLang::from_word(&language.get_untracked()).unwrap_or(before.lang);
            let texts = place.map(|field| field.get_untracked());
            [wanted.address.street, wanted.address.postal_code, wanted.address.city, wanted.address.country] = texts;
            let change = ChangeRecipient { recipient: wanted, reason: reason.get_untracked() };
            validate_change(&now, &change).map(|(_, change)| Call::post(paths::changes(&now.id), to_text(&change)))
        })
    });
}

fn address(form: Form, [street, postal_code, city, country]: [RwSignal<String>; 4]) -> El {
    let of = |part: &str| ["recipient.address.", part].concat();
    div("fields")
        .child(Field::line(form, &of("street"), tk::street(lang()), street).view())
        .child(Field::line(form, &of("postal_code"), tk::postal_code(lang()), postal_code).view())
        .child(Field::line(form, &of("city"), tk::city(lang()), city).view())
        .child(Field::select(form, &of("country"), tk::country(lang()), country, countries(&country.get_untracked())).view())
}

/// What somebody would like to change, as long as nobody has answered.
pub(super) fn proposed(recipient: &RecipientStatus, shown: &Shown) -> Option<El> {
    let change = recipient.proposed.as_ref()?;
    let by = change.asked_by.name.as_str();
    let whom = named(change);
    let sentence = match change.change {
        PinChange::Repaired => t::would_repair(lang(), by, &recipient.name, whom),
        PinChange::Redirected => t::would_redirect(lang(), by, whom, &recipient.name),
    };
    let notice = div("notice").attr("data-tone", "owed");
    let notice = notice.child(el("strong").child(sentence)).child(p("pre", &tl::because(lang(), &change.reason)));
    let waits = tl::waits_for(lang(), &shown.request.requester.name);
    if session::actor().is_vendor() {
        return Some(notice.child(p("", &waits)));
    }
    let why = button::why(rules::can_act_for_recipients(&session::actor(), &shown.request));
    let until = if why.is_some() { waits.as_str() } else { tl::until_then(lang()) };
    let url = paths::change(&recipient.id, &change.id);
    let answer = |button: El, agreed: bool| {
        let (url, changed) = (url.clone(), Rc::clone(&shown.changed));
        button::explained(button, why.clone(), move || {
            let changed = Rc::clone(&changed);
            writes::act(Call::post(url.clone(), to_text(&AnswerChange { agreed })), move |_| {
                toast::say(tl::noted(lang()));
                changed();
            });
        })
    };
    let buttons = div("buttons").child(answer(button::primary(tl::agree(lang())), true));
    Some(notice.child(p("", until)).child(buttons.child(answer(button::secondary(tl::refuse(lang())), false))))
}

fn named(change: &ProposedChange) -> String {
    let r = &change.recipient;
    let place = [r.address.street.as_str(), " ", &r.address.postal_code, " ", &r.address.city].concat();
    let parts = [r.name.as_str(), &r.organisation, &r.email, &r.phone, place.trim()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}
