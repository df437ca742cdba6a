//! Who answers for a request: always a named person of the vendor who can sign in, and who is there if anybody is.

use eyelevel_contract::civil::Date;
use eyelevel_contract::ids::Id;
use eyelevel_contract::people::{PersonRef, Role};
use eyelevel_contract::requests::team::team;
use eyelevel_contract::requests::{Kind, Level};

use crate::app::App;
use crate::calendar;
use crate::db::{AsConn, Filter, q};
use crate::error::{Error, Result};
use crate::people::absences::{NOT_AWAY, deputy_of};
use crate::people::store::person_ref;
use crate::write::Write;

/// The preferred person if they may own such a request, or who stands in for them; else of those whose matter it is the one with the least
/// load. Who is away gets nothing, unless nobody is there at all.
pub(super) async fn find(w: &mut Write, kind: Kind, preferred: Option<&str>) -> Result<Id> {
    if let Some(preferred) = preferred
        && let Some(id) = themself_or_deputy(w, kind, preferred).await?
    {
        return Ok(id);
    }
    let today = today(w)?;
    match of_team(&mut w.tx, kind, &[], Some(today)).await? {
        Some(id) => Ok(id),
        None => of_team(&mut w.tx, kind, &[], None).await?.ok_or_else(nobody),
    }
}

/// Somebody who is there now and may own such a request: who stands in for `who`, else of those whose matter it is the one with the least load.
/// None of `not`: who has said no takes no second look.
pub(super) async fn instead(w: &mut Write, kind: Kind, who: &str, not: &[Id]) -> Result<Option<Id>> {
    match themself_or_deputy(w, kind, who).await?.filter(|id| !not.contains(id)) {
        Some(id) => Ok(Some(id)),
        None => {
            let today = today(w)?;
            of_team(&mut w.tx, kind, not, Some(today)).await
        }
    }
}

async fn themself_or_deputy(w: &mut Write, kind: Kind, who: &str) -> Result<Option<Id>> {
    let today = today(w)?;
    let there = match deputy_of(&mut w.tx, who, today).await? {
        Some(deputy) => deputy.id,
        None => who.to_owned(),
    };
    let is_there = deputy_of(&mut w.tx, &there, today).await?.is_none();
    Ok((is_there && may_own(w, kind, &there).await?).then_some(there))
}

/// Where those are all away whose matter it is, whoever else takes part in it and is there: better than somebody who is not.
async fn of_team(on: &mut impl AsConn, kind: Kind, not: &[Id], there: Option<Date>) -> Result<Option<Id>> {
    let team = team(kind);
    let mut roles = team.owners.to_vec();
    if there.is_some() {
        roles.extend([team.deciders, team.writers].concat());
    }
    for role in roles {
        if let Some(id) = least_loaded(on, &[role], not, there).await? {
            return Ok(Some(id));
        }
    }
    Ok(None)
}

pub(super) fn today(w: &Write) -> Result<Date> {
    calendar::day(w.app(), w.now)
}

fn nobody() -> Error {
    Error::Internal("nobody of the vendor can own a request: invite an approver, somebody for the ledger or an admin".to_owned())
}

/// Who would own a request of this kind that began now, if nobody answers for what is asked for.
///
/// # Errors
/// `Internal` if the vendor has nobody.
pub async fn would_be(app: &App, on: &mut impl AsConn, kind: Kind) -> Result<PersonRef> {
    let today = calendar::today(app)?;
    let found = match of_team(on, kind, &[], Some(today)).await? {
        Some(id) => id,
        None => of_team(on, kind, &[], None).await?.ok_or_else(nobody)?,
    };
    person_ref(on, &found).await
}

/// Another person for a second look: somebody who decides and has not said no; none if there is nobody.
pub(super) async fn another(w: &mut Write, kind: Kind, not: &[Id]) -> Result<Option<Id>> {
    for there in [Some(today(w)?), None] {
        for roles in team(kind).second {
            if let Some(id) = least_loaded(&mut w.tx, roles, not, there).await? {
                return Ok(Some(id));
            }
        }
    }
    Ok(None)
}

/// Somebody who stands at a level of the ladder and is there, the one with the least load first: of the first of its roles that anybody else has.
pub(super) async fn at_level(w: &mut Write, level: Level, not: &[Id]) -> Result<Option<Id>> {
    let today = today(w)?;
    for role in level.roles() {
        if let Some(id) = least_loaded(&mut w.tx, &[*role], not, Some(today)).await? {
            return Ok(Some(id));
        }
    }
    Ok(None)
}

/// Whether a person can own a request: of the vendor, with a role that takes part in requests, and able to sign in.
pub(super) async fn may_own(w: &mut Write, kind: Kind, id: &str) -> Result<bool> {
    has_role(w, id, team(kind).writers).await
}

/// Whether a person of the vendor's who can sign in has one of these roles.
pub(super) async fn has_role(w: &mut Write, id: &str, roles: &[Role]) -> Result<bool> {
    let mut filter = candidates(roles);
    filter.and("p.id = ?", id);
    let found: Option<(Id,)> = filter.query(PEOPLE, "LIMIT 1", ()).maybe(&mut w.tx).await?;
    Ok(found.is_some())
}

const PEOPLE: &str = "SELECT p.id FROM people p JOIN organisations o ON o.id = p.organisation_id";

fn candidates(roles: &[Role]) -> Filter {
    let mut filter = Filter::new();
    filter.and("o.kind = 'vendor' AND p.password_hash IS NOT NULL", ());
    filter.and(&holds(roles), ());
    filter
}

/// Of `people p`: who has one of these roles.
pub(super) fn holds(roles: &[Role]) -> String {
    let words: Vec<_> = roles.iter().map(|r| format!("'{}'", r.word())).collect();
    format!("EXISTS (SELECT 1 FROM person_roles r WHERE r.person_id = p.id AND r.role IN ({}))", words.join(", "))
}

/// Load: what waits for the vendor, and what was taken to them. With a day: of those who are there then.
async fn least_loaded(on: &mut impl AsConn, roles: &[Role], not: &[Id], there: Option<Date>) -> Result<Option<Id>> {
    let mut filter = candidates(roles);
    for id in not {
        filter.and("p.id <> ?", id);
    }
    if let Some(day) = there {
        filter.and(NOT_AWAY, (day.to_string(), day.to_string()));
    }
    let load = "(SELECT COUNT(*) FROM requests q WHERE q.owner_id = p.id AND q.section = 'with_vendor') \
        + (SELECT COUNT(*) FROM escalations e WHERE e.person_id = p.id AND e.over_at IS NULL)";
    let found: Option<(Id,)> = filter.query(PEOPLE, &format!("ORDER BY {load}, p.id LIMIT 1"), ()).maybe(on).await?;
    Ok(found.map(|f| f.0))
}

/// Makes somebody the owner.
pub(super) async fn set(w: &mut Write, request_id: &str, owner_id: &str) -> Result<()> {
    q("UPDATE requests SET owner_id = $1 WHERE id = $2").bind(owner_id).bind(request_id).run(&mut w.tx).await?;
    Ok(())
}
