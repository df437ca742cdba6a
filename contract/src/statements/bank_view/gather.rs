//! Files of the partner's bank, read into lines of their account.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Read;

use super::line::{Line, lines};
use crate::civil::Date;
use crate::statements::reading::bank::{Entry, Item, Items, Statement, TableLook, TableMapping};
use crate::statements::reading::{CurrencyCode, Opened, Refusal, RefusalKind, open_as};

/// So many lines of all files together are compared.
pub const LINES_MAX: usize = 1_000_000;
tagged! {
    /// Why a file is not read.
    Unread by "unread" {
        /// It can't be.
        Refused = "refused" { refusal: Refusal },
        /// It is a table: what its columns mean may have to be said, or was said wrongly.
        Table = "table" { refusal: Refusal, table: TableLook, mapping: Option<TableMapping> },
        /// It is an invoice.
        Invoice = "invoice" {},
        /// It is a PDF.
        Pdf = "pdf" {},
        /// It tells of orders that the bank has rejected: no money moved.
        Rejections = "rejections" {},
        /// None of it is in the account's currency.
        Currency = "currency" {},
    }
}

/// What was read.
#[derive(Default)]
pub struct Gathered {
    pub(super) lines: Vec<Line>,
    pub(super) formats: Vec<&'static str>,
    pub(super) from: Option<Date>,
    pub(super) until: Option<Date>,
    pub(super) pending: i64,
    pub(super) foreign: i64,
    pub(super) repeated: i64,
    /// How often the same line stood in one file, at most.
    seen: HashMap<u64, u32>,
    files: i64,
}

impl Gathered {
    /// How many lines there are by now.
    #[must_use]
    pub fn count(&self) -> usize {
        self.lines.len()
    }

    /// Reads one more file, wholly or not at all; a table by what was said of its columns, else by what can be guessed. The same line of another
    /// file is the same line; two equal ones of one file are two.
    ///
    /// # Errors
    /// Why it can't be read.
    pub fn add(&mut self, file: impl Read, said: Option<&TableMapping>, currency: &str) -> Result<(), Box<Unread>> {
        match open_as(file, said).map_err(refused)? {
            Opened::Invoice(_) => Err(Box::new(Unread::Invoice {})),
            Opened::Pdf(_) => Err(Box::new(Unread::Pdf {})),
            Opened::Bank(items) => self.items(items, currency),
            Opened::Table(table) => {
                let own = CurrencyCode::parse(currency).ok();
                let mut look = table.look();
                look.currency = look.currency.or(own);
                let guess = || own.map_or_else(|| table.guess(), |own| table.guess_in(own));
                let read = match said.cloned().map_or_else(guess, Ok).and_then(|mapping| table.read(&mapping, said.is_none())) {
                    Ok(items) => self.items(items, currency),
                    Err(refusal) => Err(refused(refusal)),
                };
                // Somebody may see what is wrong with it.
                read.map_err(|why| match *why {
                    Unread::Refused { refusal } => Box::new(Unread::Table { refusal, table: look, mapping: said.cloned() }),
                    other => Box::new(other),
                })
            }
        }
    }

    fn items<R: Read>(&mut self, mut items: Items<R>, currency: &str) -> Result<(), Box<Unread>> {
        let mut one = File::default();
        let wanted = CurrencyCode::parse(currency).ok();
        let mut rejects = false;
        for item in items.by_ref() {
            match item.map_err(refused)? {
                Item::Opens(statement) => one.account.clone_from(&statement.account),
                Item::Closes(statement) => one.balances(&statement),
                Item::Reject(_) => rejects = true,
                Item::Entry(entry) if wanted.is_some_and(|wanted| wanted != entry.currency) => one.foreign += 1,
                Item::Entry(entry) if !entry.is_booked() => one.pending += 1,
                Item::Entry(entry) => self.entry(&mut one, &entry),
            }
            if self.lines.len() + one.lines.len() > LINES_MAX {
                return Err(refused(Refusal::whole(RefusalKind::TooLarge, LINES_MAX.to_string())));
            }
        }
        if rejects || items.format() == "pain.002" {
            return Err(Box::new(Unread::Rejections {}));
        }
        if one.lines.is_empty() && one.known.is_empty() && one.foreign > 0 {
            return Err(Box::new(Unread::Currency {}));
        }
        self.take(one, items.format());
        Ok(())
    }

    fn entry(&mut self, one: &mut File, entry: &Entry) {
        for line in lines(self.files, one.account.as_deref(), entry) {
            one.covers(line.line.booked_on);
            let key = same(one.account.as_deref(), &line);
            let nth = *one.known.entry(key).and_modify(|n| *n += 1).or_insert(1);
            one.lines.push((key, nth, line));
        }
    }

    fn take(&mut self, one: File, format: &'static str) {
        for (key, nth, line) in one.lines {
            if self.seen.get(&key).is_some_and(|before| nth <= *before) {
                self.repeated += 1;
            } else {
                self.lines.push(line);
            }
        }
        for (key, times) in one.known {
            let most = self.seen.entry(key).or_insert(0);
            *most = (*most).max(times);
        }
        if !self.formats.contains(&format) {
            self.formats.push(format);
        }
        self.from = one.from.into_iter().chain(self.from).min();
        self.until = one.until.into_iter().chain(self.until).max();
        self.pending += one.pending;
        self.foreign += one.foreign;
        self.files += 1;
    }
}

fn refused(refusal: Refusal) -> Box<Unread> {
    Box::new(Unread::Refused { refusal })
}

/// What one file says.
#[derive(Default)]
struct File {
    account: Option<String>,
    known: HashMap<u64, u32>,
    /// With what makes each the same line elsewhere, and the how manieth it is in this file.
    lines: Vec<(u64, u32, Line)>,
    from: Option<Date>,
    until: Option<Date>,
    pending: i64,
    foreign: i64,
}

impl File {
    fn covers(&mut self, day: Date) {
        self.from = Some(self.from.map_or(day, |from| from.min(day)));
        self.until = Some(self.until.map_or(day, |until| until.max(day)));
    }

    /// A statement covers the days between its balances. That it opens with may be the closing one of the day before.
    fn balances(&mut self, statement: &Statement) {
        let opens = statement.balances.iter().find(|named| named.code == "OPBD").and_then(|named| named.balance.date);
        let before = || statement.opening.as_ref()?.date.map(|day| day.plus_days(1));
        let closes = statement.closing.as_ref().and_then(|balance| balance.date);
        let opens = opens.or_else(before).filter(|opens| closes.is_some_and(|closes| *opens <= closes));
        [opens, closes].into_iter().flatten().for_each(|day| self.covers(day));
    }
}

/// What makes it the same line wherever it stands.
fn same(account: Option<&str>, line: &Line) -> u64 {
    let mut hasher = DefaultHasher::new();
    let of = &line.line;
    (account, of.booked_on, of.value_on, of.amount, &of.end_to_end_id, &of.mandate, &of.text, &line.reference).hash(&mut hasher);
    hasher.finish()
}
