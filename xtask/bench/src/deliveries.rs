//! A hundred thousand deliveries in flight: the list, one delivery with its history, and how many messages of tracking services are taken a second, each
//! signed, written down and committed before it is answered; beside bare inserts of the same database.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderValue, Request, StatusCode, header};
use eyelevel_contract::licences::instant::iso;
use eyelevel_server::app::{self, App};
use eyelevel_server::config::{Config, Webhooks};
use eyelevel_server::db::q;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use tokio::task::JoinSet;
use tower::ServiceExt as _;

use crate::figures::{Times, ms, now, rate};
use crate::fill::fill;
use crate::world::World;

const IN_FLIGHT: i64 = 100_000;
/// `fill` gives 77 of 100 requests a parcel.
const REQUESTS: i64 = 130_000;
const ROUNDS: usize = 300;
const SECRET: &str = "what the bench and the server know";
/// So many send at the same time, each one message after the other.
const SENDERS: usize = 64;
const TIME: Duration = Duration::from_secs(15);
const PAGES: [(&str, &str, &str); 5] = [
    ("deliveries under way, the vendor", "approver", "/api/v1/deliveries?open=true"),
    ("deliveries under way, a partner", "partner", "/api/v1/deliveries?open=true"),
    ("what needs somebody", "support", "/api/v1/deliveries?attention=true"),
    ("a parcel number looked for", "support", "/api/v1/deliveries?q=BENCH000050001"),
    ("one delivery with its history", "partner", "/api/v1/deliveries/bench-d1"),
];

pub(crate) async fn run() -> Result<(), String> {
    let world = World::new("deliveries").await?;
    let app = App {
        config: Arc::new(Config {
            webhooks: Webhooks { own: Some(SECRET.to_owned()), ..Webhooks::default() },
            ..Config::clone(&world.app.config)
        }),
        ..world.app.clone()
    };
    in_flight(&app).await?;
    let service = app::service(app.clone());
    println!("## Deliveries\n");
    println!("{IN_FLIGHT} parcels in flight, SQLite, the whole answer of the API without a network, {ROUNDS} rounds.\n");
    println!("| page | median | 99th percentile |\n|---|---|---|");
    for (name, account, path) in PAGES {
        let mut times = pages(&service, &world.cookie(account).await?, path).await?;
        println!("| {name} | {} | {} |", ms(times.percentile(50)), ms(times.percentile(99)));
    }
    let inserts = inserts(&app).await?;
    let (answered, refused, mut times) = messages(&app, &service).await?;
    let (kept,): (i64,) = one(&app, "SELECT CAST(COUNT(*) AS BIGINT) FROM recipient_history WHERE source = 'carrier'").await?;
    let lost = answered.saturating_sub(usize::try_from(kept).unwrap_or(0));
    println!(
        "\nMessages of a tracking service (signed, each an event of a parcel of its own), {SENDERS} senders for {} s: {:.0} a second answered with 200 \
         after their commit, median {}, 99th percentile {}; {refused} refused; {answered} answered, of which the database lacks {lost}.",
        TIME.as_secs(),
        rate(answered, TIME),
        ms(times.percentile(50)),
        ms(times.percentile(99)),
    );
    println!("Reference, the same database: {inserts:.0} bare inserts a second, one transaction each.\n");
    world.app.db.close().await;
    Ok(())
}

/// All parcels on their way, each with a number of its own and its first event.
async fn in_flight(app: &App) -> Result<(), String> {
    fill(app, REQUESTS).await?;
    let mut tx = app.db.begin().await.map_err(|e| e.to_string())?;
    for sql in [
        "UPDATE requests SET state = 'shipped' WHERE id IN (SELECT request_id FROM deliveries WHERE id LIKE 'bench-d%')",
        "UPDATE recipients SET status = 'sent' WHERE id IN (SELECT recipient_id FROM deliveries WHERE id LIKE 'bench-d%')",
        "UPDATE deliveries SET ended = FALSE, number = 'BENCH' || printf('%09d', CAST(substr(id, 8) AS INTEGER)) WHERE id LIKE 'bench-d%'",
        "INSERT INTO recipient_history (id, recipient_id, at, received_at, status, source) \
         SELECT 'bench-h' || id, recipient_id, shipped_at, shipped_at, 'sent', 'system' FROM deliveries WHERE id LIKE 'bench-d%'",
        "ANALYZE",
    ] {
        q(sql).run(&mut tx).await.map_err(|e| format!("{e}\n{sql}"))?;
    }
    tx.commit().await.map_err(|e| e.to_string())
}

