//! A file that was read, with all that came of it: an address to pass on.

use std::rc::Rc;

use eyelevel_contract::statements::{FileReport, ReadFile, paths};
use eyelevel_texts::statement_files as t;

use super::{
    earlier,
    report::{self, Told},
};
use crate::{
    i18n::{lang, timestamp},
    reads, router,
    ui::{
        button,
        el::{El, div, el, p, span},
        files,
        loaded::Loaded,
    },
};

pub(crate) fn page(id: &str) -> El {
    router::title(t::title(lang()));
    let url = paths::file(id);
    let file: Loaded<ReadFile> = reads::read(move || url.clone());
    let shown = file.show_headed(6, view);
    div("page statement-files").child(file.age()).child(div("").child(shown))
}

fn view(read: &Rc<ReadFile>) -> El {
    let file = &read.file;
    router::title(&file.name);
    let back = button::link("button quiet", paths::FILES_PAGE, t::all_files(lang()));
    let facts = [timestamp(file.at), earlier::by(file), files::size(file.bytes)];
    let facts = div("request-where").child(facts.iter().map(|fact| span("", fact)).collect::<Vec<_>>());
    let title = div("request-head").child(el("h1").class("file-name").child(file.name.as_str())).child(facts);
    let page = div("stack wide-gap").child(div("page-head").child(title).child(back));
    if let Some(why) = &file.refused {
        let notice = div("notice").attr("data-tone", "late").child(p("", why)).child(p("", t::what_to_do(lang())));
        return page.child(notice);
    }
    let report = Rc::new(FileReport::clone(&read.report));
    let tone = if report.posted > 0 { "good" } else { "" };
    let words = div("notice").attr("data-tone", tone).child(report::done(&report));
    let told = Told { name: file.name.clone(), done: true, open: true, tell: None };
    page.child(report::kind(&report)).child(words).child(report::view(&report, &told)).child(p("small muted", t::share(lang())))
}
