use super::{carriers::Carrier, tracking::Cause, troubles::Trouble};
use crate::{
    civil::Date,
    ids::{Id, Millis},
    lang::PageLang,
};

words! {
    /// How far a delivery to one recipient is, in the order of the way. Which may follow which stands in [`super::status`].
    Status {
        /// Pinned; nothing has been sent.
        Planned = "planned",
        /// Handed to the carrier, or to a mail server that says nothing; fetched by the requester.
        Sent = "sent",
        /// A mail server could not take it, or hand it on, yet; it goes on trying.
        Delayed = "delayed",
        /// The mail server has taken it.
        Accepted = "accepted",
        /// It did not reach the address, and will not.
        Bounced = "bounced",
        /// The recipient has opened it.
        Opened = "opened",
        /// Moving.
        InTransit = "in_transit",
        /// The van has it.
        OutForDelivery = "out_for_delivery",
        /// The carrier could not hand it over.
        Failed = "failed",
        /// The carrier says that it was handed over.
        Delivered = "delivered",
        /// Going back to the sender.
        Returned = "returned",
        /// Nobody knows where it is.
        Lost = "lost",
        /// The recipient says that something is wrong.
        Problem = "problem",
        /// The recipient has confirmed.
        Confirmed = "confirmed",
        /// Somebody else gets it in their place.
        Superseded = "superseded",
    }
}

words! {
    /// By which way something reaches a recipient.
    Channel {
        /// By mail, with a link to it.
        Mail = "mail",
        /// A parcel.
        Parcel = "parcel",
        /// It lies ready behind a link that the requester hands over.
        Download = "download",
    }
}

words! {
    /// Who says how far a delivery is.
    Source {
        /// We ourselves: sent, replaced.
        System = "system",
        /// The mail server that we handed it to.
        MailServer = "mail_server",
        /// A mail that came back.
        Bounce = "bounce",
        /// The carrier.
        Carrier = "carrier",
        /// Somebody of the vendor, by hand.
        Vendor = "vendor",
        /// The recipient.
        Recipient = "recipient",
        /// The requester, in the recipient's place.
        Requester = "requester",
    }
}

impl Status {
    /// The statuses that the vendor may note by hand. Confirmation is the recipient's alone (or the requester's for them).
    #[must_use]
    pub const fn by_hand(channel: Channel) -> &'static [Self] {
        match channel {
            Channel::Parcel => &[Self::InTransit, Self::OutForDelivery, Self::Delivered, Self::Failed, Self::Returned, Self::Lost],
            Channel::Mail => &[Self::Bounced],
            Channel::Download => &[],
        }
    }

    /// It has not reached them, as far as anybody knows: it may still be sent, or sent again.
    #[must_use]
    pub const fn is_nowhere(self) -> bool {
        matches!(self, Self::Planned | Self::Delayed | Self::Bounced | Self::Failed)
    }

    /// It went out, and the carrier does not bring it: lost, or on its way back.
    #[must_use]
    pub const fn is_undelivered(self) -> bool {
        matches!(self, Self::Returned | Self::Lost)
    }

    /// Nothing more is to be expected.
    #[must_use]
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Confirmed | Self::Returned | Self::Lost | Self::Superseded)
    }
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
        pub lang: PageLang,
        pub address: Address,
        /// Why they get it; may be empty.
        #[serde(default)]
        pub why: String,
        /// How it comes to them. None: a device by parcel, a text by mail, or by a link that is handed over if there is no address.
        #[serde(default)]
        pub channel: Option<Channel>,
    }

    /// A pinned recipient and how their delivery stands. What the requester and the vendor see; a recipient sees their own page only.
    pub struct RecipientStatus {
        pub id: Id,
        pub name: String,
        pub organisation: String,
        pub email: Option<String>,
        pub phone: Option<String>,
        pub lang: PageLang,
        pub address: Address,
        /// Why they get it; may be empty.
        pub why: String,
        pub channel: Channel,
        pub status: Status,
        /// What changed when, oldest first.
        pub history: Vec<StatusChange>,
        /// The parcel, once there is one.
        pub parcel: Option<Parcel>,
        /// What somebody would like to change about them, as long as nobody has answered.
        pub proposed: Option<super::ProposedChange>,
    }

    /// What was reported of a delivery to a recipient.
    pub struct StatusChange {
        /// When it happened, as whoever says so has it.
        pub at: Millis,
        pub status: Status,
        pub source: Source,
        /// Which sending it is about, from 1.
        pub round: i64,
        /// Where it was sent then; none for what says nothing of an address.
        pub address: Option<String>,
        /// Why it came back: the word of a `bounces::Reason`.
        pub reason: Option<String>,
        pub note: Option<String>,
        /// Why it did not simply go on.
        pub cause: Option<Cause>,
        /// When it should arrive, as of then.
        pub arrives_on: Option<Date>,
        /// What was said of the pieces with it.
        #[serde(default)]
        pub pieces: Vec<super::receipt::PieceReceipt>,
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
        /// When it was first said to arrive; never overwritten.
        pub first_arrives_on: Option<Date>,
        /// The last reason why it comes later.
        pub late_because: Option<Cause>,
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
        /// When it was first said to arrive; never overwritten.
        pub first_arrives_on: Option<Date>,
        /// Why it does not simply go on, as of the last word.
        pub cause: Option<Cause>,
        /// The last reason why it comes later.
        pub late_because: Option<Cause>,
        /// What waits for the owner of its request.
        pub troubles: Vec<Trouble>,
        pub shipped_at: Millis,
    }

    /// One delivery, with its recipient and history.
    pub struct DeliveryPage {
        pub delivery: Delivery,
        pub recipient: RecipientStatus,
    }

    /// A status noted by hand.
    pub struct NewStatus {
        pub status: Status,
        pub note: String,
        /// A new date, if it is known.
        pub arrives_on: Option<Date>,
        /// Why it does not simply go on.
        #[serde(default)]
        pub cause: Option<Cause>,
    }

    /// Somebody has taken care of what was wrong with a parcel.
    pub struct TakenCare {
        /// What they did, for both sides.
        pub note: String,
    }

    /// A recipient's link, for printing.
    pub struct RecipientLink {
        /// Absolute URL.
        pub url: String,
        pub expires_at: Millis,
        /// The same as a QR code: SVG.
        #[serde(default)]
        pub qr: String,
    }
}

impl StatusChange {
    /// Whether it says when it comes, and nothing of how far it is.
    #[must_use]
    pub fn is_of_the_day(&self) -> bool {
        self.status == Status::Sent && self.source == Source::Carrier && self.arrives_on.is_some()
    }
}

/// The most lines of a carrier's CSV.
pub const IMPORT_LINES_MAX: usize = 5_000;
/// The longest name, street, city or organisation.
pub const NAME_MAX: usize = crate::people::NAME_MAX;
/// The most recipients of one request.
pub const RECIPIENTS_MAX: usize = 20;
