//! The table by set.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde_json::Value;

use super::sets::Set;

/// What a set comes to.
#[derive(Default)]
struct Row {
    read: usize,
    entries: usize,
    shown: usize,
    rejects: usize,
    invoices: usize,
    sums: BTreeMap<String, i64>,
    refused: BTreeMap<String, usize>,
}

pub(crate) fn text(sets: &[Set]) -> String {
    let mut text = format!(
        "\n{:<12} {:>5} {:>5} {:>7} {:>8} {:>7} {:>7} {:>8}  sums in minor units\n",
        "set", "files", "read", "refused", "entries", "shown", "rejects", "invoices"
    );
    for set in sets {
        let row = row(set);
        let refused: usize = row.refused.values().sum();
        let sums: Vec<String> = row.sums.iter().map(|(currency, sum)| format!("{currency} {sum}")).collect();
        // Writing to a String does not fail.
        let _written = writeln!(
            text,
            "{:<12} {:>5} {:>5} {refused:>7} {:>8} {:>7} {:>7} {:>8}  {}",
            set.name,
            set.files.len(),
            row.read,
            row.entries,
            row.shown,
            row.rejects,
            row.invoices,
            sums.join(", ")
        );
        for (reason, count) in row.refused {
            let _written = writeln!(text, "{:<12} {:>19}  {reason}", "", count);
        }
    }
    text
}

fn row(set: &Set) -> Row {
    let mut row = Row::default();
    for said in set.files.values() {
        if let Some(kind) = said["error"]["kind"].as_str() {
            *row.refused.entry(kind.to_owned()).or_default() += 1;
            continue;
        }
        row.read += 1;
        row.rejects += said["rejects"].as_array().map_or(0, Vec::len);
        if said["invoice"].is_object() {
            row.invoices += 1;
            add(&mut row.sums, &said["invoice"], "gross_minor");
        }
        for entry in entries(said) {
            row.entries += 1;
            row.shown += usize::from(entry["status"] != "BOOK");
            add(&mut row.sums, entry, "amount_minor");
        }
    }
    row
}

pub(crate) fn entries(said: &Value) -> impl Iterator<Item = &Value> {
    let statements = said["statements"].as_array().into_iter().flatten();
    statements.flat_map(|statement| statement["entries"].as_array().into_iter().flatten())
}

fn add(sums: &mut BTreeMap<String, i64>, of: &Value, amount: &str) {
    let currency = of["currency"].as_str().unwrap_or("?").to_owned();
    *sums.entry(currency).or_default() += of[amount].as_i64().unwrap_or(0);
}
