//! pain.002: what became of an order before it was booked.

use std::collections::VecDeque;
use std::io::Read;

use super::camt::{Part, party, reason, told};
use super::{Item, Party, Reason, Reject, RejectLevel, reference};
use crate::statements::reading::documents::is_document;
use crate::statements::reading::xml::Xml;
use crate::statements::reading::{Place, Refusal, RefusalKind, RemarkKind, Remarks};

/// A report that is being read.
pub(super) struct Pain002<R: Read> {
    xml: Xml<R>,
    pub(super) remarks: Remarks,
    original: Option<String>,
    payment: Option<Payment>,
    ready: VecDeque<Item>,
    verdicts: u64,
    done: bool,
}

/// The payment order whose transactions are being read.
struct Payment {
    place: Place,
    id: Option<String>,
    status: Option<String>,
    reason: Option<Reason>,
    transactions: u64,
}

impl<R: Read> Pain002<R> {
    /// From the message's own element on, which was entered.
    pub(super) fn new(xml: Xml<R>, remarks: Remarks) -> Self {
        Self { xml, remarks, original: None, payment: None, ready: VecDeque::new(), verdicts: 0, done: false }
    }

    pub(super) fn next(&mut self) -> Result<Option<Item>, Refusal> {
        loop {
            if let Some(item) = self.ready.pop_front() {
                return Ok(Some(item));
            }
            if self.done {
                return Ok(None);
            }
            match self.payment.take() {
                None => self.in_message()?,
                Some(payment) => self.in_payment(payment)?,
            }
        }
    }

    fn in_message(&mut self) -> Result<(), Refusal> {
        let Some(name) = self.xml.child()? else {
            self.done = true;
            if self.verdicts == 0 {
                return Err(self.xml.refuse_value(RefusalKind::NothingInIt, "pain.002"));
            }
            return self.xml.end(is_document);
        };
        match &*name {
            "OrgnlGrpInfAndSts" => self.group(),
            "OrgnlPmtInfAndSts" => {
                let place = self.xml.place();
                self.payment = Some(Payment { place, id: None, status: None, reason: None, transactions: 0 });
                Ok(())
            }
            // Version 2 has no level between the group and the transactions.
            "TxInfAndSts" => self.transaction(None).map(drop),
            _ => self.xml.skip(),
        }
    }

    fn group(&mut self) -> Result<(), Refusal> {
        let place = self.xml.place();
        let (mut status, mut why) = (None, None);
        while let Some(name) = self.xml.child()? {
            match &*name {
                "OrgnlMsgId" => self.original = reference(self.xml.value()?),
                "GrpSts" => status = self.xml.value()?,
                "StsRsnInf" => why = reason(&mut self.xml)?.or(why),
                _ => self.xml.skip()?,
            }
        }
        self.verdicts += 1;
        let reject = self.reject(place, RejectLevel::Group);
        self.judge(status.as_deref(), Reject { reason: why, ..reject });
        Ok(())
    }

    fn in_payment(&mut self, mut payment: Payment) -> Result<(), Refusal> {
        let Some(name) = self.xml.child()? else {
            self.verdicts += 1;
            // A rejected order whose transactions are listed has been told one by one.
            let told = payment.transactions > 0 && payment.status.as_deref() == Some("RJCT");
            if !told {
                let reject = self.reject(payment.place, RejectLevel::Payment);
                let reject = Reject { reason: payment.reason, payment_information_id: payment.id, ..reject };
                self.judge(payment.status.as_deref(), reject);
            }
            return Ok(());
        };
        match &*name {
            "OrgnlPmtInfId" => payment.id = reference(self.xml.value()?),
            "PmtInfSts" => payment.status = self.xml.value()?,
            "StsRsnInf" => payment.reason = reason(&mut self.xml)?.or(payment.reason),
            "TxInfAndSts" => {
                self.transaction(Some(&payment))?;
                payment.transactions += 1;
            }
            _ => self.xml.skip()?,
        }
        self.payment = Some(payment);
        Ok(())
    }

    fn transaction(&mut self, payment: Option<&Payment>) -> Result<(), Refusal> {
        let mut reject = self.reject(self.xml.place(), RejectLevel::Transaction);
        reject.payment_information_id = payment.and_then(|payment| payment.id.clone());
        let mut status = None;
        while let Some(name) = self.xml.child()? {
            match &*name {
                "OrgnlInstrId" => reject.instruction_id = reference(self.xml.value()?),
                "OrgnlEndToEndId" => reject.end_to_end_id = reference(self.xml.value()?),
                "TxSts" => status = self.xml.value()?,
                "StsRsnInf" => reject.reason = reason(&mut self.xml)?.or(reject.reason),
                "OrgnlTxRef" => original(&mut Part { xml: &mut self.xml, remarks: &mut self.remarks }, &mut reject)?,
                _ => self.xml.skip()?,
            }
        }
        self.verdicts += 1;
        let status = status.or_else(|| payment.and_then(|payment| payment.status.clone()));
        reject.reason = reject.reason.or_else(|| payment.and_then(|payment| payment.reason.clone()));
        self.judge(status.as_deref(), reject);
        Ok(())
    }

    fn reject(&self, place: Place, level: RejectLevel) -> Reject {
        Reject {
            place,
            level,
            reason: None,
            original_message_id: self.original.clone(),
            payment_information_id: None,
            instruction_id: None,
            end_to_end_id: None,
            mandate: None,
            amount: None,
            debtor: None,
        }
    }

    /// Only RJCT rejects. Whatever else is said is shown.
    fn judge(&mut self, status: Option<&str>, reject: Reject) {
        match status {
            Some("RJCT") => self.ready.push_back(Item::Reject(Box::new(reject))),
            Some(status) => self.remarks.note(RemarkKind::Accepted, || reject.place, status),
            // A group without a status leaves it to its payments.
            None if reject.level != RejectLevel::Transaction => {}
            None => self.remarks.note(RemarkKind::MissingStatus, || reject.place, ""),
        }
    }
}

/// `OrgnlTxRef`: what the bank repeats of the transaction.
fn original<R: Read>(part: &mut Part<'_, R>, reject: &mut Reject) -> Result<(), Refusal> {
    while let Some(name) = part.xml.child()? {
        match &*name {
            "Amt" => {
                while let Some(name) = part.xml.child()? {
                    match &*name {
                        "InstdAmt" => reject.amount = told(part)?,
                        _ => part.xml.skip()?,
                    }
                }
            }
            "MndtRltdInf" => {
                while let Some(name) = part.xml.child()? {
                    match &*name {
                        "MndtId" => reject.mandate = reference(part.xml.value()?),
                        // Since version 10 one step deeper.
                        "DrctDbtMndt" => {
                            while let Some(name) = part.xml.child()? {
                                match &*name {
                                    "MndtId" => reject.mandate = reference(part.xml.value()?),
                                    _ => part.xml.skip()?,
                                }
                            }
                        }
                        _ => part.xml.skip()?,
                    }
                }
            }
            "Dbtr" => {
                let mut debtor = Party::default();
                party(part.xml, &mut debtor)?;
                reject.debtor = debtor.name;
            }
            _ => part.xml.skip()?,
        }
    }
    Ok(())
}
