//! The files, the worker that reads them, and what it has said. All of it is gone with the page: nothing is kept anywhere.

use core::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::{Rc, Weak};

use eyelevel_contract::{
    ids::Id,
    json::{from_text, to_text},
    requests::RequestRef,
    statements::{
        Posting, Statement,
        bank_view::{Ask, Compared, SaidOfTable, Summary, Told, Unread, Wish},
        reading::bank::TableMapping,
    },
};
use wasm_bindgen::JsValue;
use web_sys::File;

use crate::{
    ui::reactive::{Owner, Var},
    worker::{self, Worker},
};

/// So many matters are shown at first, and with every wish for more.
pub(super) const PAGE: i64 = 100;

/// What has become of the files.
#[derive(Clone)]
pub(super) enum State {
    /// There are none.
    Idle,
    /// They are being read.
    Reading,
    /// One of them is not read.
    Unread { at: i64, file: String, why: Unread },
    /// The worker can't be had, or has died.
    Failed,
    /// They are compared.
    Done(Rc<Summary>),
}

/// Some matters, once they are here.
pub(super) type Some100 = Var<Option<Rc<Vec<Compared>>>>;

/// Of a page.
#[derive(Clone)]
pub(super) struct Reader {
    pub(super) state: Var<State>,
    /// So many bytes of all are read.
    pub(super) read: Var<(i64, i64)>,
    /// Which of the differences are ticked.
    pub(super) chosen: Var<BTreeSet<i64>>,
    /// Which are asked about already, since the files were chosen.
    pub(super) asked: Var<BTreeMap<i64, RequestRef>>,
    /// What pages belong to: the page, and not the part of it that asked for them first.
    owner: Option<Owner>,
    inner: Rc<RefCell<Inner>>,
}

#[derive(Default)]
struct Inner {
    worker: Option<Worker>,
    /// What is sent as soon as the worker is there.
    waiting: Option<String>,
    ready: bool,
    files: Vec<File>,
    /// What was said of tables among them.
    said: Vec<SaidOfTable>,
    statement: Option<Rc<Statement>>,
    ask: Option<Ask>,
    places: HashMap<Id, usize>,
    /// Who waits for which matters.
    pages: HashMap<(bool, i64), Some100>,
}

impl Reader {
    pub(super) fn new() -> Self {
        let reader = Self {
            state: Var::new(State::Idle),
            read: Var::new((0, 0)),
            chosen: Var::new(BTreeSet::new()),
            asked: Var::new(BTreeMap::new()),
            owner: Owner::current(),
            inner: Rc::default(),
        };
        // It comes with the page, so that with a file in hand nothing has to be loaded any more.
        reader.start();
        reader
    }

    /// Whether no file is open; whoever asks follows it.
    pub(super) fn is_idle(&self) -> bool {
        matches!(*self.state.get(), State::Idle)
    }

    /// With what files will be compared.
    pub(super) fn compare_with(&self, statement: &Rc<Statement>, ask: Ask) {
        let mut inner = self.inner.borrow_mut();
        inner.places = statement.postings.iter().enumerate().map(|(place, posting)| (posting.id.clone(), place)).collect();
        inner.ask = Some(ask);
        inner.statement = Some(Rc::clone(statement));
    }

    pub(super) fn currency(&self) -> String {
        self.inner.borrow().statement.as_ref().map(|statement| statement.account.currency.clone()).unwrap_or_default()
    }

    pub(super) fn account(&self) -> Id {
        self.inner.borrow().statement.as_ref().map(|statement| statement.account.id.clone()).unwrap_or_default()
    }

    /// A line of the ledger.
    pub(super) fn posting(&self, id: &str) -> Option<Posting> {
        let inner = self.inner.borrow();
        let place = *inner.places.get(id)?;
        inner.statement.as_ref()?.postings.get(place).cloned()
    }

    /// Reads these files and compares them.
    pub(super) fn take(&self, files: Vec<File>) {
        if !files.is_empty() {
            let mut inner = self.inner.borrow_mut();
            (inner.files, inner.said) = (files, Vec::new());
            drop(inner);
            self.again();
        }
    }

    /// Says what the columns of the table mean that is not read, and has all files read once more.
    pub(super) fn say(&self, mapping: TableMapping) {
        if let State::Unread { at, .. } = *self.state.peek() {
            let mut inner = self.inner.borrow_mut();
            inner.said.retain(|said| said.file != at);
            inner.said.push(SaidOfTable { file: at, mapping });
            drop(inner);
            self.again();
        }
    }

