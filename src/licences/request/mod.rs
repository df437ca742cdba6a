//! The page of a request for a key: what was asked, the keys with their proofs, what was stopped, who gets it.
//!
//! | module | has |
//! |---|---|
//! | `keys` | the keys with their proofs, those that were stopped, one that is being made |
//! | `people` | the recipients, and what somebody would like to change about them |
//! | `vendor` | the decision, issuing again, a key made by hand, taking one back |

mod keys;
mod people;
mod vendor;

use std::rc::Rc;

use eyelevel_contract::{
    ids::Id,
    licences::{
        Contact, ContactOutcome, Intent, KnownIssue, Licence, paths,
        rules::{ASKERS, can_confirm, can_note_contact, touching},
        validate_outcome,
    },
    page::Page,
    requests::{MESSAGE_MAX, State},
};
use eyelevel_texts::{installations as ti, licence_page as t, licences as tl};

use crate::{
    client::Call,
    form_dialog::Content,
    i18n::lang,
    licences::{known_issue, until::until},
    reads,
    requests::{
        actions::Shown,
        page::{self, Kind},
        side::{card, fact},
    },
    router, session,
    ui::{
        button,
        el::{El, div, dynamic, el, nothing, p},
        field::{Field, left},
        loaded::Loaded,
        reactive::{GetUntracked, untrack},
        toast,
    },
    writes,
};

const KIND: Kind<Licence> = Kind {
    spine: |licence| &licence.page,
    primary,
    open: |_, _, _| {},
    decide: vendor::decide,
    asked,
    side: |licence, shown| Some(people::panel(licence, shown)),
    facts,
    more,
};

/// A page of its own, where its address is the window's; else beside the board.
pub(super) fn page(id: &str) -> El {
    let url = paths::one(id);
    let alone = untrack(router::path) == paths::page(id);
    page::show(id, reads::read(move || url.clone()), &KIND, alone)
}

/// What the key is for is installed there, or will have been once there is a key.
fn installation(licence: &Licence) -> Option<Id> {
    let asked = &licence.asked;
    let new = || (asked.intent == Intent::New && !licence.keys.is_empty()).then(|| licence.page.request.id.clone());
    asked.installation_id.clone().or_else(new)
}

fn primary(licence: &Rc<Licence>, shown: &Shown) -> Option<El> {
    if session::actor().is_vendor() {
        return vendor::issuing(licence, shown);
    }
    let mut all = div("buttons");
    let state = shown.request.state;
    if state == State::Shipped {
        let (why, works) = (button::why(can_confirm(&session::actor(), &shown.request)), shown.clone());
        all = all.child(button::explained(button::primary(t::works(lang())), why, move || runs(&works)));
    }
    if !session::actor().is_any(ASKERS) {
        return Some(all);
    }
    let installation = installation(licence);
    let received = matches!(state, State::Shipped | State::Closed) && !licence.keys.is_empty();
    let rejected = received.then(|| match installation {
        Some(_) => button::link("button", &paths::form_rejected(&shown.request.id), t::rejected(lang())),
        // Who tries something has nothing in production that another key would be made for.
        None => {
            button::explained(button::secondary(t::rejected(lang())), Some(t::trial_rejected(lang(), &shown.request.owner.name)), || ())
        }
    });
    let down = installation.filter(|_| matches!(state, State::Approved | State::Submitted | State::Shipped));
    let down = down.map(|id| button::link("button quiet", &paths::form_for(&id, Intent::Bridge), t::is_down(lang())));
    Some(all.child(rejected).child(down))
}

/// It runs with the key: nothing more is owed.
fn runs(shown: &Shown) {
    let changed = Rc::clone(&shown.changed);
    writes::act(Call::post(paths::verb(&shown.request.id, paths::WORKS), "{}".to_owned()), move |_| {
        toast::say(t::noted(lang()));
        changed();
    });
}

fn more(licence: &Licence, shown: &Shown) -> Vec<El> {
    vendor::more(licence, shown)
}

fn asked(licence: &Licence, shown: &Shown) -> El {
    let asked = &licence.asked;
    let text = |name: &str, text: &str| (!text.is_empty()).then(|| div("stack tight").child(el("h3").child(name)).child(p("pre", text)));
    let why = asked.needs_person.filter(|_| !asked.vendor_fault).map(|why| p("", tl::needs_person(lang(), why)));
    let said = [text(t::message(lang()), &asked.message), text(t::program_says(lang()), &asked.program_says)];
    let refused = asked.rejected_key.as_deref().map(|key| keys::text(t::refused(lang()), key));
    let what = card(t::asked(lang()), p("", &what(licence))).child(why).child(said).child(refused);
    div("stack")
        .child(people::wishes(licence, shown))
        .child(ours(licence))
        .child(keys::section(licence, shown))
        .child(known(licence))
        .child(what)
        .child(contact(licence, shown))
}

