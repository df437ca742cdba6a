//! Keeps one draft: every change goes into the local copy at once, and after a pause to the server. A lost network, a session that has ended, a
//! restarted server change nothing but the moment of arrival; a second window on the same draft is noticed, and nothing is overwritten.

use core::cell::{Cell, RefCell};
use std::rc::Rc;

use eyelevel_contract::{
    attachments::Attachment,
    drafts::{Draft, DraftBody, PATH, at, one},
    ids::Millis,
    json::{from_text, to_text},
    requests::Kind,
};
use gloo_timers::callback::Timeout;

use super::local::{self, Local};
use crate::{
    client::{self, Call},
    clock, router, store, task,
    ui::{
        failure::Failure,
        loaded::Loaded,
        reactive::{ArcRwSignal, Get, Update},
        versions::Fields,
    },
};

/// Typing has paused this long: now it is sent.
const PAUSE: u32 = 800;
/// A draft that the server does not know yet is called so.
pub(super) const NEW: &str = "new-";

/// Where the text is.
pub(super) enum Kept {
    /// Nothing has been typed yet, or the last letters are about to be sent.
    Soon,
    /// All of it at the server, since then.
    Saved(Millis),
    /// On this device alone; it will be sent.
    HereOnly(Millis),
    /// The server does not take it, because of this.
    Refused(String),
}

/// Waits for the server's id of the draft.
type Waiting = Box<dyn FnOnce(String)>;

/// Counts changes, for views to follow. Not owned by the page: what is under way outlives it.
pub(super) struct Count(ArcRwSignal<u32>);

impl Count {
    fn new() -> Self {
        Self(ArcRwSignal::new(0))
    }

    pub(super) fn follow(&self) {
        self.0.get();
    }

    pub(super) fn up(&self) {
        self.0.update(|n| *n += 1);
    }
}

pub(super) struct State {
    pub(super) kind: Kind,
    /// The form's address.
    pub(super) page: &'static str,
    /// The draft's id, or a name of its own until the server has it, or nothing until something was typed.
    pub(super) slot: RefCell<String>,
    /// The server's version; 0: the server has none.
    pub(super) version: Cell<i64>,
    pub(super) typed: RefCell<String>,
    arrived: RefCell<String>,
    busy: Cell<bool>,
    /// Sent, being sent, or discarded: nothing is saved any more.
    pub(super) ended: Cell<bool>,
    pause: RefCell<Option<Timeout>>,
    waiting: RefCell<Vec<Waiting>>,
    pub(super) kept: RefCell<Kept>,
    /// Another window's version, until the person has chosen.
    pub(super) other: RefCell<Option<Draft>>,
    /// It was sent or discarded elsewhere, while something was typed here.
    pub(super) elsewhere: Cell<bool>,
    /// What was uploaded into it.
    pub(super) files: RefCell<Vec<Attachment>>,
    /// What the form is made of, once that is known.
    pub(super) body: RefCell<Option<String>>,
    /// The form's fields, to name them where two versions are compared.
    pub(super) fields: RefCell<Option<Fields>>,
    /// How it is read from the server.
    pub(super) read: Cell<Option<Loaded<Draft>>>,
    /// Anything of what is shown besides the form has changed.
    pub(super) changed: Count,
    /// The form is to be made anew.
    pub(super) anew: Count,
    /// It is called otherwise now.
    pub(super) named: Count,
}

/// A handle to one draft.
#[derive(Clone)]
pub(crate) struct Keeper(pub(super) Rc<State>);

impl Keeper {
    pub(super) fn new(kind: Kind, page: &'static str, slot: String) -> Self {
        Self(Rc::new(State {
            kind,
            page,
            slot: RefCell::new(slot),
            version: Cell::new(0),
            typed: RefCell::default(),
            arrived: RefCell::default(),
            busy: Cell::new(false),
            ended: Cell::new(false),
            pause: RefCell::default(),
            waiting: RefCell::default(),
            kept: RefCell::new(Kept::Soon),
            other: RefCell::default(),
            elsewhere: Cell::new(false),
            files: RefCell::default(),
            body: RefCell::default(),
            fields: RefCell::default(),
            read: Cell::new(None),
            changed: Count::new(),
            anew: Count::new(),
            named: Count::new(),
        }))
    }

