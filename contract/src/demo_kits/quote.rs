//! What a purchase costs: the same sum for the approver's preview and for the stored quote.

use super::{NewQuote, Quote};
use crate::money::Money;

/// Adds up a quote from unit prices and quantities. VAT is on goods and shipping together, rounded once.
///
/// `None` if there are no lines, the currencies differ or the sum overflows.
#[must_use]
pub fn quote(lines: impl IntoIterator<Item = (Money, i64)>, terms: &NewQuote) -> Option<Quote> {
    let mut net: Option<Money> = None;
    for (price, quantity) in lines {
        let line = price.times(quantity)?;
        net = Some(net.map_or(Some(line), |n| n.plus(line))?);
    }
    let net = net?;
    let shipping = Money::new(terms.shipping_minor, net.currency());
    let taxed = net.plus(shipping)?;
    let vat = taxed.share(terms.vat_rate)?;
    Some(Quote { net, shipping, vat_rate: terms.vat_rate, vat, gross: taxed.plus(vat)?, valid_until: terms.valid_until, accepted_at: None })
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn sums_agree_to_the_cent() {
        let terms = NewQuote { shipping_minor: 995, vat_rate: 1_900, valid_until: "2026-12-24".parse().unwrap() };
        let q = quote([(Money::eur(19_900), 3), (Money::eur(4_999), 2)], &terms).unwrap();
        assert_eq!((q.net.minor(), q.vat.minor(), q.gross.minor()), (69_698, 13_432, 84_125));
        assert!(quote([], &terms).is_none());
        assert!(quote([(Money::eur(i64::MAX), 2)], &terms).is_none());
    }
}
