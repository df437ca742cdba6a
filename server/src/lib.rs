//! Eyelevel's REST backend.

pub mod app;
pub mod calendar;
pub mod clock;
pub mod config;
pub mod db;
pub mod demo_kits;
pub mod error;
pub mod extract;
pub mod links;
pub mod mail;
pub mod problem;
pub mod write;
