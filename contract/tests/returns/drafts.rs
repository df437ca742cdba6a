use eyelevel_contract::{
    returns::{Draft, ITEMS_MAX, NewItem, Reason, Sender, subject, validate},
    validate::{Fault, Faults},
};

use crate::json::both_ways;
use crate::samples::{address, draft as kit_draft};

fn draft(serials: &[&str]) -> Draft {
    Draft {
        serials: serials.iter().map(|s| (*s).to_owned()).collect(),
        reason: Some(Reason::DeadOnArrival),
        description: "Stays dark.".to_owned(),
        ..Draft::empty()
    }
}

fn item(serial: &str, fault: &str) -> NewItem {
    NewItem { fault: fault.to_owned(), ..NewItem::of(serial.to_owned()) }
}

fn wrong(draft: &Draft) -> Faults {
    validate(draft).unwrap_err()
}

#[test]
fn the_least_is_a_serial_a_reason_and_what_is_wrong() {
    let (clean, doubles) = validate(&draft(&[" 0042 ", "", "0042", "42"])).unwrap();
    let serials: Vec<_> = clean.items.iter().map(|item| item.serial.as_str()).collect();
    assert_eq!((serials, doubles), (vec!["0042", "42"], vec!["0042".to_owned()]), "leading zeros count; the same twice counts once");
    let (clean, _) = validate(&Draft { description: String::new(), items: vec![item("A", "Dark")], ..draft(&[]) }).unwrap();
    assert_eq!(clean.items[0].fault, "Dark", "said of each, it need not be said of all");
    assert!(validate(&Draft { reason: Some(Reason::LoanReturn), description: String::new(), ..draft(&["A"]) }).is_ok());
}

#[test]
fn what_was_typed_of_a_double_is_kept() {
    let items = vec![item("A", "Dark"), item("A", "Loud")];
    let (clean, doubles) = validate(&Draft { items, ..draft(&["A"]) }).unwrap();
    assert_eq!((clean.items.len(), clean.items[0].fault.as_str(), doubles.len()), (1, "Dark; Loud", 1));
}

#[test]
fn each_fault_stands_at_its_field() {
    let many: Vec<String> = (0..10_000).map(|n| n.to_string()).collect();
    assert_eq!(wrong(&Draft { serials: many, ..draft(&[]) }).of("serials"), [Fault::TooMany(ITEMS_MAX)]);
    assert_eq!(wrong(&draft(&[])).of("serials"), [Fault::Required]);
    assert_eq!(wrong(&draft(&["A", "B\nC"])).of("serials.1"), [Fault::ControlCharacters]);
    assert_eq!(wrong(&draft(&[&"x".repeat(201)])).of("serials.0"), [Fault::TooLong(200)]);
    assert_eq!(wrong(&Draft { items: vec![item(" ", "x")], ..draft(&[]) }).of("items.0.serial"), [Fault::Required]);
    assert_eq!(wrong(&Draft { reason: None, ..draft(&["A"]) }).of("reason"), [Fault::Required]);
    assert_eq!(wrong(&Draft { description: " ".to_owned(), ..draft(&["A"]) }).of("description"), [Fault::Required]);
    assert_eq!(wrong(&Draft { pick_up: true, ..draft(&["A"]) }).of("sender"), [Fault::Required]);
    let mut sender =
        Sender { name: String::new(), organisation: String::new(), email: "x".to_owned(), phone: String::new(), address: address() };
    sender.address.city.clear();
    let faults = wrong(&Draft { sender: Some(sender), ..draft(&["A"]) });
    assert_eq!(
        [faults.of("sender.name"), faults.of("sender.email"), faults.of("sender.address.city")],
        [[Fault::Required], [Fault::NotAnAddress], [Fault::Required]]
    );
    let mut to = kit_draft().recipients.remove(0);
    to.name.clear();
    assert_eq!(wrong(&Draft { replacement_to: Some(to), ..draft(&["A"]) }).of("replacement_to.0.name"), [Fault::Required]);
}

#[test]
fn a_list_names_the_first_and_counts_the_rest() {
    let device = |product: &str, serial: &str| (product.to_owned(), serial.to_owned());
    assert_eq!(subject(&[device("Display", "42")]), "Display, 42");
    assert_eq!(subject(&[device("", "42"), device("Display", "43")]), "42 + 1");
    assert_eq!(subject(&[device("", &"ä".repeat(200))]).chars().count(), 80);
}

#[test]
fn it_goes_both_ways() {
    both_ways(&draft(&["A", "📦"]));
    both_ways(&Draft { items: vec![item("A", "x")], replacement_to: Some(kit_draft().recipients.remove(0)), ..draft(&[]) });
    both_ways(&super::samples::a_return(eyelevel_contract::requests::State::Approved, &[eyelevel_contract::returns::ItemState::Received]));
    both_ways(&super::samples::device("2028-11-20", ""));
}
