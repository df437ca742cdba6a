//! Items from a file: what would come of it, line by line; then, if somebody says so, what comes of it.

use std::rc::Rc;

use eyelevel_contract::{
    demo_kits::{CATALOGUE_LINES_MAX, paths},
    people::Role,
    requests::rules::Refusal,
};
use eyelevel_texts::{catalogue as tc, imports as t, words};

use super::list_page::keeps;
use crate::{
    i18n::lang,
    imports::{self, Importing},
    session,
    ui::{
        button,
        el::{El, div, p},
    },
};

pub(super) fn page(_: &str) -> El {
    let why = (!keeps(&session::actor())).then(|| words::refusal(lang(), &Refusal::NeedsRole(&[Role::Admin])));
    let importing = Importing {
        url: paths::CATALOGUE_IMPORT.to_owned(),
        lines: CATALOGUE_LINES_MAX,
        header: t::header_catalogue(lang()),
        needed: t::needed_catalogue(lang()),
        after: (t::to_catalogue(lang()), paths::CATALOGUE_PAGE.to_owned()),
        done: Rc::new(|| ()),
    };
    let now = button::link("button small", paths::CATALOGUE_EXPORT, t::catalogue_now(lang())).attr("download", "");
    let lead = div("stack tight").child([
        p("muted", t::lead_catalogue(lang())),
        p("muted", t::lead_catalogue_known(lang())),
        div("buttons").child(now),
    ]);
    imports::page(t::title_catalogue(lang()), Some((tc::back(lang()), paths::CATALOGUE_PAGE)), why, lead, importing)
}
