//! Who answers for a request: always a named person of the vendor who can sign in.

use eyelevel_contract::ids::Id;
use eyelevel_contract::people::{PersonRef, Role};
use eyelevel_contract::requests::Kind;
use eyelevel_contract::requests::team::team;

use crate::db::{AsConn, Filter, q};
use crate::error::{Error, Result};
use crate::people::store::person_ref;
use crate::write::Write;

/// The preferred person if they may own such a request, else of those whose matter it is the one with the least load.
pub(super) async fn find(w: &mut Write, kind: Kind, preferred: Option<&str>) -> Result<Id> {
    if let Some(preferred) = preferred
        && may_own(w, kind, preferred).await?
    {
        return Ok(preferred.to_owned());
    }
    for role in team(kind).owners {
        if let Some(id) = least_loaded(&mut w.tx, &[*role], &[]).await? {
            return Ok(id);
        }
    }
    Err(nobody())
}

fn nobody() -> Error {
    Error::Internal("nobody of the vendor can own a request: invite an approver, somebody for the ledger or an admin".to_owned())
}

/// Who would own a request of this kind that began now, if nobody answers for what is asked for.
///
/// # Errors
/// `Internal` if the vendor has nobody.
pub async fn would_be(on: &mut impl AsConn, kind: Kind) -> Result<PersonRef> {
    for role in team(kind).owners {
        if let Some(id) = least_loaded(on, &[*role], &[]).await? {
            return person_ref(on, &id).await;
        }
    }
    Err(nobody())
}

/// Another person for a second look: somebody who decides and has not said no; none if there is nobody.
pub(super) async fn another(w: &mut Write, kind: Kind, not: &[Id]) -> Result<Option<Id>> {
    for roles in team(kind).second {
        if let Some(id) = least_loaded(&mut w.tx, roles, not).await? {
            return Ok(Some(id));
        }
    }
    Ok(None)
}

/// Whether a person can own a request: of the vendor, with a role that takes part in requests, and able to sign in.
pub(super) async fn may_own(w: &mut Write, kind: Kind, id: &str) -> Result<bool> {
    let mut filter = candidates(team(kind).writers);
    filter.and("p.id = ?", id);
    let found: Option<(Id,)> = filter.query(PEOPLE, "LIMIT 1", ()).maybe(&mut w.tx).await?;
    Ok(found.is_some())
}

const PEOPLE: &str = "SELECT p.id FROM people p JOIN organisations o ON o.id = p.organisation_id";

fn candidates(roles: &[Role]) -> Filter {
    let mut filter = Filter::new();
    let words: Vec<_> = roles.iter().map(|r| format!("'{}'", r.word())).collect();
    filter.and("o.kind = 'vendor' AND p.password_hash IS NOT NULL", ());
    filter.and(&format!("EXISTS (SELECT 1 FROM person_roles r WHERE r.person_id = p.id AND r.role IN ({}))", words.join(", ")), ());
    filter
}

/// Load: what waits for the vendor.
async fn least_loaded(on: &mut impl AsConn, roles: &[Role], not: &[Id]) -> Result<Option<Id>> {
    let mut filter = candidates(roles);
    for id in not {
        filter.and("p.id <> ?", id);
    }
    let load = "(SELECT COUNT(*) FROM requests q WHERE q.owner_id = p.id AND q.section = 'with_vendor')";
    let found: Option<(Id,)> = filter.query(PEOPLE, &format!("ORDER BY {load}, p.id LIMIT 1"), ()).maybe(on).await?;
    Ok(found.map(|f| f.0))
}

/// Makes somebody the owner.
pub(super) async fn set(w: &mut Write, request_id: &str, owner_id: &str) -> Result<()> {
    q("UPDATE requests SET owner_id = $1 WHERE id = $2").bind(owner_id).bind(request_id).run(&mut w.tx).await?;
    Ok(())
}
