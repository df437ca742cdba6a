//! The SQL of people and organisations that several verbs share.

use eyelevel_contract::email::Email;
use eyelevel_contract::ids::Id;
use eyelevel_contract::lang::Lang;
use eyelevel_contract::people::rules::{Actor, may_see_organisation};
use eyelevel_contract::people::{Installation, Me, Organisation, OrganisationKind, OrganisationRef, Person, PersonRef, Role};

use crate::app::App;
use crate::db::{AsConn, Query, bulk, q, q2};
use crate::error::{Error, Result};
use crate::write::Write;

/// A person with their organisation, as [`person_of`] reads it.
pub(super) const PEOPLE: &str = "SELECT p.id, p.name, p.email, p.lang, p.password_hash IS NOT NULL AS active, p.version, \
     o.id AS organisation_id, o.name AS organisation, o.kind, o.partner_id, \
     (SELECT string_agg(r.role, ' ') FROM person_roles r WHERE r.person_id = p.id) AS roles \
     FROM people p JOIN organisations o ON o.id = p.organisation_id";

#[derive(sqlx::FromRow)]
pub(super) struct PersonRow {
    id: Id,
    name: String,
    email: String,
    lang: String,
    active: bool,
    version: i64,
    organisation_id: Id,
    organisation: String,
    kind: String,
    partner_id: Option<Id>,
    roles: Option<String>,
}

impl PersonRow {
    /// What this person's organisation is.
    pub(super) fn kind(&self) -> Result<OrganisationKind> {
        kind_of(&self.kind)
    }

    pub(super) fn seen_by(&self, actor: &Actor) -> Result<bool> {
        Ok(may_see_organisation(actor, &self.organisation_id, self.kind()?, self.partner_id.as_deref()))
    }
}

pub(super) fn person_of(row: PersonRow) -> Result<Person> {
    Ok(Person {
        email: Email::parse(&row.email).map_err(|_| Error::Internal("an address that is none".to_owned()))?,
        organisation: OrganisationRef { id: row.organisation_id, name: row.organisation },
        roles: roles_of(row.roles.as_deref()),
        lang: Lang::from_word(&row.lang).unwrap_or(Lang::De),
        active: row.active,
        version: row.version,
        id: row.id,
        name: row.name,
    })
}

fn roles_of(words: Option<&str>) -> Vec<Role> {
    let mut roles: Vec<_> = words.unwrap_or_default().split(' ').filter_map(Role::from_word).collect();
    roles.sort_unstable();
    roles
}

/// A word of the column `organisations.kind`.
pub(super) fn kind_of(word: &str) -> Result<OrganisationKind> {
    OrganisationKind::from_word(word).ok_or_else(|| Error::Internal("an organisation of no kind".to_owned()))
}

/// A person whom the actor may see.
pub(super) async fn person_row(on: &mut impl AsConn, actor: &Actor, id: &str) -> Result<PersonRow> {
    let row: Option<PersonRow> = q(format!("{PEOPLE} WHERE p.id = $1")).bind(id).maybe(on).await?;
    let row = row.ok_or(Error::NotFound)?;
    if row.seen_by(actor)? { Ok(row) } else { Err(Error::NotFound) }
}

/// Who somebody is to themself.
pub(super) async fn me(app: &App, on: &mut impl AsConn, id: &str) -> Result<Me> {
    let row: Option<PersonRow> = q(format!("{PEOPLE} WHERE p.id = $1")).bind(id).maybe(on).await?;
    let row = row.ok_or(Error::Unauthenticated)?;
    let kind = row.kind()?;
    let person = person_of(row)?;
    Ok(Me {
        id: person.id,
        name: person.name,
        email: person.email,
        organisation: person.organisation,
        kind,
        roles: person.roles,
        lang: person.lang,
        installation: installation(app, on).await?,
    })
}

/// What every page needs to know about this installation.
///
/// # Errors
/// Whatever the database says.
pub async fn installation(app: &App, on: &mut impl AsConn) -> Result<Installation> {
    let vendor: Option<(String,)> = q("SELECT name FROM organisations WHERE kind = 'vendor' LIMIT 1").maybe(on).await?;
    let phone: Option<(String,)> = q("SELECT value FROM settings WHERE name = 'phone'").maybe(on).await?;
    Ok(Installation {
        vendor: vendor.map_or_else(|| "Eyelevel".to_owned(), |v| v.0),
        zone: app.config.zone.clone(),
        phone: if app.config.phone.is_empty() { phone.map(|p| p.0).unwrap_or_default() } else { app.config.phone.clone() },
        demo: is_demo(on).await?,
        now: app.clock.now(),
    })
}

/// Whether this database was marked as a demo when it was filled. That mark is demo mode.
///
/// # Errors
/// Whatever the database says.
pub async fn is_demo(on: &mut impl AsConn) -> Result<bool> {
    let row: Option<(String,)> = q("SELECT value FROM settings WHERE name = 'demo'").maybe(on).await?;
    Ok(row.is_some_and(|(value,)| value == "true"))
}

#[derive(sqlx::FromRow)]
struct OrganisationRow {
    id: Id,
    kind: String,
    name: String,
    partner_id: Option<Id>,
    tier: Option<String>,
    version: i64,
}

