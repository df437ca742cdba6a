//! All SQL of mails that came back.

use eyelevel_contract::deliveries::bounces::{Action, Kind};
use eyelevel_contract::ids::{Id, Millis};

use super::reading::Recipient;
use crate::db::{AsConn, q, q2};
use crate::error::Result;
use crate::write::Write;

/// A mail of ours that came back.
#[derive(sqlx::FromRow)]
pub(super) struct Row {
    pub(super) id: Id,
    pub(super) template: String,
    pub(super) to_email: String,
    pub(super) recipient_id: Option<Id>,
    pub(super) round: Option<i64>,
    state: String,
    leased_until: Millis,
    pub(super) bounced_at: Option<Millis>,
    pub(super) sent_again: i64,
}

impl Row {
    /// Whether it is still to be sent, and nobody is at it. Who is at it may not have written down yet that it was taken.
    pub(super) fn is_waiting(&self, now: Millis) -> bool {
        self.state != "sent" && self.leased_until <= now
    }
}

/// The mail, so that nobody else changes it before the write is over.
pub(super) async fn held(w: &mut Write, id: &str) -> Result<Option<Row>> {
    const ONE: &str =
        "SELECT id, template, to_email, recipient_id, round, state, leased_until, bounced_at, sent_again FROM outbox WHERE id = $1";
    Ok(q2(ONE, format!("{ONE} FOR UPDATE")).bind(id).maybe(&mut w.tx).await?)
}

/// It can't be delivered. If it was to be sent again, it is not; whoever is just sending it finds it settled.
pub(super) async fn bounced(w: &mut Write, row: &Row) -> Result<()> {
    let sql = "UPDATE outbox SET bounced_at = $1, last_error = 'bounced', \
               state = CASE WHEN state = 'waiting' THEN 'failed' ELSE state END WHERE id = $2";
    q(sql).bind(w.now).bind(&row.id).run(&mut w.tx).await?;
    Ok(())
}

/// It waits, and is sent again.
pub(super) async fn again(w: &mut Write, row: &Row, at: Millis) -> Result<()> {
    let sql = "UPDATE outbox SET state = 'waiting', next_at = $1, leased_until = 0, last_error = 'bounced', sent_again = sent_again + 1 \
               WHERE id = $2";
    q(sql).bind(at).bind(&row.id).run(&mut w.tx).await?;
    Ok(())
}

/// A bounce to write down.
pub(super) struct Bounce<'a> {
    pub(super) outbox_id: &'a Id,
    pub(super) via: &'static str,
    pub(super) kind: Kind,
    pub(super) said: &'a Recipient,
    pub(super) outcome: &'static str,
    pub(super) key: &'a str,
}

/// Whether it is new.
pub(super) async fn insert(w: &mut Write, bounce: &Bounce<'_>) -> Result<bool> {
    let sql = "INSERT INTO bounces (id, outbox_id, received_at, via, kind, action, status, reply_code, reason, permanent, address, diagnostic, \
               outcome, event_key) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) ON CONFLICT (event_key) DO NOTHING";
    let said = bounce.said;
    let inserted = q(sql)
        .bind(w.id())
        .bind(bounce.outbox_id)
        .bind(w.now)
        .bind(bounce.via)
        .bind(bounce.kind.word())
        .bind(said.action.map(Action::word))
        .bind(said.status.map(|status| status.to_string()))
        .bind(said.reply_code.map(i64::from))
        .bind(said.reason.word())
        .bind(said.is_permanent())
        .bind(said.address.as_deref())
        .bind(&said.diagnostic)
        .bind(bounce.outcome)
        .bind(bounce.key)
        .run(&mut w.tx)
        .await?;
    Ok(inserted == 1)
}

/// A row of the list.
#[derive(sqlx::FromRow)]
pub(super) struct Listed {
    pub(super) id: Id,
    pub(super) received_at: Millis,
    pub(super) kind: String,
    pub(super) reason: String,
    pub(super) status: Option<String>,
    pub(super) permanent: bool,
    pub(super) outcome: String,
    pub(super) diagnostic: String,
    pub(super) to_name: String,
    pub(super) to_email: String,
    pub(super) person_id: Option<Id>,
    pub(super) request_id: Option<Id>,
    pub(super) request_kind: Option<String>,
    pub(super) request_number: Option<String>,
}

/// The newest first; whose address it is, if it is a person's.
pub(super) async fn list(on: &mut impl AsConn, before: &(Millis, Id), limit: i64) -> Result<Vec<Listed>> {
    let sql = "SELECT b.id, b.received_at, b.kind, b.reason, b.status, b.permanent, b.outcome, b.diagnostic, o.to_name, o.to_email, \
               (SELECT MIN(p.id) FROM people p WHERE r.id IS NULL AND p.email = o.to_email) AS person_id, q.id AS request_id, \
               q.kind AS request_kind, q.number AS request_number FROM bounces b JOIN outbox o ON o.id = b.outbox_id \
               LEFT JOIN recipients r ON r.id = o.recipient_id LEFT JOIN requests q ON q.id = r.request_id \
               WHERE (b.received_at, b.id) < ($1, $2) ORDER BY b.received_at DESC, b.id DESC LIMIT $3";
    Ok(q(sql).bind(before.0).bind(&before.1).bind(limit).all(on).await?)
}
