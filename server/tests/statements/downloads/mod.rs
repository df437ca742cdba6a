//! A statement to take away: the same numbers in every file.

mod answers;
mod chance;
mod datev;
mod pdf;
mod read;
mod same;

use eyelevel_contract::statements::{Account, Download, paths};

use crate::support::{Answer, Client};

impl Client {
    /// A statement as a file.
    pub(super) async fn downloads(&self, account: &Account, what: Download, query: &str) -> Answer {
        self.get(format!("{}{query}", paths::download(&account.id, what))).await.is(200)
    }
}
