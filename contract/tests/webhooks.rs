//! Webhooks: where they may lead, what each hears, how long is tried.

use core::net::IpAddr;

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use eyelevel_contract::{
    people::{OrganisationKind, Role},
    requests::{EventKind, Kind, rules::Refusal},
    validate::Fault,
    webhooks::{
        ATTEMPTS, EditWebhook, Sending, SendingFault, SendingState, SentRequest, Topic, Webhook, WebhookSecret, WebhookState,
        address::{Network, is_public, may_go_to},
        again_after,
        rules::{Heard, Listener, can_keep, hears, may_hear},
        topic, validate,
    },
};

use crate::json::both_ways;
use crate::samples::actor;

fn ip(text: &str) -> IpAddr {
    text.parse().unwrap()
}

#[test]
fn what_is_not_public_is_refused() {
    for private in [
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "10.255.255.255",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.254",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.8",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.0.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.7",
        "203.0.113.9",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:10.0.0.1",
        "::ffff:0:10.0.0.1",
        "64:ff9b::10.0.0.1",
        "64:ff9b::169.254.169.254",
        "64:ff9b:1::1",
        "100::1",
        "fc00::1",
        "fdff::1",
        "fe80::1",
        "febf::1",
        "fec0::1",
        "ff02::1",
        "2001::1",
        "2001:db8::1",
        "2002:0a00:0001::1",
        "2002:808:808::1",
        "3fff::1",
        "5f00::1",
        "4000::1",
    ] {
        assert!(!is_public(ip(private)), "{private}");
    }
    for public in [
        "1.1.1.1",
        "8.8.8.8",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.1",
        "169.253.255.255",
        "172.15.255.255",
        "172.32.0.0",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
        "::ffff:8.8.8.8",
        "64:ff9b::8.8.8.8",
        "2606:4700:4700::1111",
        "2a00:1450:4001::200e",
        "2003::1",
    ] {
        assert!(is_public(ip(public)), "{public}");
    }
}

