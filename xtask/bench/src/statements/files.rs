//! Files of a known bank, as banks, shops and programs write them.

use std::fmt::Write as _;

use eyelevel_contract::statements::matching::{Books, Payment, PaymentKind};

/// A file to read.
pub(super) struct File {
    pub(super) name: &'static str,
    /// The ending says to the peers what it is.
    pub(super) ending: &'static str,
    pub(super) text: String,
}

/// The same payments in three forms.
pub(super) fn all(books: &Books) -> [File; 3] {
    let payments = &books.payments;
    [
        File { name: "camt.053", ending: "xml", text: camt(payments) },
        File { name: "MT940", ending: "sta", text: mt940(payments) },
        File { name: "a table (CSV), read by its mapping", ending: "csv", text: table(payments) },
    ]
}

/// As the vendor's bank says it: a debit is its income.
fn mark(payment: &Payment) -> (&'static str, char, &'static str) {
    if payment.kind == PaymentKind::Debit { ("CRDT", 'C', "") } else { ("DBIT", 'D', "-") }
}

fn units(payment: &Payment, mark: char) -> String {
    format!("{}{mark}{:02}", payment.amount_minor / 100, payment.amount_minor % 100)
}

/// What remittance holds is one line of printable signs.
fn words(payment: &Payment) -> String {
    payment.remittance.replace(['\n', '\r'], " ").replace(['&', '<', ';', '"'], " ")
}

fn camt(payments: &[Payment]) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt>\
         <GrpHdr><MsgId>1</MsgId><CreDtTm>2026-01-31T18:00:00</CreDtTm></GrpHdr><Stmt><Id>1</Id><CreDtTm>2026-01-31T18:00:00</CreDtTm>\
         <Acct><Id><IBAN>DE02120300000000202051</IBAN></Id><Ccy>EUR</Ccy></Acct>\n",
    );
    for (i, one) in payments.iter().enumerate() {
        let id = one.end_to_end_id.as_deref().unwrap_or("NOTPROVIDED");
        let mandate = one.mandate.as_ref().map(|id| format!("<MndtId>{id}</MndtId>")).unwrap_or_default();
        let reason = one.reason.as_ref().map(|code| format!("<RtrInf><Rsn><Cd>{code}</Cd></Rsn></RtrInf>")).unwrap_or_default();
        let (sign, _, _) = mark(one);
        let _written = writeln!(
            xml,
            "<Ntry><NtryRef>{i}</NtryRef><Amt Ccy=\"EUR\">{}</Amt><CdtDbtInd>{sign}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>{day}</Dt></BookgDt>\
             <ValDt><Dt>{day}</Dt></ValDt><BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>IDDT</Cd><SubFmlyCd>ESDD</SubFmlyCd></Fmly></Domn></BkTxCd><NtryDtls>\
             <TxDtls><Refs><EndToEndId>{id}</EndToEndId>{mandate}</Refs><RltdPties><Dbtr><Pty><Nm>A company</Nm></Pty></Dbtr></RltdPties>\
             <RmtInf><Ustrd>{}</Ustrd></RmtInf>{reason}</TxDtls></NtryDtls></Ntry>",
            units(one, '.'),
            words(one),
            day = one.booking_date,
        );
    }
    xml + "</Stmt></BkToCstmrStmt></Document>\n"
}

fn mt940(payments: &[Payment]) -> String {
    let mut swift = String::from(":20:1\r\n:25:12030000/202051\r\n:28C:1/1\r\n:60F:C260101EUR0,00\r\n");
    let mut balance = 0;
    for one in payments {
        let (_, sign, _) = mark(one);
        balance += if sign == 'C' { one.amount_minor } else { -one.amount_minor };
        let day = one.booking_date.to_string().replace('-', "");
        let id = one.end_to_end_id.as_deref().unwrap_or("NOTPROVIDED");
        let _written = write!(swift, ":61:{}{sign}{}NDDTNONREF\r\n:86:171?00Lastschrift?20EREF+{id}", &day[2..], units(one, ','));
        let mut text = words(one);
        text.retain(|sign| sign.is_ascii() && sign != '?');
        for (place, part) in text.as_bytes().chunks(27).take(8).enumerate() {
            let _written = write!(swift, "\r\n?{}{}", 21 + place, String::from_utf8_lossy(part));
        }
        swift += "\r\n";
    }
    let sign = if balance < 0 { 'D' } else { 'C' };
    let _written = write!(swift, ":62F:{sign}260131EUR{},{:02}\r\n-\r\n", balance.abs() / 100, balance.abs() % 100);
    swift
}

fn table(payments: &[Payment]) -> String {
    let mut csv = String::from("Buchungstag;Valuta;Verwendungszweck;End-to-End-Referenz;Mandatsreferenz;Betrag;Währung\n");
    for one in payments {
        let day = one.booking_date.to_string();
        let (year, rest) = day.split_at(4);
        let day = format!("{}.{}.{year}", &rest[4..], &rest[1..3]);
        let (id, mandate) = (one.end_to_end_id.as_deref().unwrap_or_default(), one.mandate.as_deref().unwrap_or_default());
        let (_, _, sign) = mark(one);
        let _written = writeln!(csv, "{day};{day};\"{}\";{id};{mandate};{sign}{};EUR", words(one), units(one, ','));
    }
    csv
}
