//! What must hold of any records.

use eyelevel_contract::mail_health::{Kind, Level, Sender, Topic, Verdict};
use proptest::prelude::*;

use super::zone::{Zone, sender};

const HOSTS: [&str; 4] = ["mail.example.com", "relay.example.net", "portal.example.com", "example.com"];

fn host() -> impl Strategy<Value = &'static str> {
    prop::sample::select(HOSTS.to_vec())
}

fn address() -> impl Strategy<Value = String> {
    prop_oneof![
        (0_u8..4, any::<u8>()).prop_map(|(c, d)| format!("203.0.{c}.{d}")),
        any::<u16>().prop_map(|n| format!("2001:db8::{n:x}")),
        Just("10.0.0.1".to_owned()),
    ]
}

/// A term of SPF, or what somebody took for one.
fn term() -> impl Strategy<Value = String> {
    let sign = prop::sample::select(vec!["", "+", "-", "~", "?"]);
    let body = prop_oneof![
        Just("all".to_owned()),
        Just("a".to_owned()),
        Just("mx".to_owned()),
        Just("ptr".to_owned()),
        host().prop_map(|h| format!("a:{h}")),
        (host(), 0_u8..40).prop_map(|(h, n)| format!("a:{h}/{n}")),
        host().prop_map(|h| format!("mx:{h}")),
        host().prop_map(|h| format!("include:{h}")),
        host().prop_map(|h| format!("exists:{h}")),
        host().prop_map(|h| format!("redirect={h}")),
        Just("exists:%{i}._spf.example.com".to_owned()),
        (address(), 0_u8..140).prop_map(|(a, n)| format!("ip4:{a}/{n}")),
        address().prop_map(|a| format!("ip4:{a}")),
        address().prop_map(|a| format!("ip6:{a}")),
        "[a-z0-9:=/.%-]{0,12}",
    ];
    (sign, body).prop_map(|(sign, body)| format!("{sign}{body}"))
}

fn spf() -> impl Strategy<Value = String> {
    prop::collection::vec(term(), 0..8).prop_map(|terms| format!("v=spf1 {}", terms.join(" ")).trim().to_owned())
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => spf(),
        2 => prop::sample::select(vec!["v=DMARC1", "v=DMARC1; p=none", "v=DMARC1; p=x", "v=DMARC1;p=reject;sp=none", "v=DKIM1; p=", "p=AAAA", "v=DKIM1; t=y; p=AAAA"]).prop_map(str::to_owned),
        2 => "\\PC{0,30}",
        1 => "(v=DMARC1|v=DKIM1|v=spf1)[a-z0-9=;: ]{0,20}",
    ]
}

prop_compose! {
    fn zone()(
        texts in prop::collection::vec((prop::sample::select(vec!["portal.example.com", "example.com", "relay.example.net", "_dmarc.example.com", "eyelevel._domainkey.example.com"]), text()), 0..8),
        addresses in prop::collection::vec((host(), address()), 0..8),
        exchanges in prop::collection::vec((host(), prop_oneof![host().prop_map(|h| format!("10 {h}.")), Just("0 .".to_owned()), "\\PC{0,9}"]), 0..4),
        silent in prop::collection::vec(host(), 0..2),
        is_silent in prop::bool::weighted(0.1),
    ) -> Zone {
        let mut zone = Zone::default();
        for (name, text) in texts { zone = zone.txt(name, &text); }
        for (name, address) in addresses { zone = zone.with(Kind::Address, name, &address); }
        for (name, exchange) in exchanges { zone = zone.with(Kind::Mx, name, &exchange); }
        if is_silent { for name in silent { zone = zone.silent(name); } }
        zone
    }
}

prop_compose! {
    fn senders()(servers in prop::collection::vec(prop_oneof![host().prop_map(str::to_owned), address()], 0..3), apart in any::<bool>(), named in any::<bool>()) -> Sender {
        Sender {
            return_host: apart.then(|| "portal.example.com".to_owned()),
            selector: named.then(|| "eyelevel".to_owned()),
            servers,
            ..sender()
        }
    }
}

proptest! {
    #[test]
    fn any_records_are_judged_and_each_topic_says_something(zone in zone(), sender in senders()) {
        let findings = zone.advise(&sender);
        for topic in [Topic::Spf, Topic::Dkim, Topic::Dmarc, Topic::Mx] {
            prop_assert!(findings.iter().any(|finding| finding.topic == topic), "{topic}: {zone:?}");
        }
        for finding in &findings {
            prop_assert!(finding.level != Level::Good || finding.publish.is_none(), "{finding:?}");
        }
    }

    /// Whoever publishes what is advised has nothing of that topic that is wrong any more. What only people know (the key of DKIM, a server
    /// without an address, a record that is too long) is not of it.
    #[test]
    fn what_is_advised_helps(zone in zone(), sender in senders()) {
        for topic in [Topic::Spf, Topic::Dmarc] {
            let mut better = zone.clone();
            let advised: Vec<_> = zone.advise(&sender).into_iter().filter(|f| f.topic == topic).filter_map(|f| f.publish).collect();
            let Some(record) = advised.first() else { continue };
            // One record, however many findings there are.
            prop_assert!(advised.iter().all(|other| other == record), "{advised:?}");
            better.publish(record);
            let after = better.advise(&sender);
            let wrong: Vec<_> = after.iter().filter(|f| f.topic == topic && f.level == Level::Wrong && f.verdict != Verdict::SpfNoAddress).collect();
            prop_assert!(wrong.is_empty(), "{record:?} leaves {wrong:?} of {zone:?}");
        }
    }
}