/// Organisations by a query that selects `id, kind, name, partner_id, tier, version`.
pub(super) async fn organisations(on: &mut impl AsConn, query: Query) -> Result<Vec<Organisation>> {
    let rows: Vec<OrganisationRow> = query.all(on).await?;
    rows.into_iter()
        .map(|r| {
            let kind = kind_of(&r.kind)?;
            Ok(Organisation { kind, id: r.id, name: r.name, partner_id: r.partner_id, tier: r.tier, version: r.version })
        })
        .collect()
}

/// An organisation that the actor may see.
pub(super) async fn organisation(on: &mut impl AsConn, actor: &Actor, id: &str) -> Result<Organisation> {
    let query = q("SELECT id, kind, name, partner_id, tier, version FROM organisations WHERE id = $1").bind(id);
    let found = organisations(on, query).await?.pop().ok_or(Error::NotFound)?;
    if may_see_organisation(actor, &found.id, found.kind, found.partner_id.as_deref()) { Ok(found) } else { Err(Error::NotFound) }
}

/// A person by name.
///
/// # Errors
/// If there is no such person.
pub async fn person_ref(on: &mut impl AsConn, id: &str) -> Result<PersonRef> {
    let (name,): (String,) = q("SELECT name FROM people WHERE id = $1").bind(id).maybe(on).await?.ok_or(Error::NotFound)?;
    Ok(PersonRef { id: id.to_owned(), name })
}

/// To the end of the write no other file adds companies, people or products: of two that name the same new one, the second finds it.
///
/// # Errors
/// Whatever the database says.
pub(crate) async fn hold_vendor(w: &mut Write) -> Result<()> {
    let vendor = "SELECT id FROM organisations WHERE kind = 'vendor' ORDER BY id";
    let _: Vec<(Id,)> = q2(vendor, format!("{vendor} FOR NO KEY UPDATE")).all(&mut w.tx).await?;
    Ok(())
}

/// To the end of the write nobody else changes what a person keeps of their own: of two at once the second sees what the first has done.
///
/// # Errors
/// Whatever the database says.
pub(crate) async fn hold_person(w: &mut Write, id: &str) -> Result<()> {
    let person = "SELECT id FROM people WHERE id = $1";
    let _: Option<(Id,)> = q2(person, format!("{person} FOR NO KEY UPDATE")).bind(id).maybe(&mut w.tx).await?;
    Ok(())
}

/// The vendor's people: id, name, mail address.
///
/// # Errors
/// Whatever the database says.
pub async fn vendors(on: &mut impl AsConn) -> Result<Vec<(Id, String, String)>> {
    let sql = "SELECT p.id, p.name, p.email FROM people p JOIN organisations o ON o.id = p.organisation_id \
               WHERE o.kind = 'vendor' ORDER BY p.id";
    Ok(q(sql).all(on).await?)
}

/// The vendor's people who have accepted, with their roles: id, name, mail address.
///
/// # Errors
/// Whatever the database says.
pub(crate) async fn vendors_with_roles(on: &mut impl AsConn) -> Result<Vec<(Id, String, String, Vec<Role>)>> {
    let sql = format!("{PEOPLE} WHERE o.kind = 'vendor' AND p.password_hash IS NOT NULL ORDER BY p.id");
    let rows: Vec<PersonRow> = q(sql).all(on).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.name, row.email, roles_of(row.roles.as_deref()))).collect())
}

/// Whether somebody works for the vendor: only they can own things.
///
/// # Errors
/// Whatever the database says.
pub async fn is_vendors(on: &mut impl AsConn, person_id: &str) -> Result<bool> {
    let sql = "SELECT p.id FROM people p JOIN organisations o ON o.id = p.organisation_id WHERE p.id = $1 AND o.kind = 'vendor'";
    let row: Option<(Id,)> = q(sql).bind(person_id).maybe(on).await?;
    Ok(row.is_some())
}

/// Who of these organisations holds one of these roles: each person once, with their organisation.
///
/// # Errors
/// Whatever the database says.
pub async fn with_roles(on: &mut impl AsConn, organisations: &[Id], roles: &[Role]) -> Result<Vec<(Id, Id)>> {
    let words = roles.iter().map(|r| format!("'{r}'")).collect::<Vec<_>>().join(", ");
    let mut found = Vec::new();
    for (some, places) in bulk::some_of(organisations) {
        let sql = format!(
            "SELECT p.id, p.organisation_id FROM people p WHERE p.organisation_id IN {places} \
             AND EXISTS (SELECT 1 FROM person_roles r WHERE r.person_id = p.id AND r.role IN ({words})) ORDER BY p.id"
        );
        let rows: Vec<(Id, Id)> = some.iter().fold(q(sql), Query::bind).all(on).await?;
        found.extend(rows);
    }
    Ok(found)
}

/// The names of these organisations, in alphabetical order.
///
/// # Errors
/// Whatever the database says.
pub async fn names_of(on: &mut impl AsConn, organisations: &[Id]) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for (some, places) in bulk::some_of(organisations) {
        let sql = format!("SELECT name FROM organisations WHERE id IN {places}");
        let rows: Vec<(String,)> = some.iter().fold(q(sql), Query::bind).all(on).await?;
        names.extend(rows.into_iter().map(|r| r.0));
    }
    names.sort_by_key(|name| name.to_lowercase());
    Ok(names)
}
