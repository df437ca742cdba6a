use eyelevel_contract::returns::is_unusual;

#[test]
fn three_at_least_and_three_times_the_others() {
    for (confirmed, known, others_confirmed, others_known, unusual) in [
        (3, 60, 1, 60, true),
        (2, 60, 0, 60, false),
        (3, 60, 2, 60, false),
        (6, 60, 2, 60, true),
        (3, 1_000, 0, 1_000, true),
        (30, 1_000, 11, 1_000, false),
        (3, 0, 0, 100, false),
        (3, 60, 0, 0, true),
        (3, 61, 0, 0, false),
        (i64::MAX, i64::MAX, i64::MAX, i64::MAX, false),
        (-1, -1, -1, -1, false),
    ] {
        assert_eq!(
            is_unusual(confirmed, known, others_confirmed, others_known),
            unusual,
            "{confirmed}/{known} {others_confirmed}/{others_known}"
        );
    }
}
