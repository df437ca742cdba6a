//! The key ring's SQL.

use eyelevel_contract::ids::Millis;
use eyelevel_contract::licences::{ED25519, KeyRing, PublicKey, PublishedKey, Signer};

use super::rotate;
use crate::db::{AsConn, Bind, q};
use crate::error::{Error, Result};
use crate::seal::{Purpose, open};
use crate::write::Write;

/// All public keys, retired ones too: they prove what they signed. The newest first.
///
/// # Errors
/// Whatever the database says.
pub async fn ring(on: &mut impl AsConn) -> Result<KeyRing> {
    let rows: Vec<(String, String, Millis, Option<Millis>)> =
        q("SELECT id, public_key, not_before, retired_at FROM signing_keys ORDER BY not_before DESC, id").all(on).await?;
    let keys = rows.into_iter().map(|(id, public_key, not_before, retired_at)| {
        let published = PublishedKey { id, algorithm: ED25519.to_owned(), public_key, not_before, retired_at };
        PublicKey::read(&published).map_err(|e| Error::Internal(format!("signing key {}: {e:?}", published.id)))
    });
    Ok(KeyRing::new(keys.collect::<Result<_>>()?))
}

/// Who signs now; a ring without one gets its first.
///
/// # Errors
/// If its private key can't be opened; whatever the database says.
pub async fn signer(w: &mut Write) -> Result<Signer> {
    let current = "SELECT id, sealed FROM signing_keys WHERE signs = 1";
    let row: Option<(String, String)> = q(current).maybe(&mut w.tx).await?;
    let (id, sealed) = match row {
        Some(row) => row,
        None => {
            rotate::rotate(w).await?;
            q(current).one(&mut w.tx).await?
        }
    };
    Ok(Signer::new(&id, &open(&w.app().config.secret, Purpose::Licences, &id, &sealed)?))
}

/// Ends those for which `which` holds (`$2` in it is `value`). From this instant on nothing is theirs.
async fn end(w: &mut Write, which: &str, value: impl Bind) -> Result<()> {
    // Two within one millisecond: the first was in use for one.
    q(format!(
        "UPDATE signing_keys SET signs = NULL, retired_at = CASE WHEN not_before < $1 THEN $1 ELSE not_before + 1 END \
         WHERE retired_at IS NULL AND {which}"
    ))
    .bind(w.now)
    .bind(value)
    .run(&mut w.tx)
    .await?;
    Ok(())
}

/// Ends the one that signs now, if there is one.
pub(super) async fn retire_current(w: &mut Write) -> Result<()> {
    end(w, "signs = $2", 1_i64).await
}

/// Ends one, once; `false` if there is none of that id.
pub(super) async fn retire(w: &mut Write, id: &str) -> Result<bool> {
    let known: Option<(String,)> = q("SELECT id FROM signing_keys WHERE id = $1").bind(id).maybe(&mut w.tx).await?;
    end(w, "id = $2", id).await?;
    Ok(known.is_some())
}

/// Adds one, which signs from now on.
pub(super) async fn insert(w: &mut Write, public: &PublicKey, sealed: &str, not_before: Millis) -> Result<()> {
    q("INSERT INTO signing_keys (id, public_key, sealed, not_before, signs, made_by) VALUES ($1, $2, $3, $4, 1, $5)")
        .bind(public.id())
        .bind(public.hex())
        .bind(sealed)
        .bind(not_before)
        .bind(w.actor.clone())
        .run(&mut w.tx)
        .await?;
    Ok(())
}
