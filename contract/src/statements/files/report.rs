//! How a report is added up, and how an account is told what is its.

use super::{FILE_LINES, Fate, FileLine, FileMark, FileReport, FileSum, MarkKind};
use crate::civil::Date;
use crate::statements::{Account, EditAccount, iban};

impl FileReport {
    /// Of which nothing is known yet.
    #[must_use]
    pub fn of(format: &str) -> Self {
        Self {
            format: format.to_owned(),
            posted: 0,
            shown: 0,
            known: 0,
            nobodys: 0,
            too_old: 0,
            rejected: 0,
            allocated: 0,
            sums: Vec::new(),
            accounts: Vec::new(),
            accounts_in_all: 0,
            banks: Vec::new(),
            from: None,
            until: None,
            lines: Vec::new(),
            remarks: Vec::new(),
            remarks_in_all: 0,
            mapping: None,
            table: None,
            refused: None,
            done: false,
            before: None,
            file: None,
        }
    }

    /// Notes what becomes of a line.
    pub fn add(&mut self, line: FileLine) {
        let count = self.count(line.fate);
        *count += 1;
        let named = *count <= FILE_LINES;
        self.from = earlier(self.from, line.day, |one, other| one < other);
        self.until = earlier(self.until, line.day, |one, other| one > other);
        match self.sums.iter_mut().find(|sum| sum.fate == line.fate && sum.currency == line.currency) {
            Some(sum) => {
                sum.lines += 1;
                sum.sum = sum.sum.saturating_add(line.amount);
            }
            None => self.sums.push(FileSum { fate: line.fate, currency: line.currency.clone(), lines: 1, sum: line.amount }),
        }
        if named {
            self.lines.push(line);
        }
    }

    fn count(&mut self, fate: Fate) -> &mut i64 {
        match fate {
            Fate::Posted => &mut self.posted,
            Fate::Shown => &mut self.shown,
            Fate::Known => &mut self.known,
            Fate::Nobodys => &mut self.nobodys,
            Fate::TooOld => &mut self.too_old,
            Fate::Rejected => &mut self.rejected,
        }
    }

    /// Everything in it, whatever became of it.
    #[must_use]
    pub fn all(&self) -> i64 {
        self.posted + self.shown + self.known + self.nobodys + self.too_old + self.rejected
    }
}

fn earlier(known: Option<Date>, day: Option<Date>, better: fn(Date, Date) -> bool) -> Option<Date> {
    match (known, day) {
        (Some(known), Some(day)) if !better(day, known) => Some(known),
        (known, day) => day.or(known),
    }
}

impl FileMark {
    /// The settings of an account that shall be recognised by this as well; none where it would take the place of another: an account has
    /// one VAT number.
    #[must_use]
    pub fn told(&self, account: &Account) -> Option<EditAccount> {
        let mut edit = EditAccount {
            mandates: account.mandates.clone(),
            ibans: account.ibans.clone(),
            vat_id: account.vat_id.clone().unwrap_or_default(),
        };
        match self.kind {
            MarkKind::Mandate => edit.mandates.push(self.value.clone()),
            MarkKind::Iban => edit.ibans.push(iban(&self.value)),
            MarkKind::VatId if edit.vat_id.is_empty() => edit.vat_id.clone_from(&self.value),
            MarkKind::VatId => return None,
        }
        Some(edit)
    }
}
