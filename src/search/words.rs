//! What was found, and where, in words.

use eyelevel_contract::search::{Field, Found};
use eyelevel_texts::search as t;

use crate::i18n::lang;

pub(super) fn kind(kind: Found) -> &'static str {
    (match kind {
        Found::Request => t::request,
        Found::Delivery => t::delivery,
        Found::Device => t::device,
        Found::Organisation => t::organisation,
        Found::Posting => t::posting,
        Found::Issue => t::issue,
    })(lang())
}

pub(super) fn field(field: Field) -> &'static str {
    (match field {
        Field::Number => t::number,
        Field::Serial => t::serial,
        Field::Subject => t::subject,
        Field::Reference => t::reference,
        Field::Customer => t::customer,
        Field::Recipient => t::recipient,
        Field::Name => t::name,
        Field::Title => t::title,
        Field::Several => t::several,
        Field::Asked => t::asked,
        Field::Message => t::message,
        Field::Note => t::note,
    })(lang())
}
