//! Files of any length need the same little memory.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use std::cell::Cell;
use std::io::Read;
use std::rc::Rc;

use eyelevel_contract::statements::reading::bank::Item;
use eyelevel_contract::statements::reading::{Opened, RefusalKind, RemarkKind, Remarks, open};

use super::samples::{camt053, details, entry};

/// A statement of many entries that nobody ever holds as a whole; it counts what was taken of it.
struct Long {
    head: Vec<u8>,
    entry: Vec<u8>,
    tail: Vec<u8>,
    left: u64,
    at: usize,
    taken: Rc<Cell<u64>>,
}

impl Long {
    fn new(entries: u64, entry: &str) -> Self {
        let file = camt053("|");
        let (head, tail) = file.split_once('|').unwrap();
        Self { head: head.into(), entry: entry.into(), tail: tail.into(), left: entries + 2, at: 0, taken: Rc::default() }
    }
}

impl Read for Long {
    fn read(&mut self, buf: &mut [u8]) -> std::io::Result<usize> {
        let piece = match self.left {
            0 => return Ok(0),
            1 => &self.tail,
            _ if self.taken.get() < u64::try_from(self.head.len()).unwrap() => &self.head,
            _ => &self.entry,
        };
        // An uneven number, so that pieces are cut everywhere.
        let most = buf.len().min(611);
        let n = (&piece[self.at..]).read(&mut buf[..most]).unwrap();
        self.at += n;
        self.taken.set(self.taken.get() + u64::try_from(n).unwrap());
        if self.at == piece.len() {
            self.at = 0;
            self.left -= 1;
        }
        Ok(n)
    }
}

/// Natively 20 MB; `cargo xtask conformance` reads more, optimised.
const ENTRIES: u64 = if cfg!(target_arch = "wasm32") { 10_000 } else { 60_000 };

#[test]
fn entry_by_entry_and_never_far_ahead() {
    let one = entry(
        "1.25",
        "DBIT",
        &details(
            "<Refs><EndToEndId>ENDE-ZU-ENDE</EndToEndId><MndtId>MANDAT-4711</MndtId></Refs><RmtInf><Ustrd>Rechnung RE-2026-000815 vom 5. März, Kundennummer 4711, vielen Dank für Ihren Einkauf bei uns</Ustrd></RmtInf>",
        ),
    );
    let length = u64::try_from(one.len()).unwrap();
    let file = Long::new(ENTRIES, &one);
    let taken = Rc::clone(&file.taken);
    let Ok(Opened::Bank(items)) = open(file) else { panic!("it is a bank file") };
    let (mut entries, mut sum) = (0, 0);
    for item in items {
        if let Item::Entry(entry) = item.unwrap() {
            entries += 1;
            sum += entry.amount_minor;
            let ahead = taken.get().saturating_sub(entries * length);
            assert!(ahead < 200_000, "{ahead} bytes ahead at entry {entries}");
        }
    }
    assert_eq!((entries, sum), (ENTRIES, -125 * i64::try_from(ENTRIES).unwrap()));
    assert!(taken.get() > ENTRIES * 300, "{}", taken.get());
}

#[test]
fn the_last_line_can_still_refuse_it() {
    let mut file = Long::new(2_000, &entry("1", "CRDT", ""));
    file.tail.truncate(10);
    let Ok(Opened::Bank(items)) = open(file) else { panic!("it is a bank file") };
    let refusal = items.filter_map(Result::err).next().unwrap();
    assert_eq!((refusal.kind, refusal.line), (RefusalKind::Truncated, 2_009));
}

#[test]
fn remarks_are_counted_and_the_first_ones_kept() {
    let without_status = entry("1", "CRDT", "").replace("<Sts>BOOK</Sts>", "");
    let Ok(Opened::Bank(mut items)) = open(Long::new(1_000, &without_status)) else { panic!("it is a bank file") };
    assert!(items.by_ref().all(|item| item.is_ok()));
    assert_eq!(items.remarks().count(RemarkKind::MissingStatus), 1_000);
    let kept = items.remarks().list().iter().filter(|remark| remark.kind == RemarkKind::MissingStatus).count();
    assert_eq!(i64::try_from(kept).unwrap(), Remarks::KEPT);
}

#[test]
fn one_entry_can_not_fill_the_memory() {
    let file = camt053(&entry("1", "CRDT", &format!("<NtryDtls>{}</NtryDtls>", "<TxDtls/>".repeat(60_000))));
    let Ok(Opened::Bank(items)) = open(file.as_bytes()) else { panic!("it is a bank file") };
    let refusal = items.filter_map(Result::err).next().unwrap();
    assert_eq!(refusal.kind, RefusalKind::TooLong);
    assert!(refusal.path.ends_with("TxDtls[50001]"), "{}", refusal.path);
}

/// A medium that fails in the middle.
struct Failing<'a>(&'a [u8]);

impl Read for Failing<'_> {
    fn read(&mut self, buf: &mut [u8]) -> std::io::Result<usize> {
        if self.0.is_empty() { Err(std::io::Error::other("the disk is gone")) } else { self.0.read(buf) }
    }
}

#[test]
fn a_medium_that_fails_is_no_end_of_the_file() {
    let file = camt053(&entry("1", "CRDT", "").repeat(100));
    let Ok(Opened::Bank(items)) = open(Failing(&file.as_bytes()[..9_000])) else { panic!("it is a bank file") };
    let refusal = items.filter_map(Result::err).next().unwrap();
    assert_eq!((refusal.kind, refusal.detail.contains("the disk is gone")), (RefusalKind::Unreadable, true));
}
