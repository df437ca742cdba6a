use serde_json::json;

use super::{LEAD, Line, Thing, check::check};

pub(super) fn lines() -> Vec<Line> {
    let may: &[&[&str]] = &[&["admin"]];
    let lacks: &[(&[&str], &str)] = &[
        (&["approver", LEAD, "support", "manager", "auditor", "ledger"], "admin"),
        (&["partner", "owner", "sales", "accounts", "other", "other-owner", "agent"], "vendor"),
    ];
    vec![
        Line { may, lacks, ..Line::write("post /api/v1/licences/signing-keys", Thing::Nothing, |_| json!({}), 201) },
        Line { may, lacks, ..Line::write("post /api/v1/licences/signing-keys/{id}/retirement", Thing::SigningKey, |_| json!({}), 200) },
    ]
}

#[tokio::test]
async fn who_may_do_what_to_the_key_ring() {
    check(lines()).await;
}
