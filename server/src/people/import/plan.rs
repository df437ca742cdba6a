//! What would come of a file.

use std::collections::HashSet;

use eyelevel_contract::email::Email;
use eyelevel_contract::ids::Id;
use eyelevel_contract::imports::Import;
use eyelevel_contract::lang::Lang;
use eyelevel_contract::people::{NewOrganisation, NewPerson, OrganisationKind, Role, validate_organisation, validate_person};
use eyelevel_contract::validate::{Fault, Faults};
use eyelevel_texts::words;

use super::known::Known;
use super::{Column, Sheet};
use crate::sheet::{Bad, Line, merge, noted};

/// The company that somebody belongs to.
pub(super) enum At {
    /// It is there.
    Known(Id, OrganisationKind),
    /// A partner that is added, by its name.
    New(String),
}

/// What becomes of all lines.
#[derive(Default)]
pub(super) struct Plan {
    /// Who is invited.
    pub(super) kept: Vec<(At, NewPerson)>,
    lines: i64,
    same: i64,
    ignored: Vec<String>,
    pub(super) bad: Bad,
}

impl Plan {
    /// Looks at every line; a bad one stops nobody.
    pub(super) fn of(sheet: &Sheet, known: &Known, lang: Lang) -> Self {
        let mut plan = Self { ignored: sheet.columns.ignored(), ..Self::default() };
        let header = sheet.columns.faults(Column::is_needed);
        if !header.is_empty() {
            plan.bad = Bad::header(&header);
            return plan;
        }
        let mut seen = HashSet::new();
        for line in &sheet.lines {
            plan.lines += 1;
            match read(line, sheet, known, lang, &mut seen) {
                Ok(Some(kept)) => plan.kept.push(kept),
                Ok(None) => plan.same += 1,
                Err(faults) => plan.bad.add(line, &sheet.columns, &faults),
            }
        }
        plan
    }

    /// In words.
    pub(super) fn worded(&self, lang: Lang, done: bool) -> Import {
        Import {
            lines: self.lines,
            added: i64::try_from(self.kept.len()).unwrap_or(i64::MAX),
            changed: 0,
            same: self.same,
            bad: self.bad.worded(lang),
            ignored: self.ignored.clone(),
            done,
        }
    }
}

/// Who a line invites, and where; none: they are there already.
fn read(line: &Line, sheet: &Sheet, known: &Known, lang: Lang, seen: &mut HashSet<String>) -> Result<Option<(At, NewPerson)>, Faults> {
    let text = |column| line.get(&sheet.columns, column).unwrap_or_default();
    let mut faults = Faults::new();
    if line.is_too_wide(&sheet.columns) {
        faults.add("", Fault::TooMany(sheet.columns.width()));
    }
    let at = noted(&mut faults, Column::Organisation, known.organisation(text(Column::Organisation)));
    if let Some(At::New(name)) = &at
        && let Err(found) = validate_organisation(&NewOrganisation { name: name.clone(), kind: OrganisationKind::Partner })
    {
        found.of("name").iter().for_each(|fault| faults.add("organisation", fault.clone()));
    }
    let roles = noted(&mut faults, Column::Roles, roles(text(Column::Roles))).unwrap_or_default();
    let lang = noted(&mut faults, Column::Lang, language(text(Column::Lang), lang)).unwrap_or(lang);
    let email = text(Column::Email).to_owned();
    let new = NewPerson { name: text(Column::Name).to_owned(), email, organisation_id: Id::new(), roles, lang };
    let kind = match &at {
        Some(At::Known(_, kind)) => *kind,
        Some(At::New(_)) | None => OrganisationKind::Partner,
    };
    let person = validate_person(&new, kind).map_err(|found| merge(&mut faults, &found)).unwrap_or(new);
    let mut there = false;
    if let Ok(email) = Email::parse(&person.email) {
        if !seen.insert(email.key()) {
            faults.add("email", Fault::Twice);
        }
        match (known.person(&email), &at) {
            (Some(theirs), Some(At::Known(id, _))) if theirs == id => there = true,
            (Some(_), _) => faults.add("email", Fault::Taken),
            (None, _) => {}
        }
    }
    match at {
        Some(at) if faults.is_empty() => Ok((!there).then_some((at, person))),
        _ => Err(faults),
    }
}

/// Roles by their words or names, in either language, with any sign between them.
fn roles(text: &str) -> Result<Vec<Role>, Fault> {
    let one = |part: &str| {
        let part = part.trim().replace('\u{ad}', "").to_lowercase();
        let is = |role: &&Role| {
            let named = |lang| words::role(lang, **role).replace('\u{ad}', "").to_lowercase() == part;
            role.word() == part || named(Lang::De) || named(Lang::En)
        };
        Role::ALL.iter().find(is).copied()
    };
    let parts = text.split([',', ';', '/', '+', '|']).filter(|part| !part.trim().is_empty());
    let mut all = Vec::new();
    for part in parts {
        match one(part) {
            Some(role) => all.push(role),
            // An export has a space between them.
            None => all.extend(part.split_whitespace().map(one).collect::<Option<Vec<_>>>().ok_or(Fault::Unknown)?),
        }
    }
    Ok(all)
}

fn language(text: &str, otherwise: Lang) -> Result<Lang, Fault> {
    match text.to_lowercase().as_str() {
        "" => Ok(otherwise),
        "de" | "german" | "deutsch" => Ok(Lang::De),
        "en" | "english" | "englisch" => Ok(Lang::En),
        _ => Err(Fault::Unknown),
    }
}
