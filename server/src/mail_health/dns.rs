//! Asks DNS what [`advise`] would like to know. hickory-resolver does it: it reads the system's settings, follows aliases, and falls back to TCP
//! for long answers, which keys are.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use eyelevel_contract::mail_health::{Answer, Finding, Kind, Known, Question, Sender, advise};
use futures_util::future::join_all;
use hickory_resolver::TokioResolver;
use hickory_resolver::config::{ConnectionConfig, NameServerConfig, ResolverConfig};
use hickory_resolver::net::runtime::TokioRuntimeProvider;
use hickory_resolver::proto::rr::{Name, RData, RecordType};
use tokio::time::timeout;

/// An answer is waited for so long, and all of them together.
const ONE: Duration = Duration::from_secs(3);
const ALL: Duration = Duration::from_secs(10);
/// More questions than that no sender's domain is worth.
const QUESTIONS: usize = 80;

/// What is to be said of the sender's domain; what DNS did not answer is one of it.
pub(super) async fn findings(server: Option<SocketAddr>, sender: &Sender) -> Vec<Finding> {
    let mut known = Known::default();
    if let Some(resolver) = resolver(server) {
        let _over = timeout(ALL, learn(&resolver, sender, &mut known)).await;
    }
    loop {
        let findings = advise(sender, &mut known);
        let missing = known.missing();
        if missing.is_empty() {
            return findings;
        }
        for question in missing {
            known.learn(question, Answer::Silence);
        }
    }
}

async fn learn(resolver: &TokioResolver, sender: &Sender, known: &mut Known) {
    let mut asked = 0;
    loop {
        let _so_far = advise(sender, known);
        let missing = known.missing();
        asked += missing.len();
        if missing.is_empty() || asked > QUESTIONS {
            return;
        }
        let answers = join_all(missing.iter().map(|question| answer(resolver, question))).await;
        for (question, answer) in missing.into_iter().zip(answers) {
            known.learn(question, answer);
        }
    }
}

fn resolver(server: Option<SocketAddr>) -> Option<TokioResolver> {
    let mut builder = match server {
        None => TokioResolver::builder_tokio().ok()?,
        Some(at) => {
            let port = |mut way: ConnectionConfig| {
                way.port = at.port();
                way
            };
            let ways = vec![port(ConnectionConfig::udp()), port(ConnectionConfig::tcp())];
            let config = ResolverConfig::from_parts(None, Vec::new(), vec![NameServerConfig::new(at.ip(), true, ways)]);
            TokioResolver::builder_with_config(config, TokioRuntimeProvider::default())
        }
    };
    let options = builder.options_mut();
    options.timeout = ONE;
    options.attempts = 1;
    builder.build().ok()
}

async fn answer(resolver: &TokioResolver, question: &Question) -> Answer {
    let name = &question.name;
    match question.kind {
        Kind::Txt => records(resolver, named(name), RecordType::TXT).await,
        Kind::Mx => records(resolver, named(name), RecordType::MX).await,
        Kind::Pointer => records(resolver, name.parse::<IpAddr>().ok().map(Name::from), RecordType::PTR).await,
        Kind::Address => {
            let (four, six) = tokio::join!(records(resolver, named(name), RecordType::A), records(resolver, named(name), RecordType::AAAA));
            match (four, six) {
                (Answer::Found(mut four), Answer::Found(six)) => {
                    four.extend(six);
                    Answer::Found(four)
                }
                (Answer::Found(one), _) | (_, Answer::Found(one)) => Answer::Found(one),
                (Answer::Nothing, Answer::Nothing) => Answer::Nothing,
                _ => Answer::Silence,
            }
        }
    }
}

/// As it stands: never a name below this machine's own domain.
fn named(name: &str) -> Option<Name> {
    Name::from_ascii(format!("{name}.")).ok()
}

async fn records(resolver: &TokioResolver, name: Option<Name>, kind: RecordType) -> Answer {
    // What is no name has no records.
    let Some(name) = name else { return Answer::Nothing };
    match timeout(ONE * 2, resolver.lookup(name, kind)).await {
        Ok(Ok(found)) => {
            let texts: Vec<String> = found.answers().iter().filter_map(|record| text(&record.data)).collect();
            if texts.is_empty() { Answer::Nothing } else { Answer::Found(texts) }
        }
        Ok(Err(error)) if error.is_no_records_found() => Answer::Nothing,
        Ok(Err(_)) | Err(_) => Answer::Silence,
    }
}

fn text(data: &RData) -> Option<String> {
    let plain = |name: &Name| name.to_ascii().trim_end_matches('.').to_ascii_lowercase();
    Some(match data {
        RData::TXT(txt) => String::from_utf8_lossy(&txt.txt_data.concat()).into_owned(),
        RData::MX(mx) => format!("{} {}.", mx.preference, plain(&mx.exchange)),
        RData::A(address) => address.to_string(),
        RData::AAAA(address) => address.to_string(),
        RData::PTR(name) => plain(name),
        _ => return None,
    })
}
