//! Who has to do with a kind of request. Money is another matter than equipment: who sees one need not see the other.

use super::Kind;
use crate::people::Role;

/// The roles around a kind of request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Team {
    /// Who of a partner asks.
    pub askers: &'static [Role],
    /// Who of a partner sees what a colleague has asked, unless it is limited. The owner always does.
    pub colleagues: &'static [Role],
    /// Who of the vendor takes part in threads.
    pub writers: &'static [Role],
    /// Who of the vendor sees it at all.
    pub readers: &'static [Role],
    /// Who decides.
    pub deciders: &'static [Role],
    /// Who becomes the owner, in this order.
    pub owners: &'static [Role],
    /// Who takes a second look, in this order.
    pub second: &'static [&'static [Role]],
}

const WORK: Team = Team {
    askers: super::rules::ASKERS,
    colleagues: &[Role::Technician, Role::Sales],
    writers: super::rules::WRITERS,
    readers: &[Role::Approver, Role::Support, Role::Lead, Role::Manager, Role::Admin, Role::Auditor],
    deciders: super::rules::DECIDERS,
    owners: &[Role::Approver, Role::Admin],
    second: &[&[Role::Approver], &[Role::Lead, Role::Manager]],
};

const MONEY: Team = Team {
    askers: &[Role::Accounts, Role::Owner],
    colleagues: &[Role::Accounts],
    writers: &[Role::Ledger, Role::Lead, Role::Manager, Role::Admin],
    readers: &[Role::Ledger, Role::Lead, Role::Manager, Role::Admin, Role::Auditor],
    deciders: &[Role::Ledger, Role::Lead, Role::Manager],
    owners: &[Role::Ledger, Role::Lead, Role::Manager, Role::Admin],
    second: &[&[Role::Ledger], &[Role::Lead, Role::Manager]],
};

/// The team of a kind.
#[must_use]
pub const fn team(kind: Kind) -> &'static Team {
    match kind {
        Kind::DemoKit | Kind::Enquiry | Kind::Licence | Kind::Return => &WORK,
        Kind::StatementQuery => &MONEY,
    }
}
