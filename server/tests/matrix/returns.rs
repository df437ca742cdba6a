use eyelevel_contract::requests::Verdict;
use eyelevel_contract::returns::{Draft, Outcome, paths};
use serde_json::{Value, json};

use super::{ASKERS, Body, COLLEAGUES, DECIDERS, LEAD, Line, Made, SHIPPERS, Thing, VENDOR, check::check};
use crate::returns::{draft, handled::all};
use crate::support::{World, kits};

/// Who of the vendor imports serial numbers.
const IMPORTERS: &[&str] = &["support", "admin"];

/// Makes a return of `partner`'s; its device is the part.
pub(super) async fn make(world: &World, thing: Thing, made: &mut Made) {
    let mut form = draft(&[made.fresh.as_str()]);
    if thing == Thing::ReturnReplaced {
        // Every kit has serial numbers of its own.
        let prefix = format!("K{}", made.fresh);
        world.shipped(1, 0, &prefix).await;
        form = Draft { replacement_to: Some(kits::recipient("Jana", "partner@eyelevel.example")), ..draft(&[&format!("{prefix}-0")]) };
    }
    if thing == Thing::ReturnHanded {
        form.bought_from = Some(world.organisation("Elbtal Distribution").await);
    }
    let mut now = world.as_("partner").await.returns(&form).await;
    let (approver, support) = (world.as_("approver").await, world.as_("support").await);
    if matches!(thing, Thing::ReturnApproved | Thing::ReturnLabelled | Thing::ReturnReceived) {
        now = approver.does(&now, paths::DECISION, all(&now, Verdict::Approved, Some(Outcome::Repair))).await;
    }
    if thing == Thing::ReturnLabelled {
        now = support.does(&now, paths::LABEL, json!({ "carrier": "dhl" })).await;
    }
    if thing == Thing::ReturnReceived {
        now = support.does(&now, paths::RECEIPT, json!({ "serials": [made.fresh.clone()] })).await;
    }
    made.part.clone_from(&now.items[0].id);
    if matches!(thing, Thing::ReturnProposed | Thing::ReturnHanded) {
        now = approver.does(&now, paths::REFERRALS, json!({ "person_id": made.agent })).await;
        made.part.clone_from(&now.referrals[0].id);
    }
    (made.id, made.version) = (now.page.request.id, now.page.request.version);
}

fn item(made: &Made, more: &Value) -> Value {
    let mut body = json!({ "item_id": made.part });
    for (name, value) in more.as_object().unwrap() {
        body[name] = value.clone();
    }
    body
}

