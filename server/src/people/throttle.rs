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

/// Refuses while somebody has to wait.
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
            return Err(Error::Throttled((until - now + SECOND - 1) / SECOND));
        }
    }
    Ok(())
}

/// Notes a failure: free for the first `allowed`, then 2, 4, 8 … seconds.
///
/// # Errors
/// Whatever the database says.
pub(super) async fn failed(w: &mut Write, name: &str, allowed: i64) -> Result<()> {
    let sql = "INSERT INTO throttles (name, attempts, until) VALUES ($1, 1, $2) \
               ON CONFLICT (name) DO UPDATE SET attempts = CASE WHEN throttles.until < $3 THEN 1 ELSE throttles.attempts + 1 END \
               RETURNING attempts";
    let (attempts,): (i64,) = q(sql).bind(name).bind(w.now).bind(w.now - FORGOTTEN).one(&mut w.tx).await?;
    let wait = match attempts - allowed {
        over @ 1.. => LONGEST.min(SECOND << over.min(20)),
        _ => 0,
    };
    q("UPDATE throttles SET until = $1 WHERE name = $2").bind(w.now + wait).bind(name).run(&mut w.tx).await?;
    Ok(())
}

/// Forgets the failures: somebody got it right.
///
/// # Errors
/// Whatever the database says.
pub(super) async fn forget(w: &mut Write, name: &str) -> Result<()> {
    q("DELETE FROM throttles WHERE name = $1").bind(name).run(&mut w.tx).await?;
    Ok(())
}
