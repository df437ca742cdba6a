//! What stands in the portal, as tables (CSV): for evaluating it elsewhere, for moving on, for keeping.

use crate::{
    people::{Role, rules::Actor},
    requests::rules::{Refusal, of_the_vendor},
};

/// Before the name of a table.
pub const PATH: &str = "/api/v1/exports";
/// The portal's page.
pub const PAGE: &str = "/exports";

words! {
    /// A table.
    Export {
        /// Requests of every kind that the caller may read, a row each.
        Requests = "requests",
        /// What was promised for them, and what became of it.
        Promises = "promises",
        /// Parcels, with whom each went to.
        Deliveries = "deliveries",
        /// Devices in returns.
        Returns = "returns",
        /// Devices that are known by a delivery or a file.
        Serials = "serials",
        /// What can be asked for.
        Catalogue = "catalogue",
        /// Software at customers'.
        Installations = "installations",
        /// Vendor, partners, distributors.
        Organisations = "organisations",
        /// People with their roles.
        People = "people",
    }
}

/// Where a table is.
#[must_use]
pub fn path(export: Export) -> String {
    [PATH, "/", export.word(), ".csv"].concat()
}

/// Whether somebody may take whole tables away.
///
/// # Errors
/// The missing right.
pub fn can_export(actor: &Actor) -> Result<(), Refusal> {
    of_the_vendor(actor, &[Role::Admin, Role::Auditor])
}
