//! Who sells and buys, and on what order.

use std::io::Read;

use crate::statements::reading::Refusal;
use crate::statements::reading::invoice::TradeParty;
use crate::statements::reading::invoice::draft::Draft;
use crate::statements::reading::invoice::ubl::only;
use crate::statements::reading::xml::Xml;

pub(super) fn read<R: Read>(xml: &mut Xml<R>, draft: &mut Draft) -> Result<(), Refusal> {
    while let Some(name) = xml.child()? {
        match &*name {
            "BuyerReference" => draft.buyer_reference = xml.value()?,
            "SellerTradeParty" => draft.seller = party(xml)?,
            "BuyerTradeParty" => draft.buyer = party(xml)?,
            "BuyerOrderReferencedDocument" => {
                while let Some(name) = xml.child()? {
                    match &*name {
                        // ZUGFeRD 1.0 calls it ID.
                        "IssuerAssignedID" | "ID" => draft.order_reference = xml.value()?,
                        _ => xml.skip()?,
                    }
                }
            }
            _ => xml.skip()?,
        }
    }
    Ok(())
}

/// A party; its name, else the name under which it trades.
pub(super) fn party<R: Read>(xml: &mut Xml<R>) -> Result<TradeParty, Refusal> {
    let (mut party, mut trading) = (TradeParty::default(), None);
    while let Some(name) = xml.child()? {
        match &*name {
            "ID" | "GlobalID" => party.id = party.id.take().or(xml.value()?),
            "Name" => party.name = xml.value()?,
            "SpecifiedLegalOrganization" => trading = only(xml, "TradingBusinessName")?,
            "SpecifiedTaxRegistration" => {
                while let Some(name) = xml.child()? {
                    match &*name {
                        "ID" if xml.attribute("schemeID").as_deref() == Some("VA") => party.vat_id = xml.value()?,
                        _ => xml.skip()?,
                    }
                }
            }
            _ => xml.skip()?,
        }
    }
    party.name = party.name.or(trading);
    Ok(party)
}
