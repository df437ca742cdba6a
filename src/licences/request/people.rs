//! Who gets the key, how far each one is, and what somebody would like to change about it.

use std::rc::Rc;

use eyelevel_contract::{
    deliveries::Status,
    json::to_text,
    lang::PageLang,
    licences::{
        AnswerConsent, AskConsent, Consent, KeyRecipient, Licence, NewKeyRecipient, RecipientChange, SendKey, Whom, paths,
        rules::{can_agree, can_issue, can_issue_for},
        validate_consent,
    },
    requests::{REASON_MAX, State},
};
use eyelevel_texts::{deliveries as td, kit_form as tk, licence_form as tf, licence_page as t, requests as tr, words};

use crate::{
    client::Call,
    deliveries::recipients,
    form_dialog::Content,
    i18n::lang,
    requests::{actions::Shown, side::card},
    session,
    ui::{
        button,
        el::{El, div, el, p, span},
        field::{Field, left},
        form::Form,
        reactive::{GetUntracked, RwSignal},
        toast,
    },
    writes,
};

/// Whether the reader can propose other recipients, or decide on them; nothing of both when all is over.
fn may_change(shown: &Shown) -> bool {
    let actor = session::actor();
    let over = matches!(shown.request.state, State::Declined | State::Withdrawn | State::Closed);
    !over && (can_issue(&actor).is_ok() || can_agree(&actor, &shown.request, &[]).is_ok())
}

/// All recipients, each with a status.
pub(super) fn panel(licence: &Licence, shown: &Shown) -> El {
    let list = licence.recipients.iter().map(|recipient| one(recipient, licence, shown)).collect::<Vec<_>>();
    let add = may_change(shown).then(|| {
        let (shown, pinned) = (shown.clone(), ids(licence));
        let label = if session::actor().is_vendor() { t::propose(lang()) } else { tf::add(lang()) };
        button::quiet(label).class("button quiet small").on("click", move |_| add(&shown, &pinned))
    });
    card(td::recipients(lang()), el("ul").class("recipients").child(list))
        .child(div("buttons").child(add))
        .child(recipients::proof(&shown.request.id))
}

pub(super) fn ids(licence: &Licence) -> Vec<String> {
    licence.recipients.iter().map(|r| r.recipient.id.clone()).collect()
}

fn one(of: &KeyRecipient, licence: &Licence, shown: &Shown) -> El {
    let r = &of.recipient;
    if of.left_out {
        let head = div("stack tight").child(el("strong").child(r.name.as_str())).child(span("small muted", &r.organisation));
        return el("li").class("stack tight").child(head).child(span("small", t::left_out(lang())));
    }
    let whom = match of.whom {
        Whom::Requester => Some(t::asked_for_it(lang())),
        Whom::Customer => Some(tf::customer(lang())),
        Whom::Other => None,
    };
    let mut buttons = Vec::new();
    let small = |label: &str| button::quiet(label).class("button quiet small").attr("aria-label", &[label, ": ", &r.name].concat());
    let last = licence.keys.iter().rev().find(|key| key.revoked_at.is_none()).map(|key| key.id.clone());
    if let Some(key_id) = last.filter(|_| can_issue_for(&session::actor(), &shown.request).is_ok()) {
        let (shown, to) = (shown.clone(), r.id.clone());
        let label = if r.status == Status::Planned { tr::send(lang()) } else { t::send_again(lang()) };
        buttons.push(small(label).on("click", move |_| send(&shown, &key_id, &to)));
    }
    // Somebody has to get it: the only one can't be left out.
    let others = licence.recipients.iter().filter(|other| !other.left_out).count() > 1;
    if r.status == Status::Planned && others && may_change(shown) {
        let (shown, recipient, pinned) = (shown.clone(), r.id.clone(), ids(licence));
        let title = t::leave_out_named(lang(), &r.name);
        buttons.push(small(t::leave_out(lang())).on("click", move |_| leave_out(&shown, &title, &recipient, &pinned)));
    }
    let receipt = of.whom != Whom::Requester;
    recipients::one(r, whom, receipt, shown).child(div("buttons").child(buttons))
}

/// The key goes to one recipient once more.
fn send(shown: &Shown, key_id: &str, to: &str) {
    let body = SendKey { key_id: key_id.to_owned(), recipient_ids: vec![to.to_owned()] };
    let changed = Rc::clone(&shown.changed);
    writes::act(Call::post(paths::verb(&shown.request.id, paths::SENDING), to_text(&body)), move |_| {
        toast::say(tr::sent(lang()));
        changed();
    });
}

/// What is sent about another recipient; the vendor's wish waits for the requester, the requester's own does not.
fn title(own: &'static str, vendors: &'static str) -> &'static str {
    if session::actor().is_vendor() { vendors } else { own }
}

fn why(form: Form) -> (RwSignal<String>, El) {
    let reason = form.value("reason", "");
    let hint = title("", t::reason_hint(lang()));
    let field = Field::area(form, "reason", t::reason(lang()), reason, 3).hint(hint).view();
    (reason, div("field").child(field).child(left(reason, REASON_MAX)))
}

