//! Serial numbers from a file: what would come of it, line by line; then, if somebody says so, what comes of it.

use std::rc::Rc;

use eyelevel_contract::{
    imports::IMPORT_LINES,
    requests::{Kind, RequestQuery, paths as requests_at},
    returns::{paths, rules::can_import},
};
use eyelevel_texts::imports as t;

use crate::{
    i18n::lang,
    imports::{self, Importing},
    router, session,
    ui::{
        button,
        el::{El, div, p},
    },
};

pub(super) fn page(_: &str) -> El {
    let actor = session::actor();
    let why = button::why(can_import(&actor));
    let vendor = actor.is_vendor();
    let header = match (vendor, actor.is_partner()) {
        (true, _) => t::header_serials_vendor(lang()),
        (_, true) => t::header_serials(lang()),
        _ => t::header_serials_distributor(lang()),
    };
    let all = router::join(requests_at::PAGE, &RequestQuery { kind: Some(Kind::Return), ..RequestQuery::default() }.to_query());
    let importing = Importing {
        url: paths::IMPORT.to_owned(),
        lines: IMPORT_LINES,
        header,
        needed: t::needed_serials(lang()),
        after: (t::to_returns(lang()), all),
        done: Rc::new(|| ()),
    };
    // What a file of the vendor's says binds; anybody else's makes a device known.
    let binds = if vendor { t::lead_serials_vendor(lang()) } else { t::lead_serials_known(lang()) };
    let lead = div("stack tight").child(p("muted", t::lead_serials(lang()))).child(p("muted", binds));
    imports::page(t::title_serials(lang()), None, why, lead, importing)
}
