use crate::{
    attachments::Attachment,
    checklist::Answered,
    civil::Date,
    deliveries::{Address, NewRecipient, RecipientStatus},
    ids::{Id, Millis},
    lang::Bilingual,
    people::{OrganisationRef, PersonRef},
    requests::{RequestPage, RequestRef, Severity},
};

words! {
    /// Why something comes back.
    Reason {
        /// It never worked.
        DeadOnArrival = "dead_on_arrival",
        /// It worked, and does no longer.
        Warranty = "warranty",
        /// A loan is over.
        LoanReturn = "loan_return",
        /// It is not what was to come.
        WrongDelivery = "wrong_delivery",
    }
}

words! {
    /// Where a device of a return stands. See the diagram in the module's description.
    ItemState {
        /// The vendor owes a decision.
        Asked = "asked",
        /// It may come back; the vendor owes a label.
        Approved = "approved",
        /// It may not, with a reason.
        Declined = "declined",
        /// The partner has a label, and a day.
        LabelSent = "label_sent",
        /// Handed in.
        OnTheWay = "on_the_way",
        /// Scanned at the vendor's.
        Received = "received",
        /// Looked at.
        Inspected = "inspected",
        /// Nothing is owed for it any more.
        Done = "done",
    }
}

words! {
    /// What becomes of a device.
    Outcome {
        /// Another one goes out before this one is back.
        AdvanceReplacement = "advance_replacement",
        /// It is repaired and sent back.
        Repair = "repair",
        /// Another one goes out once this one is here.
        Replacement = "replacement",
        /// Money back.
        Credit = "credit",
        /// A loan is in the house again.
        TakenBack = "taken_back",
        /// A distributor has replaced or repaired it.
        ByDistributor = "by_distributor",
        /// It goes back as it came; with a reason.
        ReturnToSender = "return_to_sender",
        /// Nobody owes anything for it; with a reason, and an alternative.
        NotCovered = "not_covered",
    }
}

words! {
    /// What an inspection finds.
    Finding {
        /// The fault is there.
        Confirmed = "confirmed",
        /// Nothing is wrong with it.
        NoFault = "no_fault",
        /// Broken from outside.
        Damaged = "damaged",
        /// Another device than was announced.
        WrongDevice = "wrong_device",
    }
}

words! {
    /// Whether we know a serial number.
    Knowledge {
        /// Letter by letter.
        Known = "known",
        /// One like it is known.
        Near = "near",
        /// Not at all: it is taken, and a person looks.
        Unknown = "unknown",
    }
}

words! {
    /// From where we know a device.
    KnownBy {
        /// It was in a parcel of ours.
        Shipment = "shipment",
        /// The vendor's own file names it.
        Import = "import",
        /// A partner's or a distributor's file names it: that makes it known, and binds nobody.
        Claim = "claim",
    }
}

words! {
    /// Who pays the way back.
    Payer {
        /// The vendor: the label costs nothing.
        Vendor = "vendor",
        /// The partner.
        Partner = "partner",
        /// The decision says it.
        AfterCheck = "after_check",
    }
}

words! {
    /// Why they do.
    PostageRule {
        /// The vendor has sent the wrong thing.
        OurMistake = "our_mistake",
        /// Within the days for what is dead on arrival.
        WithinDeadOnArrival = "within_dead_on_arrival",
        /// Within the warranty.
        WithinWarranty = "within_warranty",
        /// The warranty is over.
        WarrantyOver = "warranty_over",
        /// Whoever has lent something brings it back.
        LoanEnds = "loan_ends",
        /// Nobody knows the device yet.
        NotKnownYet = "not_known_yet",
        /// The vendor has accepted what nobody knew: from then on its way back is theirs.
        Accepted = "accepted",
    }
}