    pub(super) fn slot(&self) -> String {
        self.0.slot.borrow().clone()
    }

    /// The server's id, once it has one.
    #[must_use]
    pub(crate) fn id(&self) -> Option<String> {
        (self.0.version.get() > 0).then(|| self.slot())
    }

    /// The fields that it is typed into.
    pub(crate) fn typed_into(&self, fields: Fields) {
        self.0.fields.replace(Some(fields));
    }

    /// The name of the local copy.
    pub(super) fn copy(&self) -> String {
        local::name(self.0.kind, &self.0.slot.borrow())
    }

    fn is_clean(&self) -> bool {
        *self.0.typed.borrow() == *self.0.arrived.borrow()
    }

    fn keep(&self, kept: Kept) {
        self.0.kept.replace(kept);
        self.0.changed.up();
    }

    pub(super) fn collide(&self, other: Option<Draft>) {
        self.0.other.replace(other);
        self.0.changed.up();
    }

    /// A form of this.
    pub(super) fn show(&self, body: String) {
        self.0.body.replace(Some(body));
        self.0.anew.up();
    }

    /// Files have come or gone.
    pub(super) fn read_again(&self) {
        if let Some(read) = self.0.read.get() {
            read.again();
        }
    }

    /// Begins with the server's draft, or goes on with it.
    pub(super) fn take(&self, draft: &Draft) {
        self.0.version.set(draft.version);
        store::remove(&self.copy());
        self.0.typed.replace(draft.body.clone());
        self.0.arrived.replace(draft.body.clone());
        self.0.other.replace(None);
        self.keep(Kept::Saved(draft.updated_at));
        self.show(draft.body.clone());
    }

    /// Begins with what was typed here, on top of that version.
    pub(super) fn take_local(&self, local: &Local, version: i64) {
        self.0.version.set(version);
        self.0.typed.replace(local.body.clone());
        self.keep(Kept::HereOnly(local.at));
        self.show(local.body.clone());
    }

    /// What the form holds; called with every change. `first`: as it was made, which is no change.
    pub(crate) fn typed(&self, body: String, first: bool) {
        let state = &*self.0;
        if first {
            // The form writes its own way; that alone is no reason to save.
            if self.is_clean() {
                state.arrived.replace(body.clone());
            }
            state.typed.replace(body);
        } else if *state.typed.borrow() != body {
            if state.slot.borrow().is_empty() {
                self.call_it(new_name());
            }
            state.typed.replace(body);
            self.keep_here();
            // What stands here now is not what was saved then.
            let was_saved = matches!(*state.kept.borrow(), Kept::Saved(_));
            if was_saved && !self.is_clean() {
                self.keep(Kept::Soon);
            }
        }
        if !self.is_clean() {
            let me = self.clone();
            state.pause.replace(Some(Timeout::new(PAUSE, move || me.save())));
        }
    }

    fn keep_here(&self) {
        let local = Local { version: self.0.version.get(), at: clock::now(), body: self.0.typed.borrow().clone() };
        local.set(&self.copy());
    }

    fn call_it(&self, slot: String) {
        let old = self.copy();
        let address = at(self.0.page, &slot);
        self.0.slot.replace(slot);
        if store::get(&old).is_some() {
            store::remove(&old);
            self.keep_here();
        }
        self.0.named.up();
        router::replace(&address);
    }

