//! Licence keys on the command line.

mod inspect;
mod issue;

pub(super) use inspect::inspect;
pub(super) use issue::issue;

use clap::Subcommand;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Explains a key or a licence file: genuine or not, what it is for, what happened to it on its way. Ends with 1 if it is not valid
    Inspect(inspect::Inspect),
    /// Asks for a key in somebody's name, by the same rules and through the same gate as in the portal. Ends with 1 if there is none
    Issue(issue::Issue),
}
