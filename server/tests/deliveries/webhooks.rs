use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use eyelevel_contract::deliveries::tracking::Cause;
use eyelevel_contract::deliveries::{RecipientStatus, Source, Status, paths};
use eyelevel_contract::demo_kits::DemoKit;
use eyelevel_server::config::Webhooks;
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::{Value, json};
use sha2::Sha256;

use crate::support::{Answer, Client, MINUTE, TUESDAY, World};

const SECRET: &str = "what a tracking service and we know";
/// The number of all parcels of a test.
const NUMBER: &str = "1Z5R89390357567127";
const BARE: &[(&str, &str)] = &[];

async fn world() -> World {
    let secret = || Some(SECRET.to_owned());
    World::with(|config| config.webhooks = Webhooks { aftership: secret(), shippo: secret(), own: secret() }).await
}

fn digest(parts: &[&[u8]]) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).unwrap();
    parts.iter().for_each(|part| mac.update(part));
    mac.finalize().into_bytes().to_vec()
}

fn stamped(body: &str, at: i64) -> String {
    let seconds = (at / 1_000).to_string();
    let hex: String = digest(&[seconds.as_bytes(), b".", body.as_bytes()]).iter().map(|b| format!("{b:02x}")).collect();
    format!("t={seconds},v1={hex}")
}

/// A message of our own shape, as a program sends it that is no browser.
async fn own(world: &World, body: &Value) -> Answer {
    let body = body.to_string();
    let header = stamped(&body, world.app.clock.now());
    post(world, "own", &[("eyelevel-signature", &header)], &body).await
}

