//! Reads the files back, each by another program's code than the one that wrote it, into what they all must agree on.

use std::collections::BTreeMap;
use std::io::Read as _;

use calamine::{Data, Reader as _, Xlsx};
use eyelevel_contract::statements::Export;
use lopdf::{Document, Object};

/// What stands in a file: amounts in minor units with their signs, in the order of the lines, and the balances around them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Numbers {
    pub(super) opening: i64,
    pub(super) closing: i64,
    /// Amount, open amount, balance after it.
    pub(super) lines: Vec<(i64, i64, i64)>,
    /// Net and tax of all lines, by rate in hundredths of a per cent.
    pub(super) taxes: BTreeMap<i64, (i64, i64)>,
}

/// `-1.284,50` or `-1,284.50` as minor units.
pub(super) fn minor(text: &str) -> i64 {
    let digits: String = text.chars().filter(|c| c.is_ascii_digit() || *c == '-').collect();
    assert!(text.trim_start_matches('-').chars().rev().nth(2).is_some_and(|c| c == ',' || c == '.'), "{text} has no two decimals");
    digits.parse().unwrap()
}

pub(super) fn of_json(bytes: &[u8]) -> Numbers {
    let export: Export = serde_json::from_slice(bytes).unwrap();
    let mut taxes: BTreeMap<i64, (i64, i64)> = BTreeMap::new();
    for tax in export.lines.iter().flat_map(|line| &line.taxes) {
        let sums = taxes.entry(tax.rate).or_default();
        *sums = (sums.0 + tax.net, sums.1 + tax.tax);
    }
    Numbers {
        opening: export.equation.opening,
        closing: export.equation.closing,
        lines: export.lines.iter().map(|line| (line.signed, line.open, line.balance)).collect(),
        taxes,
    }
}

/// A table of texts: a header, the balance before, lines with a number, the balance after, and what else there is.
fn of_table(rows: &[Vec<String>], minor: impl Fn(&str) -> i64) -> Numbers {
    let (head, rows) = rows.split_first().unwrap();
    let place = |names: [&str; 2]| head.iter().position(|name| names.contains(&name.as_str())).unwrap();
    let (amount, open, balance) = (place(["Betrag", "Amount"]), place(["Offen", "Open"]), place(["Saldo", "Balance"]));
    let rates = head.iter().enumerate().filter_map(|(place, name)| {
        let rate = name.strip_prefix("Netto ").or_else(|| name.strip_prefix("Net "))?;
        let rate: String = rate.chars().filter(char::is_ascii_digit).collect();
        Some((rate.parse::<i64>().unwrap() * 100, place))
    });
    let balances: Vec<&Vec<String>> = rows.iter().filter(|row| row[0].is_empty() && !row[balance].is_empty()).collect();
    assert_eq!(balances.len(), 2, "a balance before, and one after");
    let lines: Vec<&Vec<String>> = rows.iter().filter(|row| !row[0].is_empty()).collect();
    let sum = |place: usize| lines.iter().map(|row| &row[place]).filter(|cell| !cell.is_empty()).map(|cell| minor(cell)).sum();
    Numbers {
        opening: minor(&balances[0][balance]),
        closing: minor(&balances[1][balance]),
        lines: lines.iter().map(|row| (minor(&row[amount]), minor(&row[open]), minor(&row[balance]))).collect(),
        taxes: rates.map(|(rate, place)| (rate, (sum(place), sum(place + 1)))).collect(),
    }
}

/// The rows of a CSV, without the mark at its beginning.
pub(super) fn csv_rows(bytes: &[u8], separator: u8) -> Vec<Vec<String>> {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").expect("a byte order mark");
    let mut reader = csv::ReaderBuilder::new().delimiter(separator).has_headers(false).from_reader(text);
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

pub(super) fn of_csv(bytes: &[u8], separator: u8) -> Numbers {
    of_table(&csv_rows(bytes, separator), minor)
}

/// All sheets by name, each cell as a text; amounts in minor units.
pub(super) fn sheets(bytes: &[u8]) -> BTreeMap<String, Vec<Vec<String>>> {
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(bytes.to_vec())).unwrap();
    assert!(book.worksheets().iter().all(|(name, _)| book.worksheet_formula(name).unwrap().is_empty()), "no formulas");
    let cell = |cell: &Data| match cell {
        Data::Float(n) => format!("{}", (n * 100.0).round() as i64),
        Data::DateTime(day) => format!("day {}", day.as_f64()),
        other => other.to_string(),
    };
    book.worksheets().into_iter().map(|(name, range)| (name, range.rows().map(|row| row.iter().map(cell).collect()).collect())).collect()
}

pub(super) fn of_xlsx(bytes: &[u8], sheet: &str) -> Numbers {
    of_table(&sheets(bytes)[sheet], |text| text.parse().unwrap())
}

/// The files of a batch, as text by name.
pub(super) fn datev_files(bytes: &[u8]) -> Vec<(String, String)> {
    let text = |bytes: &[u8]| encoding_rs::WINDOWS_1252.decode(bytes).0.into_owned();
    if !bytes.starts_with(b"PK") {
        return vec![(String::new(), text(bytes))];
    }
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let count = zip.len();
    let mut read = |place: usize| {
        let mut file = zip.by_index(place).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        (file.name().unwrap().into_owned(), text(&bytes))
    };
    (0..count).map(&mut read).collect()
}

/// The bookings of a file: signed amount, account, counter account, day and month, document, text.
pub(super) fn bookings(file: &str) -> Vec<(i64, u32, u32, String, String, String)> {
    assert!(file.ends_with("\r\n") && !file.replace("\r\n", "").contains(['\r', '\n']), "lines end with CR LF");
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').has_headers(false).flexible(true).from_reader(file.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!((rows[0].len(), rows[1].len(), &rows[0][0], &rows[0][4]), (31, 125, "EXTF", "13"));
    let booking = |row: &csv::StringRecord| {
        assert_eq!(row.len(), 125);
        let sign = match &row[1] {
            "S" => 1,
            "H" => -1,
            other => panic!("neither Soll nor Haben: {other}"),
        };
        let amount = minor(&row[0]);
        assert!(amount > 0, "a booking has no sign but S and H");
        (sign * amount, row[6].parse().unwrap(), row[7].parse().unwrap(), row[9].to_owned(), row[10].to_owned(), row[13].to_owned())
    };
    rows[2..].iter().map(booking).collect()
}

/// The files that hang in a PDF, by name.
pub(super) fn attached(document: &Document) -> BTreeMap<String, Vec<u8>> {
    let files = document.objects.values().filter_map(|object| object.as_dict().ok()).filter(|dict| dict.has(b"EF"));
    let name = |dict: &lopdf::Dictionary| match dict.get(b"UF").or_else(|_| dict.get(b"F")).unwrap() {
        Object::String(bytes, _) if bytes.starts_with(b"\xfe\xff") => {
            let wide: Vec<u16> = bytes[2..].chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
            String::from_utf16(&wide).unwrap()
        }
        other => String::from_utf8(other.as_str().unwrap().to_vec()).unwrap(),
    };
    let content = |dict: &lopdf::Dictionary| {
        let id = dict.get(b"EF").and_then(Object::as_dict).and_then(|ef| ef.get(b"F")).and_then(Object::as_reference).unwrap();
        let stream = document.get_object(id).and_then(Object::as_stream).unwrap();
        stream.decompressed_content().unwrap_or_else(|_| stream.content.clone())
    };
    files.map(|dict| (name(dict), content(dict))).collect()
}
