//! Which kind of payment a line of a bank file is.

use super::{Payment, PaymentKind};

words! {
    /// Whose bank wrote the file.
    Whose {
        /// The vendor's: what comes in was debited.
        Vendor = "vendor",
        /// The partner's: what goes out was debited.
        Partner = "partner",
    }
}

/// The kind of a booked entry. `credit` is the bank's own word for the direction (CRDT) and is believed alone: that an entry takes another
/// back, or bears the reason of a return, never turns its amount round. A return is known by its reason too: some carry no mark of reversal.
///
/// Money towards the vendor is a debit even where the bank calls it a reversal (somebody's refund came back): such an entry is not allocated
/// by itself.
#[must_use]
pub fn payment_kind(whose: Whose, credit: bool, reversal: bool, reason: Option<&str>) -> PaymentKind {
    let towards_vendor = credit == (whose == Whose::Vendor);
    if towards_vendor {
        PaymentKind::Debit
    } else if reversal || reason.is_some_and(|reason| !reason.trim().is_empty()) {
        PaymentKind::Returned
    } else {
        PaymentKind::Refund
    }
}

/// An id or a mandate, if there is one: banks write NOTPROVIDED and NONREF where there is none.
#[must_use]
pub fn provided(reference: &str) -> Option<&str> {
    let reference = reference.trim();
    let none = ["", "NOTPROVIDED", "NOT PROVIDED", "NONREF", "NOREF", "NONE", "KEINE", "N/A"];
    let is_none = none.iter().any(|none| reference.eq_ignore_ascii_case(none)) || reference.bytes().all(|b| b"-0. ".contains(&b));
    (!is_none).then_some(reference)
}

impl Payment {
    /// Its end-to-end id, if it has one.
    pub(super) fn reference(&self) -> Option<&str> {
        self.end_to_end_id.as_deref().and_then(provided)
    }

    /// Its mandate, if it has one.
    pub(super) fn mandate(&self) -> Option<&str> {
        self.mandate.as_deref().and_then(provided)
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::{PaymentKind, Whose, payment_kind, provided};

    #[test]
    fn the_direction_alone_decides_and_a_return_is_known_by_either_mark() {
        for (whose, credit, reversal, reason, kind) in [
            (Whose::Vendor, true, false, None, PaymentKind::Debit),
            (Whose::Vendor, false, false, None, PaymentKind::Refund),
            (Whose::Vendor, false, true, Some("MS03"), PaymentKind::Returned),
            (Whose::Vendor, false, true, Some("MD06"), PaymentKind::Returned),
            (Whose::Vendor, false, true, None, PaymentKind::Returned),
            (Whose::Vendor, false, false, Some("AC04"), PaymentKind::Returned),
            (Whose::Vendor, false, false, Some(" "), PaymentKind::Refund),
            (Whose::Vendor, true, true, None, PaymentKind::Debit),
            (Whose::Partner, false, false, None, PaymentKind::Debit),
            (Whose::Partner, true, false, None, PaymentKind::Refund),
            (Whose::Partner, true, true, Some("AM04"), PaymentKind::Returned),
            (Whose::Partner, true, false, Some("MD01"), PaymentKind::Returned),
        ] {
            assert_eq!(payment_kind(whose, credit, reversal, reason), kind, "{whose} {credit} {reversal} {reason:?}");
        }
    }

    #[test]
    fn what_banks_write_for_nothing_is_nothing() {
        for nothing in ["", " ", "NOTPROVIDED", "notprovided", " NONREF ", "-", "0000", "---"] {
            assert_eq!(provided(nothing), None, "{nothing}");
        }
        assert_eq!(provided(" E2E-1 "), Some("E2E-1"));
    }
}
