use core::net::IpAddr;
use std::collections::{BTreeMap, BTreeSet};

/// What is asked of DNS.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Texts.
    Txt,
    /// `10 mail.example.com`.
    Mx,
    /// Addresses, of either kind.
    Address,
    /// The names behind an address, which is the question's name.
    Pointer,
}

/// One question; names are in lower case, without a dot at the end.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Question {
    pub kind: Kind,
    pub name: String,
}

/// What came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Records, at least one.
    Found(Vec<String>),
    /// There is nothing of it.
    Nothing,
    /// Nobody answered in time, or with something that is no answer.
    Silence,
}

/// What is known, and what would be worth knowing.
#[derive(Clone, Debug, Default)]
pub struct Known {
    answers: BTreeMap<Question, Answer>,
    missing: BTreeSet<Question>,
}

/// Why something can't be said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    /// It has not been asked yet.
    Unasked,
    /// It was asked, and nobody answered.
    Silence(Question),
}

impl Known {
    /// Writes an answer down.
    pub fn learn(&mut self, question: Question, answer: Answer) {
        self.missing.remove(&question);
        self.answers.insert(question, answer);
    }

    /// The questions that came up and have no answer yet; they are forgotten here.
    pub fn missing(&mut self) -> Vec<Question> {
        core::mem::take(&mut self.missing).into_iter().collect()
    }

    pub(super) fn ask(&mut self, kind: Kind, name: &str) -> Result<Vec<String>, Gap> {
        let question = Question { kind, name: name.trim_end_matches('.').to_ascii_lowercase() };
        match self.answers.get(&question) {
            Some(Answer::Found(records)) => Ok(records.clone()),
            Some(Answer::Nothing) => Ok(Vec::new()),
            Some(Answer::Silence) => Err(Gap::Silence(question)),
            None => {
                self.missing.insert(question);
                Err(Gap::Unasked)
            }
        }
    }

    /// The addresses of a host, which may be one itself.
    pub(super) fn addresses(&mut self, host: &str) -> Result<Vec<IpAddr>, Gap> {
        if let Ok(address) = host.parse() {
            return Ok(vec![address]);
        }
        if host.eq_ignore_ascii_case("localhost") {
            return Ok(vec![IpAddr::from([127, 0, 0, 1])]);
        }
        Ok(self.ask(Kind::Address, host)?.iter().filter_map(|text| text.parse().ok()).collect())
    }
}

/// Whether the world sees a server under this address.
pub(super) const fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => {
            let [a, b, ..] = v4.octets();
            let shared = a == 100 && b >= 64 && b < 128;
            !(v4.is_loopback()
                || v4.is_private()
                || v4.is_link_local()
                || v4.is_unspecified()
                || v4.is_multicast()
                || v4.is_broadcast()
                || shared)
        }
        IpAddr::V6(v6) => {
            !(v6.is_loopback() || v6.is_unspecified() || v6.is_multicast() || v6.is_unique_local() || v6.is_unicast_link_local())
        }
    }
}

/// The host of an MX record; none if it says that there is none (RFC 7505).
pub(super) fn exchange(record: &str) -> Option<&str> {
    let host = record.rsplit(' ').next()?.trim_end_matches('.');
    (!host.is_empty()).then_some(host)
}
