//! What was sent without a network: it waits on this device, in sight, and sends itself once there is one, also after a reload. Always with the
//! same key: however often it is tried, it arrives once.
//!
//! The draft's local copy stays until then. So what the server does not take after all is a draft again, and not lost.

use core::cell::Cell;

use eyelevel_contract::{
    ids::Millis,
    json::{Json, parse, to_text},
    requests::{Kind, paths},
};
use eyelevel_texts::drafts as t;

use super::local;
use crate::{
    client::{self, Call},
    i18n::{lang, time},
    router, store, task,
    ui::{
        button,
        el::{Child, El, div, dynamic, el, nothing, p},
        failure::Failure,
        listening::listen,
        reactive::{ArcRwSignal, Get, Update, effect, untrack, window},
        toast,
    },
};

const START: &str = "waiting:";
/// Milliseconds until it is tried again, whatever the network says of itself.
const AGAIN: u32 = 20_000;

thread_local! {
    static CHANGES: ArcRwSignal<u32> = ArcRwSignal::new(0);
    static STARTED: Cell<bool> = const { Cell::new(false) };
    static BUSY: Cell<bool> = const { Cell::new(false) };
}

/// A form that waits.
pub(super) struct Waiting {
    /// The idempotency key, and its name here.
    pub(super) key: String,
    pub(super) kind: Kind,
    /// The form's address.
    pub(super) page: String,
    pub(super) slot: String,
    pub(super) url: String,
    pub(super) body: String,
    pub(super) since: Millis,
}

impl Waiting {
    fn to_text(&self) -> String {
        let mut json = Json::Null;
        let texts = [("kind", self.kind.word()), ("page", &self.page), ("slot", &self.slot), ("url", &self.url), ("body", &self.body)];
        for (name, text) in texts {
            json.put(name, Json::Text(text.to_owned()));
        }
        json.put("since", Json::Number(self.since));
        to_text(&json)
    }

    fn from_text(key: &str, text: &str) -> Option<Self> {
        let json = parse(text).ok()?;
        let field = |name: &str| if let Json::Text(text) = json.get(name) { Some(text.clone()) } else { None };
        Some(Self {
            key: key.to_owned(),
            kind: Kind::from_word(&field("kind")?)?,
            page: field("page")?,
            slot: field("slot")?,
            url: field("url")?,
            body: field("body")?,
            since: if let Json::Number(since) = json.get("since") { *since } else { 0 },
        })
    }

    /// Lets it wait; gives whether the browser could keep it.
    pub(super) fn put(&self) -> bool {
        let kept = store::set(&[START, &self.key].concat(), &self.to_text());
        changed();
        kept
    }
}

fn changed() {
    CHANGES.with(|changes| changes.update(|n| *n += 1));
}

/// All that wait; whoever reads it follows it.
fn all() -> Vec<Waiting> {
    CHANGES.with(Get::get);
    let one = |name: String| Waiting::from_text(name.strip_prefix(START)?, &store::get(&name)?);
    store::keys(START).into_iter().filter_map(one).collect()
}

/// The one of a draft, if that waits; whoever reads it follows it.
pub(super) fn of(slot: &str) -> Option<Waiting> {
    all().into_iter().find(|waiting| !slot.is_empty() && waiting.slot == slot)
}

/// It is a draft again.
fn take_back(key: &str) {
    store::remove(&[START, key].concat());
    changed();
}

/// Begins to send what waits: now, when the network comes back, and every now and then.
pub(crate) fn start() {
    if STARTED.replace(true) {
        return;
    }
    effect(|| {
        let _ = client::came_back();
        try_all();
    });
    // For as long as the portal lives.
    core::mem::forget(listen(&window(), "online", |_| try_all()));
    again();
}

fn again() {
    task::after(AGAIN, || {
        try_all();
        again();
    });
}

fn try_all() {
    let waiting = untrack(all);
    if waiting.is_empty() || BUSY.replace(true) {
        return;
    }
    task::spawn(async move {
        for one in waiting {
            if !send(&one).await {
                break;
            }
        }
        BUSY.set(false);
    });
}

/// Tries one; gives whether the next one may be tried.
async fn send(one: &Waiting) -> bool {
    // It may have been taken back meanwhile, or sent by another window.
    if store::get(&[START, &one.key].concat()).is_none() {
        return true;
    }
    let sent = Call::post(&one.url, one.body.clone()).key(one.key.clone()).send().await;
    match sent {
        Ok(text) => {
            store::remove(&local::name(one.kind, &one.slot));
            arrived(one, &text);
            take_back(&one.key);
            true
        }
        // Under way by another window, or too many at once: later.
        Err(Failure::Refused(refused)) if !matches!(refused.status, 409 | 429 | 500..) => {
            take_back(&one.key);
            toast::say(&t::not_taken(lang(), Failure::Refused(refused).words()));
            true
        }
        Err(_) => false,
    }
}

fn arrived(one: &Waiting, text: &str) {
    let json = parse(text).unwrap_or(Json::Null);
    let request = json.get("page").get("request");
    let (Json::Text(number), Json::Text(id)) = (request.get("number"), request.get("id")) else { return };
    let href = paths::page(one.kind, id);
    let looked_at = untrack(|| router::path() == one.page && router::param("draft").as_deref() == Some(&one.slot));
    if looked_at {
        // In the place of what has nothing to wait for any more.
        router::replace(&href);
    } else {
        toast::lead(&t::went_out(lang(), number), t::see_it(lang()), move || router::go(&href));
    }
}

/// What the shell says, while anything waits.
pub(crate) fn bar() -> impl Child {
    dynamic(|| match all().len() {
        0 => nothing(),
        n => p("offline-bar", &t::waiting(lang(), i64::try_from(n).unwrap_or(i64::MAX))).attr("role", "status"),
    })
}

/// In the place of a form that waits; `resume` makes it a form again.
pub(super) fn card(waiting: &Waiting, resume: impl Fn() + 'static) -> El {
    let key = waiting.key.clone();
    let back = button::secondary(t::take_back(lang())).on("click", move |_| {
        resume();
        take_back(&key);
    });
    let now = button::primary(t::try_now(lang())).on("click", |_| try_all());
    let words = p("", &t::waits_since(lang(), time(waiting.since)));
    el("section")
        .class("card")
        .attr("role", "status")
        .child(el("h1").child(t::waits(lang())))
        .child(words)
        .child(div("buttons").child([now, back]))
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn what_waits_comes_back_as_it_went() {
        store::set_person("waiting-test");
        store::clear();
        let text = str::to_owned;
        let waiting = Waiting {
            key: text("send-new-1"),
            kind: Kind::Return,
            page: text("/returns/new"),
            slot: text("new-1"),
            url: text("/api/v1/returns"),
            body: text("{\"serials\":[\"0042\"]}"),
            since: 7,
        };
        assert!(waiting.put());
        let found = of("new-1").expect("it waits");
        assert_eq!((found.to_text(), found.key.as_str()), (waiting.to_text(), "send-new-1"));
        assert!(of("").is_none() && of("new-2").is_none());
        take_back("send-new-1");
        assert!(of("new-1").is_none());
    }
}
