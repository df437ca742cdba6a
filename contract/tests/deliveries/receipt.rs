use eyelevel_contract::deliveries::{Piece, PieceReceipt, PieceState, Receipt, of_line, validate_receipt};
use eyelevel_contract::validate::{Fault, Faults};

fn sent() -> Vec<Piece> {
    let serials = |from: usize| (from..from + 6).map(|n| format!("SN-{n}")).collect();
    vec![
        Piece { line_id: "displays".to_owned(), name: "Display".to_owned(), quantity: 6, serials: serials(1) },
        Piece { line_id: "cables".to_owned(), name: "Cable".to_owned(), quantity: 3, serials: vec![] },
    ]
}

fn said(line: &str, state: PieceState, quantity: i64, serials: &[&str]) -> PieceReceipt {
    PieceReceipt { line_id: line.to_owned(), state, quantity, serials: serials.iter().map(|s| (*s).to_owned()).collect() }
}

fn faults(pieces: Vec<PieceReceipt>) -> Faults {
    validate_receipt(&Receipt { pieces, ..Receipt::wrong("") }, &sent()).unwrap_err()
}

#[test]
fn five_are_fine_and_one_is_dead() {
    let serials: Vec<_> =
        sent()[0].serials.iter().map(|s| (s.clone(), if s == "SN-3" { PieceState::Dead } else { PieceState::Fine })).collect();
    let pieces = of_line(&sent()[0], &serials, &[]).unwrap();
    let fine = said("displays", PieceState::Fine, 5, &["SN-1", "SN-2", "SN-4", "SN-5", "SN-6"]);
    assert_eq!(pieces, [fine, said("displays", PieceState::Dead, 1, &["SN-3"])]);
    // No word is needed beside it.
    let receipt = Receipt { pieces, ..Receipt::wrong("  ") };
    assert_eq!(validate_receipt(&receipt, &sent()).unwrap().note, "");
    assert_eq!(of_line(&sent()[1], &[], &[(PieceState::Missing, 3)]).unwrap(), [said("cables", PieceState::Missing, 3, &[])]);
    assert!(of_line(&sent()[1], &[], &[(PieceState::Missing, 0)]).unwrap().is_empty());
}

#[test]
fn nobody_has_more_than_was_sent() {
    let most = |pieces| faults(pieces).of("pieces.1.quantity").to_vec();
    let fine = || said("displays", PieceState::Fine, 5, &[]);
    assert_eq!(most(vec![fine(), said("displays", PieceState::Dead, 2, &[])]), [Fault::TooLarge(6)]);
    assert_eq!(most(vec![fine(), said("displays", PieceState::Dead, i64::MAX, &[])]), [Fault::TooLarge(6)]);
    for none in [0, -1, i64::MIN] {
        assert_eq!(most(vec![fine(), said("displays", PieceState::Dead, none, &[])]), [Fault::TooSmall(1)]);
    }
    // What was chosen too often comes to the same.
    assert_eq!(of_line(&sent()[1], &[], &[(PieceState::Dead, 2), (PieceState::Missing, 2)]), Err(Fault::TooLarge(3)));
    assert_eq!(of_line(&sent()[0], &[], &[(PieceState::Dead, 1)]), Err(Fault::TooLarge(0)), "each of them has a number");
    assert_eq!(faults(vec![fine(); 20]).of("pieces"), [Fault::TooMany(8)]);
}

#[test]
fn a_serial_number_is_one_that_was_sent_and_is_in_one_state() {
    let all = faults(vec![
        said("displays", PieceState::Dead, 1, &["SN-3", "SN-9"]),
        said("displays", PieceState::Missing, 1, &["SN-3"]),
        said("cables", PieceState::Dead, 1, &["SN-1"]),
        said("nothing", PieceState::Dead, 1, &[]),
        said("displays", PieceState::Dead, 1, &[]),
    ]);
    assert_eq!(all.of("pieces.0.serials.1"), [Fault::Unknown]);
    assert_eq!(all.of("pieces.0.serials"), [Fault::MoreSerialsThanPieces(1)]);
    assert_eq!(all.of("pieces.1.serials.0"), [Fault::Twice]);
    assert_eq!(all.of("pieces.2.serials.0"), [Fault::Unknown]);
    assert_eq!(all.of("pieces.3.line_id"), [Fault::Unknown]);
    assert_eq!(all.of("pieces.4.state"), [Fault::Twice]);
}

#[test]
fn who_says_that_something_is_wrong_says_what_and_what_is_complete_is_fine() {
    let none = |receipt: &Receipt| validate_receipt(receipt, &sent()).unwrap_err().of("note").to_vec();
    assert_eq!(none(&Receipt::wrong(" ")), [Fault::Required]);
    assert_eq!(none(&Receipt { pieces: vec![said("cables", PieceState::Fine, 3, &[])], ..Receipt::wrong("") }), [Fault::Required]);
    let dead = Receipt { pieces: vec![said("cables", PieceState::Dead, 1, &[])], ..Receipt::complete() };
    assert_eq!(validate_receipt(&dead, &sent()).unwrap_err().of("pieces.0.state"), [Fault::NotOffered]);
    assert!(validate_receipt(&Receipt::complete(), &sent()).is_ok());
    // What clients sent before there were pieces still says the same.
    let old: Receipt = serde_json::from_str(r#"{"complete":false,"note":"Dark"}"#).unwrap();
    assert_eq!(old, Receipt::wrong("Dark"));
    assert_eq!(eyelevel_contract::json::from_text::<Receipt>(r#"{"complete":true}"#), None, "the portal sends and reads whole ones");
}
