//! What becomes of the lines of a file.

use eyelevel_contract::imports::Import;
use eyelevel_contract::lang::Lang;
use eyelevel_contract::validate::{Fault, Faults};

use super::bad::Bad;
use super::columns::{Column, Columns};
use super::file::{Line, Sheet};
use crate::error::{Error, Result};

/// What becomes of a line.
pub(crate) enum Fate<K> {
    /// Something new.
    Added(K),
    /// Something known changes.
    Changed(K),
    /// It is like that already.
    Same,
}

/// What becomes of all lines.
pub(crate) struct Plan<K> {
    /// What is to be written, in the order of the lines.
    pub(crate) kept: Vec<K>,
    pub(super) bad: Bad,
    lines: i64,
    added: i64,
    changed: i64,
    same: i64,
    ignored: Vec<String>,
}

impl<K> Plan<K> {
    /// Looks at every line; one that is [`Error::Invalid`] stops nobody. With faults in the header none is looked at.
    ///
    /// # Errors
    /// Whatever else goes wrong.
    pub(crate) fn of<'a, C: Column>(
        sheet: &'a Sheet<C>,
        header: &Faults,
        mut read: impl FnMut(&'a Line) -> Result<Fate<K>>,
    ) -> Result<Self> {
        let ignored = sheet.columns.ignored();
        let mut plan = Self { kept: Vec::new(), bad: Bad::default(), lines: 0, added: 0, changed: 0, same: 0, ignored };
        if !header.is_empty() {
            plan.bad = Bad::header(header);
            return Ok(plan);
        }
        for line in &sheet.lines {
            plan.lines += 1;
            match in_its_columns(line, &sheet.columns, read(line)) {
                Ok(Fate::Added(kept)) => {
                    plan.added += 1;
                    plan.kept.push(kept);
                }
                Ok(Fate::Changed(kept)) => {
                    plan.changed += 1;
                    plan.kept.push(kept);
                }
                Ok(Fate::Same) => plan.same += 1,
                Err(Error::Invalid(faults)) => plan.bad.add(line, &sheet.columns, &faults),
                Err(other) => return Err(other),
            }
        }
        Ok(plan)
    }

    /// In words.
    pub(super) fn worded(&self, lang: Lang, done: bool) -> Import {
        Import {
            lines: self.lines,
            added: self.added,
            changed: self.changed,
            same: self.same,
            bad: self.bad.worded(lang),
            ignored: self.ignored.clone(),
            done,
        }
    }
}

/// What was read of a line, unless something stands beyond its last column.
fn in_its_columns<C: Column, K>(line: &Line, columns: &Columns<C>, read: Result<Fate<K>>) -> Result<Fate<K>> {
    if !line.is_too_wide(columns) {
        return read;
    }
    let mut faults = match read {
        Ok(_) => Faults::new(),
        Err(Error::Invalid(faults)) => faults,
        other => return other,
    };
    faults.add("", Fault::TooMany(columns.width()));
    Err(faults.into())
}
