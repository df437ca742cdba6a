//! A hundred partners at once on loopback, reads and writes mixed, beside a minimal axum service and a bare loop of SQLite inserts.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering::Relaxed};
use std::time::{Duration, Instant};

use axum::http::HeaderValue;
use axum::routing::get;
use axum::{Router, serve};
use eyelevel_server::db::q;
use reqwest::header;
use tokio::net::TcpListener;
use tokio::task::JoinSet;

use crate::figures::{Times, ms, now, rate};
use crate::fill::fill;
use crate::start::Server;
use crate::world::World;

const PARTNERS: usize = 100;

pub(crate) async fn run(binary: &str, seconds: u64) -> Result<(), String> {
    let time = Duration::from_secs(seconds);
    let world = World::new("load").await?;
    fill(&world.app, 10_000).await?;
    let mut cookies = Vec::new();
    for _ in 0..PARTNERS {
        cookies.push(world.cookie("partner").await?);
    }
    let server = Server::start(binary, &world).await?;
    let (ours, errors, written) = eyelevel(&server.url, &cookies, time).await?;
    let kept = lost(&world, written).await?;
    let memory = server.resident_kilobytes();
    server.stop().await?;
    let hello = hello(time / 6).await?;
    let inserts = inserts(&world, time / 12).await?;
    report(Measured { ours, errors, written, lost: kept, memory, hello, inserts }, time);
    Ok(())
}

/// What a run brought.
struct Measured {
    ours: [Times; 2],
    errors: i64,
    written: i64,
    lost: i64,
    memory: u32,
    hello: Times,
    inserts: f64,
}

fn report(mut m: Measured, time: Duration) {
    let hello_time = time / 6;
    println!("## Load\n");
    println!(
        "{PARTNERS} concurrent partners on loopback for {} s, five reads to one write, 10,000 requests in SQLite; client and server share",
        time.as_secs()
    );
    println!("the machine's cores. The references come from the same run.\n");
    println!("| what | a second | median | 99th percentile |\n|---|---|---|---|");
    let names = ["reads (board, list, request, catalogue)", "writes (message, enquiry; each with its mails)"];
    for (name, times) in names.iter().zip(&mut m.ours) {
        let a_second = rate(times.len(), time);
        println!("| {name} | {a_second:.0} | {} | {} |", ms(times.percentile(50)), ms(times.percentile(99)));
    }
    let a_second = rate(m.hello.len(), hello_time);
    println!(
        "| reference: a minimal axum service, the same clients | {a_second:.0} | {} | {} |",
        ms(m.hello.percentile(50)),
        ms(m.hello.percentile(99))
    );
    println!("| reference: bare SQLite inserts, one transaction each | {:.0} | | |\n", m.inserts);
    println!(
        "Errors: {}. Acknowledged writes: {}, of which the database lacks {}. Resident memory of the server afterwards: {} MB.\n",
        m.errors,
        m.written,
        m.lost,
        m.memory / 1000
    );
}

async fn listen(router: Router) -> Result<String, String> {
    let listener = TcpListener::bind("127.0.0.1:0").await.map_err(|e| e.to_string())?;
    let address = listener.local_addr().map_err(|e| e.to_string())?;
    tokio::spawn(async move {
        let _served = serve(listener, router).await;
    });
    Ok(format!("http://{address}"))
}

fn client() -> Result<reqwest::Client, String> {
    reqwest::Client::builder().pool_max_idle_per_host(PARTNERS).build().map_err(|e| e.to_string())
}

async fn eyelevel(url: &str, cookies: &[HeaderValue], time: Duration) -> Result<([Times; 2], i64, i64), String> {
    let base = Arc::new(url.to_owned());
    let (errors, written) = (Arc::new(AtomicI64::new(0)), Arc::new(AtomicI64::new(0)));
    let client = client()?;
    let end = now() + time;
    let mut partners = JoinSet::new();
    for (i, cookie) in cookies.iter().cloned().enumerate() {
        let partner = Partner { client: client.clone(), base: base.clone(), cookie, errors: errors.clone(), written: written.clone() };
        partners.spawn(partner.work(i, end));
    }
    let mut all = [Times::default(), Times::default()];
    while let Some(done) = partners.join_next().await {
        let [reads, writes] = done.map_err(|e| e.to_string())?;
        all[0].extend(reads);
        all[1].extend(writes);
    }
    Ok((all, errors.load(Relaxed), written.load(Relaxed)))
}

