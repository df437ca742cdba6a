use eyelevel_contract::civil::Date;
use eyelevel_contract::requests::EventKind;

use super::store;
use crate::error::Result;
use crate::mail::Template;
use crate::people::absences::deputy_of;
use crate::people::store::person_ref;
use crate::requests::{owners, spine, store as requests, timeline};
use crate::write::Write;

/// Whoever has a level and is away gives it to their deputy, if that person stands there as well; else to somebody who does. So does who stands
/// there no more. Its date stays.
///
/// # Errors
/// Whatever the database says.
pub(in crate::requests) async fn stand_in(w: &mut Write, request_id: &str, today: Date) -> Result<bool> {
    // Its owner may be another one by now: the level is not for them.
    let request = requests::any(&mut w.tx, request_id).await?;
    let Some(escalated) = &request.escalated else { return Ok(false) };
    let roles = escalated.level.roles();
    let away = deputy_of(&mut w.tx, &escalated.person.id, today).await?;
    if away.is_none() && owners::has_role(w, &escalated.person.id, roles).await? {
        return Ok(false);
    }
    let clock = store::clock_of(&mut w.tx, &request).await?;
    let asked = store::asked(&mut w.tx, &request, clock).await?;
    let person = match &away {
        Some(away)
            if !asked.contains(&away.id)
                && owners::has_role(w, &away.id, roles).await?
                && deputy_of(&mut w.tx, &away.id, today).await?.is_none() =>
        {
            Some(away.id.clone())
        }
        _ => owners::at_level(w, escalated.level, &asked).await?,
    };
    let Some(person) = person else { return Ok(false) };
    store::give(w, &request.id, &person).await?;
    let name = person_ref(&mut w.tx, &person).await?.name;
    let (kind, value) = match away {
        Some(away) => (EventKind::StandsIn, format!("{} {name}", away.until)),
        None => (EventKind::TakenOver, name.clone()),
    };
    let entry = timeline::event(w, &request.id, kind, Some(&escalated.person.name), Some(&value)).await?;
    w.audit_change("request.taken_over", ("request", &request.id), "escalation", (Some(escalated.person.name.clone()), Some(name))).await?;
    spine::tell(w, &person, Template::StandsIn, &entry, &request.id).await?;
    Ok(true)
}
