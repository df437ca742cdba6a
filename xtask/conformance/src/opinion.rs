//! The second opinion: another reading of the same files, by a script that knows nothing of ours.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use super::SETS;
use super::sets::Set;
use super::table::entries;

/// What must agree of a statement and of its entries.
const OF_A_STATEMENT: [&str; 3] = ["account", "opening", "closing"];
const OF_AN_ENTRY: [&str; 9] =
    ["booking_date", "value_date", "amount_minor", "currency", "status", "reversal", "end_to_end_id", "mandate", "reason"];
/// And of an invoice.
const OF_AN_INVOICE: [&str; 10] =
    ["number", "date", "type", "currency", "gross_minor", "prepaid_minor", "due_minor", "payment_means", "mandate", "creditor_id"];

/// How many files were compared, and where the two readings differ.
pub(crate) fn compare(python: &str, script: &str, data: &Path, sets: &[Set]) -> Result<(usize, Vec<String>), String> {
    let output = Command::new(python).arg(script).arg(data).args(SETS).stderr(Stdio::piped()).output();
    let output = output.map_err(|error| format!("{python}: {error}"))?;
    if !output.status.success() {
        return Err(format!("{script} failed: {}", String::from_utf8_lossy(&output.stderr)));
    }
    let mut theirs = BTreeMap::new();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let said: Value = serde_json::from_str(line).map_err(|error| format!("{script}: {error}"))?;
        theirs.insert(said["file"].as_str().unwrap_or_default().to_owned(), said);
    }
    let (mut compared, mut differences) = (0, Vec::new());
    for set in sets {
        for (file, ours) in &set.files {
            let name = format!("{}/{file}", set.name);
            match theirs.get(&name) {
                None => differences.push(format!("{name}: not read a second time")),
                Some(theirs) => {
                    compared += 1;
                    differences.extend(of_file(ours, theirs).into_iter().map(|difference| format!("{name}: {difference}")));
                }
            }
        }
    }
    Ok((compared, differences))
}

fn of_file(ours: &Value, theirs: &Value) -> Vec<String> {
    let refused = (ours.get("error").is_some(), theirs.get("refused").is_some());
    match refused {
        (true, true) => Vec::new(),
        (true, false) => vec![format!("refused ({}), and can be read", ours["error"])],
        (false, true) => vec![format!("read, and should be refused: {}", theirs["refused"])],
        (false, false) if theirs["rejects"].is_number() => {
            let count = ours["rejects"].as_array().map_or(0, Vec::len);
            let entries = entries(ours).count();
            let agree = theirs["rejects"] == count && entries == 0;
            if agree { Vec::new() } else { vec![format!("{count} rejects and {entries} entries, not {}", theirs["rejects"])] }
        }
        (false, false) if theirs["invoice"].is_object() => invoice(&ours["invoice"], &theirs["invoice"]),
        (false, false) => statements(ours, theirs),
    }
}

fn fields(names: &[&str], ours: &Value, theirs: &Value) -> Vec<String> {
    let differ = names.iter().filter(|name| ours[**name] != theirs[**name]);
    differ.map(|name| format!("{name}: {}, not {}", ours[*name], theirs[*name])).collect()
}

fn statements(ours: &Value, theirs: &Value) -> Vec<String> {
    let (Some(ours), Some(theirs)) = (ours["statements"].as_array(), theirs["statements"].as_array()) else {
        return vec!["no statements".to_owned()];
    };
    let mut differences = Vec::new();
    if ours.len() != theirs.len() {
        differences.push(format!("{} statements, not {}", ours.len(), theirs.len()));
    }
    for (ours, theirs) in ours.iter().zip(theirs) {
        differences.extend(fields(&OF_A_STATEMENT, ours, theirs));
        let list = |of: &Value| of["entries"].as_array().cloned().unwrap_or_default();
        let (ours, theirs) = (list(ours), list(theirs));
        if ours.len() != theirs.len() {
            differences.push(format!("{} entries, not {}", ours.len(), theirs.len()));
        }
        for (number, (ours, theirs)) in ours.iter().zip(&theirs).enumerate() {
            let mut of_entry = fields(&OF_AN_ENTRY, ours, theirs);
            let words: BTreeSet<&str> = ours["remittance"].as_str().unwrap_or_default().split_whitespace().collect();
            let expected: BTreeSet<&str> = theirs["words"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
            if words != expected {
                of_entry.push(format!("remittance: {words:?}, not {expected:?}"));
            }
            differences.extend(of_entry.into_iter().map(|difference| format!("entry {}: {difference}", number + 1)));
        }
    }
    differences
}

fn invoice(ours: &Value, theirs: &Value) -> Vec<String> {
    let mut differences = fields(&OF_AN_INVOICE, ours, theirs);
    let date = ours["due_date"].as_str().unwrap_or_default();
    if ours["due_date_from_text"] == true {
        // Nobody states it; then it must stand in the text, letter by letter.
        let german: Vec<&str> = date.split('-').rev().collect();
        if theirs["due_date"] != Value::Null || !theirs["terms"].as_str().unwrap_or_default().contains(&german.join(".")) {
            differences.push(format!("due_date: {date} does not stand in the terms"));
        }
    } else if ours["due_date"] != theirs["due_date"] {
        differences.push(format!("due_date: {}, not {}", ours["due_date"], theirs["due_date"]));
    }
    let sums = |of: &Value, tax: &dyn Fn(&Value) -> i64| -> i64 { of.as_array().into_iter().flatten().map(tax).sum() };
    let (net, tax) = (sums(&ours["vat"], &|rate| int(&rate["net_minor"])), sums(&ours["vat"], &|rate| int(&rate["vat_minor"])));
    let (their_net, their_tax) = (sums(&theirs["vat"], &|rate| int(&rate[2])), sums(&theirs["vat"], &|rate| int(&rate[3])));
    if (net, tax) != (their_net, their_tax) {
        differences.push(format!("vat: {net} and {tax}, not {their_net} and {their_tax}"));
    }
    differences
}

fn int(value: &Value) -> i64 {
    value.as_i64().unwrap_or_default()
}
