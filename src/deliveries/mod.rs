//! Deliveries in the portal: each recipient with a status, a history and a parcel of their own.

mod dialogs;
mod list_page;
pub(crate) mod recipients;
mod show_page;

use eyelevel_contract::{
    civil::Date,
    deliveries::{
        Delivery, Status,
        carriers::Carrier,
        paths,
        rules::{Arrival, arrival},
    },
};
use eyelevel_texts::deliveries as t;

use crate::{
    clock,
    i18n::{day, day_of, lang},
    router::Route,
};

/// The pages; all are loaded afterwards.
pub(crate) const LATER: &[Route] = &[Route::new(paths::PAGE, list_page::page), Route::new("/deliveries/:id", show_page::page)];

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
