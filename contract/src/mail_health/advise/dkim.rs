use super::{Sender, finding, record, tag, tags, with_tag};
use crate::mail_health::dns::{Gap, Kind, Known};
use crate::mail_health::{Finding, Topic, Verdict};

/// What stands in the place of the key that only the mail server knows.
const KEY: &str = "v=DKIM1; k=rsa; p=…";
/// Base64 characters of an RSA key of 2,048 bits, at least.
const LONG: usize = 350;

pub(super) fn about(sender: &Sender, known: &mut Known) -> Result<Vec<Finding>, Gap> {
    let Some(selector) = &sender.selector else { return Ok(vec![finding(Topic::Dkim, Verdict::DkimUnnamed, &sender.domain)]) };
    let name = format!("{selector}._domainkey.{}", sender.domain);
    let found = known.ask(Kind::Txt, &name)?;
    let verdicts = match found.iter().find(|text| tag(&tags(text), "p").is_some()) {
        None if found.is_empty() => vec![Verdict::DkimMissing],
        None => vec![Verdict::DkimUnreadable],
        Some(text) => of(text),
    };
    let publish = |verdict| match verdict {
        Verdict::DkimMissing | Verdict::DkimUnreadable | Verdict::DkimRevoked | Verdict::DkimShort => record("TXT", &name, KEY.to_owned()),
        Verdict::DkimTest => {
            found.iter().find(|text| tag(&tags(text), "p").is_some()).and_then(|text| record("TXT", &name, with_tag(text, "t", None)))
        }
        _ => None,
    };
    let said = |verdict| Finding { found: found.clone(), publish: publish(verdict), ..finding(Topic::Dkim, verdict, &name) };
    Ok(verdicts.into_iter().map(said).collect())
}

fn of(text: &str) -> Vec<Verdict> {
    let tags = tags(text);
    let version_fits = tag(&tags, "v").is_none_or(|v| v == "DKIM1");
    let key: String = tag(&tags, "p").unwrap_or_default().chars().filter(|c| !c.is_whitespace()).collect();
    if version_fits && key.is_empty() {
        return vec![Verdict::DkimRevoked];
    }
    let is_base64 = key.bytes().all(|b| b.is_ascii_alphanumeric() || b"+/=".contains(&b));
    let kind = tag(&tags, "k").unwrap_or("rsa");
    if !version_fits || !is_base64 || !matches!(kind, "rsa" | "ed25519") {
        return vec![Verdict::DkimUnreadable];
    }
    let mut all = Vec::new();
    if kind == "rsa" && key.len() < LONG {
        all.push(Verdict::DkimShort);
    }
    if tag(&tags, "t").is_some_and(|flags| flags.split(':').any(|flag| flag.trim() == "y")) {
        all.push(Verdict::DkimTest);
    }
    if all.is_empty() { vec![Verdict::DkimFits] } else { all }
}
