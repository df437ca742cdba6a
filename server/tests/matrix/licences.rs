use serde_json::{Value, json};

use super::{ASKERS, Body, COLLEAGUES, DECIDERS, LEAD, Line, Made, SHIPPERS as ISSUERS, Thing, VENDOR, WRITERS, check::check};
use crate::licences::requests;

/// Whoever asked, and the partner's owner.
const REQUESTER: &[&str] = &["partner", "owner"];
const MAKERS: &[&str] = &["support", "approver", LEAD];
/// Of the vendor, who sees a request and makes no keys.
const READERS: &[&str] = &["manager", "admin", "auditor"];

fn nothing(_: &Made) -> Value {
    json!({})
}

fn asking(made: &Made) -> Value {
    json!(made.asking)
}

fn versionless(made: &Made) -> Value {
    let mut asking = asking(made);
    asking["version"] = json!("soon");
    asking
}

fn recipients(made: &Made) -> Vec<&str> {
    made.licence.iter().flat_map(|licence| &licence.recipients).map(|r| r.recipient.id.as_str()).collect()
}

fn by_hand(made: &Made) -> Value {
    json!({ "key": "AR9-1234-ABCD-X", "recipient_ids": recipients(made) })
}

fn sending(made: &Made) -> Value {
    json!({ "key_id": made.part, "recipient_ids": recipients(made) })
}

fn revoking(made: &Made) -> Value {
    json!({ "key_id": made.part, "reason": "It was stolen." })
}

fn consent(_: &Made) -> Value {
    json!(requests::adding("Ada"))
}

pub(super) fn lines() -> Vec<Line> {
    let see: &[&[&str]] = &[COLLEAGUES, VENDOR];
    let make: &[(&[&str], &str)] = &[(COLLEAGUES, "vendor"), (READERS, ISSUERS)];
    let theirs: &[(&[&str], &str)] = &[(&["sales"], "requester"), (VENDOR, "partner")];
    vec![
        Line::read("get /api/v1/licences", Thing::Nothing),
        Line {
            may: &[COLLEAGUES],
            lacks: &[(&["accounts", "approver", LEAD, "support", "manager", "admin", "auditor", "ledger", "agent"], ASKERS)],
            // For other partners there is no such installation.
            others: 422,
            spoilt: Some((Body::Json(versionless), 422)),
            ..Line::write("post /api/v1/licences", Thing::Nothing, asking, 201)
        },
        Line { may: see, ..Line::read("get /api/v1/licences/{id}", Thing::KeySent) },
        Line {
            may: &[&["approver", LEAD, "manager"]],
            lacks: &[(COLLEAGUES, "vendor"), (&["support", "admin", "auditor"], DECIDERS)],
            spoilt: Some((Body::Json(|_| json!({ "verdict": "declined", "reason": "No.", "alternative": "" })), 422)),
            late: Some(Thing::KeySent),
            ..Line::write(
                "post /api/v1/licences/{id}/decision",
                Thing::KeyAsked,
                |_| json!({ "verdict": "approved", "reason": "", "alternative": "" }),
                200,
            )
        },
        Line {
            may: &[MAKERS],
            lacks: make,
            late: Some(Thing::KeyAsked),
            ..Line::write("post /api/v1/licences/{id}/issue", Thing::KeyOwed, nothing, 200)
        },
        Line {
            may: &[MAKERS],
            lacks: make,
            spoilt: Some((Body::Json(|_| json!({ "key": " ", "recipient_ids": [] })), 422)),
            late: Some(Thing::KeyAsked),
            ..Line::write("post /api/v1/licences/{id}/hand-made", Thing::KeyOwed, by_hand, 200)
        },
        Line {
            may: &[MAKERS],
            lacks: make,
            spoilt: Some((Body::Json(|made| json!({ "key_id": made.id, "recipient_ids": recipients(made) })), 422)),
            late: Some(Thing::KeyAsked),
            ..Line::write("post /api/v1/licences/{id}/sending", Thing::KeySent, sending, 200)
        },
        Line {
            may: &[MAKERS, REQUESTER],
            lacks: &[(&["sales"], "requester"), (READERS, ISSUERS)],
            spoilt: Some((Body::Json(|_| json!({ "change": "left_out", "recipient_id": "x", "reason": "" })), 422)),
            late: Some(Thing::KeyWorks),
            ..Line::write("post /api/v1/licences/{id}/consents", Thing::KeyOwed, consent, 200)
        },
        Line {
            may: &[REQUESTER],
            lacks: theirs,
            late: Some(Thing::ConsentGiven),
            ..Line::write("post /api/v1/licences/{id}/consents/{consent_id}", Thing::ConsentAsked, |_| json!({ "agreed": true }), 200)
        },
        Line {
            may: &[REQUESTER],
            lacks: theirs,
            late: Some(Thing::KeyOwed),
            ..Line::write("post /api/v1/licences/{id}/works", Thing::KeySent, nothing, 200)
        },
        Line {
            may: &[COLLEAGUES, MAKERS, &["manager", "admin"]],
            lacks: &[(&["auditor"], WRITERS)],
            spoilt: Some((Body::Json(|_| json!({ "outcome": " " })), 422)),
            ..Line::write("post /api/v1/licences/{id}/contact", Thing::KeyAsked, |_| json!({ "outcome": "It runs." }), 200)
        },
        Line {
            may: &[&[LEAD, "admin"]],
            lacks: &[(COLLEAGUES, "vendor"), (&["support", "approver", "manager", "auditor"], "lead admin")],
            spoilt: Some((Body::Json(|made| json!({ "key_id": made.part, "reason": "" })), 422)),
            ..Line::write("post /api/v1/licences/{id}/revocation", Thing::KeySent, revoking, 200)
        },
        Line {
            may: &[COLLEAGUES, MAKERS],
            lacks: &[(READERS, ISSUERS)],
            ..Line::read("get /api/v1/licences/{id}/keys/{key_id}/file", Thing::KeySent)
        },
        Line {
            may: &[COLLEAGUES, &["support", "admin"]],
            lacks: &[(&["approver", LEAD, "auditor"], "support admin")],
            ..Line::read("get /api/v1/installations/{id}/bridge", Thing::Installation)
        },
        Line::write("post /api/v1/licence-revocation", Thing::Nothing, |_| json!({ "key": "AR9-1234-ABCD-X" }), 200),
    ]
}

#[tokio::test]
async fn who_may_do_what_to_licence_requests() {
    check(lines()).await;
}

#[tokio::test]
async fn whether_a_key_was_taken_back_is_told_to_anybody() {
    let world = super::things::stage().await;
    let answer = world.nobody().post("/api/v1/licence-revocation", json!({ "key": "AR9-1234-ABCD-X" })).await;
    assert_eq!(answer.is(200).json(), json!({ "revoked_at": null }));
}
