//! The schema, for either engine. A migration is one file for both; what only one of them understands stands between lines of their own:
//!
//! ```sql
//! -- only sqlite
//! CREATE VIRTUAL TABLE …
//! -- only postgres
//! CREATE INDEX … USING GIN …
//! -- both
//! ```
//!
//! The checksum is the whole file's, so a database says the same of it whatever its engine is.

use std::borrow::Cow;

use sqlx::migrate::{Migration, Migrator};
use sqlx::{AssertSqlSafe, SqlSafeStr as _};

static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");

/// All migrations, as the engine is to read them.
pub(super) fn of(postgres: bool) -> Migrator {
    let one = |migration: &Migration| match part(migration.sql.as_str(), postgres) {
        Cow::Borrowed(_) => migration.clone(),
        Cow::Owned(sql) => Migration { sql: AssertSqlSafe(sql).into_sql_str(), ..migration.clone() },
    };
    Migrator { migrations: MIGRATIONS.iter().map(one).collect(), ..Migrator::DEFAULT }
}

/// What one engine gets of a file.
fn part(sql: &str, postgres: bool) -> Cow<'_, str> {
    if !sql.lines().any(|line| line.starts_with("-- only ")) {
        return Cow::Borrowed(sql);
    }
    let mut ours = true;
    let mut kept = String::with_capacity(sql.len());
    for line in sql.lines() {
        match line {
            "-- only sqlite" => ours = !postgres,
            "-- only postgres" => ours = postgres,
            "-- both" => ours = true,
            _ if ours => {
                kept.push_str(line);
                kept.push('\n');
            }
            _ => {}
        }
    }
    Cow::Owned(kept)
}

#[cfg(test)]
mod tests {
    use super::part;

    #[test]
    fn an_engine_gets_what_both_understand_and_its_own() {
        let sql = "one;\n-- only sqlite\ntwo;\n-- only postgres\nthree;\n-- both\nfour;\n";
        assert_eq!(part(sql, false), "one;\ntwo;\nfour;\n");
        assert_eq!(part(sql, true), "one;\nthree;\nfour;\n");
        assert_eq!(part("one;\n-- a remark\n", true), "one;\n-- a remark\n");
    }
}
