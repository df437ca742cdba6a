//! What to change in the sender's domain, with the record to publish. Publishing what is advised leaves nothing of that topic that is wrong: the
//! tests hold it against any records.

mod dkim;
mod dmarc;
mod exchange;
mod spf;

use super::dns::{Gap, Known};
use super::{DnsRecord, Finding, Topic, Verdict};

/// Who sends, and by which servers.
#[derive(Clone, Debug)]
pub struct Sender {
    /// The domain of the sender that people see.
    pub domain: String,
    /// The host of the return path, if there is one of its own.
    pub return_host: Option<String>,
    /// Under which name the mail server publishes the key that it signs with.
    pub selector: Option<String>,
    /// The hosts of the mail servers by which mails go out.
    pub servers: Vec<String>,
    /// The host of the portal, where bounces can arrive.
    pub portal: String,
}

impl Sender {
    /// Where bounces go, and whose SPF record receivers look at.
    fn envelope(&self) -> &str {
        self.return_host.as_deref().unwrap_or(&self.domain)
    }
}

/// What is to be said of the sender's domain, by topic, the worst first. While `known` has something missing, a topic may say nothing.
#[must_use]
pub fn advise(sender: &Sender, known: &mut Known) -> Vec<Finding> {
    let mut all = Vec::new();
    for (topic, about) in [
        (Topic::Spf, spf::about as fn(&Sender, &mut Known) -> Result<Vec<Finding>, Gap>),
        (Topic::Dkim, dkim::about),
        (Topic::Dmarc, dmarc::about),
        (Topic::Mx, exchange::about),
        (Topic::Ptr, exchange::names),
    ] {
        match about(sender, known) {
            Ok(mut findings) => {
                findings.sort_by_key(|finding| severity(finding.verdict));
                all.extend(findings);
            }
            Err(Gap::Unasked) => {}
            Err(Gap::Silence(question)) => all.push(finding(topic, Verdict::Silence, &question.name)),
        }
    }
    all
}

fn severity(verdict: Verdict) -> u8 {
    use super::Level;
    match verdict.level() {
        Level::Wrong => 0,
        Level::Unknown => 1,
        Level::Advice => 2,
        Level::Good => 3,
    }
}

fn finding(topic: Topic, verdict: Verdict, name: &str) -> Finding {
    Finding { topic, verdict, level: verdict.level(), name: name.to_owned(), detail: String::new(), found: Vec::new(), publish: None }
}

fn record(kind: &str, name: &str, value: String) -> Option<DnsRecord> {
    Some(DnsRecord { kind: kind.to_owned(), name: name.to_owned(), value })
}

/// `a=b; c=d`, as DKIM and DMARC write their records; names in lower case.
fn tags(record: &str) -> Vec<(String, String)> {
    let tags = record.split(';').filter_map(|tag| tag.split_once('='));
    tags.map(|(name, value)| (name.trim().to_ascii_lowercase(), value.trim().to_owned())).collect()
}

fn tag<'a>(tags: &'a [(String, String)], name: &str) -> Option<&'a str> {
    tags.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
}

/// The record with another value of a tag, or without it; the others stay as they are.
fn with_tag(record: &str, name: &str, value: Option<&str>) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut done = false;
    for part in record.split(';').map(str::trim).filter(|part| !part.is_empty()) {
        let is_it = part.split_once('=').is_some_and(|(n, _)| n.trim().eq_ignore_ascii_case(name));
        match value {
            Some(value) if is_it && !done => parts.push(format!("{name}={value}")),
            _ if is_it => {}
            _ => parts.push(part.to_owned()),
        }
        done |= is_it;
    }
    if let Some(value) = value.filter(|_| !done) {
        // Right after the version: DMARC wants the policy there.
        parts.insert(1.min(parts.len()), format!("{name}={value}"));
    }
    parts.join("; ")
}
