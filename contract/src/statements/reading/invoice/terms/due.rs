//! A due date in free text: taken only where it clearly stands.

use super::clauses::{clauses, sentences};
use super::dates;
use super::skonto::is_discount;
use crate::civil::Date;

/// A clause with one of these speaks of paying.
const PAYING: [&str; 22] = [
    "fällig",
    "faellig",
    "zahlbar",
    "zahlung",
    "zahlen",
    "netto",
    "ohne abzug",
    "ohne abschlag",
    "eingezogen",
    "einzug",
    "einziehen",
    "abgebucht",
    "abbuch",
    "lastschrift",
    "überweis",
    "ueberweis",
    "begleich",
    "due",
    "pay",
    "debited",
    "collected",
    "transfer",
];
/// One with one of these speaks of something else, too.
const OTHER: [&str; 9] = ["lieferung", "leistung", "bestell", "vertrag", "mahnung", "zinsen", "deliver", "contract", "interest"];
/// A sentence with one of these says what would be.
const CONDITIONS: [&str; 9] = ["würde", "wuerde", "wenn ", "falls ", "sofern ", "sollte", " if ", "would", "unless"];
/// The word before a due date.
const BEFORE: [&str; 20] = [
    "bis",
    "zum",
    "am",
    "den",
    "spätestens",
    "per",
    "fällig",
    "fälligkeit",
    "fälligkeitsdatum",
    "zahlungsziel",
    "by",
    "on",
    "until",
    "till",
    "before",
    "due",
    "date",
    "latest",
    "than",
    "is",
];

/// The only due date that a text names, and the clause that does.
pub(in super::super) fn due_date(text: &str) -> Option<(Date, String)> {
    let mut found: Option<(Date, String)> = None;
    for sentence in sentences(text) {
        if has(sentence, &CONDITIONS) {
            continue;
        }
        for clause in clauses(sentence) {
            if is_discount(clause) || has(clause, &OTHER) || !(has(clause, &PAYING) || (has(sentence, &PAYING) && begins_with_date(clause)))
            {
                continue;
            }
            for date in dates::find(clause) {
                if !BEFORE.contains(&last_word(&clause[..date.start]).as_str()) {
                    continue;
                }
                match &found {
                    Some((other, _)) if *other != date.date => return None,
                    _ => found = Some((date.date, clause.trim().to_owned())),
                }
            }
        }
    }
    found
}

fn has(text: &str, words: &[&str]) -> bool {
    let text = text.to_lowercase();
    words.iter().any(|word| text.contains(word))
}

/// `bis zum 14.08.2016`, and no verb of its own.
fn begins_with_date(clause: &str) -> bool {
    dates::find(clause)
        .first()
        .is_some_and(|date| clause[..date.start].split_whitespace().all(|word| BEFORE.contains(&word.to_lowercase().as_str())))
}

fn last_word(text: &str) -> String {
    text.split_whitespace().next_back().unwrap_or_default().trim_matches(|c: char| !c.is_alphabetic()).to_lowercase()
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::due_date;

    #[test]
    fn a_date_that_clearly_stands_there() {
        for (text, date) in [
            ("Der Betrag in Höhe von EUR 529,87 wird am 20.03.2018 von Ihrem Konto per SEPA-Lastschrift eingezogen.", "2018-03-20"),
            ("Zahlbar innerhalb 30 Tagen netto bis 04.07.2018, 3% Skonto innerhalb 10 Tagen bis 15.06.2018", "2018-07-04"),
            ("Bitte überweisen Sie bis zum 24.01.2015 auf das unten aufgeführte Konto.", "2015-01-24"),
            ("Bis zum 19.05.2019 mit 2% Skonto (=1,98).\nBis zum 20.05.2019 netto;", "2019-05-20"),
            ("Zahlbar (bis zum 05.10.2016) unter Abzug von 3% Skonto (= 1.766,03 €). Bis zum 29.09.2016 ohne Abzug.", "2016-09-29"),
            ("sofort netto Kasse; fällig zum 04.02.2021 ohne Abzug", "2021-02-04"),
            ("Fälligkeit: 1.2.2026. Wir buchen am 1. Februar 2026 ab, zahlbar am 1. Februar 2026.", "2026-02-01"),
            ("Der Betrag wird am 5. März 2026 abgebucht.", "2026-03-05"),
            ("Payment due 2026-03-05", "2026-03-05"),
            ("The amount will be debited on 5 March 2026.", "2026-03-05"),
        ] {
            assert_eq!(due_date(text).map(|(date, _)| date.to_string()).as_deref(), Some(date), "{text}");
        }
    }

    #[test]
    fn no_guess_where_it_does_not() {
        for text in [
            "",
            "14 Tage",
            "Zahlbar innerhalb 14 Tagen nach Erhalt der Rechnung.",
            "Wir würden dann zu der Fälligkeit 06.12.2018 den Beitrag von dem uns bekannten Konto abbuchen.",
            "Zahlbar gemäß Rahmenvereinbarung vom 01.02.2018.",
            "Zahlbar sofort, Lieferung erfolgte am 01.03.2018",
            "Die Leistung wurde am 20.03.2018 bezahlt.",
            "Zahlung in zwei Raten: fällig am 01.03.2026. Fällig am 01.04.2026.",
            "3% Skonto bei Zahlung bis 15.06.2018",
            "Zahlbar bis 31.02.2026",
            "Kundennummer 12.03.2018.44 zahlbar",
        ] {
            assert_eq!(due_date(text), None, "{text}");
        }
    }
}
