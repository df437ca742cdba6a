//! The SQL of statements that are sent each month.

use eyelevel_contract::civil::Date;
use eyelevel_contract::ids::{Id, Millis};
use eyelevel_contract::people::PersonRef;
use eyelevel_contract::statements::{Reader, Sending, SentStatus, SentTo, rules};

use crate::db::{AsConn, q, stored};
use crate::error::{Error, Result};
use crate::write::Write;

/// At once; the next run takes the rest.
const MOST: i64 = 200;
/// Months that are shown.
const SHOWN: i64 = 12;

/// What a person must be to see a statement: of the partner, with one of these roles.
fn reads(person: &str, partner: &str) -> String {
    let roles = rules::READERS.iter().map(|role| format!("'{}'", role.word())).collect::<Vec<_>>().join(", ");
    format!(
        "{person}.organisation_id = {partner} AND EXISTS (SELECT 1 FROM person_roles r WHERE r.person_id = {person}.id AND r.role IN ({roles}))"
    )
}

/// The partner's people who may see an account's statement.
pub(super) async fn readers(on: &mut impl AsConn, account_id: &str) -> Result<Vec<Reader>> {
    let sql = format!(
        "SELECT p.id, p.name, s.id FROM accounts a JOIN people p ON {} LEFT JOIN statement_pins s ON s.account_id = a.id AND s.person_id = p.id \
         WHERE a.id = $1 ORDER BY p.name, p.id",
        reads("p", "a.partner_id")
    );
    let rows: Vec<(Id, String, Option<Id>)> = q(sql).bind(account_id).all(on).await?;
    Ok(rows.into_iter().map(|(id, name, pin)| Reader { person: PersonRef { id, name }, pinned: pin.is_some() }).collect())
}

/// Names them: those who are not among them are left out from now on.
pub(super) async fn pin(w: &mut Write, account_id: &str, people: &[Id], by: &str) -> Result<()> {
    let before: Vec<(Id,)> = q("SELECT person_id FROM statement_pins WHERE account_id = $1").bind(account_id).all(&mut w.tx).await?;
    for (gone,) in before.iter().filter(|(id,)| !people.contains(id)) {
        q("DELETE FROM statement_pins WHERE account_id = $1 AND person_id = $2").bind(account_id).bind(gone).run(&mut w.tx).await?;
    }
    for person in people {
        let sql = "INSERT INTO statement_pins (id, account_id, person_id, by_id, at) VALUES ($1, $2, $3, $4, $5) \
                   ON CONFLICT (account_id, person_id) DO NOTHING";
        let id = w.id();
        q(sql).bind(id).bind(account_id).bind(person).bind(by).bind(w.now).run(&mut w.tx).await?;
    }
    Ok(())
}

/// Whether somebody is named still, and may see the statement still.
pub(super) async fn is_pinned(on: &mut impl AsConn, pin_id: &str) -> Result<bool> {
    let sql = format!(
        "SELECT s.id FROM statement_pins s JOIN accounts a ON a.id = s.account_id JOIN people p ON p.id = s.person_id WHERE s.id = $1 AND {}",
        reads("p", "a.partner_id")
    );
    Ok(q(sql).bind(pin_id).maybe::<(Id,)>(on).await?.is_some())
}

/// Accounts of which this month is not sent, although somebody was named before that instant.
pub(super) async fn due(on: &mut impl AsConn, month: Date, until: Date, named_before: Millis) -> Result<Vec<Id>> {
    let sql = "SELECT a.id FROM accounts a WHERE a.opened_on <= $1 \
               AND EXISTS (SELECT 1 FROM statement_pins s WHERE s.account_id = a.id AND s.at <= $2) \
               AND NOT EXISTS (SELECT 1 FROM statement_months m WHERE m.account_id = a.id AND m.month = $3) ORDER BY a.id LIMIT $4";
    let rows: Vec<(Id,)> = q(sql).bind(until.to_string()).bind(named_before).bind(month.to_string()).bind(MOST).all(on).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Takes a month of an account for this write: of two processes, one gets it.
pub(super) async fn take(w: &mut Write, account_id: &str, month: Date) -> Result<bool> {
    let sql = "INSERT INTO statement_months (account_id, month, at) VALUES ($1, $2, $3) ON CONFLICT (account_id, month) DO NOTHING";
    Ok(q(sql).bind(account_id).bind(month.to_string()).bind(w.now).run(&mut w.tx).await? == 1)
}

/// Those who are named since before that instant and may see it: pin and person.
pub(super) async fn pinned(w: &mut Write, account_id: &str, named_before: Millis) -> Result<Vec<(Id, Id)>> {
    let sql = format!(
        "SELECT s.id, s.person_id FROM statement_pins s JOIN accounts a ON a.id = s.account_id JOIN people p ON p.id = s.person_id \
         WHERE s.account_id = $1 AND s.at <= $2 AND {} ORDER BY s.id",
        reads("p", "a.partner_id")
    );
    Ok(q(sql).bind(account_id).bind(named_before).all(&mut w.tx).await?)
}

/// That it was sent to somebody, by which mail.
pub(super) async fn sent(w: &mut Write, account_id: &str, month: Date, person: &str, mail: &str) -> Result<()> {
    q("INSERT INTO statement_sendings (account_id, month, person_id, mail_id) VALUES ($1, $2, $3, $4)")
        .bind(account_id)
        .bind(month.to_string())
        .bind(person)
        .bind(mail)
        .run(&mut w.tx)
        .await?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct Row {
    month: String,
    person_id: Id,
    name: String,
    state: String,
    sent_at: Option<Millis>,
}

/// The last months that were sent, with what became of each mail.
pub(super) async fn sendings(on: &mut impl AsConn, account_id: &str) -> Result<Vec<Sending>> {
    let sql = "SELECT s.month, s.person_id, p.name, CASE WHEN o.bounced_at IS NULL THEN o.state ELSE 'failed' END AS state, \
               o.sent_at FROM statement_sendings s JOIN people p ON p.id = s.person_id \
               JOIN outbox o ON o.id = s.mail_id WHERE s.account_id = $1 AND s.month IN \
               (SELECT m.month FROM statement_months m WHERE m.account_id = $1 ORDER BY m.month DESC LIMIT $2) \
               ORDER BY s.month DESC, p.name, p.id";
    let rows: Vec<Row> = q(sql).bind(account_id).bind(SHOWN).all(on).await?;
    let mut all: Vec<Sending> = Vec::new();
    for row in rows {
        let month: Date = stored(row.month.parse())?;
        let status = SentStatus::from_word(&row.state).ok_or_else(|| Error::Internal("a mail in no state".to_owned()))?;
        let to = SentTo { person: PersonRef { id: row.person_id, name: row.name }, status, at: row.sent_at };
        match all.last_mut().filter(|last| last.month == month) {
            Some(last) => last.recipients.push(to),
            None => all.push(Sending { month, recipients: vec![to] }),
        }
    }
    Ok(all)
}
