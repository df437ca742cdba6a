//! Figures for Prometheus, on an address of their own.

use std::fmt::Write as _;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use axum::extract::{Request, State};
use axum::http::header;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::db::q;
use crate::deliveries;
use crate::error::Result;

/// Upper bounds of the histogram, in milliseconds.
const BOUNDS: [u64; 10] = [1, 2, 5, 10, 25, 50, 100, 250, 1_000, 5_000];

static REQUESTS: [AtomicU64; 6] = [const { AtomicU64::new(0) }; 6];
static DURATIONS: [AtomicU64; BOUNDS.len() + 1] = [const { AtomicU64::new(0) }; BOUNDS.len() + 1];
static MILLISECONDS: AtomicU64 = AtomicU64::new(0);

/// Counts answers by class and measures them.
pub(super) async fn layer(request: Request, next: Next) -> Response {
    #[expect(clippy::disallowed_methods, reason = "measuring, not deciding")]
    let begun = std::time::Instant::now();
    let response = next.run(request).await;
    let took = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
    let class = usize::from(response.status().as_u16() / 100).min(REQUESTS.len() - 1);
    REQUESTS[class].fetch_add(1, Relaxed);
    let bucket = BOUNDS.iter().position(|bound| took <= *bound).unwrap_or(BOUNDS.len());
    DURATIONS[bucket].fetch_add(1, Relaxed);
    MILLISECONDS.fetch_add(took, Relaxed);
    response
}

/// All figures in Prometheus' text format.
pub(super) async fn show(State(app): State<App>) -> Result<Response> {
    let mut out = String::new();
    // Writing to a String does not fail.
    let _written = write_http(&mut out);
    let _written = deliveries::tracking::figures::write(&mut out);
    let _written = write_outbox(&mut out, &app).await?;
    Ok(([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], out).into_response())
}

fn write_http(out: &mut String) -> std::fmt::Result {
    writeln!(out, "# HELP eyelevel_http_responses_total Answers by class of status.\n# TYPE eyelevel_http_responses_total counter")?;
    for (class, count) in REQUESTS.iter().enumerate().skip(1) {
        writeln!(out, "eyelevel_http_responses_total{{class=\"{class}xx\"}} {}", count.load(Relaxed))?;
    }
    let name = "eyelevel_http_response_seconds";
    writeln!(out, "# HELP {name} How long answers took.\n# TYPE {name} histogram")?;
    let mut sum = 0;
    for (bucket, count) in DURATIONS.iter().enumerate() {
        sum += count.load(Relaxed);
        match BOUNDS.get(bucket) {
            Some(bound) => writeln!(out, "{name}_bucket{{le=\"{}.{:03}\"}} {sum}", bound / 1000, bound % 1000)?,
            None => writeln!(out, "{name}_bucket{{le=\"+Inf\"}} {sum}")?,
        }
    }
    let total = MILLISECONDS.load(Relaxed);
    writeln!(out, "{name}_sum {}.{:03}\n{name}_count {sum}", total / 1000, total % 1000)
}

async fn write_outbox(out: &mut String, app: &App) -> Result<std::fmt::Result> {
    let mut on = app.db.read().await?;
    let sql = "SELECT state, CAST(COUNT(*) AS BIGINT) FROM outbox GROUP BY state ORDER BY state";
    let states: Vec<(String, i64)> = q(sql).all(&mut on).await?;
    let sql = "SELECT CAST(COALESCE(MIN(next_at), 0) AS BIGINT) FROM outbox WHERE state = 'waiting'";
    let (oldest,): (i64,) = q(sql).one(&mut on).await?;
    let waits = if oldest == 0 { 0 } else { (app.clock.now() - oldest).max(0) / 1000 };
    let sql = "SELECT CAST(COUNT(*) AS BIGINT) FROM promises WHERE kept = $1 AND settled_at IS NULL";
    let (broken,): (i64,) = q(sql).bind(false).one(&mut on).await?;
    let mut write = || {
        writeln!(out, "# HELP eyelevel_mails Mails in the outbox by state.\n# TYPE eyelevel_mails gauge")?;
        for (state, count) in &states {
            writeln!(out, "eyelevel_mails{{state=\"{state}\"}} {count}")?;
        }
        writeln!(out, "# HELP eyelevel_mail_wait_seconds How long the oldest due mail has been waiting.")?;
        writeln!(out, "# TYPE eyelevel_mail_wait_seconds gauge\neyelevel_mail_wait_seconds {waits}")?;
        writeln!(out, "# HELP eyelevel_broken_promises Promises that were not kept and are still owed.")?;
        writeln!(out, "# TYPE eyelevel_broken_promises gauge\neyelevel_broken_promises {broken}")
    };
    Ok(write())
}
