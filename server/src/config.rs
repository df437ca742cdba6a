//! Settings: flags, environment (`EYELEVEL_…`) and one TOML file, in this order of precedence.

mod datev;
mod emergency;
mod generator;
mod secret;

pub use datev::Datev;
pub use emergency::Hours;
pub use generator::Generator;

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use clap::Args;
use eyelevel_contract::statements::FILE_MAX;
use serde::Deserialize;

/// Every setting, as it may stand on the command line, in the environment or in the file. What none of them says has a default.
#[derive(Args, Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// A TOML file with these settings (`database_url = "…"`); flags and environment win over it
    #[arg(id = "config", long = "config", env = "EYELEVEL_CONFIG", global = true, value_name = "FILE")]
    #[serde(skip)]
    pub file: Option<PathBuf>,

    /// `sqlite:PATH` (created if missing) or `postgres://USER:PASSWORD@HOST/DATABASE` [default: sqlite:eyelevel.db]
    #[arg(long, env = "EYELEVEL_DATABASE_URL", global = true, value_name = "URL", hide_env_values = true)]
    pub database_url: Option<String>,

    /// Address and port to listen on; a demo listens on loopback only [default: 127.0.0.1:8480]
    #[arg(long, env = "EYELEVEL_LISTEN", global = true, value_name = "ADDRESS:PORT")]
    pub listen: Option<SocketAddr>,

    /// Where people reach the portal; mails link to it. https makes cookies secure [default: http://LISTEN]
    #[arg(long, env = "EYELEVEL_BASE_URL", global = true, value_name = "URL")]
    pub base_url: Option<String>,

    /// The folder of the built portal [default: dist; with the feature `embed`: the one inside the binary]
    #[arg(long, env = "EYELEVEL_PORTAL_DIR", global = true, value_name = "FOLDER")]
    pub portal_dir: Option<PathBuf>,

    /// Signs links; at least 32 characters, the same for all processes on one database
    /// [default with SQLite: made once, in DATABASE.secret]
    #[arg(long, env = "EYELEVEL_SECRET", global = true, value_name = "TEXT", hide_env_values = true)]
    pub secret: Option<String>,

    /// IANA zone of the vendor's calendar [default: Europe/Berlin]
    #[arg(long, env = "EYELEVEL_ZONE", global = true, value_name = "ZONE")]
    pub zone: Option<String>,

    /// A phone number for people whom the portal could not help; shown on public pages
    #[arg(long, env = "EYELEVEL_PHONE", global = true, value_name = "NUMBER")]
    pub phone: Option<String>,

    /// The number for partners whose customers' production is down [default: PHONE]
    #[arg(long, env = "EYELEVEL_EMERGENCY_PHONE", global = true, value_name = "NUMBER")]
    pub emergency_phone: Option<String>,

    /// When somebody answers there: days and hours in ZONE, like `Mo-Fr 07:00-20:00` or `24/7` [default: the calendar's]
    #[arg(long, env = "EYELEVEL_EMERGENCY_HOURS", global = true, value_name = "HOURS")]
    pub emergency_hours: Option<Hours>,

    /// The program that makes licence keys for products with an external generator: it reads an order as JSON, and prints the key as JSON
    #[arg(long, env = "EYELEVEL_KEY_GENERATOR", global = true, value_name = "COMMAND")]
    pub key_generator: Option<String>,

    /// So long it may take [default: 10]
    #[arg(long, env = "EYELEVEL_KEY_GENERATOR_SECONDS", global = true, value_name = "SECONDS")]
    pub key_generator_seconds: Option<u64>,

    /// A folder of files of the bank and of invoices: what lies there is posted, and moved to `posted` or `refused` in it
    #[arg(long, env = "EYELEVEL_STATEMENTS_FOLDER", global = true, value_name = "FOLDER")]
    pub statements_folder: Option<PathBuf>,

    /// The program that makes PDFs [default: eyelevel-documents, beside this program]
    #[arg(long, env = "EYELEVEL_DOCUMENTS", global = true, value_name = "PROGRAM")]
    pub documents: Option<PathBuf>,

    /// By which accounts statements go to DATEV, in words: `advisor=29098 client=55003 chart=SKR04 bank=1810 revenue.1900=4400`
    /// [default: SKR03]
    #[arg(long, env = "EYELEVEL_DATEV", global = true, value_name = "WORDS")]
    pub datev: Option<String>,

    /// The largest file of the bank that is taken, in MB. It lies in the folder for temporary files (TMPDIR) while it is read [default: 1000]
    #[arg(long, env = "EYELEVEL_STATEMENT_FILE_MB", global = true, value_name = "MB")]
    pub statement_file_mb: Option<u64>,

    /// `smtp://USER:PASSWORD@HOST:587?tls=required`, `smtps://…`, or `smtp://HOST:25`. Without it mails wait (a demo shows them at /dev/mail)
    #[arg(long, env = "EYELEVEL_SMTP_URL", global = true, value_name = "URL", hide_env_values = true)]
    pub smtp_url: Option<String>,

    /// The sender of mails [default: no-reply@HOST-OF-BASE-URL]
    #[arg(long, env = "EYELEVEL_MAIL_FROM", global = true, value_name = "ADDRESS")]
    pub mail_from: Option<String>,

    /// Proxies whose X-Forwarded-For is believed, comma-separated
    #[arg(long, env = "EYELEVEL_TRUSTED_PROXIES", global = true, value_name = "IP,IP…", value_delimiter = ',')]
    pub trusted_proxies: Vec<IpAddr>,

    /// Where Prometheus finds /metrics; off without it. Not for the public
    #[arg(long, env = "EYELEVEL_METRICS_LISTEN", global = true, value_name = "ADDRESS:PORT")]
    pub metrics_listen: Option<SocketAddr>,

    /// Log lines as JSON
    #[arg(long, env = "EYELEVEL_LOG_JSON", global = true)]
    pub log_json: bool,
}

