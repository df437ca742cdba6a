//! A year with many partners: requests, silence, absences, people who lose their roles, two processes, crashes. After every step the world is
//! compared with what a plain reader of its rows expects (`model`). Chance is a seed's; identifiers and the moment of a crash are the machine's.
//!
//! `EYELEVEL_TEST_FULL=1` plays 200 partners with 2400 requests in two steps a working day, else it is 40 partners, 300 requests and one step a day;
//! `EYELEVEL_TEST_SEED` plays another year.

mod acts;
mod chance;
mod events;
mod model;
mod stage;

use std::collections::BTreeMap;

use eyelevel_contract::demo_kits::Draft;
use eyelevel_contract::ids::Millis;
use eyelevel_server::jobs::Job;

use self::acts::Deed;
use self::chance::{Chance, dies_after};
use self::model::{Model, Step};
use self::stage::Staff;
use crate::support::{Answer, Client, DAY, HOUR, MINUTE, World};

/// A session that is older is begun anew.
const SESSION: Millis = 10 * DAY;

/// What happened, for whoever reads the test's output.
#[derive(Debug, Default)]
struct Figures {
    days: i64,
    steps: u64,
    requests: u64,
    taken: u64,
    refused: u64,
    crashed_requests: u64,
    crashed_jobs: u64,
    at_once: u64,
    absences: u64,
    absences_refused: u64,
    absences_ended: u64,
    roles_lost: u64,
}

struct Year {
    /// Two server processes on one database.
    processes: [World; 2],
    chance: Chance,
    staff: Staff,
    model: Model,
    clients: BTreeMap<(usize, String), (Client, Millis)>,
    partners: usize,
    kit: Draft,
    figures: Figures,
}