fn leave_out(shown: &Shown, title_: &str, recipient: &str, pinned: &[String]) {
    let (url, recipient, pinned) = (paths::verb(&shown.request.id, paths::CONSENTS), recipient.to_owned(), pinned.to_vec());
    let (submit, done) = (title(t::leave_out(lang()), t::ask(lang())), title(t::noted(lang()), t::asked_for_consent(lang())));
    shown.dialog(&["leave-out:", &recipient].concat(), title_, submit, done).open(move |form| {
        let (reason, field) = why(form);
        Content::new(field, move || {
            let ask = AskConsent {
                change: RecipientChange::LeftOut,
                recipient_id: Some(recipient.clone()),
                recipient: None,
                reason: reason.get_untracked(),
            };
            validate_consent(&ask, &pinned).map(|ask| Call::post(url.clone(), to_text(&ask)))
        })
    });
}

fn add(shown: &Shown, pinned: &[String]) {
    let (url, pinned) = (paths::verb(&shown.request.id, paths::CONSENTS), pinned.to_vec());
    let heading = title(tf::add(lang()), t::propose(lang()));
    let (submit, done) = (title(t::add(lang()), t::ask(lang())), title(t::noted(lang()), t::asked_for_consent(lang())));
    shown.dialog("add-recipient", heading, submit, done).open(move |form| {
        let value = |path: &str, first: &str| form.value(&["recipient.", path].concat(), first);
        let [name, organisation, email] = ["name", "organisation", "email"].map(|path| value(path, ""));
        let language = value("lang", lang().word());
        let languages = PageLang::ALL.iter().map(|code| (code.word().to_owned(), words::page_lang(lang(), *code).to_owned())).collect();
        let (reason, why) = why(form);
        let fields = div("fields")
            .child(Field::line(form, "recipient.name", tk::name(lang()), name).view())
            .child(Field::line(form, "recipient.organisation", tk::organisation(lang()), organisation).optional().view())
            .child(Field::email(form, "recipient.email", tk::email(lang()), email).optional().hint(tk::email_hint(lang())).view())
            .child(Field::select(form, "recipient.lang", tk::lang(lang()), language, languages).view());
        Content::new(div("stack").child(fields).child(why), move || {
            let language = PageLang::from_word(&language.get_untracked()).unwrap_or(lang().into());
            let [name, organisation, email] = [name, organisation, email].map(|field| field.get_untracked());
            let recipient = NewKeyRecipient::named(Whom::Other, &name, &organisation, &email, language);
            let ask = AskConsent {
                change: RecipientChange::Added,
                recipient_id: None,
                recipient: Some(recipient),
                reason: reason.get_untracked(),
            };
            validate_consent(&ask, &pinned).map(|ask| Call::post(url.clone(), to_text(&ask)))
        })
    });
}

/// What the vendor would like to change, as long as nobody has answered.
pub(super) fn wishes(licence: &Licence, shown: &Shown) -> Option<El> {
    let open = licence.consents.iter().filter(|consent| consent.agreed.is_none()).map(|consent| wish(consent, shown)).collect::<Vec<_>>();
    (!open.is_empty()).then(|| div("stack").child(open))
}

fn wish(consent: &Consent, shown: &Shown) -> El {
    let who = &consent.recipient;
    let comma = |text: &str| if text.is_empty() { String::new() } else { [", ", text].concat() };
    let named = [who.name.clone(), comma(&who.organisation), comma(&who.email)].concat();
    let by = consent.asked_by.name.as_str();
    let sentence = match consent.change {
        RecipientChange::Added => t::wants_to_add(lang(), by, named),
        RecipientChange::LeftOut => t::wants_to_leave_out(lang(), by, named),
    };
    let notice = div("notice").attr("data-tone", "owed");
    let notice = notice.child(el("strong").child(sentence)).child(p("pre", &t::because(lang(), &consent.reason)));
    let waits = t::waits_for(lang(), &shown.request.requester.name);
    if session::actor().is_vendor() {
        return notice.child(p("", &waits));
    }
    let why = button::why(can_agree(&session::actor(), &shown.request, &[]));
    let until = if why.is_some() { waits.as_str() } else { t::until_then(lang()) };
    let notice = notice.child(p("", until));
    let answer = |button: El, agreed: bool| {
        let (url, changed) = (paths::consent(&shown.request.id, &consent.id), Rc::clone(&shown.changed));
        button::explained(button, why.clone(), move || {
            let changed = Rc::clone(&changed);
            writes::act(Call::post(url.clone(), to_text(&AnswerConsent { agreed })), move |_| {
                toast::say(t::noted(lang()));
                changed();
            });
        })
    };
    let buttons = div("buttons").child(answer(button::primary(t::agree(lang())), true));
    notice.child(buttons.child(answer(button::secondary(t::refuse(lang())), false)))
}
