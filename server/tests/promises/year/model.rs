//! What must be true after each step, said in the test's own words over plain rows: nothing of the server's rules is asked.

use std::collections::{BTreeMap, BTreeSet};

use eyelevel_contract::civil::Date;
use eyelevel_contract::ids::{Id, Millis};

use super::stage::{Staff, WRITERS, standing};
use crate::support::World;

#[derive(Clone, Debug, PartialEq, sqlx::FromRow)]
pub(super) struct Request {
    pub(super) id: Id,
    pub(super) kind: String,
    pub(super) state: String,
    pub(super) section: String,
    pub(super) owner_id: Id,
    pub(super) requester_id: Id,
    pub(super) promise_id: Id,
    pub(super) reply_id: Option<Id>,
    pub(super) escalation_id: Option<Id>,
    pub(super) second_look: bool,
    pub(super) objected: bool,
}

#[derive(Clone, Debug, PartialEq, sqlx::FromRow)]
pub(super) struct Promise {
    pub(super) id: Id,
    pub(super) request_id: Id,
    pub(super) first_due_at: Millis,
    pub(super) due_at: Option<Millis>,
    pub(super) kept: Option<bool>,
    pub(super) settled_at: Option<Millis>,
}

#[derive(Clone, Debug, PartialEq, sqlx::FromRow)]
pub(super) struct Level {
    pub(super) id: Id,
    pub(super) request_id: Id,
    pub(super) promise_id: Id,
    pub(super) level: String,
    pub(super) person_id: Id,
    pub(super) by_id: Option<Id>,
    pub(super) at: Millis,
    pub(super) due_at: Option<Millis>,
    pub(super) answered_at: Option<Millis>,
    pub(super) missed_at: Option<Millis>,
    pub(super) over_at: Option<Millis>,
}

/// All that is there, as of the last look.
#[derive(Clone, Default, PartialEq)]
pub(super) struct Model {
    pub(super) requests: BTreeMap<Id, Request>,
    pub(super) promises: BTreeMap<Id, Promise>,
    pub(super) levels: BTreeMap<Id, Level>,
}

impl Model {
    /// Takes over what was not over yet, or has changed since.
    pub(super) async fn look(&mut self, world: &World, since: Millis) {
        let sql = format!("SELECT * FROM requests WHERE section <> 'done' OR reply_id IS NOT NULL OR updated_at >= {since}");
        self.requests.extend(world.all::<Request>(&sql).await.into_iter().map(|row| (row.id.clone(), row)));
        let sql = format!("SELECT * FROM promises WHERE settled_at IS NULL OR settled_at >= {since}");
        self.promises.extend(world.all::<Promise>(&sql).await.into_iter().map(|row| (row.id.clone(), row)));
        let sql = format!("SELECT * FROM escalations WHERE over_at IS NULL OR over_at >= {since}");
        self.levels.extend(world.all::<Level>(&sql).await.into_iter().map(|row| (row.id.clone(), row)));
    }

    /// What is not done, and what somebody waits for an answer to.
    pub(super) fn open(&self) -> impl Iterator<Item = &Request> {
        self.requests.values().filter(|request| request.section != "done" || request.reply_id.is_some())
    }

    pub(super) fn of_promise<'a>(&'a self, promise: &'a str) -> impl Iterator<Item = &'a Level> {
        self.levels.values().filter(move |level| level.promise_id == promise)
    }

    /// Levels by their promise: looked up often.
    fn by_promise(&self) -> BTreeMap<&Id, Vec<&Level>> {
        let mut all: BTreeMap<&Id, Vec<&Level>> = BTreeMap::new();
        for level in self.levels.values() {
            all.entry(&level.promise_id).or_default().push(level);
        }
        all
    }
}

/// One step: what was there before, what is there now.
pub(super) struct Step<'a> {
    pub(super) world: &'a World,
    pub(super) staff: &'a Staff,
    pub(super) before: &'a Model,
    pub(super) after: &'a Model,
    pub(super) now: Millis,
    pub(super) today: Date,
}

