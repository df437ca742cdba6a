use serde_json::{Value, json};

use super::{Body, LEAD, Line, Made, Thing, check::check};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR";

/// The item as a form holds it.
fn form(made: &Made) -> Value {
    let item = made.item.as_ref().unwrap();
    let variants: Vec<_> = item.variants.iter().map(|v| json!({ "id": v.id, "name": v.name, "on_hand": v.on_hand.unwrap() })).collect();
    json!({ "name": item.name, "description": item.description, "contents": item.contents, "adaptable": item.adaptable, "loan": item.loan,
        "price": item.price, "owner_id": null, "variants": variants,
        "warranty_months": item.warranty_months, "dead_on_arrival_days": item.dead_on_arrival_days, "checklist": item.checklist })
}

fn new(made: &Made) -> Value {
    let mut form = form(made);
    form["variants"] = json!([{ "id": null, "name": { "de": "Eins", "en": "One" }, "on_hand": 1 }]);
    form
}

fn empty(made: &Made) -> Value {
    let mut form = form(made);
    form["variants"] = json!([]);
    form
}

pub(super) fn lines() -> Vec<Line> {
    let may: &[&[&str]] = &[&["admin"]];
    let lacks: &[(&[&str], &str)] = &[(
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
    vec![
        Line::read("get /api/v1/demo-kits/catalogue", Thing::Nothing),
        Line {
            may,
            lacks,
            spoilt: Some((Body::Json(empty), 422)),
            ..Line::write("post /api/v1/demo-kits/catalogue", Thing::Nothing, new, 201)
        },
        Line {
            body: Body::Text("text/csv", "name_de,variant_de\n"),
            may,
            lacks,
            spoilt: Some((Body::Text("application/json", "{}"), 415)),
            ..Line::read("post /api/v1/demo-kits/catalogue/import", Thing::Nothing)
        },
        Line::read("get /api/v1/demo-kits/catalogue/{id}", Thing::Item),
        Line {
            may,
            lacks,
            spoilt: Some((Body::Json(empty), 422)),
            ..Line::write("put /api/v1/demo-kits/catalogue/{id}", Thing::Item, form, 200)
        },
        Line::read("get /api/v1/demo-kits/catalogue/{id}/picture", Thing::Item),
        Line {
            body: Body::Raw(PNG),
            done: 204,
            may,
            lacks,
            spoilt: Some((Body::Raw(b"no picture"), 415)),
            ..Line::read("put /api/v1/demo-kits/catalogue/{id}/picture", Thing::Item)
        },
    ]
}

#[tokio::test]
async fn who_may_do_what_to_the_catalogue() {
    check(lines()).await;
}
