use serde_json::{Value, json};

use super::{ASKERS, Body, COLLEAGUES, LEAD, LEADERS, Line, Made, Thing, check::check};

const COMPANY: &[&str] = &["partner", "owner", "sales", "accounts"];
const PARTNERS: &[&str] = &["partner", "owner", "sales", "accounts", "other", "other-owner", "agent"];
const LEADING: &[&str] = &[LEAD, "manager", "admin"];
const STAFF: &[&str] = &["approver", LEAD, "support", "manager", "admin", "auditor", "ledger"];

fn newcomer(made: &Made) -> Value {
    json!({ "name": "Ada", "email": format!("new-{}@x.example", made.fresh), "organisation_id": made.nordlicht, "roles": ["technician"], "lang": "de" })
}

fn person(_: &Made) -> Value {
    json!({ "name": "Ada", "roles": ["accounts"], "lang": "de" })
}

/// The manager is away for a day.
fn absence(made: &Made) -> Value {
    json!({ "person_id": made.manager, "deputy_id": made.support, "from_on": made.day, "until_on": made.day })
}

fn credentials(_: &Made) -> Value {
    json!({ "email": "owner@eyelevel.example", "password": "eyelevel-demo" })
}

pub(super) fn lines() -> Vec<Line> {
    let manage: &[&[&str]] = &[&["owner", "admin"]];
    let lacks: &[(&[&str], &str)] =
        &[(&["partner", "sales", "accounts", "approver", LEAD, "support", "manager", "auditor", "ledger"], "owner admin")];
    vec![
        Line {
            spoilt: Some((Body::Json(|_| json!({ "email": "x", "password": "x" })), 401)),
            ..Line::write("post /api/v1/session", Thing::Nothing, credentials, 200)
        },
        Line { done: 204, ..Line::read("delete /api/v1/session", Thing::Nothing) },
        Line {
            body: Body::Text("text/csv", "company,name,e-mail,roles\n"),
            may: &[&["admin"]],
            lacks: &[(
                &[
                    "owner",
                    "partner",
                    "sales",
                    "accounts",
                    "other",
                    "other-owner",
                    "agent",
                    "approver",
                    LEAD,
                    "support",
                    "manager",
                    "auditor",
                    "ledger",
                ],
                "admin",
            )],
            spoilt: Some((Body::Text("application/json", "{}"), 415)),
            ..Line::read("post /api/v1/people/import", Thing::Nothing)
        },
        Line::read("get /api/v1/me", Thing::Nothing),
        Line {
            spoilt: Some((Body::Json(|_| json!({ "lang": "fr" })), 400)),
            ..Line::write("put /api/v1/me", Thing::Nothing, |_| json!({ "lang": "en" }), 200)
        },
        Line::read("get /api/v1/people", Thing::Nothing),
        Line {
            may: manage,
            lacks,
            // For others there is no such organisation.
            others: 422,
            spoilt: Some((Body::Json(|_| json!({ "name": "", "email": "", "organisation_id": "", "roles": [], "lang": "de" })), 422)),
            ..Line::write("post /api/v1/people", Thing::Nothing, newcomer, 201)
        },
        Line { may: &[COMPANY, STAFF], ..Line::read("get /api/v1/people/{id}", Thing::Person) },
        Line {
            may: manage,
            lacks,
            spoilt: Some((Body::Json(|_| json!({ "name": "Ada", "roles": ["admin"], "lang": "de" })), 422)),
            ..Line::write("put /api/v1/people/{id}", Thing::Invited, person, 200)
        },
        Line { done: 204, may: manage, lacks, ..Line::write("post /api/v1/people/{id}/invitation", Thing::Invited, |_| json!({}), 204) },
        Line { may: &[STAFF], lacks: &[(PARTNERS, "vendor")], ..Line::read("get /api/v1/absences", Thing::Nothing) },
        Line {
            may: &[LEADING],
            lacks: &[(PARTNERS, "vendor"), (&["approver", "support", "auditor", "ledger"], LEADERS)],
            spoilt: Some((
                Body::Json(|m| json!({ "person_id": m.support, "deputy_id": m.support, "from_on": null, "until_on": null })),
                422,
            )),
            ..Line::write("post /api/v1/absences", Thing::Free, absence, 201)
        },
        Line {
            done: 204,
            may: &[LEADING, &["support"]],
            lacks: &[(&["approver", "auditor", "ledger"], LEADERS)],
            ..Line::read("delete /api/v1/absences/{id}", Thing::Absence)
        },
        Line::read("get /api/v1/organisations", Thing::Nothing),
        Line {
            may: &[COLLEAGUES, &["other", "other-owner"]],
            lacks: &[(&["accounts", "agent"], ASKERS), (STAFF, ASKERS)],
            spoilt: Some((Body::Json(|_| json!({ "name": " ", "kind": "customer" })), 422)),
            ..Line::write("post /api/v1/organisations", Thing::Nothing, |_| json!({ "name": "New", "kind": "customer" }), 201)
        },
        // A partner's customers are nobody else's to see, the vendor's least of all.
        Line { may: &[COMPANY], ..Line::read("get /api/v1/organisations/{id}", Thing::Customer) },
        Line {
            may: &[COLLEAGUES],
            lacks: &[(&["accounts"], ASKERS)],
            spoilt: Some((Body::Json(|_| json!({ "name": "" })), 422)),
            ..Line::write("put /api/v1/organisations/{id}", Thing::Customer, |_| json!({ "name": "Renamed" }), 200)
        },
    ]
}

#[tokio::test]
async fn who_may_do_what_to_people_and_organisations() {
    check(lines()).await;
}
