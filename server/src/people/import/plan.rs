//! What would come of a file.

use std::collections::HashSet;

use eyelevel_contract::email::Email;
use eyelevel_contract::ids::Id;
use eyelevel_contract::lang::Lang;
use eyelevel_contract::people::{NewOrganisation, NewPerson, OrganisationKind, Role, validate_organisation, validate_person};
use eyelevel_contract::validate::{Fault, Faults};
use eyelevel_texts::words;

use super::known::Known;
use super::{Column, Sheet};
use crate::error::Result;
use crate::sheet::{Fate, Line, Plan, merge, noted};

/// The company that somebody belongs to.
pub(super) enum At {
    /// It is there.
    Known(Id, OrganisationKind),
    /// A partner that is added, by its name.
    New(String),
}

/// Looks at every line.
pub(super) fn of(sheet: &Sheet, known: &Known, lang: Lang) -> Result<Plan<(At, NewPerson)>> {
    let mut seen = HashSet::new();
    Plan::of(sheet, &sheet.columns.faults(Column::is_needed), |line| {
        let kept = read(line, sheet, known, lang, &mut seen)?;
        Ok(kept.map_or(Fate::Same, Fate::Added))
    })
}

/// Who a line invites, and where; none: they are there already.
fn read(
    line: &Line,
    sheet: &Sheet,
    known: &Known,
    lang: Lang,
    seen: &mut HashSet<String>,
) -> std::result::Result<Option<(At, NewPerson)>, Faults> {
    let text = |column| line.get(&sheet.columns, column).unwrap_or_default();
    let mut faults = Faults::new();
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
fn roles(text: &str) -> std::result::Result<Vec<Role>, Fault> {
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

fn language(text: &str, otherwise: Lang) -> std::result::Result<Lang, Fault> {
    match text.to_lowercase().as_str() {
        "" => Ok(otherwise),
        "de" | "german" | "deutsch" => Ok(Lang::De),
        "en" | "english" | "englisch" => Ok(Lang::En),
        _ => Err(Fault::Unknown),
    }
}
