//! VAT by rate.

use std::io::Read;

use crate::statements::reading::Refusal;
use crate::statements::reading::invoice::draft::{Draft, RawVat};
use crate::statements::reading::invoice::raw::{Raw, basis_points};
use crate::statements::reading::xml::Xml;

/// `TaxTotal`: there may be a second one in the currency of the tax office.
pub(super) fn total<R: Read>(xml: &mut Xml<R>, draft: &mut Draft) -> Result<(), Refusal> {
    while let Some(name) = xml.child()? {
        match &*name {
            "TaxAmount" => draft.tax_totals.push(Raw::read(xml)?),
            "TaxSubtotal" => {
                let mut vat = RawVat::default();
                while let Some(name) = xml.child()? {
                    match &*name {
                        "TaxableAmount" => vat.net = Some(Raw::read(xml)?),
                        "TaxAmount" => vat.vat = Some(Raw::read(xml)?),
                        "TaxCategory" => {
                            while let Some(name) = xml.child()? {
                                match &*name {
                                    "ID" => vat.category = xml.text()?,
                                    "Percent" => vat.basis_points = basis_points(&xml.text()?),
                                    _ => xml.skip()?,
                                }
                            }
                        }
                        _ => xml.skip()?,
                    }
                }
                draft.vat.push(vat);
            }
            _ => xml.skip()?,
        }
    }
    Ok(())
}
