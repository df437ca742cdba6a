//! Amounts before the invoice's currency is known.

use std::io::Read;

use crate::statements::reading::xml::Xml;
use crate::statements::reading::{CurrencyCode, Place, Refusal, RefusalKind, number};

/// An amount as it stands there.
pub(super) struct Raw {
    text: String,
    currency: Option<String>,
    pub(super) place: Place,
}

impl Raw {
    pub(super) fn read<R: Read>(xml: &mut Xml<R>) -> Result<Self, Refusal> {
        let (currency, place) = (xml.attribute("currencyID").filter(|code| !code.is_empty()), xml.place());
        Ok(Self { text: xml.text()?, currency, place })
    }

    /// Whether it is in another currency than the invoice.
    pub(super) fn is_foreign(&self, currency: CurrencyCode) -> bool {
        self.currency.as_deref().is_some_and(|code| code != currency.code())
    }

    pub(super) fn currency(&self) -> &str {
        self.currency.as_deref().unwrap_or_default()
    }

    /// In minor units of the invoice's currency.
    pub(super) fn minor(&self, currency: CurrencyCode) -> Result<i64, Refusal> {
        if let Some(code) = self.currency.as_deref().filter(|code| *code != currency.code()) {
            let known = CurrencyCode::parse(code).is_ok();
            let kind = if known { RefusalKind::CurrencyDiffers } else { RefusalKind::Currency };
            let detail = if known { format!("{} {code}, {currency}", self.text) } else { code.to_owned() };
            return Err(Refusal::at(kind, self.place.clone(), detail));
        }
        number::minor(&self.text, currency.decimals())
            .map_err(|kind| Refusal::at(kind, self.place.clone(), format!("{} {currency}", self.text)))
    }

    pub(super) fn minor_or(raw: Option<&Self>, currency: CurrencyCode, otherwise: i64) -> Result<i64, Refusal> {
        raw.map_or(Ok(otherwise), |raw| raw.minor(currency))
    }
}

/// A percentage in basis points; nothing if it is none, or finer.
pub(super) fn basis_points(text: &str) -> Option<i64> {
    number::minor(text.trim().trim_end_matches('%'), 2).ok()
}
