use eyelevel_contract::webhooks::{self, EditWebhook, Topic, WebhookSecret};
use serde_json::{Value, json};

use super::{Body, LEAD, Line, Made, Thing, check::check};
use crate::support::World;

/// Nobody listens there: what is sent comes back at once.
const URL: &str = "http://127.0.0.1:1/x";

fn form(_: &Made) -> Value {
    json!({ "url": URL, "topics": ["promises"], "active": true })
}

/// A webhook of `partner`'s company, with something in its log.
pub(super) async fn make(world: &World, made: &mut Made) {
    // Ten are the most, and all lines want theirs.
    world.run("UPDATE webhooks SET state = 'removed'").await;
    let owner = world.as_("owner").await;
    let told = owner.post(webhooks::PATH, EditWebhook { url: URL.to_owned(), topics: Topic::ALL.to_vec(), active: true }).await;
    let webhook = told.ok::<WebhookSecret>().webhook;
    owner.post(webhooks::test(&webhook.id), json!({})).await.is(200);
    made.part = owner.log(&webhook.id).await.remove(0).id;
    (made.id, made.version) = (webhook.id, webhook.version);
}

pub(super) fn lines() -> Vec<Line> {
    const VENDOR: &[&str] = &["approver", LEAD, "support", "manager", "auditor", "ledger"];
    let keepers: &[&[&str]] = &[&["owner", "other-owner", "admin"]];
    let may: &[&[&str]] = &[&["owner"]];
    let lacks: &[(&[&str], &str)] =
        &[(&["partner", "sales", "accounts", "other"], "owner"), (VENDOR, "admin"), (&["agent"], "owner admin")];
    let spoilt = Some((Body::Json(|_| json!({ "url": "https://10.0.0.1/", "topics": ["promises"], "active": true })), 422));
    vec![
        Line { may: keepers, lacks, ..Line::read("get /api/v1/webhooks", Thing::Nothing) },
        Line { may: keepers, lacks, spoilt, ..Line::write("post /api/v1/webhooks", Thing::Nothing, form, 201) },
        Line { may, lacks, spoilt, ..Line::write("put /api/v1/webhooks/{id}", Thing::Webhook, form, 200) },
        Line { may, lacks, done: 204, ..Line::read("delete /api/v1/webhooks/{id}", Thing::Webhook) },
        Line { may, lacks, ..Line::write("post /api/v1/webhooks/{id}/secret", Thing::Webhook, |_| json!({}), 201) },
        Line { may, lacks, ..Line::write("post /api/v1/webhooks/{id}/test", Thing::Webhook, |_| json!({}), 200) },
        Line { may, lacks, ..Line::read("get /api/v1/webhooks/{id}/deliveries", Thing::Webhook) },
        Line {
            may,
            lacks,
            ..Line::write("post /api/v1/webhooks/{id}/deliveries/{delivery_id}/replay", Thing::Webhook, |_| json!({}), 200)
        },
    ]
}

#[tokio::test]
async fn who_keeps_webhooks() {
    check(lines()).await;
}
