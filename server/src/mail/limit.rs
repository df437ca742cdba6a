//! So many mails a minute go to one domain. Counted in the database, so that all processes together keep to it: whoever claims a mail takes one
//! of the minute's places, and what finds none waits for a later minute, without an attempt, while others go past it.

use eyelevel_contract::ids::Millis;

use crate::app::App;
use crate::db::q;
use crate::error::Result;
use crate::write::Write;

const MINUTE: Millis = 60_000;

/// The domain of an address, where there is a limit. What is no domain is never sent.
pub(super) fn domain(app: &App, email: &str) -> Option<String> {
    // A demo's mails go nowhere.
    app.config.mail_domain_limit.filter(|_| !app.config.smtp_url.is_empty())?;
    let domain = email.rsplit_once('@')?.1.to_ascii_lowercase();
    domain.bytes().all(|b| b.is_ascii_alphanumeric() || b".-".contains(&b)).then_some(domain)
}

/// What the addresses of a domain look like.
pub(super) fn pattern(domain: &str) -> String {
    format!("%@{domain}")
}

/// Takes a place for one mail. First of all in a claim: the domain's row puts those in order who claim for it. If there is none, all that is due
/// for the domain gets a later minute.
pub(super) async fn take(w: &mut Write, domain: &str) -> Result<bool> {
    let Some(limit) = w.app().config.mail_domain_limit else { return Ok(true) };
    let minute = w.now.div_euclid(MINUTE);
    let sql = "INSERT INTO mail_domains (domain, minute, mails) VALUES ($1, $2, 1) ON CONFLICT (domain) DO UPDATE SET \
               mails = CASE WHEN mail_domains.minute = excluded.minute THEN mail_domains.mails + 1 ELSE 1 END, minute = excluded.minute \
               RETURNING mails";
    let (mails,): (i64,) = q(sql).bind(domain).bind(minute).one(&mut w.tx).await?;
    if mails <= limit {
        return Ok(true);
    }
    // Spread over the minutes that they will need, so that each is put off a few times at most, however many wait.
    let sql = "UPDATE outbox SET next_at = $3 + 60000 * (turn.place / $4) FROM \
               (SELECT id, ROW_NUMBER() OVER (ORDER BY next_at, id) - 1 AS place FROM outbox \
               WHERE state = 'waiting' AND next_at <= $1 AND leased_until <= $1 AND LOWER(to_email) LIKE $2) AS turn \
               WHERE outbox.id = turn.id AND outbox.state = 'waiting'";
    q(sql).bind(w.now).bind(pattern(domain)).bind((minute + 1) * MINUTE).bind(limit).run(&mut w.tx).await?;
    Ok(false)
}
