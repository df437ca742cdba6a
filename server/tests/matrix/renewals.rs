use serde_json::{Value, json};

use super::{ASKERS, Body, COLLEAGUES, Line, Made, Thing, VENDOR, check::check};

/// Who asks for nothing.
const NOT_ASKERS: &[&str] = &["accounts", "ledger", "agent"];
const OTHERS: &[&str] = &["other", "other-owner"];

fn chosen(made: &Made) -> Value {
    json!({ "installation_ids": [made.installation.as_ref().unwrap().id] })
}

fn none(_: &Made) -> Value {
    json!({ "installation_ids": [] })
}

pub(super) fn lines() -> Vec<Line> {
    let asking = |operation, done| Line {
        may: &[COLLEAGUES],
        lacks: &[(NOT_ASKERS, ASKERS), (VENDOR, ASKERS)],
        spoilt: Some((Body::Json(none), 422)),
        ..Line::write(operation, Thing::Nothing, chosen, done)
    };
    vec![
        Line::read("get /api/v1/renewals", Thing::Nothing),
        // For other partners there is no such installation.
        Line { others: 422, ..asking("post /api/v1/renewals", 201) },
        Line { may: &[COLLEAGUES, OTHERS], ..asking("post /api/v1/renewals/preview", 200) },
        Line {
            may: &[COLLEAGUES, OTHERS],
            lacks: &[(NOT_ASKERS, ASKERS), (VENDOR, ASKERS)],
            done: 201,
            ..Line::read("post /api/v1/renewals/calendar", Thing::Nothing)
        },
        Line { may: &[&["partner"]], ..Line::read("get /api/v1/renewals/{id}", Thing::Renewal) },
        Line { may: &[&["partner"]], ..Line::read("get /api/v1/renewals/{id}/keys.zip", Thing::Renewal) },
    ]
}

#[tokio::test]
async fn who_may_do_what_to_renewals() {
    check(lines()).await;
}
