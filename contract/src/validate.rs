//! What is wrong with a form: field path → faults. The server words them by `texts`, the browser too, so both say the same.

use core::fmt::Display;

use crate::civil::Date;
use crate::lang::Bilingual;

/// One fault of one field. `texts::faults` has the sentence of each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nothing was entered where something is needed.
    Required,
    /// More than so many characters.
    TooLong(usize),
    /// Fewer than so many characters.
    TooShort(usize),
    /// Below the smallest number allowed.
    TooSmall(i64),
    /// Above the largest number allowed.
    TooLarge(i64),
    /// Above the largest amount allowed, in hundredths: of money, or of a per cent.
    TooMuch(i64),
    /// Not an amount as people type it.
    NotAnAmount,
    /// More than so many entries.
    TooMany(usize),
    /// Not a mail address.
    NotAnAddress,
    /// A day before today.
    InThePast,
    /// A day after today, where only what has happened counts.
    NotYet,
    /// Ends before it begins.
    EndsBeforeStart,
    /// Not something we know (an item, a customer, a person).
    Unknown,
    /// Stands here twice.
    Twice,
    /// Already belongs to somebody.
    Taken,
    /// Holds control characters.
    ControlCharacters,
    /// Goes to nobody: no such recipient in this request.
    NoSuchRecipient,
    /// Nothing goes to this recipient: they would wait for ever.
    NothingForThem,
    /// Only so many are free.
    OnlyLeft(i64),
    /// More serial numbers than pieces.
    MoreSerialsThanPieces(i64),
    /// The check digit of a parcel number is wrong; a person may insist.
    CheckDigit,
    /// This serial number is already out with somebody.
    SerialInUse,
    /// This item can't be had that way (not for sale, not on loan).
    NotOffered,
    /// The same as what was asked for, where a change was announced.
    NoDifference,
    /// What is there already, where something else was to come.
    AsItIs,
    /// More than so many days from today.
    TooFar(i64),
    /// Owns it already.
    AlreadyOwner,
    /// The same person, where somebody else is needed.
    Themself,
    /// Away in these days already.
    AwayAlready,
    /// Away until that day.
    AwayUntil(Date),
    /// Stands in for that person in these days.
    StandsInFor(String),
    /// Must be empty here.
    MustBeEmpty,
    /// Not a version (`9.1.0`).
    NotAVersion,
    /// Not a range of versions (`>=9.0.0, <10.0.0`).
    NotARange,
    /// A range into which no version falls (`>=9, <8`).
    EmptyRange,
    /// Shares something with this other entry where only one may apply.
    Overlaps(String),
    /// Not a code: small letters, digits and hyphens.
    NotACode,
    /// Not a pattern of keys (`BK9-####-*`).
    NotAPattern,
    /// Not a day (`2026-12-31`).
    NotADay,
    /// Not a whole number.
    NotANumber,
    /// Does not look like the keys of its rule.
    NotLike(String),
    /// Has nothing in common with the range of versions that counts there.
    OutOfRange(String),
    /// So many ready-made keys are still there.
    KeysLeft(i64),
    /// So many ready-made keys would no longer fit.
    KeysUnlike(i64),
    /// Not an IBAN: its check digits are wrong.
    NotAnIban,
    /// The parts don't give the whole.
    NotTheSum,
    /// Nobody has opened an account for them.
    NoAccount,
    /// The account is in another currency.
    OtherCurrency(String),
    /// It moves the balance the other way.
    NotThisSide,
    /// An open request asks the same.
    Asked(String),
    /// Not before this day.
    Earliest(Date),
    /// Not hours of a day (`9:00-12:30, 13:00-17:00`).
    NotHours,
    /// Not a time of day (`22:00`).
    NotATime,
    /// Not a time in hours (`16`, `4:30`).
    NotADuration,
    /// A week without an open minute.
    NeverOpen,
    /// Not an IANA zone.
    NotAZone,
    /// A promise of no time at all.
    NoTime,
    /// More than so many hours.
    TooLongATime(i64),
    /// Ends before it begins (a span of time).
    EndsFirst,
    /// More than so many days at once.
    TooManyDays(i64),
    /// By this calendar, the promises would not be due within so many days.
    DueTooLate(i64),
    /// Later than a row of a lower severity (its word) promises, in business minutes.
    LaterThan(&'static str, i64),
    /// Not an address of the web (`https://tickets.example.com/hook`).
    NotAWebAddress,
    /// Without https.
    NotHttps,
    /// Leads into a network that nothing is sent to.
    NotPublic,
    /// A name that leads nowhere.
    NoSuchHost,
    /// A port that other services have.
    NotThisPort,
    /// No variable of this text (`{nummer}`), in this line.
    NoSuchVariable(String, usize),
    /// A variable that the text must have.
    LacksVariable(String),
}

