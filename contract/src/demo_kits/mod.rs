//! Demo kits: a catalogue, a configured order on loan or bought, a decision line by line, parcels to the pinned recipients.

pub mod loans;
pub mod paths;
pub mod quote;
pub mod rules;
mod types;
mod validate;
mod validate_decision;
mod validate_item;
mod validate_shipment;

pub use crate::lang::Bilingual;
pub use types::*;
pub use validate::validate;
pub use validate_decision::validate_decision;
pub use validate_item::{
    CATALOGUE_LINES_MAX, CONTENTS_MAX, DEAD_ON_ARRIVAL_MAX, PRICE_MAX, STOCK_MAX, VARIANTS_MAX, WARRANTY_MAX, validate_item,
};
pub use validate_shipment::validate_shipment;
