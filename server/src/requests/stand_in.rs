//! Nobody absent owns anything, and nobody who may not any more: a job hands over what is theirs, in sight of both sides.

use std::collections::BTreeSet;

use eyelevel_contract::civil::Date;
use eyelevel_contract::ids::Id;
use eyelevel_contract::requests::team::team;
use eyelevel_contract::requests::{EventKind, Kind, Request};

use super::{escalations, owners, spine, store, timeline};
use crate::app::App;
use crate::calendar;
use crate::db::{AsConn, q};
use crate::error::Result;
use crate::mail::Template;
use crate::people::absences::deputy_of;
use crate::people::store::person_ref;
use crate::write::Write;

/// At once; the next run takes the rest.
const MOST: i64 = 200;

/// Hands over what is not done and belongs to somebody who is away, or may own it no more; and what was taken to somebody who is away.
///
/// # Errors
/// Whatever the database says.
pub async fn stand_in(app: &App) -> Result<usize> {
    let today = calendar::today(app)?;
    let mut moved = 0;
    for id in perhaps(&mut app.db.read().await?, today).await? {
        let mut w = Write::begin(app, None, "job").await?;
        spine::lock(&mut w, &id).await?;
        // Read again: it may have been handed over a moment ago.
        let request = store::any(&mut w.tx, &id).await?;
        let owned = owner(&mut w, &request, today).await?;
        if escalations::stand_in(&mut w, &request, today).await? | owned {
            w.commit().await?;
            moved += 1;
        }
    }
    Ok(moved)
}

/// Requests whose owner, or whose level's person, may be the wrong one.
async fn perhaps(on: &mut impl AsConn, today: Date) -> Result<Vec<Id>> {
    let away = "SELECT b.person_id FROM absences b WHERE b.ended_at IS NULL AND b.until_on >= $1 AND b.from_on <= $1";
    let open = "r.section IN ('with_partner', 'with_vendor', 'on_the_way')";
    let mut queries = vec![
        format!("SELECT r.id FROM requests r WHERE {open} AND r.owner_id IN ({away}) LIMIT $2"),
        format!("SELECT e.request_id FROM escalations e WHERE e.over_at IS NULL AND e.person_id IN ({away}) LIMIT $2"),
    ];
    for kind in Kind::ALL {
        let may = owners::holds(team(*kind).writers);
        queries.push(format!(
            "SELECT r.id FROM requests r WHERE {open} AND r.kind = '{}' AND r.owner_id IN (SELECT p.id FROM people p \
             JOIN organisations o ON o.id = p.organisation_id WHERE o.kind = 'vendor' AND (p.password_hash IS NULL OR NOT {may}) \
             AND $1 = $1) LIMIT $2",
            kind.word()
        ));
    }
    let mut all = BTreeSet::new();
    for sql in queries {
        let ids: Vec<(Id,)> = q(sql).bind(today.to_string()).bind(MOST).all(on).await?;
        all.extend(ids.into_iter().map(|(id,)| id));
    }
    Ok(all.into_iter().collect())
}

async fn owner(w: &mut Write, request: &Request, today: Date) -> Result<bool> {
    let away = deputy_of(&mut w.tx, &request.owner.id, today).await?;
    if away.is_none() && owners::may_own(w, request.kind, &request.owner.id).await? {
        return Ok(false);
    }
    let Some(id) = owners::instead(w, request.kind, &request.owner.id).await?.filter(|id| *id != request.owner.id) else {
        return Ok(false);
    };
    owners::set(w, &request.id, &id).await?;
    let name = person_ref(&mut w.tx, &id).await?.name;
    let (kind, value) = match away {
        Some(away) => (EventKind::StandsIn, format!("{} {name}", away.until)),
        None => (EventKind::TakenOver, name.clone()),
    };
    let entry = timeline::event(w, &request.id, kind, Some(&request.owner.name), Some(&value)).await?;
    w.audit_change("request.taken_over", ("request", &request.id), "owner", (Some(request.owner.name.clone()), Some(name))).await?;
    spine::tell(w, &request.requester.id, Template::Moved, &entry, &request.id).await?;
    spine::tell(w, &id, Template::StandsIn, &entry, &request.id).await?;
    Ok(true)
}
