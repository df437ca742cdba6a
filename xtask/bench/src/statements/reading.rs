//! How many megabytes a second are read, beside what people use who write Python.

use std::collections::HashMap;
use std::fs;
use std::process::Command;
use std::time::Duration;

use eyelevel_contract::statements::reading::bank::Item;
use eyelevel_contract::statements::reading::{Opened, open};
use eyelevel_synthetic::{Recipe, bank};

use super::files::{self, File};
use crate::figures::{Times, now};

const INVOICES: usize = 50_000;
const TURNS: usize = 5;

/// Reads the same files by us and by the peers.
pub(super) fn run(python: Option<(&str, &str)>) -> Result<(), String> {
    let books = bank(&Recipe::new(1, INVOICES)).books;
    let folder = std::env::temp_dir().join(format!("eyelevel-bench-{}", std::process::id()));
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let table = compared(&files::all(&books), books.payments.len(), python, &folder);
    let _removed = fs::remove_dir_all(&folder);
    println!("{}", table?);
    Ok(())
}

fn compared(files: &[File], entries: usize, python: Option<(&str, &str)>, folder: &std::path::Path) -> Result<String, String> {
    let mut table = format!(
        "Files of {entries} entries, read wholly; the median of {TURNS} turns. Of the peers, the same files in the same run, every field that \
         both have.\n\n| file | reader | MB a second | entries a second | against ours |\n|---|---|---|---|---|\n"
    );
    for File { name, ending, text } in files {
        let mut times = Times::default();
        for _ in 0..TURNS {
            let begun = now();
            let read = entries_of(text.as_bytes())?;
            times.add(begun.elapsed());
            if read != entries {
                return Err(format!("{name}: {read} of {entries} entries were read"));
            }
        }
        let ours = times.percentile(50);
        let mut row = |reader: &str, time: Duration| {
            let second = |count: usize| crate::figures::rate(count, time);
            let (megabytes, slower) = (second(text.len()) / 1e6, time.as_secs_f64() / ours.as_secs_f64());
            table += &format!("| {name} | {reader} | {megabytes:.1} | {:.0} | {slower:.1} × as long |\n", second(entries));
        };
        row("Eyelevel", ours);
        let Some((python, script)) = python else { continue };
        let path = folder.join(format!("bank.{ending}"));
        fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))?;
        let peers = Command::new(python).arg(script).arg(&path).output().map_err(|error| format!("{python}: {error}"))?;
        if !peers.status.success() {
            return Err(String::from_utf8_lossy(&peers.stderr).into_owned());
        }
        let peers: Vec<HashMap<String, serde_json::Value>> = serde_json::from_slice(&peers.stdout).map_err(|error| error.to_string())?;
        for peer in peers {
            let read = peer["entries"].as_u64().and_then(|n| usize::try_from(n).ok());
            if read != Some(entries) {
                return Err(format!("{name}, {}: {read:?} of {entries} entries were read", peer["reader"]));
            }
            row(peer["reader"].as_str().unwrap_or_default(), Duration::from_secs_f64(peer["seconds"].as_f64().unwrap_or_default()));
        }
    }
    Ok(table)
}

/// Reads a file to its end.
fn entries_of(file: &[u8]) -> Result<usize, String> {
    let refused = |refusal| format!("{refusal:?}");
    let items = match open(file).map_err(refused)? {
        Opened::Bank(items) => items,
        Opened::Table(table) => {
            let mapping = table.guess().map_err(refused)?;
            table.read(&mapping, true).map_err(refused)?
        }
        _ => return Err("no bank file".to_owned()),
    };
    let mut entries = 0;
    for item in items {
        entries += usize::from(matches!(item.map_err(refused)?, Item::Entry(_)));
    }
    Ok(entries)
}
