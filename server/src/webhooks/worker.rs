//! Sends what waits: claim by lease, send, settle; as mails go, but many at once, because one that never answers must not hold up another.

use std::time::Duration;

use eyelevel_contract::ids::{Id, Millis};
use eyelevel_contract::webhooks::SendingFault;
use eyelevel_contract::webhooks::rules::{Heard, Listener, may_hear};
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::send::{Missed, Signed, send};
use super::settle::settle;
use super::sign::Secrets;
use crate::app::App;
use crate::db::{AsConn, q, q2};
use crate::error::Result;
use crate::write::Write;

/// Something claimed is ours for so long; an attempt takes a quarter of it at most.
pub(super) const LEASE: Millis = 60_000;
/// A process sends so many at once.
const AT_ONCE: usize = 64;
/// So many at once to one webhook, of all processes: who is slow has places left for others.
const OF_ONE: i64 = 4;
/// So often it is looked what waits.
const TICK: Duration = Duration::from_millis(500);

/// Something that this process may send.
#[derive(Debug, sqlx::FromRow)]
pub struct Claimed {
    pub(super) id: Id,
    pub(super) webhook_id: Id,
    pub(super) event: String,
    pub(super) body: String,
    pub(super) attempts: i64,
    pub(super) first_at: Millis,
    url: String,
    #[sqlx(flatten)]
    secrets: Secrets,
}

/// How an attempt went.
#[derive(Clone, Copy, Debug)]
pub struct Attempt {
    pub(super) went: std::result::Result<u16, Missed>,
    pub(super) began: Millis,
    pub(super) duration: Millis,
}

/// Sends in this process until it is time to stop; what is on its way then is waited for.
pub async fn work(app: App, mut stop: watch::Receiver<bool>) {
    let mut busy = JoinSet::new();
    while !*stop.borrow() {
        while busy.len() < AT_ONCE {
            match claim(&app).await {
                Ok(Some(claimed)) => {
                    let app = app.clone();
                    busy.spawn(async move { one(&app, &claimed).await });
                }
                Ok(None) => break,
                Err(error) => {
                    tracing::error!(error = %error, "what webhooks are sent could not be looked for; it will be");
                    break;
                }
            }
        }
        tokio::select! {
            Some(_ended) = busy.join_next() => {}
            () = tokio::time::sleep(TICK) => {}
            changed = stop.changed() => if changed.is_err() { break },
        }
    }
    while busy.join_next().await.is_some() {}
}

/// Sends everything that is due, one after the other: for tests. How many were sent, or tried.
///
/// # Errors
/// Whatever the database says.
pub async fn run(app: &App) -> Result<usize> {
    let mut tried = 0;
    while let Some(claimed) = claim(app).await? {
        let attempt = deliver(app, &claimed).await;
        settle(app, &claimed, &attempt).await?;
        tried += 1;
    }
    Ok(tried)
}

async fn one(app: &App, claimed: &Claimed) {
    let attempt = deliver(app, claimed).await;
    if let Err(error) = settle(app, claimed, &attempt).await {
        tracing::error!(delivery = %claimed.id, error = %error, "what a webhook is sent could not be settled; its lease runs out");
    }
}

/// Of `webhook_deliveries d`, at `$1`: what is due, and nothing of the same request stands before it.
const DUE: &str = "d.state = 'waiting' AND d.next_at <= $1 AND d.leased_until <= $1 AND NOT EXISTS (SELECT 1 FROM webhook_deliveries e \
    WHERE e.webhook_id = d.webhook_id AND e.request_id = d.request_id AND e.state = 'waiting' \
    AND (e.place < d.place OR e.place = d.place AND e.id < d.id))";

