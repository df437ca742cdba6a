//! The SQL of postings.

use std::collections::BTreeMap;

use eyelevel_contract::civil::Date;
use eyelevel_contract::ids::{Id, Millis};
use eyelevel_contract::people::PersonRef;
use eyelevel_contract::statements::ledger::PostingKind;
use eyelevel_contract::statements::matching::CashDiscount;
use eyelevel_contract::statements::{NewPosting, Posting, Source, Tax};

use crate::db::{AsConn, Query, bulk, q, stored};
use crate::error::{Error, Result};
use crate::write::Write;

const POSTINGS: &str = "SELECT p.id, p.kind, p.amount, p.allocated, p.number, p.booked_on, p.value_on, p.due_on, p.taxes, p.corrects, \
     p.end_to_end_id, p.mandate, p.remittance, p.reason, p.note, p.file_id, f.name AS file_name, p.place, p.by_id, b.name AS by_name, p.at \
     FROM postings p LEFT JOIN statement_files f ON f.id = p.file_id LEFT JOIN people b ON b.id = p.by_id";

#[derive(sqlx::FromRow)]
struct Row {
    id: Id,
    kind: String,
    amount: i64,
    allocated: i64,
    number: Option<String>,
    booked_on: String,
    value_on: Option<String>,
    due_on: Option<String>,
    taxes: String,
    corrects: Option<Id>,
    end_to_end_id: Option<String>,
    mandate: Option<String>,
    remittance: String,
    reason: Option<String>,
    note: Option<String>,
    file_id: Option<Id>,
    file_name: Option<String>,
    place: Option<String>,
    by_id: Option<Id>,
    by_name: Option<String>,
    at: Millis,
}

/// All postings of an account.
pub(crate) async fn all(on: &mut impl AsConn, account_id: &str) -> Result<Vec<Posting>> {
    read(on, q(format!("{POSTINGS} WHERE p.account_id = $1 ORDER BY p.booked_on, p.id")).bind(account_id)).await
}

/// A posting of an account.
pub(crate) async fn one(on: &mut impl AsConn, account_id: &str, id: &str) -> Result<Posting> {
    maybe(on, account_id, id).await?.ok_or(Error::NotFound)
}

/// A posting of an account, if there is one.
pub(crate) async fn maybe(on: &mut impl AsConn, account_id: &str, id: &str) -> Result<Option<Posting>> {
    Ok(read(on, q(format!("{POSTINGS} WHERE p.account_id = $1 AND p.id = $2")).bind(account_id).bind(id)).await?.pop())
}

/// The document of a number, if there is exactly one.
pub(crate) async fn numbered(on: &mut impl AsConn, account_id: &str, number: &str) -> Result<Option<Id>> {
    let sql = "SELECT id FROM postings WHERE account_id = $1 AND number_key = $2 LIMIT 2";
    let found: Vec<(Id,)> = q(sql).bind(account_id).bind(number_key(number)).all(on).await?;
    Ok(if found.len() == 1 { found.into_iter().next().map(|found| found.0) } else { None })
}

/// Whether a document of this number is in the account.
pub(crate) async fn is_numbered(on: &mut impl AsConn, account_id: &str, number: &str) -> Result<bool> {
    let sql = "SELECT id FROM postings WHERE account_id = $1 AND number_key = $2 LIMIT 1";
    let found: Option<(Id,)> = q(sql).bind(account_id).bind(number_key(number)).maybe(on).await?;
    Ok(found.is_some())
}

/// The account of a posting, when it was booked, and what corrections have taken back of it since.
pub(crate) async fn corrected(on: &mut impl AsConn, id: &str) -> Result<Option<(Id, Date, i64)>> {
    // What raises the balance takes a credit back; what lowers it adds to it.
    let sql = "SELECT p.account_id, p.booked_on, CAST(COALESCE((SELECT SUM(c.signed) FROM postings c WHERE c.corrects = p.id), 0) AS BIGINT) \
               FROM postings p WHERE p.id = $1";
    let row: Option<(Id, String, i64)> = q(sql).bind(id).maybe(on).await?;
    row.map(|(account, day, back)| Ok((account, stored(day.parse())?, back))).transpose()
}

/// The postings that a query asks about.
pub(crate) async fn of_query(on: &mut impl AsConn, request_id: &str) -> Result<Vec<Posting>> {
    let sql = format!("{POSTINGS} JOIN statement_query_lines l ON l.posting_id = p.id WHERE l.request_id = $1 ORDER BY p.booked_on, p.id");
    read(on, q(sql).bind(request_id)).await
}

async fn read(on: &mut impl AsConn, query: Query) -> Result<Vec<Posting>> {
    let rows: Vec<Row> = query.all(on).await?;
    rows.into_iter().map(Row::posting).collect()
}

impl Row {
    fn posting(self) -> Result<Posting> {
        let day = |text: Option<String>| text.map(|text| stored(text.parse())).transpose();
        let kind = PostingKind::from_word(&self.kind).ok_or_else(|| Error::Internal("a kind of posting that nobody knows".to_owned()))?;
        Ok(Posting {
            id: self.id,
            kind,
            number: self.number,
            booked_on: stored(self.booked_on.parse())?,
            value_on: day(self.value_on)?,
            due_on: day(self.due_on)?,
            amount: self.amount,
            allocated: self.allocated,
            taxes: serde_json::from_str::<Vec<Tax>>(&self.taxes)?,
            corrects: self.corrects,
            end_to_end_id: self.end_to_end_id,
            mandate: self.mandate,
            remittance: self.remittance,
            reason: self.reason,
            note: self.note,
            source: self.file_id.zip(self.file_name).map(|(file_id, file_name)| Source {
                file_id,
                file_name,
                place: self.place.unwrap_or_default(),
            }),
            held: None,
            by: self.by_id.zip(self.by_name).map(|(id, name)| PersonRef { id, name }),
            at: self.at,
        })
    }
}

