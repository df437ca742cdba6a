//! My bank's view: the partner's own bank files beside the statement. They are read by the worker, in this browser, and never sent; what is
//! ticked becomes the text of a query, which the partner sees before it goes.
//!
//! | module | has |
//! |---|---|
//! | `reader` | the files, the worker that reads them, what it has said |
//! | `result` | the verdict, what differs, what agrees, what was left out |
//! | `matter` | one matter with both of its sides |
//! | `columns` | what the columns of a table mean, where nobody knows |
//! | `ask` | what is ticked, and the query about it |

mod ask;
mod columns;
mod matter;
mod reader;
mod result;

use std::rc::Rc;

use eyelevel_contract::statements::{
    Statement,
    bank_view::{Ask, Unread},
    paths,
    reading::Refusal,
};
use eyelevel_texts::{statement_bank as t, statements as said};
use wasm_bindgen::JsCast;
use web_sys::{DragEvent, FileList};

use self::reader::{Reader, State};
use crate::{
    i18n::lang,
    reads, router, session,
    ui::{
        button,
        el::{El, div, dynamic, el, nothing, p, text},
        file_zone::FileZone,
        files::size,
        listening::{Listening, listen},
        loaded::Loaded,
        reactive::{untrack, window},
    },
};

/// What bank files are called.
const ACCEPT: &str = ".xml,.sta,.mt940,.940,.mta,.csv,.txt,.c53,.c52,.c54,text/xml,text/csv,text/plain";

pub(super) fn page(id: &str) -> El {
    router::title(t::title(lang()));
    let reader = Reader::new();
    let (url, busy) = (paths::one(id), reader.clone());
    // With a file open nothing is asked of the server any more: what is compared stands still, and nobody has to wonder what is sent.
    let statement: Loaded<Statement> = reads::read(move || if busy.is_idle() { url.clone() } else { String::new() });
    let shown = reader.clone();
    div("page bank-view")
        .child(statement.age())
        .child(div("").child(statement.show_headed(6, move |statement| untrack(|| content(&shown, statement)))))
        .child(ask::bar(&reader))
        .keep(reader)
}

fn vendor() -> String {
    session::me().installation.vendor.clone()
}

fn content(reader: &Reader, statement: &Rc<Statement>) -> El {
    let account = &statement.account;
    reader.compare_with(statement, Ask::of(statement, &vendor()));
    let heading = reader.clone();
    let title = el("h1").child(text(move || match &*heading.state.get() {
        State::Done(summary) => result::verdict(summary, &heading.currency()),
        _ => t::title(lang()).to_owned(),
    }));
    let whose = eyelevel_texts::statements_page::of_account(lang(), &account.number, &account.partner.name);
    let back = button::link("button quiet", &paths::page(&account.id), t::back(lang()));
    let head = div("page-head").child(div("request-head").child(title).child(p("muted", &whose))).child(div("buttons").child(back));
    let lead = el("p").child(t::lead(lang(), vendor()));
    let below = {
        let reader = reader.clone();
        dynamic(move || {
            let state = reader.state.get();
            untrack(|| below(&reader, &state))
        })
    };
    let (idle, words) = (reader.clone(), reader.clone());
    let lead = lead.bind_flag("hidden", move || matches!(*idle.state.get(), State::Done(_)));
    let status = div("visually-hidden").attr("role", "status").child(text(move || match &*words.state.get() {
        State::Idle | State::Unread { .. } | State::Failed => String::new(),
        State::Reading => t::comparing(lang()).to_owned(),
        State::Done(summary) => result::verdict(summary, &words.currency()),
    }));
    let page = div("stack wide-gap").child(head).child(lead).child(private()).child(choice(reader)).child(status).child(below);
    anywhere(reader).into_iter().fold(page, El::keep)
}

/// What is promised, where the file is chosen.
fn private() -> El {
    let notice = div("notice bank-private").attr("data-tone", "good").child(el("strong").child(t::private(lang())));
    notice.child(p("", t::private_why(lang()))).child(p("small", t::forgotten(lang())))
}