pub(super) fn lines() -> Vec<Line> {
    let handles: &[&[&str]] = &[&["support", "approver", LEAD]];
    let not_handling: &[(&[&str], &str)] = &[(COLLEAGUES, "vendor"), (&["manager", "admin", "auditor"], SHIPPERS)];
    let decides: &[&[&str]] = &[&["approver", LEAD, "manager"]];
    let not_deciding: &[(&[&str], &str)] = &[(COLLEAGUES, "vendor"), (&["support", "admin", "auditor"], DECIDERS)];
    const CSV: &str = "serial,product\n";
    let looking: &[&[&str]] = &[COLLEAGUES, VENDOR, &["other", "other-owner"]];
    let not_looking: &[(&[&str], &str)] =
        &[(&["accounts"], ASKERS), (&["ledger"], "approver support lead manager admin auditor"), (&["agent"], "partner")];
    vec![
        Line::read("get /api/v1/returns", Thing::Nothing),
        Line {
            may: &[COLLEAGUES, &["other", "other-owner"]],
            lacks: &[(&["accounts", "approver", LEAD, "support", "manager", "admin", "auditor", "ledger", "agent"], ASKERS)],
            spoilt: Some((Body::Json(|_| json!({ "serials": [], "reason": "warranty", "description": "Dark" })), 422)),
            ..Line::write(
                "post /api/v1/returns",
                Thing::Nothing,
                |made| json!({ "serials": [made.fresh.clone()], "reason": "warranty", "description": "Dark" }),
                201,
            )
        },
        Line { may: &[COLLEAGUES, VENDOR], ..Line::read("get /api/v1/returns/{id}", Thing::Return) },
        Line {
            may: decides,
            lacks: not_deciding,
            spoilt: Some((Body::Json(|_| json!({ "items": [] })), 422)),
            late: Some(Thing::ReturnApproved),
            ..Line::write(
                "post /api/v1/returns/{id}/decision",
                Thing::Return,
                |made| json!({ "items": [item(made, &json!({ "verdict": "approved" }))] }),
                200,
            )
        },
        Line {
            may: handles,
            lacks: not_handling,
            spoilt: Some((Body::Json(|_| json!({ "carrier": "mail" })), 422)),
            late: Some(Thing::Return),
            ..Line::write("post /api/v1/returns/{id}/label", Thing::ReturnApproved, |_| json!({ "carrier": "dhl" }), 200)
        },
        Line {
            may: &[COLLEAGUES],
            lacks: &[(VENDOR, "partner")],
            spoilt: Some((Body::Json(|_| json!({ "number": "\u{0}" })), 422)),
            late: Some(Thing::ReturnApproved),
            ..Line::write("post /api/v1/returns/{id}/hand-in", Thing::ReturnLabelled, |_| json!({}), 200)
        },
        Line {
            may: handles,
            lacks: not_handling,
            spoilt: Some((Body::Json(|_| json!({ "serials": [] })), 422)),
            late: Some(Thing::Return),
            ..Line::write("post /api/v1/returns/{id}/receipt", Thing::ReturnApproved, |made| json!({ "serials": [made.fresh] }), 200)
        },
        Line {
            may: handles,
            lacks: not_handling,
            spoilt: Some((Body::Json(|made| item(made, &json!({ "finding": "no_fault", "findings": " " }))), 422)),
            late: Some(Thing::ReturnApproved),
            ..Line::write(
                "post /api/v1/returns/{id}/inspection",
                Thing::ReturnReceived,
                |made| item(made, &json!({ "finding": "no_fault", "findings": "It lights up." })),
                200,
            )
        },
        Line {
            may: decides,
            lacks: not_deciding,
            spoilt: Some((Body::Json(|made| item(made, &json!({ "outcome": "not_covered" }))), 422)),
            late: Some(Thing::ReturnApproved),
            ..Line::write(
                "post /api/v1/returns/{id}/outcome",
                Thing::ReturnReceived,
                |made| item(made, &json!({ "outcome": "repair" })),
                200,
            )
        },
        Line {
            may: handles,
            lacks: not_handling,
            spoilt: Some((Body::Json(|_| json!({ "carrier": "courier", "number": "", "items": [] })), 422)),
            late: Some(Thing::ReturnApproved),
            ..Line::write(
                "post /api/v1/returns/{id}/shipments",
                Thing::ReturnReplaced,
                |made| json!({ "carrier": "courier", "number": "", "items": [item(made, &json!({}))] }),
                200,
            )
        },
        Line {
            may: decides,
            lacks: not_deciding,
            spoilt: Some((Body::Json(|_| json!({ "person_id": "" })), 422)),
            late: Some(Thing::ReturnLabelled),
            ..Line::write("post /api/v1/returns/{id}/referrals", Thing::Return, |made| json!({ "person_id": made.agent }), 200)
        },
        Line {
            may: decides,
            lacks: not_deciding,
            spoilt: Some((Body::Json(|_| json!({ "reason": " " })), 422)),
            late: Some(Thing::Return),
            ..Line::write("post /api/v1/returns/{id}/referrals/end", Thing::ReturnHanded, |_| json!({ "reason": "We do it." }), 200)
        },
        Line {
            may: &[&["partner", "owner"]],
            lacks: &[(&["sales"], "requester"), (VENDOR, "partner")],
            spoilt: Some((Body::Json(|_| json!({})), 400)),
            late: Some(Thing::ReturnHanded),
            ..Line::write("post /api/v1/returns/{id}/referrals/{referral_id}", Thing::ReturnProposed, |_| json!({ "agreed": true }), 200)
        },
        Line { may: handles, lacks: not_handling, ..Line::read("get /api/v1/returns/{id}/spares", Thing::Return) },
        Line { may: decides, lacks: not_deciding, ..Line::read("get /api/v1/returns/{id}/accounts", Thing::Return) },
        Line { may: looking, lacks: not_looking, ..Line::read("get /api/v1/returns/distributors", Thing::Nothing) },
        Line { may: &[COLLEAGUES, VENDOR], ..Line::read("get /api/v1/returns/{id}/packing-slip.pdf", Thing::ReturnLabelled) },
        Line {
            may: &[VENDOR],
            lacks: &[
                (COLLEAGUES, "vendor"),
                (&["accounts", "other", "other-owner", "agent"], "vendor"),
                (&["ledger"], "approver support lead manager admin auditor"),
            ],
            ..Line::read("get /api/v1/returns/faults", Thing::Nothing)
        },
        // Of a batch that does not stand out, nobody makes a known issue; who may, reads that.
        Line {
            may: &[&["support", LEAD, "admin"]],
            lacks: &[
                (COLLEAGUES, "vendor"),
                (&["accounts", "other", "other-owner", "agent"], "vendor"),
                (&["approver", "manager", "auditor", "ledger"], "support lead admin"),
            ],
            ..Line::write(
                "post /api/v1/returns/faults/known-issues",
                Thing::Nothing,
                |_| serde_json::json!({ "item_id": "none", "batch": "B7" }),
                422,
            )
        },
        // Without a serial number, whoever may look one up is asked for it.
        Line { done: 422, may: looking, lacks: not_looking, ..Line::read("get /api/v1/returns/serials", Thing::Nothing) },
        Line { may: looking, lacks: not_looking, ..Line::read("get /api/v1/returns/devices", Thing::Nothing) },
        Line {
            body: Body::Text("text/csv", CSV),
            may: &[COLLEAGUES, IMPORTERS, &["other", "other-owner", "agent"]],
            lacks: &[(&["accounts"], ASKERS), (&["approver", LEAD, "manager", "auditor", "ledger"], "support admin")],
            spoilt: Some((Body::Text("application/json", "{}"), 415)),
            ..Line::read("post /api/v1/returns/serials/import", Thing::Nothing)
        },
    ]
}

#[tokio::test]
async fn who_may_do_what_to_a_return() {
    check(lines()).await;
}
