//! URLs of statements, used by both sides.

use super::Download;

/// Accounts that the caller may see, with their verdicts (`GET`: `?q=&cursor=&limit=`); `POST` adds one (`NewAccount`, ledger).
pub const ACCOUNTS: &str = "/api/v1/statements";
/// Files that were read (`GET`); a file of a bank or of an invoice (`POST`): what would come of it; `?confirm=true` posts it, wholly or not at all.
pub const FILES: &str = "/api/v1/statements/files";
/// A file that was read, with all that came of it (`GET`).
#[must_use]
pub fn file(id: &str) -> String {
    format!("{FILES}/{id}")
}

/// The portal's page of a file that was read.
#[must_use]
pub fn file_page(id: &str) -> String {
    format!("{FILES_PAGE}/{id}")
}

/// Reads all books again (`POST`, ledger): closing balances, allocated amounts, corrections.
pub const CHECK: &str = "/api/v1/statements/check";
/// The portal's accounts.
pub const PAGE: &str = "/statements";
/// The portal's page of files.
pub const FILES_PAGE: &str = "/statements/files";

/// An account with its statement (`GET`): `?from=&until=`, both days included.
#[must_use]
pub fn one(id: &str) -> String {
    format!("{ACCOUNTS}/{id}")
}

/// A statement as a file (`GET`): `statement.csv`, with the same query as the statement.
#[must_use]
pub fn download(id: &str, what: Download) -> String {
    [ACCOUNTS, "/", id, "/statement.", what.word()].concat()
}

/// To whom a statement is sent each month and what became of it (`GET`); who gets it from now on (`POST`, `Pins`, a partner's owner and accounts).
#[must_use]
pub fn monthly(id: &str) -> String {
    [ACCOUNTS, "/", id, "/monthly"].concat()
}

/// The rest of an account's settings (`PUT`, `EditAccount`, `If-Match`, ledger).
#[must_use]
pub fn settings(id: &str) -> String {
    format!("{ACCOUNTS}/{id}/settings")
}

/// Postings by hand (`POST`, `NewPosting`, ledger).
#[must_use]
pub fn postings(id: &str) -> String {
    format!("{ACCOUNTS}/{id}/postings")
}

/// Allocations by hand (`POST`, `NewAllocation`, ledger).
#[must_use]
pub fn allocations(id: &str) -> String {
    format!("{ACCOUNTS}/{id}/allocations")
}

/// Takes an allocation back (`POST`, `Release`, ledger).
#[must_use]
pub fn release(id: &str, allocation_id: &str) -> String {
    format!("{ACCOUNTS}/{id}/allocations/{allocation_id}/release")
}

/// Lets the matching look again, and makes what is sure (`POST`, ledger).
#[must_use]
pub fn matching(id: &str) -> String {
    format!("{ACCOUNTS}/{id}/match")
}

/// The portal's statement of an account.
#[must_use]
pub fn page(id: &str) -> String {
    format!("{PAGE}/{id}")
}

/// The portal's page on which a partner compares an account with their own bank's files.
#[must_use]
pub fn bank(id: &str) -> String {
    format!("{PAGE}/{id}/bank")
}

/// Queries (`POST` raises one, `Query`; lists go through `/api/v1/requests?kind=statement_query`).
pub const QUERIES: &str = "/api/v1/statements/queries";

/// A query with the lines that it asks about.
#[must_use]
pub fn query(id: &str) -> String {
    format!("{QUERIES}/{id}")
}

/// Its answer (`POST`, `AnswerQuery`).
#[must_use]
pub fn answer(id: &str) -> String {
    format!("{QUERIES}/{id}/decision")
}
