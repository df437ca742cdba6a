use serde_json::{Value, json};

use super::{Body, Line, Made, Thing, check::check};

fn settings(_: &Made) -> Value {
    json!({ "ways": { "messages": "digest" }, "quiet_from": "22:00", "quiet_until": "06:00", "digest_at": "07:00" })
}

pub(super) fn lines() -> Vec<Line> {
    let may: &[&[&str]] = &[&["partner"]];
    let spoilt = Some((Body::Json(|_| json!({ "ways": {}, "quiet_from": "", "quiet_until": "", "digest_at": "soon" })), 422));
    vec![
        Line::read("get /api/v1/notices", Thing::Nothing),
        // A notice is its reader's, and nobody else's.
        Line { may, done: 204, ..Line::write("post /api/v1/notices/{id}/read", Thing::Notice, |_| json!({}), 204) },
        Line {
            may,
            spoilt: Some((Body::Json(|_| json!({})), 400)),
            ..Line::write("post /api/v1/notices/read", Thing::Notice, |made| json!({ "until": made.id }), 204)
        },
        Line::read("get /api/v1/me/notice-settings", Thing::Nothing),
        Line { spoilt, ..Line::write("put /api/v1/me/notice-settings", Thing::FirstVersion, settings, 200) },
    ]
}

#[tokio::test]
async fn who_reads_which_notices() {
    check(lines()).await;
}
