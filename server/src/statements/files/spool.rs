//! A file on its way into the books: it lies on the disk while it is read, and is never wholly in memory.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek as _, SeekFrom};
use std::path::Path;

use axum::body::Body;
use futures_util::StreamExt as _;
use sha2::{Digest as _, Sha256};
use tokio::io::AsyncWriteExt as _;

use crate::error::{Error, Result};
use crate::extract::hex;

/// So much of a file is read at once.
const CHUNK: usize = 1 << 16;

/// A file that can be read as often as it takes, one reader after the other.
pub(super) struct Spooled {
    file: File,
    pub(super) bytes: u64,
    /// SHA-256, hexadecimal.
    pub(super) digest: String,
}

impl Spooled {
    /// Takes in what is sent, up to `most` bytes. What lies on the disk has no name there: it is gone with whoever reads it, whatever happens.
    ///
    /// # Errors
    /// `LargerThan` as soon as it is; whatever the disk says.
    pub(super) async fn receive(body: Body, most: u64) -> Result<Self> {
        let file = blocking(tempfile::tempfile).await?;
        let mut into = tokio::fs::File::from_std(file);
        let (mut hash, mut bytes) = (Sha256::new(), 0_u64);
        let mut parts = body.into_data_stream();
        while let Some(part) = parts.next().await {
            let part = part.map_err(|e| Error::Malformed(e.to_string()))?;
            bytes = bytes.saturating_add(u64::try_from(part.len()).unwrap_or(u64::MAX));
            if bytes > most {
                return Err(Error::LargerThan(most));
            }
            hash.update(&part);
            into.write_all(&part).await.map_err(|e| of_disk(&e))?;
        }
        into.flush().await.map_err(|e| of_disk(&e))?;
        Ok(Self { file: into.into_std().await, bytes, digest: hex(&hash.finalize()) })
    }

    /// A file that lies somewhere.
    ///
    /// # Errors
    /// Whatever the disk says.
    pub(super) fn at(path: &Path) -> io::Result<Self> {
        let file = File::open(path)?;
        let mut reader = BufReader::with_capacity(CHUNK, &file);
        let (mut hash, mut bytes, mut part) = (Sha256::new(), 0_u64, vec![0; CHUNK]);
        loop {
            let read = reader.read(&mut part)?;
            if read == 0 {
                break;
            }
            hash.update(&part[..read]);
            bytes = bytes.saturating_add(u64::try_from(read).unwrap_or(u64::MAX));
        }
        drop(reader);
        Ok(Self { file, bytes, digest: hex(&hash.finalize()) })
    }

    /// From its beginning on. There is one place in it: a reader ends before the next one begins.
    ///
    /// # Errors
    /// Whatever the disk says.
    pub(super) fn reader(&self) -> Result<BufReader<File>> {
        let mut file = self.file.try_clone().map_err(|e| of_disk(&e))?;
        file.seek(SeekFrom::Start(0)).map_err(|e| of_disk(&e))?;
        Ok(BufReader::with_capacity(CHUNK, file))
    }
}

/// Runs what waits for the disk elsewhere.
pub(super) async fn blocking<T: Send + 'static>(run: impl FnOnce() -> io::Result<T> + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(run).await.map_err(|e| Error::Internal(e.to_string()))?.map_err(|e| of_disk(&e))
}

/// What a disk says; a file's name may be somebody's, so it stays out of the log.
pub(super) fn of_disk(error: &io::Error) -> Error {
    Error::Internal(format!("a file of statements: {error}"))
}
