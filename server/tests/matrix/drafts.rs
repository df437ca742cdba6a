use serde_json::{Value, json};

use super::{ASKERS, Body, COLLEAGUES, LEAD, Line, Made, Thing, WRITERS, check::check};

fn body(_: &Made) -> Value {
    json!({ "kind": "demo_kit", "body": "{}" })
}

pub(super) fn lines() -> Vec<Line> {
    let mine: &[&[&str]] = &[&["partner"]];
    vec![
        Line::read("get /api/v1/drafts", Thing::Nothing),
        Line {
            may: &[COLLEAGUES, &["other", "other-owner"]],
            lacks: &[(&["accounts", "approver", LEAD, "support", "manager", "admin", "auditor", "ledger", "agent"], ASKERS)],
            spoilt: Some((Body::Json(|_| json!({ "kind": "demo_kit", "body": "[]" })), 400)),
            ..Line::write("post /api/v1/drafts", Thing::Nothing, body, 201)
        },
        // Nobody else ever sees one: not even that it is there.
        Line { may: mine, ..Line::read("get /api/v1/drafts/{id}", Thing::Draft) },
        Line {
            may: mine,
            spoilt: Some((Body::Json(|_| json!({ "kind": "demo_kit", "body": "{" })), 400)),
            ..Line::write("put /api/v1/drafts/{id}", Thing::Draft, body, 200)
        },
        Line { may: mine, done: 204, ..Line::read("delete /api/v1/drafts/{id}", Thing::Draft) },
        Line {
            body: Body::File("request_id"),
            done: 201,
            may: &[COLLEAGUES, &["approver", LEAD, "support", "manager", "admin"]],
            lacks: &[(&["auditor"], WRITERS)],
            ..Line::read("post /api/v1/attachments", Thing::Submitted)
        },
        Line {
            body: Body::Piece("request_id", b""),
            done: 201,
            may: &[COLLEAGUES, &["approver", LEAD, "support", "manager", "admin"]],
            lacks: &[(&["auditor"], WRITERS)],
            ..Line::read("post /api/v1/uploads", Thing::Submitted)
        },
        Line { may: mine, ..Line::read("get /api/v1/uploads/{id}", Thing::Sending) },
        Line {
            body: Body::Piece("", b"x"),
            may: mine,
            done: 204,
            spoilt: Some((Body::Raw(b"x"), 400)),
            ..Line::read("patch /api/v1/uploads/{id}", Thing::Sending)
        },
        Line { may: mine, done: 204, ..Line::read("delete /api/v1/uploads/{id}", Thing::Sending) },
        Line { may: mine, ..Line::read("get /api/v1/attachments/{id}", Thing::DraftFile) },
        Line { may: mine, done: 204, late: Some(Thing::RequestFile), ..Line::read("delete /api/v1/attachments/{id}", Thing::DraftFile) },
    ]
}

#[tokio::test]
async fn who_may_do_what_to_drafts_and_files() {
    check(lines()).await;
}
