//! Who may run a job: one process at a time, for a while.

use std::time::Duration;

use crate::app::App;
use crate::db::q;
use crate::error::Result;
use crate::write::Write;

/// Whether this process may run a job now: it held the lease already, or nobody does any more.
///
/// # Errors
/// Whatever the database says.
pub async fn take(app: &App, name: &str, holder: &str, time: Duration) -> Result<bool> {
    let mut w = Write::begin(app, None, "job").await?;
    let until = w.now + i64::try_from(time.as_millis()).unwrap_or(i64::MAX);
    let sql = "INSERT INTO leases (name, holder, until) VALUES ($1, $2, $3) ON CONFLICT (name) DO UPDATE SET holder = $2, until = $3 \
               WHERE leases.holder = $2 OR leases.until <= $4";
    let taken = q(sql).bind(name).bind(holder).bind(until).bind(w.now).run(&mut w.tx).await?;
    w.commit().await?;
    Ok(taken == 1)
}
