//! What the vendor does: decides, has the key issued again, enters one made by hand, takes one back.

use std::rc::Rc;

use eyelevel_contract::{
    civil::Date,
    ids::Id,
    json::to_text,
    licences::{
        DecideKey, HandMade, Intent, Licence, Revoke,
        instant::DAY,
        paths,
        rules::{can_issue, can_issue_for, can_revoke, unagreed},
        validate_decision, validate_revocation,
    },
    requests::{
        REASON_MAX, State, Verdict,
        rules::{Action, can_decide},
    },
    validate::{Fault, Faults},
};
use eyelevel_texts::{licence_page as t, requests as tr};

use super::people;
use crate::{
    client::Call,
    clock,
    form_dialog::{Blocked, Content},
    i18n::{day_of, lang},
    requests::{
        actions::{self, Shown, action},
        decline,
        side::card,
    },
    session,
    ui::{
        button::{self, explained},
        el::{El, div, dynamic, el, nothing, p},
        field::{Field, left},
        reactive::{Get, GetUntracked, RwSignal},
        toast,
    },
    writes,
};

fn today() -> Date {
    day_of(clock::now())
}

/// The panel of who decides; nothing for everybody else, and while nothing is to be decided.
pub(super) fn decide(licence: &Rc<Licence>, shown: &Shown) -> Option<El> {
    if shown.request.state != State::Submitted || !shown.concerns(Action::Decide) {
        return None;
    }
    let why = button::why(can_decide(&session::actor(), &licence.page));
    let button = |button: El, act: fn(&Licence, &Shown)| {
        let (licence, shown) = (Rc::clone(licence), shown.clone());
        explained(button, why.clone(), move || act(&licence, &shown))
    };
    let yes = button(button::primary(t::approve(lang())), approve);
    let no = button(button::secondary(t::decline(lang())), |_, shown| say_no(shown));
    let ask = action(shown, Action::Ask, button::quiet(tr::ask_short(lang())), actions::ask);
    Some(card(tr::your_decision(lang()), div("buttons").child(yes).child(no).child(ask)))
}

fn undecided(verdict: Verdict) -> DecideKey {
    DecideKey { verdict, reason: String::new(), alternative: String::new(), no_alternative: false, valid_until: None }
}

fn approve(licence: &Licence, shown: &Shown) {
    let url = paths::verb(&shown.request.id, paths::DECISION);
    // A trial and a bridging key are valid for their days, whoever approves them.
    let dated = !matches!(licence.asked.intent, Intent::Trial | Intent::Bridge);
    let contract = licence.asked.expires.and_then(|at| Date::from_days((at - DAY / 2) / DAY - 1)).filter(|day| *day >= today());
    shown.dialog(paths::DECISION, t::approve_title(lang()), t::approve_and_issue(lang()), t::looked_at(lang())).open(move |form| {
        let until = form.value("valid_until", &contract.map(|day| day.to_string()).unwrap_or_default());
        let reason = form.value("reason", "");
        let day = Field::date(form, "valid_until", t::valid_until(lang()), until).optional().hint(t::valid_until_hint(lang()));
        let day = dated.then(|| day.attr("min", &today().to_string()).view());
        let field = Field::area(form, "reason", t::remark(lang()), reason, 3).optional().view();
        Content::new(div("stack").child(day).child(div("field").child(field).child(left(reason, REASON_MAX))), move || {
            let valid_until = until.get_untracked().parse().ok().filter(|_| dated);
            let decide = DecideKey { reason: reason.get_untracked(), valid_until, ..undecided(Verdict::Approved) };
            validate_decision(&decide, today()).map(|decide| Call::post(url.clone(), to_text(&decide)))
        })
    });
}

fn say_no(shown: &Shown) {
    decline::open(shown, paths::verb(&shown.request.id, paths::DECISION), |no| {
        let no = no.clone();
        let decide =
            DecideKey { reason: no.reason, alternative: no.alternative, no_alternative: no.no_alternative, ..undecided(Verdict::Declined) };
        validate_decision(&decide, today()).map(|decide| to_text(&decide))
    });
}

/// A key is owed: made again, or entered by hand.
pub(super) fn issuing(licence: &Rc<Licence>, shown: &Shown) -> Option<El> {
    if shown.request.state != State::Approved || can_issue(&session::actor()).is_err() {
        return None;
    }
    let (entering, again) = ((Rc::clone(licence), shown.clone()), shown.clone());
    // Another key like the one that is refused would not help.
    let by_hand = licence.asked.vendor_fault;
    let look = |first: bool, label: &str| if first { button::primary(label) } else { button::secondary(label) };
    let issue = look(!by_hand, t::issue_again(lang())).on("click", move |_| issue(&again));
    let enter = look(by_hand, t::enter_by_hand(lang())).on("click", move |_| hand_made(&entering.0, &entering.1));
    let buttons = div("buttons");
    Some(if by_hand { buttons.child([enter, issue]) } else { buttons.child([issue, enter]) })
}

