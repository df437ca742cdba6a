use std::collections::BTreeSet;

use axum::body::{Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::response::{IntoResponse as _, Response};
use eyelevel_contract::ids::Id;
use eyelevel_contract::lang::Lang;
use eyelevel_contract::statements::reading::Refusal;
use eyelevel_contract::statements::reading::bank::TableMapping;
use eyelevel_contract::statements::{FILE_MAX, FileReport, Origin, paths, rules};
use serde::Deserialize;
use sha2::{Digest as _, Sha256};

use super::entries::Entry;
use super::plan::Plan;
use super::{read, store};
use crate::app::App;
use crate::error::{Error, Result};
use crate::extract::{Caller, Language, Query, Submission, hex};
use crate::statements::{accounts, matching, postings};
use crate::write::Write;

/// A file, and what shall be done with it.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct FileQuery {
    /// The file's name.
    #[serde(default)]
    name: String,
    /// `true`: post it. Otherwise nothing is written.
    #[serde(default)]
    confirm: bool,
    /// Of a table: what its columns mean, as JSON (`TableMapping`), where neither what is remembered nor what is guessed is right.
    #[serde(default)]
    mapping: Option<String>,
    /// `true`: a program sends it.
    #[serde(default)]
    api: bool,
}

/// A file of the vendor's bank or an invoice (ledger): camt, pain.002, XRechnung, ZUGFeRD. What would come of it; confirmed, everything is
/// posted or nothing is. The same file, or the same entry in another file, posts nothing again.
#[utoipa::path(post, path = "/api/v1/statements/files", tag = "statements", params(FileQuery),
    request_body(content_type = "application/octet-stream", content = String),
    responses((status = 200, body = FileReport), (status = 400), (status = 401), (status = 403), (status = 412), (status = 413), (status = 422)))]
pub(super) async fn post(
    State(app): State<App>,
    caller: Caller,
    Language(lang): Language,
    Query(query): Query<FileQuery>,
    request: Request,
) -> Result<Response> {
    rules::can_keep(&caller.actor).map_err(Error::NeedsRole)?;
    let submission = Submission::keyed(request.headers())?;
    let bytes = to_bytes(request.into_body(), FILE_MAX).await.map_err(|_| Error::TooLarge)?;
    let digest = hex(&Sha256::digest(&bytes));
    let said: Option<TableMapping> = match &query.mapping {
        Some(json) => Some(serde_json::from_str(json).map_err(|e| Error::Malformed(e.to_string()))?),
        None => None,
    };
    let content = content(&app, &bytes, said, lang).await?.map_err(Error::Unread)?;
    if !query.confirm {
        let mut on = app.db.read().await?;
        let mut plan = Plan::of(&mut on, &content.entries, content.report).await?;
        plan.report.before = store::before(&mut on, &digest).await?.map(|(_, at)| at);
        return Ok(axum::Json(plan.report).into_response());
    }
    let submission = submission.of_content(&[paths::FILES, &digest, query.mapping.as_deref().unwrap_or_default()]);
    let mut w = match submission.begin(&app, &caller).await? {
        Ok(w) => w,
        Err(answer) => return Ok(answer),
    };
    let origin = if query.api { Origin::Api } else { Origin::Upload };
    let incoming = Incoming { name: &query.name, digest: &digest, bytes: bytes.len(), origin };
    let report = take(&mut w, &incoming, content).await?;
    submission.done(w, &caller, &report).await
}

/// What a file holds; a table by what is said, remembered or guessed of its columns.
///
/// # Errors
/// Whatever the database says; within, why the file is not read.
pub(super) async fn content(app: &App, bytes: &Bytes, said: Option<TableMapping>, lang: Lang) -> Result<Result<read::Content, Refusal>> {
    let aside = |e: tokio::task::JoinError| Error::Internal(e.to_string());
    let header = tokio::task::spawn_blocking({
        let bytes = bytes.clone();
        move || read::header(&bytes)
    });
    let known = match (said, header.await.map_err(aside)?) {
        (Some(said), _) => Some(said),
        (None, Some(header)) => store::mapping(&mut app.db.read().await?, &header).await?,
        (None, None) => None,
    };
    let bytes = bytes.clone();
    tokio::task::spawn_blocking(move || read::read(&bytes, known.as_ref(), lang)).await.map_err(aside)
}

/// A file that comes in.
pub(super) struct Incoming<'a> {
    pub(super) name: &'a str,
    /// SHA-256, hexadecimal.
    pub(super) digest: &'a str,
    pub(super) bytes: usize,
    pub(super) origin: Origin,
}

/// Posts what a file holds, and lets the matching find what belongs together.
///
/// # Errors
/// `ChangedMeanwhile` if the same entries came in at the same time.
pub(super) async fn take(w: &mut Write, incoming: &Incoming<'_>, content: read::Content) -> Result<FileReport> {
    // Whose they are is looked at twice: once to know which books to hold, and again as they are then.
    let first = Plan::of(&mut w.tx, &content.entries, content.report.clone()).await?;
    for account in first.good.keys() {
        accounts::store::hold(w, account).await?;
    }
    let mut plan = Plan::of(&mut w.tx, &content.entries, content.report).await?;
    if plan.good.keys().any(|account| !first.good.contains_key(account)) {
        return Err(Error::ChangedMeanwhile);
    }
    let before = store::before(&mut w.tx, incoming.digest).await?;
    plan.report.before = before.as_ref().map(|(_, at)| *at);
    if before.is_some() && plan.good.is_empty() {
        return Ok(plan.report);
    }
    let name: String = incoming.name.chars().filter(|c| !c.is_control()).take(200).collect();
    let bytes = i64::try_from(incoming.bytes).unwrap_or(i64::MAX);
    let new = store::New { digest: incoming.digest, name: &name, bytes, origin: incoming.origin };
    plan.report.done = true;
    // Read in again, what was nobody's may have found its account.
    let file = match before {
        Some((id, _)) => id,
        None => {
            let id = w.id();
            if !store::insert(w, &id, &new, &plan.report).await? {
                return Err(Error::ChangedMeanwhile);
            }
            id
        }
    };
    let mut all = Vec::new();
    for (account_id, good) in &plan.good {
        let ids = add(w, account_id, &file, good).await?;
        if let Some(account) = plan.accounts.get(account_id) {
            let made = matching::run(w, account, &ids.iter().cloned().collect::<BTreeSet<Id>>()).await?;
            plan.report.allocated += made.allocations;
        }
        all.extend(ids);
    }
    store::keep(w, &file, &plan.report).await?;
    if let Some(mapping) = &plan.report.mapping {
        store::remember(w, mapping).await?;
    }
    w.audit("statement_file.posted", "statement_file", &file).await?;
    w.audit_all("posting.added", "posting", &all).await?;
    Ok(plan.report)
}

async fn add(w: &mut Write, account_id: &str, file: &str, good: &[(&Entry, String)]) -> Result<Vec<Id>> {
    let mut ids = Vec::with_capacity(good.len());
    let mut rows = Vec::with_capacity(good.len());
    for (entry, key) in good {
        let Some(booked_on) = entry.day else { continue };
        let corrects = match &entry.corrects {
            Some(number) => postings::store::numbered(&mut w.tx, account_id, number).await?,
            None => None,
        };
        let id = w.id();
        ids.push(id.clone());
        rows.push(postings::store::New {
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
            source: Some((file, place(entry))),
        });
    }
    postings::store::insert(w, account_id, &rows).await?;
    Ok(ids)
}

fn place(entry: &Entry) -> String {
    if entry.line > 0 { format!("{}: {}", entry.line, entry.path) } else { entry.path.clone() }
}
