//! Queue, board, search and catalogue with 1,000 and with 100,000 requests in the database: the page's answer, through the whole service but without
//! a network.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderValue, Request, header};
use eyelevel_server::app;
use tower::ServiceExt as _;

use crate::figures::{Times, ms, now, ratio};
use crate::fill::fill;
use crate::world::World;

const SIZES: [i64; 2] = [1_000, 100_000];
const ROUNDS: usize = 300;
const PAGES: [(&str, &str, &str); 13] = [
    ("the vendor's board", "approver", "/api/v1/board"),
    ("a partner's board", "partner", "/api/v1/board"),
    ("the queue, first page", "approver", "/api/v1/requests?section=with_vendor&sort=due"),
    ("a partner's requests, last changed first", "partner", "/api/v1/requests?sort=-updated"),
    ("what one owns", "approver", "/api/v1/requests?owner=me&section=with_vendor"),
    ("search: a request's number", "approver", "/api/v1/search?q=DK-100777"),
    ("search: a word that every request has", "approver", "/api/v1/search?q=display"),
    ("search: a word that begins many, two words", "partner", "/api/v1/search?q=room+dis"),
    ("search: what is nowhere", "partner", "/api/v1/search?q=zeppelin"),
    ("deliveries under way", "partner", "/api/v1/deliveries?open=true"),
    ("the catalogue", "partner", "/api/v1/demo-kits/catalogue"),
    ("one request", "partner", "/api/v1/requests/bench-r1"),
    ("who is signed in", "partner", "/api/v1/me"),
];

pub(crate) async fn run() -> Result<(), String> {
    let mut columns = Vec::new();
    for size in SIZES {
        let world = World::new("scale").await?;
        fill(&world.app, size).await?;
        let service = app::service(world.app.clone());
        let mut column = Vec::new();
        for (_, account, path) in PAGES {
            column.push(measure(&service, &world.cookie(account).await?, path).await?);
        }
        columns.push(column);
        world.app.db.close().await;
    }
    println!("## Queries at scale\n");
    println!("SQLite, the whole answer of the API without a network, {ROUNDS} rounds: median and 99th percentile.\n");
    println!("| page | 1,000 requests | 100,000 requests | grows |\n|---|---|---|---|");
    let (small, large) = columns.split_at_mut(1);
    for (i, (name, ..)) in PAGES.iter().enumerate() {
        let (a, b) = (&mut small[0][i], &mut large[0][i]);
        let (before, after) = (a.percentile(50), b.percentile(50));
        println!(
            "| {name} | {} / {} | {} / {} | {} |",
            ms(before),
            ms(a.percentile(99)),
            ms(after),
            ms(b.percentile(99)),
            ratio(after, before)
        );
    }
    println!();
    Ok(())
}

async fn measure(service: &Router, cookie: &HeaderValue, path: &str) -> Result<Times, String> {
    let mut times = Times::default();
    for round in 0..ROUNDS + 20 {
        let request = Request::get(path).header(header::COOKIE, cookie).body(Body::empty()).map_err(|e| e.to_string())?;
        let begun = now();
        let response = service.clone().oneshot(request).await.map_err(|e| e.to_string())?;
        let status = response.status();
        let body = to_bytes(response.into_body(), usize::MAX).await.map_err(|e| e.to_string())?;
        if !status.is_success() {
            return Err(format!("{path}: {status} {}", String::from_utf8_lossy(&body)));
        }
        if round >= 20 {
            times.add(begun.elapsed());
        }
    }
    Ok(times)
}
