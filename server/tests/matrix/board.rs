use super::{Line, Thing, check::check};

pub(super) fn lines() -> Vec<Line> {
    vec![
        Line::read("get /api/v1/board", Thing::Nothing),
        Line::read("get /api/v1/events", Thing::Nothing),
        Line::read("get /api/v1/scorecard", Thing::Nothing),
        Line::read("get /api/v1/scorecard.csv", Thing::Nothing),
        Line::read("get /api/v1/search", Thing::Nothing),
    ]
}

#[tokio::test]
async fn everybody_has_a_board() {
    check(lines()).await;
}
