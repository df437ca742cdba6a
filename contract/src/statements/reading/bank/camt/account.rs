//! Accounts.

use std::io::Read;

use super::common::{other, party};
use crate::statements::reading::bank::Party;
use crate::statements::reading::xml::Xml;
use crate::statements::reading::{CurrencyCode, Refusal, RefusalKind};

/// An account as a statement or a transaction names it.
#[derive(Default)]
pub(super) struct Account {
    pub(super) number: Option<String>,
    pub(super) currency: Option<CurrencyCode>,
    pub(super) owner: Option<String>,
    pub(super) bank: Option<String>,
}

/// `Acct`, `DbtrAcct`, `CdtrAcct`.
pub(super) fn account<R: Read>(xml: &mut Xml<R>) -> Result<Account, Refusal> {
    let mut account = Account::default();
    while let Some(name) = xml.child()? {
        match &*name {
            "Id" => {
                while let Some(name) = xml.child()? {
                    match &*name {
                        "IBAN" => account.number = xml.value()?.map(|iban| iban.split_whitespace().collect()),
                        "Othr" => account.number = account.number.take().or(other(xml)?),
                        _ => xml.skip()?,
                    }
                }
            }
            "Ccy" => {
                if let Some(code) = xml.value()? {
                    account.currency = Some(CurrencyCode::parse(&code).map_err(|_| xml.refuse_value(RefusalKind::Currency, code))?);
                }
            }
            "Ownr" => {
                let mut owner = Party::default();
                party(xml, &mut owner)?;
                account.owner = owner.name.or(owner.id);
            }
            "Svcr" => account.bank = bank(xml)?,
            _ => xml.skip()?,
        }
    }
    Ok(account)
}

/// The bank, by its BIC, else by its name.
fn bank<R: Read>(xml: &mut Xml<R>) -> Result<Option<String>, Refusal> {
    let (mut bic, mut called) = (None, None);
    while let Some(name) = xml.child()? {
        match &*name {
            "FinInstnId" => {
                while let Some(name) = xml.child()? {
                    match &*name {
                        "BIC" | "BICFI" => bic = xml.value()?,
                        "Nm" => called = xml.value()?,
                        _ => xml.skip()?,
                    }
                }
            }
            _ => xml.skip()?,
        }
    }
    Ok(bic.or(called))
}
