//! Throttled attempts: after a few failures each further one has to wait, longer each time. Rows, so that all processes count together.

use eyelevel_contract::ids::Millis;

use crate::app::App;
use crate::db::q;
use crate::error::{Error, Result};
use crate::write::Write;

const SECOND: Millis = 1000;
/// The longest wait.
const LONGEST: Millis = 15 * 60 * SECOND;
/// After so long without a failure the count begins anew.
const FORGOTTEN: Millis = 60 * 60 * SECOND;

/// Refuses while somebody has to wait; looking costs no writer.
///
/// # Errors
/// `Throttled` with the seconds to wait.
pub(super) async fn check(app: &App, names: &[String]) -> Result<()> {
    let now = app.clock.now();
    let mut on = app.db.read().await?;
    for name in names {
        let until: Option<(Millis,)> = q("SELECT until FROM throttles WHERE name = $1").bind(name).maybe(&mut on).await?;
        if let Some((until,)) = until
            && until > now
        {
            return Err(Error::Throttled(seconds(until - now)));
        }
    }
    Ok(())
}

/// Counts an attempt before it is made, so that a hundred at once are counted too: free for the first `allowed`, after each further one 2,
/// 4, 8 … seconds have to pass. What turns out to be right is taken back by [`forget`] or [`forgive`].
///
/// # Errors
/// `Throttled` with the seconds to wait.
pub async fn attempt(w: &mut Write, name: &str, allowed: i64) -> Result<()> {
    let sql = "INSERT INTO throttles (name, attempts, until) VALUES ($1, 1, $2) \
               ON CONFLICT (name) DO UPDATE SET attempts = CASE WHEN throttles.until < $3 THEN 1 ELSE throttles.attempts + 1 END \
               WHERE throttles.until <= $2 RETURNING attempts";
    let counted: Option<(i64,)> = q(sql).bind(name).bind(w.now).bind(w.now - FORGOTTEN).maybe(&mut w.tx).await?;
    let Some((attempts,)) = counted else {
        // Somebody was quicker, and now everybody waits.
        let (until,): (Millis,) = q("SELECT until FROM throttles WHERE name = $1").bind(name).one(&mut w.tx).await?;
        return Err(Error::Throttled(seconds(until - w.now)));
    };
    let wait = match attempts - allowed {
        over @ 1.. => LONGEST.min(SECOND << over.min(20)),
        _ => 0,
    };
    q("UPDATE throttles SET until = $1 WHERE name = $2").bind(w.now + wait).bind(name).run(&mut w.tx).await?;
    Ok(())
}

/// Whether something may be done now that is done once in a while at most. Of two at once, one gets a yes.
///
/// # Errors
/// Whatever the database says.
pub async fn once(w: &mut Write, name: &str, every: Millis) -> Result<bool> {
    let sql = "INSERT INTO throttles (name, attempts, until) VALUES ($1, 1, $2) \
               ON CONFLICT (name) DO UPDATE SET until = $2 WHERE throttles.until <= $3";
    Ok(q(sql).bind(name).bind(w.now + every).bind(w.now).run(&mut w.tx).await? == 1)
}

/// Forgets the attempts: somebody got it right.
///
/// # Errors
/// Whatever the database says.
pub(super) async fn forget(w: &mut Write, name: &str) -> Result<()> {
    q("DELETE FROM throttles WHERE name = $1").bind(name).run(&mut w.tx).await?;
    Ok(())
}

/// Takes one attempt back: it was right, and those before it stay counted.
///
/// # Errors
/// Whatever the database says.
pub(super) async fn forgive(w: &mut Write, name: &str) -> Result<()> {
    let sql = "UPDATE throttles SET attempts = attempts - 1, until = $2 WHERE name = $1";
    q(sql).bind(name).bind(w.now).run(&mut w.tx).await?;
    Ok(())
}

fn seconds(wait: Millis) -> i64 {
    (wait + SECOND - 1) / SECOND
}
