//! Everything of licences that travels as JSON: the browser's and serde's, each reads what the other writes.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use eyelevel_contract::{
    json::from_text,
    licences::{
        Asked, Checked, Claims, Consent, Contact, Draft, Host, Installation, Intent, IssuedKey, Issuer, KeyOrder, KeyRecipient, Licence,
        MismatchKind, MismatchRecord, Product, ProofRecord, RecipientChange, Release, StoppedKey, Unmade, Version, VersionRange, Whom,
        rules::NeedsPerson,
    },
    people::{OrganisationRef, PersonRef},
    requests::{RequestPage, State},
};

use super::samples::{
    NOW, code, data, edit_installation, edit_known_issue, edit_product, installation, known_issue, product, r, ring, somebody, v,
};
use crate::{
    json::both_ways,
    samples::{kit, request, today},
};

#[test]
fn what_the_vendor_and_the_partner_keep() {
    let mut released = product();
    released.releases.push(Release { version: v("9.1.0-rc.1"), published_on: today() });
    both_ways(&released);
    both_ways(&installation());
    both_ways(&known_issue());
    both_ways(&edit_product());
    both_ways(&edit_installation());
    both_ways(&edit_known_issue());
    both_ways(&ring().publish());
    both_ways(&Draft::empty(Intent::Bridge));
}

fn whole() -> Licence {
    let person = PersonRef { id: "ada".to_owned(), name: "Ada".to_owned() };
    let installed = installation();
    Licence {
        page: RequestPage {
            request: request(State::Approved),
            promises: vec![],
            escalations: vec![],
            decisions: vec![],
            timeline: vec![],
            attachments: vec![],
            open: vec![],
        },
        asked: Asked {
            intent: Intent::Move,
            installation_id: Some("in".to_owned()),
            customer: Some(OrganisationRef { id: "c".to_owned(), name: "C".to_owned() }),
            product: installed.product,
            edition: installed.edition,
            wanted: v("9.1.0"),
            host: Host::parse("srv-02").ok(),
            capacity: None,
            message: String::new(),
            rejected_key: None,
            program_says: String::new(),
            never_customer: true,
            contact: Contact::CallBack,
            contact_at: "+49 40 1".to_owned(),
            contact_outcome: Some("It runs.".to_owned()),
            needs_person: Some(NeedsPerson::NoContract),
            vendor_fault: false,
            expires: Some(NOW),
            being_made: true,
        },
        recipients: vec![KeyRecipient { whom: Whom::Requester, left_out: true, recipient: kit().recipients[0].clone() }],
        consents: vec![Consent {
            id: "c".to_owned(),
            change: RecipientChange::LeftOut,
            recipient_id: Some("r".to_owned()),
            recipient: somebody(),
            reason: "He is away.".to_owned(),
            asked_by: person.clone(),
            asked_at: NOW,
            agreed: Some(false),
            by: Some(person.clone()),
            in_place: true,
            at: Some(NOW),
        }],
        keys: vec![IssuedKey {
            id: "k".to_owned(),
            key: None,
            proof: ProofRecord {
                at: NOW,
                checked: Checked::ALL.to_vec(),
                key_id: Some("2026".to_owned()),
                public_key: None,
                product: code("backup"),
                edition: code("server"),
                version: v("9.1.0"),
                versions: r("9.x"),
                host: None,
                capacity: Some(2),
                expires: None,
            },
            issuer: Issuer::Pool,
            issued_at: NOW,
            by: Some(person.clone()),
            expires: None,
            revoked_at: Some(NOW),
            revoked_because: Some("It was stolen.".to_owned()),
            sent_to: vec!["r".to_owned()],
        }],
        stopped: vec![StoppedKey {
            id: "s".to_owned(),
            stopped_at: NOW,
            issuer: Issuer::External,
            by: Some(person),
            wanted: v("9.1.0"),
            unmade: Some(Unmade::TimedOut),
            mismatches: vec![MismatchRecord {
                kind: MismatchKind::Version,
                wanted: Some("9.1.0".to_owned()),
                found: Some("8.x".to_owned()),
            }],
        }],
    }
}

#[test]
fn a_whole_request() {
    both_ways(&whole());
}

#[test]
fn what_issuers_read_and_answer() {
    both_ways(&data());
    both_ways(&Claims::from(&data()));
    both_ways(&KeyOrder {
        request_number: "LK-1".to_owned(),
        licence: "l".to_owned(),
        product: code("backup"),
        edition: code("server"),
        version: v("9.1.0"),
        host: None,
        capacity: Some(1),
        versions: r("9.x"),
        expires: Some(NOW),
    });
    // A generator says what it likes to say, and nothing has to be said.
    assert_eq!(from_text::<Claims>("{}"), Some(Claims::default()));
    assert_eq!(serde_json::from_str::<Claims>("{}").ok(), Some(Claims::default()));
}

#[test]
fn a_value_that_is_none_is_noticed() {
    assert_eq!(from_text::<Version>("\"9.1\""), None);
    assert_eq!(from_text::<VersionRange>("\">=9, <8\""), None);
    assert!(serde_json::from_str::<VersionRange>("\">=9, <8\"").is_err());
    let edition = serde_json::to_string(&installation()).unwrap().replace("\"server\"", "\"Server\"");
    assert_eq!(from_text::<Installation>(&edition), None);
    assert_eq!(from_text::<Product>("{}"), None);
}
