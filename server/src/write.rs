//! One business write: a transaction with its instant, its author and its audit rows.

use eyelevel_contract::ids::{Id, Millis};

use crate::app::App;
use crate::db::{Tx, bulk, q};
use crate::error::Result;

/// A write in progress. Everything that belongs to it (rows, timeline, audit, outbox) goes through `tx`; dropped, nothing is written.
pub struct Write {
    pub tx: Tx,
    /// The instant of everything in it.
    pub now: Millis,
    /// Who writes; none: the portal itself, or a recipient by a signed link.
    pub actor: Option<Id>,
    source: &'static str,
    app: App,
}

impl Write {
    /// Begins one. `source`: `portal`, `link`, `job` or `command`.
    ///
    /// # Errors
    /// If the database can't be reached.
    pub async fn begin(app: &App, actor: Option<Id>, source: &'static str) -> Result<Self> {
        Ok(Self { tx: app.db.begin().await?, now: app.clock.now(), actor, source, app: app.clone() })
    }

    /// A new identifier.
    #[must_use]
    pub fn id(&self) -> Id {
        self.app.clock.id()
    }

    /// The application.
    #[must_use]
    pub const fn app(&self) -> &App {
        &self.app
    }

    /// Notes in the audit trail what was done to what (`request.submitted`, `request`, its id).
    ///
    /// # Errors
    /// Whatever the database says.
    pub async fn audit(&mut self, action: &str, subject: &str, subject_id: &str) -> Result<()> {
        q("INSERT INTO audit (id, at, actor_id, action, subject, subject_id, source) VALUES ($1, $2, $3, $4, $5, $6, $7)")
            .bind(self.id())
            .bind(self.now)
            .bind(self.actor.clone())
            .bind(action)
            .bind(subject)
            .bind(subject_id)
            .bind(self.source)
            .run(&mut self.tx)
            .await?;
        Ok(())
    }

    /// The same for many subjects at once.
    ///
    /// # Errors
    /// Whatever the database says.
    pub async fn audit_all(&mut self, action: &str, subject: &str, ids: &[Id]) -> Result<()> {
        let row = |id: &Id| {
            let mut row = bulk::row((self.id(), self.now, self.actor.clone()));
            row.extend(bulk::row((action, subject)));
            row.extend(bulk::row((id, self.source)));
            row
        };
        let rows = ids.iter().map(row).collect();
        let head = "INSERT INTO audit (id, at, actor_id, action, subject, subject_id, source)";
        bulk::insert(&mut self.tx, head, "", rows).await?;
        Ok(())
    }

    /// Makes it permanent.
    ///
    /// # Errors
    /// If the database refuses; nothing is written then.
    pub async fn commit(self) -> Result<()> {
        Ok(self.tx.commit().await?)
    }
}
