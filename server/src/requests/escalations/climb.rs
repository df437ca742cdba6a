use eyelevel_contract::requests::escalations::is_late;
use eyelevel_contract::requests::{Escalation, EventKind, Request};

use super::raise::raise;
use super::store;
use crate::app::App;
use crate::error::Result;
use crate::mail::Template;
use crate::requests::{spine, store as requests, timeline};
use crate::write::Write;

/// At once; the next run takes the rest.
const MOST: i64 = 200;

/// Notes every level whose date has passed: the next one has it then; after the last, both sides read that nobody has answered.
///
/// # Errors
/// Whatever the database says.
pub async fn climb(app: &App) -> Result<usize> {
    let perhaps = store::perhaps_late(&mut app.db.read().await?, app.clock.now(), MOST).await?;
    let mut missed = 0;
    for id in perhaps {
        let mut w = Write::begin(app, None, "job").await?;
        spine::lock(&mut w, &id).await?;
        // Read again: it may have been answered a moment ago.
        let request = requests::any(&mut w.tx, &id).await?;
        let all = store::of_request(app, &mut w.tx, &id).await?;
        if let Some(late) = all.iter().find(|one| is_late(one, request.section, w.now)) {
            miss(&mut w, &request, late).await?;
            w.commit().await?;
            missed += 1;
        }
    }
    Ok(missed)
}

async fn miss(w: &mut Write, request: &Request, late: &Escalation) -> Result<()> {
    store::miss(w, &late.id).await?;
    let value = format!("{} {}", late.level.word(), late.person.name);
    let entry = timeline::event(w, &request.id, EventKind::EscalationMissed, None, Some(&value)).await?;
    w.audit("escalation.missed", "request", &request.id).await?;
    if let Some(above) = late.level.above() {
        let clock = store::clock_of(&mut w.tx, request).await?;
        return raise(w, request, clock, above, None).await;
    }
    let app = w.app().clone();
    let phone = store::management_phone(&app, &mut w.tx).await?;
    for person in [&request.requester.id, &request.owner.id, &late.person.id] {
        spine::tell_with(w, person, Template::EscalationNews, &entry, &request.id, Some(&phone)).await?;
    }
    Ok(())
}
