//! The two ends of a draft: it is sent, or discarded.

use crate::ui::reactive::{Set, untrack, window};
use eyelevel_contract::{
    drafts::{at, one},
    ids::Millis,
    json::{Json, parse},
    requests::paths,
};
use eyelevel_texts::drafts as t;

use super::{keeper::Keeper, waiting::Waiting};
use crate::{
    client::Call,
    clock,
    i18n::lang,
    router, store, task,
    ui::{
        failure::{Errors, Failure},
        form::Form,
        toast,
    },
    writes,
};

/// A discarded draft is marked so until the server has forgotten it, too.
const GONE: &str = "gone:";
/// As long as the offer to undo stands, and a little longer.
const UNDO: u32 = 14_000;

impl Keeper {
    /// Sends the form. What the server says of its fields goes through `place` to where they stand; what was typed stays. Then the request's
    /// page comes.
    pub(crate) fn send_as(&self, form: Form, url: &str, body: String, place: impl Fn(Errors) -> Errors + 'static) {
        self.send_boxed(form, url, body, false, Box::new(place));
    }

    /// The same; without a network it waits, and sends itself.
    pub(crate) fn send_or_wait(&self, form: Form, url: &str, body: String, place: impl Fn(Errors) -> Errors + 'static) {
        self.send_boxed(form, url, body, true, Box::new(place));
    }

    fn send_boxed(&self, form: Form, url: &str, body: String, waits: bool, place: Box<dyn Fn(Errors) -> Errors>) {
        let state = &*self.0;
        state.ended.set(true);
        // The same key as long as it is the same draft: sent twice, from two windows, after a lost answer, it is one request.
        let key = ["send-", &state.slot.borrow()].concat();
        let waiting = waits.then(|| Waiting {
            key: key.clone(),
            kind: state.kind,
            page: state.page.to_owned(),
            slot: self.slot(),
            url: url.to_owned(),
            body: body.clone(),
            since: clock::now(),
        });
        let call = Call::post(url, body).key(key);
        let (me, other) = (self.clone(), self.clone());
        let done = move |text: &str| {
            store::remove(&me.copy());
            let request = parse(text).ok().map(|json| json.get("page").get("request").get("id").clone());
            let Some(Json::Text(id)) = request else { return };
            if untrack(router::path) == me.0.page {
                // In the place of the form, which has nothing to show any more.
                router::replace(&paths::page(me.0.kind, &id));
                window().scroll_to_with_x_and_y(0.0, 0.0);
            } else {
                toast::say(t::sent(lang()));
            }
        };
        writes::submit_or(form, call, done, move |failure| {
            if let (Failure::Offline, Some(waiting)) = (&failure, &waiting)
                && waiting.put()
            {
                // It stays ended: the draft must not get another name, and with it another key.
                window().scroll_to_with_x_and_y(0.0, 0.0);
                return;
            }
            other.0.ended.set(false);
            other.save();
            match failure {
                Failure::Refused(refused) if !refused.errors.is_empty() => form.wrong(place(refused.errors)),
                // The key was used for another version of this draft.
                Failure::Refused(refused) if refused.status == 422 => form.notice.set(t::sent_already(lang()).to_owned()),
                failure => writes::show(form, failure),
            }
        });
    }

    /// Throws it away, and offers to undo that; then `leave` is shown.
    pub(crate) fn discard(&self, leave: &'static str) {
        let state = &*self.0;
        state.ended.set(true);
        let copy = self.copy();
        let local = store::get(&copy);
        let slot = self.slot();
        store::remove(&copy);
        let address = at(state.page, &slot);
        router::go(leave);
        if slot.is_empty() {
            return;
        }
        let id = self.id();
        if let Some(id) = &id {
            discard_later(id);
        }
        toast::offer(t::discarded(lang()), move || {
            if let Some(id) = id {
                undo_discard(&id);
            }
            if let Some(local) = local {
                store::set(&copy, &local);
            }
            router::go(&address);
        });
    }
}

fn mark(id: &str) -> String {
    [GONE, id].concat()
}

/// The server discards a draft once the offer to undo is over.
pub(super) fn discard_later(id: &str) {
    store::set(&mark(id), &clock::now().to_string());
    let id = id.to_owned();
    task::after(UNDO, move || {
        if is_discarded(&id) {
            forget(id);
        }
    });
}

/// It does not, after all.
pub(super) fn undo_discard(id: &str) {
    store::remove(&mark(id));
}

/// Whether a draft was discarded, though the server may not know yet.
pub(super) fn is_discarded(id: &str) -> bool {
    store::get(&mark(id)).is_some()
}

fn forget(id: String) {
    task::spawn(async move {
        let sent = Call::delete(one(&id)).send().await;
        // Gone already is as good.
        if sent.is_ok() || sent.is_err_and(|failure| failure.status() == 404) {
            store::remove(&mark(&id));
        }
    });
}

/// Drafts that were discarded in a window that closed before the server heard of it.
pub(super) fn forget_discarded() {
    for key in store::keys(GONE) {
        let since = store::get(&key).and_then(|at| at.parse::<Millis>().ok()).unwrap_or(0);
        if let Some(id) = key.strip_prefix(GONE)
            && clock::now() - since > Millis::from(UNDO)
        {
            forget(id.to_owned());
        }
    }
}
