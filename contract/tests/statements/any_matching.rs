//! Whatever stands in small books, what the matching finds in them keeps the laws. The fuzz target `matching` asks for more.

use proptest::prelude::*;

use super::any_books;

proptest! {
    #[test]
    fn whatever_stands_in_the_books_the_laws_hold(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        any_books::any(&bytes);
    }
}

#[test]
fn few_bytes_are_books_in_which_much_belongs_together() {
    let bytes: Vec<u8> = (0..=255).cycle().take(600).collect();
    let books = any_books::of(&[&[9, 9][..], &bytes].concat());
    assert_eq!((books.items.len(), books.payments.len()), (9, 9));
    let (mut found, mut state) = (0, 1_u32);
    for _ in 0..200 {
        let bytes: Vec<u8> = (0..300)
            .map(|_| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                state.to_be_bytes()[0]
            })
            .collect();
        let books = any_books::of(&bytes);
        let matching =
            eyelevel_contract::statements::matching::allocate(&books, &eyelevel_contract::statements::matching::Settings::default());
        found += matching.allocations.len() + matching.takes_back.len() + matching.proposals.len();
    }
    assert!(found > 100, "{found}");
}
