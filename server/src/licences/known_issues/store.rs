//! The SQL of known issues.

use std::collections::BTreeSet;

use eyelevel_contract::ids::{Id, Millis};
use eyelevel_contract::lang::Bilingual;
use eyelevel_contract::licences::{BatchRef, Code, EditKnownIssue, KnownIssue, ProductRef, Version, VersionRange, rules};
use eyelevel_contract::people::rules::Actor;
use eyelevel_contract::validate::Fault;

use crate::db::{AsConn, Filter, Query, bulk, q, violated};
use crate::error::{Error, Result};
use crate::licences::products::store::stored;
use crate::write::Write;

const ISSUES: &str = "SELECT k.id, k.product_id, p.code, p.name, k.title_de, k.title_en, k.affected, k.known_since, k.workaround_de, \
     k.workaround_en, k.fixed_in, k.published_at, k.version, k.item_id, k.batch, i.name_de, i.name_en FROM known_issues k \
     LEFT JOIN products p ON p.id = k.product_id LEFT JOIN catalogue_items i ON i.id = k.item_id";

#[derive(sqlx::FromRow)]
struct IssueRow {
    id: Id,
    product_id: Option<Id>,
    code: Option<String>,
    name: Option<String>,
    title_de: String,
    title_en: String,
    affected: String,
    known_since: String,
    workaround_de: String,
    workaround_en: String,
    fixed_in: Option<String>,
    published_at: Option<Millis>,
    version: i64,
    item_id: Option<Id>,
    batch: Option<String>,
    name_de: Option<String>,
    name_en: Option<String>,
}

/// Where a page of known issues goes on: the day, and the id.
pub(super) type Place = (String, Id);

fn issue_of(row: IssueRow) -> Result<KnownIssue> {
    let product = match (row.product_id, row.code, row.name) {
        (Some(id), Some(code), Some(name)) => Some(ProductRef { id, code: stored(Code::parse(&code))?, name }),
        _ => None,
    };
    let name = Bilingual { de: row.name_de.unwrap_or_default(), en: row.name_en.unwrap_or_default() };
    Ok(KnownIssue {
        id: row.id,
        affected: if product.is_some() { Some(stored(VersionRange::parse(&row.affected))?) } else { None },
        product,
        batch: row.item_id.zip(row.batch).map(|(item_id, batch)| BatchRef { item_id, product: name, batch }),
        title: Bilingual { de: row.title_de, en: row.title_en },
        known_since: stored(row.known_since.parse())?,
        workaround: Bilingual { de: row.workaround_de, en: row.workaround_en },
        fixed_in: row.fixed_in.map(|v| stored(Version::parse(&v))).transpose()?,
        published_at: row.published_at,
        version: row.version,
    })
}

/// Known issues that the actor may see, the newest first.
pub(super) async fn issues(
    on: &mut impl AsConn,
    actor: &Actor,
    product_id: Option<&str>,
    after: Option<Place>,
    limit: i64,
) -> Result<Vec<KnownIssue>> {
    let mut filter = Filter::new();
    if let Some(product) = product_id {
        filter.and("k.product_id = ?", product);
    }
    if !actor.is_vendor() {
        filter.and("k.published_at IS NOT NULL", ());
    }
    if let Some(after) = after {
        filter.and("(k.known_since, k.id) < (?, ?)", after);
    }
    let rows: Vec<IssueRow> = filter.query(ISSUES, "ORDER BY k.known_since DESC, k.id DESC LIMIT ?", limit).all(on).await?;
    rows.into_iter().map(issue_of).collect()
}

/// A known issue that the actor may see.
pub(super) async fn issue(on: &mut impl AsConn, actor: &Actor, id: &str) -> Result<KnownIssue> {
    let found = any(on, id).await?;
    if rules::may_see_known_issue(actor, &found) { Ok(found) } else { Err(Error::NotFound) }
}

/// A known issue, whoever asks.
pub(crate) async fn any(on: &mut impl AsConn, id: &str) -> Result<KnownIssue> {
    let row: Option<IssueRow> = q(format!("{ISSUES} WHERE k.id = $1")).bind(id).maybe(on).await?;
    issue_of(row.ok_or(Error::NotFound)?)
}

/// What is known of a batch, whoever asks.
pub(crate) async fn of_batch(on: &mut impl AsConn, item_id: &str, batch: &str) -> Result<Option<KnownIssue>> {
    let row: Option<IssueRow> = q(format!("{ISSUES} WHERE k.item_id = $1 AND k.batch = $2")).bind(item_id).bind(batch).maybe(on).await?;
    row.map(issue_of).transpose()
}

/// Writes a new one, a draft. A batch has one.
pub(super) async fn insert(w: &mut Write, id: &str, issue: &EditKnownIssue) -> Result<()> {
    let sql = "INSERT INTO known_issues (id, product_id, title_de, title_en, affected, known_since, workaround_de, workaround_en, fixed_in, \
               item_id, batch) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    let batch = issue.item_id.as_ref().map(|_| issue.batch.clone());
    match columns(q(sql).bind(id), issue).bind(issue.item_id.clone()).bind(batch).run(&mut w.tx).await {
        Err(error) if violated(&error).is_some_and(|name| name == "known_issues_item_id_batch_key") => {
            Err(Error::field("batch", Fault::Taken))
        }
        other => Ok(other.map(drop)?),
    }
}

/// Changes one, if it is still of that version.
pub(super) async fn update(w: &mut Write, id: &str, version: i64, issue: &EditKnownIssue) -> Result<bool> {
    let sql = "UPDATE known_issues SET product_id = $2, title_de = $3, title_en = $4, affected = $5, known_since = $6, workaround_de = $7, \
               workaround_en = $8, fixed_in = $9, version = version + 1 WHERE id = $1 AND version = $10";
    Ok(columns(q(sql).bind(id), issue).bind(version).run(&mut w.tx).await? == 1)
}

fn columns(query: Query, issue: &EditKnownIssue) -> Query {
    query
        .bind((!issue.product_id.is_empty()).then_some(&issue.product_id))
        .bind(&issue.title.de)
        .bind(&issue.title.en)
        .bind(&issue.affected)
        .bind(issue.known_since)
        .bind(&issue.workaround.de)
        .bind(&issue.workaround.en)
        .bind((!issue.fixed_in.is_empty()).then_some(&issue.fixed_in))
}

/// Publishes it, and holds it to the end of the write; the first instant stays.
pub(super) async fn set_published(w: &mut Write, id: &str) -> Result<()> {
    let sql = "UPDATE known_issues SET version = version + CASE WHEN published_at IS NULL THEN 1 ELSE 0 END, \
               published_at = COALESCE(published_at, $1) WHERE id = $2";
    q(sql).bind(w.now).bind(id).run(&mut w.tx).await?;
    Ok(())
}

/// Which partners were told.
pub(super) async fn told(on: &mut impl AsConn, id: &str) -> Result<BTreeSet<Id>> {
    let rows: Vec<(Id,)> = q("SELECT partner_id FROM known_issue_notices WHERE issue_id = $1").bind(id).all(on).await?;
    Ok(rows.into_iter().map(|r| r.0).collect())
}

/// Notes that these are told.
pub(super) async fn note_told(w: &mut Write, id: &str, partners: &[Id]) -> Result<()> {
    let row = |partner: &Id| bulk::row((id, partner.as_str(), w.now));
    let rows: Vec<_> = partners.iter().map(row).collect();
    bulk::insert(&mut w.tx, "INSERT INTO known_issue_notices (issue_id, partner_id, at)", "", rows).await?;
    Ok(())
}