#[tokio::test]
async fn nobody_is_without_an_owner_and_no_broken_promise_is_missed_or_counted_twice() {
    let is_full = std::env::var("EYELEVEL_TEST_FULL").is_ok_and(|word| word == "1");
    let seed = std::env::var("EYELEVEL_TEST_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(2026);
    let (partners, requests) = if is_full { (200, 2_400) } else { (40, 300) };
    let world = World::new().await;
    let other = world.second_process().await;
    let staff = stage::build(&world, partners).await;
    let kit = world.draft(1, 0).await;
    let mut year = Year {
        processes: [world, other],
        chance: Chance::new(seed),
        staff,
        model: Model::default(),
        clients: BTreeMap::new(),
        partners,
        kit,
        figures: Figures::default(),
    };
    let morning = year.now();
    for day in 0..365 {
        let from = morning + day * DAY;
        // Monday to Friday people are at work; the machine always is.
        let works = day % 7 != 4 && day % 7 != 5;
        let hours: &[(i64, i64)] = if works && is_full { &[(0, 2), (5, 8)] } else { &[(1, 8)] };
        for (first, last) in hours {
            let at = from + year.chance.between(first * HOUR / MINUTE, last * HOUR / MINUTE) * MINUTE;
            let arrivals = if works { year.arrivals(requests, 261 * hours.len() as u64) } else { 0 };
            year.step(at, arrivals).await;
        }
        if day % 30 == 29 {
            year.whole().await;
        }
        year.figures.days += 1;
    }
    year.whole().await;
    year.report(seed).await;
}

impl Year {
    fn now(&self) -> Millis {
        self.processes[0].app.clock.now()
    }

    /// How many requests come in one of the steps on which people work.
    fn arrivals(&mut self, a_year: u64, steps: u64) -> u64 {
        a_year / steps + u64::from(self.chance.below(steps) < a_year % steps)
    }

    /// Something happens, the jobs run, everything is as it must be.
    async fn step(&mut self, at: Millis, arrivals: u64) {
        let since = self.now();
        self.processes[0].app.clock.set(at);
        let before = self.model.clone();
        let today = self.processes[0].today();
        self.people(today).await;
        for _ in 0..arrivals {
            self.arrives().await;
        }
        let live: Vec<_> = self
            .model
            .requests
            .values()
            .filter(|r| r.section != "done" || r.reply_id.is_some() || r.state == "declined")
            .cloned()
            .collect();
        for request in live {
            let Some(deed) = self.deed(&request).await else { continue };
            let twin = if self.chance.percent(10) { self.deed(&request).await } else { None };
            match twin {
                Some(twin) => self.both(deed, twin).await,
                None => self.does(deed).await,
            }
        }
        self.jobs().await;
        self.absences().await;
        self.model.look(&self.processes[0], since).await;
        let step = Step { world: &self.processes[0], staff: &self.staff, before: &before, after: &self.model, now: at, today };
        step.check().await;
        self.figures.steps += 1;
    }

    async fn client(&mut self, process: usize, account: &str) -> Client {
        let now = self.now();
        let key = (process, account.to_owned());
        if let Some((client, since)) = self.clients.get(&key)
            && now - since < SESSION
        {
            return client.clone();
        }
        let client = self.processes[process].as_(account).await;
        self.clients.insert(key, (client.clone(), now));
        client
    }

    async fn does(&mut self, deed: Deed) {
        let process = usize::from(self.chance.percent(50));
        let client = self.client(process, &deed.account).await;
        let work = client.post(&deed.path, &deed.body);
        if self.chance.percent(5) {
            let steps = self.chance.below(60);
            if let Some(answer) = dies_after(steps, work).await {
                self.note(&deed, &answer);
            } else {
                self.figures.crashed_requests += 1;
            }
            return;
        }
        let answer = work.await;
        self.note(&deed, &answer);
    }

    /// Two do something to the same request at once, each at another process.
    async fn both(&mut self, one: Deed, two: Deed) {
        let (a, b) = (self.client(0, &one.account).await, self.client(1, &two.account).await);
        let (a, b) = tokio::join!(a.post(&one.path, &one.body), b.post(&two.path, &two.body));
        self.note(&one, &a);
        self.note(&two, &b);
        self.figures.at_once += 1;
    }

    fn note(&mut self, deed: &Deed, answer: &Answer) {
        let status = answer.status.as_u16();
        assert!(status < 500, "{} {}: {status} {}", deed.path, deed.body, answer.text());
        if status < 300 { self.figures.taken += 1 } else { self.figures.refused += 1 }
    }

    /// Both processes run them, one after the other or at the same time, or one dies in the middle and the other goes on.
    async fn jobs(&mut self) {
        let [one, two] = [self.processes[0].app.clone(), self.processes[1].app.clone()];
        for job in [Job::Absences, Job::Promises] {
            match self.chance.below(4) {
                0 => {
                    let (a, b) = tokio::join!(job.run(&one), job.run(&two));
                    a.unwrap();
                    b.unwrap();
                    self.figures.at_once += 1;
                }
                1 => {
                    let steps = self.chance.below(80);
                    let died = dies_after(steps, job.run(&one)).await.is_none();
                    self.figures.crashed_jobs += u64::from(died);
                }
                2 => {
                    job.run(&two).await.unwrap();
                }
                _ => {}
            }
            while job.run(&one).await.unwrap() > 0 {}
        }
        if self.chance.percent(2) {
            Job::Tidy.run(&two).await.unwrap();
        }
    }

    /// Nothing has changed that no step has seen; what a crash could have left half done is whole.
    async fn whole(&self) {
        let world = &self.processes[0];
        let mut all = Model::default();
        all.look(world, 0).await;
        assert!(all == self.model, "something has changed that no step has seen");
        assert_eq!(world.count("requests").await, i64::try_from(self.figures.requests).unwrap(), "sent twice, or lost");
        assert_eq!(world.count("timeline WHERE kind = 'submitted'").await, world.count("requests").await);
        for (these, those) in [
            ("timeline WHERE kind IN ('approved', 'declined', 'offered')", "decisions"),
            ("timeline WHERE kind = 'promise_broken'", "promises WHERE kept = FALSE"),
            ("timeline WHERE kind = 'escalation_missed'", "escalations WHERE missed_at IS NOT NULL"),
            ("timeline WHERE kind = 'escalated'", "escalations"),
            ("timeline WHERE kind = 'escalation_answered'", "escalations WHERE answered_at IS NOT NULL"),
            ("outbox WHERE template = 'escalated'", "escalations"),
            ("audit WHERE action = 'promise.broken'", "promises WHERE kept = FALSE"),
        ] {
            assert_eq!(world.count(these).await, world.count(those).await, "{these}, {those}");
        }
        assert_eq!(world.count("outbox WHERE template = 'promise_broken'").await, 2 * world.count("promises WHERE kept = FALSE").await);
    }

    async fn report(&self, seed: u64) {
        let world = &self.processes[0];
        let mut lines = vec![format!("seed {seed}, {} partners: {:?}", self.partners, self.figures)];
        for what in [
            "promises",
            "promises WHERE kept = FALSE",
            "promises WHERE moved_reason IS NOT NULL",
            "escalations WHERE level = 'lead'",
            "escalations WHERE level = 'management'",
            "escalations WHERE by_id IS NOT NULL",
            "escalations WHERE missed_at IS NOT NULL",
            "timeline WHERE kind = 'stands_in'",
            "timeline WHERE kind = 'taken_over'",
            "outbox",
        ] {
            lines.push(format!("{what}: {}", world.count(what).await));
        }
        println!("{}", lines.join("\n"));
        for must in ["promises WHERE kept = FALSE", "escalations WHERE level = 'management'", "timeline WHERE kind = 'stands_in'"] {
            assert!(world.count(must).await > 0, "a year without {must} shows nothing");
        }
    }
}
