//! What must hold of any bytes that are read. The fuzz targets ask the same functions with bytes of their own.

use std::io::Read;

use eyelevel_contract::json::{self, Wire};
use eyelevel_contract::statements::reading::bank::{ColumnRole, DateOrder, DecimalMark, Item, Items, MappedColumn, Status, TableMapping};
use eyelevel_contract::statements::reading::{CurrencyCode, Encoding, Opened, Place, Refusal, Remarks, open, open_as};

/// Gives only so many bytes at a time, so that everything is cut everywhere.
struct Pieces<'a> {
    bytes: &'a [u8],
    length: usize,
}

impl Read for Pieces<'_> {
    fn read(&mut self, buf: &mut [u8]) -> std::io::Result<usize> {
        let most = self.length.min(buf.len());
        self.bytes.read(&mut buf[..most])
    }
}

/// Everything that was read, as text; or why it was not.
fn all(bytes: &[u8], length: usize) -> (Result<String, Refusal>, Remarks) {
    let none = Remarks::default;
    match open(Pieces { bytes, length }) {
        Err(refusal) => (Err(refusal), none()),
        Ok(Opened::Pdf(mut whole)) => {
            let mut again = Vec::new();
            whole.read_to_end(&mut again).unwrap();
            assert_eq!(again, bytes, "what was looked at is still there");
            (Ok("a PDF".to_owned()), none())
        }
        Ok(Opened::Invoice(reader)) => match reader.read() {
            Ok((invoice, remarks)) => {
                travels(&invoice);
                (Ok(format!("{invoice:?}")), remarks)
            }
            Err(refusal) => (Err(refusal), none()),
        },
        Ok(Opened::Bank(items)) => of_bank(items),
        Ok(Opened::Table(table)) => match table.guess().and_then(|mapping| table.read(&mapping, true)) {
            Ok(items) => of_bank(items),
            Err(refusal) => (Err(refusal), none()),
        },
    }
}

fn of_bank<R: Read>(mut items: Items<R>) -> (Result<String, Refusal>, Remarks) {
    let (mut read, mut open, mut refused) = (String::new(), false, None);
    for item in items.by_ref() {
        match item {
            Ok(item) => {
                well_formed(&item, &mut open);
                read.push_str(&format!("{item:?}\n"));
            }
            Err(refusal) => refused = Some(refusal),
        }
    }
    assert!(items.next().is_none(), "what has ended stays so");
    assert!(refused.is_some() || !open, "what has begun has ended");
    (refused.map_or(Ok(read), Err), items.remarks().clone())
}

fn well_formed(item: &Item, open: &mut bool) {
    match item {
        Item::Opens(statement) => {
            assert!(!*open);
            *open = true;
            travels(&**statement);
        }
        Item::Entry(entry) => {
            assert!(*open, "an entry is a statement's");
            assert_eq!(entry.is_booked(), entry.status == Some(Status::Booked));
            placed(&entry.place);
            travels(&**entry);
        }
        Item::Closes(statement) => {
            assert!(*open);
            *open = false;
            travels(&**statement);
        }
        Item::Reject(reject) => {
            placed(&reject.place);
            travels(&**reject);
        }
    }
}

fn placed(place: &Place) {
    assert!(place.line >= 1, "{place:?}");
}

/// It can be sent, and arrives as it was.
fn travels<T: Wire + PartialEq + core::fmt::Debug>(value: &T) {
    assert_eq!(json::from_text::<T>(&json::to_text(value)).as_ref(), Some(value));
}

/// Any bytes; gives whether they were read.
pub(crate) fn any(bytes: &[u8]) -> bool {
    let (read, remarks) = all(bytes, usize::MAX);
    for length in [1, 7] {
        assert_eq!((read.clone(), remarks.clone()), all(bytes, length), "in pieces of {length} it is the same");
    }
    for remark in remarks.list() {
        assert!(remark.line >= 0 && remark.detail.chars().count() <= 121, "{remark:?}");
    }
    let lines = 1 + bytes.iter().filter(|b| matches!(b, b'\n' | b'\r')).count();
    match &read {
        Ok(_) => true,
        Err(refusal) => {
            assert!((0..=i64::try_from(lines).unwrap() + 1).contains(&refusal.line), "{refusal}: {lines} lines");
            assert!(refusal.detail.chars().count() <= 121, "{refusal}");
            false
        }
    }
}

/// A table of which somebody says what its columns mean, as the first bytes want it; gives whether it was read.
pub(crate) fn said(wishes: &[u8], file: &[u8]) -> bool {
    let wish = |at: usize| usize::from(wishes.get(at).copied().unwrap_or(0));
    let Ok(Opened::Table(table)) = open(file) else { return false };
    let look = table.look();
    travels(&look);
    let role = |n: usize| ColumnRole::ALL.get(wish(8 + n) % 32).copied();
    let columns = look.columns.iter().enumerate().filter_map(|(n, column)| {
        let role = if wish(0) % 2 == 0 { column.role } else { role(n) };
        Some(MappedColumn { header: column.header.clone(), role: role? })
    });
    let mapping = TableMapping {
        separator: [";", ",", "\t", "|", &look.separator][wish(1) % 5].to_owned(),
        dates: DateOrder::ALL[wish(2) % DateOrder::ALL.len()],
        decimals: DecimalMark::ALL[wish(3) % DecimalMark::ALL.len()],
        currency: [None, Some(CurrencyCode::EUR), CurrencyCode::parse("JPY").ok()][wish(4) % 3],
        encoding: Encoding::ALL.get(wish(5) % 12).copied(),
        columns: columns.collect(),
    };
    travels(&mapping);
    let read = |length: usize| match open_as(Pieces { bytes: file, length }, Some(&mapping)) {
        Ok(Opened::Table(table)) => match table.read(&mapping, false) {
            Ok(items) => of_bank(items),
            Err(refusal) => (Err(refusal), Remarks::default()),
        },
        Ok(_) => (Ok("no table".to_owned()), Remarks::default()),
        Err(refusal) => (Err(refusal), Remarks::default()),
    };
    let whole = read(usize::MAX);
    assert_eq!(whole, read(5), "in pieces it is the same");
    whole.0.is_ok()
}
