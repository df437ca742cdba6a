//! Good files with anything in their places: the same demands as of any bytes, behind the first tags. The fuzz targets `camt`, `pain002`,
//! `mt940`, `table` and `invoice` ask for more.

use proptest::prelude::*;

use super::bank_samples::{CAMT, MT940, PAIN002, SPARKASSE};
use super::decoding;
use super::edited::edited;
use super::invoice_samples::{CII, UBL, ZUGFERD1, credit_note};

fn all() -> Vec<Vec<u8>> {
    let credit = credit_note();
    [CAMT, PAIN002, MT940, SPARKASSE, UBL, CII, ZUGFERD1, &credit].map(|file| file.as_bytes().to_vec()).into()
}

#[test]
fn without_a_wish_every_file_is_as_it_was_and_is_read() {
    for file in all() {
        assert_eq!(edited(&file, &[]), file);
        assert!(decoding::any(&file), "{}", String::from_utf8_lossy(&file));
    }
    assert!(decoding::said(&[0, 4, 0, 0, 1, 11], SPARKASSE.as_bytes()));
}

#[test]
fn a_wish_changes_a_place() {
    let file = b"<a x=\"1\"><b>two</b><c>three</c></a>";
    assert_eq!(edited(file, &[0, 1, 1, b'X']), b"<a x=\"1\"><b>X</b><c>three</c></a>");
    assert_eq!(edited(file, &[5 + 8 * 2, 1, 0]), b"<a x=\"1\"><b>three</b><c>three</c></a>");
    assert_eq!(edited(file, &[7 + 8, 2, 0]), b"<a x=\"1\"><b>three</c></a>");
    assert_eq!(edited(file, &[0, 0]), file);
}

/// Some places with something else in them: numbers, words and signs that files have, and bytes that they have not.
fn wishes() -> impl Strategy<Value = Vec<u8>> {
    let value = prop_oneof![
        "[0-9]{1,20}([.,][0-9]{0,6})?",
        "[0-9]{4}-[0-9]{2}-[0-9]{2}",
        "(CRDT|DBIT|BOOK|INFO|EUR|JPY|S|H|RC|RD|MD06|380|381|true|false|NOTPROVIDED|&amp;|&x;|<a>|</a>|\"|;|\n)",
        "[ -~\u{e4}\u{20ac}]{0,20}",
    ];
    let bytes = prop_oneof![4 => value.prop_map(String::into_bytes), 1 => proptest::collection::vec(any::<u8>(), 0..20)];
    let wish = (any::<u8>(), any::<u8>(), bytes).prop_map(|(what, place, bytes)| {
        let length = u8::try_from(bytes.len().min(47)).unwrap();
        [&[what, place, length][..], &bytes[..usize::from(length)]].concat()
    });
    proptest::collection::vec(wish, 0..5).prop_map(|all| all.concat())
}

proptest! {
    #[test]
    fn with_anything_in_its_places_it_is_read_or_refused(which in 0_usize..8, wishes in wishes()) {
        decoding::any(&edited(&all()[which], &wishes));
    }

    #[test]
    fn whatever_is_said_of_a_table_it_is_read_or_refused(said in proptest::collection::vec(any::<u8>(), 0..40), wishes in wishes()) {
        decoding::said(&said, &edited(SPARKASSE.as_bytes(), &wishes));
    }
}
