use serde_json::{Value, json};

use super::{ASKERS, Body, COLLEAGUES, DECIDERS, LEAD, Line, Made, SHIPPERS, Thing, VENDOR, check::check};
use crate::support::kits;

fn parcels(made: &Made) -> Value {
    serde_json::to_value(kits::parcels(made.kit.as_ref().unwrap(), &made.id[9..])).unwrap()
}

pub(super) fn lines() -> Vec<Line> {
    let ships: &[&[&str]] = &[&["support", "approver", LEAD]];
    let not_shipping: &[(&[&str], &str)] = &[(COLLEAGUES, "vendor"), (&["manager", "admin", "auditor"], SHIPPERS)];
    vec![
        Line::read("get /api/v1/demo-kits", Thing::Nothing),
        Line {
            may: &[COLLEAGUES, &["other", "other-owner"]],
            lacks: &[(&["accounts", "approver", LEAD, "support", "manager", "admin", "auditor", "ledger", "agent"], ASKERS)],
            spoilt: Some((
                Body::Json(|m| {
                    let mut draft = m.draft.clone().unwrap();
                    draft.lines.clear();
                    serde_json::to_value(draft).unwrap()
                }),
                422,
            )),
            ..Line::write("post /api/v1/demo-kits", Thing::Nothing, |m| serde_json::to_value(m.draft.as_ref().unwrap()).unwrap(), 201)
        },
        Line { may: &[COLLEAGUES, VENDOR], ..Line::read("get /api/v1/demo-kits/{id}", Thing::Submitted) },
        Line {
            may: &[&["approver", LEAD, "manager"]],
            lacks: &[(COLLEAGUES, "vendor"), (&["support", "admin", "auditor"], DECIDERS)],
            spoilt: Some((Body::Json(|_| json!({ "verdict": "declined" })), 422)),
            late: Some(Thing::Approved),
            ..Line::write("post /api/v1/demo-kits/{id}/decision", Thing::Submitted, |_| json!({ "verdict": "approved" }), 200)
        },
        Line {
            may: ships,
            lacks: not_shipping,
            spoilt: Some((Body::Json(|_| json!({ "parcels": [] })), 422)),
            late: Some(Thing::Submitted),
            ..Line::write("post /api/v1/demo-kits/{id}/shipments", Thing::Approved, parcels, 200)
        },
        Line {
            may: ships,
            lacks: not_shipping,
            late: Some(Thing::Shipped),
            ..Line::write("post /api/v1/demo-kits/{id}/check-in", Thing::OnLoan, |_| json!({}), 200)
        },
        Line {
            may: &[COLLEAGUES],
            lacks: &[(VENDOR, "partner")],
            ..Line::write("post /api/v1/demo-kits/{id}/repeat", Thing::Submitted, |_| json!({}), 201)
        },
    ]
}

#[tokio::test]
async fn who_may_do_what_to_a_kit() {
    check(lines()).await;
}
