//! Tables that are sent as they are read, however long they are.

use std::io;

use axum::body::{Body, Bytes};
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use eyelevel_contract::ids::Id;
use futures_util::stream;

use crate::error::{Error, Result};

/// So many lines are read at once.
pub(crate) const PART: i64 = 1000;

/// A table as CSV (RFC 4180). `lines` reads those behind an id, each with its own, [`PART`] at most.
pub(crate) fn sent<F, R>(name: &str, head: Vec<&'static str>, lines: F) -> Response
where
    F: Fn(Id) -> R + Send + 'static,
    R: Future<Output = Result<Vec<(Id, Vec<String>)>>> + Send,
{
    let parts = stream::try_unfold((lines, head, Some(Id::new())), |(lines, head, after)| async move {
        let Some(after) = after else { return Ok::<_, io::Error>(None) };
        let is_first = after.is_empty();
        let found = lines(after).await.map_err(io::Error::other)?;
        let is_full = found.len() >= usize::try_from(PART).unwrap_or(usize::MAX);
        let next = found.last().filter(|_| is_full).map(|(id, _)| id.clone());
        let bytes = part(is_first.then_some(&head), found.into_iter().map(|(_, line)| line)).map_err(io::Error::other)?;
        Ok(Some((Bytes::from(bytes), (lines, head, next))))
    });
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    (headers, Body::from_stream(parts)).into_response()
}

/// Some lines. The first part has a head: the mark that tells spreadsheets that it is UTF-8, and the columns' names.
fn part(head: Option<&Vec<&str>>, lines: impl Iterator<Item = Vec<String>>) -> Result<Vec<u8>> {
    let broken = |e: csv::Error| Error::Internal(format!("csv: {e}"));
    let begins: &[u8] = if head.is_some() { b"\xef\xbb\xbf" } else { b"" };
    let mut out = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(begins.to_vec());
    if let Some(head) = head {
        out.write_record(head).map_err(broken)?;
    }
    for line in lines {
        out.write_record(line).map_err(broken)?;
    }
    out.into_inner().map_err(|e| Error::Internal(format!("csv: {e}")))
}
