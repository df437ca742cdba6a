use super::{LEAD, Line, Thing, check::check};

pub(super) fn lines() -> Vec<Line> {
    let may: &[&[&str]] = &[&["admin", "auditor"]];
    let lacks: &[(&[&str], &str)] = &[
        (&["approver", LEAD, "support", "manager", "ledger"], "admin auditor"),
        (&["partner", "owner", "sales", "accounts", "other", "other-owner", "agent"], "vendor"),
    ];
    vec![Line { may, lacks, ..Line::read("get /api/v1/exports/{table}", Thing::Nothing) }]
}

#[tokio::test]
async fn who_takes_whole_tables_away() {
    check(lines()).await;
}
