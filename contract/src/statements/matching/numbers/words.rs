//! What is written before numbers.

use super::groups::{Gap, Group};
use crate::statements::matching::ItemKind;

/// Before an invoice's number, or its prefix.
const INVOICE: [&str; 31] = [
    "RE",
    "RG",
    "R",
    "RN",
    "RNR",
    "RENR",
    "RGNR",
    "RECH",
    "RECHN",
    "RECHNR",
    "RECHNUNG",
    "RECHNUNGEN",
    "RECHNUNGS",
    "RECHNUNGSNR",
    "RECHNUNGSNUMMER",
    "RECHNUNGSNUMMERN",
    "INV",
    "INVNO",
    "INVNR",
    "INVOICE",
    "INVOICES",
    "INVOICENO",
    "INVOICENR",
    "FAKTURA",
    "FAKT",
    "BELEG",
    "BELEGNR",
    "BELEGNUMMER",
    "BILL",
    "FACTURE",
    "FACTURA",
];
/// Before a credit note's.
const CREDIT: [&str; 15] = [
    "GS",
    "GU",
    "GUT",
    "GUTSCHR",
    "GUTSCHRIFT",
    "GUTSCHRIFTEN",
    "GUTSCHRIFTS",
    "GUTSCHRIFTSNR",
    "CN",
    "CR",
    "CREDIT",
    "CREDITNOTE",
    "STORNO",
    "KORREKTUR",
    "BELEG",
];
/// Between such a word and the number.
const FILLERS: [&str; 10] = ["NR", "NRN", "NO", "NOS", "NUM", "NUMMER", "NUMMERN", "NUMBER", "NOTE", "NOTES"];
/// Before numbers of other things.
const OTHER: [&str; 47] = [
    "KD",
    "KDNR",
    "KUNDE",
    "KUNDEN",
    "KUNDENNR",
    "KUNDENNUMMER",
    "CUSTOMER",
    "CUST",
    "CLIENT",
    "MANDAT",
    "MANDATS",
    "MANDATSREF",
    "MANDATSREFERENZ",
    "MANDATE",
    "MREF",
    "MNDT",
    "CRED",
    "CI",
    "GLAEUBIGER",
    "GLÄUBIGER",
    "CREDITOR",
    "IBAN",
    "BIC",
    "BLZ",
    "KTO",
    "KONTO",
    "ACCOUNT",
    "VERTRAG",
    "VERTRAGS",
    "VERTRAGSNR",
    "VERTRAGSNUMMER",
    "VERTRAGSKONTO",
    "CONTRACT",
    "AUFTRAG",
    "AUFTRAGSNR",
    "ORDER",
    "PO",
    "BESTELLUNG",
    "BESTELLNR",
    "LIEFERSCHEIN",
    "LS",
    "AB",
    "PLZ",
    "TEL",
    "USTID",
    "STEUERNR",
    "HRB",
];

/// What the words before a run of digits say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    /// Nothing.
    None,
    /// That a number of an invoice follows, of a credit note, or of either.
    Of { invoice: bool, credit: bool },
    /// That the number of something else follows.
    Other,
}

impl Label {
    pub(super) const fn fits(self, kind: ItemKind) -> bool {
        match self {
            Self::Of { invoice, credit } => {
                matches!(kind, ItemKind::CreditNote) && credit || !matches!(kind, ItemKind::CreditNote) && invoice
            }
            Self::None | Self::Other => false,
        }
    }
}

fn is_in(words: &[&str], group: &Group<'_>) -> bool {
    !group.digits && words.iter().any(|word| word.eq_ignore_ascii_case(group.text))
}

/// What stands before the group at this place.
pub(super) fn label(groups: &[Group<'_>], at: usize) -> Label {
    let Some(mut word) = at.checked_sub(1) else { return Label::None };
    if groups[at].before == Gap::Apart {
        return Label::None;
    }
    if is_in(&FILLERS, &groups[word]) {
        match word.checked_sub(1) {
            Some(before) if groups[word].before != Gap::Apart => word = before,
            _ => return Label::None,
        }
    }
    let (invoice, credit) = (is_in(&INVOICE, &groups[word]), is_in(&CREDIT, &groups[word]));
    if invoice || credit {
        Label::Of { invoice, credit }
    } else if is_in(&OTHER, &groups[word]) {
        Label::Other
    } else {
        Label::None
    }
}

/// Whether a text speaks of fees, interest or reminders: then a number in it need not be what is paid.
pub(in super::super) fn is_about_costs(text: &str) -> bool {
    const WORDS: [&str; 14] = [
        "mahn",
        "gebühr",
        "gebuehr",
        "zins",
        "verzug",
        "rücklast",
        "ruecklast",
        "inkasso",
        "fee",
        "interest",
        "reminder",
        "dunning",
        "penalty",
        "storno",
    ];
    let text = text.to_lowercase();
    WORDS.iter().any(|word| text.contains(word))
}
