use eyelevel_contract::ids::Id;

use crate::app::App;
use crate::db::q;
use crate::error::Result;
use crate::requests::promises::{self, Clock};
use crate::requests::{spine, store};
use crate::write::Write;

/// At once; the next run takes the rest.
const MOST: i64 = 200;

/// Notes every promise of whose time three quarters are used, and tells its owner: once for each date.
pub(super) async fn warn_of_soon_due(app: &App) -> Result<usize> {
    let mut warned = 0;
    for clock in Clock::ALL {
        let sql = format!(
            "SELECT r.id FROM promises m JOIN requests r ON r.{} = m.id WHERE m.warn_at <= $1 AND m.warned_at IS NULL \
             AND m.settled_at IS NULL AND m.kept IS NULL AND m.due_at > $1 ORDER BY m.warn_at, m.id LIMIT $2",
            clock.column()
        );
        let soon: Vec<(Id,)> = q(sql).bind(app.clock.now()).bind(MOST).all(&mut app.db.read().await?).await?;
        for (id,) in soon {
            let mut w = Write::begin(app, None, "job").await?;
            spine::lock(&mut w, &id).await?;
            // Read again: it may have been kept, moved or stopped a moment ago.
            let request = store::any(&mut w.tx, &id).await?;
            if promises::warn(&mut w, &request, clock).await? {
                w.commit().await?;
                warned += 1;
            }
        }
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
        let sql = format!("SELECT r.id FROM requests r JOIN promises m ON m.id = r.{} WHERE {late}, r.id LIMIT $2", clock.column());
        let overdue: Vec<(Id,)> = q(sql).bind(app.clock.now()).bind(MOST).all(&mut app.db.read().await?).await?;
        for (id,) in overdue {
            let mut w = Write::begin(app, None, "job").await?;
            spine::lock(&mut w, &id).await?;
            // Read again: it may have been kept a moment ago.
            let request = store::any(&mut w.tx, &id).await?;
            if promises::break_and_escalate(&mut w, &request, clock).await? {
                w.commit().await?;
                broken += 1;
            }
        }
    }
    Ok(broken)
}
