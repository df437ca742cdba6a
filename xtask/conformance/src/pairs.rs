//! The same case in UBL and in CII.

use serde_json::Value;

use super::sets::Set;

/// The endings by which two files are known to be one case.
const ENDINGS: [(&str, &str); 2] = [("_ubl.xml", "_uncefact.xml"), (".ubl.xml", ".cii.xml")];

/// What must be the same: the ledger's row, and what matching goes by.
const FIELDS: [&str; 19] = [
    "number",
    "date",
    "type",
    "currency",
    "due_date",
    "due_date_from_text",
    "gross_minor",
    "prepaid_minor",
    "rounding_minor",
    "due_minor",
    "net_minor",
    "vat_minor",
    "vat",
    "skonto",
    "payment_means",
    "mandate",
    "creditor_id",
    "debited_account",
    "credit_note",
];

/// Cases whose two files are not the same invoice, as their authors made them: (case, field).
const NOT_THE_SAME: [(&str, &str); 0] = [];

/// How many cases there are, and where the two differ.
pub(crate) fn compare(sets: &[Set]) -> (usize, Vec<String>) {
    let (mut pairs, mut differences) = (0, Vec::new());
    for (name, ubl, cii) in sets.iter().flat_map(of_set) {
        pairs += 1;
        for field in FIELDS {
            let (left, right) = (&ubl["invoice"][field], &cii["invoice"][field]);
            if left != right && !NOT_THE_SAME.iter().any(|(case, of)| name.contains(case) && *of == field) {
                differences.push(format!("{name}: {field}: {left} in UBL, {right} in CII"));
            }
        }
    }
    (pairs, differences)
}

fn of_set(set: &Set) -> Vec<(String, &Value, &Value)> {
    let mut pairs = Vec::new();
    for (file, ubl) in &set.files {
        for (of_ubl, of_cii) in ENDINGS {
            let Some(case) = file.strip_suffix(of_ubl) else { continue };
            let other = format!("{case}{of_cii}").replace("__UBL__", "__CII__").replace("__ubl__", "__cii__");
            if let Some(cii) = set.files.get(&other) {
                pairs.push((format!("{}/{case}", set.name), ubl, cii));
            }
        }
    }
    pairs
}
