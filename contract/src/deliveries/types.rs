use super::carriers::Carrier;
use crate::{
    civil::Date,
    ids::{Id, Millis},
    lang::Lang,
};

words! {
    /// How far a delivery to one recipient is.
    Status {
        /// Pinned; nothing has been sent.
        Planned = "planned",
        /// Handed to the carrier.
        Sent = "sent",
        /// Moving.
        InTransit = "in_transit",
        /// The van has it.
        OutForDelivery = "out_for_delivery",
        /// The carrier says that it was handed over.
        Delivered = "delivered",
        /// The carrier could not hand it over.
        Failed = "failed",
        /// Going back to the sender.
        Returned = "returned",
        /// Nobody knows where it is.
        Lost = "lost",
        /// The recipient says that something is wrong.
        Problem = "problem",
        /// The recipient has confirmed.
        Confirmed = "confirmed",
    }
}

impl Status {
    /// The statuses that the vendor may note by hand. Confirmation is the recipient's alone (or the requester's for them).
    pub const BY_HAND: &'static [Self] =
        &[Self::InTransit, Self::OutForDelivery, Self::Delivered, Self::Failed, Self::Returned, Self::Lost];
}

wire! {
    /// A postal address.
    pub struct Address {
        pub street: String,
        pub postal_code: String,
        pub city: String,
        /// ISO 3166-1 alpha-2.
        pub country: String,
    }

    /// A recipient as the requester names them.
    pub struct NewRecipient {
        pub name: String,
        pub organisation: String,
        /// Empty: they get a link that the requester can print.
        pub email: String,
        pub phone: String,
        pub lang: Lang,
        pub address: Address,
    }

    /// A pinned recipient and how their delivery stands. What the requester and the vendor see; a recipient sees their own page only.
    pub struct RecipientStatus {
        pub id: Id,
        pub name: String,
        pub organisation: String,
        pub email: Option<String>,
        pub phone: Option<String>,
        pub lang: Lang,
        pub address: Address,
        pub status: Status,
        /// What changed when, oldest first.
        pub history: Vec<StatusChange>,
        /// The parcel, once there is one.
        pub parcel: Option<Parcel>,
    }

    /// One change of a recipient's status.
    pub struct StatusChange {
        pub at: Millis,
        pub status: Status,
        pub note: Option<String>,
    }

    /// A parcel to one recipient.
    pub struct Parcel {
        /// The delivery's id.
        pub id: Id,
        pub carrier: Carrier,
        pub number: String,
        /// The carrier's page for this number, where it has one.
        pub track_url: Option<String>,
        /// When it should arrive; none: not known yet.
        pub arrives_on: Option<Date>,
        pub shipped_at: Millis,
        pub pieces: Vec<Piece>,
    }

    /// What is in a parcel.
    pub struct Piece {
        pub line_id: Id,
        /// Item and variant, in the reader's language.
        pub name: String,
        pub quantity: i64,
        pub serials: Vec<String>,
    }

    /// A row of the list of deliveries.
    pub struct Delivery {
        pub id: Id,
        pub request_id: Id,
        pub request_number: String,
        pub request_kind: crate::requests::Kind,
        pub subject: String,
        pub reference: Option<String>,
        pub partner: String,
        pub recipient: String,
        pub organisation: String,
        pub status: Status,
        pub carrier: Carrier,
        pub number: String,
        pub track_url: Option<String>,
        pub arrives_on: Option<Date>,
        pub shipped_at: Millis,
    }

    /// One delivery, with its recipient and history.
    pub struct DeliveryPage {
        pub delivery: Delivery,
        pub recipient: RecipientStatus,
    }

    /// What the recipient says (or the requester for them): everything arrived, or what is wrong.
    pub struct Receipt {
        /// Everything arrived.
        pub complete: bool,
        /// What is wrong; needed if not everything arrived.
        #[serde(default)]
        pub note: String,
    }

    /// A status noted by hand.
    pub struct NewStatus {
        pub status: Status,
        pub note: String,
        /// A new date, if it is known.
        pub arrives_on: Option<Date>,
    }

    /// A recipient's link, for printing.
    pub struct RecipientLink {
        /// Absolute URL.
        pub url: String,
        pub expires_at: Millis,
    }
}

/// The longest name, street, city or organisation.
pub const NAME_MAX: usize = crate::people::NAME_MAX;
/// The most recipients of one request.
pub const RECIPIENTS_MAX: usize = 20;
