mod files;
pub(crate) mod installations;
pub(crate) mod known_issues;
pub(crate) mod pools;
pub(crate) mod products;
mod renewals;
pub(crate) mod requests;
mod ring;
