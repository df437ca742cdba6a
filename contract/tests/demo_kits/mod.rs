//! What a kit's forms refuse.

mod loans;

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use eyelevel_contract::{
    deliveries::carriers::Carrier,
    demo_kits::{
        Bilingual, Decide, DecideLine, DecidedLine, Draft, EditItem, EditVariant, NewParcel, NewPiece, NewQuote, Ship, Terms, validate,
        validate_decision, validate_item, validate_shipment,
    },
    requests::Verdict,
    validate::{Fault, Faults},
};

use crate::samples::{address, draft, kit, today};

fn wrong(change: impl FnOnce(&mut Draft)) -> Faults {
    let mut d = draft();
    change(&mut d);
    validate(&d, today()).unwrap_err()
}

#[test]
fn a_whole_draft_passes() {
    assert!(validate(&draft(), today()).is_ok());
    let mut bought = draft();
    bought.terms = Terms::Purchase;
    bought.po_number = "PO 7".to_owned();
    bought.billing = Some(address());
    let clean = validate(&bought, today()).unwrap();
    assert_eq!(clean.return_on, None, "a purchase does not come back");
}

#[test]
fn each_fault_stands_at_its_field() {
    assert_eq!(wrong(|d| d.lines.clear()).of("lines"), [Fault::Required]);
    assert_eq!(wrong(|d| d.lines[0].quantity = 0).of("lines.0.quantity"), [Fault::TooSmall(1)]);
    assert_eq!(wrong(|d| d.lines[0].quantity = 1_000_000).of("lines.0.quantity"), [Fault::TooLarge(500)]);
    assert_eq!(wrong(|d| d.lines[0].recipient = 7).of("lines.0.recipient"), [Fault::NoSuchRecipient]);
    assert_eq!(wrong(|d| d.event_on = Some(today().plus_days(-1))).of("event_on"), [Fault::InThePast]);
    assert_eq!(wrong(|d| d.event_on = Some(today().plus_days(60))).of("return_on"), [Fault::EndsBeforeStart]);
    assert_eq!(wrong(|d| d.return_on = None).of("return_on"), [Fault::Required]);
    assert_eq!(wrong(|d| d.return_on = Some(today())).of("return_on"), [Fault::InThePast]);
    assert_eq!(wrong(|d| d.return_on = Some(today().plus_days(400))).of("return_on"), [Fault::TooFar(366)]);
    assert_eq!(wrong(|d| d.purpose = " ".to_owned()).of("purpose"), [Fault::Required]);
    assert_eq!(wrong(|d| d.purpose = "x".repeat(2_001)).of("purpose"), [Fault::TooLong(2_000)]);
    assert_eq!(wrong(|d| d.purpose = "a\u{0}b".to_owned()).of("purpose"), [Fault::ControlCharacters]);
    assert_eq!(wrong(|d| d.recipients.clear()).of("recipients"), [Fault::Required]);
    assert_eq!(wrong(|d| d.recipients[0].address.city.clear()).of("recipients.0.address.city"), [Fault::Required]);
    assert_eq!(wrong(|d| d.recipients[0].email = "reception".to_owned()).of("recipients.0.email"), [Fault::NotAnAddress]);
    assert_eq!(wrong(|d| d.recipients.push(d.recipients[0].clone())).of("recipients.1"), [Fault::NothingForThem]);
    let bought = wrong(|d| d.terms = Terms::Purchase);
    assert_eq!((bought.of("po_number"), bought.of("billing")), (&[Fault::Required][..], &[Fault::Required][..]));
}

fn decide(verdict: Verdict) -> Decide {
    Decide {
        verdict,
        reason: "Because".to_owned(),
        alternative: String::new(),
        no_alternative: false,
        lines: vec![],
        return_on: None,
        quote: None,
    }
}

#[test]
fn a_no_needs_its_reason_and_an_alternative_or_the_word_that_there_is_none() {
    let faults = |d: &Decide| validate_decision(d, &kit(), today()).unwrap_err();
    let mut no = decide(Verdict::Declined);
    assert_eq!(faults(&no).of("alternative"), [Fault::Required]);
    no.no_alternative = true;
    assert!(validate_decision(&no, &kit(), today()).is_ok());
    no.alternative = "Another one".to_owned();
    assert_eq!(faults(&no).of("alternative"), [Fault::MustBeEmpty]);
    no.no_alternative = false;
    no.reason.clear();
    assert_eq!(faults(&no).of("reason"), [Fault::Required]);
}

