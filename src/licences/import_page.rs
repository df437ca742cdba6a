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
    router, session,
    ui::{
        button,
        el::{El, div, el, p},
        empty::empty,
    },
};

pub(super) fn page(_: &str) -> El {
    router::title(t::title(lang()));
    let actor = session::actor();
    let back = button::link("button quiet", paths::INSTALLATIONS_PAGE, t::back(lang()));
    let head = div("page-head").child(el("h1").child(t::title(lang()))).child(back);
    let page = div("page import").child(head);
    if let Some(why) = button::why(can_keep_installations(&actor, &actor.organisation_id)) {
        return page.child(empty(&why, None::<El>));
    }
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
    page.child(lead).child(imports::view(importing))
}