#[test]
fn a_network_that_is_named_is_allowed_and_nothing_beside_it() {
    let allowed: Vec<_> = ["10.20.0.0/16", "127.0.0.1", "fd12::/32"].iter().map(|text| Network::parse(text).unwrap()).collect();
    for good in ["10.20.0.0", "10.20.255.255", "127.0.0.1", "::ffff:10.20.1.1", "fd12::1", "8.8.8.8"] {
        assert!(may_go_to(ip(good), &allowed), "{good}");
    }
    for bad in ["10.21.0.0", "127.0.0.2", "fd13::1", "::1", "64:ff9b::10.20.1.1", "169.254.169.254"] {
        assert!(!may_go_to(ip(bad), &allowed), "{bad}");
    }
    assert!(may_go_to(ip("10.1.2.3"), &[Network::parse("0.0.0.0/0").unwrap()]), "all of them, who wishes so");
    for bad in ["", "10.0.0.0/33", "::/129", "10.0.0/8", "a", "10.0.0.0/-1", "10.0.0.0/+8", "10.0.0.0/8/8"] {
        assert_eq!(Network::parse(bad), None, "{bad}");
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod any {
    use core::net::{Ipv4Addr, Ipv6Addr};

    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Whatever an address is wrapped in, it is the same address.
        #[test]
        fn wrapped_addresses_are_what_is_inside(bits: u32) {
            let four = Ipv4Addr::from_bits(bits);
            let public = is_public(four.into());
            prop_assert_eq!(is_public(four.to_ipv6_mapped().into()), public);
            let nat64 = Ipv6Addr::from_bits(0x0064_ff9b_u128 << 96 | u128::from(bits));
            prop_assert_eq!(is_public(nat64.into()), public);
            // 6to4 and the old compatible form lead nowhere at all.
            prop_assert!(!is_public(Ipv6Addr::from_bits(0x2002_u128 << 112 | u128::from(bits) << 80).into()));
            prop_assert!(!is_public(Ipv6Addr::from_bits(u128::from(bits)).into()) || four.to_ipv6_mapped().to_bits() == u128::from(bits));
        }

        /// What the standard library calls special is never public.
        #[test]
        fn special_addresses_are_never_public(bits: u32, wide: u128) {
            let four = Ipv4Addr::from_bits(bits);
            let special = four.is_private() || four.is_loopback() || four.is_link_local() || four.is_multicast() || four.is_broadcast()
                || four.is_documentation() || four.is_unspecified();
            prop_assert!(!(special && is_public(four.into())), "{}", four);
            for wide in [wide, wide >> 3 | 0xfc_u128 << 120, wide >> 10 | 0xfe80_u128 << 112, wide >> 8 | 0xff_u128 << 120] {
                let six = Ipv6Addr::from_bits(wide);
                let special = six.is_loopback() || six.is_multicast() || six.is_unicast_link_local() || six.is_unique_local() || six.is_unspecified();
                prop_assert!(!(special && is_public(six.into())), "{}", six);
            }
        }

        /// A network has what shares its first bits with it, and nothing else.
        #[test]
        fn a_network_is_its_first_bits(base: u32, other: u32, prefix in 0_u32..=32) {
            let network = Network::parse(&format!("{}/{prefix}", Ipv4Addr::from_bits(base))).unwrap();
            let same = prefix == 0 || (base ^ other).leading_zeros() >= prefix;
            prop_assert!(network.has(Ipv4Addr::from_bits(base).into()));
            prop_assert_eq!(network.has(Ipv4Addr::from_bits(other).into()), same);
            prop_assert!(!network.has(Ipv4Addr::from_bits(base).to_ipv6_mapped().into()));
        }

        /// Any text is an address of the web, or a fault; nothing else happens.
        #[test]
        fn any_text_can_be_checked(url in ".{0,80}") {
            let _checked = validate(&EditWebhook { url, topics: vec![Topic::Keys], active: true });
        }
    }
}

#[test]
fn an_address_is_one_of_the_web() {
    let faults = |url: &str, topics: &[Topic]| {
        let faults = validate(&EditWebhook { url: url.to_owned(), topics: topics.to_vec(), active: true }).err().unwrap_or_default();
        (faults.of("url").to_vec(), faults.of("topics").to_vec())
    };
    assert_eq!(faults(" https://a.example/x ", &[Topic::Thread]), (vec![], vec![]));
    assert_eq!(faults("", &[]), (vec![Fault::Required], vec![Fault::Required]));
    for bad in ["a.example", "ftp://a.example", "https://", "https://a b.example", "javascript:alert(1)", "HTTPS//a"] {
        assert_eq!(faults(bad, Topic::ALL).0, [Fault::NotAWebAddress], "{bad}");
    }
    assert_eq!(faults(&format!("https://a.example/{}", "x".repeat(2_000)), Topic::ALL).0, [Fault::TooLong(2_000)]);
}

#[test]
fn owners_and_admins_keep_them() {
    let may = |kind, roles: &[Role]| can_keep(&actor("a", kind, roles));
    assert_eq!(may(OrganisationKind::Partner, &[Role::Owner]), Ok(()));
    assert_eq!(may(OrganisationKind::Vendor, &[Role::Admin]), Ok(()));
    assert_eq!(may(OrganisationKind::Partner, &[Role::Technician, Role::Accounts]), Err(Refusal::NeedsRole(&[Role::Owner])));
    assert_eq!(may(OrganisationKind::Vendor, &[Role::Manager, Role::Auditor]), Err(Refusal::NeedsRole(&[Role::Admin])));
    assert!(may(OrganisationKind::Distributor, &[Role::Agent]).is_err());
}

#[test]
fn each_hears_what_is_its_own() {
    let vendor = Listener { organisation_id: "vendor", vendor: true };
    let partner = Listener { organisation_id: "partner", vendor: false };
    let other = Listener { organisation_id: "other", vendor: false };
    let open = Heard { partner_id: "partner", limited: false };
    let limited = Heard { limited: true, ..open };
    for kind in EventKind::ALL.iter().copied() {
        assert!(hears(vendor, Topic::ALL, kind, limited), "{kind}");
        assert_eq!(hears(partner, Topic::ALL, kind, open), kind != EventKind::Note, "{kind}");
        assert!(!hears(other, Topic::ALL, kind, open) && !hears(partner, Topic::ALL, kind, limited), "{kind}");
        let others: Vec<_> = Topic::ALL.iter().copied().filter(|one| *one != topic(kind)).collect();
        assert!(!hears(vendor, &others, kind, open) && hears(vendor, &[topic(kind)], kind, open), "{kind}");
    }
    assert!(may_hear(vendor, limited) && may_hear(partner, open) && !may_hear(partner, limited) && !may_hear(other, open));
    for one in Topic::ALL {
        assert!(EventKind::ALL.iter().any(|kind| topic(*kind) == *one), "{one} is about something");
    }
}

#[test]
fn it_is_tried_ten_times_in_three_days() {
    let waits: Vec<_> = (1..).map_while(again_after).collect();
    assert_eq!(i64::try_from(waits.len()).unwrap() + 1, ATTEMPTS);
    assert!(waits.is_sorted() && waits[0] == 5_000);
    let hours = waits.iter().sum::<i64>() / 3_600_000;
    assert!((72..80).contains(&hours), "{hours}");
    assert_eq!((again_after(0), again_after(-5), again_after(i64::MAX), again_after(i64::MIN + 1)), (None, None, None, None));
}

#[test]
fn they_travel_both_ways() {
    let webhook = Webhook {
        id: "w".to_owned(),
        url: "https://a.example/ü?x=\"1\"".to_owned(),
        topics: Topic::ALL.to_vec(),
        state: WebhookState::Failing,
        state_at: 1,
        waiting: 2,
        delivered_at: None,
        failed_at: Some(3),
        old_secret_until: Some(4),
        created_at: 5,
        version: 6,
    };
    both_ways(&WebhookSecret { webhook: webhook.clone(), secret: "whsec_a+/=".to_owned() });
    both_ways(&EditWebhook::of(&webhook));
    both_ways(&Sending {
        id: "d".to_owned(),
        event: "request.submitted".to_owned(),
        request: Some(SentRequest { id: "r".to_owned(), kind: Kind::Return, number: "RT-1001".to_owned() }),
        state: SendingState::GivenUp,
        created_at: 1,
        attempts: 10,
        last_at: Some(2),
        code: Some(503),
        fault: Some(SendingFault::Refused),
        duration: Some(12),
        next_at: None,
    });
}
