use eyelevel_contract::mail_health::{Kind, Level, Sender, Topic, Verdict};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use super::zone::{Zone, good, sender};

/// One server with one address, and an SPF record of the return path's host.
fn spf(record: &str) -> Zone {
    let zone = Zone::default().with(Kind::Address, "mail.example.com", "203.0.113.25");
    if record.is_empty() { zone } else { zone.txt("portal.example.com", record) }
}

fn published(zone: &Zone, topic: Topic) -> Vec<String> {
    zone.advise(&sender()).into_iter().filter(|f| f.topic == topic).filter_map(|f| f.publish).map(|record| record.value).collect()
}

#[test]
fn where_all_is_as_it_should_be_nothing_is_advised() {
    let findings = good().advise(&sender());
    let verdicts: Vec<Verdict> = findings.iter().map(|finding| finding.verdict).collect();
    assert_eq!(verdicts, [Verdict::SpfFits, Verdict::DkimFits, Verdict::DmarcFits, Verdict::MxFits]);
    assert!(findings.iter().all(|finding| finding.level == Level::Good && finding.publish.is_none()));
}

#[test]
fn who_may_send() {
    for (record, verdicts, wanted) in [
        ("", vec![Verdict::SpfMissing], Some("v=spf1 a:mail.example.com ~all")),
        ("v=spf1 -all", vec![Verdict::SpfMisses], Some("v=spf1 a:mail.example.com -all")),
        ("v=spf1 ip4:203.0.113.24/31 -all", vec![Verdict::SpfFits], None),
        ("v=spf1 ip4:203.0.113.26/31 ~all", vec![Verdict::SpfMisses], Some("v=spf1 a:mail.example.com ip4:203.0.113.26/31 ~all")),
        ("v=spf1 a:mail.example.com -all", vec![Verdict::SpfFits], None),
        ("V=SPF1 A:mail.example.com -ALL", vec![Verdict::SpfFits], None),
        (
            "v=spf1 -ip4:203.0.113.25 +all",
            vec![Verdict::SpfMisses, Verdict::SpfAnybody],
            Some("v=spf1 a:mail.example.com -ip4:203.0.113.25 ~all"),
        ),
        ("v=spf1 all", vec![Verdict::SpfAnybody], Some("v=spf1 a:mail.example.com ~all")),
        ("v=spf1 ip4:203.0.113.25", vec![Verdict::SpfOpen], Some("v=spf1 ip4:203.0.113.25 ~all")),
        ("v=spf1 ip4:203.0.113.25 ?all", vec![Verdict::SpfOpen], Some("v=spf1 ip4:203.0.113.25 ~all")),
        ("v=spf1 ip4:203.0.113.25 ipv4:192.0.2.1 -all", vec![Verdict::SpfUnreadable], Some("v=spf1 ip4:203.0.113.25 -all")),
        ("v=spf1 include:nobody.example ip4:203.0.113.25 -all", vec![Verdict::SpfUnreadable], Some("v=spf1 ip4:203.0.113.25 -all")),
        ("v=spf1 exists:%{i}.example.net ip4:203.0.113.25 -all", vec![Verdict::SpfDepends], None),
        ("v=spf1 redirect=_spf.example.net", vec![Verdict::SpfUnreadable], Some("v=spf1 a:mail.example.com ~all")),
    ] {
        let zone = spf(record);
        assert_eq!(zone.verdicts(&sender(), Topic::Spf), verdicts, "{record}");
        assert_eq!(published(&zone, Topic::Spf).first().map(String::as_str), wanted, "{record}");
    }
}

#[test]
fn what_others_say_counts_for_a_domain_that_asks_them() {
    let of = |record: &str, theirs: &str| spf(record).txt("_spf.example.net", theirs).verdicts(&sender(), Topic::Spf);
    assert_eq!(of("v=spf1 redirect=_spf.example.net", "v=spf1 ip4:203.0.113.25 -all"), [Verdict::SpfFits]);
    assert_eq!(of("v=spf1 include:_spf.example.net -all", "v=spf1 ip4:203.0.113.25 -all"), [Verdict::SpfFits]);
    assert_eq!(of("v=spf1 include:_spf.example.net -all", "v=spf1 -ip4:203.0.113.25 +all"), [Verdict::SpfMisses]);
    assert_eq!(of("v=spf1 include:_spf.example.net -all", "v=spf1 include:_spf.example.net -all"), [Verdict::SpfTooLong]);
}

