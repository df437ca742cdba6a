//! What would come of a file, or comes of it, a part at a time.

use std::collections::{BTreeMap, HashSet};

use eyelevel_contract::ids::Id;
use eyelevel_contract::statements::reading::{Refusal, RefusalKind};
use eyelevel_contract::statements::{
    Account, FILE_ACCOUNTS, Fate, FileAccount, FileLine, FileMark, FileReport, MarkKind, Matched, POSTED_MAX, is_iban,
};

use super::entries::{Entry, Keys};
use super::read::{Line, Told};
use super::store;
use super::whose::Whose;
use crate::db::AsConn;
use crate::error::Result;

/// An entry that is posted: into whose books, and the key by which it is known.
pub(super) struct Good {
    pub(super) account: Id,
    pub(super) entry: Box<Entry>,
    pub(super) key: String,
}

/// What has been found so far.
pub(super) struct Plan {
    report: FileReport,
    whose: Whose,
    keys: Keys,
    accounts: BTreeMap<Id, FileAccount>,
    too_many: Option<Refusal>,
}

impl Plan {
    /// Of nothing yet; accounts as they are now.
    pub(super) async fn new(on: &mut impl AsConn) -> Result<Self> {
        let whose = Whose::load(on).await?;
        Ok(Self { report: FileReport::of(""), whose, keys: Keys::default(), accounts: BTreeMap::new(), too_many: None })
    }

    /// Looks at a part, as things are now; what of it is posted.
    pub(super) async fn part(&mut self, on: &mut impl AsConn, part: Vec<Line>) -> Result<Vec<Good>> {
        let entries = || part.iter().filter_map(|line| if let Line::Entry(entry) = line { Some(&**entry) } else { None });
        self.whose.learn(on, entries()).await?;
        let keys: Vec<String> = entries().map(|entry| self.keys.of(entry)).collect();
        let known: HashSet<String> = store::known(on, &keys).await?;
        let mut keys = keys.into_iter();
        let mut good = Vec::new();
        for line in part {
            let entry = match line {
                Line::Never(line) => {
                    self.report.add(*line);
                    continue;
                }
                Line::Entry(entry) => entry,
            };
            let key = keys.next().unwrap_or_default();
            let account = self.whose.of(&entry);
            let fate = fate(&entry, account, known.contains(&key));
            self.report.add(line_of(&entry, account, fate));
            let Some(account) = account.filter(|_| fate == Fate::Posted) else { continue };
            let into = self.accounts.entry(account.id.clone()).or_insert_with(|| empty(account));
            into.lines += 1;
            into.sum = into.sum.saturating_add(entry.signed());
            let account = account.id.clone();
            if self.report.posted > POSTED_MAX {
                let place = Line::Entry(entry).place();
                self.too_many.get_or_insert_with(|| Refusal::at(RefusalKind::TooManyPosted, place, POSTED_MAX.to_string()));
                continue;
            }
            good.push(Good { account, entry, key });
        }
        Ok(good)
    }

    /// Why nothing is posted though everything could be read: it is too much at once.
    pub(super) fn too_many(&mut self) -> Option<Refusal> {
        self.too_many.take()
    }

    /// The accounts into which something comes.
    pub(super) fn accounts(&self) -> impl Iterator<Item = &Id> {
        self.accounts.keys()
    }

    /// The account of an id, as it was when the plan began.
    pub(super) fn account(&self, id: &str) -> Option<&Account> {
        self.whose.account(id)
    }

    /// Notes what the matching made of an account.
    pub(super) fn matched(&mut self, id: &str, made: &Matched) {
        self.report.allocated += made.allocations;
        if let Some(into) = self.accounts.get_mut(id) {
            (into.allocated, into.proposals) = (made.allocations, made.proposals);
        }
    }

    /// All of it.
    pub(super) fn report(self, told: &Told) -> FileReport {
        let mut accounts: Vec<FileAccount> = self.accounts.into_values().collect();
        accounts.sort_by(|one, other| one.number.cmp(&other.number));
        FileReport {
            format: told.format.clone(),
            accounts_in_all: i64::try_from(accounts.len()).unwrap_or(i64::MAX),
            accounts: accounts.into_iter().take(FILE_ACCOUNTS).collect(),
            banks: told.banks.clone(),
            remarks_in_all: told.remarks_in_all,
            mapping: told.mapping.clone(),
            table: told.table.clone(),
            ..self.report
        }
    }
}

fn empty(account: &Account) -> FileAccount {
    FileAccount {
        id: account.id.clone(),
        number: account.number.clone(),
        partner: account.partner.name.clone(),
        currency: account.currency.clone(),
        lines: 0,
        sum: 0,
        allocated: 0,
        proposals: 0,
    }
}

fn fate(entry: &Entry, account: Option<&Account>, known: bool) -> Fate {
    let Some(day) = entry.day.filter(|_| entry.booked) else { return Fate::Shown };
    if known {
        return Fate::Known;
    }
    match account {
        None => Fate::Nobodys,
        Some(account) if day < account.opened_on => Fate::TooOld,
        Some(_) => Fate::Posted,
    }
}

fn line_of(entry: &Entry, account: Option<&Account>, fate: Fate) -> FileLine {
    let text = match &entry.number {
        Some(number) => format!("{number} {}", entry.remittance),
        None => entry.remittance.clone(),
    };
    FileLine {
        fate,
        kind: Some(entry.kind),
        line: entry.line,
        path: entry.path.clone(),
        day: entry.day,
        amount: entry.signed(),
        currency: entry.currency.clone(),
        account: account.map(|account| account.number.clone()),
        text: text.trim().chars().take(200).collect(),
        mark: mark(entry).filter(|_| fate == Fate::Nobodys),
    }
}

/// By what an account could be told that this is its: what says it most surely.
fn mark(entry: &Entry) -> Option<FileMark> {
    let of = |kind: MarkKind, value: &str| FileMark { kind, value: value.to_owned() };
    let iban = || entry.ibans.iter().find(|iban| is_iban(iban));
    let mandate = entry.mandate.as_deref().map(|mandate| of(MarkKind::Mandate, mandate));
    mandate.or_else(|| Some(of(MarkKind::Iban, iban()?))).or_else(|| Some(of(MarkKind::VatId, entry.vat_id.as_deref()?)))
}
