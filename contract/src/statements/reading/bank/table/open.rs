//! A table whose first rows have been looked at.

use std::collections::VecDeque;
use std::io::Read;

use super::mapping::{SeenColumn, TableLook, TableMapping};
use super::read::TableReader;
use super::record::{Row, row};
use super::{guess, read};
use crate::statements::reading::bank::Items;
use crate::statements::reading::lines::Lines;
use crate::statements::reading::{CurrencyCode, Refusal, RefusalKind};

/// So many rows are looked at to find the header and to guess.
const LOOK: usize = 60;

/// So many rows are shown to whoever says what the columns mean, so many columns, and so much of a cell.
const SHOWN: usize = 4;
const SHOWN_COLUMNS: usize = 100;
const SHOWN_LENGTH: usize = 60;

/// A table that is going to be read, once it is known what its columns mean.
pub struct Table<R: Read> {
    lines: Lines<R>,
    separator: char,
    rows: VecDeque<Row>,
    header: usize,
}

/// Whether a file's beginning looks like one.
pub(in super::super::super) fn is_table(beginning: &str) -> bool {
    guess::is_table(&lines(beginning))
}

/// The first lines, whatever they end with.
fn lines(beginning: &str) -> Vec<&str> {
    beginning.split(['\n', '\r']).filter(|line| !line.trim().is_empty()).take(LOOK).collect()
}

impl<R: Read> Table<R> {
    /// Looks at the first rows; `beginning` is as much of the file as is known, `said` what stands between the columns, where that is known.
    pub(in super::super::super) fn open(mut lines: Lines<R>, beginning: &str, said: Option<char>) -> Result<Self, Refusal> {
        let separator = said.unwrap_or_else(|| guess::separator(&self::lines(beginning)));
        let mut rows = VecDeque::new();
        while rows.len() < LOOK {
            let Some(row) = row(&mut lines, separator)? else { break };
            rows.push_back(row);
        }
        // Whoever knows the columns by other names than we do begins with the first row that has several.
        let header = guess::header(rows.make_contiguous()).or_else(|| rows.iter().position(|row| row.cells.len() >= 3));
        let header = header.ok_or_else(|| Refusal::in_line(RefusalKind::Columns, 1, beginning.lines().next().unwrap_or_default()))?;
        Ok(Self { lines, separator, rows, header })
    }

    /// The names of the columns.
    #[must_use]
    pub fn header(&self) -> &[String] {
        self.rows.get(self.header).map_or(&[], |row| &row.cells)
    }

    /// The first rows below the header: for somebody who says what the columns mean.
    pub fn sample(&self) -> impl Iterator<Item = &[String]> {
        self.rows.iter().skip(self.header + 1).map(|row| row.cells.as_slice())
    }

    /// What the columns mean, as far as their names and the first rows show it.
    ///
    /// # Errors
    /// If a date, an amount or a currency can't be found, or it is not clear how they are written.
    pub fn guess(&self) -> Result<TableMapping, Refusal> {
        let line = self.rows.get(self.header).map_or(1, |row| row.line);
        self.guessed().mapping(self.separator).map_err(|what| Refusal::in_line(RefusalKind::Columns, line, what))
    }

    /// The same, by somebody who knows the account's currency: many tables don't say it.
    ///
    /// # Errors
    /// As there, but for the currency.
    pub fn guess_in(&self, currency: CurrencyCode) -> Result<TableMapping, Refusal> {
        let line = self.rows.get(self.header).map_or(1, |row| row.line);
        let mut guess = self.guessed();
        guess.currency = guess.currency.or(Some(currency));
        guess.mapping(self.separator).map_err(|what| Refusal::in_line(RefusalKind::Columns, line, what))
    }

    fn guessed(&self) -> guess::Guess {
        let rows: Vec<Row> = self.rows.iter().skip(self.header + 1).cloned().collect();
        guess::guess(self.header(), &rows)
    }

    /// What somebody has to see of it who says what its columns mean.
    #[must_use]
    pub fn look(&self) -> TableLook {
        let guess = self.guessed();
        let seen = |(index, header): (usize, &String)| SeenColumn {
            header: header.clone(),
            role: guess.columns.iter().find(|column| column.header == *header).map(|column| column.role),
            values: self
                .sample()
                .take(SHOWN)
                .map(|row| row.get(index).map_or("", String::as_str).chars().take(SHOWN_LENGTH).collect())
                .collect(),
        };
        TableLook {
            separator: self.separator.to_string(),
            encoding: self.lines.encoding(),
            dates: guess.dates,
            decimals: guess.decimals,
            currency: guess.currency,
            columns: self.header().iter().enumerate().filter(|(_, name)| !name.is_empty()).take(SHOWN_COLUMNS).map(seen).collect(),
        }
    }

    /// Reads it with this mapping.
    ///
    /// # Errors
    /// If a column that it names is not there, or what can't be done without is not mapped.
    pub fn read(self, mapping: &TableMapping, guessed: bool) -> Result<Items<R>, Refusal> {
        let named = |row: &Row| mapping.columns.iter().all(|column| row.cells.contains(&column.header));
        let header = self.rows.iter().position(named).unwrap_or(self.header);
        let (line, names) = self.rows.get(header).map_or((1, &[][..]), |row| (row.line, row.cells.as_slice()));
        let refuse = |what: &str| Refusal::in_line(RefusalKind::Columns, line, what);
        if self.separator.to_string() != mapping.separator {
            return Err(refuse(&mapping.separator));
        }
        let columns = read::columns(names, mapping).map_err(|what| refuse(&what))?;
        Ok(Items::table(TableReader::new(self.lines, self.rows, header, columns, mapping, guessed)))
    }
}