#[test]
fn two_records_are_none_and_are_made_one() {
    let zone = spf("v=spf1 ip4:192.0.2.7 ~all").txt("portal.example.com", "v=spf1 ip4:203.0.113.25 -all");
    assert_eq!(zone.verdicts(&sender(), Topic::Spf), [Verdict::SpfSeveral]);
    assert_eq!(published(&zone, Topic::Spf), ["v=spf1 ip4:192.0.2.7 ip4:203.0.113.25 -all"]);
}

#[test]
fn a_server_in_the_house_is_not_judged() {
    for server in ["localhost", "127.0.0.1", "10.1.2.3", "::1", "fd00::1"] {
        let sender = Sender { servers: vec![server.to_owned()], ..sender() };
        let verdicts = Zone::default().txt("portal.example.com", "v=spf1 mx -all").verdicts(&sender, Topic::Spf);
        assert_eq!(verdicts, [Verdict::SpfInside, Verdict::SpfFits], "{server}");
    }
    let nowhere = Zone::default().txt("portal.example.com", "v=spf1 mx -all").verdicts(&sender(), Topic::Spf);
    assert_eq!(nowhere, [Verdict::SpfNoAddress]);
}

#[test]
fn the_key_that_is_signed_with() {
    let long = "A".repeat(392);
    for (record, verdict) in [
        (String::new(), Verdict::DkimMissing),
        ("nothing to see".to_owned(), Verdict::DkimUnreadable),
        ("v=DKIM1; p=".to_owned(), Verdict::DkimRevoked),
        ("v=DKIM1; k=rsa; p=<key>".to_owned(), Verdict::DkimUnreadable),
        (format!("v=DKIM2; p={long}"), Verdict::DkimUnreadable),
        (format!("v=DKIM1; k=rsa; p={}", "A".repeat(216)), Verdict::DkimShort),
        (format!("p={long}"), Verdict::DkimFits),
        (format!("v=DKIM1; k=ed25519; p={}", "A".repeat(44)), Verdict::DkimFits),
        (format!("v=DKIM1; t=y:s; p={long}"), Verdict::DkimTest),
    ] {
        let zone = if record.is_empty() { Zone::default() } else { Zone::default().txt("eyelevel._domainkey.example.com", &record) };
        assert_eq!(zone.verdicts(&sender(), Topic::Dkim), [verdict], "{record}");
    }
    let test = Zone::default().txt("eyelevel._domainkey.example.com", &format!("v=DKIM1; t=y; p={long}"));
    assert_eq!(published(&test, Topic::Dkim), [format!("v=DKIM1; p={long}")]);
    let unnamed = Sender { selector: None, ..sender() };
    assert_eq!(good().verdicts(&unnamed, Topic::Dkim), [Verdict::DkimUnnamed]);
}

#[test]
fn what_becomes_of_what_proves_nothing() {
    for (record, verdict, wanted) in [
        ("", Verdict::DmarcMissing, "v=DMARC1; p=none; rua=mailto:postmaster@example.com"),
        ("v=DMARC1; p=none", Verdict::DmarcWatches, "v=DMARC1; p=quarantine"),
        ("v=DMARC1;rua=mailto:a@b.example", Verdict::DmarcUnreadable, "v=DMARC1; p=none; rua=mailto:a@b.example"),
        ("v=DMARC1; p=rejekt; pct=50", Verdict::DmarcUnreadable, "v=DMARC1; p=none; pct=50"),
        ("v=DMARC1; p=Quarantine", Verdict::DmarcFits, ""),
    ] {
        let zone = if record.is_empty() { Zone::default() } else { Zone::default().txt("_dmarc.example.com", record) };
        assert_eq!(zone.verdicts(&sender(), Topic::Dmarc), [verdict], "{record}");
        assert_eq!(published(&zone, Topic::Dmarc).concat(), wanted, "{record}");
    }
    // A record above counts for what is below, by its own policy for that.
    let below = Sender { domain: "mail.shop.example.com".to_owned(), return_host: None, ..sender() };
    let above = |record: &str| Zone::default().txt("_dmarc.example.com", record).verdicts(&below, Topic::Dmarc);
    assert_eq!(above("v=DMARC1; p=reject"), [Verdict::DmarcFits]);
    assert_eq!(above("v=DMARC1; p=reject; sp=none"), [Verdict::DmarcWatches]);
}

