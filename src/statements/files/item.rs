//! Files on their way: one after the other they are sent and looked at; posted, they are sent once more. A server keeps nothing in between, so
//! that any of several can answer.

use core::cell::RefCell;
use std::rc::Rc;

use eyelevel_contract::{
    json::{from_text, to_text},
    people::paths::encode,
    statements::{
        FILE_MAX, FileReport, paths,
        reading::bank::{ColumnRole, TableMapping},
    },
};
use eyelevel_texts::statement_files as t;
use web_sys::{File, FileList};

use crate::{
    client,
    i18n::lang,
    task,
    ui::{
        button::{self, unique},
        el::{El, div, nothing},
        failure::Failure,
        files,
        form::focus,
        reactive::{RwSignal, Set, Var},
    },
    upload::{Body, Upload},
};

/// Where a file is on its way.
#[derive(Clone)]
pub(super) enum State {
    /// Others are sent before it.
    Waiting,
    /// On its way, to be looked at or to be posted.
    Sending { posting: bool },
    /// What would come of it.
    Seen(Rc<FileReport>),
    /// What came of it.
    Posted(Rc<FileReport>),
    /// Why it is not read or not posted; `again`: another try may help.
    Failed { words: String, again: bool, posting: bool },
}

/// One file.
pub(super) struct Item {
    pub(super) id: u32,
    pub(super) file: File,
    pub(super) state: Var<State>,
    /// How much of it has gone, in hundredths.
    pub(super) progress: RwSignal<u32>,
    /// What somebody has said of its columns, if it is a table: as it is read, and by the columns' places.
    pub(super) mapping: RefCell<Option<TableMapping>>,
    pub(super) roles: RefCell<Option<Vec<Option<ColumnRole>>>>,
    /// The idempotency key of posting it: the same until an answer is there.
    key: RefCell<String>,
}

/// All of them.
pub(super) struct Desk {
    pub(super) items: Var<Vec<Rc<Item>>>,
    /// What is still to be sent, and whether it is to be posted.
    queue: RefCell<Vec<(Rc<Item>, bool)>>,
    /// Which one is on its way.
    running: RefCell<Option<(u32, Upload)>>,
    /// Hears that something was posted.
    changed: Rc<dyn Fn()>,
}

impl Desk {
    pub(super) fn new(changed: Rc<dyn Fn()>) -> Rc<Self> {
        Rc::new(Self { items: Var::new(Vec::new()), queue: RefCell::default(), running: RefCell::default(), changed })
    }

    /// Whether they are more than one looks through line by line.
    pub(super) fn are_many(&self) -> bool {
        self.items.peek().len() > 4
    }

    /// Takes files; the last chosen stands first.
    pub(super) fn add(self: &Rc<Self>, chosen: &FileList) {
        let new: Vec<Rc<Item>> = (0..chosen.length()).filter_map(|i| chosen.get(i)).map(Item::new).collect();
        let all = new.iter().chain(self.items.peek().iter()).cloned().collect();
        self.items.set(all);
        for item in new {
            if item.bytes() > FILE_MAX as f64 {
                let words = t::too_large(lang(), files::size(i64::try_from(FILE_MAX).unwrap_or_default()));
                item.state.set(State::Failed { words, again: false, posting: false });
            } else {
                self.ask(&item, false);
            }
        }
    }

    /// Sends it, because somebody has pressed a button that goes away now: the keyboard stays with the file.
    pub(super) fn press(self: &Rc<Self>, item: &Rc<Item>, posting: bool) {
        focus(&item.place());
        self.ask(item, posting);
    }

    /// Sends it, when its turn comes.
    pub(super) fn ask(self: &Rc<Self>, item: &Rc<Item>, posting: bool) {
        item.state.set(State::Waiting);
        item.progress.set(0);
        self.queue.borrow_mut().push((Rc::clone(item), posting));
        self.go_on();
    }

    /// Everything that was looked at is looked at again: an account has been told what is its.
    pub(super) fn look_again(self: &Rc<Self>) {
        for item in self.items.peek().iter() {
            if let State::Seen(report) = &*item.state.peek()
                && report.nobodys > 0
            {
                self.ask(item, false);
            }
        }
    }

    /// Takes it away; nothing of it was posted, or all.
    pub(super) fn remove(self: &Rc<Self>, item: &Rc<Item>) {
        self.queue.borrow_mut().retain(|(other, _)| other.id != item.id);
        if let Some((_, upload)) = self.running.borrow().as_ref().filter(|(id, _)| *id == item.id) {
            upload.stop();
        }
        self.items.update(|items| items.retain(|other| other.id != item.id));
    }

