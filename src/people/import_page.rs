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
    session,
    ui::el::{El, div, p},
};

pub(super) fn page(_: &str) -> El {
    let why = can_keep_organisations(&session::actor(), OrganisationKind::Partner).err().map(super::needs);
    let importing = Importing {
        url: paths::PEOPLE_IMPORT.to_owned(),
        lines: IMPORT_LINES,
        header: t::header_people(lang()),
        needed: t::needed_people(lang()),
        after: (t::to_people(lang()), paths::ORGANISATIONS_PAGE.to_owned()),
        done: Rc::new(|| ()),
    };
    let lead = div("stack tight").child(p("muted", t::lead_people(lang()))).child(p("muted", t::lead_people_known(lang())));
    imports::page(t::title_people(lang()), None, why, lead, importing)
}
