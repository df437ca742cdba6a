use eyelevel_contract::{
    serials::{NEAR_MAX, SERIAL_MAX, clean, distance, fold, near},
    validate::Fault,
};
use proptest::prelude::*;

#[test]
fn every_serial_number_is_taken_as_it_stands() {
    for (typed, kept) in [
        ("  EPD-0042 ", "EPD-0042"),
        ("000123", "000123"),
        ("0", "0"),
        ("📦🏳️‍🌈-7", "📦🏳️‍🌈-7"),
        ("Größe Ä/7", "Größe Ä/7"),
        ("\u{feff}SN\u{0}1\u{1d}2\u{202e}3\u{200b}\r\n", "SN123"),
        ("' OR 1=1 --", "' OR 1=1 --"),
        ("<b>1</b>", "<b>1</b>"),
    ] {
        assert_eq!(clean(typed).as_deref(), Ok(kept), "{typed:?}");
    }
    assert_eq!(clean(&"ä".repeat(SERIAL_MAX)).map(|s| s.chars().count()), Ok(SERIAL_MAX));
    assert_eq!(clean(&"ä".repeat(SERIAL_MAX + 1)), Err(Fault::TooLong(SERIAL_MAX)));
    for nothing in ["", " \t\r\n", "\u{0}\u{7}", "\u{200b}"] {
        assert_eq!(clean(nothing), Err(Fault::Required), "{nothing:?}");
    }
    // Those may be two numbers, and nobody glues them together.
    for two in ["A\nB", "A\tB", "A\r\nB", "A\u{2028}B"] {
        assert_eq!(clean(two), Err(Fault::ControlCharacters), "{two:?}");
    }
}

#[test]
fn look_alikes_fold_into_one() {
    for (one, other) in [("O", "0"), ("q", "0"), ("I", "1"), ("l", "1"), ("B", "8"), ("s", "5"), ("Z", "2"), ("g", "6"), ("a-B c", "A8C")] {
        assert_eq!(fold(one), fold(other), "{one} {other}");
    }
    assert_ne!(fold("0042"), fold("42"), "leading zeros count");
    assert_eq!(fold("---"), "---");
    assert!(
        (0..4).zip([("A-1", "A-1"), ("a1", "A-1"), ("A-I", "A-1"), ("A-2", "A-1")]).all(|(d, (typed, known))| distance(typed, known) == d)
    );
}

/// A slip of the fingers, as somebody makes it with the letters and digits that serial numbers have.
fn slip(chars: &[char], kind: u8, at: usize, c: char) -> String {
    let mut chars = chars.to_vec();
    let at = at % chars.len();
    match kind % 4 {
        0 => chars[at] = c,
        1 => drop(chars.remove(at)),
        2 => chars.insert(at, c),
        _ if at > 0 => chars.swap(at - 1, at),
        _ => {}
    }
    chars.into_iter().collect()
}

proptest! {
    #[test]
    fn one_slip_is_always_found(serial in "[A-Z0-9]{3,20}", kind: u8, at: usize, c in "[A-Z0-9]", separators in "[-./ ]{0,3}") {
        let chars: Vec<char> = serial.chars().collect();
        let typed = slip(&chars, kind, at, c.chars().next().unwrap());
        prop_assert!(near(&fold(&(typed.to_lowercase() + &separators))).contains(&fold(&serial)), "{typed} {serial}");
    }

    #[test]
    fn no_text_at_all_breaks_it(text in any::<String>()) {
        if let Ok(kept) = clean(&text) {
            prop_assert_eq!(clean(&kept), Ok(kept.clone()), "what is kept stays");
            let folded = fold(&kept);
            prop_assert!(!folded.is_empty());
            prop_assert_eq!(fold(&folded), folded.clone());
            let all = near(&folded);
            prop_assert!(all.contains(&folded) && !all.contains(""));
            prop_assert!(all.len() < 100 * NEAR_MAX);
        }
    }
}
