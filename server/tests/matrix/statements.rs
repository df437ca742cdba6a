use serde_json::{Value, json};

use super::{Body, LEAD, Line, Made, Thing, check::check};
use crate::statements::{account_form, posting_form};
use eyelevel_contract::statements::ledger::PostingKind;

/// Of the partner, who sees the books; of the vendor, who reads them.
const THEIRS: &[&str] = &["accounts", "owner"];
const READERS: &[&str] = &[LEAD, "manager", "admin", "auditor"];
const KEEPERS: &[&str] = &["ledger"];
/// Who sees them and does not keep them.
const LOOKING: &[(&[&str], &str)] = &[(THEIRS, "ledger"), (READERS, "ledger")];
/// Everybody who does not keep the books.
const OTHERS: &[(&[&str], &str)] = &[(
    &["partner", "owner", "sales", "accounts", "other", "other-owner", "approver", LEAD, "support", "manager", "admin", "auditor", "agent"],
    "ledger",
)];

/// The same, but for auditors.
const NO_READERS: &[(&[&str], &str)] = &[(
    &["partner", "owner", "sales", "accounts", "other", "other-owner", "approver", LEAD, "support", "manager", "admin", "agent"],
    "ledger",
)];
/// A bank file with nothing in it that is anybody's.
const FILE: &[u8] =
    b"<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt><Stmt><Id>1</Id></Stmt></BkToCstmrStmt></Document>";

fn account(made: &Made) -> Value {
    json!(account_form(&made.nordlicht, &format!("N{}", made.fresh)))
}

fn nameless(made: &Made) -> Value {
    json!(account_form(&made.nordlicht, ""))
}

fn posting(made: &Made) -> Value {
    json!(posting_form(PostingKind::Invoice, &made.fresh, "2026-10-01", 100))
}

fn nothing_posted(made: &Made) -> Value {
    json!(posting_form(PostingKind::Invoice, &made.fresh, "2026-10-01", 0))
}

fn settings(_: &Made) -> Value {
    json!({ "mandates": ["M-7"], "ibans": [], "vat_id": "" })
}

fn no_iban(_: &Made) -> Value {
    json!({ "mandates": [], "ibans": ["DE00"], "vat_id": "" })
}

fn nobody(_: &Made) -> Value {
    json!({ "person_ids": [] })
}

fn strangers(_: &Made) -> Value {
    json!({ "person_ids": ["nobody"] })
}

fn allocation(made: &Made) -> Value {
    let (lowers, raises) = made.open.clone().unwrap_or_default();
    json!({ "lowers": lowers, "raises": raises, "amount": 1, "reason": "By phone." })
}

fn too_much(made: &Made) -> Value {
    let mut allocation = allocation(made);
    allocation["amount"] = json!(1_000_000);
    allocation
}

fn reason(_: &Made) -> Value {
    json!({ "reason": "It was another invoice." })
}

fn no_reason(_: &Made) -> Value {
    json!({ "reason": " " })
}

/// Each asks about a line of its own: what is asked already is not asked again.
fn query(made: &Made) -> Value {
    let (debit, _) = made.open.clone().unwrap_or_default();
    json!({ "account_id": made.part, "posting_ids": [debit], "text": "Why?" })
}

fn about_nothing(made: &Made) -> Value {
    json!({ "account_id": made.part, "posting_ids": [], "text": "Why?" })
}

fn explanation(_: &Made) -> Value {
    json!({ "outcome": "explanation", "reason": "So it was agreed." })
}

fn bare_no(_: &Made) -> Value {
    json!({ "outcome": "no", "reason": "No." })
}

