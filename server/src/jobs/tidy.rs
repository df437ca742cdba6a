use crate::app::App;
use crate::chain;
use crate::db::q;
use crate::error::Result;
use crate::events;
use crate::requests::attachments;
use crate::webhooks;
use crate::write::Write;

const DAY: i64 = 24 * 3_600_000;

/// Throws away: sessions and links long over, answers to repetitions after a day, throttles, files that belong to nothing.
pub(super) async fn tidy(app: &App) -> Result<usize> {
    let mut gone = 0;
    for (sql, age) in [
        ("DELETE FROM sessions WHERE expires_at < $1", 0),
        // Kept for a while: whose program stands still finds out why.
        ("DELETE FROM api_tokens WHERE expires_at < $1", 30 * DAY),
        ("DELETE FROM idempotency_keys WHERE created_at < $1", DAY),
        ("DELETE FROM throttles WHERE until < $1", DAY),
        // In minutes of Unix time.
        ("DELETE FROM mail_domains WHERE minute * 60000 < $1", DAY),
        // Kept for a while: an expired recipient's link can still ask for a new one.
        ("DELETE FROM links WHERE expires_at < $1", 400 * DAY),
    ] {
        let mut w = Write::begin(app, None, "job").await?;
        gone += usize::try_from(q(sql).bind(w.now - age).run(&mut w.tx).await?).unwrap_or(0);
        w.commit().await?;
    }
    let mut w = Write::begin(app, None, "job").await?;
    gone += attachments::discard_orphans(&mut w).await?;
    gone += events::forget(&mut w).await?;
    gone += webhooks::forget(&mut w).await?;
    gone += chain::forget_addresses(&mut w.tx, w.now).await?;
    w.commit().await?;
    Ok(gone)
}