    /// Reads the files once more.
    pub(super) fn again(&self) {
        // What is under way is of no use any more, and can't be stopped otherwise.
        if matches!(*self.state.peek(), State::Reading | State::Failed) {
            self.start();
        }
        let Some(ask) = self.inner.borrow().ask.clone() else { return };
        let said = self.inner.borrow().said.clone();
        self.inner.borrow_mut().pages.clear();
        self.read.set((0, 0));
        self.chosen.set(BTreeSet::new());
        self.asked.set(BTreeMap::new());
        self.state.set(State::Reading);
        self.send(to_text(&Wish::Compare { ask, said }));
    }

    /// Forgets files and result.
    pub(super) fn forget(&self) {
        self.start();
        self.inner.borrow_mut().files.clear();
        self.chosen.set(BTreeSet::new());
        self.state.set(State::Idle);
    }

    /// Some of what differs, or of what agrees.
    pub(super) fn page(&self, differing: bool, from: i64) -> Some100 {
        if let Some(known) = self.inner.borrow().pages.get(&(differing, from)) {
            return *known;
        }
        let page = self.owner.as_ref().map_or_else(|| Var::new(None), |owner| owner.with(|| Var::new(None)));
        self.inner.borrow_mut().pages.insert((differing, from), page);
        self.send(to_text(&Wish::Page { differing, from, count: PAGE }));
        page
    }

    /// One of the differences that were shown.
    pub(super) fn matter(&self, at: i64) -> Option<Compared> {
        let page = self.inner.borrow().pages.get(&(true, at / PAGE * PAGE)).copied()?;
        let matters = page.peek();
        matters.as_ref().as_ref()?.get(usize::try_from(at % PAGE).ok()?).cloned()
    }

    /// A new worker in the place of the last one.
    fn start(&self) {
        let (one, other) = (self.weak(), self.weak());
        let heard = move |said: JsValue| {
            if let (Some(reader), Some(told)) = (one(), said.as_string().and_then(|text| from_text::<Told>(&text))) {
                reader.hear(told);
            }
        };
        let worker = Worker::start(worker::BANK_FILES, heard, move || {
            if let Some(reader) = other() {
                reader.died();
            }
        });
        let mut inner = self.inner.borrow_mut();
        (inner.worker, inner.ready, inner.waiting) = (worker, false, None);
    }

    /// The worker must not keep the page that keeps the worker.
    fn weak(&self) -> impl Fn() -> Option<Self> + 'static {
        let inner: Weak<RefCell<Inner>> = Rc::downgrade(&self.inner);
        let (state, read, chosen, asked, owner) = (self.state, self.read, self.chosen, self.asked, self.owner.clone());
        move || Some(Self { state, read, chosen, asked, owner: owner.clone(), inner: inner.upgrade()? })
    }

    fn send(&self, text: String) {
        let mut inner = self.inner.borrow_mut();
        match &inner.worker {
            Some(worker) if inner.ready => worker.send(&text, &inner.files),
            Some(_) => inner.waiting = Some(text),
            None => {
                drop(inner);
                self.died();
            }
        }
    }

    fn died(&self) {
        self.inner.borrow_mut().worker = None;
        // It is said to who waits for it.
        if !matches!(*self.state.peek(), State::Idle) {
            self.state.set(State::Failed);
        }
    }

    fn hear(&self, told: Told) {
        match told {
            Told::Ready {} => {
                self.inner.borrow_mut().ready = true;
                let waiting = self.inner.borrow_mut().waiting.take();
                waiting.into_iter().for_each(|text| self.send(text));
            }
            Told::Progress { bytes, of } => self.read.set((bytes, of)),
            Told::Compared { summary } => self.state.set(State::Done(Rc::new(summary))),
            Told::Page { differing, from, lines } => {
                let page = self.inner.borrow().pages.get(&(differing, from)).copied();
                page.into_iter().for_each(|page| page.set(Some(Rc::new(lines.clone()))));
            }
            Told::Unread { file: at_file, why } => {
                let at = usize::try_from(at_file).unwrap_or(0);
                let file = self.inner.borrow().files.get(at).map(File::name).unwrap_or_default();
                self.state.set(State::Unread { at: at_file, file, why });
            }
        }
    }
}
