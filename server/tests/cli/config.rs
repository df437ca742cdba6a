use eyelevel_server::config::Settings;
use eyelevel_server::mail::transport::Transport;

use super::{of, run};
use crate::support::database;
use crate::support::process::{SECRET, command};

fn settings() -> Settings {
    Settings { secret: Some("x".repeat(32)), ..Settings::default() }
}

#[test]
fn flags_win_over_the_environment_and_the_environment_over_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("eyelevel.toml");
    std::fs::write(&file, "zone = \"Europe/Zurich\"\nphone = \"1\"\nlisten = \"127.0.0.1:1\"\ntrusted_proxies = [\"10.0.0.1\"]\n").unwrap();
    let given = Settings { file: Some(file.clone()), phone: Some("2".to_owned()), ..settings() };
    let config = given.with_file().unwrap().resolve().unwrap();
    assert_eq!((config.zone.as_str(), config.phone.as_str(), config.listen.port()), ("Europe/Zurich", "2", 1));
    assert_eq!(config.trusted_proxies.len(), 1);
    for (text, complaint) in [
        ("zonee = \"x\"", "unknown field"),
        ("zone = 1", "invalid type"),
        ("listen = \"somewhere\"", "invalid socket address"),
        ("zone = ", "eyelevel.toml"),
    ] {
        std::fs::write(&file, text).unwrap();
        let error = Settings { file: Some(file.clone()), ..settings() }.with_file().unwrap_err().to_string();
        assert!(error.contains(complaint) && error.contains("eyelevel.toml"), "{error}");
    }
    assert!(Settings { file: Some(folder.path().join("nothing")), ..settings() }.with_file().is_err());
}

#[test]
fn what_can_t_be_used_is_said_with_what_to_do() {
    let bad = |change: fn(&mut Settings)| {
        let mut all = settings();
        change(&mut all);
        all.resolve().unwrap_err().to_string()
    };
    assert!(bad(|s| s.zone = Some("Berlin".to_owned())).contains("Europe/Berlin is one"));
    assert!(bad(|s| s.base_url = Some("partner.example.com".to_owned())).contains("must begin with https://"));
    assert!(bad(|s| s.secret = Some("short".to_owned())).contains("32 characters at least"));
    let postgres = bad(|s| (s.secret, s.database_url) = (None, Some("postgres://localhost/x".to_owned())));
    assert!(postgres.contains("EYELEVEL_SECRET"), "{postgres}");
}

#[test]
fn mail_servers_are_a_list_in_a_file_and_between_commas() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("eyelevel.toml");
    let read = |text: &str| {
        std::fs::write(&file, text).unwrap();
        Settings { file: Some(file.clone()), ..settings() }.with_file().unwrap().resolve().unwrap()
    };
    let (one, two) = ("smtp://a.example:25", "smtps://x:y%2Cz@b.example");
    assert_eq!(read(&format!("smtp_url = \"{one}\"")).smtp_url, [one]);
    assert_eq!(read(&format!("smtp_url = \"{one}, {two}\"")).smtp_url, [one, two]);
    assert_eq!(read(&format!("smtp_url = [\"{one}\", \"{two}\"]")).smtp_url, [one, two]);
    assert_eq!(read("").smtp_url, Vec::<String>::new());
    assert_eq!(read("").mail_domain_limit, Some(60));
    assert_eq!(read("mail_domain_limit = 0").mail_domain_limit, None);
    assert_eq!((read("").api_rate_limit, read("api_rate_limit = 9").api_rate_limit), (Some(600), Some(9)));
    assert_eq!(read("api_rate_limit = 0").api_rate_limit, None);
    let path = read("return_path = \"bounces@portal.example.com\"").return_path.unwrap();
    assert_eq!((path.mailbox.as_str(), path.host.as_str()), ("bounces", "portal.example.com"));
}

#[tokio::test]
async fn addresses_follow_from_each_other() {
    let config = Settings { base_url: Some("https://partner.example.com/".to_owned()), ..settings() }.resolve().unwrap();
    assert_eq!((config.base_url.as_str(), config.mail_from.as_str()), ("https://partner.example.com", "no-reply@partner.example.com"));
    assert!(config.is_https() && config.base_url_named);
    // As browsers name it: else every write would come from a foreign page.
    for (given, named) in [
        ("https://Partner.Example.com", "https://partner.example.com"),
        ("https://partner.example.com:443/", "https://partner.example.com"),
        ("http://partner.example.com:80", "http://partner.example.com"),
        ("HTTP://127.0.0.1:8480", "http://127.0.0.1:8480"),
    ] {
        let config = Settings { base_url: Some(given.to_owned()), ..settings() }.resolve().unwrap();
        assert_eq!(config.base_url, named, "{given}");
    }
    // Every sender that follows from an address can be used.
    for url in ["http://127.0.0.1:8480", "http://[::1]:8480", "https://partner.example.com:8443", "http://localhost"] {
        let config = Settings { base_url: Some(url.to_owned()), ..settings() }.resolve().unwrap();
        assert!(Transport::smtp(&["smtp://127.0.0.1:25"], &config.mail_from).is_ok(), "{url}: {}", config.mail_from);
    }
    for none in
        ["https://", "https://partner.example.com/portal", "https://user@partner.example.com", "https://a b", "https://x?y", "ftp://x"]
    {
        assert!(Settings { base_url: Some(none.to_owned()), ..settings() }.resolve().is_err(), "{none}");
    }
    let config = settings().resolve().unwrap();
    assert_eq!((config.base_url.as_str(), config.base_url_named), ("http://127.0.0.1:8480", false));
    assert!(config.listen.ip().is_loopback() && !config.is_https());
}

