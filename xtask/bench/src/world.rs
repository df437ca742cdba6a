//! A database in a temporary folder, with the demo's people and catalogue.

use std::path::PathBuf;
use std::sync::Arc;

use axum::http::HeaderValue;
use eyelevel_server::app::App;
use eyelevel_server::calendars::Cache;
use eyelevel_server::clock::Clock;
use eyelevel_server::config::Config;
use eyelevel_server::db::{Db, q};
use eyelevel_server::deliveries::Intake;
use eyelevel_server::demo;
use eyelevel_server::events::Events;
use eyelevel_server::people::session;
use eyelevel_server::people::tokens::Limits;
use eyelevel_server::serve::portal::Portal;
use eyelevel_server::webhooks::Names;
use eyelevel_server::write::Write;

/// Removed when it is dropped.
pub(crate) struct World {
    pub(crate) app: App,
    folder: PathBuf,
}

impl World {
    pub(crate) async fn new(name: &str) -> Result<Self, String> {
        let folder = std::env::temp_dir().join(format!("eyelevel-bench-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
        let url = format!("sqlite:{}", folder.join("eyelevel.db").display());
        let app = open(&url).await?;
        demo::stage(&app).await.map_err(|e| e.to_string())?;
        Ok(Self { app, folder })
    }

    /// A session's cookie for one of the demo's accounts.
    pub(crate) async fn cookie(&self, account: &str) -> Result<HeaderValue, String> {
        cookie(&self.app, account).await
    }
}

impl Drop for World {
    fn drop(&mut self) {
        // A temporary folder that stays is no reason to fail.
        let _gone = std::fs::remove_dir_all(&self.folder);
    }
}

/// The application on a database, brought up to date.
pub(crate) async fn open(url: &str) -> Result<App, String> {
    let db = Db::connect(url).await.map_err(|e| e.to_string())?;
    db.migrate().await.map_err(|e| e.to_string())?;
    Ok(App {
        db,
        clock: Clock::System,
        config: Arc::new(Config::for_tests(url)),
        portal: Arc::new(Portal::default()),
        intake: Intake::default(),
        hours: Cache::default(),
        events: Events::default(),
        names: Names::default(),
        limits: Limits::default(),
    })
}

pub(crate) async fn cookie(app: &App, account: &str) -> Result<HeaderValue, String> {
    let sql = "SELECT id FROM people WHERE email_key = $1";
    let mut on = app.db.read().await.map_err(|e| e.to_string())?;
    let (id,): (String,) = q(sql).bind(format!("{account}@eyelevel.example")).one(&mut on).await.map_err(|e| e.to_string())?;
    drop(on);
    cookie_of(app, &id).await
}

/// A session's cookie for a person.
pub(crate) async fn cookie_of(app: &App, id: &str) -> Result<HeaderValue, String> {
    let mut w = Write::begin(app, Some(id.to_owned()), "command").await.map_err(|e| e.to_string())?;
    let set = session::begin(&mut w, id).await.map_err(|e| e.to_string())?;
    w.commit().await.map_err(|e| e.to_string())?;
    let pair = set.to_str().unwrap_or_default().split(';').next().unwrap_or_default().to_owned();
    HeaderValue::from_str(&pair).map_err(|e| e.to_string())
}
