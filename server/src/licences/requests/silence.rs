use eyelevel_contract::ids::{Id, Millis};
use eyelevel_contract::requests::{EventKind, State};

use crate::app::App;
use crate::db::q;
use crate::deliveries::mailing;
use crate::error::Result;
use crate::requests::{spine, store, timeline};
use crate::write::Write;

/// Who has a key and says nothing for so long has no more use for the request: 30 days.
const SILENCE: Millis = 30 * 24 * 3_600_000;

/// Ends requests whose key was sent, and of which nobody has said anything since. A key that is refused later begins a new one. How many.
///
/// # Errors
/// Whatever the database says.
pub async fn end(app: &App) -> Result<usize> {
    let before = app.clock.now() - SILENCE;
    let sql = "SELECT id FROM requests WHERE kind = 'licence' AND state = 'shipped' AND updated_at < $1 ORDER BY id LIMIT 100";
    let silent: Vec<(Id,)> = q(sql).bind(before).all(&mut app.db.read().await?).await?;
    let mut ended = 0;
    for (id,) in silent {
        let mut w = Write::begin(app, None, "job").await?;
        let request = store::any(&mut w.tx, &id).await?;
        spine::lock(&mut w, &id).await?;
        // As it is now that nobody else can change it.
        if request.updated_at < before && store::any(&mut w.tx, &id).await?.state == State::Shipped {
            spine::set_state(&mut w, &id, State::Closed).await?;
            mailing::over(&mut w, &id).await?;
            timeline::event(&mut w, &id, EventKind::Closed, None, None).await?;
            w.audit("request.closed", "request", &id).await?;
            w.commit().await?;
            ended += 1;
        }
    }
    Ok(ended)
}
