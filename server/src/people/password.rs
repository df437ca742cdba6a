//! Passwords: argon2id, on a bounded pool, so that a burst of sign-ins can't starve everything else.

use std::sync::LazyLock;

use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;

use crate::error::{Error, Result};

/// Hashes at once.
static SLOTS: Semaphore = Semaphore::const_new(2);

/// OWASP's second recommendation for argon2id: 19 MiB, two passes, one lane.
fn argon2() -> Argon2<'static> {
    Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(19 * 1024, 2, 1, None).unwrap_or(Params::DEFAULT))
}

/// What nobody's password is: verified against when there is no such person, so that the answer takes as long.
static NOBODYS: LazyLock<String> = LazyLock::new(|| hash_now("nobody's password").unwrap_or_default());

fn hash_now(password: &str) -> Result<String> {
    let hash = argon2().hash_password(password.as_bytes()).map_err(|e| Error::Internal(format!("argon2: {e}")))?;
    Ok(hash.to_string())
}

async fn pooled<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    let failed = |e: &dyn std::fmt::Display| Error::Internal(format!("the password pool: {e}"));
    let _slot = SLOTS.acquire().await.map_err(|e| failed(&e))?;
    tokio::task::spawn_blocking(work).await.map_err(|e| failed(&e))
}

/// The PHC string of a password.
///
/// # Errors
/// If the operating system gives no randomness.
pub async fn hash(password: String) -> Result<String> {
    pooled(move || hash_now(&password)).await?
}

/// Whether the password belongs to the hash; takes as long when there is none.
///
/// # Errors
/// If the pool is gone.
pub async fn verify(password: String, hash: Option<String>) -> Result<bool> {
    pooled(move || {
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| NOBODYS.clone());
        let right = argon2::PasswordHash::new(&hash).is_ok_and(|h| argon2().verify_password(password.as_bytes(), &h).is_ok());
        known && right
    })
    .await
}
