//! The register of processing activities names every table: what a new one keeps of people is said when it comes, not when somebody asks.

use super::Finding;
use super::files::File;

const MIGRATIONS: &str = "server/migrations/";
const REGISTER: &str = "docs/privacy.md";

pub(super) fn check(files: &[File]) -> Vec<Finding> {
    let register = files.iter().find(|file| file.path == REGISTER).map_or("", |file| file.text.as_str());
    let migrations = files.iter().filter(|file| file.path.starts_with(MIGRATIONS));
    let tables = migrations.flat_map(|file| {
        file.text.lines().enumerate().filter_map(move |(index, line)| Some((file, index + 1, line.strip_prefix("CREATE TABLE ")?)))
    });
    let unnamed = tables.filter_map(|(file, line, rest)| {
        let table = rest.split(|c: char| c.is_whitespace() || c == '(').next()?;
        let is_named = register.contains(&format!("`{table}`"));
        let message = || format!("{REGISTER} does not say what `{table}` keeps of people, or that it keeps nothing");
        (!is_named).then(|| Finding::new(format!("{}:{line}", file.path), message()))
    });
    unnamed.collect()
}

#[cfg(test)]
mod tests {
    use super::super::files::file;
    use super::*;

    #[test]
    fn a_table_that_nobody_speaks_of_is_found() {
        let sql =
            "-- People.\nCREATE TABLE people (\n    id TEXT\n);\nCREATE INDEX people_name ON people (id);\nCREATE TABLE shoes (id TEXT);";
        let files = [file("server/migrations/0001_people.sql", sql), file(REGISTER, "| tables | `people` |\nshoes")];
        let places: Vec<_> = check(&files).into_iter().map(|finding| finding.place).collect();
        assert_eq!(places, ["server/migrations/0001_people.sql:6"]);
    }
}
