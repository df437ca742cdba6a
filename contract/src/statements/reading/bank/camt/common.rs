//! What occurs in entries and in transactions alike.

use std::io::Read;

use super::Part;
use super::account::account;
use crate::statements::reading::bank::{Charge, Code, Party, Reason};
use crate::statements::reading::xml::Xml;
use crate::statements::reading::{Amount, Refusal, RefusalKind, RemarkKind};

/// A credit is `true`, a debit `false`.
pub(super) fn credit<R: Read>(xml: &mut Xml<R>) -> Result<bool, Refusal> {
    match xml.text()?.as_str() {
        "CRDT" => Ok(true),
        "DBIT" => Ok(false),
        other => {
            let other = other.to_owned();
            Err(xml.refuse_value(RefusalKind::Word, other))
        }
    }
}

/// An amount that counts. Its sign stands elsewhere, so it has none.
pub(super) fn amount<R: Read>(xml: &mut Xml<R>) -> Result<Amount, Refusal> {
    let amount = xml.amount("Ccy", None)?;
    if amount.amount_minor < 0 {
        return Err(xml.refuse_value(RefusalKind::Amount, amount.amount_minor.to_string()));
    }
    Ok(amount)
}

/// An amount that is only told, of charges or in a foreign currency: what can't be expressed is left out, with a remark.
pub(in super::super) fn told<R: Read>(part: &mut Part<'_, R>) -> Result<Option<Amount>, Refusal> {
    match amount(part.xml) {
        Ok(amount) => Ok(Some(amount)),
        Err(refusal) => match refusal.kind {
            RefusalKind::Amount
            | RefusalKind::AmountTooFine
            | RefusalKind::AmountTooLarge
            | RefusalKind::Currency
            | RefusalKind::Missing => {
                part.remarks.note(RemarkKind::AmountUnclear, || part.xml.place_left(), &refusal.detail);
                Ok(None)
            }
            _ => Err(refusal),
        },
    }
}

/// `BkTxCd`.
pub(super) fn code<R: Read>(xml: &mut Xml<R>) -> Result<Code, Refusal> {
    let mut code = Code::default();
    while let Some(name) = xml.child()? {
        match &*name {
            "Domn" => {
                let mut parts = [String::new(), String::new(), String::new()];
                while let Some(name) = xml.child()? {
                    match &*name {
                        "Cd" => parts[0] = xml.text()?,
                        "Fmly" => {
                            while let Some(name) = xml.child()? {
                                match &*name {
                                    "Cd" => parts[1] = xml.text()?,
                                    "SubFmlyCd" => parts[2] = xml.text()?,
                                    _ => xml.skip()?,
                                }
                            }
                        }
                        _ => xml.skip()?,
                    }
                }
                code.iso = Some(parts.join("/")).filter(|code| code != "//");
            }
            "Prtry" => {
                while let Some(name) = xml.child()? {
                    match &*name {
                        "Cd" => code.own = xml.value()?,
                        _ => xml.skip()?,
                    }
                }
            }
            _ => xml.skip()?,
        }
    }
    Ok(code)
}

/// `RtrInf`, and in status reports `StsRsnInf`.
pub(in super::super) fn reason<R: Read>(xml: &mut Xml<R>) -> Result<Option<Reason>, Refusal> {
    let (mut code, mut texts) = (None, Vec::new());
    while let Some(name) = xml.child()? {
        match &*name {
            "Rsn" => {
                while let Some(name) = xml.child()? {
                    match &*name {
                        "Cd" | "Prtry" => code = xml.value()?.or(code),
                        _ => xml.skip()?,
                    }
                }
            }
            "AddtlInf" => texts.extend(xml.value()?),
            _ => xml.skip()?,
        }
    }
    let text = Some(texts.join(" ")).filter(|text| !text.is_empty());
    Ok((code.is_some() || text.is_some()).then_some(Reason { code, text }))
}

/// `Chrgs`: up to version 2 one charge, since then one record each. They are taken from the account unless they say otherwise.
pub(super) fn charges<R: Read>(part: &mut Part<'_, R>) -> Result<Vec<Charge>, Refusal> {
    let mut records = Vec::new();
    let mut single = Record::default();
    let mut total = None;
    while let Some(name) = part.xml.child()? {
        match &*name {
            "Rcrd" => {
                let mut record = Record::default();
                while let Some(name) = part.xml.child()? {
                    record.read(part, &name)?;
                }
                records.extend(record.charge());
            }
            "TtlChrgsAndTaxAmt" => total = told(part)?,
            name => single.read(part, name)?,
        }
    }
    if records.is_empty() {
        single.amount = single.amount.or(total);
        records.extend(single.charge());
    }
    records.retain(|charge| charge.amount_minor != 0);
    Ok(records)
}

#[derive(Default)]
struct Record {
    amount: Option<Amount>,
    credit: bool,
    included: Option<bool>,
}

impl Record {
    fn read<R: Read>(&mut self, part: &mut Part<'_, R>, name: &str) -> Result<(), Refusal> {
        match name {
            "Amt" => self.amount = told(part)?,
            "CdtDbtInd" => self.credit = credit(part.xml)?,
            "ChrgInclInd" => self.included = part.xml.boolean()?,
            _ => part.xml.skip()?,
        }
        Ok(())
    }

    fn charge(self) -> Option<Charge> {
        let Amount { amount_minor, currency } = self.amount?;
        let amount_minor = if self.credit { amount_minor } else { -amount_minor };
        Some(Charge { amount_minor, currency, included: self.included })
    }
}

/// `Dbtr`, `Cdtr`: since version 8 one step deeper. Its account comes beside it.
pub(in super::super) fn party<R: Read>(xml: &mut Xml<R>, party: &mut Party) -> Result<(), Refusal> {
    while let Some(name) = xml.child()? {
        match &*name {
            "Nm" => party.name = xml.value()?,
            "Pty" | "Agt" | "FinInstnId" => self::party(xml, party)?,
            "Id" => {
                while let Some(name) = xml.child()? {
                    match &*name {
                        "OrgId" | "PrvtId" => {
                            while let Some(name) = xml.child()? {
                                match &*name {
                                    "Othr" => party.id = other(xml)?.or(party.id.take()),
                                    "AnyBIC" | "BICOrBEI" => party.id = party.id.take().or(xml.value()?),
                                    _ => xml.skip()?,
                                }
                            }
                        }
                        _ => xml.skip()?,
                    }
                }
            }
            _ => xml.skip()?,
        }
    }
    Ok(())
}

/// `Othr/Id`.
pub(super) fn other<R: Read>(xml: &mut Xml<R>) -> Result<Option<String>, Refusal> {
    let mut id = None;
    while let Some(name) = xml.child()? {
        match &*name {
            "Id" => id = xml.value()?,
            _ => xml.skip()?,
        }
    }
    Ok(id)
}

/// `RltdPties`.
pub(super) fn parties<R: Read>(xml: &mut Xml<R>, debtor: &mut Party, creditor: &mut Party) -> Result<(), Refusal> {
    while let Some(name) = xml.child()? {
        match &*name {
            "Dbtr" => party(xml, debtor)?,
            "Cdtr" => party(xml, creditor)?,
            "DbtrAcct" => debtor.account = account(xml)?.number,
            "CdtrAcct" => creditor.account = account(xml)?.number,
            _ => xml.skip()?,
        }
    }
    Ok(())
}
