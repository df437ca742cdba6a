//! What stands in DNS, and what should.

use eyelevel_contract::mail_health::{DnsRecord, Finding, MailHealth, Topic};
use eyelevel_texts::{mail_health as t, signing_keys};

use super::words;
use crate::{
    copied,
    i18n::lang,
    ui::{
        button,
        el::{El, div, el, p},
        status::status,
    },
};

pub(super) fn domain(health: &MailHealth) -> El {
    let section = el("section").class("stack").child(el("h2").child(t::domain(lang())));
    if health.findings.is_empty() {
        return section.child(p("", &t::domain_local(lang(), &health.sender)));
    }
    let bounces = health.return_path.as_deref().map(|path| p("muted", &t::bounces_to(lang(), path)));
    let topics = Topic::ALL.iter().filter_map(|topic| {
        let of: Vec<&Finding> = health.findings.iter().filter(|finding| finding.topic == *topic).collect();
        (!of.is_empty()).then(|| about(*topic, &of))
    });
    section.child(p("muted", &t::domain_lead(lang(), &health.sender))).child(bounces).child(topics.collect::<Vec<_>>())
}

/// What of a topic is to be said; what stands there, and what should, once.
fn about(topic: Topic, findings: &[&Finding]) -> El {
    let said = findings.iter().map(|finding| {
        let (tone, word) = words::level(finding.level);
        div("mail-finding").child(status(tone, word)).child(p("", &words::sentence(finding)))
    });
    let found = findings.iter().map(|finding| &finding.found).find(|found| !found.is_empty());
    let publish = findings.iter().find_map(|finding| finding.publish.as_ref());
    el("section")
        .class("card")
        .child(el("h3").child(words::topic(topic)))
        .child(said.collect::<Vec<_>>())
        .child(found.map(|found| stands(found)))
        .child(publish.map(record))
}

fn text(value: &str) -> El {
    el("code").class("dns-value").child(value)
}

fn stands(found: &[String]) -> El {
    div("stack tight").child(p("small muted", t::stands(lang()))).child(found.iter().map(|value| text(value)).collect::<Vec<_>>())
}

fn record(record: &DnsRecord) -> El {
    let value = record.value.clone();
    let name = t::copy_value(lang(), &record.name);
    let copy = button::secondary(signing_keys::copy(lang())).attr("aria-label", &name).on("click", move |_| copied::copy(&value));
    let fact = |name: &str, value: El| [el("dt").child(name), el("dd").child(value)];
    let facts: Vec<El> = [
        fact(t::record_type(lang()), text(&record.kind)),
        fact(t::record_name(lang()), text(&record.name)),
        fact(t::record_value(lang()), text(&record.value)),
    ]
    .into_iter()
    .flatten()
    .collect();
    div("stack tight dns-record")
        .child(p("small muted", t::publish(lang())))
        .child(el("dl").class("facts").child(facts))
        .child(div("buttons").child(copy))
}