#[test]
fn a_return_path_elsewhere_proves_nothing_of_the_sender() {
    let with = |host: &str, record: &str| {
        let sender = Sender { return_host: Some(host.to_owned()), ..sender() };
        Zone::default().txt("_dmarc.example.com", record).verdicts(&sender, Topic::Dmarc)
    };
    assert_eq!(with("portal.example.com", "v=DMARC1; p=reject"), [Verdict::DmarcFits]);
    assert_eq!(with("portal.example.com", "v=DMARC1; p=reject; aspf=s"), [Verdict::DmarcApart, Verdict::DmarcFits]);
    assert_eq!(with("example.com", "v=DMARC1; p=reject; aspf=s"), [Verdict::DmarcFits]);
    assert_eq!(with("badexample.com", "v=DMARC1; p=reject"), [Verdict::DmarcApart, Verdict::DmarcFits]);
    assert_eq!(with("mailer.example.net", "v=DMARC1; p=reject"), [Verdict::DmarcApart, Verdict::DmarcFits]);
}

#[test]
fn where_bounces_arrive() {
    let host = "portal.example.com";
    let none = Zone::default();
    assert_eq!(none.verdicts(&sender(), Topic::Mx), [Verdict::MxMissing]);
    assert_eq!(published(&none, Topic::Mx), ["10 portal.example.com"]);
    let at_home = Sender { portal: "localhost".to_owned(), ..sender() };
    let publish = none.advise(&at_home).into_iter().find(|finding| finding.topic == Topic::Mx).and_then(|finding| finding.publish);
    assert_eq!(publish.map(|record| record.value).as_deref(), Some("10 portal.example.com"));
    let implied = Zone::default().with(Kind::Address, host, "203.0.113.80");
    assert_eq!(implied.verdicts(&sender(), Topic::Mx), [Verdict::MxImplied]);
    assert_eq!(Zone::default().with(Kind::Mx, host, "0 .").verdicts(&sender(), Topic::Mx), [Verdict::MxRefused]);
    let dangling = Zone::default().with(Kind::Mx, host, "10 gone.example.com.");
    assert_eq!(dangling.verdicts(&sender(), Topic::Mx), [Verdict::MxNoAddress]);
    let unnamed = Sender { return_host: None, ..sender() };
    let own = Zone::default().with(Kind::Mx, "example.com", "10 mx.example.net.").with(Kind::Address, "mx.example.net", "203.0.113.9");
    assert_eq!(own.verdicts(&unnamed, Topic::Mx), [Verdict::MxUnnamed, Verdict::MxFits]);
}

#[test]
fn an_address_has_a_name_that_leads_back() {
    let bare = Zone::default().with(Kind::Address, "mail.example.com", "203.0.113.25");
    assert_eq!(bare.verdicts(&sender(), Topic::Ptr), [Verdict::PtrMissing]);
    let astray = bare.clone().with(Kind::Pointer, "203.0.113.25", "customer-25.provider.example");
    assert_eq!(astray.verdicts(&sender(), Topic::Ptr), [Verdict::PtrMissing]);
    let back = bare.with(Kind::Pointer, "203.0.113.25", "mail.example.com");
    assert_eq!(back.verdicts(&sender(), Topic::Ptr), []);
}

#[test]
fn what_dns_does_not_answer_is_said_and_the_rest_all_the_same() {
    for (name, topic) in [
        ("portal.example.com", Topic::Spf),
        ("mail.example.com", Topic::Spf),
        ("_spf.example.net", Topic::Spf),
        ("eyelevel._domainkey.example.com", Topic::Dkim),
        ("_dmarc.example.com", Topic::Dmarc),
        ("portal.example.com", Topic::Mx),
        ("203.0.113.25", Topic::Ptr),
    ] {
        let findings = good().silent(name).advise(&sender());
        assert!(findings.iter().any(|f| (f.topic, f.verdict, f.name.as_str()) == (topic, Verdict::Silence, name)), "{name}: {findings:?}");
        assert!(findings.iter().any(|f| f.level == Level::Good), "{name}");
    }
}
