use serde_json::{Value, json};

use super::{ASKERS, Body, COLLEAGUES, LEAD, LEADERS, Line, Made, Thing, VENDOR, WRITERS, check::check};

const WRITE: &[&str] = &["approver", LEAD, "support", "manager", "admin"];
const MOVE: &[&str] = &["approver", LEAD, "manager", "admin"];
/// Whoever asked, and the partner's owner.
const REQUESTER: &[&str] = &["partner", "owner"];

fn nothing(_: &Made) -> Value {
    json!({})
}

fn reason(_: &Made) -> Value {
    json!({ "reason": "Because." })
}

fn view(made: &Made) -> Value {
    json!({ "name": made.fresh, "query": { "section": "done" } })
}

fn endless(_: &Made) -> Value {
    json!({ "reason": "x".repeat(2_001) })
}

pub(super) fn lines() -> Vec<Line> {
    let see: &[&[&str]] = &[COLLEAGUES, VENDOR];
    let theirs: &[(&[&str], &str)] = &[(&["sales"], "requester"), (VENDOR, "partner")];
    let moved: &[(&[&str], &str)] = &[(COLLEAGUES, "vendor"), (&["support", "auditor"], LEADERS)];
    vec![
        Line::read("get /api/v1/requests", Thing::Nothing),
        Line::read("get /api/v1/requests/groups", Thing::Nothing),
        Line { may: see, ..Line::read("get /api/v1/requests/{id}", Thing::Submitted) },
        Line {
            may: &[REQUESTER],
            lacks: theirs,
            spoilt: Some((Body::Json(|_| json!({ "reference": "a\nb", "limited": false })), 422)),
            ..Line::write("put /api/v1/requests/{id}", Thing::Submitted, |_| json!({ "reference": "R", "limited": false }), 200)
        },
        Line::read("get /api/v1/me/views", Thing::Nothing),
        Line {
            spoilt: Some((Body::Json(|_| json!({ "name": "", "query": {} })), 422)),
            ..Line::write("post /api/v1/me/views", Thing::Nothing, view, 201)
        },
        Line {
            may: &[&["partner"]],
            spoilt: Some((Body::Json(|_| json!({ "name": "", "query": {} })), 422)),
            ..Line::write("put /api/v1/me/views/{id}", Thing::View, view, 200)
        },
        Line { done: 204, may: &[&["partner"]], ..Line::read("delete /api/v1/me/views/{id}", Thing::View) },
        Line::read("get /api/v1/me/unread-requests", Thing::Nothing),
        Line {
            may: see,
            spoilt: Some((Body::Json(|_| json!({ "until": 1 })), 400)),
            ..Line::write("post /api/v1/requests/{id}/read", Thing::Submitted, nothing, 204)
        },
        Line { may: see, ..Line::write("post /api/v1/requests/{id}/unread", Thing::Submitted, nothing, 204) },
        Line { may: see, ..Line::read("get /api/v1/requests/{id}/messages", Thing::Submitted) },
        Line {
            may: &[COLLEAGUES, WRITE],
            lacks: &[(&["auditor"], WRITERS)],
            spoilt: Some((Body::Json(|_| json!({ "text": " " })), 422)),
            ..Line::write("post /api/v1/requests/{id}/messages", Thing::Submitted, |_| json!({ "text": "Hello." }), 201)
        },
        Line {
            may: &[WRITE],
            lacks: &[(COLLEAGUES, "vendor"), (&["auditor"], WRITERS)],
            spoilt: Some((Body::Json(|_| json!({ "missing": "" })), 422)),
            late: Some(Thing::Declined),
            ..Line::write("post /api/v1/requests/{id}/question", Thing::Submitted, |_| json!({ "missing": "Which?" }), 200)
        },
        Line {
            may: &[WRITE],
            lacks: &[(COLLEAGUES, "vendor"), (&["auditor"], WRITERS)],
            spoilt: Some((Body::Json(endless), 422)),
            late: Some(Thing::Submitted),
            ..Line::write("post /api/v1/requests/{id}/no-reply", Thing::Unanswered, reason, 200)
        },
        Line {
            may: &[COLLEAGUES],
            lacks: &[(VENDOR, "partner")],
            spoilt: Some((Body::Json(|_| json!({ "text": "" })), 422)),
            late: Some(Thing::Submitted),
            ..Line::write("post /api/v1/requests/{id}/answer", Thing::Asked, |_| json!({ "text": "This." }), 200)
        },
        Line {
            may: &[COLLEAGUES],
            lacks: &[(VENDOR, "partner")],
            spoilt: Some((Body::Json(endless), 422)),
            late: Some(Thing::Submitted),
            ..Line::write("post /api/v1/requests/{id}/objection", Thing::Asked, reason, 200)
        },
        Line {
            may: &[REQUESTER],
            lacks: theirs,
            late: Some(Thing::Submitted),
            ..Line::write("post /api/v1/requests/{id}/acceptance", Thing::Offered, nothing, 200)
        },
        Line {
            may: &[REQUESTER],
            lacks: theirs,
            spoilt: Some((Body::Json(endless), 422)),
            late: Some(Thing::Approved),
            ..Line::write("post /api/v1/requests/{id}/withdrawal", Thing::Submitted, reason, 200)
        },
        Line {
            may: &[REQUESTER],
            lacks: theirs,
            spoilt: Some((Body::Json(|_| json!({ "reason": "" })), 422)),
            late: Some(Thing::Submitted),
            ..Line::write("post /api/v1/requests/{id}/second-look", Thing::Declined, reason, 200)
        },
        Line {
            may: &[MOVE],
            lacks: moved,
            spoilt: Some((Body::Json(|m| json!({ "due_at": m.tomorrow, "reason": "" })), 422)),
            late: Some(Thing::Declined),
            ..Line::write(
                "post /api/v1/requests/{id}/promise",
                Thing::Submitted,
                |m| json!({ "due_at": m.tomorrow, "reason": "Stocktaking." }),
                200,
            )
        },
        Line {
            may: &[MOVE],
            lacks: moved,
            spoilt: Some((Body::Json(|_| json!({ "owner_id": "nobody", "reason": "Leave." })), 422)),
            late: Some(Thing::Declined),
            ..Line::write(
                "post /api/v1/requests/{id}/owner",
                Thing::Submitted,
                |m| json!({ "owner_id": m.support, "reason": "Leave." }),
                200,
            )
        },
        Line {
            may: &[COLLEAGUES, MOVE],
            lacks: &[(&["support", "auditor"], LEADERS)],
            spoilt: Some((Body::Json(|_| json!({ "severity": "critical", "reason": " " })), 422)),
            late: Some(Thing::Declined),
            ..Line::write(
                "post /api/v1/requests/{id}/severity",
                Thing::Submitted,
                |_| json!({ "severity": "critical", "reason": "Their scales are down." }),
                200,
            )
        },
        Line {
            may: &[COLLEAGUES],
            lacks: &[(VENDOR, "partner")],
            spoilt: Some((Body::Json(|_| json!({ "reason": " " })), 422)),
            late: Some(Thing::Declined),
            ..Line::write("post /api/v1/requests/{id}/escalations", Thing::Submitted, reason, 200)
        },
        Line {
            may: &[&[LEAD, "manager", "admin"]],
            lacks: &[(COLLEAGUES, "vendor"), (&["approver", "support", "auditor"], LEADERS)],
            spoilt: Some((Body::Json(|m| json!({ "answer": "", "until": m.tomorrow })), 422)),
            ..Line::write(
                "post /api/v1/requests/{id}/escalations/{escalation_id}/answer",
                Thing::Escalated,
                |m| json!({ "answer": "I have it.", "until": m.tomorrow }),
                200,
            )
        },
        Line { may: see, ..Line::read("get /api/v1/requests/{id}/record.pdf", Thing::Submitted) },
    ]
}

#[tokio::test]
async fn who_may_do_what_to_a_request() {
    assert_eq!(ASKERS, "owner technician sales");
    check(lines()).await;
}
