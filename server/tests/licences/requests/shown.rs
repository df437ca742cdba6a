//! A key behind a link is shown after a click, and to nobody before it.

use eyelevel_contract::deliveries::{NewStatus, Status, paths as deliveries};
use eyelevel_contract::licences::{Intent, Licence, Revoke, SendKey, paths};

use super::{customer, me};
use crate::support::World;

async fn sent(world: &World) -> (Licence, String) {
    let mut draft = world.asking(Intent::Renew, "thomsen-nas").await;
    draft.recipients = vec![me(), customer()];
    let licence = world.asked(&draft).await;
    world.send_mails().await;
    (licence, world.link("it@hafenklinik.example", "Lizenzschlüssel").await)
}

#[tokio::test]
async fn a_scanner_that_opens_links_sees_no_key_and_uses_nothing_up() {
    let world = World::new().await;
    let (licence, page) = sent(&world).await;
    let key = licence.keys[0].key.clone().unwrap();
    let nobody = world.nobody();
    let everything = async || {
        let mut counts = Vec::new();
        for table in ["recipient_history", "timeline", "audit", "outbox", "links", "throttles"] {
            counts.push(world.count(table).await);
        }
        counts
    };
    let before = everything().await;
    for path in [page.clone(), format!("{page}/file"), format!("{page}/shown"), format!("{page}?shown=1"), format!("{page}/file?shown=1")] {
        for method in ["GET", "HEAD", "OPTIONS"] {
            let answer =
                nobody.send(nobody.request(method, &path).header("purpose", "prefetch").body(axum::body::Body::empty()).unwrap()).await;
            assert!(!answer.text().contains(&key), "{method} {path}");
        }
    }
    let early = nobody.get(format!("{page}/file")).await.is(303);
    assert_eq!((early.header("location"), early.header("cache-control")), (page.as_str(), "no-store"));
    assert_eq!(everything().await, before);

    let shown = nobody.form(format!("{page}/shown"), &[]).await.is(303);
    assert_eq!(shown.header("location"), page);
    for _ in 0..2 {
        assert!(nobody.get(&page).await.is(200).text().contains(&key));
        let file = nobody.get(format!("{page}/file")).await.is(200);
        for (name, value) in [("cache-control", "no-store"), ("referrer-policy", "same-origin"), ("x-robots-tag", "noindex, nofollow")] {
            assert_eq!(file.header(name), value);
        }
    }
    // Once; and the requester sees it, at this recipient alone.
    nobody.form(format!("{page}/shown"), &[]).await.is(303);
    let seen = world.licence(&licence.page.request.id).await;
    let statuses: Vec<_> = seen.recipients.iter().map(|r| r.recipient.status).collect();
    assert_eq!(statuses, [Status::Sent, Status::Opened]);
    assert_eq!(world.count("recipient_history WHERE status = 'opened' AND source = 'recipient'").await, 1);
    assert_eq!(world.count("audit WHERE action = 'delivery.opened'").await, 1);
    // Who has it has it, whatever comes back.
    let parcel = &seen.recipients[1].recipient.parcel.as_ref().unwrap().id;
    let bounced = NewStatus { status: Status::Bounced, note: String::new(), arrives_on: None, cause: None };
    world.as_("support").await.post(deliveries::status(parcel), bounced).await.is(422);
    nobody.form(format!("{page}/received"), &[]).await.is(303);
    assert_eq!(world.licence(&licence.page.request.id).await.recipients[1].recipient.status, Status::Confirmed);
    assert!(nobody.get(&page).await.text().contains(&key));
}

#[tokio::test]
async fn what_is_sent_again_is_shown_after_another_click_and_what_is_taken_back_not_at_all() {
    let world = World::new().await;
    let (licence, page) = sent(&world).await;
    let (id, key) = (&licence.page.request.id, licence.keys[0].key.clone().unwrap());
    let nobody = world.nobody();
    nobody.form(format!("{page}/shown"), &[]).await.is(303);
    let to = licence.recipients.iter().map(|r| r.recipient.id.clone()).collect();
    let send = SendKey { key_id: licence.keys[0].id.clone(), recipient_ids: to };
    world.as_("support").await.post(paths::verb(id, paths::SENDING), send).await.is(200);
    assert!(!nobody.get(&page).await.text().contains(&key));
    nobody.get(format!("{page}/file")).await.is(303);
    let revoke = Revoke { key_id: licence.keys[0].id.clone(), reason: "It was stolen.".to_owned() };
    world.as_("admin").await.post(paths::verb(id, paths::REVOKED), revoke).await.is(200);
    nobody.form(format!("{page}/shown"), &[]).await.is(303);
    assert!(!nobody.get(&page).await.text().contains(&key));
    assert_eq!(world.count("recipient_history WHERE status = 'opened'").await, 1);
}
