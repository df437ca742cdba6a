use eyelevel_contract::deliveries::{NewRecipient, as_named};
use serde_json::{Value, json};

use super::{Body, COLLEAGUES, LEAD, Line, Made, SHIPPERS, Thing, VENDOR, check::check};

fn change(made: &Made, reason: &str) -> Value {
    let recipient = made
        .kit
        .as_ref()
        .and_then(|kit| kit.recipients.first())
        .map(|recipient| NewRecipient { phone: "0".to_owned(), ..as_named(recipient) });
    json!({ "recipient": recipient, "reason": reason })
}

/// Who imports what carriers say.
const IMPORTERS: &str = "support approver lead admin";

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
        Line {
            may: &[&["partner", "owner", "support", "approver", LEAD]],
            lacks: &[(&["sales"], "requester"), (&["manager", "admin", "auditor"], SHIPPERS)],
            spoilt: Some((Body::Json(|made| change(made, " ")), 422)),
            ..Line::write("post /api/v1/recipients/{id}/changes", Thing::Pin, |made| change(made, "Mails come back."), 200)
        },
        Line {
            may: requester,
            lacks,
            ..Line::write("post /api/v1/recipients/{id}/changes/{change_id}", Thing::PinChange, |_| json!({ "agreed": true }), 200)
        },
        Line {
            may: &[&["partner", "owner"], &["support", "approver", LEAD]],
            lacks: &[(&["sales"], "requester"), (&["manager", "admin", "auditor"], SHIPPERS)],
            ..Line::read("get /api/v1/deliveries/{id}/packing-slip.pdf", Thing::Parcel)
        },
        Line { may: &[COLLEAGUES, VENDOR], ..Line::read("get /api/v1/requests/{id}/proof", Thing::Submitted) },
        Line { may: &[COLLEAGUES, VENDOR], ..Line::read("get /api/v1/requests/{id}/proof.pdf", Thing::Submitted) },
        Line {
            // `approver` owns it, and ships besides.
            may: &[&["support", "approver", LEAD]],
            lacks: &[(COLLEAGUES, "vendor"), (&["manager", "admin", "auditor"], SHIPPERS)],
            spoilt: Some((Body::Json(|_| json!({ "note": " " })), 422)),
            ..Line::write("post /api/v1/deliveries/{id}/taken-care", Thing::Parcel, |_| json!({ "note": "Asked the carrier." }), 200)
        },
        Line {
            body: Body::Text("text/csv", "number;status\n"),
            may: &[&["support", "approver", LEAD, "admin"]],
            lacks: &[
                (COLLEAGUES, "vendor"),
                (&["accounts", "other", "other-owner", "agent"], "vendor"),
                (&["manager", "auditor", "ledger"], IMPORTERS),
            ],
            spoilt: Some((Body::Text("application/json", "{}"), 415)),
            ..Line::read("post /api/v1/deliveries/import", Thing::Nothing)
        },
        // Whoever sends is known by a signature alone; without a secret of theirs in the settings the address does not exist.
        Line::write("post /api/v1/deliveries/webhooks/{provider}", Thing::Nothing, |_| json!({}), 404),
        Line { body: Body::Nothing, done: 201, may: requester, lacks, ..Line::read("post /api/v1/deliveries/{id}/link", Thing::Parcel) },
    ]
}

#[tokio::test]
async fn who_may_do_what_to_a_delivery() {
    check(lines()).await;
}
