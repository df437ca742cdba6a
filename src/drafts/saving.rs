//! Saving at the server: a moment after the last letter, one call at a time, again and again until it has arrived.

use eyelevel_contract::{
    drafts::{Draft as Row, DraftBody, PATH, one},
    json::{from_text, to_text},
};
use gloo_timers::callback::Timeout;

use super::{Draft, Safety};
use crate::ui::reactive::{Effect, GetUntracked, Set, UpdateUntracked};
use crate::{
    client::{self, Call},
    clock, task,
    ui::failure::Failure,
};

/// The last letter is this long ago.
const PAUSE: u32 = 800;
/// What the server refused for another reason than the network is tried again after this.
const PATIENCE: u32 = 10_000;

/// What is under way.
#[derive(Default)]
pub(super) struct Saving {
    soon: Option<Timeout>,
    running: bool,
    /// The key of a `POST` that may have arrived without our hearing of it: the same until it is answered.
    key: Option<String>,
    /// Who waits for the id.
    waiting: Vec<Box<dyn FnOnce(String)>>,
    stopped: bool,
}

impl Draft {
    pub(super) fn save_soon(self) {
        self.save_after(PAUSE);
    }

    fn save_after(self, wait: u32) {
        let timer = Timeout::new(wait, move || self.save());
        self.saving.update_untracked(|saving| saving.soon = Some(timer));
    }

    pub(super) fn stop_saving(self) {
        self.saving.update_untracked(|saving| {
            saving.soon = None;
            saving.stopped = true;
        });
    }

    /// What could not be sent is sent when the network is back.
    pub(super) fn retry_when_back(self) {
        Effect::new(move |_| {
            if client::came_back() > 0 && self.safety.get_untracked() == Safety::HereOnly {
                self.save_soon();
            }
        });
    }

    /// Does something with the id; makes the server's row first, if there is none.
    pub(super) fn with_id(self, then: Box<dyn FnOnce(String)>) {
        if let Some(id) = self.id.get_untracked() {
            then(id);
            return;
        }
        self.saving.update_untracked(|saving| saving.waiting.push(then));
        self.save();
    }

    fn save(self) {
        let mut go = false;
        self.saving.try_update_untracked(|saving| {
            saving.soon = None;
            go = !saving.running && !saving.stopped;
            saving.running |= go;
        });
        if !go {
            return;
        }
        let body = self.body.get_untracked();
        let call = self.call(&body);
        task::spawn(async move {
            let answer = call.send().await.and_then(|text| from_text::<Row>(&text).ok_or(Failure::Unreadable));
            // The form may have been left meanwhile: then its copy is still here, and is found when it is opened again.
            if self.saving.try_update_untracked(|saving| saving.running = false).is_some() {
                match answer {
                    Ok(row) => self.arrived(&row, &body),
                    Err(failure) => self.not_arrived(failure),
                }
            }
        });
    }

    fn call(self, body: &str) -> Call {
        let text = to_text(&DraftBody { kind: self.kind, body: if body.is_empty() { "{}".to_owned() } else { body.to_owned() } });
        match self.id.get_untracked() {
            Some(id) => Call::put(one(&id), self.version.get_untracked(), text),
            None => {
                let mut key = String::new();
                self.saving.update_untracked(|saving| key.clone_from(saving.key.get_or_insert_with(client::new_key)));
                Call::post(PATH, text).key(key)
            }
        }
    }

    fn arrived(self, row: &Row, body: &str) {
        self.version.set(row.version);
        if self.id.get_untracked().is_none() {
            self.named(row.id.clone());
        }
        let mut waiting = Vec::new();
        self.saving.update_untracked(|saving| {
            saving.key = None;
            waiting = core::mem::take(&mut saving.waiting);
        });
        for then in waiting {
            then(row.id.clone());
        }
        if self.body.get_untracked() == body {
            self.safety.set(Safety::Saved(clock::now()));
            self.forget_copy();
        } else {
            // More was typed meanwhile; the copy is based on the version that we have just made.
            self.keep_copy();
            self.save_soon();
        }
    }

    fn not_arrived(self, failure: Failure) {
        match failure {
            Failure::Refused(refused) if refused.status == 412 => self.fetch_theirs(),
            // Another body under the same key: a new try needs a new one.
            Failure::Refused(refused) if refused.status == 422 && self.id.get_untracked().is_none() => {
                self.saving.update_untracked(|saving| saving.key = None);
                self.save_after(PATIENCE);
            }
            Failure::Refused(_) | Failure::Unreadable => self.save_after(PATIENCE),
            // Offline: `retry_when_back`. Signed out: after signing in, this page opens it again and finds the copy.
            _ => {}
        }
    }

    /// Somebody (another tab, another device) was faster: their version is read, and both are shown.
    fn fetch_theirs(self) {
        let Some(id) = self.id.get_untracked() else { return };
        task::spawn(async move {
            let text = Call::get(one(&id)).send().await;
            if let Some(row) = text.ok().and_then(|text| from_text::<Row>(&text)) {
                self.attachments.set(row.attachments.clone());
                let Some(ours) = self.body.try_get_untracked() else { return };
                if row.body == ours {
                    self.version.set(row.version);
                    self.safety.set(Safety::Saved(row.updated_at));
                    self.forget_copy();
                } else {
                    self.theirs.set(Some(row));
                    self.safety.set(Safety::TwoVersions);
                }
            }
        });
    }

    /// Keeps ours: it is saved upon theirs.
    pub(super) fn keep_ours(self, theirs: &Row) {
        self.version.set(theirs.version);
        self.theirs.set(None);
        self.safety.set(Safety::HereOnly);
        self.keep_copy();
        self.save();
    }

    /// Takes theirs; ours is gone. Gives the body to fill the form with.
    pub(super) fn take_theirs(self, theirs: &Row) -> String {
        self.version.set(theirs.version);
        self.body.set(theirs.body.clone());
        self.theirs.set(None);
        self.safety.set(Safety::Saved(theirs.updated_at));
        self.forget_copy();
        theirs.body.clone()
    }
}
