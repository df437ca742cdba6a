//! What elements hold: amounts, dates, words. A value that is none is refused with its place.

use std::io::Read;

use super::Xml;
use crate::civil::Date;
use crate::statements::reading::{Amount, CurrencyCode, Refusal, RefusalKind, dates, number};

impl<R: Read> Xml<R> {
    /// The element's text; nothing if it is empty.
    pub(crate) fn value(&mut self) -> Result<Option<String>, Refusal> {
        self.text().map(|text| Some(text).filter(|text| !text.is_empty()))
    }

    /// An amount with its currency in an attribute of this name; without one, it is in the other currency.
    pub(crate) fn amount(&mut self, attribute: &str, otherwise: Option<CurrencyCode>) -> Result<Amount, Refusal> {
        let said = self.attribute(attribute).filter(|code| !code.is_empty());
        let text = self.text()?;
        let currency = match (said, otherwise) {
            (Some(code), _) => CurrencyCode::parse(&code).map_err(|_| self.refuse_value(RefusalKind::Currency, code))?,
            (None, Some(currency)) => currency,
            (None, None) => {
                let mut refusal = self.refuse_value(RefusalKind::Missing, "");
                refusal.path.push_str(&format!("/@{attribute}"));
                return Err(refusal);
            }
        };
        let minor = number::minor(&text, currency.decimals()).map_err(|kind| self.refuse_value(kind, format!("{text} {currency}")))?;
        Ok(Amount { amount_minor: minor, currency })
    }

    /// A day as ISO 8601 writes it, with or without a time; nothing if the element is empty.
    pub(crate) fn date(&mut self) -> Result<Option<Date>, Refusal> {
        let Some(text) = self.value()? else { return Ok(None) };
        dates::iso(&text).map(Some).ok_or_else(|| self.refuse_value(RefusalKind::Date, text))
    }

    /// Yes or no; nothing if the element is empty.
    pub(crate) fn boolean(&mut self) -> Result<Option<bool>, Refusal> {
        match self.text()?.as_str() {
            "" => Ok(None),
            "true" | "1" => Ok(Some(true)),
            "false" | "0" => Ok(Some(false)),
            other => {
                let other = other.to_owned();
                Err(self.refuse_value(RefusalKind::Word, other))
            }
        }
    }
}
