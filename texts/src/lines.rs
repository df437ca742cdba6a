//! What is wrong in a line of a file, and what to do. A file has nothing to choose from, so some faults read otherwise than in a form.

use eyelevel_contract::{lang::Lang, money::Currency, validate::Fault};

use crate::{file_lines as t, words};

/// What is wrong with a column as such.
#[must_use]
pub fn header(lang: Lang, fault: &Fault) -> String {
    match fault {
        Fault::Required => t::column_missing(lang).to_owned(),
        Fault::Twice => t::column_twice(lang).to_owned(),
        other => words::fault(lang, other),
    }
}

/// What is wrong with a field of a line; without a name it is the line as a whole.
#[must_use]
pub fn fault(lang: Lang, field: &str, fault: &Fault) -> String {
    let plain = match (field, fault) {
        ("", Fault::TooMany(columns)) => return t::too_wide(lang, columns),
        ("currency", Fault::Unknown) => {
            return t::no_such_currency(lang, Currency::ALL.iter().map(|one| one.word()).collect::<Vec<_>>().join(", "));
        }
        ("", Fault::Required) => t::with_the_others(lang),
        (_, Fault::Required) => t::required(lang),
        ("number", Fault::Unknown) => t::no_such_parcel(lang),
        ("status", Fault::NotOffered) => t::no_such_status(lang),
        ("cause", Fault::NotOffered) => t::no_such_cause(lang),
        ("date", Fault::EndsBeforeStart) => t::before_sent(lang),
        ("partner", Fault::Unknown) => t::no_such_partner(lang),
        ("customer", Fault::Unknown) => t::no_such_customer(lang),
        ("product", Fault::Unknown) => t::no_such_product(lang),
        ("edition", Fault::Unknown) => t::no_such_edition(lang),
        ("partner" | "customer" | "product", Fault::Twice) => t::several(lang),
        ("organisation" | "name_de" | "name_en" | "owner", Fault::Twice) => t::several(lang),
        ("variant_de" | "variant_id", Fault::Twice) => t::variant_twice(lang),
        ("checklist_de" | "checklist_en", Fault::Twice) => t::step_twice(lang),
        ("id" | "variant_id", Fault::Unknown) => t::no_such_item(lang),
        ("loan", Fault::Unknown) => t::yes_or_no(lang),
        ("owner", Fault::Unknown) => t::no_such_owner(lang),
        (_, Fault::MustBeEmpty) => t::said_otherwise(lang),
        ("email", Fault::Twice) => t::address_twice(lang),
        ("email", Fault::Taken) => t::elsewhere(lang),
        ("roles", Fault::Unknown | Fault::NotOffered) => t::no_such_role(lang),
        ("lang", Fault::Unknown) => t::no_such_language(lang),
        ("key", Fault::Twice) => t::key_twice(lang),
        (_, Fault::Twice) => t::twice(lang),
        ("key", Fault::Taken) => t::key_known(lang),
        ("capacity", Fault::NotOffered) => t::counts_nothing(lang),
        ("host", Fault::ControlCharacters) => t::host_characters(lang),
        ("expires", Fault::InThePast) => t::is_over(lang),
        (_, other) => return words::fault(lang, other),
    };
    plain.to_owned()
}
