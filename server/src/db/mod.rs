//! One body of SQL for two engines. Nobody else names sqlx's pools or connections.
//!
//! ```ignore
//! let mut tx = db.begin().await?;
//! q("UPDATE drafts SET body = $1 WHERE id = $2").bind(body).bind(id).run(&mut tx).await?;
//! tx.commit().await?;
//! ```
//!
//! SQLite: one writer (`BEGIN IMMEDIATE`) and eight readers that cannot write. PostgreSQL: one pool. A task that holds a [`Tx`] must not
//! ask for another: on SQLite it would wait for itself.

pub mod bulk;
pub mod dump;
mod filter;
mod migrations;
mod query;

pub use filter::{Binds, Filter};
pub use query::{Arg, Bind, Nul, Query, Row, q, q2};

use std::str::FromStr;
use std::time::Duration;

use sqlx::migrate::MigrateError;
use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgConnectOptions, PgConnection, PgPool, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Postgres, Sqlite, Transaction};

/// A database of either engine. Cheap to clone.
#[derive(Clone)]
pub enum Db {
    /// The embedded default.
    Sqlite { read: SqlitePool, write: SqlitePool },
    /// When one machine is not enough.
    Postgres(PgPool),
}

/// A write transaction. Dropped without [`Tx::commit`], it is rolled back.
pub enum Tx {
    /// Holds SQLite's only writer.
    Sqlite(Transaction<'static, Sqlite>),
    /// Read committed: bump the parent row first, then read, then write.
    Postgres(Transaction<'static, Postgres>),
}

/// A connection for reading.
pub enum Reader {
    Sqlite(PoolConnection<Sqlite>),
    Postgres(PoolConnection<Postgres>),
}

/// What a query runs on.
pub enum Conn<'a> {
    Sqlite(&'a mut SqliteConnection),
    Postgres(&'a mut PgConnection),
}

/// A [`Tx`] or a [`Reader`].
pub trait AsConn: Send {
    /// The connection behind it.
    fn conn(&mut self) -> Conn<'_>;
}

impl AsConn for Tx {
    fn conn(&mut self) -> Conn<'_> {
        match self {
            Self::Sqlite(tx) => Conn::Sqlite(tx),
            Self::Postgres(tx) => Conn::Postgres(tx),
        }
    }
}

impl<T: AsConn + ?Sized> AsConn for &mut T {
    fn conn(&mut self) -> Conn<'_> {
        (**self).conn()
    }
}

impl AsConn for Reader {
    fn conn(&mut self) -> Conn<'_> {
        match self {
            Self::Sqlite(c) => Conn::Sqlite(c),
            Self::Postgres(c) => Conn::Postgres(c),
        }
    }
}

