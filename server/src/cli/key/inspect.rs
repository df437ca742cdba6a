use std::io::Read as _;
use std::path::{Path, PathBuf};

use eyelevel_contract::lang::Lang;
use eyelevel_contract::licences::{self, Code, Host, KeyRing, Need, PublishedKeys, Report, TEXT_MAX, Version, instant::iso};
use eyelevel_texts::keys;
use serde_json::{Value, json};

use crate::app::App;
use crate::licences::{products, ring};

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Inspect {
    /// The file; `-` reads the input
    file: PathBuf,
    /// The product that it should be for, by its code
    #[arg(long)]
    product: Option<String>,
    /// The edition, by its code
    #[arg(long)]
    edition: Option<String>,
    /// The version that runs there
    #[arg(long)]
    version: Option<String>,
    /// The host that it should run on
    #[arg(long)]
    host: Option<String>,
    /// The public keys as they are published (`/.well-known/licence-keys.json`), instead of the database's
    #[arg(long, value_name = "FILE")]
    keys: Option<PathBuf>,
    /// Prints one JSON document: `{"valid": bool, "reason": "…", …}`
    #[arg(long)]
    json: bool,
    /// Language of the sentences: de or en
    #[arg(long, default_value = "en")]
    lang: String,
}

/// Explains; gives whether it is valid.
pub(in crate::cli) async fn inspect(inspect: Inspect, app: impl AsyncFnOnce() -> Result<App, String>) -> Result<bool, String> {
    let (need, lang) = (need(&inspect)?, Lang::from_word(&inspect.lang).ok_or("lang is de or en")?);
    let text = read(&inspect.file)?;
    let (ring, rules) = match &inspect.keys {
        Some(file) => (published(file)?, Vec::new()),
        None => {
            let app = app().await?;
            let mut conn = app.db.read().await.map_err(|e| e.to_string())?;
            // The product's rules tell its ready-made keys from none at all.
            let products = products::store::all(&mut conn).await.map_err(|e| e.to_string())?;
            let rules = products.into_iter().find(|p| need.product.as_ref() == Some(&p.code)).map(|p| p.rules).unwrap_or_default();
            (ring::ring(&mut conn).await.map_err(|e| e.to_string())?, rules)
        }
    };
    let report = licences::inspect(&text, &ring, &rules, &need, crate::clock::Clock::System.now());
    if inspect.json {
        println!("{}", as_json(lang, &report));
    } else {
        print!("{}", in_words(lang, &report));
    }
    Ok(report.is_good())
}

/// The text, as far as it is looked at. What is no UTF-8 is no key either, and is said to be none.
fn read(file: &Path) -> Result<String, String> {
    let failed = |e: std::io::Error| format!("{}: {e}", file.display());
    let most = u64::try_from(TEXT_MAX + 1).unwrap_or(u64::MAX);
    let mut bytes = Vec::new();
    if file == Path::new("-") {
        std::io::stdin().take(most).read_to_end(&mut bytes).map_err(failed)?;
    } else {
        std::fs::File::open(file).map_err(failed)?.take(most).read_to_end(&mut bytes).map_err(failed)?;
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn published(file: &Path) -> Result<KeyRing, String> {
    let text = std::fs::read_to_string(file).map_err(|e| format!("{}: {e}", file.display()))?;
    let published: PublishedKeys = serde_json::from_str(&text).map_err(|e| format!("{}: {e}", file.display()))?;
    KeyRing::read(&published).map_err(|e| format!("{}: {e:?}", file.display()))
}

fn need(inspect: &Inspect) -> Result<Need, String> {
    let code = |text: &Option<String>, what: &str| {
        text.as_deref().map(Code::parse).transpose().map_err(|_| format!("--{what} is a code: small letters, digits and hyphens"))
    };
    let version = inspect.version.as_deref().map(Version::typed).transpose();
    let host = inspect.host.as_deref().map(Host::parse).transpose();
    Ok(Need {
        product: code(&inspect.product, "product")?,
        edition: code(&inspect.edition, "edition")?,
        version: version.map_err(|_| "--version is a version like 9.1.0".to_owned())?,
        host: host.map_err(|_| "--host is one word".to_owned())?,
        capacity: None,
    })
}

fn as_json(lang: Lang, report: &Report) -> Value {
    let verdicts = report.verdicts.iter().map(|verdict| {
        let said = keys::verdict(lang, verdict, &iso);
        json!({ "reason": verdict.word(), "message": said.what, "next": said.next })
    });
    json!({
        "valid": report.is_good(),
        "reason": report.verdict().word(),
        "verdicts": verdicts.collect::<Vec<_>>(),
        "repairs": report.repairs,
        "container": report.container,
        "key": report.text,
        "proven_by": report.proven,
        "data": report.data,
    })
}

fn in_words(lang: Lang, report: &Report) -> String {
    let mut lines = Vec::new();
    for verdict in &report.verdicts {
        let said = keys::verdict(lang, verdict, &iso);
        lines.push(format!("{}. {}", said.what, said.next));
    }
    lines.extend(report.repairs.iter().map(|repair| keys::repair(lang, *repair).to_owned()));
    if let Some(data) = &report.data {
        let data = serde_json::to_string_pretty(data).unwrap_or_default();
        lines.push(if report.proven.is_some() { data } else { format!("(not proven) {data}") });
    }
    lines.join("\n") + "\n"
}
