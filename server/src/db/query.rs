//! A query with its values, for either engine.

use std::borrow::Cow;

use sqlx::postgres::{PgArguments, PgRow};
use sqlx::sqlite::{SqliteArguments, SqliteRow};
use sqlx::{Arguments, AssertSqlSafe, FromRow};

use super::{AsConn, Conn};

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

/// A text that no database of ours takes.
#[derive(Debug, thiserror::Error)]
#[error("a text holds U+0000")]
pub struct Nul;

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
    /// A query whose values are there already.
    pub(super) fn with(sql: String, args: Vec<Arg>) -> Self {
        Self { sqlite: sql.into(), postgres: None, args }
    }

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

    /// PostgreSQL can't hold U+0000 in a text, SQLite holds it and then compares oddly: neither is asked.
    fn checked(&self) -> Result<(), sqlx::Error> {
        let nul = |arg: &Arg| matches!(arg, Arg::Text(Some(text)) if text.contains('\0'));
        if self.args.iter().any(nul) { Err(sqlx::Error::Encode(Box::new(Nul))) } else { Ok(()) }
    }

    fn for_sqlite(self) -> Result<(AssertSqlSafe<String>, SqliteArguments), sqlx::Error> {
        self.checked()?;
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
        self.checked()?;
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
