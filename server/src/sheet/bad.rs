//! The lines of a file that can't be taken.

use eyelevel_contract::imports::{BadField, BadLine};
use eyelevel_contract::lang::Lang;
use eyelevel_contract::validate::{Fault, Faults};
use eyelevel_texts::lines;

use super::columns::{Column, Columns};
use super::file::Line;

/// What is wrong in a line: the field, the beginning of what stands there, and why it can't be taken.
type Wrong = (String, String, Fault);

/// All lines that can't be taken, and why.
#[derive(Default)]
pub(super) struct Bad {
    lines: Vec<(i64, Vec<Wrong>)>,
    /// The header is wrong: there is nothing that could be good.
    headless: bool,
}

impl Bad {
    /// Without its header, a file says nothing.
    pub(super) fn header(faults: &Faults) -> Self {
        Self { lines: vec![(1, all_of(faults, |_| String::new()))], headless: true }
    }

    /// Another one.
    pub(super) fn add<C: Column>(&mut self, line: &Line, columns: &Columns<C>, faults: &Faults) {
        self.lines.push((line.number, all_of(faults, |field| line.shown(columns, field))));
    }

    /// Whether what is good can be written: the file as a whole, or, if somebody says so, what is good of it.
    pub(super) fn lets_write(&self, good_only: bool) -> bool {
        self.lines.is_empty() || good_only && !self.headless
    }

    /// What is wrong, by line and field (`lines.17.runs`).
    pub(super) fn faults(&self) -> Faults {
        let mut faults = Faults::new();
        for (line, fields) in &self.lines {
            for (field, _, fault) in fields {
                let dot = if field.is_empty() { "" } else { "." };
                faults.add(format!("lines.{line}{dot}{field}"), fault.clone());
            }
        }
        faults
    }

    /// The same in words.
    pub(super) fn worded(&self, lang: Lang) -> Vec<BadLine> {
        let reason = |field: &str, fault: &Fault| if self.headless { lines::header(lang, fault) } else { lines::fault(lang, field, fault) };
        let field = |(field, value, fault): &Wrong| BadField { field: field.clone(), value: value.clone(), reason: reason(field, fault) };
        self.lines.iter().map(|(line, fields)| BadLine { line: *line, faults: fields.iter().map(field).collect() }).collect()
    }
}

fn all_of(faults: &Faults, value: impl Fn(&str) -> String) -> Vec<Wrong> {
    let each = |(field, faults): (&str, &[Fault])| {
        let value = value(field);
        faults.iter().map(|fault| (field.to_owned(), value.clone(), fault.clone())).collect::<Vec<_>>()
    };
    faults.iter().flat_map(each).collect()
}

/// Notes what is wrong with a column; gives what could be read of it.
pub(crate) fn noted<T, C: Column>(faults: &mut Faults, column: C, found: Result<T, Fault>) -> Option<T> {
    found.map_err(|fault| faults.add(column.word(), fault)).ok()
}

/// What the contract finds of a line, where nothing was found yet; ids stand for names here, and were looked up.
pub(crate) fn merge(faults: &mut Faults, found: &Faults) {
    let fields: Vec<_> = found.iter().filter(|(field, _)| !field.ends_with("_id") && faults.of(field).is_empty()).collect();
    for (field, all) in fields {
        all.iter().for_each(|fault| faults.add(field, fault.clone()));
    }
}
