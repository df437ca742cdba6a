//! A file of many lines (CSV): chosen or dropped, looked at line by line, then imported. What was chosen stays until it has arrived.

use std::rc::Rc;

use eyelevel_contract::{
    imports::{IMPORT_BYTES, Import},
    json::from_text,
};
use eyelevel_texts::{format, imports as t, ui as tu};
use js_sys::Array;
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, FileList};

use super::outcome::outcome;
use crate::{
    client::{self, Call},
    copied,
    i18n::lang,
    task,
    ui::{
        button,
        el::{El, div, dynamic, el, nothing, p},
        failure::Failure,
        file_zone::FileZone,
        files,
        reactive::{Flag, Get, GetUntracked, RwSignal, Set, Var},
    },
};

/// What is imported, and where to.
pub(crate) struct Importing {
    /// Looks at a file; confirmed, it does it.
    pub(crate) url: String,
    /// A header line that is understood.
    pub(crate) header: &'static str,
    /// The most lines.
    pub(crate) lines: usize,
    /// Which columns no file can do without.
    pub(crate) needed: &'static str,
    /// Where what was imported stands: label and address.
    pub(crate) after: (&'static str, String),
    /// Hears that something was written.
    pub(crate) done: Rc<dyn Fn()>,
}

/// What is known of the file.
#[derive(Clone, Copy)]
pub(super) struct State {
    file: Var<Option<File>>,
    /// What would come of it, or what came of it.
    import: Var<Option<Rc<Import>>>,
    notice: RwSignal<String>,
    pub(super) busy: Flag,
    /// What was asked last: once more, if there was no answer.
    asked: RwSignal<String>,
    /// The idempotency key of writing it: the same until an answer is there.
    key: RwSignal<String>,
}

/// The choice of a file, and what comes of it below.
#[must_use]
pub(crate) fn view(importing: Importing) -> El {
    let state = State {
        file: Var::new(None),
        import: Var::new(None),
        notice: RwSignal::new(String::new()),
        busy: Flag::new(),
        asked: RwSignal::new(String::new()),
        key: RwSignal::new(String::new()),
    };
    let it = Rc::new(importing);
    let shown = Rc::clone(&it);
    let answer = div("").attr("aria-live", "polite").child(dynamic(move || match &*state.import.get() {
        Some(import) => outcome(&shown, state, import),
        None => nothing(),
    }));
    div("stack wide-gap").child(choice(&it, state)).child(answer)
}

fn choice(it: &Rc<Importing>, state: State) -> El {
    let (chosen, again) = (Rc::clone(it), Rc::clone(it));
    let (bytes, lines) = (i64::try_from(IMPORT_BYTES).unwrap_or_default(), i64::try_from(it.lines).unwrap_or_default());
    let hint = t::drop(lang(), files::size(bytes), format::integer(lang(), lines));
    let named = dynamic(move || match &*state.file.get() {
        Some(file) => p("", &t::chosen(lang(), file.name(), size(file))),
        None => nothing(),
    });
    let accept = ".csv,.txt,text/csv,text/plain";
    let zone = FileZone { label: t::choose(lang()), class: "button", hint: &hint, accept, multiple: false };
    let zone = zone.view(move |files| choose(&chosen, state, &files), named);
    let header = it.header;
    let copy = button::quiet(t::header_copy(lang())).class("button quiet small").on("click", move |_| copied::copy(header));
    let example = div("stack tight")
        .child(el("h3").child(t::header(lang())))
        .child(p("muted small", &t::header_hint(lang(), it.needed)))
        .child(el("code").class("key-text").child(header))
        .child(div("buttons").child(copy));
    let told = dynamic(move || trouble(&again, state));
    let card = el("section").class("card").attr("aria-label", t::file(lang()));
    card.child(el("h2").child(t::file(lang()))).child(zone).child(told).child(example)
}

/// What is going on, or went wrong; the file is still there.
fn trouble(it: &Rc<Importing>, state: State) -> El {
    let notice = state.notice.get();
    if state.busy.get() {
        let words = if state.key.get().is_empty() { t::checking(lang()) } else { t::writing(lang()) };
        return p("muted", words).attr("role", "status");
    }
    if notice.is_empty() {
        return nothing();
    }
    let kept = state.file.get().is_some();
    let again = kept.then(|| {
        let it = Rc::clone(it);
        button::secondary(tu::try_again(lang())).on("click", move |_| send(&it, state))
    });
    let words = div("notice").attr("data-tone", "late").attr("role", "alert").child(p("", &notice));
    words.child(kept.then(|| p("", t::kept(lang())))).child(again)
}

/// `120 kB`.
#[expect(clippy::cast_possible_truncation, reason = "a file's size is a whole number")]
fn size(file: &File) -> String {
    files::size(file.size() as i64)
}

/// A file was chosen: it is read at once, so that it is still there, and the same, when it is written.
fn choose(it: &Rc<Importing>, state: State, files: &FileList) {
    let Some(file) = files.get(0) else { return };
    if file.size() > IMPORT_BYTES as f64 {
        let most = files::size(i64::try_from(IMPORT_BYTES).unwrap_or_default());
        return state.notice.set(t::too_large(lang(), file.name(), most));
    }
    let it = Rc::clone(it);
    task::spawn(async move {
        match in_memory(&file).await {
            Some(read) => {
                state.file.set(Some(read));
                look(&it, state);
            }
            None => state.notice.set(t::not_read(lang(), file.name())),
        }
    });
}

async fn in_memory(file: &File) -> Option<File> {
    let bytes = JsFuture::from(file.array_buffer()).await.ok()?;
    File::new_with_buffer_source_sequence(&Array::of1(&bytes), &file.name()).ok()
}

/// What would come of it.
fn look(it: &Rc<Importing>, state: State) {
    state.key.set(String::new());
    state.import.set(None);
    state.asked.set(it.url.clone());
    send(it, state);
}

/// Does it; with bad lines in it, the good ones alone.
pub(super) fn write(it: &Rc<Importing>, state: State, good_only: bool) {
    let more = if it.url.contains('?') { "&confirm=true" } else { "?confirm=true" };
    state.asked.set([it.url.as_str(), more, if good_only { "&good_only=true" } else { "" }].concat());
    state.key.set(client::new_key());
    send(it, state);
}

fn send(it: &Rc<Importing>, state: State) {
    let Some(file) = (*state.file.peek()).clone() else { return };
    state.notice.set(String::new());
    state.busy.set(true);
    let key = state.key.get_untracked();
    let writing = !key.is_empty();
    let call = Call::post_csv(state.asked.get_untracked(), file);
    let call = if writing { call.key(key) } else { call };
    let it = Rc::clone(it);
    task::spawn(async move {
        let answer = call.send().await;
        state.busy.set(false);
        match answer {
            Ok(text) => {
                let import = from_text::<Import>(&text).map(Rc::new);
                if import.is_none() {
                    return state.notice.set(Failure::Unreadable.words());
                }
                state.key.set(String::new());
                state.import.set(import);
                if writing {
                    state.file.set(None);
                    (it.done)();
                }
            }
            // What is there has changed since it was looked at: what would come of it now?
            Err(failure) if writing && matches!(failure.status(), 412 | 422) => look(&it, state),
            Err(Failure::Offline) => state.notice.set(t::not_reached(lang()).to_owned()),
            Err(failure) => state.notice.set(failure.words()),
        }
    });
}
