//! One transaction of an entry.

use std::io::Read;

use super::Part;
use super::common::{amount, charges, code, credit, parties, reason, told};
use super::remittance::remittance;
use crate::statements::reading::bank::{Detail, reference};
use crate::statements::reading::{Amount, Refusal};

/// A transaction whose amount has no sign yet.
pub(super) struct Unsigned {
    pub(super) detail: Detail,
    pub(super) amount: Option<Amount>,
    /// Its own sign, if it has one.
    pub(super) credit: Option<bool>,
}

/// `TxDtls`.
pub(super) fn detail<R: Read>(part: &mut Part<'_, R>) -> Result<Unsigned, Refusal> {
    let mut detail = Detail::at(part.xml.place());
    let (mut own, mut sign, mut transaction) = (None, None, None);
    while let Some(name) = part.xml.child()? {
        match &*name {
            "Refs" => references(part, &mut detail)?,
            "Amt" => own = Some(amount(part.xml)?),
            "CdtDbtInd" => sign = Some(credit(part.xml)?),
            "AmtDtls" => transaction = amounts(part, &mut detail)?,
            "Chrgs" => detail.charges.append(&mut charges(part)?),
            "BkTxCd" => detail.code = code(part.xml)?,
            "RltdPties" => parties(part.xml, &mut detail.debtor, &mut detail.creditor)?,
            "RmtInf" => remittance(part, &mut detail.remittance)?,
            "RtrInf" => detail.reason = reason(part.xml)?,
            "AddtlTxInf" => detail.additional = part.xml.value()?,
            _ => part.xml.skip()?,
        }
    }
    // Until version 2 the amount stood among the details of amounts.
    Ok(Unsigned { detail, amount: own.or(transaction), credit: sign })
}

fn references<R: Read>(part: &mut Part<'_, R>, detail: &mut Detail) -> Result<(), Refusal> {
    while let Some(name) = part.xml.child()? {
        let into = match &*name {
            "EndToEndId" => &mut detail.end_to_end_id,
            "MndtId" => &mut detail.mandate,
            "InstrId" => &mut detail.instruction_id,
            "PmtInfId" => &mut detail.payment_information_id,
            "TxId" => &mut detail.transaction_id,
            "AcctSvcrRef" => &mut detail.servicer_reference,
            _ => {
                part.xml.skip()?;
                continue;
            }
        };
        *into = reference(part.xml.value()?);
    }
    Ok(())
}

/// `AmtDtls`: what was asked for, and what the transaction is.
fn amounts<R: Read>(part: &mut Part<'_, R>, detail: &mut Detail) -> Result<Option<Amount>, Refusal> {
    let mut transaction = None;
    while let Some(name) = part.xml.child()? {
        match &*name {
            "TxAmt" => {
                while let Some(name) = part.xml.child()? {
                    match &*name {
                        "Amt" => transaction = Some(amount(part.xml)?),
                        _ => part.xml.skip()?,
                    }
                }
            }
            "InstdAmt" => {
                while let Some(name) = part.xml.child()? {
                    match &*name {
                        "Amt" => detail.instructed = told(part)?,
                        _ => part.xml.skip()?,
                    }
                }
            }
            _ => part.xml.skip()?,
        }
    }
    Ok(transaction)
}
