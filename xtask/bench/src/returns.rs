//! A million serial numbers: how long somebody waits for “did you mean …?” after a slip, through the whole service but without a network.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderValue, Request, StatusCode, header};
use eyelevel_contract::returns::paths;
use eyelevel_contract::serials::{fold, near};
use eyelevel_server::app::{self, App};
use eyelevel_server::db::{bulk, dump, q, q2};
use eyelevel_server::demo;
use tower::ServiceExt as _;

use crate::figures::{Times, ms, now};
use crate::world::{World, cookie, open};

const SERIALS: usize = 1_000_000;
/// Written at once.
const PART: usize = 50_000;
const ROUNDS: usize = 300;
/// What somebody makes of a serial number.
type Slip = fn(&str) -> String;
const TYPED: [(&str, Slip); 5] = [
    ("letter by letter", str::to_owned),
    ("an O for a 0, a B for an 8", |serial| serial.replace('0', "O").replace('8', "B")),
    ("a digit replaced", |serial| format!("{}X{}", &serial[..9], &serial[10..])),
    ("two neighbours swapped", |serial| format!("{}{}{}{}", &serial[..7], &serial[8..9], &serial[7..8], &serial[9..])),
    ("nothing like it", |serial| format!("QX{serial}WY")),
];

/// Measures SQLite, and PostgreSQL if one is named.
pub(crate) async fn run(postgres: Option<&str>) -> Result<(), String> {
    println!("## Serial numbers\n");
    println!(
        "{SERIALS} known serial numbers, the whole answer of the API without a network, {ROUNDS} rounds: median and 99th percentile. One typed number \
         has {} folded forms that are one slip away.\n",
        near(&fold(&serial(0))).len()
    );
    println!("| engine | who | typed | median | 99th percentile |\n|---|---|---|---|---|");
    let world = World::new("returns").await?;
    measure("SQLite", &world.app).await?;
    world.app.db.close().await;
    if let Some(url) = postgres {
        let app = open(url).await?;
        // Another measurement may have been here before.
        if dump::is_empty(&mut app.db.read().await.map_err(failed)?).await.map_err(failed)? {
            demo::stage(&app).await.map_err(failed)?;
        }
        measure("PostgreSQL", &app).await?;
        app.db.close().await;
    }
    println!();
    Ok(())
}

/// As makers number: a letter or two, a running number, and something to check it by.
fn serial(n: usize) -> String {
    format!("EP{:08}{:02X}", (n * 7_919) % 100_000_000, n * 37 % 256)
}

async fn measure(engine: &str, app: &App) -> Result<(), String> {
    fill(app).await?;
    let service = app::service(app.clone());
    for account in ["partner", "support"] {
        let cookie = cookie(app, account).await?;
        for (name, slip) in TYPED {
            let mut times = Times::default();
            for round in 0..ROUNDS {
                let known = serial(round * 2_003 % SERIALS);
                times.add(look_up(&service, &cookie, &slip(&known)).await?);
            }
            println!("| {engine} | {account} | {name} | {} | {} |", ms(times.percentile(50)), ms(times.percentile(99)));
        }
    }
    Ok(())
}

/// All of them one partner's, as the vendor's file has it. Nobody asks the portal's one search here, so its index is not written: a million rows of it
/// take PostgreSQL half an hour.
async fn fill(app: &App) -> Result<(), String> {
    let mut tx = app.db.begin().await.map_err(failed)?;
    q2("DROP TRIGGER search_serials_new", "ALTER TABLE serials DISABLE TRIGGER search_serials").run(&mut tx).await.map_err(failed)?;
    tx.commit().await.map_err(failed)?;
    for part in 0..SERIALS / PART {
        let mut tx = app.db.begin().await.map_err(failed)?;
        let named = "SELECT p.organisation_id, v.organisation_id FROM people p, people v WHERE p.email_key = $1 AND v.email_key = $2";
        let (partner, vendor): (String, String) =
            q(named).bind("partner@eyelevel.example").bind("admin@eyelevel.example").one(&mut tx).await.map_err(failed)?;
        let row = |n: usize| {
            let serial = serial(n);
            let mut row = bulk::row((format!("bench-s{n}"), &vendor, &partner, &serial));
            row.extend(bulk::row((fold(&serial), "Bench", "", "")));
            row.extend(bulk::row(0i64));
            row
        };
        let rows = (part * PART..(part + 1) * PART).map(row).collect();
        let head = "INSERT INTO serials (id, organisation_id, partner_id, serial, folded, product, batch, shipped_to, imported_at)";
        bulk::insert(&mut tx, head, "", rows).await.map_err(failed)?;
        tx.commit().await.map_err(failed)?;
    }
    let mut tx = app.db.begin().await.map_err(failed)?;
    q("ANALYZE").run(&mut tx).await.map_err(failed)?;
    tx.commit().await.map_err(failed)
}

fn failed(error: impl std::fmt::Display) -> String {
    error.to_string()
}

async fn look_up(service: &Router, cookie: &HeaderValue, typed: &str) -> Result<std::time::Duration, String> {
    let path = paths::lookup(typed);
    let request = Request::get(&path).header(header::COOKIE, cookie).body(Body::empty()).map_err(|e| e.to_string())?;
    let begun = now();
    let answer = service.clone().oneshot(request).await.map_err(|e| e.to_string())?;
    let status = answer.status();
    to_bytes(answer.into_body(), usize::MAX).await.map_err(|e| e.to_string())?;
    let time = begun.elapsed();
    if status == StatusCode::OK { Ok(time) } else { Err(format!("{path}: {status}")) }
}
