use serde_json::json;

use super::{Body, COLLEAGUES, LEAD, Line, SHIPPERS, Thing, VENDOR, check::check};

pub(super) fn lines() -> Vec<Line> {
    let requester: &[&[&str]] = &[&["partner", "owner"]];
    let lacks: &[(&[&str], &str)] = &[(&["sales"], "requester"), (VENDOR, "partner")];
    vec![
        Line::read("get /api/v1/deliveries", Thing::Nothing),
        Line { may: &[COLLEAGUES, VENDOR], ..Line::read("get /api/v1/deliveries/{id}", Thing::Parcel) },
        Line {
            may: &[&["support", "approver", LEAD]],
            lacks: &[(COLLEAGUES, "vendor"), (&["manager", "admin", "auditor"], SHIPPERS)],
            spoilt: Some((Body::Json(|_| json!({ "status": "confirmed", "note": "", "arrives_on": null })), 422)),
            ..Line::write(
                "post /api/v1/deliveries/{id}/status",
                Thing::Parcel,
                |_| json!({ "status": "in_transit", "note": "", "arrives_on": null }),
                200,
            )
        },
        Line {
            may: requester,
            lacks,
            spoilt: Some((Body::Json(|_| json!({ "complete": false, "note": "" })), 422)),
            ..Line::write("post /api/v1/deliveries/{id}/receipt", Thing::Parcel, |_| json!({ "complete": true }), 200)
        },
        Line { body: Body::Nothing, done: 201, may: requester, lacks, ..Line::read("post /api/v1/deliveries/{id}/link", Thing::Parcel) },
    ]
}

#[tokio::test]
async fn who_may_do_what_to_a_delivery() {
    check(lines()).await;
}
