//! Settings: flags, environment (`EYELEVEL_…`) and one TOML file, in this order of precedence.

mod datev;
mod emergency;
mod generator;
mod list;
mod networks;
mod return_path;
mod secret;
mod webhooks;

pub use datev::Datev;
pub use emergency::Hours;
pub use generator::Generator;
pub use return_path::ReturnPath;
pub use webhooks::Webhooks;

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use clap::Args;
use eyelevel_contract::statements::FILE_MAX;
use eyelevel_contract::webhooks::address::Network;
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

    /// IANA zone in which days and times are shown; the calendar begins with it [default: Europe/Berlin]
    #[arg(long, env = "EYELEVEL_ZONE", global = true, value_name = "ZONE")]
    pub zone: Option<String>,

    /// A phone number for people whom the portal could not help; shown on public pages
    #[arg(long, env = "EYELEVEL_PHONE", global = true, value_name = "NUMBER")]
    pub phone: Option<String>,

    /// The management's number, shown to a partner where the last level of an escalation is silent [default: PHONE]
    #[arg(long, env = "EYELEVEL_MANAGEMENT_PHONE", global = true, value_name = "NUMBER")]
    pub management_phone: Option<String>,

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

    /// `smtp://USER:PASSWORD@HOST:587?tls=required`, `smtps://…`, or `smtp://HOST:25`; several, comma-separated, are asked in this order when
    /// one fails. Without it mails wait (a demo shows them at /dev/mail)
    #[arg(long, env = "EYELEVEL_SMTP_URL", global = true, value_name = "URL,URL…", value_delimiter = ',', hide_env_values = true)]
    #[serde(deserialize_with = "list::one_or_many")]
    pub smtp_url: Vec<String>,

    /// So many mails a minute go to one domain, of all processes together; 0: as many as there are [default: 60]
    #[arg(long, env = "EYELEVEL_MAIL_DOMAIN_LIMIT", global = true, value_name = "MAILS")]
    pub mail_domain_limit: Option<u32>,

    /// The sender of mails [default: no-reply@HOST-OF-BASE-URL]
    #[arg(long, env = "EYELEVEL_MAIL_FROM", global = true, value_name = "ADDRESS")]
    pub mail_from: Option<String>,

    /// Where bounces come back to, like `bounces@portal.example.com`: its plus-addresses (`bounces+…@`) arrive here and name the mail, signed
    /// [default: MAIL_FROM, and bounces are not understood]
    #[arg(long, env = "EYELEVEL_RETURN_PATH", global = true, value_name = "ADDRESS")]
    pub return_path: Option<String>,
    /// AfterShip's webhook secret: its messages are taken at /api/v1/deliveries/webhooks/aftership (docs/carriers.md)
    #[arg(long, env = "EYELEVEL_WEBHOOK_SECRET_AFTERSHIP", global = true, value_name = "TEXT", hide_env_values = true)]
    pub webhook_secret_aftership: Option<String>,

    /// Shippo's, for messages with an HMAC: /api/v1/deliveries/webhooks/shippo
    #[arg(long, env = "EYELEVEL_WEBHOOK_SECRET_SHIPPO", global = true, value_name = "TEXT", hide_env_values = true)]
    pub webhook_secret_shippo: Option<String>,

    /// The same for programs of your own: /api/v1/deliveries/webhooks/own
    #[arg(long, env = "EYELEVEL_WEBHOOK_SECRET", global = true, value_name = "TEXT", hide_env_values = true)]
    pub webhook_secret: Option<String>,

    /// Networks of your own to which webhooks may go, by http as well, comma-separated: `10.20.0.0/16,fd12::/32`. Everything else that is not public
    /// is refused (docs/webhooks.md)
    #[arg(long, env = "EYELEVEL_WEBHOOK_NETWORKS", global = true, value_name = "NETWORK,NETWORK…", value_delimiter = ',')]
    #[serde(deserialize_with = "list::one_or_many")]
    pub webhook_networks: Vec<String>,

    /// Where mails that come back to RETURN_PATH may be brought by the mail server beside this one, by SMTP or LMTP; off without it
    #[arg(long, env = "EYELEVEL_BOUNCES_LISTEN", global = true, value_name = "ADDRESS:PORT")]
    pub bounces_listen: Option<SocketAddr>,

    /// With this token programs may hand them in by `POST /api/v1/mail/bounces`; at least 20 characters
    #[arg(long, env = "EYELEVEL_BOUNCES_TOKEN", global = true, value_name = "TEXT", hide_env_values = true)]
    pub bounces_token: Option<String>,

    /// Under which selector the mail server publishes the key that it signs with; the page of mails looks it up
    #[arg(long, env = "EYELEVEL_DKIM_SELECTOR", global = true, value_name = "NAME")]
    pub dkim_selector: Option<String>,

    /// The DNS server that the page of mails asks [default: the system's]
    #[arg(long, env = "EYELEVEL_DNS_SERVER", global = true, value_name = "ADDRESS:PORT")]
    pub dns_server: Option<SocketAddr>,

    /// So many requests a minute are answered by one API token, in each process; 0: as many as come [default: 600]
    #[arg(long, env = "EYELEVEL_API_RATE_LIMIT", global = true, value_name = "REQUESTS")]
    pub api_rate_limit: Option<u32>,

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
    /// IANA zone in which days and times are shown.
    pub zone: String,
    pub phone: String,
    pub management_phone: String,
    pub emergency_phone: String,
    /// None: the calendar's.
    pub emergency_hours: Option<Hours>,
    pub key_generator: Option<Generator>,
    pub statements_folder: Option<PathBuf>,
    pub documents: Option<PathBuf>,
    pub datev: Datev,
    /// The largest file of a bank, in bytes.
    pub statement_file_bytes: u64,
    /// In the order in which they are asked.
    pub smtp_url: Vec<String>,
    /// Mails a minute and domain.
    pub mail_domain_limit: Option<i64>,
    pub mail_from: String,
    pub return_path: Option<ReturnPath>,
    /// Where mails that come back are taken.
    pub bounces_listen: Option<SocketAddr>,
    /// With which they may be handed in.
    pub bounces_token: Option<String>,
    pub dkim_selector: Option<String>,
    /// None: the system's.
    pub dns_server: Option<SocketAddr>,
    pub webhooks: Webhooks,
    /// Where webhooks may go beside the public Internet.
    pub webhook_networks: Vec<Network>,
    /// Requests a minute by one API token; none: as many as come.
    pub api_rate_limit: Option<u32>,
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
            management_phone: self.management_phone.or(file.management_phone),
            emergency_phone: self.emergency_phone.or(file.emergency_phone),
            emergency_hours: self.emergency_hours.or(file.emergency_hours),
            key_generator: self.key_generator.or(file.key_generator),
            key_generator_seconds: self.key_generator_seconds.or(file.key_generator_seconds),
            statements_folder: self.statements_folder.or(file.statements_folder),
            documents: self.documents.or(file.documents),
            datev: self.datev.or(file.datev),
            statement_file_mb: self.statement_file_mb.or(file.statement_file_mb),
            smtp_url: if self.smtp_url.is_empty() { file.smtp_url } else { self.smtp_url },
            mail_domain_limit: self.mail_domain_limit.or(file.mail_domain_limit),
            mail_from: self.mail_from.or(file.mail_from),
            return_path: self.return_path.or(file.return_path),
            bounces_listen: self.bounces_listen.or(file.bounces_listen),
            bounces_token: self.bounces_token.or(file.bounces_token),
            dkim_selector: self.dkim_selector.or(file.dkim_selector),
            dns_server: self.dns_server.or(file.dns_server),
            webhook_secret_aftership: self.webhook_secret_aftership.or(file.webhook_secret_aftership),
            webhook_secret_shippo: self.webhook_secret_shippo.or(file.webhook_secret_shippo),
            webhook_secret: self.webhook_secret.or(file.webhook_secret),
            webhook_networks: if self.webhook_networks.is_empty() { file.webhook_networks } else { self.webhook_networks },
            api_rate_limit: self.api_rate_limit.or(file.api_rate_limit),
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
            management_phone: self.management_phone.or_else(|| self.phone.clone()).unwrap_or_default(),
            emergency_phone: self.emergency_phone.or_else(|| self.phone.clone()).unwrap_or_default(),
            phone: self.phone.unwrap_or_default(),
            emergency_hours: self.emergency_hours,
            key_generator: self.key_generator.map(|command| Generator::parse(&command, self.key_generator_seconds)).transpose()?,
            statements_folder: self.statements_folder,
            documents: self.documents,
            datev: self.datev.as_deref().map(Datev::parse).transpose()?.unwrap_or_default(),
            statement_file_bytes: self.statement_file_mb.map_or(FILE_MAX, |mb| mb.saturating_mul(1_000_000)),
            smtp_url: self.smtp_url.into_iter().map(|url| url.trim().to_owned()).filter(|url| !url.is_empty()).collect(),
            mail_domain_limit: Some(self.mail_domain_limit.map_or(60, i64::from)).filter(|limit| *limit > 0),
            mail_from: String::new(),
            return_path: self.return_path.as_deref().map(ReturnPath::parse).transpose()?,
            bounces_listen: self.bounces_listen,
            bounces_token: self.bounces_token.map(token).transpose()?,
            dkim_selector: self.dkim_selector.map(|name| name.trim().to_ascii_lowercase()).filter(|name| !name.is_empty()),
            dns_server: self.dns_server,
            webhooks: Webhooks { aftership: self.webhook_secret_aftership, shippo: self.webhook_secret_shippo, own: self.webhook_secret }
                .checked()?,
            webhook_networks: networks::read(&self.webhook_networks)?,
            api_rate_limit: Some(self.api_rate_limit.unwrap_or(600)).filter(|limit| *limit > 0),
            trusted_proxies: self.trusted_proxies,
            metrics_listen: self.metrics_listen,
        };
        config.mail_from = self.mail_from.unwrap_or_else(|| format!("no-reply@{}", config.mail_host()));
        Ok(config)
    }
}

/// A token that nobody guesses.
fn token(token: String) -> Result<String, BadSettings> {
    let is_one = token.len() >= 20 && token.bytes().all(|b| b.is_ascii_graphic());
    if is_one { Ok(token) } else { Err(BadSettings("bounces_token is 20 letters and digits at least, without spaces".to_owned())) }
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
            management_phone: "+49 30 5550100".to_owned(),
            emergency_phone: "+49 30 7654321".to_owned(),
            emergency_hours: None,
            key_generator: None,
            statements_folder: None,
            documents: None,
            datev: Datev::default(),
            statement_file_bytes: FILE_MAX,
            smtp_url: Vec::new(),
            mail_domain_limit: None,
            mail_from: "no-reply@eyelevel.test".to_owned(),
            return_path: None,
            bounces_listen: None,
            bounces_token: None,
            dkim_selector: None,
            dns_server: None,
            webhooks: Webhooks::default(),
            webhook_networks: Network::parse("127.0.0.0/8").into_iter().collect(),
            api_rate_limit: None,
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
