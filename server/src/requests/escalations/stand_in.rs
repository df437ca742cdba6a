use eyelevel_contract::civil::Date;
use eyelevel_contract::requests::{EventKind, Request};

use super::store;
use crate::error::Result;
use crate::mail::Template;
use crate::people::absences::deputy_of;
use crate::people::store::person_ref;
use crate::requests::{owners, spine, timeline};
use crate::write::Write;

/// Whoever has a level and is away gives it to their deputy, if that person stands there as well; else to somebody who does. Its date stays.
///
/// # Errors
/// Whatever the database says.
pub(in crate::requests) async fn stand_in(w: &mut Write, request: &Request, today: Date) -> Result<bool> {
    let Some(escalated) = &request.escalated else { return Ok(false) };
    let Some(away) = deputy_of(&mut w.tx, &escalated.person.id, today).await? else { return Ok(false) };
    let asked = store::asked(&mut w.tx, request).await?;
    let fits = !asked.contains(&away.id)
        && owners::has_role(w, &away.id, escalated.level.roles()).await?
        && deputy_of(&mut w.tx, &away.id, today).await?.is_none();
    let person = if fits { Some(away.id) } else { owners::at_level(w, escalated.level, &asked).await? };
    let Some(person) = person else { return Ok(false) };
    store::give(w, &request.id, &person).await?;
    let name = person_ref(&mut w.tx, &person).await?.name;
    let value = format!("{} {name}", away.until);
    let entry = timeline::event(w, &request.id, EventKind::StandsIn, Some(&escalated.person.name), Some(&value)).await?;
    w.audit_change("request.taken_over", ("request", &request.id), "escalation", (Some(escalated.person.name.clone()), Some(name))).await?;
    spine::tell(w, &person, Template::StandsIn, &entry, &request.id).await?;
    Ok(true)
}
