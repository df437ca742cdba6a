//! Eyelevel's REST backend.
#![cfg_attr(test, expect(clippy::unwrap_used, reason = "a test may stop at once"))]

pub mod app;
pub mod calendar;
pub mod clock;
pub mod config;
pub mod db;
pub mod error;
pub mod extract;
pub mod links;
pub mod mail;
pub mod problem;
pub mod write;
