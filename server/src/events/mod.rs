//! What has changed, told to every process: rows that belong to the write that changed it, numbered after their commit.
//!
//! A number that the database gives out during a write becomes visible out of order: whoever resumes after it would miss what was committed
//! late. So rows are written without one, and numbered when they are there: by whoever has just committed, or by any process a second later.
//! Numbering holds the counter `events`; streams read numbered rows alone.

mod hub;
mod rows;
mod told;

pub use hub::{Events, Seat};
pub(crate) use rows::insert;
pub use rows::{after, forget, head};
pub use told::{Follower, Told};

use std::time::Duration;

use eyelevel_contract::ids::{Id, Millis};
use eyelevel_contract::people::rules::Actor;
use eyelevel_contract::requests::{Kind, rules};
use sqlx::postgres::PgListener;
use tokio::sync::watch;

use crate::app::App;
use crate::chain;
use crate::db::{Db, q};
use crate::error::Result;

/// How long an event can be resumed after.
pub const KEPT: Millis = 24 * 3_600_000;
/// So often somebody looks whether another process has left something.
const TICK: Duration = Duration::from_secs(1);
/// What processes call to each other on PostgreSQL.
const CHANNEL: &str = "eyelevel_events";

/// Whom a change concerns, of those who may see its request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Audience {
    /// Both sides.
    Everybody,
    /// What the vendor alone sees: that there is a note is nobody else's business.
    Vendor,
}

impl Audience {
    const fn word(self) -> &'static str {
        match self {
            Self::Everybody => "everybody",
            Self::Vendor => "vendor",
        }
    }
}

/// Something changed on a request.
#[derive(Clone, Debug)]
pub struct Event {
    /// Its place in the order.
    pub seq: i64,
    pub request_id: Id,
    pub number: String,
    kind: Kind,
    partner_id: Id,
    requester_id: Id,
    limited: bool,
    vendor_only: bool,
}

impl Event {
    /// Whether this person may know of it: as they may see the request.
    #[must_use]
    pub fn is_for(&self, actor: &Actor) -> bool {
        (actor.is_vendor() || !self.vendor_only) && rules::may_see(actor, self.kind, &self.partner_id, &self.requester_id, self.limited)
    }
}

/// Numbers what is committed.
async fn number(app: &App) -> Result<()> {
    let mut tx = app.db.begin().await?;
    // Whoever is second waits here, and then sees what the first one numbered.
    let sql =
        "INSERT INTO counters (name, value) VALUES ('events', 0) ON CONFLICT (name) DO UPDATE SET value = counters.value RETURNING value";
    let (last,): (i64,) = q(sql).one(&mut tx).await?;
    let sql = "UPDATE events SET seq = $1 + n.place FROM (SELECT id, ROW_NUMBER() OVER (ORDER BY id) AS place FROM events WHERE seq IS NULL) n \
               WHERE events.id = n.id";
    let numbered = q(sql).bind(last).run(&mut tx).await?;
    if numbered > 0 {
        let now = last + i64::try_from(numbered).unwrap_or(i64::MAX);
        q("UPDATE counters SET value = $1 WHERE name = 'events'").bind(now).run(&mut tx).await?;
        if app.db.is_postgres() {
            // Heard by the other processes when this is committed.
            q("SELECT pg_notify($1, '')").bind(CHANNEL).run(&mut tx).await?;
        }
    }
    Ok(tx.commit().await?)
}

/// Numbers, seals and tells until it is time to stop; then all streams of this process end.
pub async fn run(app: App, mut stop: watch::Receiver<bool>) {
    let mut listener = listener(&app).await;
    let mut seen = None;
    while !*stop.borrow() {
        if let Err(error) = step(&app, &mut seen).await {
            tracing::error!(error = %error, "what has changed could not be told; it will be");
        }
        if let Err(error) = seal(&app).await {
            tracing::error!(error = %error, "the audit trail could not be sealed; it will be");
        }
        tokio::select! {
            () = app.events.until_written() => {}
            () = heard(&mut listener) => {}
            () = tokio::time::sleep(TICK) => {}
            changed = stop.changed() => if changed.is_err() { break },
        }
    }
    app.events.stop();
}

/// Numbers what there is, and tells those who listen here. `seen` is the last number that they were told of.
async fn step(app: &App, seen: &mut Option<i64>) -> Result<()> {
    let (last, _, waiting) = head(&mut app.db.read().await?).await?;
    let mut from = *seen.get_or_insert(last);
    if waiting {
        number(app).await?;
    } else if last == from {
        return Ok(());
    }
    loop {
        let events = after(&mut app.db.read().await?, from).await?;
        let Some(newest) = events.last().map(|event| event.seq) else { return Ok(()) };
        from = newest;
        *seen = Some(newest);
        app.events.tell(events);
    }
}

async fn seal(app: &App) -> Result<()> {
    let waits = chain::waits(&mut app.db.read().await?).await?;
    if waits {
        chain::seal(app).await?;
    }
    Ok(())
}

async fn listener(app: &App) -> Option<PgListener> {
    let Db::Postgres(pool) = &app.db else { return None };
    let listening = async {
        let mut listener = PgListener::connect_with(pool).await?;
        listener.listen(CHANNEL).await?;
        Ok::<_, sqlx::Error>(listener)
    };
    match listening.await {
        Ok(listener) => Some(listener),
        Err(error) => {
            tracing::warn!(error = %error, "other processes are not heard at once, but every second");
            None
        }
    }
}

/// Until another process has numbered something.
async fn heard(listener: &mut Option<PgListener>) {
    match listener {
        Some(calling) => {
            // It connects again by itself; until then, the tick looks.
            if calling.recv().await.is_err() {
                *listener = None;
            }
        }
        None => std::future::pending().await,
    }
}
