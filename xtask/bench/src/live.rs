//! What is told live: a thousand open streams at two processes on one database, through the whole service but without a network: how long until the
//! last of them knows, and what an open stream costs.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderValue, Request, StatusCode, header};
use eyelevel_contract::live::{CHANGED, PATH, STREAMS_MAX};
use eyelevel_contract::{enquiries, people::paths};
use eyelevel_server::app::{self, App};
use eyelevel_server::db::{dump, q};
use eyelevel_server::{demo, events};
use futures_util::StreamExt as _;
use serde_json::json;
use tokio::sync::{Notify, watch};
use tower::ServiceExt as _;

use crate::figures::{Times, ms, now};
use crate::world::{World, cookie, cookie_of, open};

const STREAMS: usize = 1_000;
const ROUNDS: usize = 50;

/// Measures one process on SQLite, and two on PostgreSQL if one is named.
pub(crate) async fn run(postgres: Option<&str>) -> Result<(), String> {
    println!("## Live\n");
    println!(
        "{STREAMS} open streams of events, {ROUNDS} changes one after the other, without a network: from the answer to whoever changed something \
         until the last stream knows. Memory is what the process grew by when they were opened, a stream's share of it.\n"
    );
    println!("| engine | processes | until the last knows, median | 99th percentile | memory a stream |\n|---|---|---|---|---|");
    let world = World::new("live").await?;
    measure("SQLite", std::slice::from_ref(&world.app)).await?;
    world.app.db.close().await;
    if let Some(url) = postgres {
        let app = open(url).await?;
        if dump::is_empty(&mut app.db.read().await.map_err(failed)?).await.map_err(failed)? {
            demo::stage(&app).await.map_err(failed)?;
        }
        measure("PostgreSQL", &[app.clone(), open(url).await?]).await?;
        app.db.close().await;
    }
    println!();
    Ok(())
}

/// How many streams have heard of the change that is measured.
#[derive(Default)]
struct Heard {
    streams: AtomicUsize,
    all: Notify,
}

async fn measure(engine: &str, apps: &[App]) -> Result<(), String> {
    let (stop, stopped) = watch::channel(false);
    let services: Vec<Router> = apps.iter().map(|app| app::service(app.clone())).collect();
    for app in apps {
        tokio::spawn(events::run(app.clone(), stopped.clone()));
    }
    let readers = readers(&apps[0], &services[0], STREAMS.div_ceil(STREAMS_MAX * apps.len())).await?;
    let before = resident()?;
    let heard = Arc::new(Heard::default());
    for n in 0..STREAMS {
        let service = services[n % services.len()].clone();
        let reader = readers[n / services.len() / STREAMS_MAX].clone();
        listen(service, reader, Arc::clone(&heard)).await?;
    }
    let each = (resident()?.saturating_sub(before)) / STREAMS;
    let partner = cookie(&apps[0], "partner").await?;
    let mut times = Times::default();
    for round in 0..ROUNDS {
        heard.streams.store(0, Ordering::SeqCst);
        let body = json!({ "text": format!("Question {round}"), "reference": "", "limited": false, "draft_id": null });
        ask(&services[round % services.len()], &partner, enquiries::PATH, &body).await?;
        let begun = now();
        let all = async {
            while heard.streams.load(Ordering::SeqCst) < STREAMS {
                heard.all.notified().await;
            }
        };
        tokio::time::timeout(Duration::from_secs(30), all).await.map_err(|_| "a stream never heard of a change".to_owned())?;
        times.add(begun.elapsed());
    }
    let (median, late) = (ms(times.percentile(50)), ms(times.percentile(99)));
    println!("| {engine} | {} | {median} | {late} | {} kB |", apps.len(), each.div_ceil(1024));
    drop(stop);
    Ok(())
}

/// People of the vendor who see enquiries, each with a session.
async fn readers(app: &App, service: &Router, count: usize) -> Result<Vec<HeaderValue>, String> {
    let admin = cookie(app, "admin").await?;
    let sql = "SELECT organisation_id FROM people WHERE email_key = 'admin@eyelevel.example'";
    let (vendor,): (String,) = q(sql).one(&mut app.db.read().await.map_err(failed)?).await.map_err(failed)?;
    let mut all = Vec::with_capacity(count);
    for n in 0..count {
        let email = format!("live-{n}@eyelevel.example");
        let body = json!({ "name": format!("Reader {n}"), "email": email, "organisation_id": vendor, "roles": ["support"], "lang": "de" });
        let answer = ask(service, &admin, paths::PEOPLE, &body).await?;
        let id = answer["id"].as_str().ok_or("an invitation without an id")?.to_owned();
        all.push(cookie_of(app, &id).await?);
    }
    Ok(all)
}

async fn ask(service: &Router, cookie: &HeaderValue, path: &str, body: &serde_json::Value) -> Result<serde_json::Value, String> {
    let request = Request::post(path)
        .header(header::COOKIE, cookie)
        .header(header::ORIGIN, "http://eyelevel.test")
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from(body.to_string()))
        .map_err(|e| e.to_string())?;
    let answer = service.clone().oneshot(request).await.map_err(|e| e.to_string())?;
    let status = answer.status();
    let bytes = axum::body::to_bytes(answer.into_body(), 1 << 20).await.map_err(|e| e.to_string())?;
    if !status.is_success() {
        return Err(format!("{path}: {status} {}", String::from_utf8_lossy(&bytes)));
    }
    serde_json::from_slice(&bytes).map_err(|e| e.to_string())
}

/// Opens a stream, and reads it in a task of its own.
async fn listen(service: Router, cookie: HeaderValue, heard: Arc<Heard>) -> Result<(), String> {
    let request = Request::get(PATH).header(header::COOKIE, cookie).body(Body::empty()).map_err(|e| e.to_string())?;
    let answer = service.oneshot(request).await.map_err(|e| e.to_string())?;
    if answer.status() != StatusCode::OK {
        return Err(format!("{PATH}: {}", answer.status()));
    }
    let mut stream = answer.into_body().into_data_stream();
    let told = format!("event: {CHANGED}");
    tokio::spawn(async move {
        while let Some(Ok(bytes)) = stream.next().await {
            if String::from_utf8_lossy(&bytes).contains(&told) && heard.streams.fetch_add(1, Ordering::SeqCst) + 1 >= STREAMS {
                heard.all.notify_one();
            }
        }
    });
    Ok(())
}

/// Bytes of this process in memory.
fn resident() -> Result<usize, String> {
    let status = std::fs::read_to_string("/proc/self/status").map_err(|e| e.to_string())?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).ok_or("no VmRSS")?;
    let kilobytes: usize = line.trim().trim_end_matches("kB").trim().parse().map_err(|_| "an odd VmRSS".to_owned())?;
    Ok(kilobytes * 1024)
}

fn failed(error: impl std::fmt::Display) -> String {
    error.to_string()
}