struct Partner {
    client: reqwest::Client,
    base: Arc<String>,
    cookie: HeaderValue,
    errors: Arc<AtomicI64>,
    written: Arc<AtomicI64>,
}

impl Partner {
    async fn work(self, place: usize, end: Instant) -> [Times; 2] {
        let mut times = [Times::default(), Times::default()];
        let mut step = place;
        while now() < end {
            let write = step % 6 == 5;
            let begun = now();
            let ok = if write { self.write(step).await } else { self.read(step).await };
            times[usize::from(write)].add(begun.elapsed());
            if !ok {
                self.errors.fetch_add(1, Relaxed);
            } else if write {
                self.written.fetch_add(1, Relaxed);
            }
            step += 1;
        }
        times
    }

    async fn read(&self, step: usize) -> bool {
        let path = match step % 4 {
            0 => "/api/v1/board".to_owned(),
            1 => "/api/v1/requests?sort=-updated".to_owned(),
            2 => format!("/api/v1/demo-kits/bench-r{}", 1 + step % 10_000 / 3 * 3),
            _ => "/api/v1/demo-kits/catalogue".to_owned(),
        };
        let sent = self.client.get(format!("{}{path}", self.base)).header(header::COOKIE, &self.cookie).send().await;
        match sent {
            // One in three belongs to another partner: a 404 is the right answer then.
            Ok(answer) => (answer.status().is_success() || answer.status().as_u16() == 404) && answer.bytes().await.is_ok(),
            Err(_) => false,
        }
    }

    async fn write(&self, step: usize) -> bool {
        let body = serde_json::json!({ "text": format!("Load {step}: what about this?"), "reference": "LOAD" });
        let sent = self.client.post(format!("{}/api/v1/enquiries", self.base)).header(header::COOKIE, &self.cookie);
        let sent = sent.header(header::ORIGIN, self.base.as_str()).json(&body).send().await;
        match sent {
            Ok(answer) => answer.status().as_u16() == 201 && answer.bytes().await.is_ok(),
            Err(_) => false,
        }
    }
}

/// Acknowledged writes that are not in the database.
async fn lost(world: &World, written: i64) -> Result<i64, String> {
    let sql = "SELECT CAST(COUNT(*) AS BIGINT) FROM requests r JOIN enquiries e ON e.request_id = r.id JOIN promises p ON p.id = r.promise_id \
               WHERE r.reference = 'LOAD'";
    let mut on = world.app.db.read().await.map_err(|e| e.to_string())?;
    let (n,): (i64,) = q(sql).one(&mut on).await.map_err(|e| e.to_string())?;
    Ok((written - n).max(0))
}

async fn hello(time: Duration) -> Result<Times, String> {
    let base = listen(Router::new().route("/", get(|| async { "hello" }))).await?;
    let client = client()?;
    let end = now() + time;
    let mut clients = JoinSet::new();
    for _ in 0..PARTNERS {
        let (client, url) = (client.clone(), base.clone());
        clients.spawn(async move {
            let mut times = Times::default();
            while now() < end {
                let begun = now();
                if let Ok(answer) = client.get(&url).send().await {
                    let _read = answer.bytes().await;
                    times.add(begun.elapsed());
                }
            }
            times
        });
    }
    let mut all = Times::default();
    while let Some(done) = clients.join_next().await {
        all.extend(done.map_err(|e| e.to_string())?);
    }
    Ok(all)
}

async fn inserts(world: &World, time: Duration) -> Result<f64, String> {
    let begun = now();
    let mut n = 0usize;
    while begun.elapsed() < time {
        let mut tx = world.app.db.begin().await.map_err(|e| e.to_string())?;
        let name = format!("bench-{n}");
        q("INSERT INTO settings (name, value) VALUES ($1, 'x')").bind(name).run(&mut tx).await.map_err(|e| e.to_string())?;
        tx.commit().await.map_err(|e| e.to_string())?;
        n += 1;
    }
    Ok(rate(n, begun.elapsed()))
}
