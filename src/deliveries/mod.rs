//! Deliveries in the portal: each recipient with a status, a history and a parcel of their own.

mod dialogs;
pub(crate) mod recipients;
