//! A file as it is sent: what would come of it, or, confirmed, what comes of it.

use axum::body::{Bytes, to_bytes};
use axum::extract::Request;
use axum::http::header;
use eyelevel_contract::imports::IMPORT_BYTES;
use serde::Deserialize;
use sha2::{Digest as _, Sha256};

use crate::error::{Error, Result};
use crate::extract::{Submission, hex};

/// Whether it shall be done.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ImportQuery {
    /// `true`: write it. Otherwise nothing is written.
    #[serde(default)]
    pub(crate) confirm: bool,
    /// `true`: with bad lines in it, the good ones shall be written all the same. Otherwise one bad line keeps all from being written.
    #[serde(default)]
    pub(crate) good_only: bool,
}

/// A file with the key under which it was sent.
pub(super) struct Upload {
    submission: Submission<()>,
    /// The file.
    pub(super) bytes: Bytes,
}

impl Upload {
    /// Reads it.
    ///
    /// # Errors
    /// No file that is taken here, or too large.
    pub(super) async fn read(request: Request) -> Result<Self> {
        let submission = Submission::keyed(request.headers())?;
        Ok(Self { submission, bytes: body(request).await? })
    }

    /// What is submitted: this file, for this address, with these words of the query.
    pub(super) fn submission(self, address: &str, query: &str, good_only: bool) -> Submission<()> {
        let hash = hex(&Sha256::digest(&self.bytes));
        self.submission.of_content(&[address, query, if good_only { "good only" } else { "all" }, &hash])
    }
}

/// The body of a file; what browsers call a CSV depends on what is installed beside them.
///
/// # Errors
/// No file that is taken here, or too large.
pub(crate) async fn body(request: Request) -> Result<Bytes> {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if !["text/csv", "text/plain", "application/csv", "application/vnd.ms-excel", "application/octet-stream"].contains(&kind.as_str()) {
        return Err(Error::UnsupportedMediaType);
    }
    to_bytes(request.into_body(), IMPORT_BYTES).await.map_err(|_| Error::TooLarge)
}
