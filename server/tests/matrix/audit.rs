use super::{LEAD, Line, Thing, check::check};

const LACKS: &[(&[&str], &str)] = &[
    (&["partner", "owner", "sales", "accounts", "other", "other-owner", "agent"], "vendor"),
    (&["approver", LEAD, "support", "manager", "ledger"], "admin auditor"),
];

pub(super) fn lines() -> Vec<Line> {
    ["get /api/v1/audit", "get /api/v1/audit/chain", "get /api/v1/audit/export.csv"]
        .into_iter()
        .map(|operation| Line { may: &[&["admin", "auditor"]], lacks: LACKS, ..Line::read(operation, Thing::Nothing) })
        .collect()
}

#[tokio::test]
async fn who_may_read_the_audit_trail() {
    check(lines()).await;
}
