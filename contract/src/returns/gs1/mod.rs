//! What stands on a device's label, in GS1's ways: element strings as scanners send them, the same in brackets as people read them, and GS1
//! Digital Link URIs. Anything else is simply a serial number.
//!
//! After the GS1 General Specifications (chapters 3, 5 and 7) and the GS1 Digital Link Standard: URI Syntax. Labels are not always made by the
//! book: what can't be understood is kept and named, and never takes the rest with it.

mod dates;
mod elements;
mod gtin;
mod link;
mod table;

pub use gtin::{Gtin, NoGtin};

use elements::Elements;

use crate::civil::Date;

/// Ends an element of variable length; what FNC1 is once it is read.
pub const SEPARATOR: char = '\u{1d}';

/// What a label says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Label {
    /// The serial number (AI 21), or the whole text if it is not GS1's. Zeros in front belong to it.
    pub serial: Option<String>,
    /// The second serial number (AI 250), for a part of the device.
    pub second_serial: Option<String>,
    /// Which product it is (AI 01).
    pub gtin: Option<Gtin>,
    /// The batch or lot (AI 10).
    pub batch: Option<String>,
    /// The maker's own name for it (AI 240).
    pub model: Option<String>,
    /// Made on (AI 11).
    pub produced: Option<Date>,
    /// Best before (AI 15).
    pub best_before: Option<Date>,
    /// To be used by (AI 17).
    pub expires: Option<Date>,
    /// What else was understood: application identifier and value.
    pub others: Vec<(String, String)>,
    /// What was not, as it stands there.
    pub unread: Vec<String>,
}

impl Label {
    /// Whether it says anything but a serial number.
    fn knows_more(&self) -> bool {
        let texts = [&self.second_serial, &self.batch, &self.model];
        let days = [self.produced, self.best_before, self.expires];
        self.gtin.is_some() || texts.iter().any(|text| text.is_some()) || days.iter().any(Option::is_some) || !self.others.is_empty()
    }

    fn serial(text: &str) -> Self {
        let clean: String = text.chars().filter(|c| !c.is_control()).collect();
        let clean = clean.trim();
        Self { serial: (!clean.is_empty()).then(|| clean.to_owned()), ..Self::default() }
    }

    /// Puts an element in its place; the first of a kind counts.
    fn put(&mut self, ai: &str, value: &str, year: i16) {
        let text = |place: &mut Option<String>| {
            place.get_or_insert_with(|| value.to_owned());
            true
        };
        let day = |place: &mut Option<Date>| {
            *place = place.or(dates::day(value, year));
            place.is_some()
        };
        let known = match ai {
            "01" => {
                self.gtin = self.gtin.take().or_else(|| Gtin::parse(value).ok());
                self.gtin.is_some()
            }
            "11" => day(&mut self.produced),
            "15" => day(&mut self.best_before),
            "17" => day(&mut self.expires),
            "10" => text(&mut self.batch),
            "21" => text(&mut self.serial),
            "240" => text(&mut self.model),
            "250" => text(&mut self.second_serial),
            _ => {
                self.others.push((ai.to_owned(), value.to_owned()));
                true
            }
        };
        if !known {
            self.unread.push([ai, value].concat());
        }
    }

    fn of(elements: Elements, year: i16) -> Self {
        let mut label = Self { unread: elements.unread, ..Self::default() };
        for (ai, value) in &elements.read {
            label.put(ai, value, year);
        }
        label
    }
}

/// Reads a label. The `year` is today's: it says which century a year of two digits belongs to.
///
/// A text without a mark of GS1's is one of theirs only if it begins with a right GTIN, has a serial number and is understood to the end; so a
/// serial number that happens to begin with 01 stays one.
#[must_use]
pub fn read(text: &str, year: i16) -> Label {
    let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\0');
    let (mark, body) = marked(text);
    match mark {
        _ if body.trim_matches(|c: char| c.is_whitespace() || c.is_control()).is_empty() => Label::serial(text),
        Mark::Elements => taken(elements::plain(body), body, year),
        Mark::Item => Gtin::parse(body).map_or_else(|_| Label::serial(body), |gtin| Label { gtin: Some(gtin), ..Label::default() }),
        Mark::None => unmarked(body, year),
    }
}

fn unmarked(text: &str, year: i16) -> Label {
    if let Some(elements) = link::elements(text).or_else(|| elements::bracketed(text)) {
        return taken(elements, text, year);
    }
    let spelled = spelled_out(text);
    if spelled.contains(SEPARATOR) {
        return taken(elements::plain(&spelled), text, year);
    }
    let label = Label::of(elements::plain(text), year);
    let whole = text.starts_with("01") && label.gtin.is_some() && label.serial.is_some() && label.unread.is_empty();
    if whole { label } else { Label::serial(text) }
}

/// The label, if anything of it was understood; else the text is a serial number.
fn taken(elements: Elements, text: &str, year: i16) -> Label {
    let label = Label::of(elements, year);
    if label.serial.is_some() || label.knows_more() { label } else { Label::serial(text) }
}

/// What a scanner's symbology identifier (ISO/IEC 15424) says of what follows it.
enum Mark {
    Elements,
    /// The number of a trade item alone: EAN, UPC or ITF-14.
    Item,
    None,
}

fn marked(text: &str) -> (Mark, &str) {
    let Some((mark, body)) = text.get(..3).filter(|mark| mark.starts_with(']')).zip(text.get(3..)) else { return (Mark::None, text) };
    match mark {
        "]C1" | "]d2" | "]Q3" | "]J1" | "]e0" | "]e1" | "]e2" => (Mark::Elements, body),
        "]E0" | "]E4" | "]I1" => (Mark::Item, body),
        _ if mark.bytes().skip(1).all(|b| b.is_ascii_alphanumeric()) => (Mark::None, body),
        _ => (Mark::None, text),
    }
}

/// The separator, where somebody has copied it out of a program that spells it.
fn spelled_out(text: &str) -> String {
    ["<GS>", "{GS}", "\u{241d}"].iter().fold(text.to_owned(), |text, spelled| text.replace(spelled, "\u{1d}"))
}
