//! What banks make of remittance information.

use crate::chance::Chance;

/// How an account's invoices are numbered.
#[derive(Clone, Copy)]
pub(crate) enum Numbers {
    /// `RE-2026-0017`.
    Yearly,
    /// `2026/17`, without zeros.
    Slash,
    /// `0004711`.
    Padded,
    /// `R2600017`.
    Compact,
    /// `INV-DE-004711`.
    Prefixed,
    /// `17`.
    Short,
}

impl Numbers {
    pub(crate) fn any(chance: &mut Chance, invoices: usize) -> Self {
        let short = if invoices < 300 { 6 } else { 5 };
        [Self::Yearly, Self::Slash, Self::Padded, Self::Compact, Self::Prefixed, Self::Short]
            [usize::try_from(chance.between(0, short - 1)).unwrap_or(0)]
    }

    pub(crate) fn invoice(self, year: i16, n: usize) -> String {
        match self {
            Self::Yearly => format!("RE-{year}-{n:04}"),
            Self::Slash => format!("{year}/{n}"),
            Self::Padded => format!("{n:07}"),
            Self::Compact => format!("R{:02}{n:05}", year % 100),
            Self::Prefixed => format!("INV-DE-{n:06}"),
            Self::Short => n.to_string(),
        }
    }

    /// Credit notes count for themselves: the same digits as some invoice's.
    pub(crate) fn credit(self, year: i16, n: usize) -> String {
        match self {
            Self::Yearly => format!("GS-{year}-{n:04}"),
            Self::Slash => format!("G{year}/{n}"),
            Self::Padded => format!("9{n:06}"),
            Self::Compact => format!("G{:02}{n:05}", year % 100),
            Self::Prefixed => format!("CN-DE-{n:06}"),
            Self::Short => format!("G{n}"),
        }
    }
}

/// A number as somebody types it.
pub(crate) fn spelled(number: &str, chance: &mut Chance) -> String {
    let core = number.trim_start_matches(|c: char| !c.is_ascii_digit());
    let word = |chance: &mut Chance| chance.pick(&["Rechnung ", "Rg.Nr. ", "RE ", "Invoice no. ", "Rechnungsnr.: ", "INV-", "Rg-Nr "]);
    match chance.between(0, 11) {
        0..=4 => format!("{}{number}", if number.len() < 6 { word(chance) } else { "" }),
        5 => number.to_lowercase().replace(['-', '/'], " "),
        6 if core.len() >= 6 => number.replace(['-', '/'], ""),
        7 => number.replace("-0", "-").replace("-0", "-"),
        8 if core.len() != number.len() => format!("{}{core}", word(chance)),
        9 => number.replace('-', "/"),
        _ => format!("{}{number}", word(chance)),
    }
}

/// Things that stand in such texts and mean nothing.
pub(crate) fn noise(chance: &mut Chance) -> String {
    let n = chance.between(1, 9_999);
    match chance.between(0, 11) {
        0 => format!("Kundennr. {n:05}"),
        1 => format!("vom {:02}.{:02}.2025", n % 28 + 1, n % 12 + 1),
        2 => "Vielen Dank".to_owned(),
        3 => format!("Auftrag 2025-{n:04}"),
        4 => format!("{} Lizenzen", n % 90 + 1),
        5 => format!("LS-2025-{n:04}"),
        6 => format!("Zeitraum {:02}/2025", n % 12 + 1),
        7 => "IBAN DE89 3704 0044 0532 0130 00".to_owned(),
        8 => format!("MREF+M-{n:06} CRED+DE98ZZZ09999999999"),
        9 => format!("inkl. {},00 EUR Versand", n % 20),
        10 => format!("Tel. 040 {n}"),
        _ => "Lastschrift Wartung".to_owned(),
    }
}

/// The text with what a bank does to long ones: broken into lines, whatever stands there, and cut off.
pub(crate) fn broken(text: &str, chance: &mut Chance) -> String {
    let width = chance.pick(&[0, 0, 0, 27, 35, 65]);
    let text: String = text.chars().take(140).collect();
    if width == 0 {
        return text;
    }
    let between = chance.pick(&["\n", "\n", " "]);
    let chars: Vec<char> = text.chars().collect();
    chars.chunks(width).map(|line| line.iter().collect::<String>()).collect::<Vec<_>>().join(between)
}