/// The settings of a running server, each with its value.
#[derive(Clone, Debug)]
pub struct Config {
    pub database_url: String,
    pub listen: SocketAddr,
    /// Where people reach it, without a slash at the end: `https://partner.example.com`.
    pub base_url: String,
    /// Whether `base_url` was named: if not, whatever loopback name the browser uses is taken for ours.
    pub base_url_named: bool,
    pub portal_dir: Option<PathBuf>,
    /// Signs links; from outside the database.
    pub secret: Vec<u8>,
    /// IANA zone of the vendor's calendar.
    pub zone: String,
    pub phone: String,
    pub emergency_phone: String,
    /// None: the calendar's.
    pub emergency_hours: Option<Hours>,
    pub key_generator: Option<Generator>,
    pub statements_folder: Option<PathBuf>,
    pub documents: Option<PathBuf>,
    pub datev: Datev,
    /// The largest file of a bank, in bytes.
    pub statement_file_bytes: u64,
    pub smtp_url: Option<String>,
    pub mail_from: String,
    pub trusted_proxies: Vec<IpAddr>,
    pub metrics_listen: Option<SocketAddr>,
}

/// Why the settings can't be used: a sentence that says what to do.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct BadSettings(String);

impl Settings {
    /// Adds what the file says where neither flag nor environment does.
    ///
    /// # Errors
    /// If the file can't be read, or names a setting that does not exist.
    pub fn with_file(self) -> Result<Self, BadSettings> {
        let Some(path) = &self.file else { return Ok(self) };
        let text = std::fs::read_to_string(path).map_err(|e| BadSettings(format!("{}: {e}", path.display())))?;
        let file: Self = toml::from_str(&text).map_err(|e| BadSettings(format!("{}: {e}", path.display())))?;
        Ok(Self {
            file: self.file,
            database_url: self.database_url.or(file.database_url),
            listen: self.listen.or(file.listen),
            base_url: self.base_url.or(file.base_url),
            portal_dir: self.portal_dir.or(file.portal_dir),
            secret: self.secret.or(file.secret),
            zone: self.zone.or(file.zone),
            phone: self.phone.or(file.phone),
            emergency_phone: self.emergency_phone.or(file.emergency_phone),
            emergency_hours: self.emergency_hours.or(file.emergency_hours),
            key_generator: self.key_generator.or(file.key_generator),
            key_generator_seconds: self.key_generator_seconds.or(file.key_generator_seconds),
            statements_folder: self.statements_folder.or(file.statements_folder),
            documents: self.documents.or(file.documents),
            datev: self.datev.or(file.datev),
            statement_file_mb: self.statement_file_mb.or(file.statement_file_mb),
            smtp_url: self.smtp_url.or(file.smtp_url),
            mail_from: self.mail_from.or(file.mail_from),
            trusted_proxies: if self.trusted_proxies.is_empty() { file.trusted_proxies } else { self.trusted_proxies },
            metrics_listen: self.metrics_listen.or(file.metrics_listen),
            log_json: self.log_json || file.log_json,
        })
    }

