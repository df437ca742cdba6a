//! Parcel numbers with what they are, as `eyelevel deliveries check-number --json` knows them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// Numbers of a form of a carrier's, that are right and that are not.
struct Vectors {
    carrier: String,
    form: String,
    valid: Vec<String>,
    invalid: Vec<String>,
}

/// What their names and ours call one carrier.
const SAME: [(&str, &str); 8] = [
    ("United States Postal Service", "USPS"),
    ("S10 International Standard", "Post"),
    ("Landmark Global LTN", "Landmark Global"),
    ("Old Dominion Freight Line", "Old Dominion"),
    ("Spee-Dee Delivery", "Spee-Dee"),
    ("GOFO Express", "GOFO"),
    ("LaserShip", "LaserShip"),
    ("YunExpress", "YunExpress"),
];

/// Reads all vectors, prints a table by carrier; gives how many numbers were asked about, and what is not as it should be.
pub(crate) fn compare(binary: &str, data: &Path) -> Result<(usize, Vec<String>), String> {
    let all = read(&data.join("tracking"))?;
    println!("\n| carrier | numbers | known as the carrier's | wrong ones | seen |\n|---|---|---|---|---|");
    let (mut asked, mut differences) = (0, Vec::new());
    let mut rows: BTreeMap<&str, [usize; 4]> = BTreeMap::new();
    for one in &all {
        let row = rows.entry(&one.carrier).or_default();
        for (number, said) in one.valid.iter().zip(ask(binary, &one.valid)?) {
            let known = checks(&said, &one.carrier).any(|check| check != "wrong");
            row[0] += 1;
            row[1] += usize::from(known);
            if !known {
                differences.push(format!("{} ({}): {number} is right, and we say {said}", one.carrier, one.form));
            }
        }
        for (number, said) in one.invalid.iter().zip(ask(binary, &one.invalid)?) {
            // Other forms of the same carrier may have no check digit, and the same length.
            let taken = checks(&said, &one.carrier).any(|check| check == "right");
            row[2] += 1;
            row[3] += usize::from(!taken);
            if taken {
                differences.push(format!("{} ({}): {number} is wrong, and we say {said}", one.carrier, one.form));
            }
        }
        asked += one.valid.len() + one.invalid.len();
    }
    for (carrier, [valid, known, invalid, seen]) in rows {
        println!("| {carrier} | {valid} | {known} | {invalid} | {seen} |");
    }
    Ok((asked, differences))
}

fn brand(carrier: &str) -> &str {
    SAME.iter().find(|(theirs, _)| *theirs == carrier).map_or(carrier, |(_, ours)| ours)
}

/// What was said of the check digit by the forms of a carrier.
fn checks<'a>(said: &'a Value, carrier: &'a str) -> impl Iterator<Item = &'a str> {
    let candidates = said["candidates"].as_array().into_iter().flatten();
    let own = candidates.filter(move |one| one["brand"].as_str().is_some_and(|ours| ours.starts_with(brand(carrier))));
    own.filter_map(|one| one["check_digit"].as_str())
}

fn ask(binary: &str, numbers: &[String]) -> Result<Vec<Value>, String> {
    if numbers.is_empty() {
        return Ok(Vec::new());
    }
    let output = Command::new(binary).args(["deliveries", "check-number", "--json", "--"]).args(numbers).output();
    let output = output.map_err(|error| format!("{binary}: {error}"))?;
    let said = String::from_utf8_lossy(&output.stdout);
    let documents: Vec<Value> = said.lines().map(serde_json::from_str).collect::<Result<_, _>>().map_err(|error| error.to_string())?;
    if documents.len() == numbers.len() {
        Ok(documents)
    } else {
        Err(format!("{} documents for {} numbers: {}", documents.len(), numbers.len(), String::from_utf8_lossy(&output.stderr)))
    }
}

fn read(folder: &Path) -> Result<Vec<Vectors>, String> {
    let failed = |error: std::io::Error| format!("{}: {error}", folder.display());
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        paths.push(entry.map_err(failed)?.path());
    }
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "json"));
    paths.sort();
    let mut all = Vec::new();
    for path in paths {
        let text = fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        let couriers: Value = serde_json::from_slice(&text).map_err(|error| format!("{}: {error}", path.display()))?;
        let texts = |value: &Value| value.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect();
        for form in couriers["tracking_numbers"].as_array().into_iter().flatten() {
            all.push(Vectors {
                carrier: couriers["name"].as_str().unwrap_or_default().to_owned(),
                form: form["name"].as_str().unwrap_or_default().to_owned(),
                valid: texts(&form["test_numbers"]["valid"]),
                invalid: texts(&form["test_numbers"]["invalid"]),
            });
        }
    }
    Ok(all)
}
