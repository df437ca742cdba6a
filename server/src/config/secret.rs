//! The secret that signs links and seals keys: from outside the database.

use std::path::{Path, PathBuf};

use super::BadSettings;

/// With SQLite there is one process and one machine: the secret is made once and lies beside the database, not inside it.
pub(super) fn secret(named: Option<String>, database_url: &str) -> Result<Vec<u8>, BadSettings> {
    const LEAST: usize = 32;
    if let Some(named) = named {
        if named.len() < LEAST {
            return Err(BadSettings(format!("secret is too short: {LEAST} characters at least, for example from `openssl rand -hex 32`")));
        }
        return Ok(named.into_bytes());
    }
    let Some(database) = database_url.strip_prefix("sqlite:") else {
        return Err(BadSettings("with PostgreSQL the secret must be named (EYELEVEL_SECRET), the same for all processes".to_owned()));
    };
    let database = database.trim_start_matches("//").split('?').next().unwrap_or_default();
    let path = PathBuf::from(format!("{database}.secret"));
    let failed = |e: std::io::Error| BadSettings(format!("{}: {e}", path.display()));
    match std::fs::read(&path) {
        Ok(kept) if kept.len() >= LEAST => return Ok(kept),
        // Every link in every mail would be worth nothing: better to stop than to make another.
        Ok(_) => return Err(BadSettings(format!("{}: too short for a secret; remove it, and a new one is made", path.display()))),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
        Err(error) => return Err(failed(error)),
    }
    #[expect(clippy::disallowed_methods, reason = "made once, before there is an application that could hand anything in")]
    let fresh: [u8; LEAST] = rand::random();
    keep_private(&path, crate::extract::hex(&fresh).into_bytes()).map_err(failed)
}

/// Readable by the owner alone, and whole from the instant it has its name. Two processes that begin at once: the one that comes second
/// takes the first one's.
fn keep_private(path: &Path, text: Vec<u8>) -> std::io::Result<Vec<u8>> {
    use std::io::Write as _;
    #[expect(clippy::disallowed_methods, reason = "a name that no other process has; containers share even their process ids")]
    let fresh = path.with_extension(format!("secret.{}", crate::extract::hex(&rand::random::<[u8; 8]>())));
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(&fresh)?.write_all(&text)?;
    match std::fs::hard_link(&fresh, path) {
        Ok(()) => std::fs::remove_file(&fresh).map(|()| text),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            std::fs::remove_file(&fresh)?;
            std::fs::read(path)
        }
        // Not every file system has links.
        Err(_) => std::fs::rename(&fresh, path).map(|()| text),
    }
}
