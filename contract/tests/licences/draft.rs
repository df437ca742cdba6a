//! What the form for a key refuses.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use eyelevel_contract::{
    deliveries::{Channel, WHY_MAX},
    lang::PageLang,
    licences::{Contact, Draft, Intent, NewKeyRecipient, Whom, validate},
    validate::{Fault, Faults},
};

use super::samples::{installation, product};

fn recipient(whom: Whom, email: &str) -> NewKeyRecipient {
    NewKeyRecipient::named(whom, "Name", "", email, PageLang::De)
}

fn draft(intent: Intent) -> Draft {
    Draft {
        installation_id: Some("in".to_owned()),
        product_id: Some("p".to_owned()),
        customer_id: Some("customer".to_owned()),
        edition_id: Some("e".to_owned()),
        version: "9.2".to_owned(),
        host: "srv-02".to_owned(),
        capacity: Some(2),
        rejected_key: "key/\u{feff}\u{0}".to_owned(),
        message: "Everything is down".to_owned(),
        recipients: vec![recipient(Whom::Requester, "")],
        ..Draft::empty(intent)
    }
}

fn check(draft: &Draft) -> Result<Draft, Faults> {
    validate(draft, Some(&installation()), Some(&product()))
}

fn wrong(intent: Intent, change: impl FnOnce(&mut Draft)) -> Faults {
    let mut d = draft(intent);
    change(&mut d);
    check(&d).unwrap_err()
}

#[test]
fn a_whole_draft_passes_for_each_intent() {
    for intent in Intent::ALL {
        let clean = check(&draft(*intent)).unwrap();
        assert_eq!(clean.version, "9.2.0");
        assert_eq!(clean.installation_id.is_some(), clean.product_id.is_none(), "{intent}: one of the two says what it is of");
        assert_eq!(clean.rejected_key.is_empty(), *intent != Intent::Rejected);
        assert!(clean.recipients[0].name.is_empty(), "the requester's name is known");
    }
}

#[test]
fn each_intent_needs_its_own() {
    for intent in [Intent::Renew, Intent::Upgrade, Intent::Move, Intent::Bridge, Intent::Rejected] {
        let missing = validate(&Draft { installation_id: None, ..draft(intent) }, None, None).unwrap_err();
        assert_eq!(missing.of("installation_id"), [Fault::Required], "{intent}");
        assert_eq!(validate(&draft(intent), None, None).unwrap_err().of("installation_id"), [Fault::Unknown], "{intent}");
    }
    let missing = validate(&Draft { product_id: None, edition_id: None, customer_id: None, ..draft(Intent::New) }, None, None).unwrap_err();
    for field in ["product_id", "edition_id", "customer_id"] {
        assert_eq!(missing.of(field), [Fault::Required], "{field}");
    }
    assert_eq!(wrong(Intent::Move, |d| d.host.clear()).of("host"), [Fault::Required]);
    assert_eq!(wrong(Intent::Move, |d| d.host = "SRV-01".to_owned()).of("host"), [Fault::AsItIs]);
    assert_eq!(wrong(Intent::Rejected, |d| d.rejected_key = " ".to_owned()).of("rejected_key"), [Fault::Required]);
    assert_eq!(wrong(Intent::Rejected, |d| d.rejected_key = "x".repeat(65_537)).of("rejected_key"), [Fault::TooLong(65_536)]);
    assert_eq!(wrong(Intent::Bridge, |d| d.message.clear()).of("message"), [Fault::Required]);
    assert_eq!(wrong(Intent::Upgrade, |d| d.version = "9.1.0".to_owned()).of("version"), [Fault::AsItIs]);
    assert_eq!(wrong(Intent::Renew, |d| d.version = "6.0.0".to_owned()).of("version"), [Fault::NotOffered]);
    assert_eq!(wrong(Intent::Renew, |d| d.version = "nine".to_owned()).of("version"), [Fault::NotAVersion]);
    assert_eq!(wrong(Intent::Renew, |d| d.edition_id = Some("else".to_owned())).of("edition_id"), [Fault::Unknown]);
    assert_eq!(wrong(Intent::Renew, |d| d.capacity = Some(0)).of("capacity"), [Fault::TooSmall(1)]);
    assert_eq!(check(&Draft { capacity: None, ..draft(Intent::Renew) }).map(|d| d.capacity), Ok(None), "as much as is installed");
}

#[test]
fn how_it_comes_is_the_requester_s_to_say() {
    let by = |channel, email: &str| NewKeyRecipient { channel, ..recipient(Whom::Other, email) };
    let clean = |r: NewKeyRecipient| check(&Draft { recipients: vec![r], ..draft(Intent::Renew) });
    for (channel, email, expected) in [
        (None, "a@x.example", Channel::Mail),
        (None, "", Channel::Download),
        (Some(Channel::Mail), "a@x.example", Channel::Mail),
        (Some(Channel::Download), "a@x.example", Channel::Download),
        (Some(Channel::Download), "", Channel::Download),
    ] {
        assert_eq!(clean(by(channel, email)).unwrap().recipients[0].channel, Some(expected), "{channel:?} {email}");
    }
    assert_eq!(clean(by(Some(Channel::Mail), "")).unwrap_err().of("recipients.0.email"), [Fault::Required]);
    assert_eq!(clean(by(Some(Channel::Parcel), "a@x.example")).unwrap_err().of("recipients.0.channel"), [Fault::NotOffered]);
    let why = |length| clean(NewKeyRecipient { why: "y".repeat(length), ..by(None, "") });
    assert_eq!(why(WHY_MAX).unwrap().recipients[0].why.len(), WHY_MAX);
    assert_eq!(why(WHY_MAX + 1).unwrap_err().of("recipients.0.why"), [Fault::TooLong(WHY_MAX)]);
}

#[test]
fn recipients_are_explicit_and_not_to_the_customer_is_kept() {
    assert_eq!(wrong(Intent::Renew, |d| d.recipients.clear()).of("recipients"), [Fault::Required]);
    let both = |d: &mut Draft| d.recipients.push(recipient(Whom::Customer, "it@customer.example"));
    let never = wrong(Intent::Renew, |d| {
        both(d);
        d.never_customer = true;
    });
    assert_eq!(never.of("recipients.1.whom"), [Fault::NotOffered]);
    assert_eq!(wrong(Intent::Renew, |d| d.recipients.push(d.recipients[0].clone())).of("recipients.1"), [Fault::Twice]);
    let twice = wrong(Intent::Renew, |d| {
        both(d);
        d.recipients.push(recipient(Whom::Other, "IT@customer.example"));
    });
    assert_eq!(twice.of("recipients.2.email"), [Fault::Twice]);
    assert_eq!(wrong(Intent::Renew, |d| d.recipients = vec![recipient(Whom::Other, "it")]).of("recipients.0.email"), [Fault::NotAnAddress]);
    assert_eq!(wrong(Intent::Renew, |d| d.recipients = vec![recipient(Whom::Other, ""); 21]).of("recipients"), [Fault::TooMany(20)]);
    assert!(check(&Draft { recipients: vec![recipient(Whom::Other, "")], ..draft(Intent::Renew) }).is_ok(), "they get a link to print");
}

#[test]
fn who_wants_to_be_called_says_where() {
    assert_eq!(wrong(Intent::Bridge, |d| d.contact = Contact::CallBack).of("contact_at"), [Fault::Required]);
}
