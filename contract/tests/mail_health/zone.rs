//! A world of names that a test makes up.

use std::collections::BTreeMap;

use eyelevel_contract::mail_health::{Answer, Finding, Kind, Known, Question, Sender, Topic, Verdict, advise};

/// Who knows everything about these names, and that there is nothing else.
#[derive(Clone, Debug, Default)]
pub(super) struct Zone {
    records: BTreeMap<(Kind, String), Vec<String>>,
    silent: Vec<String>,
}

impl Zone {
    pub(super) fn with(mut self, kind: Kind, name: &str, record: &str) -> Self {
        self.records.entry((kind, name.to_owned())).or_default().push(record.to_owned());
        self
    }

    pub(super) fn txt(self, name: &str, record: &str) -> Self {
        self.with(Kind::Txt, name, record)
    }

    pub(super) fn silent(mut self, name: &str) -> Self {
        self.silent.push(name.to_owned());
        self
    }

    /// Publishes a record in the place of those of its kind that it replaces.
    #[cfg(not(target_arch = "wasm32"))]
    pub(super) fn publish(&mut self, record: &eyelevel_contract::mail_health::DnsRecord) {
        let kind = if record.kind == "MX" { Kind::Mx } else { Kind::Txt };
        let there = self.records.entry((kind, record.name.clone())).or_default();
        let version = |text: &str| text.split([' ', ';']).next().unwrap_or_default().to_ascii_lowercase();
        there.retain(|old| kind == Kind::Txt && version(old) != version(&record.value));
        there.push(record.value.clone());
    }

    fn answer(&self, question: &Question) -> Answer {
        if self.silent.contains(&question.name) {
            return Answer::Silence;
        }
        let found = self.records.get(&(question.kind, question.name.clone())).filter(|found| !found.is_empty());
        found.map_or(Answer::Nothing, |found| Answer::Found(found.clone()))
    }

    /// What is advised when all that is asked is answered.
    pub(super) fn advise(&self, sender: &Sender) -> Vec<Finding> {
        let mut known = Known::default();
        for _ in 0..200 {
            let findings = advise(sender, &mut known);
            let missing = known.missing();
            if missing.is_empty() {
                return findings;
            }
            for question in missing {
                let answer = self.answer(&question);
                known.learn(question, answer);
            }
        }
        panic!("it asks for ever");
    }

    pub(super) fn verdicts(&self, sender: &Sender, topic: Topic) -> Vec<Verdict> {
        self.advise(sender).into_iter().filter(|finding| finding.topic == topic).map(|finding| finding.verdict).collect()
    }
}

pub(super) fn sender() -> Sender {
    Sender {
        domain: "example.com".to_owned(),
        return_host: Some("portal.example.com".to_owned()),
        selector: Some("eyelevel".to_owned()),
        servers: vec!["mail.example.com".to_owned()],
        portal: "portal.example.com".to_owned(),
    }
}

/// All is as it should be.
pub(super) fn good() -> Zone {
    Zone::default()
        .with(Kind::Address, "mail.example.com", "203.0.113.25")
        .with(Kind::Address, "mail.example.com", "2001:db8:25::1")
        .with(Kind::Pointer, "203.0.113.25", "mail.example.com")
        .with(Kind::Pointer, "2001:db8:25::1", "mail.example.com")
        .txt("portal.example.com", "v=spf1 ip4:203.0.113.0/24 include:_spf.example.net -all")
        .txt("portal.example.com", "something-else=1")
        .txt("_spf.example.net", "v=spf1 ip6:2001:db8:25::/48 ~all")
        .txt("eyelevel._domainkey.example.com", &format!("v=DKIM1; k=rsa; p={}", "A".repeat(392)))
        .txt("_dmarc.example.com", "v=DMARC1; p=reject; rua=mailto:dmarc@example.com")
        .with(Kind::Mx, "portal.example.com", "10 portal.example.com.")
        .with(Kind::Address, "portal.example.com", "203.0.113.80")
}
