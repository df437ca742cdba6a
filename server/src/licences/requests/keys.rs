//! The SQL of issued and of stopped keys.

use std::collections::BTreeMap;

use eyelevel_contract::ids::{Id, Millis};
use eyelevel_contract::licences::gate::Passed;
use eyelevel_contract::licences::{Intent, IssuedKey, Issuer, LicenceFile, MismatchRecord, Report, StoppedKey, Unmade, Version};
use eyelevel_contract::people::PersonRef;
use sha2::{Digest as _, Sha256};

use crate::db::{AsConn, q};
use crate::error::{Error, Result};
use crate::extract::hex;
use crate::licences::products::store::stored;
use crate::requests::store::word;
use crate::write::Write;

#[derive(sqlx::FromRow)]
struct Row {
    id: Id,
    key_text: String,
    proof: String,
    issuer: String,
    issued_at: Millis,
    by_id: Option<Id>,
    by_name: Option<String>,
    expires: Option<Millis>,
    revoked_at: Option<Millis>,
    revoked_because: Option<String>,
}

const KEYS: &str = "SELECT k.id, k.key_text, k.proof, k.issuer, k.issued_at, k.by_id, p.name AS by_name, k.expires, k.revoked_at, \
     k.revoked_because FROM issued_keys k LEFT JOIN people p ON p.id = k.by_id";

fn key_of(row: Row, sent_to: Vec<Id>, whole: bool) -> Result<IssuedKey> {
    Ok(IssuedKey {
        key: whole.then_some(row.key_text),
        proof: serde_json::from_str(&row.proof)?,
        issuer: word(Issuer::from_word, &row.issuer)?,
        issued_at: row.issued_at,
        by: row.by_id.zip(row.by_name).map(|(id, name)| PersonRef { id, name }),
        expires: row.expires,
        revoked_at: row.revoked_at,
        revoked_because: row.revoked_because,
        sent_to,
        id: row.id,
    })
}

/// A request's keys, oldest first; `whole`: with the keys themselves.
pub(in crate::licences) async fn issued(on: &mut impl AsConn, request_id: &str, whole: bool) -> Result<Vec<IssuedKey>> {
    let rows: Vec<Row> = q(format!("{KEYS} WHERE k.request_id = $1 ORDER BY k.issued_at, k.id")).bind(request_id).all(on).await?;
    let sql = "SELECT s.key_id, s.recipient_id FROM key_sendings s JOIN issued_keys k ON k.id = s.key_id \
               WHERE k.request_id = $1 ORDER BY s.at, s.recipient_id";
    let mut sent: BTreeMap<Id, Vec<Id>> = BTreeMap::new();
    for (key, recipient) in q(sql).bind(request_id).all::<(Id, Id)>(on).await? {
        sent.entry(key).or_default().push(recipient);
    }
    rows.into_iter()
        .map(|row| {
            let sent_to = sent.remove(&row.id).unwrap_or_default();
            key_of(row, sent_to, whole)
        })
        .collect()
}

/// The last key that was sent to a recipient, if there was one.
pub(in crate::licences) async fn sent_to(on: &mut impl AsConn, recipient_id: &str) -> Result<Option<IssuedKey>> {
    let sql = format!("{KEYS} JOIN key_sendings s ON s.key_id = k.id WHERE s.recipient_id = $1 ORDER BY s.at DESC, k.id DESC LIMIT 1");
    let row: Option<Row> = q(sql).bind(recipient_id).maybe(on).await?;
    row.map(|row| key_of(row, Vec::new(), true)).transpose()
}

/// SHA-256 of a key's text, in hexadecimal.
#[must_use]
pub(in crate::licences) fn digest(key: &str) -> String {
    hex(&Sha256::digest(key.as_bytes()))
}

/// The key in what somebody pasted, also from within a licence file.
pub(super) fn found_in(report: &Report) -> Option<String> {
    let text = report.text.as_ref()?;
    Some(LicenceFile::parse(text).map_or_else(|_| text.clone(), |file| file.key().as_str().to_owned()))
}

