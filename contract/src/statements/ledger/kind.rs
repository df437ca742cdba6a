words! {
    /// What was posted.
    PostingKind {
        /// An invoice.
        Invoice = "invoice",
        /// A credit note.
        CreditNote = "credit_note",
        /// A correction of an earlier posting that raises what is owed.
        CorrectionUp = "correction_up",
        /// A correction of an earlier posting that lowers what is owed.
        CorrectionDown = "correction_down",
        /// A cash discount that was agreed on, and taken.
        Discount = "discount",
        /// An amount that the vendor's bank drew from the partner's account.
        Debit = "debit",
        /// An amount that the partner transferred.
        Transfer = "transfer",
        /// A debit that the bank took back.
        Returned = "returned",
        /// What the bank took for it.
        Fee = "fee",
        /// An amount that the vendor paid back.
        Refund = "refund",
    }
}

words! {
    /// Which way a posting moves the balance.
    Side {
        /// The partner owes more.
        Raises = "raises",
        /// The partner owes less.
        Lowers = "lowers",
    }
}

impl PostingKind {
    /// The one table of signs. The balance is what the partner owes.
    #[must_use]
    pub const fn side(self) -> Side {
        match self {
            Self::Invoice | Self::CorrectionUp | Self::Returned | Self::Fee | Self::Refund => Side::Raises,
            Self::CreditNote | Self::CorrectionDown | Self::Discount | Self::Debit | Self::Transfer => Side::Lowers,
        }
    }

    /// The same as a factor, 1 or −1.
    #[must_use]
    pub const fn sign(self) -> i64 {
        match self.side() {
            Side::Raises => 1,
            Side::Lowers => -1,
        }
    }

    /// What a correction is where nothing is known that it corrects.
    #[must_use]
    pub const fn alone(self) -> Self {
        match self {
            Self::CorrectionUp => Self::Invoice,
            Self::CorrectionDown => Self::CreditNote,
            other => other,
        }
    }

    /// Whether it is a document (an invoice and what belongs to it), not a movement of money.
    #[must_use]
    pub const fn is_document(self) -> bool {
        matches!(self, Self::Invoice | Self::CreditNote | Self::CorrectionUp | Self::CorrectionDown | Self::Discount)
    }
}