#[test]
fn a_change_changes_something_and_leaves_something() {
    let mut change = decide(Verdict::ApprovedWithChanges);
    let line = |quantity| vec![DecideLine { line_id: "l".to_owned(), variant_id: "v".to_owned(), quantity }];
    for (lines, expected) in [(vec![], Fault::NoDifference), (line(2), Fault::NoDifference), (line(0), Fault::Required)] {
        change.lines = lines;
        assert_eq!(validate_decision(&change, &kit(), today()).unwrap_err().of("lines"), [expected]);
    }
    change.lines = line(1);
    assert!(validate_decision(&change, &kit(), today()).is_ok());
}

#[test]
fn a_loan_ends_after_it_begins_and_a_purchase_does_not_end() {
    let until = |days: i64| Decide { return_on: Some(today().plus_days(days)), ..decide(Verdict::ApprovedWithChanges) };
    let fault = |d: &Decide, last: i64| {
        let mut late = kit();
        late.return_on = Some(today().plus_days(last));
        validate_decision(d, &late, today()).err().map(|faults| faults.of("return_on").to_vec())
    };
    // As asked for, but decided too late.
    assert_eq!(fault(&decide(Verdict::Approved), 0), Some(vec![Fault::InThePast]));
    assert_eq!(fault(&decide(Verdict::Approved), 1), None);
    assert_eq!((fault(&until(0), 30), fault(&until(5), 0)), (Some(vec![Fault::InThePast]), None));
    assert_eq!(fault(&until(400), 30), Some(vec![Fault::TooFar(366)]));
    let no = Decide { no_alternative: true, ..decide(Verdict::Declined) };
    assert_eq!(fault(&no, -9), None, "a no is possible on any day");
    let mut bought = kit();
    bought.terms = Terms::Purchase;
    assert_eq!(validate_decision(&until(5), &bought, today()).unwrap_err().of("return_on"), [Fault::NotOffered]);
}

#[test]
fn a_purchase_is_not_approved_without_a_quote() {
    let mut bought = kit();
    bought.terms = Terms::Purchase;
    assert_eq!(validate_decision(&decide(Verdict::Approved), &bought, today()).unwrap_err().of("quote"), [Fault::Required]);
    let quote = NewQuote { shipping_minor: 100_000_001, vat_rate: 10_001, valid_until: today() };
    let faults = validate_decision(&Decide { quote: Some(quote), ..decide(Verdict::Approved) }, &bought, today()).unwrap_err();
    // In hundredths, and said as people typed it.
    assert_eq!(faults.of("quote.shipping_minor"), [Fault::TooMuch(100_000_000)]);
    assert_eq!(faults.of("quote.vat_rate"), [Fault::TooMuch(10_000)]);
}

fn ship(change: impl FnOnce(&mut NewParcel)) -> Result<Ship, Faults> {
    let mut parcel = NewParcel {
        recipient_id: "rec".to_owned(),
        carrier: Carrier::Ups,
        number: "1z 5r8939 0357567127".to_owned(),
        insist: false,
        arrives_on: None,
        pieces: vec![NewPiece { line_id: "l".to_owned(), quantity: 2, serials: vec!["A1".to_owned(), "A2".to_owned()] }],
    };
    change(&mut parcel);
    validate_shipment(&Ship { parcels: vec![parcel] }, &kit(), today())
}

#[test]
fn a_parcel_goes_to_a_pinned_recipient_whole() {
    assert_eq!(ship(|_| {}).unwrap().parcels[0].number, "1Z5R89390357567127");
    assert_eq!(ship(|p| p.recipient_id = "else".to_owned()).unwrap_err().of("parcels.0.recipient_id"), [Fault::NoSuchRecipient]);
    assert_eq!(ship(|p| p.pieces[0].quantity = 1).unwrap_err().of("parcels.0.pieces"), [Fault::Required]);
    assert_eq!(ship(|p| p.pieces[0].quantity = 3).unwrap_err().of("parcels.0.pieces.0.quantity"), [Fault::TooLarge(2)]);
    let endless = ship(|p| {
        p.pieces[0].quantity = i64::MAX;
        p.pieces.push(p.pieces[0].clone());
    });
    assert_eq!(endless.unwrap_err().of("parcels.0.pieces.1.quantity"), [Fault::TooLarge(2)], "sums don't overflow");
}