pub(super) fn lines() -> Vec<Line> {
    let see: &[&[&str]] = &[THEIRS, READERS, KEEPERS];
    let keep = |operation, to, body, done| Line { may: &[KEEPERS], lacks: LOOKING, ..Line::write(operation, to, body, done) };
    let list: &[(&[&str], &str)] =
        &[(&["partner", "sales", "other", "agent"], "accounts owner"), (&["approver", "support"], "ledger lead manager admin auditor")];
    vec![
        Line { may: &[THEIRS, READERS, KEEPERS, &["other-owner"]], lacks: list, ..Line::read("get /api/v1/statements", Thing::Nothing) },
        Line { lacks: OTHERS, spoilt: Some((Body::Json(nameless), 422)), ..keep("post /api/v1/statements", Thing::Nothing, account, 201) },
        Line { may: see, ..Line::read("get /api/v1/statements/{id}", Thing::Account) },
        Line { may: see, ..Line::read("get /api/v1/statements/{id}/statement.pdf", Thing::Account) },
        Line { may: see, ..Line::read("get /api/v1/statements/{id}/statement.csv", Thing::Account) },
        Line { may: see, ..Line::read("get /api/v1/statements/{id}/statement.xlsx", Thing::Account) },
        Line { may: see, ..Line::read("get /api/v1/statements/{id}/statement.datev", Thing::Account) },
        Line { may: see, ..Line::read("get /api/v1/statements/{id}/statement.json", Thing::Account) },
        Line { may: see, ..Line::read("get /api/v1/statements/{id}/monthly", Thing::Account) },
        Line {
            may: &[THEIRS],
            lacks: &[(&["ledger", LEAD, "manager", "admin", "auditor"], "accounts owner")],
            spoilt: Some((Body::Json(strangers), 422)),
            ..Line::write("post /api/v1/statements/{id}/monthly", Thing::Account, nobody, 200)
        },
        Line { spoilt: Some((Body::Json(no_iban), 422)), ..keep("put /api/v1/statements/{id}/settings", Thing::Account, settings, 200) },
        Line {
            spoilt: Some((Body::Json(nothing_posted), 422)),
            ..keep("post /api/v1/statements/{id}/postings", Thing::Account, posting, 201)
        },
        Line {
            spoilt: Some((Body::Json(too_much), 422)),
            ..keep("post /api/v1/statements/{id}/allocations", Thing::Account, allocation, 201)
        },
        Line {
            spoilt: Some((Body::Json(no_reason), 422)),
            ..keep("post /api/v1/statements/{id}/allocations/{allocation_id}/release", Thing::Account, reason, 200)
        },
        Line { may: &[KEEPERS, &["auditor"]], lacks: NO_READERS, ..Line::read("get /api/v1/statements/files", Thing::Nothing) },
        Line { may: &[KEEPERS, &["auditor"]], lacks: NO_READERS, ..Line::read("get /api/v1/statements/files/{id}", Thing::StatementFile) },
        Line {
            body: Body::Raw(FILE),
            lacks: OTHERS,
            spoilt: Some((Body::Raw(b"nothing"), 422)),
            ..keep("post /api/v1/statements/files", Thing::Nothing, |_| json!({}), 200)
        },
        Line {
            may: &[THEIRS],
            lacks: &[(
                &["partner", "sales", "other", "agent", "approver", LEAD, "support", "manager", "admin", "auditor", "ledger"],
                "accounts owner",
            )],
            others: 422,
            spoilt: Some((Body::Json(about_nothing), 422)),
            ..Line::write("post /api/v1/statements/queries", Thing::Nothing, query, 201)
        },
        Line { may: see, ..Line::read("get /api/v1/statements/queries/{id}", Thing::Query) },
        Line {
            may: &[KEEPERS, &[LEAD, "manager"]],
            lacks: &[(THEIRS, "vendor"), (&["admin", "auditor"], "ledger lead manager")],
            spoilt: Some((Body::Json(bare_no), 422)),
            late: Some(Thing::QueryAnswered),
            ..Line::write("post /api/v1/statements/queries/{id}/decision", Thing::Query, explanation, 200)
        },
        keep("post /api/v1/statements/{id}/match", Thing::Account, |_| json!({}), 200),
        Line { lacks: OTHERS, ..keep("post /api/v1/statements/check", Thing::Nothing, |_| json!({}), 200) },
    ]
}

#[tokio::test]
async fn who_may_do_what_to_statements() {
    check(lines()).await;
}
