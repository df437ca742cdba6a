//! What a payment is for.

use std::io::Read;

use super::Part;
use super::common::told;
use crate::statements::reading::bank::{Reference, Remittance};
use crate::statements::reading::xml::Xml;
use crate::statements::reading::{Amount, Refusal};

/// `RmtInf`: many `Ustrd`, many `Strd`.
pub(super) fn remittance<R: Read>(part: &mut Part<'_, R>, into: &mut Remittance) -> Result<(), Refusal> {
    while let Some(name) = part.xml.child()? {
        match &*name {
            "Ustrd" => into.texts.extend(part.xml.value()?),
            "Strd" => structured(part, into)?,
            _ => part.xml.skip()?,
        }
    }
    Ok(())
}

fn structured<R: Read>(part: &mut Part<'_, R>, into: &mut Remittance) -> Result<(), Refusal> {
    let (mut documents, mut creditor, mut amounts) = (Vec::new(), None, Amounts::default());
    while let Some(name) = part.xml.child()? {
        match &*name {
            "RfrdDocInf" => documents.extend(document(part.xml)?),
            "RfrdDocAmt" => amounts.read(part)?,
            "CdtrRefInf" => {
                while let Some(name) = part.xml.child()? {
                    match &*name {
                        "Ref" => creditor = part.xml.value()?,
                        _ => part.xml.skip()?,
                    }
                }
            }
            "AddtlRmtInf" => into.texts.extend(part.xml.value()?),
            _ => part.xml.skip()?,
        }
    }
    documents.extend(creditor.map(|number| Reference { number, document: None, amount: None }));
    // With one document, the amount is its own. With several, nobody says whose it is.
    if let [only] = &mut documents[..] {
        only.amount = amounts.signed(only.document.as_deref() == Some("CREN"));
    } else if let [document, creditor] = &mut documents[..]
        && creditor.document.is_none()
    {
        document.amount = amounts.signed(document.document.as_deref() == Some("CREN"));
    }
    into.references.append(&mut documents);
    Ok(())
}

/// `RfrdDocInf`: the number, and what kind of document it is.
fn document<R: Read>(xml: &mut Xml<R>) -> Result<Option<Reference>, Refusal> {
    let (mut number, mut kind) = (None, None);
    while let Some(name) = xml.child()? {
        match &*name {
            "Nb" => number = xml.value()?,
            "Tp" => {
                while let Some(name) = xml.child()? {
                    match &*name {
                        "CdOrPrtry" => {
                            while let Some(name) = xml.child()? {
                                match &*name {
                                    "Cd" | "Prtry" => kind = xml.value()?,
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
    // Of an unknown kind it is a document all the same, and no creditor reference.
    Ok(number.map(|number| Reference { number, document: Some(kind.unwrap_or_default()), amount: None }))
}

#[derive(Default)]
struct Amounts {
    due: Option<Amount>,
    credit_note: Option<Amount>,
    remitted: Option<Amount>,
}

impl Amounts {
    /// `RfrdDocAmt`; some versions have one amount of each kind, later ones lists.
    fn read<R: Read>(&mut self, part: &mut Part<'_, R>) -> Result<(), Refusal> {
        while let Some(name) = part.xml.child()? {
            match &*name {
                "DuePyblAmt" => self.due = told(part)?,
                "CdtNoteAmt" => self.credit_note = told(part)?,
                "RmtdAmt" => self.remitted = told(part)?,
                _ => part.xml.skip()?,
            }
        }
        Ok(())
    }

    /// A credit note takes something off.
    fn signed(&self, credit_note: bool) -> Option<Amount> {
        let plain = self.remitted.clone().or_else(|| self.due.clone());
        let negative = |amount: Amount| Amount { amount_minor: -amount.amount_minor, ..amount };
        match (plain, self.credit_note.clone()) {
            (Some(amount), _) if credit_note => Some(negative(amount)),
            (Some(amount), _) => Some(amount),
            (None, Some(amount)) => Some(negative(amount)),
            (None, None) => None,
        }
    }
}