#[test]
fn serials_and_numbers_are_looked_at() {
    let three = || ["A", "B", "C"].map(str::to_owned).to_vec();
    assert_eq!(ship(|p| p.pieces[0].serials = three()).unwrap_err().of("parcels.0.pieces.0.serials"), [Fault::MoreSerialsThanPieces(2)]);
    let twice = ship(|p| p.pieces[0].serials[1] = "A1".to_owned()).unwrap_err();
    assert_eq!(twice.of("parcels.0.pieces.0.serials.1"), [Fault::Twice]);
    assert_eq!(ship(|p| p.number = "1Z5R89390357567128".to_owned()).unwrap_err().of("parcels.0.number"), [Fault::CheckDigit]);
    let insisted = ship(|p| {
        p.number = "1Z5R89390357567128".to_owned();
        p.insist = true;
    });
    assert!(insisted.is_ok());
}

#[test]
fn a_catalogue_item_has_both_languages_and_no_variant_twice() {
    let both = |text: &str| Bilingual { de: text.to_owned(), en: text.to_owned() };
    let variant = |id: Option<&str>, on_hand| EditVariant { id: id.map(str::to_owned), name: both("4.2"), on_hand };
    let item = EditItem {
        name: both("Display"),
        description: both("Shows something"),
        contents: vec![both("Display")],
        adaptable: both(""),
        loan: true,
        price: None,
        owner_id: None,
        variants: vec![variant(Some("a"), 3), variant(None, 0)],
        warranty_months: 0,
        dead_on_arrival_days: 365,
        checklist: vec![both("Lights up?")],
    };
    assert!(validate_item(&item).is_ok());
    let wrong = |change: fn(&mut EditItem)| {
        let mut edit = item.clone();
        change(&mut edit);
        validate_item(&edit).unwrap_err()
    };
    assert_eq!(wrong(|i| i.name.en.clear()).of("name.en"), [Fault::Required]);
    assert_eq!(wrong(|i| i.adaptable.de = "Logo".to_owned()).of("adaptable.en"), [Fault::Required]);
    assert_eq!(wrong(|i| i.variants.clear()).of("variants"), [Fault::Required]);
    assert_eq!(wrong(|i| i.variants[1].id = Some("a".to_owned())).of("variants.1.id"), [Fault::Twice]);
    assert_eq!(wrong(|i| i.variants[0].on_hand = -1).of("variants.0.on_hand"), [Fault::TooSmall(0)]);
    assert_eq!(wrong(|i| i.warranty_months = -1).of("warranty_months"), [Fault::TooSmall(0)]);
    assert_eq!(wrong(|i| i.warranty_months = 241).of("warranty_months"), [Fault::TooLarge(240)]);
    assert_eq!(wrong(|i| i.dead_on_arrival_days = 366).of("dead_on_arrival_days"), [Fault::TooLarge(365)]);
    assert_eq!(wrong(|i| i.checklist[0].de.clear()).of("checklist.0.de"), [Fault::Required]);
    assert_eq!(wrong(|i| i.checklist = vec![i.checklist[0].clone(); 9]).of("checklist"), [Fault::TooMany(8)]);
    assert_eq!(wrong(|i| i.contents[0].de = "a\nb".to_owned()).of("contents.0.de"), [Fault::ControlCharacters]);
}

#[test]
fn an_empty_parcel_goes_nowhere() {
    let mut nothing = kit();
    nothing.lines[0].decided = Some(DecidedLine { variant_id: "v".to_owned(), variant: "4.2".to_owned(), quantity: 0 });
    let parcel = NewParcel {
        recipient_id: "rec".to_owned(),
        carrier: Carrier::Courier,
        number: String::new(),
        insist: false,
        arrives_on: None,
        pieces: vec![],
    };
    let faults = validate_shipment(&Ship { parcels: vec![parcel] }, &nothing, today()).unwrap_err();
    assert_eq!(faults.of("parcels.0.pieces"), [Fault::Required]);
}
