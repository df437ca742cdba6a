//! Who takes part: many partners, twenty people of the vendor's who can own something, and what becomes of them in a year.

use std::collections::{BTreeMap, BTreeSet};

use eyelevel_contract::civil::Date;
use eyelevel_contract::ids::Id;

use crate::support::World;

/// Somebody of the vendor's, as the simulation has made them.
#[derive(Clone, Debug)]
pub(super) struct Person {
    pub(super) account: String,
    pub(super) roles: BTreeSet<String>,
    pub(super) active: bool,
    /// When they get back what was taken from them, and the roles that they had.
    pub(super) back: Option<(Date, BTreeSet<String>)>,
}

impl Person {
    pub(super) fn is_any(&self, roles: &[&str]) -> bool {
        self.active && roles.iter().any(|role| self.roles.contains(*role))
    }
}

/// A row of `absences`.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(super) struct Absence {
    pub(super) id: Id,
    pub(super) person_id: Id,
    pub(super) deputy_id: Id,
    pub(super) from_on: String,
    pub(super) until_on: String,
    pub(super) ended_at: Option<i64>,
}

/// The vendor's people and who is away, as the simulation knows it.
#[derive(Default)]
pub(super) struct Staff {
    pub(super) people: BTreeMap<Id, Person>,
    pub(super) absences: Vec<Absence>,
}

/// Who takes part in requests for equipment and in enquiries.
pub(super) const WRITERS: &[&str] = &["approver", "support", "lead", "manager", "admin"];
/// Who may stand in.
pub(super) const DEPUTIES: &[&str] = &["approver", "support", "ledger", "lead", "manager", "admin"];

/// Who stands at a level, the first that anybody has: only one of the two decides who gets it, both may keep it.
pub(super) fn standing(level: &str) -> &'static [&'static str] {
    if level == "lead" { &["lead"] } else { &["manager", "admin"] }
}

impl Staff {
    pub(super) fn is_away(&self, person: &str, on: Date) -> bool {
        let on = on.to_string();
        self.absences.iter().any(|a| a.person_id == person && a.ended_at.is_none() && a.from_on <= on && on <= a.until_on)
    }

    /// Who has one of these roles, can sign in and is there.
    pub(super) fn there(&self, roles: &[&str], on: Date) -> Vec<&Id> {
        self.people.iter().filter(|(id, person)| person.is_any(roles) && !self.is_away(id, on)).map(|(id, _)| id).collect()
    }

    /// Whether an absence can be entered, said without the server's rules.
    pub(super) fn can_go(&self, person: &str, deputy: &str, from: Date, until: Date, today: Date) -> bool {
        let (first, last, now) = (from.to_string(), until.to_string(), today.to_string());
        let meets = |a: &&Absence| a.ended_at.is_none() && a.until_on >= now && a.from_on <= last && first <= a.until_on;
        let in_the_way = |a: &Absence| a.person_id == person || a.person_id == deputy || a.deputy_id == person;
        from <= until
            && until >= today
            && person != deputy
            && self.people[person].active
            && self.people[deputy].is_any(DEPUTIES)
            && !self.absences.iter().filter(meets).any(in_the_way)
    }
}

/// So many partners with one person each, and the vendor's people: six of the demo can own something, fourteen more come.
pub(super) async fn build(world: &World, partners: usize) -> Staff {
    let mut sql = Vec::new();
    for n in 0..partners {
        sql.push(format!("INSERT INTO organisations (id, kind, name, created_at) VALUES ('o-{n}', 'partner', 'Partner {n}', 1)"));
        sql.push(person(&format!("p-{n}"), &format!("o-{n}"), "Partner"));
        sql.push(format!("INSERT INTO person_roles (person_id, role) VALUES ('p-{n}', 'technician')"));
    }
    let vendor = world.organisation("Kranich Systems").await;
    let more = [("approver", 9), ("lead", 2), ("support", 2), ("manager", 1)];
    for (role, many) in more {
        for n in 0..many {
            let id = format!("{role}-{n}");
            sql.push(person(&id, &vendor, "Vendor"));
            sql.push(format!("INSERT INTO person_roles (person_id, role) VALUES ('{id}', '{role}')"));
        }
    }
    for sql in sql {
        world.run(&sql).await;
    }
    let mut staff = Staff::default();
    let rows: Vec<(Id, String, String)> = world
        .all(&format!(
            "SELECT p.id, p.email_key, r.role FROM people p JOIN person_roles r ON r.person_id = p.id WHERE p.organisation_id = '{vendor}'"
        ))
        .await;
    for (id, email, role) in rows {
        let account = email.split('@').next().unwrap().to_owned();
        let new = Person { account, roles: BTreeSet::new(), active: true, back: None };
        staff.people.entry(id).or_insert(new).roles.insert(role);
    }
    staff
}

fn person(id: &str, organisation: &str, name: &str) -> String {
    format!(
        "INSERT INTO people (id, organisation_id, name, email, email_key, lang, password_hash, created_at) \
         VALUES ('{id}', '{organisation}', '{name} {id}', '{id}@eyelevel.example', '{id}@eyelevel.example', 'en', 'none', 1)"
    )
}
