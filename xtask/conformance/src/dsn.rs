//! Mails that came back, as `eyelevel mail inspect --json` understands them, beside what another reader says of them (`EXPECTED.tsv`).

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// Where we differ, and say why in `docs/bounces.md`: file, recipient, what is compared. More than these is a failure; fewer is, too, so that the
/// list stays true.
const EXPLAINED: &[(&str, usize, &str)] = &[
    ("lhost-einsundeins-03", 1, "reason"),
    ("lhost-opensmtpd-15", 1, "status"),
    ("lhost-v5sendmail-07", 1, "reply_code"),
    ("rfc3464-53", 1, "reason"),
    ("rhost-nttdocomo-02", 1, "reason"),
    ("rhost-nttdocomo-03", 1, "reason"),
    ("rhost-yahooinc-02", 1, "reason"),
];

/// What is compared.
const FIELDS: [&str; 4] = ["reason", "status", "reply_code", "hard_bounce"];

/// A row of the table.
#[derive(Default)]
struct Class {
    recipients: usize,
    same: [usize; 4],
    explained: usize,
}

/// Reads all mails, prints a table by class; gives how many recipients were compared, and where nobody has explained a difference.
pub(crate) fn compare(binary: &str, data: &Path) -> Result<(usize, Vec<String>), String> {
    let folder = data.join("dsn");
    let expected = expected(&folder.join("EXPECTED.tsv"))?;
    let said = ask(binary, &folder)?;
    let mut classes: BTreeMap<String, Class> = BTreeMap::new();
    let mut differences = Vec::new();
    let mut seen = BTreeSet::new();
    let mut compared = 0;
    for (file, mail) in &said {
        let rows = expected.get(file.as_str()).map_or(&[][..], Vec::as_slice);
        let recipients = mail["recipients"].as_array().map_or(&[][..], Vec::as_slice);
        // Of some mails the other reader says nothing: there is nothing to compare.
        if !rows.is_empty() && rows.len() != recipients.len() {
            differences.push(format!("{file}: {} recipients, not {}", recipients.len(), rows.len()));
        }
        for (at, (row, ours)) in rows.iter().zip(recipients).enumerate() {
            compared += 1;
            let class = classes.entry(row[2].clone()).or_default();
            class.recipients += 1;
            for (field, (name, theirs)) in FIELDS.iter().zip(order(row)).enumerate() {
                let ours = text(&ours[*name]);
                if agree(name, &ours, theirs) {
                    class.same[field] += 1;
                    continue;
                }
                let known =
                    EXPLAINED.iter().find(|(of, index, what)| file.contains(&format!("__{of}.")) && *index == at + 1 && what == name);
                match known {
                    Some(known) => {
                        class.explained += 1;
                        seen.insert(known);
                    }
                    None => differences.push(format!("{file}: recipient {}: {name} is {ours}, and they say {theirs}", at + 1)),
                }
            }
        }
    }
    let superfluous = EXPLAINED.iter().filter(|known| !seen.contains(known));
    differences
        .extend(superfluous.map(|(file, index, what)| format!("{file}: recipient {index}: {what} agrees now, and is still explained")));
    println!("\n{}", table(&classes));
    println!("{} mails that came back, {compared} recipients compared", said.len());
    Ok((compared, differences))
}

/// Their columns in the order of [`FIELDS`].
fn order(row: &[String; 4]) -> [&str; 4] {
    [&row[2], &row[0], &row[1], &row[3]]
}

fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Where nobody states a status, they put one of their own (5.0.9xx) in its place: then the class has to agree.
fn agree(field: &str, ours: &str, theirs: &str) -> bool {
    let is_their_own = field == "status" && (theirs.starts_with("5.0.9") || theirs.starts_with("4.0.9"));
    ours == theirs || is_their_own && ours.get(..1) == theirs.get(..1)
}

fn table(classes: &BTreeMap<String, Class>) -> String {
    let mut text =
        "| class | recipients | reason | status | reply code | hard bounce | explained |\n|---|---|---|---|---|---|---|\n".to_owned();
    let mut sum = Class::default();
    let mut line = |name: &str, class: &Class| {
        let [reason, status, reply, hard] = class.same;
        // Writing to a String does not fail.
        let _written = writeln!(text, "| {name} | {} | {reason} | {status} | {reply} | {hard} | {} |", class.recipients, class.explained);
    };
    for (name, class) in classes {
        line(name, class);
        sum.recipients += class.recipients;
        sum.explained += class.explained;
        for (sum, same) in sum.same.iter_mut().zip(class.same) {
            *sum += same;
        }
    }
    line("all", &sum);
    text
}

type Expected = BTreeMap<String, Vec<[String; 4]>>;

/// Status, reply code, class and hard bounce of each recipient, by file.
fn expected(path: &Path) -> Result<Expected, String> {
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut all = Expected::new();
    for line in text.lines().skip(1) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [file, _, rest @ ..] = &columns[..] else { return Err(format!("{}: {line}", path.display())) };
        let row: [&str; 4] = rest.try_into().map_err(|_| format!("{}: {line}", path.display()))?;
        all.entry((*file).to_owned()).or_default().push(row.map(str::to_owned));
    }
    Ok(all)
}

fn ask(binary: &str, folder: &Path) -> Result<BTreeMap<String, Value>, String> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))? {
        files.push(entry.map_err(|error| format!("{}: {error}", folder.display()))?.path());
    }
    files.retain(|file| file.extension().is_some_and(|ending| ending == "eml"));
    files.sort();
    let output = Command::new(binary).args(["mail", "inspect", "--json", "--"]).args(&files).output();
    let output = output.map_err(|error| format!("{binary}: {error}"))?;
    let mut all = BTreeMap::new();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let mail: Value = serde_json::from_str(line).map_err(|error| format!("{line}: {error}"))?;
        let name = Path::new(mail["file"].as_str().unwrap_or_default()).file_name().unwrap_or_default().to_string_lossy().into_owned();
        all.insert(name, mail);
    }
    if all.len() == files.len() {
        Ok(all)
    } else {
        Err(format!("{} documents for {} mails: {}", all.len(), files.len(), String::from_utf8_lossy(&output.stderr)))
    }
}
