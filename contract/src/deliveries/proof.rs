//! Who got what, when: the proof that requester and vendor download. Facts alone, and never a key.

use super::{Address, Channel, RecipientStatus, Status, StatusChange, carriers::Carrier};
use crate::{
    ids::{Id, Millis},
    lang::PageLang,
    requests::Kind,
};

wire! {
    /// The proof with its seal.
    pub struct SealedProof {
        pub proof: Proof,
        /// SHA-256 of the proof as canonical JSON (RFC 8785), hexadecimal.
        pub sha256: String,
    }

    /// Who got what, when.
    pub struct Proof {
        /// The form of this document; 1.
        pub version: i64,
        pub vendor: String,
        pub request_number: String,
        pub request_kind: Kind,
        pub subject: String,
        /// The partner's own.
        pub reference: Option<String>,
        pub partner: String,
        pub requester: String,
        pub made_at: Millis,
        /// For whom: a person, and their organisation.
        pub made_for: String,
        pub made_for_organisation: String,
        /// In the order in which they were named.
        pub recipients: Vec<ProofRecipient>,
        /// Changes of the recipients, and who agreed to them.
        pub consents: Vec<ProofConsent>,
    }

    /// A pinned recipient.
    pub struct ProofRecipient {
        pub name: String,
        pub organisation: String,
        /// Where mail goes to now; where it went stands with each sending.
        pub email: Option<String>,
        pub address: Address,
        /// Why they get it, in the requester's words.
        pub why: String,
        pub lang: PageLang,
        pub channel: Channel,
        /// How far the last sending is.
        pub status: Status,
        /// What was sent to them, the first sending first.
        pub sendings: Vec<ProofSending>,
    }

    /// One sending to a recipient.
    pub struct ProofSending {
        /// The how-manieth, from 1.
        pub round: i64,
        /// When it went out; none: it has not, or that is not known.
        pub sent_at: Option<Millis>,
        /// The addresses that it went to.
        pub addresses: Vec<String>,
        /// Who carried it.
        pub carrier: Option<Carrier>,
        /// The parcel's number.
        pub number: Option<String>,
        pub goods: Vec<ProofGoods>,
        /// All that was reported of it.
        pub events: Vec<StatusChange>,
    }

    /// What was sent.
    pub struct ProofGoods {
        pub line_id: Id,
        /// The thing, or the product that a key is for.
        pub name: String,
        pub quantity: i64,
        pub serials: Vec<String>,
        /// The versions that a key is for.
        pub versions: Option<String>,
        /// SHA-256 of a key's text, hexadecimal: whoever has the key can compare, and nobody learns it.
        pub sha256: Option<String>,
    }

    /// A change of the recipients that somebody asked for.
    pub struct ProofConsent {
        pub asked_at: Millis,
        pub asked_by: String,
        /// What was to change: `added`, `left_out` …
        pub change: String,
        /// Whom it is about.
        pub recipient: String,
        pub reason: String,
        /// None: not answered.
        pub agreed: Option<bool>,
        pub answered_at: Option<Millis>,
        pub answered_by: Option<String>,
        /// A cover answered, in the requester's place.
        pub in_place: bool,
    }
}

/// What is known of something that was sent, beside its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    pub name: String,
    pub versions: Option<String>,
    pub sha256: Option<String>,
}

/// What lay ready behind a recipient's link in a sending.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Laid {
    pub round: i64,
    pub line_id: Id,
    pub at: Millis,
}

/// A recipient with all their sendings. `laid`: what lay ready for them, by sending; `evidence` looks up what is known of a line.
#[must_use]
pub fn prove(recipient: &RecipientStatus, laid: &[Laid], evidence: impl Fn(&str) -> Option<Evidence>) -> ProofRecipient {
    let rounds = recipient.history.iter().map(|event| event.round).chain(laid.iter().map(|one| one.round));
    let mut rounds: Vec<i64> = rounds.collect();
    rounds.sort_unstable();
    rounds.dedup();
    let last = rounds.last().copied();
    let sendings = rounds.into_iter().map(|round| {
        let events: Vec<StatusChange> = recipient.history.iter().filter(|event| event.round == round).cloned().collect();
        let mut addresses: Vec<String> = events.iter().filter_map(|event| event.address.clone()).collect();
        addresses.sort_unstable();
        addresses.dedup();
        // Nothing new was laid there for a way that was taken again: it is what lay there.
        let lay = laid.iter().filter(|one| one.round <= round).max_by_key(|one| one.round);
        let parcel = recipient.parcel.as_ref().filter(|parcel| parcel.carrier != Carrier::Mail && Some(round) == last);
        let mut goods: Vec<ProofGoods> = Vec::new();
        for piece in parcel.iter().flat_map(|parcel| &parcel.pieces) {
            let known = evidence(&piece.line_id);
            goods.push(ProofGoods {
                line_id: piece.line_id.clone(),
                name: known.map_or_else(|| piece.name.clone(), |known| known.name),
                quantity: piece.quantity,
                serials: piece.serials.clone(),
                versions: None,
                sha256: None,
            });
        }
        goods.extend(lay.and_then(|one| {
            let Evidence { name, versions, sha256 } = evidence(&one.line_id)?;
            Some(ProofGoods { line_id: one.line_id.clone(), name, quantity: 1, serials: Vec::new(), versions, sha256 })
        }));
        let went = events.iter().find(|event| matches!(event.status, Status::Sent | Status::Accepted | Status::Delayed));
        ProofSending {
            round,
            sent_at: went.map(|event| event.at),
            addresses,
            carrier: recipient.parcel.as_ref().map(|parcel| parcel.carrier),
            number: parcel.map(|parcel| parcel.number.clone()).filter(|number| !number.is_empty()),
            goods,
            events,
        }
    });
    let sendings = sendings.collect();
    ProofRecipient {
        name: recipient.name.clone(),
        organisation: recipient.organisation.clone(),
        email: recipient.email.clone(),
        address: recipient.address.clone(),
        why: recipient.why.clone(),
        lang: recipient.lang,
        channel: recipient.channel,
        status: recipient.status,
        sendings,
    }
}