impl Db {
    /// Opens `sqlite:PATH` (created if missing) or `postgres://…`.
    ///
    /// # Errors
    /// If the URL is of neither form or the database can't be reached.
    pub async fn connect(url: &str) -> Result<Self, sqlx::Error> {
        if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            let options = PgConnectOptions::from_str(url)?.statement_cache_capacity(256);
            let pool = PgPoolOptions::new().max_connections(16).acquire_timeout(Duration::from_secs(10)).connect_with(options).await?;
            return Ok(Self::Postgres(pool));
        }
        let options = SqliteConnectOptions::from_str(url)?
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Normal)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(10))
            .statement_cache_capacity(256);
        let write =
            SqlitePoolOptions::new().max_connections(1).acquire_timeout(Duration::from_secs(30)).connect_with(options.clone()).await?;
        let readers = options.pragma("query_only", "1");
        let read = SqlitePoolOptions::new().max_connections(8).acquire_timeout(Duration::from_secs(30)).connect_with(readers).await?;
        Ok(Self::Sqlite { read, write })
    }

    /// Brings the schema up to date. Several processes may do so at once.
    ///
    /// # Errors
    /// If a migration fails or was changed after it ran.
    pub async fn migrate(&self) -> Result<(), MigrateError> {
        let migrations = migrations::of(self.is_postgres());
        match self {
            Self::Sqlite { write, .. } => {
                // SQLite's migrator takes no lock: of two at once, one finds done what it was about to do, and looks again.
                for _ in migrations.iter() {
                    match migrations.run(write).await {
                        Err(MigrateError::Execute(_) | MigrateError::ExecuteMigration(..)) => {}
                        done => return done,
                    }
                }
                migrations.run(write).await
            }
            Self::Postgres(pool) => migrations.run(pool).await,
        }
    }

    /// Begins a write transaction.
    ///
    /// # Errors
    /// If no connection can be had.
    pub async fn begin(&self) -> Result<Tx, sqlx::Error> {
        match self {
            Self::Sqlite { write, .. } => Ok(Tx::Sqlite(write.begin_with("BEGIN IMMEDIATE").await?)),
            Self::Postgres(pool) => Ok(Tx::Postgres(pool.begin().await?)),
        }
    }

    /// Everything as it is at one instant, for reading it whole while others write. Dropped, it ends.
    ///
    /// # Errors
    /// If no connection can be had.
    pub async fn snapshot(&self) -> Result<Tx, sqlx::Error> {
        match self {
            Self::Sqlite { read, .. } => Ok(Tx::Sqlite(read.begin().await?)),
            Self::Postgres(pool) => Ok(Tx::Postgres(pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?)),
        }
    }

    /// A connection for reading.
    ///
    /// # Errors
    /// If no connection can be had.
    pub async fn read(&self) -> Result<Reader, sqlx::Error> {
        match self {
            Self::Sqlite { read, .. } => Ok(Reader::Sqlite(read.acquire().await?)),
            Self::Postgres(pool) => Ok(Reader::Postgres(pool.acquire().await?)),
        }
    }

    /// Whether this is PostgreSQL, for the rare place that must know.
    #[must_use]
    pub const fn is_postgres(&self) -> bool {
        matches!(self, Self::Postgres(_))
    }

    /// Closes all connections, so that the files can be moved.
    pub async fn close(&self) {
        match self {
            Self::Sqlite { read, write } => {
                read.close().await;
                write.close().await;
            }
            Self::Postgres(pool) => pool.close().await,
        }
    }
}

impl Tx {
    /// Makes the writes permanent.
    ///
    /// # Errors
    /// If the database refuses; nothing is written then.
    pub async fn commit(self) -> Result<(), sqlx::Error> {
        match self {
            Self::Sqlite(tx) => tx.commit().await,
            Self::Postgres(tx) => tx.commit().await,
        }
    }
}

/// What a column holds that only the contract's types were written into.
///
/// # Errors
/// `Internal` if it holds something else.
pub fn stored<T, E: std::fmt::Display>(parsed: Result<T, E>) -> crate::error::Result<T> {
    parsed.map_err(|e| crate::error::Error::Internal(format!("a column holds what is {e}")))
}

/// The name of the violated constraint, the same on both engines: SQLite names the columns of a UNIQUE, from which `{table}_{columns}_key`
/// follows, and the constraint itself for a CHECK.
#[must_use]
pub fn violated(error: &sqlx::Error) -> Option<String> {
    let error = error.as_database_error()?;
    if let Some(name) = error.constraint() {
        return Some(name.to_owned());
    }
    let message = error.message();
    if let Some((_, columns)) = message.split_once("UNIQUE constraint failed: ") {
        let mut name = String::new();
        for column in columns.split(", ") {
            let (table, column) = column.split_once('.')?;
            if name.is_empty() {
                name.push_str(table);
            }
            name.push('_');
            name.push_str(column);
        }
        return Some(name + "_key");
    }
    message.split_once("CHECK constraint failed: ").map(|(_, name)| name.to_owned())
}
