//! What happens beside the requests: new ones, people who go away, come back, lose their roles.

use std::collections::BTreeSet;

use eyelevel_contract::civil::Date;
use eyelevel_contract::demo_kits::{Draft, paths as kits_at};
use eyelevel_contract::enquiries;
use eyelevel_contract::ids::Id;
use eyelevel_contract::people::absences;
use serde_json::json;

use super::Year;
use super::chance::dies_after;
use crate::support::requests::question;

/// Days on which a whole level is away, so that the ladder has to go past it; and on which all are away whose matter it is.
const EMPTY: &[(i64, i64, &[&str])] = &[(60, 66, &["lead"]), (150, 157, &["approver", "admin"]), (240, 243, &["manager", "admin"])];

impl Year {
    /// Absences and roles.
    pub(super) async fn people(&mut self, today: Date) {
        let gone_back: Vec<_> = self.staff.people.iter().filter(|(_, p)| p.back.as_ref().is_some_and(|(on, _)| *on <= today)).collect();
        let gone_back: Vec<Id> = gone_back.into_iter().map(|(id, _)| id.clone()).collect();
        for id in gone_back {
            let (_, roles) = self.staff.people.get_mut(&id).unwrap().back.take().unwrap();
            self.becomes(&id, true, roles).await;
        }
        if self.chance.percent(3) {
            let id = self.anybody();
            // Somebody has to enter absences.
            if self.staff.people[&id].account != "admin" && self.staff.people[&id].back.is_none() {
                let back = today.plus_days(self.chance.between(2, 20));
                let roles = self.staff.people[&id].roles.clone();
                let (active, left) =
                    if self.chance.percent(50) { (false, roles.clone()) } else { (true, BTreeSet::from(["auditor".to_owned()])) };
                self.becomes(&id, active, left).await;
                self.staff.people.get_mut(&id).unwrap().back = Some((back, roles));
                self.figures.roles_lost += 1;
            }
        }
        self.absences().await;
        self.emptied(today).await;
        for _ in 0..2 {
            if self.chance.percent(20) {
                self.goes(today).await;
            }
        }
        if self.chance.percent(4) && !self.staff.absences.is_empty() {
            let all: Vec<_> = self.staff.absences.iter().filter(|a| a.ended_at.is_none()).map(|a| a.id.clone()).collect();
            if !all.is_empty() {
                let id = self.chance.of(&all).clone();
                self.client(0, "admin").await.delete(absences::one(&id)).await.is(204);
                self.figures.absences_ended += 1;
                self.absences().await;
            }
        }
    }

    async fn becomes(&mut self, id: &Id, active: bool, roles: BTreeSet<String>) {
        let world = &self.processes[0];
        let hash = if active { "'none'" } else { "NULL" };
        world.run(&format!("UPDATE people SET password_hash = {hash} WHERE id = '{id}'")).await;
        world.run(&format!("DELETE FROM person_roles WHERE person_id = '{id}'")).await;
        for role in &roles {
            world.run(&format!("INSERT INTO person_roles (person_id, role) VALUES ('{id}', '{role}')")).await;
        }
        let person = self.staff.people.get_mut(id).unwrap();
        (person.active, person.roles) = (active, roles);
    }

    /// Who is away, as the rows say.
    pub(super) async fn absences(&mut self) {
        self.staff.absences = self.processes[0].all("SELECT * FROM absences ORDER BY id").await;
    }

    /// Behind everybody's back, all of some roles go at once.
    async fn emptied(&mut self, today: Date) {
        let first: Date = "2026-11-24".parse().unwrap();
        for (from, until, roles) in EMPTY {
            if first.plus_days(*from) != today || self.staff.absences.iter().any(|a| a.id.starts_with(&format!("all-{from}-"))) {
                continue;
            }
            let until = first.plus_days(*until);
            let deputy = self.staff.people.iter().find(|(_, p)| p.account == "ledger").map(|(id, _)| id.clone()).unwrap();
            let gone: Vec<_> = self.staff.people.iter().filter(|(_, p)| p.is_any(roles)).map(|(id, _)| id.clone()).collect();
            for (n, id) in gone.into_iter().enumerate() {
                let sql = format!(
                    "INSERT INTO absences (id, person_id, deputy_id, from_on, until_on, entered_by, entered_at) \
                     VALUES ('all-{from}-{n}', '{id}', '{deputy}', '{today}', '{until}', '{deputy}', 1)"
                );
                self.processes[0].run(&sql).await;
            }
            self.absences().await;
        }
    }

    /// An absence is entered: what does not go together is refused, what does is taken.
    async fn goes(&mut self, today: Date) {
        let (person, deputy) = (self.anybody(), self.anybody());
        let from = today.plus_days(self.chance.between(-2, 10));
        let until = from.plus_days(self.chance.between(-1, 14));
        let body = json!({ "person_id": person, "deputy_id": deputy, "from_on": from, "until_on": until });
        let fits = self.staff.can_go(&person, &deputy, from, until, today);
        let client = self.client(1, "admin").await;
        let work = client.post(absences::PATH, &body);
        if self.chance.percent(10) {
            let steps = self.chance.below(40);
            self.figures.crashed_requests += u64::from(dies_after(steps, work).await.is_none());
        } else {
            let status = work.await.status.as_u16();
            assert_eq!(status, if fits { 201 } else { 422 }, "{body} {:?}", self.staff.absences);
            if fits { self.figures.absences += 1 } else { self.figures.absences_refused += 1 }
        }
        self.absences().await;
    }

    /// A partner sends something; whose process dies sends it once more, and there is one of it.
    pub(super) async fn arrives(&mut self) {
        let account = format!("p-{}", self.chance.below(self.partners as u64));
        let n = self.figures.requests;
        let process = usize::from(self.chance.percent(50));
        let client = self.client(process, &account).await.with_key(&format!("request-{n}"));
        let (path, body) = if self.chance.percent(8) {
            let return_on = Some(self.processes[0].today().plus_days(30));
            (kits_at::DEMO_KITS, json!(Draft { return_on, ..self.kit.clone() }))
        } else {
            (enquiries::PATH, json!(question(&format!("Question {n}"))))
        };
        if self.chance.percent(10) {
            let steps = self.chance.below(60);
            let died = dies_after(steps, client.post(path, &body)).await.is_none();
            self.figures.crashed_requests += u64::from(died);
        }
        client.post(path, &body).await.is(201);
        self.figures.requests += 1;
    }
}
