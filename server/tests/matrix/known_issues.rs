use serde_json::{Value, json};

use super::{Body, LEAD, Line, Made, Thing, check::check};
use crate::licences::known_issues;

const REPORTERS: &[&str] = &["support", LEAD, "admin"];
const READERS: &[&str] = &["approver", "manager", "auditor", "ledger"];
const OTHERS: &[&str] = &["partner", "owner", "sales", "accounts", "other", "other-owner", "agent"];
const RIGHT: &str = "support lead admin";

fn form(made: &Made) -> Value {
    json!(known_issues::form(made.issue.as_ref().unwrap()))
}

fn empty(made: &Made) -> Value {
    let mut form = form(made);
    form["affected"] = json!(">=9, <8");
    form
}

pub(super) fn lines() -> Vec<Line> {
    let may: &[&[&str]] = &[REPORTERS];
    let spoilt = Some((Body::Json(empty), 422));
    vec![
        Line::read("get /api/v1/known-issues", Thing::Nothing),
        Line {
            may,
            lacks: &[(READERS, RIGHT), (OTHERS, "vendor")],
            spoilt,
            ..Line::write("post /api/v1/known-issues", Thing::Nothing, form, 201)
        },
        // A draft is nobody's but the vendor's.
        Line { may: &[REPORTERS, READERS], ..Line::read("get /api/v1/known-issues/{id}", Thing::KnownIssue) },
        Line { may, lacks: &[(READERS, RIGHT)], spoilt, ..Line::write("put /api/v1/known-issues/{id}", Thing::KnownIssue, form, 200) },
        Line { may, lacks: &[(READERS, RIGHT)], ..Line::read("get /api/v1/known-issues/{id}/audience", Thing::KnownIssue) },
        Line {
            may,
            lacks: &[(READERS, RIGHT)],
            ..Line::write("post /api/v1/known-issues/{id}/publication", Thing::KnownIssue, |_| json!({}), 200)
        },
    ]
}

#[tokio::test]
async fn who_may_do_what_to_known_issues() {
    check(lines()).await;
    // Everybody sees what is published; who may change it are the same.
    check(vec![
        Line::read("get /api/v1/known-issues/{id}", Thing::PublishedIssue),
        Line {
            may: &[REPORTERS],
            lacks: &[(READERS, RIGHT), (OTHERS, "vendor")],
            ..Line::read("get /api/v1/known-issues/{id}/audience", Thing::PublishedIssue)
        },
        Line {
            may: &[REPORTERS],
            lacks: &[(READERS, RIGHT), (OTHERS, "vendor")],
            ..Line::write("put /api/v1/known-issues/{id}", Thing::PublishedIssue, form, 200)
        },
    ])
    .await;
}
