/// The places of the columns that we fill, from nothing on (`DATEV-Format`, Buchungsstapel, version 13).
pub(super) const AMOUNT: usize = 0;
pub(super) const SIDE: usize = 1;
pub(super) const CURRENCY: usize = 2;
pub(super) const ACCOUNT: usize = 6;
pub(super) const AGAINST: usize = 7;
pub(super) const DAY: usize = 9;
pub(super) const DOCUMENT: usize = 10;
pub(super) const TEXT: usize = 13;
pub(super) const MANDATE: usize = 104;
pub(super) const FIXED: usize = 113;
pub(super) const DUE: usize = 116;

const FIRST: &str = "Umsatz (ohne Soll/Haben-Kz);Soll/Haben-Kennzeichen;WKZ Umsatz;Kurs;Basis-Umsatz;WKZ Basis-Umsatz;Konto;Gegenkonto (ohne \
BU-Schlüssel);BU-Schlüssel;Belegdatum;Belegfeld 1;Belegfeld 2;Skonto;Buchungstext;Postensperre;Diverse Adressnummer;Geschäftspartnerbank;\
Sachverhalt;Zinssperre;Beleglink";
const MIDDLE: &str = "KOST1 - Kostenstelle;KOST2 - Kostenstelle;Kost-Menge;EU-Land u. UStID (Bestimmung);EU-Steuersatz (Bestimmung);Abw. \
Versteuerungsart;Sachverhalt L+L;Funktionsergänzung L+L;BU 49 Hauptfunktionstyp;BU 49 Hauptfunktionsnummer;BU 49 Funktionsergänzung";
const LAST: &str = "Stück;Gewicht;Zahlweise;Forderungsart;Veranlagungsjahr;Zugeordnete Fälligkeit;Skontotyp;Auftragsnummer;Buchungstyp;\
USt-Schlüssel (Anzahlungen);EU-Land (Anzahlungen);Sachverhalt L+L (Anzahlungen);EU-Steuersatz (Anzahlungen);Erlöskonto (Anzahlungen);\
Herkunft-Kz;Buchungs GUID;KOST-Datum;SEPA-Mandatsreferenz;Skontosperre;Gesellschaftername;Beteiligtennummer;Identifikationsnummer;\
Zeichnernummer;Postensperre bis;Bezeichnung SoBil-Sachverhalt;Kennzeichen SoBil-Buchung;Festschreibung;Leistungsdatum;Datum Zuord. \
Steuerperiode;Fälligkeit;Generalumkehr (GU);Steuersatz;Land;Abrechnungsreferenz;BVV-Position;EU-Land u. UStID (Ursprung);EU-Steuersatz \
(Ursprung);Abw. Skontokonto";

/// The names of all columns, as DATEV has them.
pub(super) fn names() -> Vec<String> {
    let list = |names: &str| names.split(';').map(str::to_owned).collect::<Vec<_>>();
    let info = (1..=8).flat_map(|n| [format!("Beleginfo - Art {n}"), format!("Beleginfo - Inhalt {n}")]);
    let more = (1..=20).flat_map(|n| [format!("Zusatzinformation - Art {n}"), format!("Zusatzinformation- Inhalt {n}")]);
    list(FIRST).into_iter().chain(info).chain(list(MIDDLE)).chain(more).chain(list(LAST)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_stands_in_its_place() {
        let names = names();
        assert_eq!(names.len(), 125);
        for (place, name) in [
            (AMOUNT, "Umsatz (ohne Soll/Haben-Kz)"),
            (SIDE, "Soll/Haben-Kennzeichen"),
            (CURRENCY, "WKZ Umsatz"),
            (ACCOUNT, "Konto"),
            (AGAINST, "Gegenkonto (ohne BU-Schlüssel)"),
            (DAY, "Belegdatum"),
            (DOCUMENT, "Belegfeld 1"),
            (TEXT, "Buchungstext"),
            (MANDATE, "SEPA-Mandatsreferenz"),
            (FIXED, "Festschreibung"),
            (DUE, "Fälligkeit"),
            (124, "Abw. Skontokonto"),
        ] {
            assert_eq!(names[place], name);
        }
    }
}
