//! Nothing there yet, and whom to ask about it.

use eyelevel_contract::{
    people::rules::ASKERS,
    requests::{Kind, paths::page},
};
use eyelevel_texts::statements_page as t;

use crate::{
    i18n::lang,
    session,
    ui::{button, el::El},
};

/// A way to ask: in writing, or, for who does not write enquiries, by telephone.
pub(super) fn ask_about() -> Option<El> {
    if session::actor().is_any(ASKERS) {
        return Some(button::link("button", &page(Kind::Enquiry, "new"), t::ask_about(lang())));
    }
    let me = session::me();
    let phone = &me.installation.phone;
    let number: String = phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    (!number.is_empty()).then(|| button::link("button", &["tel:", &number].concat(), &t::call_about(lang(), phone)))
}