/// Takes the next that is due for this process, if there is one. Of what is sent of one request to one webhook, nothing goes before what stands
/// before it has arrived or is given up.
///
/// # Errors
/// Whatever the database says.
pub async fn claim(app: &App) -> Result<Option<Claimed>> {
    // Webhooks first: however much waits for one that does not answer, it is not looked through. Looking costs no writer.
    let sql = format!(
        "SELECT h.id FROM webhooks h WHERE h.state = 'active' AND h.quiet_until <= $1 \
         AND h.id NOT IN (SELECT x.webhook_id FROM webhook_deliveries x WHERE x.state = 'waiting' AND x.leased_until > $1 \
         GROUP BY x.webhook_id HAVING COUNT(*) >= {OF_ONE}) \
         AND EXISTS (SELECT 1 FROM webhook_deliveries d WHERE d.webhook_id = h.id AND {DUE}) ORDER BY h.id"
    );
    let ready: Vec<(Id,)> = q(sql).bind(app.clock.now()).all(&mut app.db.read().await?).await?;
    for (webhook,) in ready {
        if let Some(claimed) = claim_of(app, &webhook).await? {
            return Ok(Some(claimed));
        }
    }
    Ok(None)
}

/// The next that is due of a webhook's; none: another process was faster.
async fn claim_of(app: &App, webhook_id: &str) -> Result<Option<Claimed>> {
    let first = format!(
        "SELECT d.id FROM webhook_deliveries d JOIN webhooks h ON h.id = d.webhook_id \
         WHERE d.webhook_id = $2 AND h.state = 'active' AND h.quiet_until <= $1 AND {DUE} ORDER BY d.next_at, d.id LIMIT 1"
    );
    loop {
        let mut w = Write::begin(app, None, "job").await?;
        let found = q2(first.clone(), format!("{first} FOR UPDATE OF d SKIP LOCKED"));
        let found: Option<(Id,)> = found.bind(w.now).bind(webhook_id).maybe(&mut w.tx).await?;
        let Some((id,)) = found else { return Ok(None) };
        if !may_go(&mut w, &id).await? {
            q("UPDATE webhook_deliveries SET state = 'withheld', last_at = $1 WHERE id = $2").bind(w.now).bind(&id).run(&mut w.tx).await?;
            w.commit().await?;
            continue;
        }
        let sql =
            "UPDATE webhook_deliveries SET leased_until = $1, attempts = attempts + 1, first_at = COALESCE(first_at, $2) WHERE id = $3";
        q(sql).bind(w.now + LEASE).bind(w.now).bind(&id).run(&mut w.tx).await?;
        let claimed = claimed(&mut w.tx, &id).await?;
        w.commit().await?;
        return Ok(Some(claimed));
    }
}

/// One that was claimed, as it is to be sent.
pub(super) async fn claimed(on: &mut impl AsConn, id: &str) -> Result<Claimed> {
    let sql = "SELECT d.id, d.webhook_id, d.event, d.body, d.attempts, d.first_at, h.url, h.sealed, h.old_sealed, h.old_until \
               FROM webhook_deliveries d JOIN webhooks h ON h.id = d.webhook_id WHERE d.id = $1";
    Ok(q(sql).bind(id).one(on).await?)
}

/// Whether it is still the organisation's to hear: a request may have been limited meanwhile.
async fn may_go(w: &mut Write, id: &str) -> Result<bool> {
    let sql = "SELECT h.organisation_id, o.kind = 'vendor', r.partner_id, r.limited FROM webhook_deliveries d \
               JOIN webhooks h ON h.id = d.webhook_id JOIN organisations o ON o.id = h.organisation_id JOIN requests r ON r.id = d.request_id \
               WHERE d.id = $1";
    let found: Option<(Id, bool, Id, bool)> = q(sql).bind(id).maybe(&mut w.tx).await?;
    Ok(found.is_none_or(|(organisation_id, vendor, partner_id, limited)| {
        may_hear(Listener { organisation_id: &organisation_id, vendor }, Heard { partner_id: &partner_id, limited })
    }))
}

/// Sends what was claimed; writes nothing.
pub async fn deliver(app: &App, claimed: &Claimed) -> Attempt {
    let began = app.clock.now();
    let id = format!("msg_{}", claimed.id);
    let went = match claimed.secrets.header(app, &claimed.webhook_id, &id, began, &claimed.body) {
        Ok(signatures) => {
            let signed = Signed { id: &id, second: began.div_euclid(1000), signatures };
            send(app, &claimed.url, &signed, &claimed.body).await
        }
        Err(error) => {
            tracing::error!(webhook = %claimed.webhook_id, error = %error, "nothing can be signed");
            Err(SendingFault::Unsigned.into())
        }
    };
    Attempt { went, began, duration: app.clock.now() - began }
}