fn choice(reader: &Reader) -> El {
    let take = reader.clone();
    let zone = |label: &'static str, class: &'static str, reader: Reader| {
        let zone = FileZone { label, class, hint: t::choose_hint(lang()), accept: ACCEPT, multiple: true };
        zone.view(move |files| reader.take(list(&files)), nothing())
    };
    // Once there is a result it is the result that counts.
    let first = zone(t::choose(lang()), "button primary", take.clone()).class("upload bank-files");
    let later = zone(t::choose_again(lang()), "button", take.clone()).class("upload bank-files");
    let done = |reader: &Reader| matches!(*reader.state.get(), State::Done(_));
    let (one, other) = (take.clone(), take);
    div("").child(first.bind_flag("hidden", move || done(&one))).child(later.bind_flag("hidden", move || !done(&other)))
}

fn list(files: &FileList) -> Vec<web_sys::File> {
    (0..files.length()).filter_map(|at| files.get(at)).collect()
}

/// A file that is dropped beside the place for it would be opened by the browser, and the portal left.
fn anywhere(reader: &Reader) -> [Listening; 2] {
    let reader = reader.clone();
    let over = listen(&window(), "dragover", |event| event.prevent_default());
    let dropped = listen(&window(), "drop", move |event| {
        if event.default_prevented() {
            return;
        }
        event.prevent_default();
        if let Some(files) = event.unchecked_into::<DragEvent>().data_transfer().and_then(|data| data.files()) {
            reader.take(list(&files));
        }
    });
    [over, dropped]
}

fn below(reader: &Reader, state: &State) -> El {
    match state {
        State::Idle => nothing(),
        State::Reading => reading(reader),
        State::Unread { file, why, .. } => unread(reader, file, why),
        State::Failed => {
            let again = reader.clone();
            let again = button::secondary(t::again(lang())).on("click", move |_| again.again());
            notice(&[], t::failed(lang()), Some(again))
        }
        State::Done(summary) => result::view(reader, summary),
    }
}

/// How far it is; the number alone changes.
fn reading(reader: &Reader) -> El {
    let (bar, words, stop) = (reader.clone(), reader.clone(), reader.clone());
    let progress = el("progress").attr("aria-label", t::comparing(lang())).attr("max", "1000");
    let progress = progress.bind("value", move || {
        let (bytes, of) = *bar.read.get();
        (of > 0 && bytes < of).then(|| (bytes.saturating_mul(1000) / of).to_string())
    });
    let words = p("small muted", "").child(text(move || match *words.read.get() {
        (bytes, of) if of > 0 => t::reading(lang(), size(bytes), size(of)),
        _ => t::comparing(lang()).to_owned(),
    }));
    let cancel = button::secondary(t::cancel(lang())).on("click", move |_| stop.forget());
    div("stack bank-reading").child(progress).child(words).child(div("buttons").child(cancel))
}

fn unread(reader: &Reader, file: &str, why: &Unread) -> El {
    let words = match why {
        Unread::Table { refusal, table, mapping } => return columns::view(reader, file, refusal, table, mapping.as_ref()),
        Unread::Refused { refusal } => refused(refusal),
        Unread::Invoice {} => t::invoice(lang()).to_owned(),
        Unread::Pdf {} => t::pdf(lang()).to_owned(),
        Unread::Rejections {} => t::rejections(lang()).to_owned(),
        Unread::Currency {} => t::other_currency(lang(), reader.currency()),
    };
    notice(&[&t::not_read(lang(), file)], &words, None)
}

/// Why, and where.
fn refused(refusal: &Refusal) -> String {
    let words = said::refusal(lang(), refusal);
    said::place(lang(), refusal.line, &refusal.path).map_or_else(|| words.clone(), |place| [&words, " (", &place, ")"].concat())
}

fn notice(title: &[&str], words: &str, next: Option<El>) -> El {
    let titles = title.iter().map(|title| el("strong").child(*title)).collect::<Vec<_>>();
    let hint = (!titles.is_empty()).then(|| p("small", t::what_to_do(lang())));
    div("notice").attr("data-tone", "late").attr("role", "alert").child(titles).child(p("", words)).child(hint).child(next)
}
