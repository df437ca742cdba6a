use serde_json::{Value, json};

use super::{Body, LEAD, Line, Made, Thing, check::check};

const FILE: &str = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20261224\nEND:VEVENT\nEND:VCALENDAR\n";

fn calendar(_: &Made) -> Value {
    let day = json!([{ "from": 540, "until": 1020 }]);
    json!({ "zone": "Europe/Berlin", "week": [day, [], [], [], [], [], []], "regions": ["DE-SH"], "worked": [], "closed": [] })
}

fn policies(_: &Made) -> Value {
    json!({ "policies": eyelevel_contract::calendars::first_policies() })
}

fn preview(made: &Made) -> Value {
    let policy = eyelevel_contract::calendars::first_policies().swap_remove(0);
    json!({ "calendar": calendar(made), "day": "2026-11-27", "minute": 1000, "policy": policy })
}

pub(super) fn lines() -> Vec<Line> {
    let may: &[&[&str]] = &[&["admin"]];
    let lacks: &[(&[&str], &str)] = &[
        (&["approver", LEAD, "support", "manager", "auditor", "ledger"], "admin"),
        (&["partner", "owner", "sales", "accounts", "other", "other-owner", "agent"], "vendor"),
    ];
    let spoilt = Some((Body::Json(|_| json!({ "week": 1 })), 400));
    vec![
        Line { may, lacks, ..Line::read("get /api/v1/calendars/current", Thing::Nothing) },
        Line { may, lacks, spoilt, ..Line::write("put /api/v1/calendars/current", Thing::FirstVersion, calendar, 200) },
        Line {
            may,
            lacks,
            body: Body::Text("text/calendar", FILE),
            spoilt: Some((Body::Text("application/json", "{}"), 415)),
            ..Line::read("post /api/v1/calendars/closed-days", Thing::Nothing)
        },
        Line { may, lacks, ..Line::read("get /api/v1/policies", Thing::Nothing) },
        Line { may, lacks, spoilt, ..Line::write("put /api/v1/policies", Thing::FirstVersion, policies, 200) },
        Line { may, lacks, spoilt, ..Line::write("post /api/v1/policies/preview", Thing::Nothing, preview, 200) },
        Line::read("get /api/v1/policies/mine", Thing::Nothing),
    ]
}

#[tokio::test]
async fn who_keeps_calendars_and_policies() {
    check(lines()).await;
}
