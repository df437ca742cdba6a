use eyelevel_contract::{
    requests::{RequestRef, State},
    returns::{BatchIssue, FaultCount, is_unusual},
};

use crate::samples::today;

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

#[test]
fn what_stands_out_and_is_not_known_yet_wants_a_known_issue() {
    let count = |unusual, batch: &str| FaultCount {
        item_id: "i".to_owned(),
        product: "Display".to_owned(),
        batch: batch.to_owned(),
        known: 60,
        returned: 3,
        confirmed: 3,
        unusual,
        warned_in: None,
        issue: None,
    };
    assert!(count(true, "B7").wants_issue());
    assert!(!count(false, "B7").wants_issue() && !count(true, "").wants_issue());
    let warned_in = Some(RequestRef { id: "r".to_owned(), number: "RT-1".to_owned(), state: State::Closed });
    assert!(FaultCount { warned_in, ..count(false, "B7") }.wants_issue(), "it was warned of, whatever came since");
    let issue = BatchIssue {
        id: "k".to_owned(),
        batch: "B7".to_owned(),
        product: "Display".to_owned(),
        title: "Stays dark".to_owned(),
        known_since: today(),
        workaround: "Wait.".to_owned(),
        is_draft: true,
        page: "/known-issues/k".to_owned(),
    };
    assert!(!FaultCount { issue: Some(issue), ..count(true, "B7") }.wants_issue());
}

#[test]
fn whoever_writes_down_known_issues_makes_one_of_a_batch() {
    assert_eq!(eyelevel_contract::licences::rules::REPORTERS, eyelevel_contract::returns::rules::REPORTERS);
    assert_eq!(eyelevel_contract::licences::paths::BATCH_FIGURES, eyelevel_contract::returns::paths::FAULTS_PAGE);
}