/// A posting that is added.
pub(crate) struct New<'a> {
    pub(crate) id: Id,
    pub(crate) kind: PostingKind,
    pub(crate) amount: i64,
    pub(crate) number: Option<&'a str>,
    pub(crate) booked_on: Date,
    pub(crate) value_on: Option<Date>,
    pub(crate) due_on: Option<Date>,
    pub(crate) taxes: &'a [Tax],
    pub(crate) terms: &'a [CashDiscount],
    pub(crate) corrects: Option<Id>,
    pub(crate) end_to_end_id: Option<&'a str>,
    pub(crate) mandate: Option<&'a str>,
    pub(crate) remittance: &'a str,
    pub(crate) reason: Option<&'a str>,
    pub(crate) note: Option<&'a str>,
    pub(crate) entry_key: Option<String>,
    /// The file, and the place in it.
    pub(crate) source: Option<(&'a str, String)>,
}

impl<'a> New<'a> {
    /// As somebody typed it.
    pub(crate) fn by_hand(id: &Id, new: &'a NewPosting) -> Self {
        Self {
            id: id.clone(),
            kind: new.kind,
            amount: new.amount,
            number: Some(new.number.as_str()).filter(|number| !number.is_empty()),
            booked_on: new.booked_on,
            value_on: None,
            due_on: new.due_on,
            taxes: &new.taxes,
            terms: &[],
            corrects: new.corrects.clone(),
            end_to_end_id: None,
            mandate: None,
            remittance: &new.remittance,
            reason: None,
            note: Some(&new.note),
            entry_key: None,
            source: None,
        }
    }
}

impl New<'static> {
    const fn bare(id: Id, kind: PostingKind, amount: i64, booked_on: Date) -> Self {
        Self {
            id,
            kind,
            amount,
            number: None,
            booked_on,
            value_on: None,
            due_on: None,
            taxes: &[],
            terms: &[],
            corrects: None,
            end_to_end_id: None,
            mandate: None,
            remittance: "",
            reason: None,
            note: None,
            entry_key: None,
            source: None,
        }
    }

    /// A cash discount that a payment of that day took.
    pub(crate) const fn discount(id: Id, amount: i64, on: Date) -> Self {
        Self::bare(id, PostingKind::Discount, amount, on)
    }

    /// What corrects an earlier posting, today.
    pub(crate) fn correcting(id: Id, kind: PostingKind, amount: i64, on: Date, of: Id) -> Self {
        Self { corrects: Some(of), ..Self::bare(id, kind, amount, on) }
    }
}

/// Splits off a return what the bank kept of it. Only within the write in which the return was posted: afterwards it stays as it is.
pub(crate) async fn split_fee(w: &mut Write, account_id: &str, returned: &Id, fee: i64) -> Result<()> {
    let posting = one(&mut w.tx, account_id, returned).await?;
    q("UPDATE postings SET amount = amount - $1 WHERE id = $2").bind(fee).bind(returned).run(&mut w.tx).await?;
    let source = posting.source.as_ref().map(|source| (source.file_id.as_str(), source.place.clone()));
    let fee = New { corrects: Some(returned.clone()), source, ..New::bare(w.id(), PostingKind::Fee, fee, posting.booked_on) };
    insert(w, account_id, &[fee]).await
}

/// The cash discounts that were agreed on, by posting.
pub(crate) async fn terms(on: &mut impl AsConn, account_id: &str) -> Result<BTreeMap<Id, Vec<CashDiscount>>> {
    let sql = "SELECT id, terms FROM postings WHERE account_id = $1 AND terms <> '[]'";
    let rows: Vec<(Id, String)> = q(sql).bind(account_id).all(on).await?;
    rows.into_iter().map(|(id, terms)| Ok((id, serde_json::from_str(&terms)?))).collect()
}

/// A number as it is compared: spaces, hyphens and small letters make no difference.
pub(crate) fn number_key(number: &str) -> String {
    number.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}

/// Adds postings.
pub(crate) async fn insert(w: &mut Write, account_id: &str, all: &[New<'_>]) -> Result<()> {
    let mut rows = Vec::with_capacity(all.len());
    for new in all {
        let day = |day: Option<Date>| day.map(|day| day.to_string());
        let mut row = bulk::row((&new.id, account_id, new.kind.word(), new.amount));
        row.extend(bulk::row((new.number, new.number.map(number_key), new.booked_on.to_string(), day(new.value_on))));
        row.extend(bulk::row((
            day(new.due_on),
            serde_json::to_string(new.taxes)?,
            serde_json::to_string(new.terms)?,
            new.corrects.as_ref(),
        )));
        row.extend(bulk::row((new.end_to_end_id, new.mandate, new.remittance, new.reason)));
        let (file, place) = new.source.as_ref().map_or((None, None), |(file, place)| (Some(*file), Some(place)));
        row.extend(bulk::row((new.note, new.entry_key.as_ref(), file, place)));
        row.extend(bulk::row((w.actor.as_ref(), w.now)));
        rows.push(row);
    }
    let head = "INSERT INTO postings (id, account_id, kind, amount, number, number_key, booked_on, value_on, due_on, taxes, terms, corrects, \
                end_to_end_id, mandate, remittance, reason, note, entry_key, file_id, place, by_id, at)";
    bulk::insert(&mut w.tx, head, "", rows).await?;
    Ok(())
}
