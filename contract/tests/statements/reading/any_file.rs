//! Any statement, any table, any message: what was written is what is read.

use eyelevel_contract::civil::Date;
use eyelevel_contract::statements::reading::bank::{DateOrder, DecimalMark, Status, TableMapping};
use eyelevel_contract::statements::reading::{CurrencyCode, Opened, open};
use proptest::prelude::*;

use super::samples::{bank, collect};

/// A movement, apart from how it is written.
#[derive(Clone, Debug)]
struct Movement {
    minor: i64,
    booked: Date,
    value: Option<Date>,
    status: Status,
    reversal: bool,
    id: Option<String>,
    text: String,
}

fn movement() -> impl Strategy<Value = Movement> {
    let day = (0_i64..30_000).prop_map(|days| Date::from_days(days).unwrap());
    let status = proptest::sample::select(Status::ALL);
    let text = "[ -~äöüÄÖÜß€§]{0,60}".prop_map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "));
    (
        -99_999_999_999_i64..99_999_999_999,
        day.clone(),
        proptest::option::of(day),
        status,
        any::<bool>(),
        proptest::option::of("[A-Z0-9/-]{1,35}"),
        text,
    )
        .prop_map(|(minor, booked, value, status, reversal, id, text)| Movement {
            minor,
            booked,
            value,
            status,
            reversal,
            id: id.filter(|id| !matches!(id.as_str(), "NONE" | "NONREF" | "NOTPROVIDED")),
            text,
        })
}

/// Any decimals in any of the ways in which they may be written.
fn decimal(minor: u64, decimals: u32, zeros: usize) -> String {
    let scale = 10_u64.pow(decimals);
    let part = if decimals == 0 { String::new() } else { format!("{:0width$}", minor % scale, width = decimals as usize) };
    format!("{}.{part}{}", minor / scale, "0".repeat(zeros)).trim_end_matches('.').to_owned()
}

fn escaped(text: &str, cdata: bool) -> String {
    if cdata {
        return format!("<![CDATA[{}]]>", text.replace("]]>", "]] >"));
    }
    text.chars().map(|c| if matches!(c, '<' | '>' | '&' | '"' | '\'') { format!("&#{};", u32::from(c)) } else { c.to_string() }).collect()
}

/// An entry as version 2 or as version 8 writes it.
fn xml(m: &Movement, currency: CurrencyCode, new: bool, zeros: usize, cdata: bool) -> String {
    let sign = if m.minor < 0 { "DBIT" } else { "CRDT" };
    let amount = decimal(m.minor.unsigned_abs(), currency.decimals(), zeros);
    let status = if new { format!("<Sts><Cd>{}</Cd></Sts>", m.status) } else { format!("<Sts>{}</Sts>", m.status) };
    let booked = if new { format!("<DtTm>{}T23:59:59.999-11:00</DtTm>", m.booked) } else { format!("<Dt>{}</Dt>", m.booked) };
    let value = m.value.map(|day| format!("<ValDt><Dt>{day}</Dt></ValDt>")).unwrap_or_default();
    let id = m.id.as_ref().map(|id| format!("<Refs><EndToEndId>{id}</EndToEndId></Refs>")).unwrap_or_default();
    format!(
        "<Ntry><Amt Ccy=\"{currency}\">{amount}</Amt><CdtDbtInd>{sign}</CdtDbtInd><RvslInd>{}</RvslInd>{status}<BookgDt>{booked}</BookgDt>{value}\
         <NtryDtls><TxDtls>{id}<RmtInf><Ustrd>{}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>\n",
        m.reversal,
        escaped(&m.text, cdata)
    )
}

/// The encodings that can write it.
fn encodings(text: &str) -> Vec<(&'static str, Vec<u8>)> {
    let wide = |order: fn(u16) -> [u8; 2]| core::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(order).collect();
    let mut all = vec![("UTF-8", text.as_bytes().to_vec()), ("UTF-16", wide(u16::to_le_bytes)), ("UTF-16", wide(u16::to_be_bytes))];
    let latin: Option<Vec<u8>> = text.chars().map(|c| u8::try_from(u32::from(c)).ok()).collect();
    all.extend(latin.map(|bytes| ("ISO-8859-1", bytes)));
    let windows: Option<Vec<u8>> = text.chars().map(|c| if c == '€' { Some(0x80) } else { u8::try_from(u32::from(c)).ok() }).collect();
    all.extend(windows.map(|bytes| ("windows-1252", bytes)));
    all
}

