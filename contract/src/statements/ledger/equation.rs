use super::PostingKind;

/// A posting, as far as sums need to know it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Posted {
    pub kind: PostingKind,
    /// Minor units, never negative.
    pub amount: i64,
}

wire! {
    /// What a period did to an account, in minor units. Every sum but the first and the last is an amount without a sign; `corrected` alone may
    /// be negative. `closing = opening + invoiced − credited + corrected − discounted − debited − transferred + returned + fees + refunded`.
    pub struct Equation {
        pub opening: i64,
        pub invoiced: i64,
        pub credited: i64,
        pub corrected: i64,
        pub discounted: i64,
        pub debited: i64,
        pub transferred: i64,
        pub returned: i64,
        pub fees: i64,
        pub refunded: i64,
        pub closing: i64,
    }
}

impl Equation {
    /// Nothing happened yet.
    #[must_use]
    pub const fn opening(opening: i64) -> Self {
        Self {
            opening,
            invoiced: 0,
            credited: 0,
            corrected: 0,
            discounted: 0,
            debited: 0,
            transferred: 0,
            returned: 0,
            fees: 0,
            refunded: 0,
            closing: opening,
        }
    }

    /// One more posting; `None` where the sum is larger than can be counted.
    #[must_use]
    pub fn and(mut self, posted: Posted) -> Option<Self> {
        let (sum, amount) = match posted.kind {
            PostingKind::Invoice => (&mut self.invoiced, posted.amount),
            PostingKind::CreditNote => (&mut self.credited, posted.amount),
            PostingKind::CorrectionUp => (&mut self.corrected, posted.amount),
            PostingKind::CorrectionDown => (&mut self.corrected, -posted.amount),
            PostingKind::Discount => (&mut self.discounted, posted.amount),
            PostingKind::Debit => (&mut self.debited, posted.amount),
            PostingKind::Transfer => (&mut self.transferred, posted.amount),
            PostingKind::Returned => (&mut self.returned, posted.amount),
            PostingKind::Fee => (&mut self.fees, posted.amount),
            PostingKind::Refund => (&mut self.refunded, posted.amount),
        };
        *sum = sum.checked_add(amount)?;
        self.closing = self.closing.checked_add(posted.kind.sign().checked_mul(posted.amount)?)?;
        Some(self)
    }

    /// The sum of a period; `None` where it is larger than can be counted.
    pub fn of(opening: i64, postings: impl IntoIterator<Item = Posted>) -> Option<Self> {
        postings.into_iter().try_fold(Self::opening(opening), Self::and)
    }

    /// Whether its parts give its closing balance.
    #[must_use]
    pub fn adds_up(&self) -> bool {
        let plus = [self.opening, self.invoiced, self.corrected, self.returned, self.fees, self.refunded];
        let minus = [self.credited, self.discounted, self.debited, self.transferred];
        let sum = |parts: &[i64]| parts.iter().map(|part| i128::from(*part)).sum::<i128>();
        sum(&plus) - sum(&minus) == i128::from(self.closing)
    }
}
