//! Partners and their people from a file: what would come of it, line by line; then, if somebody says so, what comes of it.

use std::rc::Rc;

use eyelevel_contract::{
    imports::IMPORT_LINES,
    people::{OrganisationKind, paths, rules::can_keep_organisations},
};
use eyelevel_texts::imports as t;

use crate::{
    i18n::lang,
    imports::{self, Importing},
    router, session,
    ui::{
        el::{El, div, el, p},
        empty::empty,
    },
};

pub(super) fn page(_: &str) -> El {
    router::title(t::title_people(lang()));
    let page = div("page import").child(div("page-head").child(el("h1").child(t::title_people(lang()))));
    if let Err(needed) = can_keep_organisations(&session::actor(), OrganisationKind::Partner) {
        return page.child(empty(&super::needs(needed), None::<El>));
    }
    let importing = Importing {
        url: paths::PEOPLE_IMPORT.to_owned(),
        lines: IMPORT_LINES,
        header: t::header_people(lang()),
        needed: t::needed_people(lang()),
        after: (t::to_people(lang()), paths::ORGANISATIONS_PAGE.to_owned()),
        done: Rc::new(|| ()),
    };
    let lead = div("stack tight").child(p("muted", t::lead_people(lang()))).child(p("muted", t::lead_people_known(lang())));
    page.child(lead).child(imports::view(importing))
}
