//! The statement to take away: a menu of files, each of exactly the days that are shown.

use eyelevel_contract::statements::{Download, Statement, paths};
use eyelevel_texts::statement_downloads as t;

use crate::{
    i18n::{date, lang},
    router, session,
    ui::{
        button,
        el::{El, el, p, span},
        menu::menu,
    },
};

/// All files. The page's filters leave lines out; a file never does, or its numbers would not add up.
pub(super) fn downloads(statement: &Statement) -> El {
    let days = ["from=", &statement.from.to_string(), "&until=", &statement.until.to_string()].concat();
    let vendor = &session::me().installation.vendor;
    let item = |what: Download| {
        let (name, why) = match what {
            Download::Pdf => (t::pdf(lang()), t::pdf_why(lang()).to_owned()),
            Download::Csv => (t::csv(lang()), t::csv_why(lang()).to_owned()),
            Download::Xlsx => (t::xlsx(lang()), t::xlsx_why(lang()).to_owned()),
            Download::Datev => (t::datev(lang()), t::datev_why(lang(), vendor)),
            Download::Json => (t::json(lang()), t::json_why(lang()).to_owned()),
        };
        let href = router::join(&paths::download(&statement.account.id, what), &days);
        el("a")
            .class("menu-item download")
            .attr("href", &href)
            .attr("download", "")
            .child(el("strong").child(name))
            .child(span("small", &why))
    };
    let note = p("small muted download-note", &t::menu_why(lang(), date(statement.from), date(statement.until)));
    let items = std::iter::once(note).chain(Download::ALL.iter().copied().map(item));
    menu(button::secondary(t::menu(lang())).class("button opens"), items.collect())
}
