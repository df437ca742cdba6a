use crate::{
    civil::Date,
    ids::{Id, Millis},
    money::Money,
    people::PersonRef,
};

words! {
    /// What a partner wishes of a loan.
    WishKind {
        /// A later last day.
        Later = "later",
        /// To keep pieces, and to pay for them.
        Keep = "keep",
    }
}

words! {
    /// What became of a wish.
    WishState {
        /// The vendor owes an answer.
        Open = "open",
        /// As wished.
        Agreed = "agreed",
        /// Agreed, with another day.
        Changed = "changed",
        /// A no, with its reason.
        Declined = "declined",
        /// Nothing was left to answer: everything came back before, or whoever has `answered` has taken it back.
        Void = "void",
    }
}

words! {
    /// Where a piece is.
    Whereabouts {
        /// Lent, and owed.
        Out = "out",
        /// In the house again.
        Back = "back",
        /// Bought by the partner.
        Bought = "bought",
    }
}

words! {
    /// What became of something that was lacking.
    Settled {
        /// It came afterwards.
        Came = "came",
        /// The vendor does not ask for it any more.
        Waived = "waived",
    }
}

wire! {
    /// What a loan is beside its request: what is out, and what was wished.
    pub struct Loan {
        /// Its lines, as far as something of them was sent.
        pub lent: Vec<Lent>,
        /// What was in a box and did not come back with it.
        pub lacking: Vec<Lacking>,
        /// Came with a loan's pieces, and was not lent.
        pub strays: Vec<LoanStray>,
        /// Oldest first.
        pub wishes: Vec<Wish>,
        /// The next step, as the vendor has named it.
        pub step: Option<NamedStep>,
    }

    /// A line of a loan.
    pub struct Lent {
        pub line_id: Id,
        /// Item and variant, in the caller's language.
        pub name: String,
        pub sent: i64,
        pub back: i64,
        pub bought: i64,
        /// What belongs to each piece, in the caller's language.
        pub contents: Vec<String>,
        /// The pieces that have a serial number.
        pub devices: Vec<LentDevice>,
        /// What keeping one piece costs, net; none where it is not for sale, or the caller may not see prices.
        pub price: Option<Money>,
    }

    /// A piece with its serial number.
    pub struct LentDevice {
        pub serial: String,
        pub whereabouts: Whereabouts,
    }

    /// Something that did not come back with its piece.
    pub struct Lacking {
        pub id: Id,
        pub line_id: Id,
        /// In the caller's language.
        pub name: String,
        pub quantity: i64,
        pub at: Millis,
        /// What became of it; none: it is owed.
        pub settled: Option<Settled>,
    }

    /// Something that was not lent.
    pub struct LoanStray {
        pub serial: String,
        pub at: Millis,
    }

    /// A wish, with its answer.
    pub struct Wish {
        pub id: Id,
        pub kind: WishKind,
        pub reason: Option<String>,
        pub by: PersonRef,
        pub at: Millis,
        /// The last day when it was asked.
        pub before_on: Option<Date>,
        /// The day that is wished.
        pub wanted_on: Option<Date>,
        /// The pieces that are to be kept.
        pub pieces: Vec<WishPiece>,
        /// What they cost, net, as it was said when it was asked; for who may see prices.
        pub net: Option<Money>,
        pub state: WishState,
        pub answered_by: Option<PersonRef>,
        pub answered_at: Option<Millis>,
        /// Why not, or why another day.
        pub answer: Option<String>,
        /// A no's alternative; none on a no: there is none.
        pub alternative: Option<String>,
        /// The day that was agreed on.
        pub agreed_on: Option<Date>,
    }

    /// Some pieces of a line.
    pub struct WishPiece {
        pub line_id: Id,
        /// None: pieces without one.
        pub serial: Option<String>,
        pub quantity: i64,
    }

    /// What the vendor does next about a loan that is overdue.
    pub struct NamedStep {
        pub text: String,
        /// The day on which it is looked at again.
        pub look_on: Date,
        pub by: PersonRef,
        pub at: Millis,
    }
}

impl Lent {
    /// Pieces that are owed.
    #[must_use]
    pub const fn out(&self) -> i64 {
        self.sent - self.back - self.bought
    }

    /// Serial numbers that are owed.
    pub fn serials_out(&self) -> impl Iterator<Item = &str> {
        self.devices.iter().filter(|device| device.whereabouts == Whereabouts::Out).map(|device| device.serial.as_str())
    }

    /// Pieces without a serial number that are owed.
    #[must_use]
    pub fn loose_out(&self) -> i64 {
        self.out() - i64::try_from(self.serials_out().count()).unwrap_or(i64::MAX)
    }
}

impl Loan {
    /// Of what is not lent, or not sent yet.
    #[must_use]
    pub const fn none() -> Self {
        Self { lent: Vec::new(), lacking: Vec::new(), strays: Vec::new(), wishes: Vec::new(), step: None }
    }

    /// The wish that waits for its answer.
    #[must_use]
    pub fn open_wish(&self) -> Option<&Wish> {
        self.wishes.iter().find(|wish| wish.state == WishState::Open)
    }

    /// The last day that was agreed on first, if another one holds now.
    #[must_use]
    pub fn first_day(&self) -> Option<Date> {
        self.wishes.iter().find(|wish| wish.agreed_on.is_some()).and_then(|wish| wish.before_on)
    }

    /// What is lacking and owed.
    pub fn lacks(&self) -> impl Iterator<Item = &Lacking> {
        self.lacking.iter().filter(|part| part.settled.is_none())
    }

    /// Pieces that are owed.
    #[must_use]
    pub fn out(&self) -> i64 {
        self.lent.iter().map(Lent::out).sum()
    }

    /// Whether something of it is not owed any more, and something is.
    #[must_use]
    pub fn is_partly_back(&self) -> bool {
        !self.is_settled() && self.lent.iter().any(|line| line.back + line.bought > 0)
    }

    /// Whether nothing is owed any more.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        self.out() == 0 && self.lacks().next().is_none()
    }

    /// A line of it.
    #[must_use]
    pub fn line(&self, id: &str) -> Option<&Lent> {
        self.lent.iter().find(|line| line.line_id == id)
    }
}
