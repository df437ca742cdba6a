//! Products: what needs keys, which key fits which version, and the pools that keys are taken from. The vendor's admins keep them.

mod card;
mod edit_page;
mod fields;
pub(super) mod list_page;
mod model;
mod pool_page;

pub(super) use edit_page::{add_page, page};
pub(super) use pool_page::page as pool;

use eyelevel_contract::{
    licences::{Issuer, PoolLevel, rules::can_keep_products},
    people::rules::Actor,
};
use eyelevel_texts::products as t;

use crate::{
    i18n::lang,
    ui::{
        el::El,
        status::{Tone, status},
    },
};

/// Whether this person keeps products, pools and the ring.
fn keeps(actor: &Actor) -> bool {
    can_keep_products(actor).is_ok()
}

/// Where a rule's keys come from, in half a sentence.
fn from(issuer: Issuer) -> &'static str {
    match issuer {
        Issuer::BuiltIn => t::built_in(lang()),
        Issuer::Pool => t::pool(lang()),
        Issuer::External => t::external(lang()),
    }
}

/// What is left of a pool.
fn left(level: &PoolLevel) -> El {
    match level.left {
        0 => status(Tone::Late, t::empty(lang())),
        n if level.low => status(Tone::Owed, &t::left(lang(), n)),
        n => status(Tone::Good, &t::left(lang(), n)),
    }
}
