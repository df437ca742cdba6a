//! A world for one test: a fresh database (PostgreSQL if `EYELEVEL_TEST_POSTGRES` names one, else SQLite), the demo's people and catalogue, a
//! clock that stands still, and clients that speak HTTP to the service without a network.

mod answer;
mod client;
pub(crate) mod database;
pub(crate) mod dns;
pub(crate) mod kits;
pub(crate) mod live;
pub(crate) mod names;
pub(crate) mod postfix;
pub(crate) mod process;
pub(crate) mod requests;
pub(crate) mod smtp;

pub(crate) use answer::Answer;
pub(crate) use client::Client;
pub(crate) use names::Phonebook;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use eyelevel_contract::ids::{Id, Millis};
use eyelevel_server::app::{self, App};
use eyelevel_server::calendars::Cache;
use eyelevel_server::clock::Clock;
use eyelevel_server::config::Config;
use eyelevel_server::db::{Row, q};
use eyelevel_server::deliveries::Intake;
use eyelevel_server::events::Events;
use eyelevel_server::jobs::Job;
use eyelevel_server::mail::transport::Transport;
use eyelevel_server::mail::worker;
use eyelevel_server::people::session;
use eyelevel_server::people::tokens::Limits;
use eyelevel_server::serve::portal::Portal;
use eyelevel_server::webhooks::Names;
use eyelevel_server::write::Write;

/// Tuesday, 24 November 2026, 10:00 in Berlin.
pub(crate) const TUESDAY: Millis = 1_795_510_800_000;
/// So often a silent stream says that it lives.
const BEAT: Duration = Duration::from_millis(50);
pub(crate) const MINUTE: Millis = 60_000;
pub(crate) const HOUR: Millis = 60 * MINUTE;
pub(crate) const DAY: Millis = 24 * HOUR;

/// Everything that a test needs.
pub(crate) struct World {
    pub(crate) app: App,
    service: Router,
    database: Arc<database::Database>,
    /// Where the addresses of webhooks lead.
    pub(crate) names: Phonebook,
}

impl World {
    /// The demo's stage, at ten in the morning on a Tuesday.
    pub(crate) async fn new() -> Self {
        Self::with(|_| {}).await
    }

    /// The same with other settings.
    pub(crate) async fn with(change: impl FnOnce(&mut Config)) -> Self {
        let database = database::fresh().await;
        let mut config = Config::for_tests(&database.url);
        change(&mut config);
        let names = Phonebook::default();
        let app = App {
            db: database.open().await,
            clock: Clock::fixed(TUESDAY),
            config: Arc::new(config),
            portal: Arc::new(Portal::default()),
            intake: Intake::default(),
            hours: Cache::default(),
            events: Events::beating(BEAT),
            names: Names::by(names.clone()),
            limits: Limits::default(),
        };
        Self { service: app::service(app.clone()), app, database: Arc::new(database), names }
    }

    /// What stands in a database that somebody else has filled.
    pub(crate) async fn of(database: database::Database) -> Self {
        let config = Config::for_tests(&database.url);
        let clock = Clock::fixed(Clock::System.now());
        let names = Phonebook::default();
        let app = App {
            db: database.open().await,
            clock,
            config: Arc::new(config),
            portal: Arc::new(Portal::default()),
            intake: Intake::default(),
            hours: Cache::default(),
            events: Events::beating(BEAT),
            names: Names::by(names.clone()),
            limits: Limits::default(),
        };
        Self { service: app::service(app.clone()), app, database: Arc::new(database), names }
    }

    /// Where its database is.
    pub(crate) fn database_url(&self) -> &str {
        &self.database.url
    }

    /// The same with a built portal.
    pub(crate) fn with_portal(self, portal: Portal) -> Self {
        let app = App { portal: Arc::new(portal), ..self.app };
        Self { service: app::service(app.clone()), app, ..self }
    }

    /// Another server process on the same database: its own pools, its own service, the same clock.
    pub(crate) async fn second_process(&self) -> Self {
        let app = App {
            db: self.database.open().await,
            intake: Intake::default(),
            hours: Cache::default(),
            events: Events::beating(BEAT),
            limits: Limits::default(),
            ..self.app.clone()
        };
        Self { service: app::service(app.clone()), app, database: Arc::clone(&self.database), names: self.names.clone() }
    }

    /// A client without a session.
    pub(crate) fn nobody(&self) -> Client {
        Client::new(self.service.clone(), None)
    }

