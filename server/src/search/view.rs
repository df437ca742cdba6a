//! What was found, as a person reads it.

use eyelevel_contract::lang::Lang;
use eyelevel_contract::people::paths::{ORGANISATIONS_PAGE, encode};
use eyelevel_contract::people::rules::Actor;
use eyelevel_contract::search::{Field, Found, Hit, squashed, words};
use eyelevel_contract::{deliveries, licences, requests, returns, statements};

use super::store::{Kind, Row};
use crate::error::Result;
use crate::requests::store::word;

/// So many characters of a text are shown.
const EXCERPT: usize = 120;

/// A row of a kind.
pub(super) fn hit(actor: &Actor, lang: Lang, q: &str, kind: Kind, row: Row) -> Result<Hit> {
    let field = word(Field::from_word, &row.field)?;
    let five = row.five.as_deref();
    let (kind, title, line, link) = match kind {
        Kind::Request => {
            let kind = word(requests::Kind::from_word, &row.two)?;
            // Who asked, for their colleagues; which partner, for the vendor.
            let who = if actor.is_vendor() { &row.four } else { five.unwrap_or_default() };
            let line = match field {
                Field::Number | Field::Subject | Field::Several => who.to_owned(),
                Field::Asked | Field::Message | Field::Note => excerpt(&row.words, q),
                _ => join([&row.words, who]),
            };
            (Found::Request, row.three, line, requests::paths::page(kind, &row.one))
        }
        Kind::Recipient => {
            let kind = word(requests::Kind::from_word, &row.two)?;
            let link = five.map_or_else(|| requests::paths::page(kind, &row.one), deliveries::paths::page);
            let words = row.words.trim_end_matches(", ").to_owned();
            let line = if field == Field::Recipient { row.four } else { join([&row.three, &row.four]) };
            (if five.is_some() { Found::Delivery } else { Found::Request }, words, line, link)
        }
        Kind::Device => {
            let link = [returns::paths::FORM, "?serial=", &encode(&row.one)].concat();
            (Found::Device, row.one, join([&row.two, &row.three]), link)
        }
        Kind::Organisation => {
            let link =
                [ORGANISATIONS_PAGE, "?q=", &encode(&row.one), if row.two == "distributor" { "&kind=distributor" } else { "" }].concat();
            (Found::Organisation, row.one, String::new(), link)
        }
        Kind::Posting => {
            let link = [&statements::paths::page(&row.one), "?q=", &encode(&row.words)].concat();
            let line = if actor.is_vendor() { join([&row.three, &row.two]) } else { row.two };
            (Found::Posting, row.words, line, link)
        }
        Kind::Issue => {
            let title = if lang == Lang::De { row.two } else { row.three };
            let line = if field == Field::Asked { excerpt(&row.words, q) } else { row.four };
            (Found::Issue, title, line, licences::paths::known_issue_page(&row.one))
        }
    };
    Ok(Hit { kind, title, line, link, field })
}

fn join(parts: [&str; 2]) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// A piece of a text, on one line, from a little before the first word that was asked for.
fn excerpt(text: &str, q: &str) -> String {
    let all: Vec<&str> = text.split_whitespace().collect();
    let asked: Vec<String> = words(q).iter().map(|word| squashed(word)).collect();
    let is_asked = |word: &&str| asked.iter().any(|asked| squashed(word).contains(asked.as_str()));
    let from = all.iter().position(is_asked).unwrap_or(0).saturating_sub(4);
    let line = all.get(from..).unwrap_or_default().join(" ");
    let mut piece: String = line.chars().take(EXCERPT).collect();
    if from > 0 {
        piece.insert_str(0, "… ");
    }
    if line.chars().nth(EXCERPT).is_some() {
        piece.push_str(" …");
    }
    piece
}

#[cfg(test)]
mod tests {
    use super::excerpt;

    #[test]
    fn an_excerpt_begins_a_little_before_what_was_asked_for() {
        assert_eq!(excerpt("eins zwei\ndrei vier fünf sechs sieben", "sechs"), "… zwei drei vier fünf sechs sieben");
        assert_eq!(excerpt("Das Gerät bleibt dunkel", "gerat"), "Das Gerät bleibt dunkel");
        assert_eq!(excerpt(&"ä".repeat(300), "x").chars().count(), 122);
        assert_eq!(excerpt("", "x"), "");
    }
}
