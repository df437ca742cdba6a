//! What people do in the stories, in one line each.

use eyelevel_contract::deliveries::carriers::Carrier;
use eyelevel_contract::deliveries::{NewStatus, Receipt, Status};
use eyelevel_contract::demo_kits::{Decide, DemoKit, Draft, NewParcel, NewPiece, Ship};
use eyelevel_contract::ids::Id;
use eyelevel_contract::lang::Lang;
use eyelevel_contract::requests::Verdict;

use super::super::scene::Scene;
use crate::deliveries::{receive, track};
use crate::demo_kits::{self, decide::decide, ship::ship, submit::submit};
use crate::error::Result;

/// When something happens: working days ago, hour, minute.
pub(super) type When = (i64, i8, i8);

impl Scene<'_> {
    pub(super) async fn submits(&self, who: &str, (ago, hour, minute): When, draft: &Draft) -> Result<Id> {
        let then = self.at(ago, hour, minute).await?;
        let (mut w, caller) = self.write(&then, who).await?;
        let id = submit(&mut w, caller, draft).await?;
        self.done(w).await?;
        Ok(id)
    }

    pub(super) async fn decides(&self, who: &str, (ago, hour, minute): When, id: &str, what: &Decide) -> Result<()> {
        let then = self.at(ago, hour, minute).await?;
        let (mut w, caller) = self.write(&then, who).await?;
        decide(&mut w, caller, id, what).await?;
        self.done(w).await
    }

    pub(super) async fn kit(&self, id: &str) -> Result<DemoKit> {
        let auditor = self.people.who("auditor")?;
        demo_kits::kit(self.app, &mut self.app.db.read().await?, &auditor.actor, Lang::De, id).await
    }

    /// Everything goes out, a parcel a recipient; `serial` begins the serial numbers, `first` is their first number.
    pub(super) async fn ships(
        &self,
        (ago, hour, minute): When,
        id: &str,
        parcels: &[(Carrier, &str, i64)],
        serial: (&str, i64),
    ) -> Result<()> {
        let kit = self.kit(id).await?;
        let mut next = serial.1;
        let mut all = Vec::new();
        for (recipient, (carrier, number, arrives)) in kit.recipients.iter().zip(parcels) {
            let mut pieces = Vec::new();
            for line in kit.lines.iter().filter(|l| l.recipient_id == recipient.id) {
                let quantity = line.decided.as_ref().map_or(line.quantity, |d| d.quantity);
                let serials = (0..quantity).map(|i| format!("{}{:05}", serial.0, next + i)).collect();
                next += quantity;
                pieces.push(NewPiece { line_id: line.id.clone(), quantity, serials });
            }
            all.push(NewParcel {
                recipient_id: recipient.id.clone(),
                carrier: *carrier,
                number: (*number).to_owned(),
                insist: false,
                arrives_on: Some(self.day(*arrives)?),
                pieces,
            });
        }
        let then = self.at(ago, hour, minute).await?;
        let (mut w, caller) = self.write(&then, "support").await?;
        ship(&mut w, caller, id, &Ship { parcels: all }).await?;
        self.done(w).await
    }

    /// The carrier's word about the recipient at a place.
    pub(super) async fn tracks(&self, (ago, hour, minute): When, id: &str, place: usize, status: Status, note: &str) -> Result<()> {
        let Some(parcel) = self.kit(id).await?.recipients.into_iter().nth(place).and_then(|r| r.parcel) else { return Ok(()) };
        let then = self.at(ago, hour, minute).await?;
        let (mut w, caller) = self.write(&then, "support").await?;
        track(&mut w, caller, &parcel.id, &NewStatus { status, note: note.to_owned(), arrives_on: None, cause: None }).await?;
        self.done(w).await
    }

    /// The recipient at a place confirms, or says what is wrong, by their link.
    pub(super) async fn receives(&self, (ago, hour, minute): When, id: &str, place: usize, wrong: &str) -> Result<()> {
        let Some(recipient) = self.kit(id).await?.recipients.into_iter().nth(place) else { return Ok(()) };
        let then = self.at(ago, hour, minute).await?;
        let mut w = crate::write::Write::begin(&then, None, "link").await?;
        let receipt = if wrong.is_empty() { Receipt::complete() } else { Receipt::wrong(wrong) };
        receive(&mut w, &recipient.id, &receipt, &[]).await?;
        self.done(w).await
    }
}

/// Yes, as asked.
pub(super) fn yes() -> Decide {
    Decide {
        verdict: Verdict::Approved,
        reason: String::new(),
        alternative: String::new(),
        no_alternative: false,
        lines: Vec::new(),
        return_on: None,
        quote: None,
    }
}

/// No, because; with an alternative, or none.
pub(super) fn no(reason: &str, alternative: &str) -> Decide {
    Decide {
        verdict: Verdict::Declined,
        reason: reason.to_owned(),
        alternative: alternative.to_owned(),
        no_alternative: alternative.is_empty(),
        ..yes()
    }
}
