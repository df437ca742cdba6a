use super::{
    EditOrganisation, EditPerson, NAME_MAX, NewOrganisation, NewPerson, OrganisationKind, PASSWORD_MAX, PASSWORD_MIN, Role, TIER_MAX, rules,
};
use crate::{
    email::Email,
    validate::{Fault, Faults},
};

/// Checks somebody to be invited to an organisation of that kind. That the address is free is the server's to know.
///
/// # Errors
/// The faults by field.
pub fn validate_person(new: &NewPerson, kind: OrganisationKind) -> Result<NewPerson, Faults> {
    let mut faults = Faults::new();
    let name = faults.line("name", &new.name, NAME_MAX);
    let email = new.email.trim().to_owned();
    if email.is_empty() {
        faults.add("email", Fault::Required);
    } else if Email::parse(&email).is_err() {
        faults.add("email", Fault::NotAnAddress);
    }
    let roles = roles(&new.roles, kind, &mut faults);
    faults.or(NewPerson { name, email, organisation_id: new.organisation_id.clone(), roles, lang: new.lang })
}

/// Checks a change of a person of an organisation of that kind.
///
/// # Errors
/// The faults by field.
pub fn validate_edit(edit: &EditPerson, kind: OrganisationKind) -> Result<EditPerson, Faults> {
    let mut faults = Faults::new();
    let name = faults.line("name", &edit.name, NAME_MAX);
    let roles = roles(&edit.roles, kind, &mut faults);
    faults.or(EditPerson { name, roles, lang: edit.lang })
}

/// Each role once, and only those that the organisation has. Who shall sign in needs at least one.
fn roles(given: &[Role], kind: OrganisationKind, faults: &mut Faults) -> Vec<Role> {
    let allowed = rules::roles_of(kind);
    if given.is_empty() {
        faults.add("roles", Fault::Required);
    }
    if given.iter().any(|r| !allowed.contains(r)) {
        faults.add("roles", Fault::NotOffered);
    }
    allowed.iter().copied().filter(|r| given.contains(r)).collect()
}

/// Checks a new organisation's name.
///
/// # Errors
/// The faults by field.
pub fn validate_organisation(new: &NewOrganisation) -> Result<NewOrganisation, Faults> {
    let mut faults = Faults::new();
    let name = faults.line("name", &new.name, NAME_MAX);
    faults.or(NewOrganisation { name, kind: new.kind })
}

/// Checks a changed name.
///
/// # Errors
/// The faults by field.
pub fn validate_organisation_edit(edit: &EditOrganisation) -> Result<EditOrganisation, Faults> {
    let mut faults = Faults::new();
    let name = faults.line("name", &edit.name, NAME_MAX);
    let tier = edit.tier.as_ref().map(|typed| tier("tier", typed, &mut faults).unwrap_or_default());
    faults.or(EditOrganisation { name, tier })
}

/// A partner's tier: a word of one line, or none.
pub fn tier(field: &str, typed: &str, faults: &mut Faults) -> Option<String> {
    let tier = faults.optional_text(field, typed, TIER_MAX)?;
    if tier.contains(['\n', '\r', '\t']) {
        faults.add(field, Fault::ControlCharacters);
    }
    Some(tier)
}

/// Checks a new password: long enough, and not longer than what is hashed.
///
/// # Errors
/// The faults at the field `password`.
pub fn validate_password(password: &str) -> Result<(), Faults> {
    let mut faults = Faults::new();
    let characters = password.chars().count();
    if characters == 0 {
        faults.add("password", Fault::Required);
    } else if characters < PASSWORD_MIN {
        faults.add("password", Fault::TooShort(PASSWORD_MIN));
    } else if characters > PASSWORD_MAX {
        faults.add("password", Fault::TooLong(PASSWORD_MAX));
    }
    faults.or(())
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::lang::Lang;

    #[test]
    fn a_role_belongs_to_its_side() {
        let person = |roles: &[Role]| NewPerson {
            name: "Ada".to_owned(),
            email: " ada@example.com ".to_owned(),
            organisation_id: "o".to_owned(),
            roles: roles.to_vec(),
            lang: Lang::De,
        };
        let clean = validate_person(&person(&[Role::Sales, Role::Owner, Role::Sales]), OrganisationKind::Partner).unwrap();
        assert_eq!((clean.roles, clean.email.as_str()), (vec![Role::Owner, Role::Sales], "ada@example.com"));
        let faults = validate_person(&person(&[Role::Admin]), OrganisationKind::Partner).unwrap_err();
        assert_eq!(faults.of("roles"), [Fault::NotOffered]);
        assert_eq!(validate_person(&person(&[]), OrganisationKind::Vendor).unwrap_err().of("roles"), [Fault::Required]);
    }

    #[test]
    fn a_password_is_judged_by_its_length_alone() {
        assert!(validate_password("aaaaaaaaaa").is_ok());
        assert_eq!(validate_password("Ä1!x").unwrap_err().of("password"), [Fault::TooShort(PASSWORD_MIN)]);
        assert_eq!(validate_password(&"x".repeat(201)).unwrap_err().of("password"), [Fault::TooLong(PASSWORD_MAX)]);
    }
}
