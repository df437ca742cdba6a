//! What would come of a file.

use std::collections::{BTreeMap, HashSet};

use eyelevel_contract::ids::Id;
use eyelevel_contract::statements::{Account, Fate, FileLine, FileReport};

use super::entries::{Entry, Keys};
use super::store;
use super::whose::Whose;
use crate::db::AsConn;
use crate::error::Result;

/// What is posted, by account, and what becomes of everything.
pub(super) struct Plan<'a> {
    pub(super) report: FileReport,
    pub(super) good: BTreeMap<Id, Vec<(&'a Entry, String)>>,
    pub(super) accounts: BTreeMap<Id, Account>,
}

impl<'a> Plan<'a> {
    /// Looks at every entry, as things are now.
    pub(super) async fn of(on: &mut impl AsConn, entries: &'a [Entry], report: FileReport) -> Result<Self> {
        let whose = Whose::load(on, entries).await?;
        let mut keys = Keys::default();
        let keyed: Vec<(&Entry, String)> = entries.iter().map(|entry| (entry, keys.of(entry))).collect();
        let all: Vec<String> = keyed.iter().map(|(_, key)| key.clone()).collect();
        let known: HashSet<String> = store::known(on, &all).await?;
        let mut plan = Self { report, good: BTreeMap::new(), accounts: BTreeMap::new() };
        for (entry, key) in keyed {
            let account = whose.of(entry);
            let fate = fate(entry, account, known.contains(&key));
            plan.report.add(line(entry, account, fate));
            if let Some(account) = account.filter(|_| fate == Fate::Posted) {
                plan.accounts.entry(account.id.clone()).or_insert_with(|| account.clone());
                plan.good.entry(account.id.clone()).or_default().push((entry, key));
            }
        }
        Ok(plan)
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

fn line(entry: &Entry, account: Option<&Account>, fate: Fate) -> FileLine {
    let text = match &entry.number {
        Some(number) => format!("{number} {}", entry.remittance),
        None => entry.remittance.clone(),
    };
    FileLine {
        fate,
        line: entry.line,
        path: entry.path.clone(),
        day: entry.day,
        amount: entry.signed(),
        currency: entry.currency.clone(),
        account: account.map(|account| account.number.clone()),
        text: text.trim().chars().take(200).collect(),
    }
}
