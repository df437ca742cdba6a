//! What a person is typing into a long form, kept as they type: first in this browser, at once; then as a versioned row at the server.
//!
//! It survives a reload, the end of the session, a restart of the server and a lost network. Two versions (another tab, another device)
//! are both shown, and the person picks.
//!
//! A form opens its draft with [`Draft::open`], tells it every change ([`Draft::typed`]), shows [`Draft::line`] and [`Draft::choice`], and calls
//! [`Draft::sent`] when it has been submitted (the server deletes the row by the submission's `draft_id`).

mod copy;
mod saving;
mod views;

use std::rc::Rc;

use eyelevel_contract::{
    attachments::Attachment,
    drafts::{Draft as Row, one},
    ids::Millis,
    json::from_text,
    requests::Kind,
};

use crate::ui::reactive::{Get, GetUntracked, IsDisposed, LocalStorage, RwSignal, Set};
use crate::{attachments::Owner, client::Call, task, ui::failure::Failure};

/// How safe it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Safety {
    /// Nothing was typed yet.
    Empty,
    /// In this browser, on its way to the server.
    HereOnly,
    /// At the server since then.
    Saved(Millis),
    /// The server has another version.
    TwoVersions,
}

/// What a form says about itself, for showing two versions side by side: names and values of a body.
pub(crate) type Describe = fn(&str) -> Vec<(String, String)>;

/// A draft that is open in a form. A handle: copy it.
#[derive(Clone, Copy)]
pub(crate) struct Draft {
    kind: Kind,
    /// The server's id, once it has one.
    id: RwSignal<Option<String>>,
    /// The version that the server had when we last heard of it.
    version: RwSignal<i64>,
    body: RwSignal<String>,
    /// The server's version, where it is another one.
    theirs: RwSignal<Option<Row>, LocalStorage>,
    safety: RwSignal<Safety>,
    /// Its files, as the server has them.
    pub attachments: RwSignal<Vec<Attachment>, LocalStorage>,
    saving: RwSignal<saving::Saving, LocalStorage>,
}

impl Draft {
    fn new(kind: Kind) -> Self {
        let draft = Self {
            kind,
            id: RwSignal::new(None),
            version: RwSignal::new(0),
            body: RwSignal::new(String::new()),
            theirs: RwSignal::new_local(None),
            safety: RwSignal::new(Safety::Empty),
            attachments: RwSignal::new_local(Vec::new()),
            saving: RwSignal::new_local(saving::Saving::default()),
        };
        draft.retry_when_back();
        draft
    }

    /// Opens the draft with this id, or begins one (`id`: empty). `ready` gets it with the body to fill the form with (empty: a new one).
    ///
    /// Call it while the form's page is being made, so that it lives as long as that.
    pub(crate) fn open(kind: Kind, id: &str, ready: impl FnOnce(Result<(Self, String), Failure>) + 'static) {
        let draft = Self::new(kind);
        if id.is_empty() {
            let body = draft.own_copy().map_or_else(String::new, |(_, body)| body);
            if !body.is_empty() {
                draft.typed(body.clone());
            }
            ready(Ok((draft, body)));
            return;
        }
        let id = id.to_owned();
        task::spawn(async move {
            let row = Call::get(one(&id)).send().await.and_then(|text| from_text::<Row>(&text).ok_or(Failure::Unreadable));
            // The form may have been left before it was filled.
            if !draft.id.is_disposed() {
                ready(row.map(|row| draft.opened(row)));
            }
        });
    }

    /// The server's row is here; a copy of ours that never arrived wins, unless the server's changed meanwhile: then both are kept.
    fn opened(self, row: Row) -> (Self, String) {
        self.id.set(Some(row.id.clone()));
        self.attachments.set(row.attachments.clone());
        self.version.set(row.version);
        let body = match self.own_copy() {
            Some((base, ours)) if ours != row.body => {
                if base == row.version {
                    self.typed(ours.clone());
                } else {
                    self.body.set(ours.clone());
                    self.theirs.set(Some(row));
                    self.safety.set(Safety::TwoVersions);
                }
                return (self, ours);
            }
            _ => row.body,
        };
        self.body.set(body.clone());
        self.safety.set(Safety::Saved(row.updated_at));
        self.forget_copy();
        (self, body)
    }

    /// The form has changed: its fields as JSON.
    pub(crate) fn typed(self, body: String) {
        if self.body.get_untracked() == body {
            return;
        }
        self.body.set(body);
        self.keep_copy();
        if self.safety.get_untracked() != Safety::TwoVersions {
            self.safety.set(Safety::HereOnly);
            self.save_soon();
        }
    }

    /// The server's id; whoever reads it follows it.
    #[must_use]
    pub(crate) fn id(self) -> Option<String> {
        self.id.get()
    }

    /// How safe it is; whoever reads it follows it.
    #[must_use]
    pub(crate) fn safety(self) -> Safety {
        self.safety.get()
    }

    /// What uploaded files belong to: the draft begins to exist at the server before the first of them.
    #[must_use]
    pub(crate) fn owner(self) -> Owner {
        Owner::Draft(Rc::new(move |then| self.with_id(then)))
    }

    /// Reads the list of files again, after one has come or gone.
    pub(crate) fn files_changed(self) {
        let Some(id) = self.id.try_get_untracked().flatten() else { return };
        task::spawn(async move {
            let text = Call::get(one(&id)).send().await;
            if let Some(row) = text.ok().and_then(|text| from_text::<Row>(&text)) {
                self.attachments.set(row.attachments);
            }
        });
    }

    /// It has been submitted: nothing of it is kept.
    pub(crate) fn sent(self) {
        self.stop_saving();
        self.forget_copy();
        self.safety.set(Safety::Empty);
    }
}