async fn one<T: eyelevel_server::db::Row>(app: &App, sql: &'static str) -> Result<T, String> {
    q(sql).one(&mut app.db.read().await.map_err(|e| e.to_string())?).await.map_err(|e| e.to_string())
}

async fn pages(service: &Router, cookie: &HeaderValue, path: &str) -> Result<Times, String> {
    let mut times = Times::default();
    for _ in 0..ROUNDS {
        let request = Request::get(path).header(header::COOKIE, cookie).body(Body::empty()).map_err(|e| e.to_string())?;
        let begun = now();
        let answer = service.clone().oneshot(request).await.map_err(|e| e.to_string())?;
        let status = answer.status();
        to_bytes(answer.into_body(), usize::MAX).await.map_err(|e| e.to_string())?;
        times.add(begun.elapsed());
        if status != StatusCode::OK {
            return Err(format!("{path}: {status}"));
        }
    }
    Ok(times)
}

/// Bare inserts, one transaction each.
async fn inserts(app: &App) -> Result<f64, String> {
    let (begun, mut count) = (now(), 0);
    while begun.elapsed() < TIME / 5 {
        let mut tx = app.db.begin().await.map_err(|e| e.to_string())?;
        let sql = "INSERT INTO throttles (name, attempts, until) VALUES ($1, 0, 0)";
        q(sql).bind(format!("bench-{count}")).run(&mut tx).await.map_err(|e| e.to_string())?;
        tx.commit().await.map_err(|e| e.to_string())?;
        count += 1;
    }
    Ok(rate(count, begun.elapsed()))
}

/// How many were answered with 200, and with anything else; how long each waited.
async fn messages(app: &App, service: &Router) -> Result<(usize, usize, Times), String> {
    let next = Arc::new(AtomicUsize::new(0));
    let end = now() + TIME;
    let mut senders = JoinSet::new();
    for _ in 0..SENDERS {
        let (app, service, next) = (app.clone(), service.clone(), Arc::clone(&next));
        senders.spawn(async move {
            let (mut answered, mut refused, mut times) = (0_usize, 0_usize, Times::default());
            while now() < end {
                let request = message(&app, next.fetch_add(1, Relaxed));
                let begun = now();
                match service.clone().oneshot(request).await {
                    Ok(answer) if answer.status() == StatusCode::OK => answered += 1,
                    _ => refused += 1,
                }
                times.add(begun.elapsed());
            }
            (answered, refused, times)
        });
    }
    let mut all = (0, 0, Times::default());
    while let Some(done) = senders.join_next().await {
        let (answered, refused, times) = done.map_err(|e| e.to_string())?;
        all.0 += answered;
        all.1 += refused;
        all.2.extend(times);
    }
    Ok(all)
}

/// The n-th message, about a parcel of its own as far as there are as many.
fn message(app: &App, n: usize) -> Request<Body> {
    let at = app.clock.now();
    // Of a hundred requests, those from 0 to 69 and from 93 have a parcel.
    let (hundreds, rest) = ((n / 70) % 1_300, n % 70);
    let number = hundreds * 100 + if rest == 0 { 100 } else { rest };
    let body = format!(
        "{{\"id\":\"bench-{n}\",\"number\":\"BENCH{number:09}\",\"carrier\":\"ups\",\"at\":\"{}\",\"status\":\"in_transit\"}}",
        iso(at)
    );
    let seconds = (at / 1_000).to_string();
    let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).unwrap_or_else(|_| unreachable!("HMAC takes any key"));
    mac.update(format!("{seconds}.{body}").as_bytes());
    let digest: String = mac.finalize().into_bytes().iter().map(|b| format!("{b:02x}")).collect();
    let request = Request::post("/api/v1/deliveries/webhooks/own").header("eyelevel-signature", format!("t={seconds},v1={digest}"));
    request.body(Body::from(body)).unwrap_or_default()
}
