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
        /// Invitations that were sent, and what became of them.
        Invitations = "invitations",
        /// Who of the vendor looks after what.
        Teams = "teams",
        /// Who is, was or will be away, and who stands in.
        Absences = "absences",
        /// What may be promised, by kind of request and tier.
        Policies = "policies",
        /// Days on which the vendor is closed.
        ClosedDays = "closed-days",
        /// Software that needs keys, with its editions.
        Products = "products",
        /// What is known to be wrong with software or a batch.
        KnownIssues = "known-issues",
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
