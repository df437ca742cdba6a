//! Lines into rows: columns, quotation marks, and texts over several lines.

use std::io::Read;

use crate::statements::reading::lines::Lines;
use crate::statements::reading::{Refusal, RefusalKind};

/// The longest row that is read.
const LONGEST: usize = 1 << 16;

/// A row, and the line in which it begins.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Row {
    pub(super) line: i64,
    pub(super) cells: Vec<String>,
}

impl Row {
    pub(super) fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }
}

/// The next row; none at the end of the file.
pub(super) fn row<R: Read>(lines: &mut Lines<R>, separator: char) -> Result<Option<Row>, Refusal> {
    let Some(first) = lines.next()? else { return Ok(None) };
    let line = lines.number;
    let mut parser = Parser { separator, cells: Vec::new(), cell: String::new(), state: State::Begin };
    let mut text = first;
    let mut length = 0;
    loop {
        length += text.len();
        for c in text.chars() {
            parser.feed(c).map_err(|around| Refusal::in_line(RefusalKind::Quotes, lines.number, around))?;
        }
        if parser.state != State::Quoted {
            break;
        }
        // The text goes on in the next line.
        parser.cell.push('\n');
        let open = |cell: &str| Refusal::in_line(RefusalKind::Quotes, line, format!("\"{cell}"));
        if length > LONGEST {
            return Err(open(&parser.cell));
        }
        text = lines.next()?.ok_or_else(|| open(&parser.cell))?;
    }
    if length > LONGEST {
        return Err(Refusal::in_line(RefusalKind::TooLong, line, ""));
    }
    parser.end_cell();
    Ok(Some(Row { line, cells: parser.cells }))
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    /// At the beginning of a cell.
    Begin,
    /// In a cell without quotation marks. One in the middle of it is a letter like any other.
    Plain,
    /// Between quotation marks.
    Quoted,
    /// Behind one that may be the end, or the first of two that mean one.
    Quote,
}

struct Parser {
    separator: char,
    cells: Vec<String>,
    cell: String,
    state: State,
}

impl Parser {
    /// Takes a character; a text behind a closing quotation mark is an error.
    fn feed(&mut self, c: char) -> Result<(), String> {
        match (self.state, c) {
            (State::Quoted, '"') => self.state = State::Quote,
            (State::Quoted, c) => self.cell.push(c),
            (_, c) if c == self.separator => self.end_cell(),
            (State::Begin, '"') => {
                self.cell.clear();
                self.state = State::Quoted;
            }
            (State::Begin, ' ') => self.cell.push(' '),
            (State::Begin | State::Plain, c) => {
                self.cell.push(c);
                self.state = State::Plain;
            }
            (State::Quote, '"') => {
                self.cell.push('"');
                self.state = State::Quoted;
            }
            (State::Quote, ' ') => {}
            (State::Quote, c) => return Err(format!("\"{}\"{c}", self.cell)),
        }
        Ok(())
    }

    fn end_cell(&mut self) {
        self.cells.push(std::mem::take(&mut self.cell).trim().to_owned());
        self.state = State::Begin;
    }
}
