use serde_json::{Value, json};

use super::{Body, LEAD, Line, Made, Thing, check::check};

fn words(_: &Made) -> Value {
    json!({ "subject": "{number}: no", "body": "We can't do {number}." })
}

pub(super) fn lines() -> Vec<Line> {
    let may: &[&[&str]] = &[&["admin"]];
    let lacks: &[(&[&str], &str)] = &[
        (&["approver", LEAD, "support", "manager", "auditor", "ledger"], "admin"),
        (&["partner", "owner", "sales", "accounts", "other", "other-owner", "agent"], "vendor"),
    ];
    let spoilt = Some((Body::Json(|_| json!({ "subject": "{nummer}", "body": "{number}" })), 422));
    vec![
        Line { may, lacks, ..Line::read("get /api/v1/mail/texts", Thing::Nothing) },
        Line { may, lacks, ..Line::read("get /api/v1/mail/texts/{id}", Thing::MailText) },
        Line { may, lacks, spoilt, ..Line::write("put /api/v1/mail/texts/{id}", Thing::MailText, words, 200) },
        Line { may, lacks, spoilt, ..Line::write("post /api/v1/mail/texts/{id}/preview", Thing::MailText, words, 200) },
    ]
}

#[tokio::test]
async fn who_words_the_mails() {
    check(lines()).await;
}