    /// A client that is signed in as one of the demo's accounts (`partner`, `approver` …).
    pub(crate) async fn as_(&self, account: &str) -> Client {
        let id = self.person(account).await;
        let mut w = Write::begin(&self.app, Some(id.clone()), "portal").await.unwrap();
        let cookie = session::begin(&mut w, &id).await.unwrap();
        w.commit().await.unwrap();
        let cookie = cookie.to_str().unwrap().split(';').next().unwrap().to_owned();
        Client::new(self.service.clone(), Some(cookie))
    }

    /// The id of one of the demo's people.
    pub(crate) async fn person(&self, account: &str) -> Id {
        self.one::<(Id,)>(&format!("SELECT id FROM people WHERE email_key = '{account}@eyelevel.example'")).await.0
    }

    /// The id of an organisation by its name.
    pub(crate) async fn organisation(&self, name: &str) -> Id {
        self.one::<(Id,)>(&format!("SELECT id FROM organisations WHERE name = '{name}'")).await.0
    }

    /// The clock goes on.
    pub(crate) fn later(&self, by: Millis) {
        self.app.clock.set(self.app.clock.now() + by);
    }

    /// Sends what the outbox holds, as a demo does, and runs the jobs once.
    pub(crate) async fn run_jobs(&self) {
        for job in [Job::Promises, Job::Loans, Job::Tidy] {
            job.run(&self.app).await.unwrap();
        }
        self.send_mails().await;
    }

    /// Sends what the outbox holds, as a demo does.
    pub(crate) async fn send_mails(&self) {
        worker::run(&self.app, &Transport::Demo).await.unwrap();
    }

    /// All mails that were sent to an address, oldest first: subject and body.
    pub(crate) async fn mails_to(&self, email: &str) -> Vec<(String, String)> {
        self.send_mails().await;
        self.all(&format!("SELECT subject, body FROM demo_mails WHERE to_email = '{email}' ORDER BY at, id")).await
    }

    /// The newest mail to an address whose subject holds a text.
    pub(crate) async fn mail(&self, email: &str, subject: &str) -> (String, String) {
        let mails = self.mails_to(email).await;
        let found = mails.iter().rev().find(|(s, _)| s.contains(subject)).cloned();
        found.unwrap_or_else(|| panic!("no mail “{subject}” to {email} among {:?}", mails.iter().map(|m| &m.0).collect::<Vec<_>>()))
    }

    /// The link in a mail: its path.
    pub(crate) async fn link(&self, email: &str, subject: &str) -> String {
        let (_, body) = self.mail(email, subject).await;
        let url = body.split_whitespace().find(|w| w.starts_with(&self.app.config.base_url)).expect("a link in the mail");
        url[self.app.config.base_url.len()..].to_owned()
    }

    /// Two things that happen in the same instant: on PostgreSQL both come as far as they can while nobody may write to a table, and then
    /// go on side by side; SQLite has one writer anyway.
    pub(crate) async fn at_once<A, B>(&self, table: &str, a: impl Future<Output = A>, b: impl Future<Output = B>) -> (A, B) {
        if !self.app.db.is_postgres() {
            return tokio::join!(a, b);
        }
        let mut tx = self.app.db.begin().await.unwrap();
        q(format!("LOCK TABLE {table} IN SHARE MODE")).run(&mut tx).await.unwrap();
        let release = async {
            let waiting =
                "SELECT CAST(COUNT(*) AS BIGINT) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()";
            while q(waiting).one::<(i64,)>(&mut tx).await.unwrap().0 < 2 {
                q("SELECT pg_stat_clear_snapshot()").run(&mut tx).await.unwrap();
            }
            tx.commit().await.unwrap();
        };
        let (a, b, ()) = tokio::join!(a, b, release);
        (a, b)
    }

    /// Looks into the database.
    pub(crate) async fn all<T: Row>(&self, sql: &str) -> Vec<T> {
        q(sql.to_owned()).all(&mut self.app.db.read().await.unwrap()).await.unwrap()
    }

    /// Looks into the database for exactly one row.
    pub(crate) async fn one<T: Row>(&self, sql: &str) -> T {
        q(sql.to_owned()).one(&mut self.app.db.read().await.unwrap()).await.unwrap_or_else(|e| panic!("{sql}: {e}"))
    }

    /// How many rows a table has, with a condition.
    pub(crate) async fn count(&self, from: &str) -> i64 {
        self.one::<(i64,)>(&format!("SELECT CAST(COUNT(*) AS BIGINT) FROM {from}")).await.0
    }

    /// Changes the database behind everybody's back.
    pub(crate) async fn run(&self, sql: &str) {
        let mut tx = self.app.db.begin().await.unwrap();
        q(sql.to_owned()).run(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
    }
}
