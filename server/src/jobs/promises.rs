use eyelevel_contract::ids::Id;

use crate::app::App;
use crate::db::q;
use crate::error::Result;
use crate::requests::promises::{self, Clock};
use crate::requests::{spine, store};
use crate::write::Write;

/// At once; the next run takes the rest.
const MOST: i64 = 200;

/// What is noted of a promise, once.
#[derive(Clone, Copy)]
enum Note {
    /// Three quarters of its time are used.
    Warning,
    /// Its date has passed.
    Broken,
}

/// Notes every promise of whose time three quarters are used, and tells its owner: once for each date.
pub(super) async fn warn_of_soon_due(app: &App) -> Result<usize> {
    let mut warned = 0;
    for clock in Clock::ALL {
        let soon = format!(
            "SELECT r.id FROM promises m JOIN requests r ON r.{} = m.id WHERE m.warn_at <= $1 AND m.warned_at IS NULL \
             AND m.settled_at IS NULL AND m.kept IS NULL AND m.due_at > $1 ORDER BY m.warn_at, m.id LIMIT $2",
            clock.column()
        );
        warned += each(app, soon, clock, Note::Warning).await?;
    }
    Ok(warned)
}

/// Records every promise whose date has passed as broken, and tells both sides.
pub(super) async fn break_overdue(app: &App) -> Result<usize> {
    let mut broken = 0;
    for clock in Clock::ALL {
        // Each by the index that has its dates.
        let late = match clock {
            Clock::Request => "r.section = 'with_vendor' AND r.sort_due < $1 AND m.kept IS NULL ORDER BY r.sort_due",
            Clock::Reply => "r.reply_due_at < $1 AND m.kept IS NULL ORDER BY r.reply_due_at",
        };
        let overdue = format!("SELECT r.id FROM requests r JOIN promises m ON m.id = r.{} WHERE {late}, r.id LIMIT $2", clock.column());
        broken += each(app, overdue, clock, Note::Broken).await?;
    }
    Ok(broken)
}

/// Notes it of each of the requests that `found` names, in a write of its own; of how many there was something to note.
async fn each(app: &App, found: String, clock: Clock, note: Note) -> Result<usize> {
    let requests: Vec<(Id,)> = q(found).bind(app.clock.now()).bind(MOST).all(&mut app.db.read().await?).await?;
    let mut noted = 0;
    for (id,) in requests {
        let mut w = Write::begin(app, None, "job").await?;
        spine::lock(&mut w, &id).await?;
        // Read again: it may have been kept, moved or stopped a moment ago.
        let request = store::any(&mut w.tx, &id).await?;
        let is_new = match note {
            Note::Warning => promises::warn(&mut w, &request, clock).await?,
            Note::Broken => promises::break_and_escalate(&mut w, &request, clock).await?,
        };
        if is_new {
            w.commit().await?;
            noted += 1;
        }
    }
    Ok(noted)
}
