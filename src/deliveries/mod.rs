//! Deliveries in the portal: each recipient with a status, a history and a parcel of their own.

mod bounces_page;
mod changes;
pub(crate) mod channel;
mod dialogs;
mod import_page;
mod list_page;
pub(crate) mod recipients;
mod show_page;
mod wrong;

use eyelevel_contract::{
    civil::Date,
    deliveries::{
        Delivery, Status, StatusChange, bounces,
        carriers::Carrier,
        paths,
        rules::{Arrival, arrival},
        tracking::Cause,
    },
};
use eyelevel_texts::{deliveries as t, words};

use crate::{
    clock,
    i18n::{day, day_of, lang},
    later,
    router::Route,
};

/// The pages that are loaded afterwards.
pub(crate) const LATER: &[Route] = &[
    Route::new(paths::PAGE, list_page::page),
    Route::new(paths::IMPORT_PAGE, later::on_demand),
    Route::new("/deliveries/:id", show_page::page),
    // Where its file is asked for.
    Route::new(bounces::PAGE, later::on_demand),
];

/// What few people need, and only when they open it.
pub(crate) const ON_DEMAND: &[Route] = &[Route::new(bounces::PAGE, bounces_page::page), Route::new(paths::IMPORT_PAGE, import_page::page)];

/// When a delivery comes, in words; nothing where the status says it all. A mail has no day on which it comes.
fn delivery_comes(delivery: &Delivery) -> Option<String> {
    if delivery.carrier == Carrier::Mail { None } else { comes(delivery.status, delivery.arrives_on) }
}

/// When something comes, in words; nothing where the status says it all.
pub(crate) fn comes(status: Status, on: Option<Date>) -> Option<String> {
    match arrival(status, on, day_of(clock::now())) {
        Arrival::Over => None,
        Arrival::NoDate => Some(t::no_date(lang()).to_owned()),
        Arrival::Expected(date) => Some(t::arrives(lang(), day(date))),
        Arrival::Overdue(date) => Some(t::overdue(lang(), day(date))),
    }
}

/// What was said first, where it comes later now, and why; nothing otherwise.
fn later_than_said(status: Status, first: Option<Date>, now: Option<Date>, because: Option<Cause>) -> Option<String> {
    let first = first.filter(|first| now.is_some_and(|now| now > *first))?;
    if arrival(status, now, day_of(clock::now())) == Arrival::Over {
        return None;
    }
    Some(match because {
        Some(cause) => t::first_said_because(lang(), day(first), words::because(lang(), cause)),
        None => t::first_said(lang(), day(first)),
    })
}

/// What was reported, in words: a status, why it does not go on, or another day of arrival.
fn change(change: &StatusChange) -> String {
    match (change.arrives_on.filter(|_| change.is_of_the_day()), change.cause) {
        (Some(on), None) => t::moved_to(lang(), day(on)),
        (Some(on), Some(cause)) => t::moved_to_because(lang(), day(on), words::cause(lang(), cause)),
        (None, None) => words::status(lang(), change.status).to_owned(),
        (None, Some(cause)) => [words::status(lang(), change.status), ", ", words::cause(lang(), cause)].concat(),
    }
}
