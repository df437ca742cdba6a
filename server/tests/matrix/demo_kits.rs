use serde_json::{Value, json};

use super::{ASKERS, Body, COLLEAGUES, DECIDERS, LEAD, Line, Made, SHIPPERS, Thing, VENDOR, WRITERS, check::check};
use crate::support::kits;

fn parcels(made: &Made) -> Value {
    serde_json::to_value(kits::parcels(made.kit.as_ref().unwrap(), &made.id[9..])).unwrap()
}

fn back(made: &Made) -> Value {
    serde_json::to_value(kits::back(made.kit.as_ref().unwrap())).unwrap()
}

fn serials(made: &Made) -> Vec<&str> {
    made.kit.as_ref().unwrap().loan.lent.iter().flat_map(eyelevel_contract::demo_kits::loans::Lent::serials_out).collect()
}

fn day(made: &Made, days: i64) -> String {
    let first: eyelevel_contract::civil::Date = "2026-11-24".parse().unwrap();
    first.plus_days(days + (made.tomorrow - crate::support::TUESDAY) / crate::support::DAY).to_string()
}

fn later(made: &Made) -> Value {
    json!({ "return_on": day(made, 60), "reason": "The fair." })
}

fn step(made: &Made) -> Value {
    json!({ "text": "I call.", "look_on": day(made, 3) })
}

fn answer(made: &Made, verdict: &str) -> Value {
    let wish = made.kit.as_ref().and_then(|kit| kit.loan.open_wish()).map_or("none", |wish| wish.id.as_str());
    json!({ "wish_id": wish, "verdict": verdict })
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
            spoilt: Some((Body::Json(|_| json!({})), 422)),
            late: Some(Thing::Approved),
            ..Line::write("post /api/v1/demo-kits/{id}/check-in", Thing::OnLoan, back, 200)
        },
        Line::read("get /api/v1/demo-kits/loans", Thing::Nothing),
        Line::read("get /api/v1/demo-kits/loans.csv", Thing::Nothing),
        Line {
            may: &[COLLEAGUES],
            lacks: &[(VENDOR, "partner")],
            spoilt: Some((Body::Json(|_| json!({ "reason": "The fair." })), 422)),
            late: Some(Thing::Shipped),
            ..Line::write("post /api/v1/demo-kits/{id}/later", Thing::OnLoan, later, 200)
        },
        Line {
            may: &[&["owner", "sales"]],
            lacks: &[(&["partner"], "owner sales"), (VENDOR, "partner")],
            spoilt: Some((Body::Json(|_| json!({})), 422)),
            late: Some(Thing::LoanWished),
            ..Line::write("post /api/v1/demo-kits/{id}/keep", Thing::OnLoan, |m| json!({ "serials": serials(m) }), 200)
        },
        Line {
            may: &[COLLEAGUES],
            lacks: &[(VENDOR, "partner")],
            spoilt: Some((Body::Json(|_| json!({ "wish_id": "another" })), 409)),
            late: Some(Thing::OnLoan),
            ..Line::write(
                "post /api/v1/demo-kits/{id}/wish-withdrawal",
                Thing::LoanWished,
                |m| json!({ "wish_id": answer(m, "approved")["wish_id"] }),
                200,
            )
        },
        Line {
            may: &[&["approver", LEAD, "manager"]],
            lacks: &[(COLLEAGUES, "vendor"), (&["support", "admin", "auditor"], DECIDERS)],
            spoilt: Some((Body::Json(|m| answer(m, "declined")), 422)),
            late: Some(Thing::OnLoan),
            ..Line::write("post /api/v1/demo-kits/{id}/wish-answer", Thing::LoanWished, |m| answer(m, "approved"), 200)
        },
        Line {
            may: &[&["approver", LEAD, "support", "manager", "admin"]],
            lacks: &[(COLLEAGUES, "vendor"), (&["auditor"], WRITERS)],
            spoilt: Some((Body::Json(|_| json!({})), 422)),
            late: Some(Thing::OnLoan),
            ..Line::write("post /api/v1/demo-kits/{id}/step", Thing::Overdue, step, 200)
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
