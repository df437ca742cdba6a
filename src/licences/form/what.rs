//! What the key is needed for, and what that needs to know.

use std::rc::Rc;

use eyelevel_contract::{
    licences::{Intent, needs},
    requests::MESSAGE_MAX,
};
use eyelevel_texts::{installations as ti, licence_form as t, licences as tl, requests as tr};

use super::{Parts, Shared, known};
use crate::{
    drafts,
    i18n::lang,
    licences::key_file,
    requests::severity,
    ui::{
        el::{El, div, dynamic, el, nothing},
        field::{Field, left},
        reactive::untrack,
    },
};

const INSTALLED: [Intent; 5] = [Intent::Renew, Intent::Upgrade, Intent::Move, Intent::Rejected, Intent::Bridge];
const NEW: [Intent; 2] = [Intent::New, Intent::Trial];

pub(super) fn section(parts: &Shared) -> El {
    let (asking, shown) = (Rc::clone(parts), Rc::clone(parts));
    let intents = dynamic(move || {
        let all: &[Intent] = if asking.new.get() { &NEW } else { &INSTALLED };
        let options = all.iter().map(|intent| (intent.word().to_owned(), explained(*intent))).collect();
        untrack(|| Field::radio(asking.form, "intent", t::what_for(lang()), asking.value("intent"), options).view())
    });
    let rest = dynamic(move || {
        let intent = shown.intent();
        untrack(|| details(&shown, intent))
    });
    let severity = severity::field(parts.form, parts.value("severity"));
    el("section").class("card").child(el("h2").child(t::what(lang()))).child(div("").child(intents)).child(rest).child(severity)
}

/// `Renew: the same licence, for longer`.
fn explained(intent: Intent) -> String {
    let why = match intent {
        Intent::Renew => t::renew(lang()),
        Intent::Upgrade => t::upgrade(lang()),
        Intent::New => t::new(lang()),
        Intent::Move => t::move_host(lang()),
        Intent::Trial => t::trial(lang()),
        Intent::Bridge => t::bridge(lang()),
        Intent::Rejected => t::rejected(lang()),
    };
    [tl::intent(lang(), intent), ": ", why].concat()
}

fn details(parts: &Shared, intent: Intent) -> El {
    let needs = needs(intent);
    let (label, hint) = match intent {
        Intent::Upgrade => (t::version_to(lang()), t::version_to_hint(lang())),
        Intent::New | Intent::Trial => (t::version_new(lang()), ""),
        _ => (t::version(lang()), t::version_hint(lang())),
    };
    let mut fields = div("fields").child(Field::line(parts.form, "version", label, parts.value("version")).hint(hint).view());
    if needs.host || intent == Intent::Trial {
        let label = if intent == Intent::Move { t::host_to(lang()) } else { ti::host(lang()) };
        let mut host = Field::line(parts.form, "host", label, parts.value("host"));
        if !needs.host {
            host = host.optional();
        }
        fields = fields.child(host.view());
    }
    if intent == Intent::New {
        fields = fields.child(Field::line(parts.form, "host", ti::host(lang()), parts.value("host")).optional().view());
    }
    let more = matches!(intent, Intent::Upgrade | Intent::New | Intent::Trial).then(|| size(parts, intent == Intent::Upgrade));
    let refused = needs.rejected_key.then(|| refused(parts));
    let said = if needs.message { t::what_is_down(lang()) } else { t::message(lang()) };
    let value = parts.value("message");
    let mut message = Field::area(parts.form, "message", said, value, 2);
    if !needs.message {
        message = message.optional();
    }
    div("stack")
        .child(fields)
        .child(known::issues(parts))
        .child(more)
        .child(refused)
        .child(div("field").child(message.view()).child(left(value, MESSAGE_MAX)))
        .child(drafts::files::section(&parts.keeper))
}

/// How much, and in which edition, where the product has several.
fn size(parts: &Shared, upgrade: bool) -> El {
    let parts = Rc::clone(parts);
    let built = dynamic(move || {
        let (Some(product), installed) = (parts.product(), parts.installed()) else { return nothing() };
        untrack(|| {
            let mut fields = div("fields");
            if upgrade && product.editions.len() > 1 {
                let now = installed.as_ref().map(|i| i.edition.name.clone()).unwrap_or_default();
                let same = (String::new(), t::as_it_is(lang(), now));
                let options = core::iter::once(same).chain(product.editions.iter().map(|e| (e.id.clone(), e.name.clone()))).collect();
                fields =
                    fields.child(Field::select(parts.form, "edition_id", ti::edition(lang()), parts.value("edition_id"), options).view());
            }
            if product.counts() {
                fields = fields.child(capacity(&parts, product.capacity_unit.get(lang()), installed.and_then(|i| i.capacity)));
            }
            fields
        })
    });
    div("").child(built)
}

fn capacity(parts: &Parts, unit: &str, now: Option<i64>) -> El {
    let label = t::capacity(lang(), unit);
    let mut field = Field::number(parts.form, "capacity", &label, parts.value("capacity"));
    if let Some(now) = now {
        field = field.optional().hint(&t::capacity_now(lang(), now));
    }
    field.view()
}

/// The key that the program refuses, explained at once, and what the program says.
fn refused(parts: &Shared) -> El {
    let value = parts.value("rejected_key");
    let key = Field::area(parts.form, "rejected_key", t::refused_key(lang()), value, 3).hint(t::refused_key_hint(lang()));
    let key = key.attr("spellcheck", "false").attr("autocomplete", "off").attr("class", "input key-text").view();
    let says = Field::area(parts.form, "program_says", t::program_says(lang()), parts.value("program_says"), 2);
    let says = says.optional().hint(t::program_says_hint(lang())).view();
    div("stack").child(div("stack tight").child(key).child(key_file::zone(value, || {}))).child(known::explained(parts)).child(says)
}

/// Which request somebody is on the way to, in the words of its subject.
pub(super) fn subject(parts: &Parts) -> Option<String> {
    let (product, version) = (parts.product()?, parts.version()?);
    let customer = parts.customer().unwrap_or_default();
    Some(tl::subject(lang(), parts.intent(), &product.name, &version.to_string(), &customer))
}

/// The partner's own reference, and who of them sees the request.
pub(super) fn own(parts: &Parts) -> El {
    let most = eyelevel_contract::requests::REFERENCE_MAX.to_string();
    let reference =
        Field::line(parts.form, "reference", tr::reference(lang()), parts.value("reference")).optional().attr("maxlength", &most);
    let limited = Field::check(parts.form, "limited", tr::limited(lang()), parts.value("limited"));
    div("stack").child(reference.view()).child(limited.view())
}
