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

pub mod dump;

use std::borrow::Cow;
use std::str::FromStr;
use std::time::Duration;

use sqlx::migrate::Migrator;
use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgArguments, PgConnectOptions, PgConnection, PgPool, PgPoolOptions, PgRow};
use sqlx::sqlite::{
    SqliteArguments, SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteRow, SqliteSynchronous,
};
use sqlx::{Arguments, AssertSqlSafe, FromRow, Postgres, Sqlite, Transaction};

static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");

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
    pub async fn migrate(&self) -> Result<(), sqlx::migrate::MigrateError> {
        match self {
            Self::Sqlite { write, .. } => MIGRATIONS.run(write).await,
            Self::Postgres(pool) => MIGRATIONS.run(pool).await,
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

/// A value bound to a query.
#[derive(Clone, Debug)]
pub enum Arg {
    Text(Option<String>),
    Int(Option<i64>),
    Bool(Option<bool>),
    Bytes(Vec<u8>),
}

/// What can be bound.
pub trait Bind {
    /// The value as the engines take it.
    fn arg(self) -> Arg;
}

macro_rules! bind {
    ($($from:ty => |$v:ident| $arg:expr),+ $(,)?) => { $(impl Bind for $from { fn arg(self) -> Arg { let $v = self; $arg } })+ };
}
bind! {
    &str => |v| Arg::Text(Some(v.to_owned())),
    String => |v| Arg::Text(Some(v)),
    &String => |v| Arg::Text(Some(v.clone())),
    Option<String> => |v| Arg::Text(v),
    Option<&str> => |v| Arg::Text(v.map(str::to_owned)),
    Option<&String> => |v| Arg::Text(v.cloned()),
    i64 => |v| Arg::Int(Some(v)),
    Option<i64> => |v| Arg::Int(v),
    bool => |v| Arg::Bool(Some(v)),
    Option<bool> => |v| Arg::Bool(v),
    Vec<u8> => |v| Arg::Bytes(v),
    eyelevel_contract::civil::Date => |v| Arg::Text(Some(v.to_string())),
    Option<eyelevel_contract::civil::Date> => |v| Arg::Text(v.map(|d| d.to_string())),
    Arg => |v| v,
}

/// A row type: `#[derive(sqlx::FromRow)]` or a tuple.
pub trait Row: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin {}
impl<T> Row for T where T: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin {}

/// A query with its values.
#[derive(Debug)]
pub struct Query {
    sqlite: Cow<'static, str>,
    postgres: Option<Cow<'static, str>>,
    args: Vec<Arg>,
}

/// A query in the SQL that both engines understand; `$1` is the first value. Text from outside never goes into the SQL itself.
pub fn q(sql: impl Into<Cow<'static, str>>) -> Query {
    Query { sqlite: sql.into(), postgres: None, args: Vec::new() }
}

/// A query for the rare case in which the engines differ.
pub fn q2(sqlite: impl Into<Cow<'static, str>>, postgres: impl Into<Cow<'static, str>>) -> Query {
    Query { sqlite: sqlite.into(), postgres: Some(postgres.into()), args: Vec::new() }
}

impl Query {
    /// Binds the next value.
    #[must_use]
    pub fn bind(mut self, value: impl Bind) -> Self {
        self.args.push(value.arg());
        self
    }

    /// The same values for a query around this one.
    #[must_use]
    pub fn wrapped(self, around: impl Fn(&str) -> String) -> Self {
        Self { sqlite: around(&self.sqlite).into(), postgres: self.postgres.map(|sql| around(&sql).into()), args: self.args }
    }

    fn for_sqlite(self) -> Result<(AssertSqlSafe<String>, SqliteArguments), sqlx::Error> {
        let mut args = SqliteArguments::default();
        for arg in self.args {
            match arg {
                Arg::Text(v) => args.add(v),
                Arg::Int(v) => args.add(v),
                Arg::Bool(v) => args.add(v),
                Arg::Bytes(v) => args.add(v),
            }
            .map_err(sqlx::Error::Encode)?;
        }
        Ok((AssertSqlSafe(self.sqlite.into_owned()), args))
    }

    fn for_postgres(self) -> Result<(AssertSqlSafe<String>, PgArguments), sqlx::Error> {
        let mut args = PgArguments::default();
        for arg in self.args {
            match arg {
                Arg::Text(v) => args.add(v),
                Arg::Int(v) => args.add(v),
                Arg::Bool(v) => args.add(v),
                Arg::Bytes(v) => args.add(v),
            }
            .map_err(sqlx::Error::Encode)?;
        }
        Ok((AssertSqlSafe(self.postgres.unwrap_or(self.sqlite).into_owned()), args))
    }

    /// Runs it; the number of rows that it changed.
    ///
    /// # Errors
    /// Whatever the database says.
    pub async fn run(self, on: &mut impl AsConn) -> Result<u64, sqlx::Error> {
        match on.conn() {
            Conn::Sqlite(c) => {
                let (sql, args) = self.for_sqlite()?;
                Ok(sqlx::query_with(sql, args).execute(c).await?.rows_affected())
            }
            Conn::Postgres(c) => {
                let (sql, args) = self.for_postgres()?;
                Ok(sqlx::query_with(sql, args).execute(c).await?.rows_affected())
            }
        }
    }

    /// All rows.
    ///
    /// # Errors
    /// Whatever the database says.
    pub async fn all<T: Row>(self, on: &mut impl AsConn) -> Result<Vec<T>, sqlx::Error> {
        match on.conn() {
            Conn::Sqlite(c) => {
                let (sql, args) = self.for_sqlite()?;
                sqlx::query_as_with(sql, args).fetch_all(c).await
            }
            Conn::Postgres(c) => {
                let (sql, args) = self.for_postgres()?;
                sqlx::query_as_with(sql, args).fetch_all(c).await
            }
        }
    }

    /// The first row, if there is one.
    ///
    /// # Errors
    /// Whatever the database says.
    pub async fn maybe<T: Row>(self, on: &mut impl AsConn) -> Result<Option<T>, sqlx::Error> {
        match on.conn() {
            Conn::Sqlite(c) => {
                let (sql, args) = self.for_sqlite()?;
                sqlx::query_as_with(sql, args).fetch_optional(c).await
            }
            Conn::Postgres(c) => {
                let (sql, args) = self.for_postgres()?;
                sqlx::query_as_with(sql, args).fetch_optional(c).await
            }
        }
    }

    /// The one row.
    ///
    /// # Errors
    /// Whatever the database says; `RowNotFound` if there is none.
    pub async fn one<T: Row>(self, on: &mut impl AsConn) -> Result<T, sqlx::Error> {
        self.maybe(on).await?.ok_or(sqlx::Error::RowNotFound)
    }
}

/// Conditions that are put together, with their values: `?` in a condition stands for its next value.
#[derive(Debug, Default)]
pub struct Filter {
    sql: String,
    args: Vec<Arg>,
}

/// Values of one condition.
pub trait Binds {
    /// Appends them.
    fn add_to(self, args: &mut Vec<Arg>);
}

impl<T: Bind> Binds for T {
    fn add_to(self, args: &mut Vec<Arg>) {
        args.push(self.arg());
    }
}

impl<A: Bind, B: Bind> Binds for (A, B) {
    fn add_to(self, args: &mut Vec<Arg>) {
        args.extend([self.0.arg(), self.1.arg()]);
    }
}

impl Binds for () {
    fn add_to(self, _: &mut Vec<Arg>) {}
}

impl Filter {
    /// No condition yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// One more condition that must hold. Text from outside goes into the values, never into the condition.
    pub fn and(&mut self, condition: &str, values: impl Binds) {
        self.sql.push_str(if self.sql.is_empty() { " WHERE " } else { " AND " });
        self.add(condition, values);
    }

    fn add(&mut self, sql: &str, values: impl Binds) {
        let mut next = self.args.len();
        values.add_to(&mut self.args);
        for c in sql.chars() {
            if c == '?' {
                next += 1;
                self.sql.push('$');
                self.sql.push_str(&next.to_string());
            } else {
                self.sql.push(c);
            }
        }
    }

    /// `head`, the conditions, `tail`; the tail's values come last.
    #[must_use]
    pub fn query(mut self, head: &str, tail: &str, values: impl Binds) -> Query {
        self.sql.push(' ');
        self.add(tail, values);
        Query { sqlite: format!("{head}{}", self.sql).into(), postgres: None, args: self.args }
    }
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
