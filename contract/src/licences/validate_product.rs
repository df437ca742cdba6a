use super::{
    Code, EditEdition, EditProduct, EditRelease, EditRule, Issuer, KeyPattern, NoRange, PARTS_MAX, Product, Version, VersionRange,
};
use crate::{
    deliveries::NAME_MAX,
    validate::{Fault, Faults},
};

/// Checks an edited product, or a new one (`before` is none). That its code is free is the server's to know.
///
/// # Errors
/// The faults by field.
pub fn validate_product(edit: &EditProduct, before: Option<&Product>) -> Result<EditProduct, Faults> {
    let mut faults = Faults::new();
    let code = code("code", &edit.code, &mut faults);
    if before.is_some_and(|b| b.code.as_str() != code) && faults.of("code").is_empty() {
        // It stands in the keys that are out.
        faults.add("code", Fault::NotOffered);
    }
    let clean = EditProduct {
        code,
        name: faults.line("name", &edit.name, NAME_MAX),
        editions: editions(&edit.editions, before, &mut faults),
        capacity_unit: faults.optional_both_texts("capacity_unit", &edit.capacity_unit, NAME_MAX),
        rules: rules(&edit.rules, before, &mut faults),
        releases: releases(&edit.releases, &mut faults),
        owner_id: edit.owner_id.clone().filter(|o| !o.is_empty()),
    };
    faults.or(clean)
}

pub(super) fn code(at: &str, text: &str, faults: &mut Faults) -> String {
    let text = text.trim();
    if text.is_empty() {
        faults.add(at, Fault::Required);
    } else if Code::parse(text).is_err() {
        faults.add(at, Fault::NotACode);
    }
    text.to_owned()
}

/// A range from a form.
pub(super) fn range(at: &str, text: &str, faults: &mut Faults) -> Option<VersionRange> {
    let fault = match VersionRange::parse(text) {
        Ok(range) => return Some(range),
        Err(NoRange::Contradictory) => Fault::EmptyRange,
        Err(NoRange::Unreadable) if text.trim().is_empty() => Fault::Required,
        Err(NoRange::Unreadable) => Fault::NotARange,
    };
    faults.add(at, fault);
    None
}

/// A version from a form.
pub(super) fn version(at: &str, text: &str, faults: &mut Faults) -> Option<Version> {
    let parsed = Version::typed(text);
    if parsed.is_err() {
        faults.add(at, if text.trim().is_empty() { Fault::Required } else { Fault::NotAVersion });
    }
    parsed.ok()
}

/// At most so many entries are looked at.
fn some<'a, T>(at: &str, entries: &'a [T], faults: &mut Faults) -> &'a [T] {
    if entries.len() > PARTS_MAX {
        faults.add(at, Fault::TooMany(PARTS_MAX));
    }
    &entries[..entries.len().min(PARTS_MAX)]
}

/// Installations and keys name editions: none that is there is left out, and none changes its code.
fn editions(editions: &[EditEdition], before: Option<&Product>, faults: &mut Faults) -> Vec<EditEdition> {
    let there = before.map_or(&[][..], |b| &b.editions);
    if editions.is_empty() || there.iter().any(|e| !editions.iter().any(|edit| edit.id.as_ref() == Some(&e.id))) {
        faults.add("editions", Fault::Required);
    }
    let mut clean: Vec<EditEdition> = Vec::new();
    for (i, edition) in some("editions", editions, faults).iter().enumerate() {
        let id = edition.id.clone().filter(|id| !id.is_empty());
        let code = code(&format!("editions.{i}.code"), &edition.code, faults);
        if clean.iter().any(|e| e.code == code) {
            faults.add(format!("editions.{i}.code"), Fault::Twice);
        }
        if let Some(id) = &id {
            match there.iter().find(|e| e.id == *id) {
                None => faults.add(format!("editions.{i}.id"), Fault::Unknown),
                Some(e) if e.code.as_str() != code => faults.add(format!("editions.{i}.code"), Fault::NotOffered),
                Some(_) => {}
            }
            if clean.iter().any(|e| e.id.as_ref() == Some(id)) {
                faults.add(format!("editions.{i}.id"), Fault::Twice);
            }
        }
        clean.push(EditEdition { id, code, name: faults.line(format!("editions.{i}.name"), &edition.name, NAME_MAX) });
    }
    clean
}

/// Each version has one rule at most; and a key says by its form which rule it was made by.
fn rules(rules: &[EditRule], before: Option<&Product>, faults: &mut Faults) -> Vec<EditRule> {
    let mut clean: Vec<EditRule> = Vec::new();
    let mut known: Vec<(Option<VersionRange>, Option<KeyPattern>)> = Vec::new();
    for (i, rule) in some("rules", rules, faults).iter().enumerate() {
        let versions = range(&format!("rules.{i}.versions"), &rule.versions, faults);
        let covered = |other: &&VersionRange| versions.as_ref().is_some_and(|v| v.overlaps(other));
        if let Some(other) = known.iter().filter_map(|(other, _)| other.as_ref()).find(covered) {
            faults.add(format!("rules.{i}.versions"), Fault::Overlaps(other.to_string()));
        }
        let pattern = pattern(&format!("rules.{i}.pattern"), rule, faults);
        let alike = |other: &&KeyPattern| pattern.as_ref().is_some_and(|p| p.overlaps(other));
        if let Some(other) = known.iter().filter_map(|(_, other)| other.as_ref()).find(alike) {
            faults.add(format!("rules.{i}.pattern"), Fault::Overlaps(other.to_string()));
        }
        let id = rule.id.clone().filter(|id| !id.is_empty());
        if let Some(id) = &id {
            if !before.is_some_and(|b| b.rules.iter().any(|r| r.id == *id)) {
                faults.add(format!("rules.{i}.id"), Fault::Unknown);
            }
            if clean.iter().any(|r| r.id.as_ref() == Some(id)) {
                faults.add(format!("rules.{i}.id"), Fault::Twice);
            }
        }
        clean.push(EditRule {
            id,
            versions: rule.versions.trim().to_owned(),
            issuer: rule.issuer,
            pattern: rule.pattern.trim().to_owned(),
        });
        known.push((versions, pattern));
    }
    clean
}

fn pattern(at: &str, rule: &EditRule, faults: &mut Faults) -> Option<KeyPattern> {
    if rule.pattern.trim().is_empty() {
        return None;
    }
    if rule.issuer == Issuer::BuiltIn {
        // Our own are signed, and look like nothing else.
        faults.add(at, Fault::NotOffered);
    }
    let parsed = KeyPattern::parse(&rule.pattern);
    if parsed.is_err() {
        faults.add(at, Fault::NotAPattern);
    }
    parsed.ok()
}

fn releases(releases: &[EditRelease], faults: &mut Faults) -> Vec<EditRelease> {
    let mut clean: Vec<EditRelease> = Vec::new();
    for (i, release) in some("releases", releases, faults).iter().enumerate() {
        let text = version(&format!("releases.{i}.version"), &release.version, faults).map_or_else(String::new, |v| v.to_string());
        if !text.is_empty() && clean.iter().any(|r| r.version == text) {
            faults.add(format!("releases.{i}.version"), Fault::Twice);
        }
        if release.published_on.is_none() {
            faults.add(format!("releases.{i}.published_on"), Fault::Required);
        }
        clean.push(EditRelease { version: text, published_on: release.published_on });
    }
    clean
}
