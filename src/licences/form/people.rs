//! Who gets the key: me, the customer, both, named others; and who must not.

use std::rc::Rc;

use eyelevel_contract::{
    lang::PageLang,
    licences::{Contact, Whom},
    requests::REFERENCE_MAX,
};
use eyelevel_texts::{kit_form as tk, licence_form as t, words};

use super::{Parts, Shared, model::Recipient, what};
use crate::{
    deliveries::channel,
    i18n::lang,
    session,
    ui::{
        button,
        el::{El, div, dynamic, el, nothing, p, text},
        field::Field,
        form::{focus, focus_soon},
        reactive::{Get, RwSignal, Set, effect, untrack},
        toast,
    },
};

pub(super) fn section(parts: &Shared) -> El {
    let form = parts.form;
    form.register("recipients", t::recipients(lang()), parts.value("never_customer"));
    let (shown, adding) = (Rc::clone(parts), Rc::clone(parts));
    let list = dynamic(move || {
        let recipients = shown.recipients.get();
        let named = recipients.iter().enumerate().filter(|(_, r)| r.whom != Whom::Requester);
        let cards = named.map(|(i, recipient)| untrack(|| card(&shown, i, recipient))).collect::<Vec<_>>();
        if cards.is_empty() { nothing() } else { div("stack").child(cards) }
    });
    let add = button::secondary(t::add(lang())).id(&form.field_id("add-recipient")).on("click", move |_| adding.add(Whom::Other));
    let hint = p("muted small", tk::recipients_hint(lang()));
    let quick = div("").id(&form.field_id("recipients")).attr("tabindex", "-1").child([me(parts), customer(parts), never(parts)]);
    el("section")
        .class("card kit-people")
        .child(div("stack tight").child(el("h2").child(t::recipients(lang()))).child(hint))
        .child(quick.child(form.error_view("recipients")))
        .child(list)
        .child(div("row").child(add))
}

/// Ticks a kind of recipient: they are in the list, or not.
fn tick(parts: &Shared, whom: Whom, path: &str, label: impl Fn() -> String + 'static) -> Field {
    let value = RwSignal::new(String::new());
    let (listed, ticked) = (Rc::clone(parts), Rc::clone(parts));
    let is_there = move |parts: &Parts| parts.recipients.peek().iter().any(|r| r.whom == whom);
    effect(move || {
        let _ = listed.recipients.get();
        let now = if is_there(&listed) { "on" } else { "" };
        if untrack(|| value.get()) != now {
            value.set(now.to_owned());
        }
    });
    effect(move || {
        let on = !value.get().is_empty();
        if on && !is_there(&ticked) {
            ticked.add(whom);
        } else if !on && is_there(&ticked) {
            ticked.recipients.update(|all| all.retain(|r| r.whom != whom));
        }
    });
    Field::check(parts.form, path, "", value).called(label)
}

fn me(parts: &Shared) -> El {
    let me = session::me();
    let label = t::to_me(lang(), &me.name, me.email.as_str());
    tick(parts, Whom::Requester, "to_me", move || label.clone()).view()
}

fn customer(parts: &Shared) -> El {
    let (named, barred) = (Rc::clone(parts), parts.value("never_customer"));
    let label = move || match named.customer() {
        Some(name) => t::to_customer_named(lang(), name),
        None => t::to_customer(lang()).to_owned(),
    };
    tick(parts, Whom::Customer, "to_customer", label).view().bind_flag("hidden", move || !barred.get().is_empty())
}

fn never(parts: &Shared) -> El {
    let (value, shared) = (parts.value("never_customer"), Rc::clone(parts));
    effect(move || {
        if !value.get().is_empty() {
            shared.recipients.update(|all| all.retain(|r| r.whom != Whom::Customer));
        }
    });
    Field::check(parts.form, "never_customer", t::never_customer(lang()), value).hint(t::never_customer_hint(lang())).view()
}

