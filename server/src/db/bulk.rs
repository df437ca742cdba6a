//! Many rows by few statements: what must be one short transaction, however much it is.

use super::query::Arg;
use super::{AsConn, Binds, Query};

/// Values of one statement: SQLite takes 32,766, PostgreSQL 65,535.
const VALUES: usize = 8_000;

/// The values of a row.
#[must_use]
pub fn row(values: impl Binds) -> Vec<Arg> {
    let mut row = Vec::new();
    values.add_to(&mut row);
    row
}

/// `head VALUES (…), (…) … tail`, as often as it takes; how many rows were written.
///
/// # Errors
/// Whatever the database says.
pub async fn insert(on: &mut impl AsConn, head: &str, tail: &str, rows: Vec<Vec<Arg>>) -> Result<u64, sqlx::Error> {
    let width = rows.first().map_or(1, Vec::len).max(1);
    let mut written = 0;
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let some: Vec<_> = rows.by_ref().take((VALUES / width).max(1)).collect();
        let places: Vec<_> = (0..some.len()).map(|i| places(i * width, width)).collect();
        let sql = format!("{head} VALUES {} {tail}", places.join(", "));
        written += Query::with(sql, some.into_iter().flatten().collect()).run(on).await?;
    }
    Ok(written)
}

/// `($3, $4)`
fn places(after: usize, width: usize) -> String {
    let marks: Vec<_> = (1..=width).map(|n| format!("${}", after + n)).collect();
    format!("({})", marks.join(", "))
}

/// Parts of a list of ids, each short enough to be named in one statement, with the marks that stand for them.
pub fn some_of(ids: &[String]) -> impl Iterator<Item = (&[String], String)> {
    ids.chunks(VALUES).map(|some| (some, places(0, some.len())))
}
