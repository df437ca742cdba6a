//! All SQL of API tokens.

use eyelevel_contract::civil::Date;
use eyelevel_contract::ids::{Id, Millis};
use eyelevel_contract::people::tokens::{ApiToken, SHOWN, TokenScope};

use crate::app::App;
use crate::db::{AsConn, q};
use crate::error::{Error, Result};
use crate::extract::Caller;
use crate::people::session::{NOTED_EVERY, Who, caller, hash};
use crate::people::store::hold_person;
use crate::write::Write;

#[derive(sqlx::FromRow)]
struct Row {
    id: Id,
    name: String,
    start: String,
    scope: String,
    created_at: Millis,
    expires_on: String,
    expires_at: Millis,
    used_at: Option<Millis>,
}

fn scope(word: &str) -> Result<TokenScope> {
    TokenScope::from_word(word).ok_or_else(|| Error::Internal(format!("no scope of tokens: {word}")))
}

impl Row {
    fn token(self, now: Millis) -> Result<ApiToken> {
        Ok(ApiToken {
            scope: scope(&self.scope)?,
            expires_on: self.expires_on.parse().map_err(|_| Error::Internal("no day: expires_on".to_owned()))?,
            expired: self.expires_at <= now,
            id: self.id,
            name: self.name,
            start: self.start,
            created_at: self.created_at,
            used_at: self.used_at,
        })
    }
}

/// Somebody's tokens, the newest first.
pub(super) async fn of(on: &mut impl AsConn, person_id: &str, now: Millis) -> Result<Vec<ApiToken>> {
    let sql = "SELECT id, name, start, scope, created_at, expires_on, expires_at, used_at FROM api_tokens WHERE person_id = $1 \
               ORDER BY created_at DESC, id DESC";
    let rows: Vec<Row> = q(sql).bind(person_id).all(on).await?;
    rows.into_iter().map(|row| row.token(now)).collect()
}

/// The same; until the commit nobody adds one: of two at once the second sees what the first has done.
pub(super) async fn held(w: &mut Write, person_id: &str) -> Result<Vec<ApiToken>> {
    hold_person(w, person_id).await?;
    let now = w.now;
    of(&mut w.tx, person_id, now).await
}

/// A token to be kept.
pub(super) struct Fresh {
    pub(super) name: String,
    pub(super) scope: TokenScope,
    pub(super) expires_on: Date,
    /// When that day is over.
    pub(super) expires_at: Millis,
}

/// Keeps one; of what it is, the hash and the first characters.
pub(super) async fn insert(w: &mut Write, person_id: &str, fresh: Fresh, secret: &str) -> Result<ApiToken> {
    let Fresh { name, scope, expires_on, expires_at } = fresh;
    let start = secret.chars().take(SHOWN).collect();
    let token = ApiToken { id: w.id(), name, start, scope, created_at: w.now, expires_on, expired: false, used_at: None };
    let sql = "INSERT INTO api_tokens (id, person_id, name, token_hash, start, scope, created_at, expires_on, expires_at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    q(sql)
        .bind(&token.id)
        .bind(person_id)
        .bind(&token.name)
        .bind(hash(secret))
        .bind(&token.start)
        .bind(scope.word())
        .bind(token.created_at)
        .bind(expires_on.to_string())
        .bind(expires_at)
        .run(&mut w.tx)
        .await?;
    Ok(token)
}

pub(super) async fn delete(w: &mut Write, person_id: &str, id: &str) -> Result<()> {
    let gone = q("DELETE FROM api_tokens WHERE id = $1 AND person_id = $2").bind(id).bind(person_id).run(&mut w.tx).await?;
    if gone == 1 { Ok(()) } else { Err(Error::NotFound) }
}

/// A good token, as far as a request by it needs to know.
pub(super) struct Known {
    pub(super) id: Id,
    pub(super) scope: TokenScope,
    used_at: Option<Millis>,
}

#[derive(sqlx::FromRow)]
struct Held {
    #[sqlx(flatten)]
    who: Who,
    token_id: Id,
    scope: String,
    used_at: Option<Millis>,
}

/// Good tokens with who holds them: nobody who has no way to sign in any more, and with the roles of now.
const GOOD: &str = "SELECT p.id, p.name, p.lang, p.organisation_id, o.kind, t.id AS token_id, t.scope, t.used_at, \
                    (SELECT string_agg(r.role, ' ') FROM person_roles r WHERE r.person_id = p.id) AS roles \
                    FROM api_tokens t JOIN people p ON p.id = t.person_id JOIN organisations o ON o.id = p.organisation_id \
                    WHERE p.password_hash IS NOT NULL AND t.expires_at > $1 AND ";

fn held_by(row: Held) -> Result<(Caller, Known)> {
    let known = Known { id: row.token_id, scope: scope(&row.scope)?, used_at: row.used_at };
    Ok((Caller { token: Some(known.id.clone()), ..caller(&row.who) }, known))
}

/// Who holds this token, if it is good.
pub(super) async fn find(on: &mut impl AsConn, token: &str, now: Millis) -> Result<Option<(Caller, Known)>> {
    let row: Option<Held> = q(format!("{GOOD} t.token_hash = $2")).bind(now).bind(hash(token)).maybe(on).await?;
    row.map(held_by).transpose()
}

/// Who holds the token with this id, as they are now, if it is good. Asking is no use of it.
///
/// # Errors
/// Whatever the database says.
pub async fn living(app: &App, id: &str) -> Result<Option<Caller>> {
    let sql = format!("{GOOD} t.id = $2");
    let row: Option<Held> = q(sql).bind(app.clock.now()).bind(id).maybe(&mut app.db.read().await?).await?;
    Ok(row.map(held_by).transpose()?.map(|(caller, _)| caller))
}

/// Notes that it is used, once an hour: reading should not write.
pub(super) async fn note(app: &App, known: &Known) -> Result<()> {
    let now = app.clock.now();
    if known.used_at.is_some_and(|used| now - used <= NOTED_EVERY) {
        return Ok(());
    }
    let mut w = Write::begin(app, None, "api").await?;
    q("UPDATE api_tokens SET used_at = $1 WHERE id = $2").bind(now).bind(&known.id).run(&mut w.tx).await?;
    w.commit().await
}
