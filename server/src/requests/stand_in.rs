//! Nobody absent owns anything, and nobody who may not any more: a job hands over what is theirs, in sight of both sides.

use std::collections::BTreeSet;

use eyelevel_contract::civil::Date;
use eyelevel_contract::ids::Id;
use eyelevel_contract::requests::team::team;
use eyelevel_contract::requests::{EventKind, Kind, Level, Request, Section};

use super::{decisions, escalations, owners, spine, store, timeline};
use crate::app::App;
use crate::calendar;
use crate::db::{AsConn, q};
use crate::error::Result;
use crate::mail::Template;
use crate::people::absences::deputy_of;
use crate::people::store::person_ref;
use crate::write::Write;

/// At once; the next run takes the rest.
const MOST: usize = 200;
/// Looked at together.
pub(super) const PAGE: i64 = 50;

/// Hands over what is not done and belongs to somebody who is away, or may own it no more; and what was taken to somebody who is away, or stands
/// there no more. What nobody is there for waits, and holds up nothing else.
///
/// # Errors
/// Whatever the database says.
pub async fn stand_in(app: &App) -> Result<usize> {
    let today = calendar::today(app)?;
    let wrong = wrong_owners(&mut app.db.read().await?, today).await?;
    let mut moved = 0;
    for (owner, kind) in wrong {
        if !is_anybody(app, kind, &owner).await? {
            continue;
        }
        let mut last = String::new();
        while moved < MOST {
            let ids = owned(&mut app.db.read().await?, &owner, kind, &last).await?;
            let Some(end) = ids.last().cloned() else { break };
            for id in ids {
                moved += usize::from(hand_on(app, &id, today).await?);
            }
            last = end;
        }
    }
    for level in Level::ALL {
        let mut last = String::new();
        while moved < MOST {
            let wrong = escalations::wrongly_held(&mut app.db.read().await?, *level, today, &last).await?;
            let Some((end, _)) = wrong.last().cloned() else { break };
            for (_, id) in wrong {
                moved += usize::from(hand_on(app, &id, today).await?);
            }
            last = end;
        }
    }
    Ok(moved)
}

async fn hand_on(app: &App, id: &str, today: Date) -> Result<bool> {
    let mut w = Write::begin(app, None, "job").await?;
    spine::lock(&mut w, id).await?;
    // Read again: it may have been handed over a moment ago.
    let request = store::any(&mut w.tx, id).await?;
    let is_open = request.section != Section::Done || request.reply.is_some();
    let owned = is_open && owner(&mut w, &request, today).await?;
    let moved = escalations::stand_in(&mut w, id, today).await? | owned;
    if moved {
        w.commit().await?;
    }
    Ok(moved)
}

/// Whether anybody is there to whom such requests of this owner can go: if not, none of them has to be looked at.
async fn is_anybody(app: &App, kind: Kind, owner: &Id) -> Result<bool> {
    let mut w = Write::begin(app, None, "job").await?;
    Ok(owners::instead(&mut w, kind, owner, &[]).await?.is_some_and(|id| id != *owner))
}

/// Who is away, for a condition on a person's id.
pub(super) const AWAY: &str = "SELECT b.person_id FROM absences b WHERE b.ended_at IS NULL AND b.until_on >= $1 AND b.from_on <= $1";

/// What is not done.
const OPEN: &str = "r.section IN ('with_partner', 'with_vendor', 'on_the_way')";
/// What is done, and somebody waits for an answer all the same.
const UNANSWERED: &str = "r.section = 'done' AND r.reply_id IS NOT NULL";

/// Who is away, or may not own such a request, and owns one that is not done. By the person: twenty are looked up sooner than all that is open.
/// `||`: SQLite, where nobody has counted its rows, would go through all of a kind.
async fn wrong_owners(on: &mut impl AsConn, today: Date) -> Result<BTreeSet<(Id, Kind)>> {
    let mut all = BTreeSet::new();
    for kind in Kind::ALL {
        let may = owners::holds(team(*kind).writers);
        let sql = format!(
            "SELECT p.id FROM people p JOIN organisations o ON o.id = p.organisation_id WHERE o.kind = 'vendor' \
             AND (p.password_hash IS NULL OR NOT {may} OR p.id IN ({AWAY})) \
             AND (EXISTS (SELECT 1 FROM requests r WHERE r.owner_id = p.id AND {OPEN} AND r.kind || '' = $2) \
             OR EXISTS (SELECT 1 FROM requests r WHERE r.owner_id = p.id AND {UNANSWERED} AND r.kind || '' = $2))"
        );
        let owners: Vec<(Id,)> = q(sql).bind(today.to_string()).bind(kind.word()).all(on).await?;
        all.extend(owners.into_iter().map(|(id,)| (id, *kind)));
    }
    Ok(all)
}

/// What is not done of somebody's, in the order of the ids.
async fn owned(on: &mut impl AsConn, owner: &str, kind: Kind, last: &str) -> Result<Vec<Id>> {
    let of = "SELECT r.id FROM requests r WHERE r.owner_id = $1 AND r.kind = $2 AND r.id > $3 AND";
    let sql = format!("SELECT id FROM ({of} {OPEN} UNION ALL {of} {UNANSWERED}) r ORDER BY id LIMIT $4");
    let ids: Vec<(Id,)> = q(sql).bind(owner).bind(kind.word()).bind(last).bind(PAGE).all(on).await?;
    Ok(ids.into_iter().map(|(id,)| id).collect())
}

async fn owner(w: &mut Write, request: &Request, today: Date) -> Result<bool> {
    let away = deputy_of(&mut w.tx, &request.owner.id, today).await?;
    if away.is_none() && owners::may_own(w, request.kind, &request.owner.id).await? {
        return Ok(false);
    }
    // Whoever said no takes no second look, deputy or not.
    let said_no = if request.second_look { decisions::said_no(&mut w.tx, &request.id).await? } else { Vec::new() };
    let Some(id) = owners::instead(w, request.kind, &request.owner.id, &said_no).await?.filter(|id| *id != request.owner.id) else {
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