#[test]
fn with_sqlite_the_secret_is_made_once_beside_the_database_also_by_many_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("e.db").display());
    let begin = || Settings { database_url: Some(url.clone()), ..Settings::default() }.resolve().unwrap().secret;
    let secrets: Vec<_> = std::thread::scope(|scope| {
        let all: Vec<_> = (0..8).map(|_| scope.spawn(begin)).collect();
        all.into_iter().map(|one| one.join().unwrap()).collect()
    });
    assert!(secrets.iter().all(|secret| *secret == secrets[0] && secret.len() == 64), "one for all");
    assert_eq!(begin(), secrets[0]);
    let path = folder.path().join("e.db.secret");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing else is left");
    // One that was damaged is not replaced in silence: every link that was sent would be worth nothing.
    std::fs::write(&path, "short").unwrap();
    let error = Settings { database_url: Some(url.clone()), ..Settings::default() }.resolve().unwrap_err().to_string();
    assert!(error.contains("too short"), "{error}");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "short");
}

#[tokio::test]
async fn help_names_every_setting_and_hides_what_is_secret() {
    let database = database::empty(true).await;
    let mut help = command(&database.url, &["--help"]);
    let (done, said, _) = of(help.env("EYELEVEL_SMTP_URL", "smtp://user:hunter2@mail.example").output().unwrap());
    assert!(done);
    for name in [
        "CONFIG",
        "DATABASE_URL",
        "LISTEN",
        "BASE_URL",
        "PORTAL_DIR",
        "SECRET",
        "ZONE",
        "PHONE",
        "SMTP_URL",
        "MAIL_FROM",
        "TRUSTED_PROXIES",
        "METRICS_LISTEN",
        "LOG_JSON",
    ] {
        assert!(said.contains(&format!("EYELEVEL_{name}")), "{name}: {said}");
    }
    for secret in ["hunter2", SECRET, &database.url] {
        assert!(!said.contains(secret), "{secret}");
    }
    for verb in ["serve", "migrate", "seed", "user", "backup", "restore"] {
        assert!(said.contains(verb), "{verb}");
    }
    let (done, _, complaint) = run(&database.url, &["--no-such-flag"]);
    assert!(!done && complaint.contains("--no-such-flag"), "{complaint}");
}

#[tokio::test]
async fn a_database_elsewhere_is_asked_for_tls_and_goes_without_only_where_that_is_allowed() {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    // A server that has no TLS: what it hears first, and whether it is spoken to in the clear then.
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = listener.local_addr().unwrap();
    let (heard, mut first) = tokio::sync::mpsc::unbounded_channel();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut asked = [0; 8];
            if stream.read_exact(&mut asked).await.is_err() || stream.write_all(b"N").await.is_err() {
                continue;
            }
            let in_the_clear = stream.read(&mut [0; 64]).await.is_ok_and(|n| n > 0);
            let _ = heard.send((asked, in_the_clear));
        }
    });
    for (mode, in_the_clear) in [("", true), ("?sslmode=require", false), ("?sslmode=verify-full", false)] {
        let url = format!("postgres://ada:hunter2@{at}/eyelevel{mode}");
        let opened = tokio::time::timeout(std::time::Duration::from_secs(20), eyelevel_server::db::Db::connect(&url));
        assert!(opened.await.is_ok_and(|opened| opened.is_err()), "{mode}");
        assert_eq!(first.recv().await.unwrap(), ([0, 0, 0, 8, 4, 210, 22, 47], in_the_clear), "{mode}");
    }
}

#[tokio::test]
async fn a_database_that_can_t_be_opened_is_said_without_its_password() {
    let database = database::empty(true).await;
    if let Some((server, _)) = std::env::var("EYELEVEL_TEST_POSTGRES").ok().as_deref().and_then(|url| url.rsplit_once('/')) {
        let nowhere = format!("{}/no_such_database", server.replace("postgres@", "postgres:hunter2@"));
        let mut migrate = command(&database.url, &["migrate"]);
        let (done, _, complaint) = of(migrate.env("EYELEVEL_DATABASE_URL", nowhere).output().unwrap());
        assert!(!done && complaint.contains("can't open the database") && !complaint.contains("hunter2"), "{complaint}");
    }
    let mut migrate = command(&database.url, &["migrate"]);
    let (done, _, complaint) = of(migrate.env("EYELEVEL_DATABASE_URL", "sqlite:/no/such/folder/e.db").output().unwrap());
    assert!(!done && complaint.contains("can't open the database"), "{complaint}");
}
