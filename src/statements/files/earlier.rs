//! The files that were read, the newest first.

use std::rc::Rc;

use eyelevel_contract::{
    page::Page,
    statements::{FileRow, Origin, paths},
};
use eyelevel_texts::statement_files as t;

use super::words;
use crate::{
    filters,
    i18n::{lang, timestamp},
    ui::{
        el::{El, div, el, p, span},
        empty::empty,
        loaded::Loaded,
        status::{Tone, status},
        table::{Column, cell, row, table},
    },
};

/// All of them, some at a time.
pub(super) fn list(list: Loaded<Page<FileRow>>) -> El {
    let shown = list.show(4, move |page: &Rc<Page<FileRow>>| rows(page));
    div("stack").child(el("h2").child(t::earlier(lang()))).child(list.age()).child(div("stack").child(shown))
}

fn rows(page: &Page<FileRow>) -> El {
    if page.items.is_empty() {
        return empty(t::none(lang()), None::<El>);
    }
    let names = [t::file(lang()), t::when(lang()), t::by(lang()), t::result(lang())];
    let line = |file: &FileRow| {
        let name = el("a").attr("href", &paths::file_page(&file.id)).class("file-name").child(file.name.as_str());
        let kind = (!file.format.is_empty()).then(|| span("small muted", &words::format(&file.format)));
        row([
            cell(names[0], div("stack tight").child(name).child(kind)),
            cell(names[1], timestamp(file.at)),
            cell(names[2], by(file)),
            cell(names[3], result(file)),
        ])
    };
    let columns = names.into_iter().map(Column::plain).collect();
    let table = table("files-table", t::earlier(lang()), columns, page.items.iter().map(line).collect());
    div("stack").child(table).child(filters::pages(paths::FILES_PAGE, page.next.as_deref()))
}

/// Who read it in, and how it came.
pub(super) fn by(file: &FileRow) -> String {
    match (&file.by, file.origin) {
        (Some(by), Origin::Upload) => by.name.clone(),
        (Some(by), origin) => [&by.name, ", ", words::origin(origin)].concat(),
        (None, origin) => words::origin(origin).to_owned(),
    }
}

/// What came of it, in a few words.
pub(super) fn result(file: &FileRow) -> El {
    if let Some(why) = &file.refused {
        return div("stack tight").child(status(Tone::Late, t::not_read(lang()))).child(p("small", why));
    }
    let posted = status(if file.posted > 0 { Tone::Good } else { Tone::Calm }, &t::in_short(lang(), file.posted));
    let nobodys = (file.nobodys > 0).then(|| status(Tone::Owed, &t::in_short_nobodys(lang(), file.nobodys)));
    let rejected = (file.rejected > 0).then(|| status(Tone::Late, &t::in_short_rejected(lang(), file.rejected)));
    let known = (file.known > 0).then(|| span("small muted", &t::in_short_known(lang(), file.known)));
    let seen = (file.shown > 0).then(|| span("small muted", &t::in_short_shown(lang(), file.shown)));
    div("row file-result").child(posted).child(nobodys).child(rejected).child(known).child(seen)
}