proptest! {
    #[test]
    fn any_statement_is_read_as_it_was_written(
        movements in proptest::collection::vec(movement(), 0..6),
        code in proptest::sample::select(&["EUR", "CHF", "JPY", "KWD", "CLF"][..]),
        new: bool,
        cdata: bool,
        zeros in 0_usize..4,
        ends in proptest::sample::select(&["\n", "\r\n", ""][..]),
    ) {
        let currency = CurrencyCode::parse(code).unwrap();
        let zeros = if currency.decimals() == 0 { 0 } else { zeros };
        let entries: String = movements.iter().map(|m| xml(m, currency, new, zeros, cdata)).collect();
        let version = if new { "08" } else { "02" };
        let file = format!(
            "<?xml version=\"1.0\" encoding=\"ENCODING\"?>\n<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}\"><BkToCstmrStmt><Stmt>\n{entries}</Stmt></BkToCstmrStmt></Document>"
        );
        let file = if cdata { file } else { file.replace('\n', ends) };
        for (name, _) in encodings("") {
            let Some((_, bytes)) = encodings(&file.replace("ENCODING", name)).into_iter().find(|(other, _)| *other == name) else { continue };
            let read = bank(bytes).unwrap();
            prop_assert_eq!(read.entries.len(), movements.len());
            for (entry, movement) in read.entries.iter().zip(&movements) {
                prop_assert_eq!((entry.amount_minor, entry.currency, entry.status), (movement.minor, currency, Some(movement.status)));
                prop_assert_eq!((entry.booking_date, entry.value_date, entry.reversal), (Some(movement.booked), movement.value, movement.reversal));
                prop_assert_eq!(&entry.end_to_end_id, &movement.id);
                prop_assert_eq!(entry.remittance.line(), movement.text.replace("]]>", if cdata { "]] >" } else { "]]>" }));
            }
        }
    }

    #[test]
    fn any_table_is_read_as_it_was_written(
        movements in proptest::collection::vec(movement(), 1..6),
        separator in proptest::sample::select(&[";", ",", "\t", "|"][..]),
        comma: bool,
        groups: bool,
        ends in proptest::sample::select(&["\n", "\r\n", "\r"][..]),
    ) {
        let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
        let mut file = format!("Datum{separator}Verwendungszweck{separator}Betrag{separator}Währung{ends}");
        for m in &movements {
            let amount = grouped(m.minor, if comma { ',' } else { '.' }, if groups { if comma { "." } else { "," } } else { "" });
            let (y, mo, d) = (m.booked.year(), m.booked.month(), m.booked.day());
            file.push_str(&[format!("{d:02}.{mo:02}.{y}"), quoted(&m.text), quoted(&amount), "EUR".to_owned()].join(separator));
            file.push_str(ends);
        }
        let mut mapping = TableMapping {
            encoding: None,
            separator: separator.to_owned(),
            dates: DateOrder::DayMonthYear,
            decimals: if comma { DecimalMark::Comma } else { DecimalMark::Point },
            currency: None,
            columns: Vec::new(),
        };
        let Ok(Opened::Table(table)) = open(file.as_bytes()) else { panic!("it is a table: {file}") };
        let guessed = table.guess().unwrap();
        mapping.columns.clone_from(&guessed.columns);
        prop_assert_eq!(&guessed, &mapping);
        let read = collect(table.read(&mapping, false).unwrap()).unwrap();
        prop_assert_eq!(read.entries.len(), movements.len());
        for (entry, movement) in read.entries.iter().zip(&movements) {
            prop_assert_eq!((entry.amount_minor, entry.booking_date), (movement.minor, Some(movement.booked)));
            prop_assert_eq!(entry.remittance.line(), movement.text.clone());
        }
    }

    #[test]
    fn any_message_is_read_as_it_was_written(movements in proptest::collection::vec(movement(), 0..6), dutch: bool) {
        let mut file = ":20:A\r\n:25:DE02\r\n:28C:1\r\n:60F:C000101EUR0,\r\n".to_owned();
        for m in &movements {
            let text = plain(&m.text);
            let id = m.id.as_deref().unwrap_or("NOTPROVIDED").replace('/', "-");
            let purpose = if dutch { format!("/EREF/{id}/REMI/{text}") } else { format!("105?00X?20EREF+{id}?21SVWZ+{text}") };
            let mark = match (m.minor < 0, m.reversal) {
                (true, false) => "D",
                (true, true) => "RC",
                (false, false) => "C",
                (false, true) => "RD",
            };
            let amount = decimal(m.minor.unsigned_abs(), 2, 0).replace('.', ",");
            let day = m.booked.to_string().replace('-', "");
            file.push_str(&format!(":61:{}{mark}{amount}NTRFNONREF\r\n:86:{purpose}\r\n", &day[2..]));
        }
        file.push_str(":62F:C000101EUR0,\r\n-\r\n");
        let read = bank(&file).unwrap();
        prop_assert_eq!(read.entries.len(), movements.len());
        for (entry, movement) in read.entries.iter().zip(&movements) {
            prop_assert_eq!((entry.amount_minor, entry.reversal), (movement.minor, movement.reversal));
            prop_assert_eq!(entry.end_to_end_id.clone(), movement.id.as_ref().map(|id| id.replace('/', "-")));
            prop_assert_eq!(entry.remittance.line(), plain(&movement.text));
        }
    }

    #[test]
    fn any_text_gets_an_answer(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        super::decoding::any(&bytes);
    }

    #[test]
    fn any_tags_get_an_answer(text in "(<|>|/|</?(Document|BkToCstmrStmt|Stmt|Ntry|Amt|Invoice|x:y)( [a-z]+='[^'<]*')?/?>|&(amp|lt|x);|<!--|-->|<!\\[CDATA\\[|\\]\\]>|[a-z0-9 ;,\"]|\\n){0,40}") {
        super::decoding::any(text.as_bytes());
    }
}

/// What MT940 can carry without meaning something by it.
fn plain(text: &str) -> String {
    text.chars().filter(|c| !matches!(c, '?' | '/' | '+')).collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn grouped(minor: i64, mark: char, separator: &str) -> String {
    let digits = (minor.unsigned_abs() / 100).to_string();
    let mut whole = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            whole.push_str(separator);
        }
        whole.push(c);
    }
    format!("{}{whole}{mark}{:02}", if minor < 0 { "-" } else { "" }, minor.unsigned_abs() % 100)
}
