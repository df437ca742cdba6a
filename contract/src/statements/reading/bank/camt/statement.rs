//! What a statement says apart from its entries.

use std::io::Read;

use super::Part;
use super::account::account;
use super::common::{amount, credit};
use super::entry::day;
use crate::statements::reading::bank::{Balance, NamedBalance, Statement, StatementKind};
use crate::statements::reading::xml::Xml;
use crate::statements::reading::{Place, Refusal, RefusalKind, RemarkKind};

/// So many balances a statement may have.
const BALANCES: usize = 10_000;

pub(super) fn empty(kind: StatementKind, version: Option<String>, place: Place) -> Statement {
    Statement {
        place,
        kind,
        version,
        id: None,
        number: None,
        created: None,
        account: None,
        currency: None,
        owner: None,
        bank: None,
        opening: None,
        closing: None,
        balances: Vec::new(),
    }
}

/// One of the parts that are no entries; gives the number of entries that a summary announces.
pub(super) fn read<R: Read>(part: &mut Part<'_, R>, name: &str, statement: &mut Statement) -> Result<Option<i64>, Refusal> {
    match name {
        "Id" => statement.id = part.xml.value()?,
        "ElctrncSeqNb" => statement.number = part.xml.value()?,
        "LglSeqNb" => statement.number = statement.number.take().or(part.xml.value()?),
        "CreDtTm" => statement.created = part.xml.value()?,
        "CpyDplctInd" => {
            if let Some(word) = part.xml.value()? {
                part.remarks.note(RemarkKind::Copy, || part.xml.place_left(), word);
            }
        }
        "StmtPgntn" | "RptPgntn" | "NtfctnPgntn" => page(part)?,
        "Acct" => {
            let account = account(part.xml)?;
            (statement.account, statement.currency) = (account.number, account.currency);
            (statement.owner, statement.bank) = (account.owner, account.bank);
        }
        "Bal" if statement.balances.len() == BALANCES => return Err(part.xml.refuse(RefusalKind::TooLong, BALANCES.to_string())),
        "Bal" => statement.balances.extend(balance(part)?),
        "TxsSummry" => return summary(part.xml),
        _ => part.xml.skip()?,
    }
    Ok(None)
}

/// `MsgPgntn` and the statement's own.
pub(super) fn page<R: Read>(part: &mut Part<'_, R>) -> Result<(), Refusal> {
    let (mut number, mut last) = (None, None);
    while let Some(name) = part.xml.child()? {
        match &*name {
            "PgNb" => number = part.xml.value()?,
            "LastPgInd" => last = part.xml.boolean()?,
            _ => part.xml.skip()?,
        }
    }
    let number = number.unwrap_or_default();
    if last == Some(false) || !matches!(number.trim_start_matches('0'), "" | "1") {
        part.remarks.note(RemarkKind::Page, || part.xml.place_left(), number);
    }
    Ok(())
}

fn balance<R: Read>(part: &mut Part<'_, R>) -> Result<Option<NamedBalance>, Refusal> {
    let place = part.xml.place();
    let (mut code, mut own, mut sign, mut date) = (String::new(), None, None, None);
    while let Some(name) = part.xml.child()? {
        match &*name {
            "Tp" => {
                while let Some(name) = part.xml.child()? {
                    match &*name {
                        "CdOrPrtry" => {
                            while let Some(name) = part.xml.child()? {
                                match &*name {
                                    "Cd" | "Prtry" => code = part.xml.text()?,
                                    _ => part.xml.skip()?,
                                }
                            }
                        }
                        _ => part.xml.skip()?,
                    }
                }
            }
            "Amt" => own = Some(amount(part.xml)?),
            "CdtDbtInd" => sign = Some(credit(part.xml)?),
            "Dt" => date = day(part.xml)?,
            _ => part.xml.skip()?,
        }
    }
    let Some(amount) = own else {
        part.remarks.note(RemarkKind::MissingAmount, || place, code);
        return Ok(None);
    };
    if sign.is_none() {
        part.remarks.note(RemarkKind::MissingSign, || place, &code);
    }
    let amount_minor = if sign == Some(false) { -amount.amount_minor } else { amount.amount_minor };
    Ok(Some(NamedBalance { code, balance: Balance { amount_minor, currency: amount.currency, date } }))
}

/// `TxsSummry/TtlNtries/NbOfNtries`.
fn summary<R: Read>(xml: &mut Xml<R>) -> Result<Option<i64>, Refusal> {
    let mut announced = None;
    while let Some(name) = xml.child()? {
        match &*name {
            "TtlNtries" => {
                while let Some(name) = xml.child()? {
                    match &*name {
                        "NbOfNtries" => announced = xml.value()?.and_then(|n| n.parse().ok()),
                        _ => xml.skip()?,
                    }
                }
            }
            _ => xml.skip()?,
        }
    }
    Ok(announced)
}

/// Which of the balances are the opening and the closing one. An intermediate page repeats them: the first opens, the last closes.
pub(super) fn settle(statement: &mut Statement) {
    let of = |code: &'static str| statement.balances.iter().filter(move |named| named.code == code).map(|named| named.balance.clone());
    let opening = of("OPBD").next().or_else(|| of("PRCD").next());
    let closing = of("CLBD").next_back();
    (statement.opening, statement.closing) = (opening, closing);
}