/// What is seldom done.
pub(super) fn more(licence: &Licence, shown: &Shown) -> Vec<El> {
    let actor = session::actor();
    let item = |label: &str| el("button").attr("type", "button").class("menu-item").child(label);
    let mut items = Vec::new();
    if shown.request.state == State::Shipped && can_issue_for(&actor, &shown.request).is_ok() {
        let (again, entering) = (shown.clone(), (licence.clone(), shown.clone()));
        items.push(item(t::issue_again(lang())).on("click", move |_| issue(&again)));
        items.push(item(t::enter_by_hand(lang())).on("click", move |_| hand_made(&entering.0, &entering.1)));
    }
    let live = licence.keys.iter().rev().find(|key| key.revoked_at.is_none());
    if let Some(key) = live.filter(|_| can_revoke(&actor).is_ok()) {
        let (shown, key_id) = (shown.clone(), key.id.clone());
        items.push(item(t::revoke(lang())).on("click", move |_| revoke(&shown, &key_id)));
    }
    items
}

/// The issuer is asked once more.
fn issue(shown: &Shown) {
    let changed = Rc::clone(&shown.changed);
    writes::act(Call::post(paths::verb(&shown.request.id, paths::ISSUE), "{}".to_owned()), move |_| {
        toast::say(t::looked_at(lang()));
        changed();
    });
}

/// What a key made by hand waits for.
const NEEDS_CONSENT: &str = "needs-consent";

/// A key made by hand. It goes to all pinned recipients, or to those without whom the requester has agreed to; the gate looks at it.
fn hand_made(licence: &Licence, shown: &Shown) {
    let url = paths::verb(&shown.request.id, paths::HAND_MADE);
    let (licence, requester) = (licence.clone(), shown.request.requester.name.clone());
    shown.dialog(paths::HAND_MADE, t::enter_by_hand(lang()), t::check_and_send(lang()), t::looked_at(lang())).open(move |form| {
        let key = form.value("key", "");
        let text = Field::area(form, "key", t::key(lang()), key, 3).hint(t::by_hand_hint(lang())).attr("spellcheck", "false");
        let text = text.attr("class", "input key-text").view();
        // All of them, whatever was ticked the last time.
        let ticks =
            licence.recipients.iter().map(|r| (r.recipient.id.clone(), RwSignal::new(if r.left_out { "" } else { "on" }.to_owned())));
        let ticks: Rc<Vec<(Id, RwSignal<String>)>> = Rc::new(ticks.collect());
        let mut boxes = el("fieldset").class("field").child(el("legend").child(t::goes_to(lang())));
        for (r, (id, tick)) in licence.recipients.iter().zip(&*ticks) {
            let label = [&r.recipient.name, " ", r.recipient.email.as_deref().unwrap_or_default()].concat();
            boxes = boxes.child(Field::check(form, &["to.", id].concat(), label.trim(), *tick).view());
        }
        let waiting = licence.consents.iter().filter(|consent| consent.agreed.is_none()).map(|consent| consent.recipient.name.as_str());
        let waiting = waiting.collect::<Vec<_>>().join(", ");
        let others = if waiting.is_empty() { t::nobody_else(lang(), &requester) } else { t::not_agreed_yet(lang(), waiting, &requester) };
        let (pinned, asked, watched) = (people::ids(&licence), Rc::new(licence), Rc::clone(&ticks));
        let of = Rc::clone(&asked);
        // Somebody is left out, or somebody is added, without whom asked for the key having agreed.
        let missing = Rc::new(move || {
            let to: Vec<Id> = watched.iter().filter(|(_, tick)| !tick.get().is_empty()).map(|(id, _)| id.clone()).collect();
            unagreed(&pinned, &to, &of.consents)
        });
        let blocked = Rc::clone(&missing);
        let blocked = Blocked { by: NEEDS_CONSENT, now: Rc::new(move || !blocked().is_empty()) };
        let needed = dynamic(move || {
            let missing = missing();
            if missing.is_empty() {
                return nothing();
            }
            let name = |id: &Id| asked.recipients.iter().find(|r| r.recipient.id == *id).map_or("", |r| r.recipient.name.as_str());
            let names = missing.iter().map(|(_, id)| name(id)).collect::<Vec<_>>().join(", ");
            p("notice", &t::needs_consent(lang(), names, &requester)).attr("data-tone", "late")
        });
        let needed = div("").id(NEEDS_CONSENT).attr("tabindex", "-1").attr("role", "status").child(needed);
        let content = Content::new(div("stack").child(text).child(boxes).child(needed).child(p("small muted", &others)), move || {
            let mut faults = Faults::new();
            let key = key.get_untracked().trim().to_owned();
            if key.is_empty() {
                faults.add("key", Fault::Required);
            }
            let to = ticks.iter().filter(|(_, tick)| !tick.get_untracked().is_empty()).map(|(id, _)| id.clone());
            faults.or(Call::post(url.clone(), to_text(&HandMade { key, recipient_ids: to.collect() })))
        });
        Content { blocked: Some(blocked), ..content }
    });
}

fn revoke(shown: &Shown, key_id: &str) {
    let (url, key_id) = (paths::verb(&shown.request.id, paths::REVOKED), key_id.to_owned());
    shown.dialog(paths::REVOKED, t::revoke(lang()), t::revoke(lang()), t::noted(lang())).open(move |form| {
        let reason = form.value("reason", "");
        let field = Field::area(form, "reason", tr::reason_for_partner(lang()), reason, 3).hint(t::revoke_hint(lang())).view();
        Content::new(div("stack tight").child(field).child(left(reason, REASON_MAX)), move || {
            let body = Revoke { key_id: key_id.clone(), reason: reason.get_untracked() };
            validate_revocation(&body).map(|body| Call::post(url.clone(), to_text(&body)))
        })
    });
}