/// Whose key it is, and who made it.
pub(in crate::licences) struct NewKey<'a> {
    pub(in crate::licences) request_id: &'a str,
    pub(in crate::licences) licence_id: &'a str,
    pub(in crate::licences) installation_id: Option<&'a str>,
    pub(in crate::licences) intent: Intent,
    pub(in crate::licences) issuer: Issuer,
    /// By hand.
    pub(in crate::licences) by: Option<&'a str>,
}

/// Writes a key down. It takes what only the gate gives.
pub(in crate::licences) async fn insert(w: &mut Write, new: &NewKey<'_>, passed: &Passed) -> Result<Id> {
    let id = w.id();
    let sql = "INSERT INTO issued_keys (id, request_id, licence_id, installation_id, intent, issuer, key_text, digest, proof, issued_at, by_id, \
               expires) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    q(sql)
        .bind(&id)
        .bind(new.request_id)
        .bind(new.licence_id)
        .bind(new.installation_id)
        .bind(new.intent.word())
        .bind(new.issuer.word())
        .bind(passed.key())
        .bind(digest(passed.key()))
        .bind(serde_json::to_string(passed.proof())?)
        .bind(w.now)
        .bind(new.by)
        .bind(passed.proof().expires)
        .run(&mut w.tx)
        .await?;
    Ok(id)
}

/// Notes that a key went to a recipient.
pub(in crate::licences) async fn note_sending(w: &mut Write, key_id: &str, recipient_id: &str) -> Result<()> {
    let sql = "INSERT INTO key_sendings (key_id, recipient_id, at) VALUES ($1, $2, $3) \
               ON CONFLICT (key_id, recipient_id) DO UPDATE SET at = excluded.at";
    q(sql).bind(key_id).bind(recipient_id).bind(w.now).run(&mut w.tx).await?;
    Ok(())
}

/// It did not go to a recipient after all: they are left out, and have nothing yet.
pub(super) async fn unsend(w: &mut Write, recipient_id: &str) -> Result<()> {
    q("DELETE FROM key_sendings WHERE recipient_id = $1").bind(recipient_id).run(&mut w.tx).await?;
    Ok(())
}

/// The request that a key belongs to; nothing of another request's key.
pub(super) async fn of_request(on: &mut impl AsConn, request_id: &str, key_id: &str) -> Result<IssuedKey> {
    let sql = format!("{KEYS} WHERE k.request_id = $1 AND k.id = $2");
    let row: Option<Row> = q(sql).bind(request_id).bind(key_id).maybe(on).await?;
    key_of(row.ok_or(Error::NotFound)?, Vec::new(), true)
}

/// The newest key of a licence with this text.
pub(super) async fn of_licence(on: &mut impl AsConn, licence_id: &str, key: &str) -> Result<Option<IssuedKey>> {
    let sql = format!("{KEYS} WHERE k.digest = $1 AND k.licence_id = $2 ORDER BY k.issued_at DESC LIMIT 1");
    let row: Option<Row> = q(sql).bind(digest(key)).bind(licence_id).maybe(on).await?;
    row.map(|row| key_of(row, Vec::new(), true)).transpose()
}

/// When a key was taken back; none of a key that was not, and of one that nobody issued.
pub(super) async fn revoked_at(on: &mut impl AsConn, key: &str) -> Result<Option<Millis>> {
    let sql = "SELECT MAX(revoked_at) FROM issued_keys WHERE digest = $1";
    let (at,): (Option<Millis>,) = q(sql).bind(digest(key)).one(on).await?;
    Ok(at)
}

