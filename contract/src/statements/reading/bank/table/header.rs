//! The names that banks give to columns.

use super::mapping::ColumnRole;

/// Names without spaces, marks and umlauts, and what stands below them.
const NAMES: [(ColumnRole, &[&str]); 21] = [
    (
        ColumnRole::BookingDate,
        &["buchungstag", "buchungsdatum", "buchung", "datum", "date", "bookingdate", "transactiondate", "posteddate", "completeddate"],
    ),
    (ColumnRole::ValueDate, &["valutadatum", "valuta", "wertstellung", "wertstellungsdatum", "wertstellungstag", "wert", "valuedate"]),
    (
        ColumnRole::Amount,
        &["betrag", "umsatz", "amount", "betragineur", "betrageur", "amounteur", "transactionamount", "umsatzineur", "betraginwaehrung"],
    ),
    (ColumnRole::Debit, &["soll", "sollbetrag", "belastung", "debit", "paidout", "moneyout", "ausgang", "lastschrift", "debitamount"]),
    (ColumnRole::Credit, &["haben", "habenbetrag", "gutschrift", "credit", "paidin", "moneyin", "eingang", "creditamount"]),
    (
        ColumnRole::Sign,
        &[
            "sollhaben",
            "sollhabenkennzeichen",
            "sh",
            "habensoll",
            "creditdebit",
            "debitcredit",
            "creditdebitindicator",
            "crdr",
            "drcr",
            "vorzeichen",
        ],
    ),
    (ColumnRole::Currency, &["waehrung", "currency", "betragswaehrung", "wkz"]),
    (
        ColumnRole::Remittance,
        &[
            "verwendungszweck",
            "vwz",
            "zahlungsgrund",
            "remittance",
            "remittanceinformation",
            "description",
            "details",
            "paymentreference",
            "purpose",
            "buchungsdetails",
            "mitteilung",
        ],
    ),
    (
        ColumnRole::Kind,
        &["buchungstext", "umsatzart", "umsatztyp", "vorgang", "transactiontype", "type", "transaktionstyp", "geschaeftsvorfall"],
    ),
    (ColumnRole::Status, &["info", "status", "state", "buchungsstatus"]),
    (
        ColumnRole::OwnAccount,
        &[
            "auftragskonto",
            "ibanauftragskonto",
            "ibankontoinhaber",
            "konto",
            "account",
            "kontonummerauftraggeber",
            "eigenesiban",
            "accountnumber",
        ],
    ),
    (
        ColumnRole::Name,
        &[
            "beguenstigterzahlungspflichtiger",
            "namezahlungsbeteiligter",
            "auftraggeberempfaenger",
            "beguenstigterauftraggeber",
            "empfaenger",
            "zahlungsbeteiligter",
            "counterparty",
            "counterpartyname",
            "payee",
            "name",
            "partnername",
            "auftraggeberbeguenstigter",
            "gegenpartei",
            "zahlungspflichtigerbeguenstigter",
        ],
    ),
    (ColumnRole::DebtorName, &["zahlungspflichtiger", "zahler", "debtor", "debtorname", "auftraggeber", "payer"]),
    (ColumnRole::CreditorName, &["zahlungsempfaengerin", "zahlungsempfaenger", "creditor", "creditorname", "beneficiary"]),
    (
        ColumnRole::Account,
        &[
            "kontonummeriban",
            "ibanzahlungsbeteiligter",
            "iban",
            "ibankontonummer",
            "counterpartyiban",
            "partneriban",
            "counterpartyaccount",
            "kontonummer",
            "gegenkonto",
        ],
    ),
    (ColumnRole::EndToEndId, &["kundenreferenzendtoend", "endtoendid", "endtoendreferenz", "kundenreferenz", "endtoendreference", "e2eid"]),
    (ColumnRole::Mandate, &["mandatsreferenz", "mandat", "mandatereference", "mandateid"]),
    (ColumnRole::CreditorId, &["glaeubigerid", "glaeubigeridentifikationsnummer", "creditorid"]),
    (ColumnRole::Instructed, &["lastschriftursprungsbetrag", "ursprungsbetrag", "originalamount"]),
    (ColumnRole::Charge, &["auslagenersatzruecklastschrift", "auslagenersatz", "fremdegebuehren", "gebuehr", "fee", "charges"]),
    (ColumnRole::Reference, &["bankreferenz", "referenz", "transactionid", "transaktionsid", "reference", "buchungsreferenz"]),
];

/// What a column of this name holds, if banks call it so.
pub(super) fn role(header: &str) -> Option<ColumnRole> {
    let plain = plain(header);
    NAMES.iter().find(|(_, names)| names.contains(&plain.as_str())).map(|(role, _)| *role)
}

/// Small letters and digits alone; umlauts as two letters; what stands in brackets is left out if something else is there.
fn plain(header: &str) -> String {
    let outside: String = match header.split_once('(') {
        Some((before, _)) if before.chars().any(char::is_alphabetic) && role_less(header) => before.to_owned(),
        _ => header.to_owned(),
    };
    let mut plain = String::new();
    for c in outside.to_lowercase().chars() {
        match c {
            'ä' => plain.push_str("ae"),
            'ö' => plain.push_str("oe"),
            'ü' => plain.push_str("ue"),
            'ß' => plain.push_str("ss"),
            c if c.is_alphanumeric() => plain.push(c),
            _ => {}
        }
    }
    plain
}

/// `Betrag (€)` is an amount; `Kundenreferenz (End-to-End)` needs what stands in the brackets.
fn role_less(header: &str) -> bool {
    !header.to_lowercase().contains("end-to-end")
}
