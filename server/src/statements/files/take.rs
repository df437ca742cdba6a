//! Looking at a file, and posting it. It is read twice, so that nothing of it has to be kept in memory: first to its end, because why it is
//! refused may stand in its last line; then into the books.

use std::collections::{BTreeMap, BTreeSet};

use eyelevel_contract::ids::Id;
use eyelevel_contract::statements::reading::bank::TableMapping;
use eyelevel_contract::statements::{FileReport, Origin};

use super::plan::{Good, Plan};
use super::read::{self, Reading, Told, Unread};
use super::spool::{Spooled, blocking};
use super::store;
use crate::app::App;
use crate::error::{Error, Result};
use crate::statements::postings::store as postings;
use crate::statements::{accounts, matching};
use crate::write::Write;

/// What would come of a file.
pub(super) struct Seen {
    pub(super) report: FileReport,
    pub(super) told: Told,
    /// Into whose books.
    pub(super) accounts: Vec<Id>,
}

/// How a table is read, and under what that is remembered.
#[derive(Clone, Default)]
pub(super) struct Known {
    /// The names of its columns; none: it is no table.
    header: Option<String>,
    mapping: Option<TableMapping>,
}

/// How a table is read: as it is said, or else as is remembered of one with these columns, or else as can be guessed.
///
/// # Errors
/// Whatever disk and database say.
pub(super) async fn known(app: &App, file: &Spooled, said: Option<TableMapping>) -> Result<Known> {
    let reader = file.reader()?;
    let header = blocking(move || Ok(read::header(reader))).await?;
    let mapping = match (said, &header) {
        (Some(said), _) => Some(said),
        (None, Some(header)) => store::mapping(&mut app.db.read().await?, header).await?,
        (None, None) => None,
    };
    Ok(Known { header, mapping })
}

/// What would come of it, as things are now. Nothing is written.
///
/// # Errors
/// Whatever disk and database say; within, why the file is not read.
pub(super) async fn look(app: &App, file: &Spooled, known: &Known) -> Result<Result<Seen, Box<Unread>>> {
    let mut on = app.db.read().await?;
    let mut plan = Plan::new(&mut on).await?;
    let mut reading = Reading::begin(file, known.mapping.clone())?;
    while let Some(part) = reading.next().await {
        plan.part(&mut on, part).await?;
    }
    let told = match reading.end().await? {
        Ok(told) => told,
        Err(unread) => return Ok(Err(unread)),
    };
    if let Some(refusal) = plan.too_many() {
        return Ok(Err(refusal.into()));
    }
    let accounts = plan.accounts().cloned().collect();
    let (file, before) = store::before(&mut on, &file.digest).await?.unzip();
    let report = FileReport { before, file, ..plan.report(&told) };
    Ok(Ok(Seen { report, told, accounts }))
}

/// A file that comes in.
pub(super) struct Incoming<'a> {
    pub(super) name: &'a str,
    pub(super) file: &'a Spooled,
    pub(super) origin: Origin,
    /// How it is read, if it is a table.
    pub(super) known: Known,
}

/// Posts what a file holds, and lets the matching find what belongs together. `held`: whose books it was when it was looked at.
///
/// # Errors
/// `ChangedMeanwhile` if it is others' books by now, or the same entries came in at the same time.
pub(super) async fn take(w: &mut Write, incoming: &Incoming<'_>, held: &[Id]) -> Result<(FileReport, Told)> {
    for account in held {
        accounts::store::hold(w, account).await?;
    }
    let before = store::before(&mut w.tx, &incoming.file.digest).await?;
    // Read in again, what was nobody's may have found its account.
    let (id, fresh) = match &before {
        Some((id, _)) => (id.clone(), false),
        None => (w.id(), true),
    };
    if fresh && !store::insert(w, &id, incoming).await? {
        return Err(Error::ChangedMeanwhile);
    }
    let mut plan = Plan::new(&mut w.tx).await?;
    let mut posted: BTreeMap<Id, BTreeSet<Id>> = BTreeMap::new();
    let mut reading = Reading::begin(incoming.file, incoming.known.mapping.clone())?;
    while let Some(part) = reading.next().await {
        let good = plan.part(&mut w.tx, part).await?;
        if good.iter().any(|good| !held.contains(&good.account)) {
            return Err(Error::ChangedMeanwhile);
        }
        add(w, &id, &good, &mut posted).await?;
    }
    // It was read to its end before: whoever changes a file while it is read has changed it.
    let told = reading.end().await?.map_err(|unread| Error::Unread(unread.refusal))?;
    if let Some(refusal) = plan.too_many() {
        return Err(Error::Unread(refusal));
    }
    for (account_id, ids) in &posted {
        if let Some(account) = plan.account(account_id).cloned() {
            let made = matching::run(w, &account, ids).await?;
            plan.matched(account_id, &made);
        }
    }
    let before = before.map(|(_, at)| at);
    let done = fresh || !posted.is_empty();
    let report = FileReport { before, done, file: Some(id.clone()), ..plan.report(&told) };
    if done {
        store::keep(w, &id, &report, &told.remarks).await?;
        if let (Some(header), Some(mapping)) = (&incoming.known.header, &report.mapping) {
            store::remember(w, header, mapping).await?;
        }
        w.audit("statement_file.posted", "statement_file", &id).await?;
    }
    Ok((report, told))
}

/// Adds a part of a file to the books.
async fn add(w: &mut Write, file: &str, part: &[Good], posted: &mut BTreeMap<Id, BTreeSet<Id>>) -> Result<()> {
    let mut rows: BTreeMap<&Id, Vec<postings::New<'_>>> = BTreeMap::new();
    for Good { account, entry, key } in part {
        let Some(booked_on) = entry.day else { continue };
        let corrects = match &entry.corrects {
            Some(number) => postings::numbered(&mut w.tx, account, number).await?,
            None => None,
        };
        let id = w.id();
        posted.entry(account.clone()).or_default().insert(id.clone());
        rows.entry(account).or_default().push(postings::New {
            id,
            kind: if corrects.is_some() { entry.kind } else { entry.kind.alone() },
            amount: entry.amount,
            number: entry.number.as_deref(),
            booked_on,
            value_on: entry.value_on,
            due_on: entry.due_on,
            taxes: &entry.taxes,
            terms: &entry.terms,
            corrects,
            end_to_end_id: entry.end_to_end_id.as_deref(),
            mandate: entry.mandate.as_deref(),
            remittance: &entry.remittance,
            reason: entry.reason.as_deref(),
            note: None,
            entry_key: Some(key.clone()),
            source: Some((file, place(entry.line, &entry.path))),
        });
    }
    for (account, rows) in rows {
        postings::insert(w, account, &rows).await?;
        let ids: Vec<Id> = rows.into_iter().map(|row| row.id).collect();
        w.audit_all("posting.added", "posting", &ids).await?;
    }
    Ok(())
}

fn place(line: i64, path: &str) -> String {
    if line > 0 { format!("{line}: {path}") } else { path.to_owned() }
}
