use super::{LEAD, Line, Thing, check::check};

pub(super) fn lines() -> Vec<Line> {
    let may: &[&[&str]] = &[&["admin"]];
    let lacks: &[(&[&str], &str)] = &[
        (&["approver", LEAD, "support", "manager", "auditor", "ledger"], "admin"),
        (&["partner", "owner", "sales", "accounts", "other", "other-owner", "agent"], "vendor"),
    ];
    vec![Line { may, lacks, ..Line::read("get /api/v1/guide", Thing::Nothing) }]
}

#[tokio::test]
async fn who_sees_what_an_installation_still_needs() {
    check(lines()).await;
}
