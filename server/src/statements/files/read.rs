//! Reading a file into entries, a part at a time. Whatever it is, its content says.

use std::fs::File;
use std::io::{BufReader, Read};

use eyelevel_contract::statements::reading::bank::{self, Item, TableLook, TableMapping};
use eyelevel_contract::statements::reading::{Opened, Place, Refusal, RefusalKind, Remark, Remarks, open, open_as};
use eyelevel_contract::statements::{ENTRIES_MAX, Fate, FileLine};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use super::entries::Entry;
use super::spool::Spooled;
use crate::error::{Error, Result};
use crate::statements::pdf::{self, Embedded};

/// So many entries are looked at together. What is in memory of a file is a few of these.
const PART: usize = 1_000;
/// So many accounts of the bank are named.
const BANKS: usize = 20;

/// Something in a file.
pub(super) enum Line {
    /// What may come into somebody's books.
    Entry(Box<Entry>),
    /// What never does.
    Never(Box<FileLine>),
}

/// What is known of a file once it was read to its end.
pub(super) struct Told {
    pub(super) format: String,
    /// The bank's own accounts.
    pub(super) banks: Vec<String>,
    /// The first of each kind.
    pub(super) remarks: Vec<Remark>,
    pub(super) remarks_in_all: i64,
    /// Of a table: how it was read, and its first rows.
    pub(super) mapping: Option<TableMapping>,
    pub(super) table: Option<TableLook>,
}

/// Why a file is not read; of a table also how it was tried, and its first rows.
pub(super) struct Unread {
    pub(super) refusal: Refusal,
    pub(super) mapping: Option<TableMapping>,
    pub(super) table: Option<TableLook>,
}

impl From<Refusal> for Box<Unread> {
    fn from(refusal: Refusal) -> Self {
        Self::new(Unread { refusal, mapping: None, table: None })
    }
}

/// A file that is being read beside whoever looks at it, never far ahead.
pub(super) struct Reading {
    parts: mpsc::Receiver<Vec<Line>>,
    task: JoinHandle<Result<Told, Box<Unread>>>,
}

impl Reading {
    /// Begins; a table by what is known of its columns, else by what can be guessed.
    ///
    /// # Errors
    /// Whatever the disk says.
    pub(super) fn begin(file: &Spooled, known: Option<TableMapping>) -> Result<Self> {
        let reader = file.reader()?;
        let (send, parts) = mpsc::channel(2);
        let task = tokio::task::spawn_blocking(move || {
            // Nobody takes it any more: the rest matters to nobody either.
            read(reader, known.as_ref(), &mut |part| send.blocking_send(part).is_ok())
        });
        Ok(Self { parts, task })
    }

    /// What comes next; none at the end, and where it was refused.
    pub(super) async fn next(&mut self) -> Option<Vec<Line>> {
        self.parts.recv().await
    }

    /// What is known at the end; or why the file is not read, and where.
    ///
    /// # Errors
    /// If the reader itself has failed.
    pub(super) async fn end(self) -> Result<Result<Told, Box<Unread>>> {
        self.task.await.map_err(|e| Error::Internal(e.to_string()))
    }
}

/// What a table's columns are called, as everybody reads it who knows nothing of it; none: it is no table.
pub(super) fn header(file: impl Read) -> Option<String> {
    match open(file) {
        Ok(Opened::Table(table)) => Some(table.header().join("\u{1f}")),
        _ => None,
    }
}

type Take<'a> = &'a mut dyn FnMut(Vec<Line>) -> bool;

fn read(file: BufReader<File>, known: Option<&TableMapping>, take: Take<'_>) -> Result<Told, Box<Unread>> {
    match open_as(file, known)? {
        Opened::Bank(items) => Ok(of_bank(items, take)?),
        Opened::Table(table) => {
            let look = table.look();
            let mapping = known.cloned().map_or_else(|| table.guess(), Ok);
            let tried = mapping.as_ref().ok().cloned();
            let read = mapping.and_then(|mapping| of_bank(table.read(&mapping, known.is_none())?, take));
            match read {
                Ok(told) => Ok(Told { mapping: tried, table: Some(look), ..told }),
                Err(refusal) => Err(Box::new(Unread { refusal, mapping: tried, table: Some(look) })),
            }
        }
        Opened::Pdf(file) => {
            let Embedded { format, invoice, remarks, .. } = pdf::read(file)?;
            take(vec![Line::Entry(Box::new(super::invoice::entry(&invoice)))]);
            Ok(told(format!("pdf, {}", format.word()), &remarks))
        }
        Opened::Invoice(reader) => {
            let format = reader.format().word();
            let (invoice, remarks) = reader.read()?;
            take(vec![Line::Entry(Box::new(super::invoice::entry(&invoice)))]);
            Ok(told(format.to_owned(), &remarks))
        }
    }
}

fn told(format: String, remarks: &Remarks) -> Told {
    Told {
        format,
        banks: Vec::new(),
        remarks: remarks.list().to_vec(),
        remarks_in_all: remarks.counts().iter().map(|(_, count)| count).sum(),
        mapping: None,
        table: None,
    }
}

fn of_bank<R: Read>(mut items: bank::Items<R>, take: Take<'_>) -> Result<Told, Refusal> {
    let (mut part, mut banks, mut all) = (Vec::new(), Vec::<String>::new(), 0_usize);
    let mut account = String::new();
    for item in items.by_ref() {
        let before = part.len();
        match item? {
            Item::Opens(statement) => {
                account = statement.account.unwrap_or_default();
                if banks.len() < BANKS && !account.is_empty() && !banks.contains(&account) {
                    banks.push(account.clone());
                }
            }
            Item::Entry(entry) => part.extend(super::bank::entries(&account, &entry).into_iter().map(|entry| Line::Entry(Box::new(entry)))),
            Item::Reject(reject) => part.push(Line::Never(Box::new(rejected(&reject)))),
            Item::Closes(_) => {}
        }
        all += part.len() - before;
        if all > ENTRIES_MAX {
            return Err(part.last().map_or_else(|| too_many(Place::whole()), |line| too_many(line.place())));
        }
        if part.len() >= PART && !take(core::mem::take(&mut part)) {
            break;
        }
    }
    take(part);
    Ok(Told { banks, ..told(items.format().to_owned(), items.remarks()) })
}

fn too_many(place: Place) -> Refusal {
    Refusal::at(RefusalKind::TooMany, place, ENTRIES_MAX.to_string())
}

impl Line {
    /// Where it stands.
    pub(super) fn place(&self) -> Place {
        let (line, path) = match self {
            Self::Entry(entry) => (entry.line, &entry.path),
            Self::Never(line) => (line.line, &line.path),
        };
        Place { line, path: path.clone() }
    }
}

fn rejected(reject: &bank::Reject) -> FileLine {
    let reason = reject.reason.as_ref().and_then(|reason| reason.code.clone().or_else(|| reason.text.clone()));
    let text = [reason.as_deref(), reject.end_to_end_id.as_deref(), reject.mandate.as_deref()].into_iter().flatten().collect::<Vec<_>>();
    FileLine {
        fate: Fate::Rejected,
        kind: None,
        line: reject.place.line,
        path: reject.place.path.clone(),
        day: None,
        amount: reject.amount.as_ref().map_or(0, |amount| amount.amount_minor),
        currency: reject.amount.as_ref().map_or_else(String::new, |amount| amount.currency.code().to_owned()),
        account: None,
        text: text.join(" "),
        mark: None,
    }
}
