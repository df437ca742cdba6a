//! What a carrier says, from a CSV: looked at line by line, then written.

use std::rc::Rc;

use eyelevel_contract::deliveries::{IMPORT_LINES_MAX, paths, rules::can_import};
use eyelevel_texts::{deliveries as t, imports as ti};

use crate::{
    i18n::lang,
    imports::{self, Importing},
    session,
    ui::{
        button,
        el::{El, p},
    },
};

pub(super) fn page(_: &str) -> El {
    let why = button::why(can_import(&session::actor()));
    let importing = Importing {
        url: paths::IMPORT.to_owned(),
        lines: IMPORT_LINES_MAX,
        header: ti::header_deliveries(lang()),
        needed: ti::needed_deliveries(lang()),
        after: (ti::to_deliveries(lang()), paths::PAGE.to_owned()),
        done: Rc::new(|| ()),
    };
    imports::page(t::import_title(lang()), Some((t::import_back(lang()), paths::PAGE)), why, p("muted", t::import_lead(lang())), importing)
}
