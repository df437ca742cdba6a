//! Dates in running text.

use crate::civil::Date;
use crate::statements::reading::dates;

/// A date, and where it begins and ends in the text.
pub(super) struct Found {
    pub(super) date: Date,
    pub(super) start: usize,
    end: usize,
}

/// All dates that are written out: `04.07.2018`, `2018-07-04`, `4. Juli 2018`, `4 July 2018`.
pub(super) fn find(text: &str) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let mut before = ' ';
    for (start, c) in text.char_indices() {
        let begins = c.is_ascii_digit() && !before.is_alphanumeric() && !matches!(before, '.' | '-' | '/' | ',');
        before = c;
        if begins
            && found.last().is_none_or(|last| last.end <= start)
            && let Some((date, length)) = at(&text[start..])
        {
            found.push(Found { date, start, end: start + length });
        }
    }
    found
}

/// A date at the beginning, and its length.
fn at(text: &str) -> Option<(Date, usize)> {
    let length = text.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '-'))).unwrap_or(text.len());
    let number = text[..length].trim_end_matches(['.', '-']);
    if let Some(date) = dates::german(number).or_else(|| dates::iso(number)) {
        return Some((date, number.len()));
    }
    let mut words = text.splitn(4, ' ');
    let (day, name, year) = (words.next()?, words.next()?, words.next()?);
    let year = year.get(..4)?;
    let date = dates::numbers(year, &month(name)?.to_string(), day.trim_end_matches('.'))?;
    Some((date, day.len() + name.len() + year.len() + 2))
}

/// The months in German and English, by their first letters.
const MONTHS: [&[&str]; 12] = [
    &["jan", "jän"],
    &["feb"],
    &["mar", "mär", "mrz", "maerz"],
    &["apr"],
    &["mai", "may"],
    &["jun"],
    &["jul"],
    &["aug"],
    &["sep"],
    &["okt", "oct"],
    &["nov"],
    &["dez", "dec"],
];

pub(super) fn month(word: &str) -> Option<usize> {
    let word = word.trim_end_matches(['.', ',']).to_lowercase();
    let fits =
        |names: &&[&str]| word.len() <= 10 && word.chars().all(char::is_alphabetic) && names.iter().any(|name| word.starts_with(name));
    MONTHS.iter().position(fits).map(|index| index + 1)
}
