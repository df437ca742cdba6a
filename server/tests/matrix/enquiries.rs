use serde_json::json;

use super::{ASKERS, Body, COLLEAGUES, DECIDERS, LEAD, Line, Thing, VENDOR, check::check};

pub(super) fn lines() -> Vec<Line> {
    vec![
        Line {
            may: &[COLLEAGUES, &["other", "other-owner"]],
            lacks: &[(&["accounts", "approver", LEAD, "support", "manager", "admin", "auditor", "ledger", "agent"], ASKERS)],
            spoilt: Some((Body::Json(|_| json!({ "text": " " })), 422)),
            ..Line::write("post /api/v1/enquiries", Thing::Nothing, |_| json!({ "text": "An idea" }), 201)
        },
        Line { may: &[COLLEAGUES, VENDOR], ..Line::read("get /api/v1/enquiries/{id}", Thing::Enquiry) },
        Line {
            may: &[&["approver", LEAD, "manager"]],
            lacks: &[(COLLEAGUES, "vendor"), (&["support", "admin", "auditor"], DECIDERS)],
            spoilt: Some((Body::Json(|_| json!({ "verdict": "declined", "reason": "No." })), 422)),
            late: Some(Thing::Answered),
            ..Line::write(
                "post /api/v1/enquiries/{id}/decision",
                Thing::Enquiry,
                |_| json!({ "verdict": "approved", "reason": "Yes." }),
                200,
            )
        },
    ]
}

#[tokio::test]
async fn who_may_do_what_to_an_enquiry() {
    check(lines()).await;
}
