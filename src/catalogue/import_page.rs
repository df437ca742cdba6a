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
    router, session,
    ui::{
        button,
        el::{El, div, el, p},
        empty::empty,
    },
};

pub(super) fn page(_: &str) -> El {
    router::title(t::title_catalogue(lang()));
    let back = button::link("button quiet", paths::CATALOGUE_PAGE, tc::back(lang()));
    let head = div("page-head").child(el("h1").child(t::title_catalogue(lang()))).child(back);
    let page = div("page import").child(head);
    if !keeps(&session::actor()) {
        return page.child(empty(&words::refusal(lang(), &Refusal::NeedsRole(&[Role::Admin])), None::<El>));
    }
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
    page.child(lead).child(imports::view(importing))
}