impl Step<'_> {
    pub(super) async fn check(&self) {
        let broken = self.promises().await;
        let missed = self.levels().await;
        self.ladder(&broken);
        self.passed_on(&missed);
        self.somebody().await;
        self.mails().await;
    }

    /// What was late when the step began is broken now, by exactly one entry, and nothing else is; nothing that is settled changes any more.
    async fn promises(&self) -> Vec<&Promise> {
        let mut broken = Vec::new();
        for promise in self.after.promises.values() {
            let was = self.before.promises.get(&promise.id);
            if let Some(was) = was {
                assert_eq!(was.first_due_at, promise.first_due_at, "the first date never changes: {promise:?}");
                assert!(was.kept.is_none() || was.kept == promise.kept, "kept or broken for ever: {was:?} {promise:?}");
                assert!(was.settled_at.is_none() || was == promise, "settled is settled: {was:?} {promise:?}");
            }
            let runs = was.filter(|was| was.kept.is_none() && was.settled_at.is_none());
            let is_late = runs.and_then(|was| was.due_at).is_some_and(|due| due < self.now);
            let breaks = promise.kept == Some(false) && was.is_none_or(|was| was.kept.is_none());
            assert_eq!(is_late, breaks, "broken when its date has passed, and only then: {was:?} {promise:?} at {}", self.now);
            if breaks {
                broken.push(promise);
            }
        }
        let mut requests: Vec<_> = broken.iter().map(|promise| promise.request_id.clone()).collect();
        requests.sort_unstable();
        assert_eq!(self.entries("promise_broken").await, requests, "one entry for each broken promise");
        broken
    }

    /// The requests that have an entry of a kind from this step.
    async fn entries(&self, kind: &str) -> Vec<Id> {
        let sql = format!("SELECT request_id FROM timeline WHERE kind = '{kind}' AND at = {} ORDER BY request_id", self.now);
        let mut ids: Vec<_> = self.world.all::<(Id,)>(&sql).await.into_iter().map(|(id,)| id).collect();
        ids.sort_unstable();
        ids
    }

    /// A broken promise that is still owed has been taken to a lead, or above where no lead is there; each level once.
    fn ladder(&self, broken: &[&Promise]) {
        let by_promise = self.after.by_promise();
        for levels in by_promise.values() {
            let mut words: Vec<_> = levels.iter().map(|level| &level.level).collect();
            words.sort_unstable();
            words.dedup();
            assert_eq!(words.len(), levels.len(), "a level twice for a promise: {levels:?}");
        }
        for promise in broken.iter().filter(|promise| promise.settled_at.is_none()) {
            let levels = by_promise.get(&promise.id).map_or(&[][..], Vec::as_slice);
            // Of a request's two clocks, one is with somebody: that is enough.
            let held = self.after.requests[&promise.request_id].escalation_id.is_some();
            assert!(held || !levels.is_empty(), "broken, and nobody above the owner has it: {promise:?}");
            if !levels.is_empty() && levels.iter().all(|level| level.level != "lead" && level.at == self.now && level.by_id.is_none()) {
                let id = &promise.request_id;
                let owners = [&self.before.requests[id].owner_id, &self.after.requests[id].owner_id];
                let leads = self.staff.there(&["lead"], self.today);
                assert!(leads.iter().all(|lead| owners.contains(lead)), "past a lead who is there: {levels:?} {leads:?}");
            }
        }
    }

    /// A level whose date has passed is missed once, with one entry; nothing stays late; what is settled has no level.
    async fn levels(&self) -> Vec<&Level> {
        let mut missed = Vec::new();
        let mut raised = Vec::new();
        for level in self.after.levels.values() {
            let was = self.before.levels.get(&level.id);
            if let Some(was) = was {
                assert!(was.missed_at.is_none() || was.missed_at == level.missed_at, "missed twice: {was:?} {level:?}");
                assert!(was.over_at.is_none() || was == level, "over is over: {was:?} {level:?}");
            } else {
                raised.push(level.request_id.clone());
                assert_eq!(level.at, self.now);
            }
            if level.missed_at == Some(self.now) {
                let due = was.and_then(|was| was.due_at);
                assert!(due.is_some_and(|due| due < self.now) && level.answered_at != Some(self.now), "missed too soon: {was:?} {level:?}");
                missed.push(level);
            }
            let request = &self.after.requests[&level.request_id];
            if level.over_at.is_none() {
                assert_eq!(request.escalation_id.as_ref(), Some(&level.id), "a request has one level: {level:?} {request:?}");
                let of_reply = request.reply_id.as_ref() == Some(&level.promise_id);
                assert!(request.section != "done" || of_reply, "escalated and done: {level:?}");
                let settled = self.after.promises[&level.promise_id].settled_at;
                assert!(request.kind != "enquiry" || settled.is_none(), "escalated and settled: {level:?}");
                let is_awaited = level.answered_at.is_none() || request.section == "with_vendor";
                let is_late = level.missed_at.is_none() && is_awaited && level.due_at.is_some_and(|due| due < self.now);
                assert!(!is_late, "late, and nobody has noticed: {level:?}");
            }
        }
        for request in self.after.requests.values().filter(|request| request.escalation_id.is_some()) {
            let level = &self.after.levels[request.escalation_id.as_ref().unwrap()];
            assert_eq!((level.over_at, &level.request_id), (None, &request.id));
        }
        raised.sort_unstable();
        assert_eq!(self.entries("escalated").await, raised, "one entry for each level");
        let mut requests: Vec<_> = missed.iter().map(|level| level.request_id.clone()).collect();
        requests.sort_unstable();
        assert_eq!(self.entries("escalation_missed").await, requests, "one entry for each level that was missed");
        missed
    }

    /// A lead who was late has passed it on; after the last level it stays, and is silent.
    fn passed_on(&self, missed: &[&Level]) {
        for level in missed {
            let has_it = self.after.requests[&level.request_id].escalation_id.as_ref().map(|id| &self.after.levels[id]);
            let has_it = has_it.unwrap_or_else(|| panic!("missed, and nobody has it: {level:?}"));
            if level.level == "lead" {
                assert_eq!((has_it.level.as_str(), has_it.at, level.over_at), ("management", self.now, Some(self.now)), "{level:?}");
            } else {
                assert_eq!(has_it.id, level.id, "{level:?}");
            }
        }
    }

    /// Whoever owns something, or has it above the owner, may, and is there: if anybody is.
    async fn somebody(&self) {
        let said_no: BTreeSet<(Id, Id)> =
            self.world.all("SELECT request_id, by_id FROM decisions WHERE verdict = 'declined'").await.into_iter().collect();
        let writers = self.staff.there(WRITERS, self.today);
        for request in self.after.open() {
            let refuses = |id: &Id| request.second_look && said_no.contains(&(request.id.clone(), id.clone()));
            let is_there = writers.contains(&&request.owner_id);
            assert!(is_there || writers.iter().all(|id| refuses(id)), "owned by who is not there: {request:?} {writers:?}");
            if let Some(id) = &request.escalation_id {
                let level = &self.after.levels[id];
                let standing = self.staff.there(standing(&level.level), self.today);
                let asked: Vec<_> = self.after.of_promise(&level.promise_id).map(|level| &level.person_id).collect();
                let free = standing.iter().any(|id| *id != &request.owner_id && !asked.contains(id));
                assert!(standing.contains(&&level.person_id) || !free, "a level of who is not there: {level:?} {standing:?}");
            }
        }
        let sql = "requests r LEFT JOIN people p ON p.id = r.owner_id LEFT JOIN promises m ON m.id = r.promise_id AND m.request_id = r.id \
                   WHERE p.id IS NULL OR m.id IS NULL";
        assert_eq!(self.world.count(sql).await, 0, "a request without owner or promise");
        let sql = "requests r LEFT JOIN promises m ON m.id = r.reply_id AND m.request_id = r.id AND m.settled_at IS NULL \
                   WHERE r.reply_id IS NOT NULL AND (m.id IS NULL OR m.due_at <> r.reply_due_at)";
        assert_eq!(self.world.count(sql).await, 0, "an answer that nobody owes");
        let sql = "promises m JOIN requests r ON r.id = m.request_id WHERE m.kept = FALSE AND m.settled_at IS NULL AND r.escalation_id IS NULL \
                   AND r.section <> 'done' AND m.id IN (r.promise_id, r.reply_id) \
                   AND NOT EXISTS (SELECT 1 FROM escalations e WHERE e.promise_id = m.id)";
        assert_eq!(self.world.count(sql).await, 0, "late, and nobody above the owner was asked");
    }

    /// Nobody is told the same twice; who has to be told is.
    async fn mails(&self) {
        let sql = format!("SELECT template, to_email, params FROM outbox WHERE created_at = {}", self.now);
        let mut mails = BTreeSet::new();
        let mut of_entry: BTreeMap<(String, String), BTreeSet<String>> = BTreeMap::new();
        for (template, to, params) in self.world.all::<(String, String, String)>(&sql).await {
            let params: serde_json::Value = serde_json::from_str(&params).unwrap();
            // What goes to a recipient is about no entry.
            let Some(entry) = params["entry"].as_str().map(str::to_owned) else { continue };
            assert!(mails.insert((template.clone(), entry.clone(), to.clone())), "twice: {template} {to} {params}");
            of_entry.entry((template, entry)).or_default().insert(to);
        }
        let sql = format!(
            "SELECT t.kind, t.id, p.email, o.email, t.request_id FROM timeline t JOIN requests r ON r.id = t.request_id \
             JOIN people p ON p.id = r.requester_id JOIN people o ON o.id = r.owner_id \
             WHERE t.at = {} AND t.kind IN ('promise_broken', 'escalated', 'escalation_missed')",
            self.now
        );
        for (kind, entry, requester, _owner, request) in self.world.all::<(String, String, String, String, String)>(&sql).await {
            let told = |template: &str| of_entry.get(&(template.to_owned(), entry.clone())).cloned().unwrap_or_default();
            match kind.as_str() {
                "promise_broken" => {
                    let both = told("promise_broken");
                    assert!(both.len() == 2 && both.contains(&requester), "{entry}: {both:?}");
                }
                "escalated" => assert_eq!(told("escalated").len(), 1, "{entry}"),
                _ => {
                    let top = self
                        .after
                        .levels
                        .values()
                        .any(|level| level.request_id == request && level.missed_at == Some(self.now) && level.level == "management");
                    assert_eq!(told("escalation_news").contains(&requester), top, "the last level's silence is said: {entry}");
                }
            }
        }
    }
}