/// Faults by field path; paths are dotted (`lines.0.quantity`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Faults(Vec<(String, Vec<Fault>)>);

impl Faults {
    /// None yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Notes one.
    pub fn add(&mut self, field: impl Display, fault: Fault) {
        self.note(field.to_string(), fault);
    }

    fn note(&mut self, field: String, fault: Fault) {
        match self.0.iter_mut().find(|(known, _)| *known == field) {
            Some((_, faults)) => faults.push(fault),
            None => self.0.push((field, vec![fault])),
        }
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The faults of one field.
    #[must_use]
    pub fn of(&self, field: &str) -> &[Fault] {
        self.0.iter().find(|(known, _)| known == field).map_or(&[], |(_, faults)| faults)
    }

    /// All fields with faults, in the order in which they were noted.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[Fault])> {
        self.0.iter().map(|(k, v)| (k.as_str(), v.as_slice()))
    }

    /// `value` if there are none.
    ///
    /// # Errors
    /// The faults, if there are any.
    pub fn or<T>(self, value: T) -> Result<T, Self> {
        if self.is_empty() { Ok(value) } else { Err(self) }
    }

    /// A trimmed text of at most `max` characters that must not be empty. Line ends are allowed, other control characters not.
    pub fn text(&mut self, field: impl Display, value: &str, max: usize) -> String {
        self.text_at(&field.to_string(), value, max)
    }

    fn text_at(&mut self, field: &str, value: &str, max: usize) -> String {
        if value.trim().is_empty() {
            self.add(field, Fault::Required);
        }
        self.optional_text_at(field, value, max).unwrap_or_default()
    }

    /// The same for a text that may be missing; empty counts as missing.
    pub fn optional_text(&mut self, field: impl Display, value: &str, max: usize) -> Option<String> {
        self.optional_text_at(&field.to_string(), value, max)
    }

    fn optional_text_at(&mut self, field: &str, value: &str, max: usize) -> Option<String> {
        let value = value.trim();
        if value.chars().count() > max {
            self.add(field, Fault::TooLong(max));
        }
        if value.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
            self.add(field, Fault::ControlCharacters);
        }
        (!value.is_empty()).then(|| value.to_owned())
    }

    /// A text of one line: as [`Faults::text`], but without line ends (it may go into a mail header).
    pub fn line(&mut self, field: impl Display, value: &str, max: usize) -> String {
        let field = field.to_string();
        let text = self.text_at(&field, value, max);
        if text.contains(['\n', '\r', '\t']) {
            self.add(field, Fault::ControlCharacters);
        }
        text
    }

    /// A text of one line in each language.
    pub fn both_lines(&mut self, field: impl Display, value: &Bilingual, max: usize) -> Bilingual {
        Bilingual { de: self.line(format!("{field}.de"), &value.de, max), en: self.line(format!("{field}.en"), &value.en, max) }
    }

    /// A text in each language.
    pub fn both_texts(&mut self, field: impl Display, value: &Bilingual, max: usize) -> Bilingual {
        Bilingual { de: self.text(format!("{field}.de"), &value.de, max), en: self.text(format!("{field}.en"), &value.en, max) }
    }

    /// Empty in both languages, or a text in each.
    pub fn optional_both_texts(&mut self, field: impl Display, value: &Bilingual, max: usize) -> Bilingual {
        if value.de.trim().is_empty() && value.en.trim().is_empty() {
            return Bilingual { de: String::new(), en: String::new() };
        }
        self.both_texts(field, value, max)
    }

    /// A number within bounds.
    pub fn within(&mut self, field: impl Display, value: i64, least: i64, most: i64) -> i64 {
        if value < least {
            self.add(&field, Fault::TooSmall(least));
        } else if value > most {
            self.add(&field, Fault::TooLarge(most));
        }
        value
    }

    /// An amount in hundredths, from nothing up to a bound.
    pub fn amount(&mut self, field: impl Display, value: i64, most: i64) {
        if value > most {
            self.add(&field, Fault::TooMuch(most));
        } else {
            self.within(field, value, 0, most);
        }
    }
}
