//! Who belongs to which side and what a role may do. Server and browser ask the same functions.

use super::{Me, OrganisationKind, Role};
use crate::ids::Id;

/// The person who acts, as far as rules need to know them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    pub id: Id,
    pub organisation_id: Id,
    pub kind: OrganisationKind,
    pub roles: Vec<Role>,
}

impl From<&Me> for Actor {
    fn from(me: &Me) -> Self {
        Self { id: me.id.clone(), organisation_id: me.organisation.id.clone(), kind: me.kind, roles: me.roles.clone() }
    }
}

impl Actor {
    /// Whether they hold this role.
    #[must_use]
    pub fn is(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }

    /// Whether they hold one of these roles.
    #[must_use]
    pub fn is_any(&self, roles: &[Role]) -> bool {
        roles.iter().any(|r| self.is(*r))
    }

    /// Whether they work for the vendor.
    #[must_use]
    pub fn is_vendor(&self) -> bool {
        self.kind == OrganisationKind::Vendor
    }

    /// Whether they work for a partner.
    #[must_use]
    pub fn is_partner(&self) -> bool {
        self.kind == OrganisationKind::Partner
    }

    /// Whether prices are shown to them: sales, owner and accounts of a partner, everybody of the vendor.
    #[must_use]
    pub fn sees_prices(&self) -> bool {
        self.is_vendor() || self.is_any(&[Role::Owner, Role::Sales, Role::Accounts])
    }
}

/// The roles that can be given to people of an organisation.
#[must_use]
pub const fn roles_of(kind: OrganisationKind) -> &'static [Role] {
    match kind {
        OrganisationKind::Partner => &[Role::Owner, Role::Technician, Role::Sales, Role::Accounts],
        OrganisationKind::Vendor => &[Role::Approver, Role::Support, Role::Ledger, Role::Lead, Role::Manager, Role::Admin, Role::Auditor],
        OrganisationKind::Distributor => &[Role::Agent],
        OrganisationKind::Customer => &[],
    }
}

/// Who of a partner keeps its customers and asks for kits, keys and returns.
pub const ASKERS: &[Role] = &[Role::Owner, Role::Technician, Role::Sales];

/// Whether the actor may create or rename organisations of that kind: a partner its customers, the vendor's admins partners and distributors.
///
/// # Errors
/// The roles of which one is needed.
pub fn can_keep_organisations(actor: &Actor, kind: OrganisationKind) -> Result<(), &'static [Role]> {
    match kind {
        OrganisationKind::Customer if actor.is_partner() && actor.is_any(ASKERS) => Ok(()),
        OrganisationKind::Customer => Err(ASKERS),
        _ if actor.is_vendor() && actor.is(Role::Admin) => Ok(()),
        _ => Err(&[Role::Admin]),
    }
}

/// Whether the actor may see an organisation at all: its own people do, the vendor all but customers, a partner its own customers.
#[must_use]
pub fn may_see_organisation(actor: &Actor, id: &str, kind: OrganisationKind, partner_id: Option<&str>) -> bool {
    actor.organisation_id == id
        || match kind {
            // A partner's customers belong to the partner.
            OrganisationKind::Customer => actor.is_partner() && partner_id == Some(actor.organisation_id.as_str()),
            _ => actor.is_vendor(),
        }
}

/// Whether the actor may invite and change people of that organisation: the vendor's admins everywhere, a partner's owner at home.
#[must_use]
pub fn may_manage_people(actor: &Actor, organisation_id: &str) -> bool {
    actor.is_vendor() && actor.is(Role::Admin) || actor.is(Role::Owner) && actor.organisation_id == organisation_id
}
