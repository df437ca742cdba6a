//! The order as a sheet: a row for each item and variant, a quantity for each recipient. The contract's lines name one recipient each; here is
//! the way there and back, for quantities and for what is wrong with them.

use eyelevel_contract::demo_kits::NewLine;

/// A row of the sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) item_id: String,
    pub(crate) variant_id: String,
    /// One for each recipient, in their order; 0: nothing goes to them.
    pub(crate) quantities: Vec<i64>,
}

/// Where each of the contract's lines stands in the sheet: row and recipient.
pub(crate) type Places = Vec<(usize, usize)>;

/// The lines of a sheet, and where each stands in it. A row for nobody stays a line, so that a draft keeps it and the check finds it.
#[must_use]
pub(crate) fn lines(rows: &[Row]) -> (Vec<NewLine>, Places) {
    let mut lines = Vec::new();
    let mut places = Places::new();
    for (r, row) in rows.iter().enumerate() {
        let before = lines.len();
        let cells = row.quantities.iter().enumerate().filter(|(_, quantity)| **quantity != 0);
        for (recipient, quantity) in cells.chain([(0, &0)]) {
            if *quantity != 0 || lines.len() == before {
                let (item_id, variant_id) = (row.item_id.clone(), row.variant_id.clone());
                lines.push(NewLine { item_id, variant_id, quantity: *quantity, recipient });
                places.push((r, recipient));
            }
        }
    }
    (lines, places)
}

/// The sheet of some lines. Lines of one item and variant share a row, unless two of them go to the same recipient.
#[must_use]
pub(crate) fn rows(lines: &[NewLine], recipients: usize) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for line in lines {
        // What went to nobody goes to the first.
        let recipient = if line.recipient < recipients { line.recipient } else { 0 };
        let fits = |row: &&mut Row| {
            row.item_id == line.item_id && row.variant_id == line.variant_id && row.quantities.get(recipient).is_none_or(|n| *n == 0)
        };
        if let Some(row) = rows.iter_mut().find(fits) {
            row.quantities[recipient] = line.quantity;
            continue;
        }
        let mut quantities = vec![0; recipients.max(1)];
        quantities[recipient] = line.quantity;
        rows.push(Row { item_id: line.item_id.clone(), variant_id: line.variant_id.clone(), quantities });
    }
    rows
}

/// The field in the sheet of a fault in the contract's words: `lines.3.quantity` → `rows.1.0`. Everything else stands where it says.
#[must_use]
pub(crate) fn place(path: &str, places: &[(usize, usize)]) -> String {
    let found = path.strip_prefix("lines.").and_then(|rest| {
        let (line, field) = rest.split_once('.')?;
        Some((places.get(line.parse::<usize>().ok()?)?, field))
    });
    match found {
        Some(((row, _), "variant_id")) => ["rows.", &row.to_string(), ".variant"].concat(),
        Some(((row, _), "item_id")) => ["rows.", &row.to_string(), ".item"].concat(),
        Some(((row, recipient), _)) => ["rows.", &row.to_string(), ".", &recipient.to_string()].concat(),
        None => path.to_owned(),
    }
}

/// Whose the pieces of a removed recipient are, in one row: `Some(i)`, if nobody else had any, so that the row is not emptied.
#[must_use]
pub(crate) fn heir(quantities: &[i64], removed: usize) -> Option<usize> {
    let mut others = (0..quantities.len()).filter(|i| *i != removed);
    let needed = quantities.get(removed).is_some_and(|n| *n != 0) && others.clone().all(|i| quantities[i] == 0);
    if needed { others.next() } else { None }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    fn row(item: &str, variant: &str, quantities: &[i64]) -> Row {
        Row { item_id: item.to_owned(), variant_id: variant.to_owned(), quantities: quantities.to_vec() }
    }

    #[test]
    fn a_sheet_goes_to_lines_and_back() {
        let sheet = [row("display", "small", &[2, 0, 3]), row("sign", "", &[0, 0, 0]), row("display", "large", &[0, 1, 0])];
        let (lines, places) = lines(&sheet);
        let brief: Vec<_> = lines.iter().map(|l| (l.item_id.as_str(), l.quantity, l.recipient)).collect();
        assert_eq!(brief, [("display", 2, 0), ("display", 3, 2), ("sign", 0, 0), ("display", 1, 1)]);
        assert_eq!(places, [(0, 0), (0, 2), (1, 0), (2, 1)]);
        assert_eq!(rows(&lines, 3), sheet);
    }

    #[test]
    fn two_lines_for_the_same_person_stay_two() {
        let line = |recipient| NewLine { item_id: "i".to_owned(), variant_id: "v".to_owned(), quantity: 1, recipient };
        assert_eq!(rows(&[line(0), line(0)], 1), [row("i", "v", &[1]), row("i", "v", &[1])]);
        // Nobody is named yet, or somebody who is not there.
        assert_eq!(rows(&[line(0)], 0), [row("i", "v", &[1])]);
        assert_eq!(rows(&[line(7)], 2), [row("i", "v", &[1, 0])]);
    }

    #[test]
    fn a_fault_finds_its_field_in_the_sheet() {
        let places = [(0, 0), (0, 2), (1, 0)];
        assert_eq!(place("lines.1.quantity", &places), "rows.0.2");
        assert_eq!(place("lines.2.variant_id", &places), "rows.1.variant");
        assert_eq!(place("lines.0.item_id", &places), "rows.0.item");
        for elsewhere in ["lines", "lines.9.quantity", "recipients.0.address.city", "purpose"] {
            assert_eq!(place(elsewhere, &places), elsewhere);
        }
    }

    #[test]
    fn pieces_are_inherited_only_where_nobody_else_has_any() {
        assert_eq!(heir(&[3, 0], 0), Some(1));
        assert_eq!(heir(&[0, 0, 4], 2), Some(0));
        assert_eq!(heir(&[3, 1], 0), None);
        assert_eq!(heir(&[0, 1], 0), None);
        assert_eq!(heir(&[3], 0), None);
    }
}
