//! People and organisations: colleagues and customers of a partner, partners and distributors of the vendor, and whoever is signed in.

mod absences_page;
mod import_page;
pub(crate) mod organisations;
mod people_page;
mod person;
mod profile;
mod tokens_page;

use eyelevel_contract::{
    lang::Lang,
    page::Page,
    people::{Person, Role, absences, paths, tokens},
};
use eyelevel_texts::{people as t, refusals, words};

use crate::{
    i18n::lang,
    later, reads,
    router::Route,
    session,
    ui::{
        el::{El, el},
        loaded::Loaded,
    },
};

/// The page that is loaded afterwards, and where the file of the others is asked for.
pub(crate) const LATER: &[Route] = &[
    Route::new(paths::PEOPLE_PAGE, later::on_demand),
    Route::new(paths::PEOPLE_IMPORT_PAGE, later::on_demand),
    Route::new(paths::ORGANISATIONS_PAGE, later::on_demand),
    Route::new(paths::ME_PAGE, profile::page),
    Route::new(tokens::TOKENS_PAGE, later::on_demand),
    Route::new(absences::PAGE, later::on_demand),
];

/// The pages that are loaded when somebody opens one.
pub(crate) const ON_DEMAND: &[Route] = &[
    Route::new(paths::PEOPLE_PAGE, people_page::page),
    Route::new(paths::PEOPLE_IMPORT_PAGE, import_page::page),
    Route::new(paths::ORGANISATIONS_PAGE, organisations::page),
    Route::new(absences::PAGE, absences_page::page),
    Route::new(tokens::TOKENS_PAGE, tokens_page::page),
];

/// The people of the reader's own company.
#[must_use]
pub(crate) fn colleagues() -> Loaded<Page<Person>> {
    let url = [paths::PEOPLE, "?limit=1000&organisation=", &session::me().organisation.id].concat();
    reads::read(move || url.clone())
}

/// A language's name, in the reader's.
fn language(language: Lang) -> &'static str {
    match language {
        Lang::De => t::german(lang()),
        Lang::En => t::english(lang()),
    }
}

/// A language's name, in itself: so that who needs it can read it.
fn own_language(language: Lang) -> &'static str {
    match language {
        Lang::De => t::german(language),
        Lang::En => t::english(language),
    }
}

/// What a role may do, in half a sentence.
fn meaning(role: Role) -> &'static str {
    let words = match role {
        Role::Owner => t::role_owner,
        Role::Technician => t::role_technician,
        Role::Sales => t::role_sales,
        Role::Accounts => t::role_accounts,
        Role::Approver => t::role_approver,
        Role::Support => t::role_support,
        Role::Ledger => t::role_ledger,
        Role::Lead => t::role_lead,
        Role::Manager => t::role_manager,
        Role::Admin => t::role_admin,
        Role::Auditor => t::role_auditor,
        Role::Agent => t::role_agent,
    };
    words(lang())
}

/// A mail address, which breaks before its place, if it must.
fn address(email: &str) -> El {
    let (who, at) = email.split_at(email.bytes().position(|byte| byte == b'@').unwrap_or_default());
    el("span").child(who).child(el("wbr")).child(at)
}

/// Roles in words.
fn roles(roles: &[Role]) -> String {
    roles.iter().map(|role| words::role(lang(), *role)).collect::<Vec<_>>().join(", ")
}

/// Why somebody may not: one of these roles is needed.
fn needs(needed: &[Role]) -> String {
    refusals::needs_role(lang(), roles(needed))
}