wire! {
    /// Who pays the way back, and by which rule.
    #[derive(Copy, Eq)]
    pub struct Postage {
        pub payer: Payer,
        pub because: PostageRule,
    }

    /// A device that we know, as far as the asker may.
    pub struct Device {
        /// Letter by letter.
        pub serial: String,
        /// The catalogue's item, where it is one.
        pub item_id: Option<Id>,
        /// In the caller's language; as the file names it where the catalogue has none.
        pub product: String,
        /// Empty: not known.
        pub batch: String,
        pub shipped_on: Option<Date>,
        /// Empty: not known.
        pub shipped_to: String,
        /// The last day of the warranty.
        pub warranty_until: Option<Date>,
        /// The last day on which it counts as dead on arrival.
        pub dead_on_arrival_until: Option<Date>,
        pub known_by: KnownBy,
    }

    /// What is known of a serial number.
    pub struct Lookup {
        /// As it would be taken.
        pub serial: String,
        pub knowledge: Knowledge,
        pub device: Option<Device>,
        /// The nearest first.
        pub near: Vec<Device>,
        /// What is known to be wrong with its batch, as far as the asker may know.
        #[serde(default)]
        pub known_issue: Option<super::BatchIssue>,
        /// An open return of it that the asker may see.
        pub open: Option<RequestRef>,
        /// Who would look at it, if it were asked now.
        pub checker: PersonRef,
        /// … and until when they would have decided.
        pub decided_by: Millis,
        /// Who would pay the way back, for each reason in the order of [`Reason::ALL`].
        pub postage: Vec<Postage>,
        /// What often helps before one of these is sent back; nobody has to try it.
        pub checklist: Vec<Bilingual>,
    }

    /// One device in the form.
    pub struct NewItem {
        pub serial: String,
        /// What it is, if nobody knows it by its number.
        #[serde(default)]
        pub product: String,
        /// What is wrong with this one.
        #[serde(default)]
        pub fault: String,
        /// What comes with it.
        #[serde(default)]
        pub accessories: String,
        /// What was tried before, each step as it was asked; may be missing, and of any device.
        #[serde(default)]
        pub checklist: Vec<Answered>,
    }

    /// From where it comes.
    pub struct Sender {
        pub name: String,
        #[serde(default)]
        pub organisation: String,
        #[serde(default)]
        pub email: String,
        #[serde(default)]
        pub phone: String,
        pub address: Address,
    }

    /// What the form holds, and what is submitted. `serials` is short for items of which nothing else is said.
    pub struct Draft {
        #[serde(default)]
        pub serials: Vec<String>,
        #[serde(default)]
        pub items: Vec<NewItem>,
        #[serde(default)]
        pub reason: Option<Reason>,
        /// What is wrong, in words that support can use.
        #[serde(default)]
        pub description: String,
        /// Whether data of the customer's is on it; none: not said.
        #[serde(default)]
        pub holds_data: Option<bool>,
        /// One of the partner's customers; may be missing.
        #[serde(default)]
        pub customer_id: Option<Id>,
        /// None: the partner brings it, wherever it is.
        #[serde(default)]
        pub sender: Option<Sender>,
        /// Somebody shall fetch it there.
        #[serde(default)]
        pub pick_up: bool,
        /// Who gets a replacement; pinned.
        #[serde(default)]
        pub replacement_to: Option<NewRecipient>,
        /// A distributor that may be handed the devices, what is said of them, and the pictures.
        #[serde(default)]
        pub bought_from: Option<Id>,
        #[serde(default)]
        pub reference: String,
        #[serde(default)]
        pub limited: bool,
        #[serde(default)]
        pub severity: Severity,
        /// The server's draft, for its attachments; deleted with the submission.
        #[serde(default)]
        pub draft_id: Option<Id>,
    }

    /// A device of a return.
    pub struct Item {
        pub id: Id,
        /// As it was typed, without what nobody sees.
        pub serial: String,
        pub knowledge: Knowledge,
        /// As it was known when the return began.
        pub device: Option<Device>,
        /// What it is, in the requester's words.
        pub product: String,
        pub fault: String,
        pub accessories: String,
        /// What was tried before it was sent, each step as it was asked.
        #[serde(default)]
        pub checklist: Vec<Answered>,
        pub state: ItemState,
        pub postage: Postage,
        /// What was decided to become of it, or has become of it.
        pub outcome: Option<Outcome>,
        /// Of a no, and of an outcome that needs one.
        pub reason: Option<String>,
        /// Of a no; none: there is none.
        pub alternative: Option<String>,
        pub finding: Option<Finding>,
        /// What was seen, in words.
        pub findings: Option<String>,
        /// Pictures of the inspection.
        #[serde(default)]
        pub photos: Vec<Attachment>,
        pub received_at: Option<Millis>,
        /// What goes out in its place, if something does.
        #[serde(default)]
        pub replacement: Option<super::Replacement>,
        /// It is to be replaced, and nobody knows by what: whoever sends the replacement says it.
        #[serde(default)]
        pub unmatched: bool,
        /// What was credited for it; none too for who is not to see prices.
        #[serde(default)]
        pub credit: Option<super::Credit>,
        /// Other open returns of this serial number, as far as the reader may see them.
        pub also_in: Vec<RequestRef>,
    }

    /// Something that came in the box and was not announced.
    pub struct Stray {
        pub serial: String,
        pub at: Millis,
    }

    /// What the partner got to send it with.
    pub struct Label {
        /// The carrier's word.
        pub carrier: crate::deliveries::carriers::Carrier,
        /// Empty: not known yet.
        pub number: String,
        pub track_url: Option<String>,
        pub sent_at: Millis,
        /// The last day to hand it in.
        pub hand_in_by: Date,
        pub handed_in_at: Option<Millis>,
    }

    /// A return's page.
    pub struct Return {
        pub page: RequestPage,
        pub reason: Reason,
        pub description: String,
        pub holds_data: Option<bool>,
        pub items: Vec<Item>,
        pub customer: Option<OrganisationRef>,
        pub sender: Option<Sender>,
        pub pick_up: bool,
        /// For all that comes in one box.
        pub postage: Postage,
        /// Who gets a replacement.
        pub recipients: Vec<RecipientStatus>,
        /// Serial numbers that were typed more than once, and count once.
        pub doubles: Vec<String>,
        pub label: Option<Label>,
        pub strays: Vec<Stray>,
        /// The distributor whom the requester has named.
        pub bought_from: Option<OrganisationRef>,
        /// To whom it was handed, and what they said; the first one first.
        pub referrals: Vec<super::Referral>,
        /// What is known to be wrong with the batches of its devices, as far as the reader may know.
        #[serde(default)]
        pub known_issues: Vec<super::BatchIssue>,
    }
}

impl Draft {
    /// A draft of nothing yet.
    #[must_use]
    pub const fn empty() -> Self {
        Self {
            serials: Vec::new(),
            items: Vec::new(),
            reason: None,
            description: String::new(),
            holds_data: None,
            customer_id: None,
            sender: None,
            pick_up: false,
            replacement_to: None,
            bought_from: None,
            reference: String::new(),
            limited: false,
            severity: Severity::Normal,
            draft_id: None,
        }
    }
}

impl NewItem {
    /// A device of which nothing else is said.
    #[must_use]
    pub const fn of(serial: String) -> Self {
        Self { serial, product: String::new(), fault: String::new(), accessories: String::new(), checklist: Vec::new() }
    }
}

impl Device {
    /// Whether a day is within the days for what is dead on arrival.
    #[must_use]
    pub fn is_dead_on_arrival(&self, today: Date) -> bool {
        self.dead_on_arrival_until.is_some_and(|until| today <= until)
    }
}
