//! Installations from a file: what would come of it, line by line; then, if somebody says so, what comes of it.

use std::rc::Rc;

use eyelevel_contract::{
    imports::IMPORT_LINES,
    licences::{paths, rules::can_keep_installations},
};
use eyelevel_texts::imports as t;

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
    let actor = session::actor();
    let why = button::why(can_keep_installations(&actor, &actor.organisation_id));
    let vendor = actor.is_vendor();
    let importing = Importing {
        url: paths::IMPORT.to_owned(),
        lines: IMPORT_LINES,
        header: if vendor { t::header_installations_vendor(lang()) } else { t::header_installations(lang()) },
        needed: if vendor { t::needed_installations_vendor(lang()) } else { t::needed_installations(lang()) },
        after: (t::to_installations(lang()), paths::INSTALLATIONS_PAGE.to_owned()),
        done: Rc::new(|| ()),
    };
    let lead = div("stack tight").child(p("muted", t::lead(lang()))).child(p("muted", t::lead_known(lang())));
    imports::page(t::title(lang()), Some((t::back(lang()), paths::INSTALLATIONS_PAGE)), why, lead, importing)
}
