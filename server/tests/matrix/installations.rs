use serde_json::{Value, json};

use super::{ASKERS, Body, COLLEAGUES, LEAD, Line, Made, Thing, check::check};
use crate::licences::installations;

const CORRECTORS: &[&str] = &["support", "admin"];
const READERS: &[&str] = &["approver", LEAD, "auditor"];
const RIGHT: &str = "support admin";

fn form(made: &Made) -> Value {
    json!(installations::form_at(made.installation.as_ref().unwrap()))
}

fn empty(made: &Made) -> Value {
    let mut form = form(made);
    form["runs"] = json!("");
    form
}

pub(super) fn lines() -> Vec<Line> {
    const CSV: &str = "partner,customer,product,edition,version,host,capacity\n";
    vec![
        Line::read("get /api/v1/installations", Thing::Nothing),
        Line {
            may: &[COLLEAGUES, CORRECTORS],
            lacks: &[(&["accounts"], ASKERS), (READERS, RIGHT), (&["manager", "ledger"], RIGHT), (&["agent"], "partner")],
            // For other partners there is no such customer.
            others: 422,
            spoilt: Some((Body::Json(empty), 422)),
            ..Line::write("post /api/v1/installations", Thing::Nothing, form, 201)
        },
        Line { may: &[COLLEAGUES, CORRECTORS, READERS], ..Line::read("get /api/v1/installations/{id}", Thing::Installation) },
        Line {
            may: &[COLLEAGUES, CORRECTORS],
            lacks: &[(READERS, RIGHT)],
            spoilt: Some((Body::Json(empty), 422)),
            ..Line::write("put /api/v1/installations/{id}", Thing::Installation, form, 200)
        },
        Line {
            body: Body::Text("text/csv", CSV),
            may: &[COLLEAGUES, CORRECTORS, &["other", "other-owner"]],
            lacks: &[(&["accounts"], ASKERS), (READERS, RIGHT), (&["manager", "ledger"], RIGHT), (&["agent"], "partner")],
            spoilt: Some((Body::Text("application/json", "{}"), 415)),
            ..Line::read("post /api/v1/installations/import", Thing::Nothing)
        },
    ]
}

#[tokio::test]
async fn who_may_do_what_to_installations() {
    check(lines()).await;
}
