//! The commands of the binary `eyelevel`.

mod audit;
mod backup;
mod deliveries;
mod key;
mod mail;
mod statements;
mod user;

use std::path::PathBuf;
use std::sync::Arc;

use clap::{Parser, Subcommand};

use crate::app::App;
use crate::calendars::Cache;
use crate::clock::Clock;
use crate::config::{Config, Settings};
use crate::db::Db;
use crate::deliveries::Intake;
use crate::events::Events;
use crate::people::tokens::Limits;
use crate::serve::portal::Portal;
use crate::webhooks::Names;
use crate::{demo, serve};

/// Eyelevel: a partner portal in which every request has an owner, a deadline, an honest answer and the right recipient.
#[derive(Debug, Parser)]
#[command(
    name = "eyelevel",
    version,
    about,
    after_help = "\
Every setting can be a flag, an environment variable or a line of the TOML file that --config names, in this order of precedence.\n\
The first steps on an empty database: eyelevel migrate; eyelevel user add --vendor \"Your company\" --email you@example.com --name \"You\""
)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    settings: Settings,
}

#[derive(Debug, Subcommand)]
enum Command {
    #[command(flatten)]
    OnDatabase(OnDatabase),
    /// The demo's generator of licence keys: an order on standard input, a key on standard output
    #[command(name = demo::generator::COMMAND, hide = true)]
    DemoGenerator {
        /// For 9.x it makes keys that are for 8.x
        #[arg(long)]
        broken: bool,
    },
    /// The audit trail
    Audit {
        #[command(subcommand)]
        command: audit::Command,
    },
    /// Licence keys
    Key {
        #[command(subcommand)]
        command: key::Command,
    },
    /// Parcels
    Deliveries {
        #[command(subcommand)]
        command: deliveries::Command,
    },
    /// Mails that come back
    Mail {
        #[command(subcommand)]
        command: mail::Command,
    },
    /// Bank files and invoices
    Statements {
        #[command(subcommand)]
        command: statements::Command,
    },
}

/// What needs the settings and a database.
#[derive(Debug, Subcommand)]
enum OnDatabase {
    /// Serves the portal and the API; brings the schema up to date first
    Serve,
    /// Brings the schema up to date
    Migrate,
    /// Fills an empty database with a demo world and marks it as a demo: known passwords, loopback only
    Seed {
        /// The only world there is; said plainly, because it makes the database a demo
        #[arg(long, required = true)]
        demo: bool,
    },
    /// People
    User {
        #[command(subcommand)]
        command: user::Command,
    },
    /// Writes everything into one file, while the server goes on; the same format for both engines
    Backup {
        /// The file to write; it must not exist
        file: PathBuf,
    },
    /// Fills an empty database from a backup, of either engine
    Restore {
        /// The file that `backup` wrote
        file: PathBuf,
    },
}

/// `EX_TEMPFAIL`: a mail server keeps the mail, and tries again.
const TRY_AGAIN: u8 = 75;

impl Cli {
    /// What the program ends with if the command fails.
    #[must_use]
    pub const fn failure(&self) -> u8 {
        if matches!(self.command, Command::Mail { command: mail::Command::Bounce(_) }) { TRY_AGAIN } else { 1 }
    }
}

/// Runs a command; gives whether its answer is yes (`key inspect`: the key is valid).
///
/// # Errors
/// A sentence that says what went wrong and what to do.
pub async fn run(cli: Cli) -> Result<bool, String> {
    if let Command::DemoGenerator { broken } = cli.command {
        return demo::generator::run(broken).map(|()| true);
    }
    let settings = cli.settings.with_file().map_err(|e| e.to_string())?;
    log(settings.log_json);
    let config = || settings.resolve().map_err(|e| e.to_string());
    match cli.command {
        Command::OnDatabase(command) => on_database(command, config()?).await.map(|()| true),
        Command::DemoGenerator { .. } => Ok(true),
        Command::Audit { command } => audit::run(&app(config()?, false).await?, command).await,
        Command::Deliveries { command: deliveries::Command::CheckNumber(numbers) } => Ok(deliveries::check_number(&numbers)),
        Command::Mail { command: mail::Command::Inspect(files) } => mail::inspect(&files),
        Command::Mail { command: mail::Command::Bounce(bounce) } => {
            mail::bounce(bounce, &app(config()?, false).await?).await.map(|()| true)
        }
        Command::Statements { command: statements::Command::Inspect(files) } => statements::inspect(&files),
        // It may need no database, and then must not make one.
        Command::Key { command: key::Command::Inspect(inspect) } => key::inspect(inspect, async || app(config()?, false).await).await,
        Command::Key { command: key::Command::Issue(issue) } => key::issue(issue, &app(config()?, false).await?).await,
    }
}

async fn on_database(command: OnDatabase, config: Config) -> Result<(), String> {
    match command {
        OnDatabase::Serve => serve::run(app(config, true).await?).await,
        OnDatabase::Migrate => app(config, false).await.map(drop),
        OnDatabase::Seed { .. } => {
            let app = app(config, false).await?;
            let filled = demo::fill(&app).await;
            app.db.close().await;
            filled
        }
        OnDatabase::User { command } => user::run(&app(config, false).await?, command).await,
        OnDatabase::Backup { file } => backup::backup(&app(config, false).await?, &file).await,
        OnDatabase::Restore { file } => backup::restore(&app(config, false).await?, &file).await,
    }
}

/// Log lines name the thing and carry fields: no personal data, no keys, no tokens. `RUST_LOG` chooses them.
fn log(json: bool) {
    use tracing_subscriber::EnvFilter;
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn"));
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    // A second command in one process (a test) keeps the first one's.
    let _set = if json { lines.json().try_init() } else { lines.try_init() };
}

async fn app(config: Config, with_portal: bool) -> Result<App, String> {
    let db = Db::connect(&config.database_url).await.map_err(|e| format!("can't open the database: {e}"))?;
    db.migrate().await.map_err(|e| format!("can't bring the schema up to date: {e}"))?;
    let portal = if with_portal { portal(&config)? } else { Portal::default() };
    Ok(App {
        db,
        clock: Clock::System,
        config: Arc::new(config),
        portal: Arc::new(portal),
        intake: Intake::default(),
        hours: Cache::default(),
        events: Events::default(),
        names: Names::default(),
        limits: Limits::default(),
    })
}

fn portal(config: &Config) -> Result<Portal, String> {
    #[cfg(feature = "embed")]
    if config.portal_dir.is_none() {
        return Ok(Portal::embedded());
    }
    let folder = config.portal_dir.clone().unwrap_or_else(|| PathBuf::from("dist"));
    Portal::read(&folder).map_err(|e| format!("{}: {e}", folder.display()))
}