    /// Sends what the server lacks; called again when the network is back.
    pub(super) fn save(&self) {
        let state = &*self.0;
        let nothing_to_do = self.is_clean() && state.waiting.borrow().is_empty();
        if nothing_to_do || state.ended.get() || state.busy.get() || state.other.borrow().is_some() {
            return;
        }
        state.busy.set(true);
        let me = self.clone();
        task::spawn(async move {
            let sent = me.send().await;
            me.0.busy.set(false);
            match sent {
                Ok(()) if me.is_clean() => {
                    store::remove(&me.copy());
                    me.keep(Kept::Saved(clock::now()));
                }
                Ok(()) => me.save(),
                Err(failure) => me.failed(failure).await,
            }
        });
    }

    async fn send(&self) -> Result<(), Failure> {
        let state = &*self.0;
        if state.slot.borrow().is_empty() {
            self.call_it(new_name());
        }
        let begin = state.version.get() == 0;
        if begin {
            // Always the same body and key: tried twice, it is one draft.
            let draft = self.row(Call::post(PATH, self.written("{}")).key(self.slot())).await?;
            state.version.set(draft.version);
            self.call_it(draft.id);
        }
        for waiting in state.waiting.take() {
            waiting(self.slot());
        }
        if !begin && self.is_clean() || state.ended.get() {
            return Ok(());
        }
        let body = state.typed.borrow().clone();
        let draft = self.row(Call::put(one(&self.slot()), state.version.get(), self.written(&body))).await?;
        state.version.set(draft.version);
        state.arrived.replace(body);
        Ok(())
    }

    fn written(&self, body: &str) -> String {
        to_text(&DraftBody { kind: self.0.kind, body: body.to_owned() })
    }

    async fn row(&self, call: Call) -> Result<Draft, Failure> {
        from_text(&call.send().await?).ok_or(Failure::Unreadable)
    }

    async fn failed(&self, failure: Failure) {
        let state = &*self.0;
        if state.ended.get() {
            return;
        }
        match (failure.status(), failure) {
            (_, Failure::Offline) => self.keep(Kept::HereOnly(clock::now())),
            // Another window was faster.
            (412, _) => {
                let Ok(theirs) = self.row(Call::get(one(&self.slot()))).await else { return };
                self.seen(&theirs);
            }
            (404, _) => {
                // Sent or discarded elsewhere. What stands here is nowhere else: it becomes a draft of its own.
                state.elsewhere.set(true);
                state.version.set(0);
                self.call_it(new_name());
                self.keep_here();
                self.save();
            }
            (_, Failure::SignedOut | Failure::Aborted) => {}
            (_, other) => self.keep(Kept::Refused(other.words())),
        }
    }

    /// The server's draft was read again: another window may have changed it.
    pub(super) fn seen(&self, draft: &Draft) {
        let state = &*self.0;
        if state.busy.get() || state.ended.get() || draft.version <= state.version.get() || state.other.borrow().is_some() {
            return;
        }
        if self.is_clean() {
            self.take(draft);
        } else if draft.body == *state.typed.borrow() {
            state.version.set(draft.version);
            state.arrived.replace(draft.body.clone());
            store::remove(&self.copy());
            self.keep(Kept::Saved(draft.updated_at));
        } else {
            self.collide(Some(draft.clone()));
        }
    }

    /// The person has chosen what stands here.
    pub(super) fn keep_mine(&self) {
        if let Some(theirs) = self.0.other.take() {
            self.0.version.set(theirs.version);
            self.0.arrived.take();
            self.0.changed.up();
            self.keep_here();
            self.save();
        }
    }

    /// Goes on with what waited for a network.
    pub(super) fn resume(&self) {
        self.0.ended.set(false);
        if !self.0.typed.borrow().is_empty() {
            self.0.body.replace(Some(self.0.typed.borrow().clone()));
        }
    }

    /// Gives the server's id of the draft to `then`; begins the draft there, if need be.
    pub(super) fn ensure(&self, then: Waiting) {
        match self.id() {
            Some(id) => then(id),
            None => {
                self.0.waiting.borrow_mut().push(then);
                self.save();
            }
        }
    }
}

fn new_name() -> String {
    [NEW, &client::new_key()].concat()
}
