//! Who sells, buys and is paid.

use std::io::Read;

use super::only;
use crate::statements::reading::Refusal;
use crate::statements::reading::invoice::TradeParty;
use crate::statements::reading::invoice::draft::Draft;
use crate::statements::reading::xml::Xml;

pub(super) fn supplier<R: Read>(xml: &mut Xml<R>, draft: &mut Draft) -> Result<(), Refusal> {
    while let Some(name) = xml.child()? {
        match &*name {
            "Party" => draft.seller = party(xml, &mut draft.creditor_id)?,
            _ => xml.skip()?,
        }
    }
    Ok(())
}

pub(super) fn customer<R: Read>(xml: &mut Xml<R>, draft: &mut Draft) -> Result<(), Refusal> {
    while let Some(name) = xml.child()? {
        match &*name {
            "Party" => draft.buyer = party(xml, &mut None)?,
            _ => xml.skip()?,
        }
    }
    Ok(())
}

pub(super) fn payee<R: Read>(xml: &mut Xml<R>, draft: &mut Draft) -> Result<(), Refusal> {
    let payee = party(xml, &mut draft.creditor_id)?;
    draft.payee = Some(payee).filter(|payee| *payee != TradeParty::default());
    Ok(())
}

/// A party. Its legal name counts; the trading name where there is no other. An id in the scheme SEPA is the creditor's, not the party's.
fn party<R: Read>(xml: &mut Xml<R>, creditor_id: &mut Option<String>) -> Result<TradeParty, Refusal> {
    let (mut party, mut trading) = (TradeParty::default(), None);
    while let Some(name) = xml.child()? {
        match &*name {
            "PartyIdentification" => {
                while let Some(name) = xml.child()? {
                    match &*name {
                        "ID" if xml.attribute("schemeID").as_deref() == Some("SEPA") => *creditor_id = xml.value()?.or(creditor_id.take()),
                        "ID" => party.id = party.id.take().or(xml.value()?),
                        _ => xml.skip()?,
                    }
                }
            }
            "PartyName" => trading = only(xml, "Name")?,
            "PartyLegalEntity" => party.name = only(xml, "RegistrationName")?,
            "PartyTaxScheme" => {
                let (mut id, mut scheme) = (None, None);
                while let Some(name) = xml.child()? {
                    match &*name {
                        "CompanyID" => id = xml.value()?,
                        "TaxScheme" => scheme = only(xml, "ID")?,
                        _ => xml.skip()?,
                    }
                }
                if scheme.as_deref() == Some("VAT") {
                    party.vat_id = id;
                }
            }
            _ => xml.skip()?,
        }
    }
    party.name = party.name.or(trading);
    Ok(party)
}
