use super::{Body, LEAD, Line, Thing, check::check};

const OTHERS: &[(&[&str], &str)] = &[(
    &[
        "partner",
        "owner",
        "sales",
        "accounts",
        "other",
        "other-owner",
        "approver",
        LEAD,
        "support",
        "manager",
        "auditor",
        "ledger",
        "agent",
    ],
    "admin",
)];

pub(super) fn lines() -> Vec<Line> {
    let admins = |line: Line| Line { may: &[&["admin"]], lacks: OTHERS, ..line };
    vec![
        admins(Line::read("get /api/v1/mail/bounces", Thing::Nothing)),
        admins(Line {
            body: Body::Text("message/rfc822", "From: a@b.example\r\n\r\nhello"),
            ..Line::read("post /api/v1/mail/bounces", Thing::Nothing)
        }),
    ]
}

#[tokio::test]
async fn everybody() {
    check(lines()).await;
}
