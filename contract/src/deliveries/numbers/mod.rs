//! Which carrier a parcel number may be of: the forms that numbers have, and their check digits, as data ([`FORMS`]).
//!
//! One number may have the form of several carriers: all of them are named, those whose check digit says something first. A wrong check digit
//! is most likely a typing error; a form without one says nothing about a number, so nobody is refused for it.

mod check;
mod countries;
mod forms;
mod mask;

pub use forms::FORMS;

use check::Check;

use super::carriers::{Carrier, NumberCheck, normalise};

/// A form of parcel numbers.
#[derive(Clone, Copy, Debug)]
pub struct Form {
    /// A name of it for programs: `ups_1z`.
    pub id: &'static str,
    /// The carrier's proper name.
    pub brand: &'static str,
    /// The carrier, if parcels can be sent by it here.
    pub carrier: Option<Carrier>,
    /// How its numbers are written; see [`mask`].
    masks: &'static [&'static str],
    check: Check,
    /// The carrier's page; the number follows.
    track: Option<&'static str>,
}

/// A form that a number has.
#[derive(Clone, Debug)]
pub struct Candidate {
    pub form: &'static Form,
    pub check: NumberCheck,
    /// The carrier's page for it.
    pub url: Option<String>,
}

impl Form {
    /// What this form says of a number that has gone through [`normalise`]; nothing if it is written in another way.
    #[must_use]
    pub fn check(&self, number: &str) -> Option<NumberCheck> {
        let fits: Vec<mask::Fit> = self.masks.iter().filter_map(|mask| mask::fit(mask, number)).collect();
        let right = |fit: &mask::Fit| self.check.is_right(&fit.serial, fit.check);
        match (fits.is_empty(), self.check) {
            (true, _) => None,
            (_, Check::None) => Some(NumberCheck::Unknown),
            _ if fits.iter().any(right) => Some(NumberCheck::Right),
            _ => Some(NumberCheck::Wrong),
        }
    }
}

/// All forms that a number has, as people copy it: those with a right check digit first, then those without one, then those whose is wrong.
#[must_use]
pub fn candidates(number: &str) -> Vec<Candidate> {
    let number = normalise(number);
    let candidate = |form: &'static Form| {
        let url = || form.track.map(|track| format!("{track}{number}"));
        form.check(&number).map(|check| Candidate { form, check, url: url() })
    };
    let mut all: Vec<Candidate> = FORMS.iter().filter_map(candidate).collect();
    all.sort_by_key(|one| match one.check {
        NumberCheck::Right => 0,
        NumberCheck::Unknown => 1,
        NumberCheck::Wrong => 2,
    });
    all
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    fn found(number: &str) -> Vec<(&'static str, NumberCheck)> {
        candidates(number).iter().map(|one| (one.form.id, one.check)).collect()
    }

    #[test]
    fn numbers_of_several_carriers_name_all_of_them() {
        assert_eq!(found("1z 5r89390 35756712 7"), [("ups_1z", NumberCheck::Right)]);
        assert_eq!(found("RB123456785GB"), [("s10", NumberCheck::Right)]);
        let twelve = found("986578788855");
        assert_eq!(twelve[0], ("fedex_12", NumberCheck::Right));
        assert!(twelve.contains(&("dhl_identcode", NumberCheck::Wrong)), "{twelve:?}");
        assert_eq!(found(""), []);
        assert_eq!(found("Ä"), []);
    }

    #[test]
    fn a_country_that_is_none_is_no_postal_item() {
        assert_eq!(found("RB123456785XX"), []);
        assert_eq!(found("RB123456786US"), [("s10", NumberCheck::Wrong)]);
    }

    #[test]
    fn what_has_no_check_digit_is_never_wrong() {
        let paket = found("00340434161094042557");
        assert!(paket.contains(&("dhl_paket", NumberCheck::Unknown)), "{paket:?}");
        assert!(found("12345678901").contains(&("gls", NumberCheck::Unknown)));
    }

    #[test]
    fn another_check_digit_is_seen() {
        for (number, at) in
            [("1Z8V92A70367203024", 17), ("986578788855", 11), ("RB123456785US", 10), ("CP123456785DE", 10), ("3318810025", 9)]
        {
            let form = candidates(number)[0].form;
            let right = (b'0'..=b'9').filter(|digit| {
                let mut other = number.as_bytes().to_vec();
                other[at] = *digit;
                form.check(std::str::from_utf8(&other).unwrap()) == Some(NumberCheck::Right)
            });
            assert_eq!(right.count(), 1, "{number}");
        }
    }

    #[test]
    fn every_form_has_its_id_and_can_be_read() {
        let mut ids: Vec<_> = FORMS.iter().map(|form| form.id).collect();
        ids.sort_unstable();
        ids.windows(2).for_each(|two| assert_ne!(two[0], two[1]));
        for form in FORMS {
            let has_check = form.masks.iter().all(|mask| mask.contains('c') || mask.contains('k'));
            assert_eq!(has_check, !matches!(form.check, Check::None), "{}", form.id);
        }
    }
}
