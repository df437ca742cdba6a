//! How it went with a mail, written down.

use eyelevel_contract::ids::Millis;

use super::transport::{Envelope, Failure, Health, Reply, Transport};
use super::worker::Claimed;
use super::{Outcome, Settled, Template, demo};
use crate::app::App;
use crate::db::q;
use crate::error::Result;
use crate::write::Write;

/// After so many failures nobody tries any more: about two days.
const ATTEMPTS: i64 = 18;

/// Writes down how it went: sent, tried again later, or given up.
///
/// # Errors
/// Whatever the database says.
pub async fn settle(app: &App, transport: &Transport, mail: &Claimed, outcome: std::result::Result<Envelope, Failure>) -> Result<()> {
    let mut w = Write::begin(app, None, "job").await?;
    match outcome {
        Ok(envelope) => {
            if matches!(transport, Transport::Demo) {
                demo::keep(&mut w, &mail.id, &envelope).await?;
            }
            // It is sent, whoever holds the lease by now; unless it has come back already.
            let sql = "UPDATE outbox SET state = 'sent', sent_at = $1, last_error = NULL, last_code = NULL, last_status = NULL, \
                       last_reply = NULL WHERE id = $2 AND state = 'waiting' AND sent_again = $3";
            let first = q(sql).bind(w.now).bind(&mail.id).bind(mail.sent_again).run(&mut w.tx).await? == 1;
            if first {
                let outcome = if matches!(transport, Transport::Demo) { Outcome::Kept } else { Outcome::Taken };
                tell(&mut w, mail, outcome, None).await?;
            }
        }
        Err(failure) => {
            let over = failure.lasting || mail.attempts >= ATTEMPTS;
            let reply = failure.reply.as_ref();
            tracing::warn!(mail = %mail.id, class = failure.class, code = reply.map(|r| r.code), over, "a mail was not sent");
            // Only while it is still ours: whoever claimed it after us may have sent it.
            let sql = "UPDATE outbox SET state = $1, next_at = $2, leased_until = 0, last_error = $3, last_code = $4, last_status = $5, \
                       last_reply = $6, last_failed_at = $7 WHERE id = $8 AND state = 'waiting' AND attempts = $9";
            let ours = q(sql)
                .bind(if over { "failed" } else { "waiting" })
                .bind(w.now + back_off(mail.attempts))
                .bind(failure.class)
                .bind(reply.map(|r| i64::from(r.code)))
                .bind(reply.and_then(|r| r.status.as_deref()))
                .bind(reply.map(|r| r.text.as_str()))
                .bind(w.now)
                .bind(&mail.id)
                .bind(mail.attempts)
                .run(&mut w.tx)
                .await?;
            if over && ours == 1 {
                w.audit("mail.failed", "mail", &mail.id).await?;
                tell(&mut w, mail, Outcome::GivenUp(failure.class), reply).await?;
            }
        }
    }
    for (name, health) in transport.news() {
        note(&mut w, &name, &health).await?;
    }
    w.commit().await
}

/// For the page of mails, whoever answers it.
async fn note(w: &mut Write, name: &str, health: &Health) -> Result<()> {
    let sql = "INSERT INTO mail_transports (name, ok_at, failed_at, rests_until, error, status) VALUES ($1, $2, $3, $4, $5, $6) \
               ON CONFLICT (name) DO UPDATE SET ok_at = COALESCE(excluded.ok_at, mail_transports.ok_at), \
               failed_at = COALESCE(excluded.failed_at, mail_transports.failed_at), rests_until = excluded.rests_until, \
               error = excluded.error, status = excluded.status";
    q(sql)
        .bind(name)
        .bind(health.ok_at)
        .bind(health.failed_at)
        .bind(health.rests_until)
        .bind(health.error)
        .bind(health.status.as_deref())
        .run(&mut w.tx)
        .await?;
    Ok(())
}

/// Whoever sends to a pinned recipient learns how it went.
async fn tell(w: &mut Write, mail: &Claimed, outcome: Outcome, reply: Option<&Reply>) -> Result<()> {
    let (Some(template), Some(recipient_id)) = (Template::from_word(&mail.template), &mail.recipient_id) else { return Ok(()) };
    let mailable = w.app().mailable();
    let (id, round, address, sent_again) = (&mail.id, mail.round, &mail.to_email, mail.sent_again);
    let settled = Settled { id, template, recipient_id, round, address, sent_again, outcome, reply };
    mailable.settled(w, &settled).await
}

/// 15 seconds, doubled each time, at most six hours.
fn back_off(attempts: i64) -> Millis {
    (15_000i64 << attempts.clamp(1, 14).saturating_sub(1)).min(6 * 3_600_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patience_grows_and_ends() {
        assert_eq!(back_off(1), 15_000);
        assert_eq!(back_off(2), 30_000);
        assert_eq!(back_off(100), 6 * 3_600_000);
        let two_days: Millis = (1..ATTEMPTS).map(back_off).sum();
        assert!((24 * 3_600_000..72 * 3_600_000).contains(&two_days), "{two_days}");
    }
}