/// The vendor's fault is marked as such, for both sides.
fn ours(licence: &Licence) -> Option<El> {
    if !licence.asked.vendor_fault {
        return None;
    }
    let notice = div("notice").attr("data-tone", "late").child(el("strong").child(t::our_fault(lang())));
    let owner = licence.keys.is_empty().then(|| p("", &t::our_fault_owner(lang(), &licence.page.request.owner.name)));
    Some(notice.child(p("", t::our_fault_why(lang()))).child(owner))
}

/// What is known to be wrong with that version, as long as it matters: the same as on the form, for both sides.
fn known(licence: &Licence) -> Option<El> {
    if matches!(licence.page.request.state, State::Declined | State::Withdrawn | State::Closed) {
        return None;
    }
    let asked = &licence.asked;
    let (product, version) = (asked.product.id.clone(), asked.wanted.clone());
    let url = [paths::KNOWN_ISSUES, "?limit=200&product=", &product].concat();
    let issues: Loaded<Page<KnownIssue>> = reads::read(move || url.clone());
    Some(div("stack tight").child(dynamic(move || {
        let Some(page) = issues.get() else { return nothing() };
        let found = touching(&page.items, &product, &version).into_iter().map(known_issue::notice).collect::<Vec<_>>();
        if found.is_empty() { nothing() } else { div("stack tight").child(found) }
    })))
}

/// `Renew: Key for Archivar Enterprise 9.1.0`.
fn what(licence: &Licence) -> String {
    let asked = &licence.asked;
    let key = tl::what(lang(), &asked.product.name, &asked.edition.name, &asked.wanted.to_string());
    [tl::intent(lang(), asked.intent), ": ", &key].concat()
}

fn facts(licence: &Licence) -> Vec<[El; 2]> {
    let asked = &licence.asked;
    let mut facts = Vec::new();
    facts.extend(asked.customer.as_ref().map(|customer| fact(ti::customer(lang()), customer.name.as_str())));
    facts.push(fact(ti::host(lang()), asked.host.as_ref().map_or_else(|| ti::any_host(lang()).to_owned(), ToString::to_string)));
    facts.extend(asked.capacity.map(|n| fact(ti::capacity(lang()), n.to_string())));
    facts.extend(asked.expires.map(|at| fact(t::valid_until(lang()), until(at))));
    facts.extend(asked.never_customer.then(|| fact(t::customer_gets(lang()), t::nothing(lang()))));
    facts
}

/// A call-back or a session: what was asked for, and what came of it.
fn contact(licence: &Licence, shown: &Shown) -> Option<El> {
    let asked = &licence.asked;
    let words = match asked.contact {
        Contact::Thread => return None,
        Contact::CallBack => t::call_back(lang(), &asked.contact_at),
        Contact::RemoteSession => t::remote(lang(), &asked.contact_at),
    };
    let outcome = asked.contact_outcome.as_deref().map(|outcome| p("pre", outcome));
    let noting = shown.clone();
    let note = can_note_contact(&session::actor(), &shown.request)
        .is_ok()
        .then(|| button::secondary(t::note_outcome(lang())).on("click", move |_| note_outcome(&noting)));
    Some(card(t::talk(lang()), p("", &words)).child(outcome).child(div("buttons").child(note)))
}

fn note_outcome(shown: &Shown) {
    let url = paths::verb(&shown.request.id, paths::CONTACT);
    shown.dialog(paths::CONTACT, t::note_outcome(lang()), eyelevel_texts::common::save(lang()), t::noted(lang())).open(move |form| {
        let outcome = form.value("outcome", "");
        let field = Field::area(form, "outcome", t::outcome(lang()), outcome, 4).hint(t::outcome_hint(lang())).view();
        Content::new(div("stack tight").child(field).child(left(outcome, MESSAGE_MAX)), move || {
            let outcome = validate_outcome(&ContactOutcome { outcome: outcome.get_untracked() })?;
            Ok(Call::post(url.clone(), eyelevel_contract::json::to_text(&outcome)))
        })
    });
}
