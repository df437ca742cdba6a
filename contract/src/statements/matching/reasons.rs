//! Why debits go back: the R-codes of SEPA direct debit, and how long after the debit each may come.

/// How a debit goes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Course {
    /// The bank sends it back itself: within five banking days.
    Return,
    /// Whoever was debited wants it back, without giving a reason: within eight weeks.
    Refund,
    /// Whoever was debited says that there was no mandate: within thirteen months.
    Unauthorised,
}

impl Course {
    /// So many days after a debit its return is booked at the latest: weekends, holidays and what banks need for it included.
    #[must_use]
    pub const fn days(self) -> i64 {
        match self {
            Self::Return => 14,
            Self::Refund => 70,
            Self::Unauthorised => 440,
        }
    }
}

macro_rules! reasons {
    ($($(#[$meta:meta])* $variant:ident = $code:literal by $course:ident),+ $(,)?) => {
        words! {
            /// A reason code of a returned debit that we know the meaning of.
            Reason { $($(#[$meta])* $variant = $code),+ }
        }

        impl Reason {
            /// How a debit with this reason goes back.
            #[must_use]
            pub const fn course(self) -> Course {
                match self { $(Self::$variant => Course::$course),+ }
            }
        }
    };
}

reasons! {
    /// The account number is wrong.
    Ac01 = "AC01" by Return,
    /// The account is closed.
    Ac04 = "AC04" by Return,
    /// The account is blocked.
    Ac06 = "AC06" by Return,
    /// A consumer's account, under a mandate for businesses.
    Ac13 = "AC13" by Return,
    /// This account may not be debited.
    Ag01 = "AG01" by Return,
    /// The bank does not know this kind of transaction.
    Ag02 = "AG02" by Return,
    /// There was not enough money.
    Am04 = "AM04" by Return,
    /// The same debit came twice.
    Am05 = "AM05" by Return,
    /// The creditor's id is wrong.
    Be05 = "BE05" by Return,
    /// The creditor's bank does not take part.
    Cnor = "CNOR" by Return,
    /// The debtor's bank does not take part.
    Dnor = "DNOR" by Return,
    /// The settlement between the banks failed.
    Ed05 = "ED05" by Return,
    /// The file's format is wrong.
    Ff01 = "FF01" by Return,
    /// There is no valid mandate; or whoever was debited says so.
    Md01 = "MD01" by Unauthorised,
    /// The mandate's data are missing or wrong.
    Md02 = "MD02" by Return,
    /// Whoever was debited wants the money back.
    Md06 = "MD06" by Refund,
    /// Whoever was debited has died.
    Md07 = "MD07" by Return,
    /// Whoever was debited refused.
    Ms02 = "MS02" by Return,
    /// The bank gives no reason.
    Ms03 = "MS03" by Return,
    /// The bank's code is wrong.
    Rc01 = "RC01" by Return,
    /// Regulation: the debtor's account is missing.
    Rr01 = "RR01" by Return,
    /// Regulation: the debtor's name or address is missing.
    Rr02 = "RR02" by Return,
    /// Regulation: the creditor's name or address is missing.
    Rr03 = "RR03" by Return,
    /// Regulation, without more.
    Rr04 = "RR04" by Return,
    /// A service of the debtor's bank, such as a blocking list.
    Sl01 = "SL01" by Return,
}

impl Reason {
    /// The reason by its code, however it is written; nothing for a bank's own codes.
    #[must_use]
    pub fn of(code: &str) -> Option<Self> {
        Self::from_word(&code.trim().to_ascii_uppercase())
    }
}

/// So many days after the debit its return may be booked; for a bank's own code, or none, the longest.
#[must_use]
pub(super) fn days(code: Option<&str>) -> i64 {
    code.and_then(Reason::of).map_or(Course::Unauthorised, Reason::course).days()
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::{Course, Reason, days};

    #[test]
    fn how_long_each_takes() {
        assert_eq!(Reason::of(" am04 "), Some(Reason::Am04));
        assert_eq!(Reason::of("914"), None);
        assert_eq!((days(Some("AM04")), days(Some("MD06")), days(Some("MD01")), days(None)), (14, 70, 440, 440));
        let long = Reason::ALL.iter().filter(|reason| reason.course() != Course::Return).count();
        assert_eq!(long, 2);
    }
}