async fn post(world: &World, provider: &str, headers: &[(&'static str, &str)], body: &str) -> Answer {
    let client = headers.iter().fold(world.nobody(), |client: Client, (name, value)| client.saying(name, *value));
    client.raw("POST", paths::webhook(provider), "application/json", body.to_owned()).await
}

fn scan(id: &str, at: &str, status: &str) -> Value {
    json!({ "id": id, "number": NUMBER, "carrier": "ups", "at": at, "status": status })
}

async fn recipient(world: &World, kit: &DemoKit) -> RecipientStatus {
    world.as_("partner").await.kit(kit).await.recipients.swap_remove(0)
}

#[tokio::test]
async fn a_signed_message_is_written_down_once() {
    let world = world().await;
    let kit = world.shipped(1, 0, "A").await;
    let message = json!({ "id": "s-1", "number": "1z 5r8-9390.3575 67127", "at": "2026-11-24T10:00:00+01:00", "status": "in_transit",
        "note": "Left the depot\u{7}" });
    for _ in 0..3 {
        own(&world, &message).await.is(200);
    }
    let seen = recipient(&world, &kit).await;
    let last = seen.history.last().unwrap();
    assert_eq!(
        (seen.status, seen.history.len(), last.source, last.note.as_deref()),
        (Status::InTransit, 2, Source::Carrier, Some("Left the depot"))
    );
    assert_eq!(world.count("audit WHERE action = 'delivery.tracked' AND source = 'webhook' AND actor_id IS NULL").await, 1);
    // Whatever it is about, the answer is the same.
    let foreign = json!({ "id": "s-1", "number": "1Z8V92A70367203024", "at": "2026-11-24T10:00:00+01:00", "status": "lost" });
    let foreign = own(&world, &foreign).await;
    assert_eq!((foreign.status.as_u16(), foreign.text().as_str()), (200, ""));
    assert_eq!(world.count("recipient_history").await, 2);
    let other = json!({ "id": "s-2", "number": NUMBER, "carrier": "dpd", "at": "2026-11-24T10:00:00+01:00", "status": "lost" });
    own(&world, &other).await.is(200);
    assert_eq!(recipient(&world, &kit).await.status, Status::InTransit, "another carrier's parcel has that number");
}

#[tokio::test]
async fn what_is_forged_old_or_nobody_s_says_nothing() {
    let world = world().await;
    world.shipped(1, 0, "A").await;
    let body = scan("s-1", "2026-11-24T10:00:00+01:00", "lost").to_string();
    let good = stamped(&body, TUESDAY);
    let other = body.replace("lost", "delivered");
    for (provider, headers, body, status) in [
        ("own", BARE, &body, 401),
        ("own", &[("eyelevel-signature", good.as_str())], &other, 401),
        ("own", &[("eyelevel-signature", "t=1795510800,v1=")], &body, 401),
        ("own", &[("eyelevel-signature", "v1=00")], &body, 401),
        ("own", &[("shippo-auth-signature", good.as_str())], &body, 401),
        ("aftership", &[("aftership-hmac-sha256", "AAAA")], &body, 401),
        ("aftership", &[("aftership-hmac-sha256", good.as_str())], &body, 401),
        ("pigeon", &[("eyelevel-signature", good.as_str())], &body, 404),
        ("", &[("eyelevel-signature", good.as_str())], &body, 404),
    ] {
        let answer = post(&world, provider, headers, body).await;
        assert_eq!(answer.status.as_u16(), status, "{provider} {headers:?}");
    }
    // Five minutes, and no more, on either side.
    for (off, status) in [(-6, 401), (6, 401), (5, 200)] {
        let header = stamped(&body, TUESDAY + off * MINUTE);
        post(&world, "own", &[("eyelevel-signature", &header)], &body).await.is(status);
    }
    assert_eq!(world.count("recipient_history").await, 2);
    let refused = post(&world, "own", BARE, &body).await;
    assert_eq!(refused.problem(401), "bad-signature");
    // Without a secret there is no such address.
    let closed = World::new().await;
    post(&closed, "own", &[("eyelevel-signature", &good)], &body).await.is(404);
}

#[tokio::test]
async fn what_can_t_be_read_is_refused_with_the_member_and_what_means_nothing_is_not() {
    let world = world().await;
    world.shipped(1, 0, "A").await;
    for (body, said) in [
        (json!([]), "this is no message as own sends them"),
        (json!({ "id": "s", "number": NUMBER, "at": "2026-11-24T10:00:00", "status": "lost" }), "`at` is missing"),
        (json!({ "id": "s", "number": NUMBER, "at": "2026-11-24T10:00:00Z", "status": "beamed" }), "`status` is missing"),
    ] {
        let answer = own(&world, &body).await.is(400);
        assert!(answer.json()["detail"].as_str().unwrap().contains(said), "{}", answer.text());
    }
    let twice = "{}{}";
    post(&world, "own", &[("eyelevel-signature", &stamped(twice, TUESDAY))], twice).await.is(400);
    let large = format!("{{\"id\":\"{}\"}}", "x".repeat(256 * 1024));
    post(&world, "own", &[("eyelevel-signature", &stamped(&large, TUESDAY))], &large).await.is(413);
    for body in [
        r#"{"event":"tracking_pending_time","msg":{}}"#.to_owned(),
        format!(r#"{{"event":"tracking_update","ts":1795510800,"msg":{{"tracking_number":"{NUMBER}","slug":"ups","tag":"Teleported"}}}}"#),
    ] {
        let signature = STANDARD.encode(digest(&[body.as_bytes()]));
        post(&world, "aftership", &[("aftership-hmac-sha256", &signature)], &body).await.is(202);
    }
    assert_eq!(world.count("recipient_history").await, 1);
}

#[tokio::test]
async fn aftership_and_shippo_tell_the_history_and_the_day() {
    let world = world().await;
    let kit = world.shipped(1, 0, "A").await;
    let checkpoint = |at: &str, tag: &str| json!({ "checkpoint_time": at, "tag": tag, "message": "Scanned", "slug": "ups" });
    let body =
        json!({ "event": "tracking_update", "ts": TUESDAY / 1_000, "msg": { "tracking_number": NUMBER, "slug": "ups", "tag": "InTransit",
        "expected_delivery": "2026-11-27", "checkpoints": [
            checkpoint("2026-11-24T09:30:00+01:00", "InTransit"),
            checkpoint("2019-01-01T09:30:00+01:00", "Delivered"),
            checkpoint("2026-11-24T09:00:00+01:00", "InfoReceived"),
        ] } })
        .to_string();
    let signature = STANDARD.encode(digest(&[body.as_bytes()]));
    for _ in 0..2 {
        post(&world, "aftership", &[("aftership-hmac-sha256", &signature)], &body).await.is(200);
    }
    let seen = recipient(&world, &kit).await;
    let days: Vec<_> = seen.history.iter().filter(|change| change.is_of_the_day()).collect();
    assert_eq!(
        (seen.status, days.len(), seen.history.len()),
        (Status::InTransit, 1, 4),
        "years ago another parcel had that number: {seen:?}"
    );
    assert_eq!(seen.parcel.unwrap().arrives_on.unwrap().to_string(), "2026-11-27");

    let event =
        json!({ "status": "TRANSIT", "status_date": "2026-11-24T08:45:00Z", "substatus": { "code": "delayed" }, "status_details": "Late" });
    let body = json!({ "event": "track_updated", "data": { "tracking_number": NUMBER, "carrier": "ups", "eta": "2026-11-30T00:00:00Z",
        "tracking_status": event, "tracking_history": [event] } })
    .to_string();
    // Said after the other day was said.
    world.later(MINUTE);
    let header = stamped(&body, world.app.clock.now());
    post(&world, "shippo", &[("shippo-auth-signature", &header)], &body).await.is(200);
    let parcel = recipient(&world, &kit).await.parcel.unwrap();
    // It was said at a quarter to ten, before ten: the later word stands.
    assert_eq!(parcel.arrives_on.unwrap().to_string(), "2026-11-27");
}

#[tokio::test]
async fn later_is_said_with_its_reason_and_the_first_day_stays() {
    let world = world().await;
    let kit = world.shipped(1, 0, "A").await;
    let mine = world.link("partner@eyelevel.example", "unterwegs").await;
    let say = async |id: &str, at: &str, day: &str, cause: Option<&str>| {
        let mut body = scan(id, at, "in_transit");
        body["arrives_on"] = json!(day);
        if let Some(cause) = cause {
            body["cause"] = json!(cause);
        }
        own(&world, &body).await.is(200);
    };
    say("s-1", "2026-11-24T09:01:00+01:00", "2026-11-26", None).await;
    say("s-2", "2026-11-24T09:20:00+01:00", "2026-11-28", Some("weather")).await;
    // Said before, and heard after.
    say("s-3", "2026-11-24T09:10:00+01:00", "2026-11-27", Some("customs")).await;
    let seen = recipient(&world, &kit).await;
    let parcel = seen.parcel.unwrap();
    assert_eq!(
        (parcel.first_arrives_on.unwrap().to_string(), parcel.arrives_on.unwrap().to_string(), parcel.late_because),
        ("2026-11-26".to_owned(), "2026-11-28".to_owned(), Some(Cause::Weather))
    );
    let page = world.nobody().get(&mine).await.is(200).text();
    assert!(page.contains("Kommt später, weil das Wetter den Paketdienst aufhält. Sie müssen nichts tun."), "{page}");
    assert!(!page.contains("beim Zoll"), "{page}");
}

#[tokio::test]
async fn the_order_in_which_they_come_says_nothing() {
    let world = world().await;
    let kit = world.shipped(1, 0, "A").await;
    for (id, at, status) in [
        ("s-3", "2026-11-24T09:30:00+01:00", "delivered"),
        ("s-1", "2026-11-24T09:10:00+01:00", "in_transit"),
        ("s-2", "2026-11-24T09:20:00+01:00", "out_for_delivery"),
    ] {
        own(&world, &scan(id, at, status)).await.is(200);
    }
    let seen = recipient(&world, &kit).await;
    assert_eq!((seen.status, seen.history.len()), (Status::Delivered, 4));
}

#[tokio::test]
async fn many_at_once_are_all_written_each_once() {
    let world = world().await;
    let kit = world.shipped(1, 1, "A").await;
    let second = world.second_process().await;
    let all = (0..240).map(|n| {
        // Each comes twice, by two processes.
        let (world, id) = (if n % 2 == 0 { &world } else { &second }, n / 2);
        async move {
            own(world, &scan(&format!("s-{id}"), &format!("2026-11-24T09:{:02}:{:02}+01:00", id / 60, id % 60), "in_transit"))
                .await
                .status
                .as_u16()
        }
    });
    let answers = futures_util::future::join_all(all).await;
    assert!(answers.iter().all(|status| *status == 200), "{answers:?}");
    // Both parcels have that number.
    assert_eq!(world.count("recipient_history WHERE status = 'in_transit'").await, 240);
    assert_eq!(recipient(&world, &kit).await.status, Status::InTransit);
}
