//! Currencies of ISO 4217, with the decimals that each has.

use core::fmt;

/// With two decimals: nearly all of them. In the order of the alphabet, four characters each.
const TWO: &str = "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY \
COP COU CRC CUC CUP CVE CZK DKK DOP DZD EEK EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IRR JMD \
KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL LTL LVL MAD MDL MGA MKD MMK MNT MOP MRO MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR \
NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SKK SLE SLL SOS SRD SSP STD STN SVC SYP SZL THB TJS TMT TOP TRY \
TTD TWD TZS UAH USD USN UYU UZS VED VEF VES WST XCD XCG YER ZAR ZMK ZMW ZWG ZWL ";
const NONE: &str = "BIF BYR CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF ";
const THREE: &str = "BHD IQD JOD KWD LYD OMR TND ";
const FOUR: &str = "CLF UYW ";

/// A currency of ISO 4217 (also those given up since there have been bank files in XML): its code, and the decimals that it has.
/// In JSON its code.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CurrencyCode {
    code: [u8; 3],
    decimals: u8,
}

/// A text is no code of ISO 4217.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoSuchCurrency;

impl fmt::Display for NoSuchCurrency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a code of ISO 4217")
    }
}

impl CurrencyCode {
    /// Euro.
    pub const EUR: Self = Self { code: *b"EUR", decimals: 2 };

    /// From its code.
    ///
    /// # Errors
    /// If there is no such currency, or it has no minor units (gold, special drawing rights).
    pub fn parse(code: &str) -> Result<Self, NoSuchCurrency> {
        let code: [u8; 3] = code.as_bytes().try_into().map_err(|_| NoSuchCurrency)?;
        if code == Self::EUR.code {
            return Ok(Self::EUR);
        }
        let lists = [(TWO, 2), (NONE, 0), (THREE, 3), (FOUR, 4)];
        let found = lists.into_iter().find(|(list, _)| list.as_bytes().chunks_exact(4).any(|known| known[..3] == code));
        found.map(|(_, decimals)| Self { code, decimals }).ok_or(NoSuchCurrency)
    }

    /// Its code.
    #[must_use]
    pub fn code(&self) -> &str {
        core::str::from_utf8(&self.code).unwrap_or_default()
    }

    /// How many decimals it has: 2 for euros and cents, 0 for yen.
    #[must_use]
    pub const fn decimals(self) -> u32 {
        self.decimals as u32
    }
}

impl fmt::Display for CurrencyCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for CurrencyCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

parsed_text!(CurrencyCode, NoSuchCurrency, "iso-4217", CurrencyCode::EUR);

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::{CurrencyCode, FOUR, NONE, THREE, TWO};

    #[test]
    fn the_decimals_of_each() {
        for (code, decimals) in [("EUR", 2), ("CHF", 2), ("AED", 2), ("ZWL", 2), ("JPY", 0), ("XPF", 0), ("KWD", 3), ("TND", 3), ("CLF", 4)]
        {
            assert_eq!(CurrencyCode::parse(code).map(CurrencyCode::decimals), Ok(decimals), "{code}");
        }
    }

    #[test]
    fn what_is_no_currency() {
        for code in ["", "EU", "eur", "EURO", "XXX", "XAU", "QQQ", "UR ", " EU", "EÜ"] {
            assert!(CurrencyCode::parse(code).is_err(), "{code}");
        }
    }

    #[test]
    fn no_code_stands_twice() {
        let mut all: Vec<&str> = [TWO, NONE, THREE, FOUR].iter().flat_map(|list| list.split_whitespace()).collect();
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!((all.len(), all.iter().all(|code| code.len() == 3)), (count, true));
    }
}
