//! Eyelevel's REST backend.

pub mod app;
pub mod board;
pub mod calendar;
pub mod cli;
pub mod clock;
pub mod config;
pub mod cursor;
pub mod db;
pub mod deliveries;
pub mod demo;
pub mod demo_kits;
pub mod documents;
pub mod enquiries;
pub mod error;
pub mod extract;
pub mod jobs;
pub mod licences;
pub mod links;
pub mod mail;
pub mod pages;
pub mod people;
pub mod problem;
pub mod requests;
pub mod serve;
pub mod statements;
pub mod write;