    /// Posting several at once.
    pub(super) fn together(self: &Rc<Self>) -> El {
        let items = self.items.get();
        let ready: Vec<Rc<Item>> = items.iter().filter(|item| item.to_post() > 0).cloned().collect();
        if ready.len() < 2 {
            return nothing();
        }
        let (desk, n) = (Rc::clone(self), i64::try_from(ready.len()).unwrap_or(i64::MAX));
        let post = button::primary(&t::post_all(lang(), n)).on("click", move |_| ready.iter().for_each(|item| desk.ask(item, true)));
        div("buttons").child(post)
    }

    fn go_on(self: &Rc<Self>) {
        if self.queue.borrow().is_empty() || self.running.borrow().is_some() {
            return;
        }
        let Some(upload) = Upload::new() else { return };
        let (item, posting) = self.queue.borrow_mut().remove(0);
        self.running.replace(Some((item.id, upload.clone())));
        let desk = Rc::clone(self);
        task::spawn(async move {
            desk.send(&item, posting, &upload).await;
            desk.running.take();
            desk.go_on();
        });
    }

    async fn send(self: &Rc<Self>, item: &Rc<Item>, posting: bool, upload: &Upload) {
        item.state.set(State::Sending { posting });
        if item.key.borrow().is_empty() {
            item.key.replace(client::new_key());
        }
        let (key, progress) = (item.key.borrow().clone(), item.progress);
        let key = if posting { key } else { client::new_key() };
        let answer = upload.send(&item.url(posting), Body::File(item.file.clone()), &key, move |hundredths| progress.set(hundredths)).await;
        match answer {
            Ok(text) => match from_text::<FileReport>(&text).map(Rc::new) {
                None => item.fail(&Failure::Unreadable, posting),
                Some(report) if posting => {
                    item.key.take();
                    item.state.set(State::Posted(report));
                    (self.changed)();
                }
                Some(report) => item.state.set(State::Seen(report)),
            },
            Err(Failure::Aborted) => {}
            // What is in the books has changed since it was looked at: what would come of it now?
            Err(failure) if posting && failure.status() == 412 => {
                item.key.take();
                self.ask(item, false);
            }
            Err(failure) => {
                if failure != Failure::Offline {
                    item.key.take();
                }
                item.fail(&failure, posting);
            }
        }
    }
}

impl Item {
    fn new(file: File) -> Rc<Self> {
        Rc::new(Self {
            id: unique(),
            file,
            state: Var::new(State::Waiting),
            progress: RwSignal::new(0),
            mapping: RefCell::default(),
            roles: RefCell::default(),
            key: RefCell::default(),
        })
    }

    /// The id of its element.
    pub(super) fn place(&self) -> String {
        ["file-", &self.id.to_string()].concat()
    }

    pub(super) fn bytes(&self) -> f64 {
        self.file.size()
    }

    /// How many lines would be posted, once that is known; whoever asks follows it.
    pub(super) fn to_post(&self) -> i64 {
        if let State::Seen(report) = &*self.state.get() { report.posted } else { 0 }
    }

    fn url(&self, posting: bool) -> String {
        let mapping = self.mapping.borrow().as_ref().map(|mapping| ["&mapping=", &encode(&to_text(mapping))].concat());
        let confirm = if posting { "&confirm=true" } else { "" };
        [paths::FILES, "?name=", &encode(&self.file.name()), confirm, mapping.as_deref().unwrap_or_default()].concat()
    }

    fn fail(&self, failure: &Failure, posting: bool) {
        let words = match failure {
            Failure::Offline => t::not_arrived(lang()).to_owned(),
            Failure::Refused(refused) if !refused.errors.is_empty() => {
                refused.errors.iter().map(|(_, sentences)| sentences.join(" ")).collect::<Vec<_>>().join(" ")
            }
            other => other.words(),
        };
        let again = !matches!(failure.status(), 413 | 422);
        self.state.set(State::Failed { words, again, posting });
    }
}

/// The page is gone: nothing more is sent.
pub(super) struct Ending(pub(super) Rc<Desk>);

impl Drop for Ending {
    fn drop(&mut self) {
        self.0.queue.borrow_mut().clear();
        // Its signals are gone already.
        if let Some((_, upload)) = self.0.running.take() {
            upload.stop();
        }
    }
}