    /// The values, with their defaults.
    ///
    /// # Errors
    /// If one of them can't be used.
    pub fn resolve(self) -> Result<Config, BadSettings> {
        let database_url = self.database_url.unwrap_or_else(|| "sqlite:eyelevel.db".to_owned());
        let listen = self.listen.unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 8480)));
        let base_url_named = self.base_url.is_some();
        let base_url = self.base_url.unwrap_or_else(|| format!("http://{listen}"));
        let base_url = origin(&base_url)?;
        let zone = self.zone.unwrap_or_else(|| "Europe/Berlin".to_owned());
        jiff::tz::TimeZone::get(&zone).map_err(|_| BadSettings(format!("zone is no IANA zone: {zone} (Europe/Berlin is one)")))?;
        let secret = secret::secret(self.secret, &database_url)?;
        let mut config = Config {
            database_url,
            listen,
            base_url,
            base_url_named,
            portal_dir: self.portal_dir,
            secret,
            zone,
            emergency_phone: self.emergency_phone.or_else(|| self.phone.clone()).unwrap_or_default(),
            phone: self.phone.unwrap_or_default(),
            emergency_hours: self.emergency_hours,
            key_generator: self.key_generator.map(|command| Generator::parse(&command, self.key_generator_seconds)).transpose()?,
            statements_folder: self.statements_folder,
            documents: self.documents,
            datev: self.datev.as_deref().map(Datev::parse).transpose()?.unwrap_or_default(),
            statement_file_bytes: self.statement_file_mb.map_or(FILE_MAX, |mb| mb.saturating_mul(1_000_000)),
            smtp_url: self.smtp_url,
            mail_from: String::new(),
            trusted_proxies: self.trusted_proxies,
            metrics_listen: self.metrics_listen,
        };
        config.mail_from = self.mail_from.unwrap_or_else(|| format!("no-reply@{}", config.mail_host()));
        Ok(config)
    }
}

/// The address as browsers name it in `Origin`: lower case, without a default port, without a path.
fn origin(url: &str) -> Result<String, BadSettings> {
    let url = url.trim().trim_end_matches('/').to_ascii_lowercase();
    let port = match url.split_once("://") {
        Some(("https", _)) => ":443",
        Some(("http", _)) => ":80",
        _ => return Err(BadSettings(format!("base_url must begin with https:// (or http:// on a machine of your own), not {url}"))),
    };
    let url = url.strip_suffix(port).unwrap_or(&url).to_owned();
    let host = url.split_once("://").map_or("", |(_, host)| host);
    if host.is_empty() || host.contains(['/', '?', '#', '@']) || host.chars().any(char::is_whitespace) {
        return Err(BadSettings(format!("base_url is a host, perhaps with a port, like https://partner.example.com, not {url}")));
    }
    Ok(url)
}

impl Config {
    /// Settings of a test: everything local, nothing sent.
    #[must_use]
    pub fn for_tests(database_url: &str) -> Self {
        Self {
            database_url: database_url.to_owned(),
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            base_url: "http://eyelevel.test".to_owned(),
            base_url_named: true,
            portal_dir: None,
            secret: b"a secret that only tests may know".to_vec(),
            zone: "Europe/Berlin".to_owned(),
            phone: "+49 30 1234567".to_owned(),
            emergency_phone: "+49 30 7654321".to_owned(),
            emergency_hours: None,
            key_generator: None,
            statements_folder: None,
            documents: None,
            datev: Datev::default(),
            statement_file_bytes: FILE_MAX,
            smtp_url: None,
            mail_from: "no-reply@eyelevel.test".to_owned(),
            trusted_proxies: Vec::new(),
            metrics_listen: None,
        }
    }

    /// The host that Message-IDs name: the base URL's, without scheme and port.
    #[must_use]
    pub fn mail_host(&self) -> &str {
        let rest = self.base_url.split_once("://").map_or(self.base_url.as_str(), |(_, r)| r);
        // A number is no name that a mail could come from.
        let host = rest.split(['/', ':']).next().unwrap_or_default();
        if host.is_empty() || host.starts_with('[') || host.parse::<IpAddr>().is_ok() { "localhost" } else { host }
    }

    /// Whether people reach it by https: cookies are secure then.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.base_url.starts_with("https://")
    }
}
