//! What the database knows of mail.

use eyelevel_contract::ids::Millis;
use eyelevel_contract::mail_health::{FailureClass, MailServer, Unsent};

use crate::app::App;
use crate::db::q;
use crate::error::Result;

const DAY: Millis = 24 * 3_600_000;

pub(super) struct Figures {
    pub(super) servers: Vec<MailServer>,
    pub(super) waiting: i64,
    pub(super) waits_since: Option<Millis>,
    pub(super) sent: i64,
    pub(super) unsent: Vec<Unsent>,
}

#[derive(sqlx::FromRow)]
struct Row {
    name: String,
    ok_at: Option<Millis>,
    failed_at: Option<Millis>,
    rests_until: Millis,
    error: Option<String>,
    status: Option<String>,
}

pub(super) async fn of(app: &App, names: &[&str]) -> Result<Figures> {
    let now = app.clock.now();
    let mut on = app.db.read().await?;
    let (waiting, waits_since): (i64, Option<Millis>) =
        q("SELECT CAST(COUNT(*) AS BIGINT), MIN(created_at) FROM outbox WHERE state = 'waiting'").one(&mut on).await?;
    let (sent,): (i64,) =
        q("SELECT CAST(COUNT(*) AS BIGINT) FROM outbox WHERE state = 'sent' AND sent_at > $1").bind(now - DAY).one(&mut on).await?;
    let sql = "SELECT state, last_error, last_status, CAST(COUNT(*) AS BIGINT) FROM outbox WHERE state IN ('waiting', 'failed') \
               AND last_failed_at > $1 AND last_error IS NOT NULL GROUP BY state, last_error, last_status \
               ORDER BY COUNT(*) DESC, state, last_error, last_status";
    let groups: Vec<(String, String, Option<String>, i64)> = q(sql).bind(now - DAY).all(&mut on).await?;
    let unsent = groups.into_iter().filter_map(|(state, class, status, mails)| {
        Some(Unsent { class: FailureClass::from_word(&class)?, status, over: state == "failed", mails })
    });
    let rows: Vec<Row> = q("SELECT name, ok_at, failed_at, rests_until, error, status FROM mail_transports").all(&mut on).await?;
    let server = |name: &&str| {
        let row = rows.iter().find(|row| row.name == *name);
        MailServer {
            name: (*name).to_owned(),
            ok_at: row.and_then(|row| row.ok_at),
            failed_at: row.and_then(|row| row.failed_at),
            rests_until: row.map(|row| row.rests_until).filter(|until| *until > now),
            error: row.and_then(|row| FailureClass::from_word(row.error.as_deref()?)),
            status: row.and_then(|row| row.status.clone()),
        }
    };
    Ok(Figures { servers: names.iter().map(server).collect(), waiting, waits_since, sent, unsent: unsent.collect() })
}
