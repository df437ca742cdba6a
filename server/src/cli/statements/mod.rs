//! Bank files and invoices on the command line.

mod input;
mod inspect;
mod json;
mod survey;
mod words;

pub(super) use inspect::inspect;

use clap::Subcommand;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Reads bank files and invoices, and prints what was understood; nothing is posted. Ends with 1 if one of them is refused
    Inspect(inspect::Inspect),
}