fn card(parts: &Shared, i: usize, recipient: &Recipient) -> El {
    let form = parts.form;
    let whole = ["recipients.", &i.to_string()].concat();
    let at = |field: &str| [&whole, ".", field].concat();
    let value = |field: &str| recipient.record.value(field);
    let (name, whom) = (value("name"), recipient.whom);
    let title = move || {
        let (kind, name) = (if whom == Whom::Customer { t::customer(lang()) } else { t::somebody(lang()) }, name.get());
        if name.trim().is_empty() { kind.to_owned() } else { [kind, ": ", &name].concat() }
    };
    form.register(&whole, t::recipients(lang()), name);
    let (removing, gone) = (Rc::clone(parts), recipient.clone());
    let remove = button::quiet(tk::remove(lang()))
        .class("button quiet small")
        .bind("aria-label", move || Some(tk::remove_recipient(lang(), title())))
        .on("click", move |_| removing.remove(&gone));
    let languages = PageLang::ALL.iter().map(|code| (code.word().to_owned(), words::page_lang(lang(), *code).to_owned())).collect();
    let fields = div("fields")
        .child(Field::line(form, &at("name"), tk::name(lang()), name).view())
        .child(Field::line(form, &at("organisation"), tk::organisation(lang()), value("organisation")).optional().view())
        .child(channel::choice(form, &at("channel"), value("channel")))
        .child(Field::email(form, &at("email"), tk::email(lang()), value("email")).optional().view())
        .child(Field::select(form, &at("lang"), tk::lang(lang()), value("lang"), languages).view())
        .child(Field::line(form, &at("why"), tk::why(lang()), value("why")).optional().hint(t::why_hint(lang())).view());
    el("fieldset")
        .class("kit-person stack tight")
        .id(&form.field_id(&whole))
        .attr("tabindex", "-1")
        .child(el("legend").child(text(title)))
        .child(div("row").child(remove))
        .child(form.error_view(&whole))
        .child(fields)
}

impl Parts {
    /// One more, whom somebody will name.
    fn add(&self, whom: Whom) {
        let organisation = if whom == Whom::Customer { untrack(|| self.customer()).unwrap_or_default() } else { String::new() };
        let i = self.recipients.peek().len();
        self.recipients.update(|all| all.push(Recipient::somebody(whom, &organisation)));
        self.form.typed("recipients", "");
        if whom != Whom::Requester {
            focus_soon(self.form.field_id(&["recipients.", &i.to_string(), ".name"].concat()));
        }
    }

    fn remove(self: &Rc<Self>, recipient: &Recipient) {
        let Some(at) = self.recipients.peek().iter().position(|other| other.key == recipient.key) else { return };
        let name = untrack(|| recipient.record.value("name").get());
        self.recipients.update(|all| {
            all.remove(at);
        });
        // What was wrong with the others stands elsewhere now.
        self.form.errors.update(|errors| errors.retain(|(path, _)| !path.starts_with("recipients")));
        focus(&self.form.field_id("add-recipient"));
        let (parts, recipient) = (Rc::clone(self), recipient.clone());
        toast::offer(&tk::removed(lang(), if name.is_empty() { t::somebody(lang()).to_owned() } else { name }), move || {
            parts.recipients.update(|all| all.insert(at.min(all.len()), recipient));
        });
    }
}

/// How they want to talk about it, and what is for their own files.
pub(super) fn contact(parts: &Shared) -> El {
    let options =
        [(Contact::Thread, t::thread(lang())), (Contact::CallBack, t::call_back(lang())), (Contact::RemoteSession, t::remote(lang()))];
    let options = options.map(|(contact, label)| (contact.word().to_owned(), label.to_owned())).to_vec();
    let contact = Field::radio(parts.form, "contact", t::contact(lang()), parts.value("contact"), options).view();
    let shown = Rc::clone(parts);
    let place = dynamic(move || {
        let (label, hint) = match Contact::from_word(&shown.text("contact")) {
            Some(Contact::CallBack) => (t::number(lang()), t::number_hint(lang())),
            Some(Contact::RemoteSession) => (t::session(lang()), t::session_hint(lang())),
            _ => return nothing(),
        };
        let most = REFERENCE_MAX.to_string();
        untrack(|| Field::line(shown.form, "contact_at", label, shown.value("contact_at")).hint(hint).attr("maxlength", &most).view())
    });
    let card = el("section").class("card").child(el("h2").child(t::questions(lang())));
    card.child(contact.class("field radios")).child(place).child(what::own(parts))
}
