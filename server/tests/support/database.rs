use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::Arc;

use eyelevel_server::app::App;
use eyelevel_server::calendars::Cache;
use eyelevel_server::clock::Clock;
use eyelevel_server::config::Config;
use eyelevel_server::db::{AsConn, Db, q};
use eyelevel_server::deliveries::Intake;
use eyelevel_server::demo;
use eyelevel_server::events::Events;
use eyelevel_server::serve::portal::Portal;

use super::TUESDAY;

/// A database of one test, gone with it: of five hundred, none may stay on the disk.
pub(crate) struct Database {
    pub(crate) url: String,
    /// SQLite's.
    _folder: Option<tempfile::TempDir>,
    /// PostgreSQL's server.
    server: Option<String>,
}

impl Drop for Database {
    fn drop(&mut self) {
        let Some(server) = self.server.take() else { return };
        let name = self.url.rsplit('/').next().unwrap_or_default().to_owned();
        // A runtime of its own: the test's can't be waited for from here.
        let dropping = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let admin = Db::connect(&server).await.unwrap();
                // Pools of the test, and servers that it started, may still hold connections.
                q(format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).run(&mut admin.read().await.unwrap()).await.unwrap();
                admin.close().await;
            });
        });
        // What is left over, the next run's `clear` takes.
        let _ended = dropping.join();
    }
}

impl Database {
    pub(crate) async fn open(&self) -> Db {
        Db::connect(&self.url).await.unwrap()
    }
}

/// A new database with the schema and the demo's stage.
pub(crate) async fn fresh() -> Database {
    match std::env::var("EYELEVEL_TEST_POSTGRES") {
        Ok(url) if !url.is_empty() => postgres(&url).await,
        _ => sqlite().await,
    }
}

/// The file that the first test of a process makes; the others copy it.
static TEMPLATE: tokio::sync::OnceCell<Vec<u8>> = tokio::sync::OnceCell::const_new();

/// A new database with nothing in it, not even the schema; of the other engine if there are two.
pub(crate) async fn empty(other: bool) -> Database {
    match std::env::var("EYELEVEL_TEST_POSTGRES") {
        Ok(server) if !server.is_empty() && !other => {
            let admin = Db::connect(&server).await.unwrap();
            let name = format!("eyelevel_{}", Clock::System.id().replace('-', ""));
            let sql = format!("CREATE DATABASE {name} TEMPLATE template0 LOCALE 'C.UTF-8'");
            q(sql).run(&mut admin.read().await.unwrap()).await.unwrap();
            admin.close().await;
            Database { url: beside(&server, &name), _folder: None, server: Some(server) }
        }
        _ => {
            let folder = tempfile::tempdir().unwrap();
            Database { url: format!("sqlite:{}", folder.path().join("eyelevel.db").display()), _folder: Some(folder), server: None }
        }
    }
}

async fn sqlite() -> Database {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("eyelevel.db");
    let url = format!("sqlite:{}", file.display());
    let template = TEMPLATE.get_or_init(async || {
        stage(&url).await;
        std::fs::read(&file).unwrap()
    });
    std::fs::write(&file, template.await).unwrap();
    Database { url, _folder: Some(folder), server: None }
}

/// A copy of a template that the first test of a run makes.
async fn postgres(server: &str) -> Database {
    let admin = Db::connect(server).await.unwrap();
    let template = template_name();
    {
        let mut on = admin.read().await.unwrap();
        // One at a time, across processes: each test is one.
        let _locked: (String,) = q("SELECT CAST(pg_advisory_lock(4217) AS TEXT)").one(&mut on).await.unwrap();
        let there: Option<(String,)> =
            q("SELECT CAST(datname AS TEXT) FROM pg_database WHERE datname = $1").bind(&template).maybe(&mut on).await.unwrap();
        if there.is_none() {
            clear(&mut on).await;
            q(format!("CREATE DATABASE {template}_new TEMPLATE template0 LOCALE 'C.UTF-8'")).run(&mut on).await.unwrap();
            stage(&beside(server, &format!("{template}_new"))).await;
            // Only a whole template has its name.
            q(format!("ALTER DATABASE {template}_new RENAME TO {template}")).run(&mut on).await.unwrap();
        }
        let _unlocked: (bool,) = q("SELECT pg_advisory_unlock(4217)").one(&mut on).await.unwrap();
    }
    let name = format!("eyelevel_{}", Clock::System.id().replace('-', ""));
    q(format!("CREATE DATABASE {name} TEMPLATE {template}")).run(&mut admin.read().await.unwrap()).await.unwrap();
    admin.close().await;
    Database { url: beside(server, &name), _folder: None, server: Some(server.to_owned()) }
}

/// Databases of runs long over: a cluster that serves many runs must not fill the disk.
async fn clear(on: &mut impl AsConn) {
    let sql = "SELECT CAST(datname AS TEXT) FROM pg_database WHERE datname LIKE 'eyelevel!_%' ESCAPE '!' \
               AND (pg_stat_file('base/' || oid || '/PG_VERSION')).modification < now() - INTERVAL '1 hour'";
    let old: Vec<(String,)> = q(sql).all(on).await.unwrap_or_default();
    for (name,) in old {
        // Still in use: left alone.
        let _dropped = q(format!("DROP DATABASE IF EXISTS {name}")).run(on).await;
    }
}

/// Another test binary means another template.
fn template_name() -> String {
    let exe = std::env::current_exe().unwrap();
    let mut hasher = DefaultHasher::new();
    exe.hash(&mut hasher);
    exe.metadata().unwrap().modified().unwrap().hash(&mut hasher);
    format!("eyelevel_template_{:016x}", hasher.finish())
}

/// The same server's database of another name.
fn beside(server: &str, name: &str) -> String {
    let (base, _) = server.rsplit_once('/').unwrap();
    format!("{base}/{name}")
}

async fn stage(url: &str) {
    let db = Db::connect(url).await.unwrap();
    db.migrate().await.unwrap();
    let app = App {
        names: eyelevel_server::webhooks::Names::default(),
        limits: eyelevel_server::people::tokens::Limits::default(),
        db: db.clone(),
        clock: Clock::fixed(TUESDAY),
        config: Arc::new(Config::for_tests(url)),
        portal: Arc::new(Portal::default()),
        intake: Intake::default(),
        hours: Cache::default(),
        events: Events::default(),
    };
    demo::stage(&app).await.unwrap();
    db.close().await;
}