/// Takes a key back, once.
pub(super) async fn revoke(w: &mut Write, key_id: &str, reason: &str) -> Result<bool> {
    let sql = "UPDATE issued_keys SET revoked_at = $1, revoked_because = $2, revoked_by = $3 WHERE id = $4 AND revoked_at IS NULL";
    Ok(q(sql).bind(w.now).bind(reason).bind(w.actor.clone()).bind(key_id).run(&mut w.tx).await? == 1)
}

/// When bridging keys were issued for an installation, or began to be made: a request counts once, however often it gets its key.
pub(in crate::licences) async fn bridges(on: &mut impl AsConn, installation_id: &str, since: Millis) -> Result<Vec<Millis>> {
    let sql = "SELECT COALESCE(MIN(k.issued_at), MIN(r.created_at)) FROM licence_requests l JOIN requests r ON r.id = l.request_id \
               LEFT JOIN issued_keys k ON k.request_id = r.id WHERE l.installation_id = $1 AND l.intent = 'bridge' \
               AND (k.id IS NOT NULL OR r.state = 'approved') \
               GROUP BY r.id HAVING COALESCE(MIN(k.issued_at), MIN(r.created_at)) > $2 ORDER BY 1";
    let rows: Vec<(Millis,)> = q(sql).bind(installation_id).bind(since).all(on).await?;
    Ok(rows.into_iter().map(|r| r.0).collect())
}

/// A key that did not pass, or that there is none of.
pub(in crate::licences) struct Stopped<'a> {
    pub(in crate::licences) request_id: &'a str,
    pub(in crate::licences) product_id: &'a str,
    pub(in crate::licences) issuer: Issuer,
    pub(in crate::licences) by: Option<&'a str>,
    pub(in crate::licences) wanted: &'a Version,
    pub(in crate::licences) mismatches: &'a [MismatchRecord],
    pub(in crate::licences) unmade: Option<Unmade>,
}

/// Writes it down.
pub(in crate::licences) async fn insert_stopped(w: &mut Write, stopped: &Stopped<'_>) -> Result<Id> {
    let id = w.id();
    let sql = "INSERT INTO stopped_keys (id, request_id, product_id, issuer, by_id, wanted, mismatches, unmade, stopped_at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    q(sql)
        .bind(&id)
        .bind(stopped.request_id)
        .bind(stopped.product_id)
        .bind(stopped.issuer.word())
        .bind(stopped.by)
        .bind(stopped.wanted.to_string())
        .bind(serde_json::to_string(stopped.mismatches)?)
        .bind(stopped.unmade.map(Unmade::word))
        .bind(w.now)
        .run(&mut w.tx)
        .await?;
    Ok(id)
}

#[derive(sqlx::FromRow)]
struct StoppedRow {
    id: Id,
    stopped_at: Millis,
    issuer: String,
    by_id: Option<Id>,
    by_name: Option<String>,
    wanted: String,
    mismatches: String,
    unmade: Option<String>,
}

/// A request's stopped keys, oldest first.
pub(in crate::licences) async fn stopped(on: &mut impl AsConn, request_id: &str) -> Result<Vec<StoppedKey>> {
    let sql = "SELECT s.id, s.stopped_at, s.issuer, s.by_id, p.name AS by_name, s.wanted, s.mismatches, s.unmade FROM stopped_keys s \
               LEFT JOIN people p ON p.id = s.by_id WHERE s.request_id = $1 ORDER BY s.stopped_at, s.id";
    let rows: Vec<StoppedRow> = q(sql).bind(request_id).all(on).await?;
    rows.into_iter()
        .map(|row| {
            Ok(StoppedKey {
                issuer: word(Issuer::from_word, &row.issuer)?,
                by: row.by_id.zip(row.by_name).map(|(id, name)| PersonRef { id, name }),
                wanted: stored(Version::parse(&row.wanted))?,
                mismatches: serde_json::from_str(&row.mismatches)?,
                unmade: row.unmade.map(|why| word(Unmade::from_word, &why)).transpose()?,
                id: row.id,
                stopped_at: row.stopped_at,
            })
        })
        .collect()
}
