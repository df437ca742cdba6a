use serde_json::{Value, json};

use super::{Body, LEAD, Line, Made, Thing, check::check};
use crate::licences::products;

const PARTNERS: &[&str] = &["partner", "owner", "sales", "accounts", "other", "other-owner", "agent"];

fn form(made: &Made) -> Value {
    json!(products::form(made.product.as_ref().unwrap()))
}

fn fresh(made: &Made) -> Value {
    json!(products::fresh(made.product.as_ref().unwrap(), &made.fresh))
}

fn empty(made: &Made) -> Value {
    let mut form = form(made);
    form["editions"] = json!([]);
    form
}

pub(super) fn lines() -> Vec<Line> {
    let may: &[&[&str]] = &[&["admin"]];
    let lacks: &[(&[&str], &str)] = &[(PARTNERS, "vendor"), (&["approver", LEAD, "support", "manager", "auditor", "ledger"], "admin")];
    let spoilt = Some((Body::Json(empty), 422));
    const CSV: &str = "key\n";
    vec![
        Line::read("get /api/v1/products", Thing::Nothing),
        Line { may, lacks, spoilt, ..Line::write("post /api/v1/products", Thing::Nothing, fresh, 201) },
        Line::read("get /api/v1/products/{id}", Thing::Product),
        Line { may, lacks, spoilt, ..Line::write("put /api/v1/products/{id}", Thing::Product, form, 200) },
        Line { may, lacks, ..Line::read("get /api/v1/pools", Thing::Nothing) },
        Line { may, lacks, ..Line::read("get /api/v1/products/{id}/pool", Thing::Product) },
        Line {
            body: Body::Text("text/csv", CSV),
            may,
            lacks,
            spoilt: Some((Body::Text("application/json", "{}"), 415)),
            ..Line::read("post /api/v1/products/{id}/pool", Thing::Product)
        },
    ]
}

#[tokio::test]
async fn who_may_do_what_to_products() {
    check(lines()).await;
}
