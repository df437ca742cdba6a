//! What a carrier says, from a CSV: looked at line by line, then written.

use std::rc::Rc;

use eyelevel_contract::deliveries::{IMPORT_LINES_MAX, paths, rules::can_import};
use eyelevel_texts::{deliveries as t, imports as ti};

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
    router::title(t::import_title(lang()));
    let back = button::link("button quiet", paths::PAGE, t::import_back(lang()));
    let head = div("page-head").child(el("h1").child(t::import_title(lang()))).child(back);
    let page = div("page import").child(head);
    if let Some(why) = button::why(can_import(&session::actor())) {
        return page.child(empty(&why, None::<El>));
    }
    let importing = Importing {
        url: paths::IMPORT.to_owned(),
        lines: IMPORT_LINES_MAX,
        header: ti::header_deliveries(lang()),
        needed: ti::needed_deliveries(lang()),
        after: (ti::to_deliveries(lang()), paths::PAGE.to_owned()),
        done: Rc::new(|| ()),
    };
    page.child(p("muted", t::import_lead(lang()))).child(imports::view(importing))
}
