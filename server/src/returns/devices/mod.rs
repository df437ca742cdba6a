//! What is known of devices: from our parcels, and from files that somebody has imported. Only what the asker may see is ever looked at.

pub mod batches;
pub(super) mod find;
pub(super) mod import;
pub(super) mod list;
pub(super) mod lookup;
