//! One business write: a transaction with its instant, its author and its audit rows.

use std::borrow::Cow;
use std::collections::BTreeMap;

use eyelevel_contract::audit::AuditChange;
use eyelevel_contract::ids::{Id, Millis};
use serde::Serialize;
use serde_json::Value;

use crate::app::App;
use crate::chain;
use crate::db::{Tx, bulk, q};
use crate::error::Result;
use crate::events::{self, Audience, Told};
use crate::extract::hex;

/// A write in progress. Everything that belongs to it (rows, timeline, audit, outbox) goes through `tx`; dropped, nothing is written.
pub struct Write {
    pub tx: Tx,
    /// The instant of everything in it.
    pub now: Millis,
    /// Who writes; none: the portal itself, or a recipient by a signed link.
    pub actor: Option<Id>,
    source: Cow<'static, str>,
    app: App,
    /// The requests that it changes, once each.
    changed: BTreeMap<Id, Audience>,
    /// What it adds to timelines, in its order.
    entries: Vec<Told>,
}

impl Write {
    /// Begins one. `source`: `portal`, `api`, `link`, `job`, `webhook` or `command`.
    ///
    /// # Errors
    /// If the database can't be reached.
    pub async fn begin(app: &App, actor: Option<Id>, source: &'static str) -> Result<Self> {
        Ok(Self {
            tx: app.db.begin().await?,
            now: app.clock.now(),
            actor,
            source: Cow::Borrowed(source),
            app: app.clone(),
            changed: BTreeMap::new(),
            entries: Vec::new(),
        })
    }

    /// It comes from a program, by the API token with this id: `api:ID`.
    pub fn by_token(&mut self, id: &str) {
        self.source = Cow::Owned(["api:", id].concat());
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
        let id = self.id();
        self.entry(&id, (action, subject, subject_id), None).await
    }

    async fn entry(&mut self, id: &str, (action, subject, subject_id): (&str, &str, &str), details: Option<String>) -> Result<()> {
        let sql = "INSERT INTO audit (id, at, actor_id, action, subject, subject_id, source, details_hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
        q(sql)
            .bind(id)
            .bind(self.now)
            .bind(self.actor.clone())
            .bind(action)
            .bind(subject)
            .bind(subject_id)
            .bind(self.source.as_ref())
            .bind(details)
            .run(&mut self.tx)
            .await?;
        Ok(())
    }

    /// The same for a thing that was edited, with what was there before and after, field by field.
    ///
    /// # Errors
    /// Whatever the database says.
    pub async fn audit_edit<T: Serialize>(&mut self, action: &str, subject: &str, subject_id: &str, before: &T, after: &T) -> Result<()> {
        let changes = changes(&serde_json::to_value(before)?, &serde_json::to_value(after)?);
        self.audit_changes(action, subject, subject_id, &changes).await
    }

    /// The same with the one value that was changed: what it is called, what it was, what it is.
    ///
    /// # Errors
    /// Whatever the database says.
    pub async fn audit_change(
        &mut self,
        action: &str,
        subject: (&str, &str),
        field: &str,
        (before, after): (Option<String>, Option<String>),
    ) -> Result<()> {
        let change = AuditChange { field: field.to_owned(), before, after };
        self.audit_changes(action, subject.0, subject.1, &[change]).await
    }

    /// The same with what was changed. It may be somebody's name: it stands beside the trail, and can be erased.
    ///
    /// # Errors
    /// Whatever the database says.
    async fn audit_changes(&mut self, action: &str, subject: &str, subject_id: &str, changes: &[AuditChange]) -> Result<()> {
        if changes.is_empty() {
            return self.audit(action, subject, subject_id).await;
        }
        let (id, salt, body) = (self.id(), hex(&self.app.clock.secret::<16>()), serde_json::to_string(changes)?);
        self.entry(&id, (action, subject, subject_id), Some(chain::hash_of_details(&salt, &body))).await?;
        let sql = "INSERT INTO audit_details (audit_id, salt, body) VALUES ($1, $2, $3)";
        q(sql).bind(id).bind(salt).bind(body).run(&mut self.tx).await?;
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
            row.extend(bulk::row((id, self.source.as_ref())));
            row
        };
        let rows = ids.iter().map(row).collect();
        let head = "INSERT INTO audit (id, at, actor_id, action, subject, subject_id, source)";
        bulk::insert(&mut self.tx, head, "", rows).await?;
        Ok(())
    }

    /// Something of a request changes: whoever looks at it is told when this is committed.
    pub fn changes(&mut self, request_id: &str, audience: Audience) {
        let told = self.changed.entry(request_id.to_owned()).or_insert(audience);
        *told = (*told).min(audience);
    }

    /// Something was added to a request's timeline: whoever follows requests is told before this is committed.
    pub fn tells(&mut self, told: Told) {
        self.entries.push(told);
    }

    /// Makes it permanent.
    ///
    /// # Errors
    /// If the database refuses; nothing is written then.
    pub async fn commit(mut self) -> Result<()> {
        let changed: Vec<_> = std::mem::take(&mut self.changed).into_iter().collect();
        events::insert(&mut self, &changed).await?;
        let entries = std::mem::take(&mut self.entries);
        if !entries.is_empty() {
            self.app.follower().told(&mut self, &entries).await?;
        }
        self.tx.commit().await?;
        self.app.events.written();
        Ok(())
    }
}

/// What differs between two states of a thing, but for what differs with every edit.
fn changes(before: &Value, after: &Value) -> Vec<AuditChange> {
    let (Value::Object(before), Value::Object(after)) = (before, after) else { return Vec::new() };
    let word = |value: Option<&Value>| match value {
        None | Some(Value::Null) => None,
        Some(Value::String(text)) => Some(text.clone()),
        Some(value) => Some(value.to_string()),
    };
    let fields = after.iter().filter(|(field, _)| !matches!(field.as_str(), "version" | "updated_at"));
    let differ = fields.filter(|(field, value)| before.get(*field) != Some(*value));
    differ.map(|(field, value)| AuditChange { field: field.clone(), before: word(before.get(field)), after: word(Some(value)) }).collect()
}
