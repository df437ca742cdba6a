use eyelevel_contract::{
    deliveries::carriers::Carrier,
    requests::{State, Verdict},
    returns::{
        Arrived, Decide, DecideItem, Finding, Finish, HandedIn, Inspect, ItemState, Outcome, Replacement, ReplacementItem, SendLabel,
        SendReplacement, validate_arrival, validate_decision, validate_hand_in, validate_inspection, validate_label, validate_outcome,
        validate_replacement,
    },
    validate::{Fault, Faults},
};

use super::samples::a_return;
use crate::samples::{kit, today};

fn yes(id: &str) -> DecideItem {
    DecideItem {
        item_id: id.to_owned(),
        verdict: Verdict::Approved,
        outcome: Some(Outcome::Repair),
        reason: String::new(),
        alternative: String::new(),
        no_alternative: false,
    }
}

fn no(id: &str) -> DecideItem {
    DecideItem { verdict: Verdict::Declined, outcome: None, reason: "Broken by a hammer.".to_owned(), no_alternative: true, ..yes(id) }
}

fn wrong(items: Vec<DecideItem>) -> Faults {
    validate_decision(&Decide { items }, &a_return(State::Submitted, &[ItemState::Asked, ItemState::Asked])).unwrap_err()
}

#[test]
fn a_decision_is_on_every_device_and_a_no_has_its_reason() {
    let two = a_return(State::Submitted, &[ItemState::Asked, ItemState::Asked]);
    assert!(validate_decision(&Decide { items: vec![yes("i0"), no("i1")] }, &two).is_ok());
    assert_eq!(wrong(vec![yes("i0")]).of("items"), [Fault::Required]);
    assert_eq!(wrong(vec![yes("i0"), yes("i0"), yes("i1")]).of("items.1.item_id"), [Fault::Twice]);
    assert_eq!(wrong(vec![yes("other")]).of("items.0.item_id"), [Fault::Unknown]);
    let silent = DecideItem { reason: " ".to_owned(), no_alternative: false, ..no("i0") };
    assert_eq!(wrong(vec![silent.clone(), yes("i1")]).of("items.0.reason"), [Fault::Required]);
    assert_eq!(wrong(vec![silent, yes("i1")]).of("items.0.alternative"), [Fault::Required]);
    let changed = DecideItem { verdict: Verdict::ApprovedWithChanges, ..yes("i0") };
    assert_eq!(wrong(vec![changed, yes("i1")]).of("items.0.verdict"), [Fault::NotOffered]);
    let advance = DecideItem { outcome: Some(Outcome::AdvanceReplacement), ..yes("i0") };
    assert_eq!(wrong(vec![advance.clone(), yes("i1")]).of("items.0.outcome"), [Fault::NoSuchRecipient]);
    let pinned = eyelevel_contract::returns::Return { recipients: kit().recipients, ..two };
    assert!(validate_decision(&Decide { items: vec![advance, yes("i1")] }, &pinned).is_ok());
    let decided = a_return(State::Submitted, &[ItemState::Approved, ItemState::Asked]);
    assert_eq!(
        validate_decision(&Decide { items: vec![yes("i0"), yes("i1")] }, &decided).unwrap_err().of("items.0.item_id"),
        [Fault::NotOffered]
    );
}

#[test]
fn a_label_has_a_day_that_is_to_come() {
    let label =
        |days: Option<i64>| SendLabel { carrier: Carrier::Dhl, number: String::new(), hand_in_by: days.map(|d| today().plus_days(d)) };
    assert_eq!(validate_label(&label(None), today()).unwrap().hand_in_by, Some(today().plus_days(14)));
    assert_eq!(validate_label(&label(Some(-1)), today()).unwrap_err().of("hand_in_by"), [Fault::InThePast]);
    assert_eq!(validate_label(&label(Some(91)), today()).unwrap_err().of("hand_in_by"), [Fault::TooFar(90)]);
    let mail = SendLabel { carrier: Carrier::Mail, ..label(None) };
    assert_eq!(validate_label(&mail, today()).unwrap_err().of("carrier"), [Fault::NotOffered]);
    let handed = HandedIn { carrier: None, number: "a\u{0}b".to_owned() };
    assert!(validate_hand_in(&handed, Carrier::Dhl).is_err());
}

#[test]
fn what_is_scanned_counts_once() {
    let arrived = |serials: &[&str]| Arrived { serials: serials.iter().map(|s| (*s).to_owned()).collect() };
    assert_eq!(validate_arrival(&arrived(&["A ", "A", "B"])).unwrap().serials, ["A", "B"]);
    assert_eq!(validate_arrival(&arrived(&[])).unwrap_err().of("serials"), [Fault::Required]);
    assert_eq!(validate_arrival(&arrived(&["A", " "])).unwrap_err().of("serials.1"), [Fault::Required]);
}

#[test]
fn what_nobody_wants_to_hear_has_its_reason() {
    let here = a_return(State::Approved, &[ItemState::Received, ItemState::LabelSent]);
    let finish = |outcome| Finish {
        item_id: "i0".to_owned(),
        outcome,
        credit: None,
        reason: String::new(),
        alternative: String::new(),
        no_alternative: false,
    };
    assert!(validate_outcome(&finish(Outcome::Repair), &here).is_ok());
    assert_eq!(validate_outcome(&finish(Outcome::ReturnToSender), &here).unwrap_err().of("reason"), [Fault::Required]);
    let faults = validate_outcome(&finish(Outcome::NotCovered), &here).unwrap_err();
    assert_eq!((faults.of("reason"), faults.of("alternative")), (&[Fault::Required][..], &[Fault::Required][..]));
    let away = Finish { item_id: "i1".to_owned(), ..finish(Outcome::Repair) };
    assert_eq!(validate_outcome(&away, &here).unwrap_err().of("item_id"), [Fault::NotOffered]);
    let inspect = Inspect { item_id: "i1".to_owned(), finding: Finding::NoFault, findings: " ".to_owned(), photos: vec![] };
    let faults = validate_inspection(&inspect, &here).unwrap_err();
    assert_eq!((faults.of("item_id"), faults.of("findings")), (&[Fault::NotOffered][..], &[Fault::Required][..]));
}

#[test]
fn what_nobody_knows_is_replaced_by_what_is_chosen_and_what_is_known_by_itself() {
    let mut thing = a_return(State::Approved, &[ItemState::Approved]);
    thing.recipients = kit().recipients;
    thing.recipients.truncate(1);
    thing.recipients[0].parcel = None;
    thing.items[0].replacement = Some(Replacement::Awaited);
    let sent = |variant: Option<&str>| SendReplacement {
        carrier: Carrier::Courier,
        number: String::new(),
        arrives_on: None,
        items: vec![ReplacementItem { item_id: "i0".to_owned(), variant_id: variant.map(str::to_owned), serial: "NEW-1".to_owned() }],
    };
    let at = |thing: &eyelevel_contract::returns::Return, variant| {
        validate_replacement(&sent(variant), thing, today()).map_or_else(|faults| faults.of("items.0.variant_id").to_vec(), |_| Vec::new())
    };
    assert_eq!((at(&thing, None), at(&thing, Some("v"))), (vec![], vec![Fault::MustBeEmpty]));
    thing.items[0].unmatched = true;
    assert_eq!((at(&thing, None), at(&thing, Some("v"))), (vec![Fault::Required], vec![]));
}
