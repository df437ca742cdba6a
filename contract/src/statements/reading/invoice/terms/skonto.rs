//! Discounts for paying early, in free text.

use super::clauses::{clauses, sentences};
use super::dates;
use crate::civil::Date;
use crate::statements::reading::invoice::Skonto;
use crate::statements::reading::invoice::raw::basis_points;
use crate::statements::reading::{CurrencyCode, number};

/// Whether a clause speaks of a discount, and does not say that there is none.
pub(in super::super) fn is_discount(clause: &str) -> bool {
    let clause = clause.to_lowercase();
    let none = ["ohne skonto", "kein skonto", "keinen skonto", "without discount", "no discount", "nicht skonto"];
    let some = ["skonto", "discount", "escompte"];
    (some.iter().any(|word| clause.contains(word)) || (clause.contains("abzug von") && clause.contains('%')))
        && !none.iter().any(|word| clause.contains(word))
}

/// The discounts of a text; `due` is the date that stands beside it.
pub(in super::super) fn skonto(text: &str, due: Option<Date>, currency: CurrencyCode) -> Vec<Skonto> {
    let mut found: Vec<Skonto> = text.lines().filter_map(|line| xrechnung(line.trim(), currency)).collect();
    if found.is_empty() {
        let discounts = sentences(text).into_iter().flat_map(clauses).filter(|clause| is_discount(clause));
        found.extend(discounts.filter_map(|clause| spoken(clause, due)));
    }
    found.retain(|skonto| skonto.basis_points > 0);
    found
}

/// `#SKONTO#TAGE=7#PROZENT=2.00#BASISBETRAG=357.93#`, as XRechnung prescribes it.
fn xrechnung(line: &str, currency: CurrencyCode) -> Option<Skonto> {
    let mut skonto = Skonto { basis_points: 0, days: None, until: None, base_minor: None };
    for part in line.strip_prefix("#SKONTO#")?.split('#').filter(|part| !part.is_empty()) {
        match part.split_once('=')? {
            ("TAGE", days) => skonto.days = days.parse().ok(),
            ("PROZENT", percent) => skonto.basis_points = basis_points(percent)?,
            ("BASISBETRAG", base) => skonto.base_minor = number::minor(base, currency.decimals()).ok(),
            _ => {}
        }
    }
    Some(skonto)
}

/// `3% Skonto innerhalb 10 Tagen bis 15.03.2018`.
fn spoken(clause: &str, due: Option<Date>) -> Option<Skonto> {
    let (before, _) = clause.split_once('%')?;
    let number = before.trim_end().rsplit(|c: char| !(c.is_ascii_digit() || matches!(c, ',' | '.'))).next()?;
    let basis_points = basis_points(&number.replace(',', "."))?;
    let words: Vec<&str> = clause.split_whitespace().collect();
    let days = words.windows(2).find_map(|pair| {
        let unit = pair[1].to_lowercase();
        (unit.starts_with("tag") || unit.starts_with("day")).then(|| pair[0].parse().ok()).flatten()
    });
    let until = dates::find(clause).first().map(|found| found.date).or(if days.is_none() { due } else { None });
    Some(Skonto { basis_points, days, until, base_minor: None })
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::{CurrencyCode, skonto};

    fn of(text: &str) -> Vec<(i64, Option<i64>, Option<String>)> {
        skonto(text, None, CurrencyCode::EUR).into_iter().map(|s| (s.basis_points, s.days, s.until.map(|d| d.to_string()))).collect()
    }

    #[test]
    fn discounts_in_words_and_in_the_form_of_xrechnung() {
        let day = |day: &str| Some(day.to_owned());
        assert_eq!(
            of("#SKONTO#TAGE=7#PROZENT=2.00#\n#SKONTO#TAGE=14#PROZENT=1.00#BASISBETRAG=100.00#\n#SKONTO#TAGE=30#PROZENT=0.00#"),
            [(200, Some(7), None), (100, Some(14), None)]
        );
        assert_eq!(skonto("#SKONTO#TAGE=14#PROZENT=1.00#BASISBETRAG=-100.5#", None, CurrencyCode::EUR)[0].base_minor, Some(-10_050));
        assert_eq!(
            of("Zahlbar innerhalb 30 Tagen netto bis 04.04.2018, 3% Skonto innerhalb 10 Tagen bis 15.03.2018"),
            [(300, Some(10), day("2018-03-15"))]
        );
        assert_eq!(of("10 Tage 3% Skonto, 30 Tage netto"), [(300, Some(10), None)]);
        assert_eq!(of("Bei Zahlung innerhalb 14 Tagen gewähren wir 2,0% Skonto."), [(200, Some(14), None)]);
        assert_eq!(of("Bei Zahlung bis zum 06.06.2026 zahlen Sie mit 2,00 % Skonto € 1638,51"), [(200, None, day("2026-06-06"))]);
        assert_eq!(of("2 % discount if paid within 2 days\n Penalty percentage 10% from due date"), [(200, Some(2), None)]);
        let due = "2026-03-05".parse().ok();
        assert_eq!(skonto("Zahlbar mit 2% Skonto bis", due, CurrencyCode::EUR)[0].until, due);
    }

    #[test]
    fn no_discount_where_none_is_given() {
        for text in [
            "",
            "Zahlbar ohne Abzug",
            "Kein Skonto, 19% USt",
            "Skonto nach Vereinbarung",
            "#SKONTO#",
            "ü% Skonto",
            "% Skonto",
            "1.2.3% Skonto",
        ] {
            assert_eq!(of(text), [], "{text}");
        }
    }
}
