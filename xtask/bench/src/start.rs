//! How long `eyelevel serve` takes until it is ready, on a database that is there.

use std::process::Stdio;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::process::Command;

use crate::figures::{Times, ms, now};
use crate::fill::fill;
use crate::world::World;

const ROUNDS: usize = 5;

pub(crate) async fn run(binary: &str) -> Result<(), String> {
    let world = World::new("start").await?;
    fill(&world.app, 100_000).await?;
    let url = world.app.config.database_url.clone();
    world.app.db.close().await;
    let mut times = Times::default();
    let mut resident = 0;
    for _ in 0..ROUNDS {
        let port = free_port().await?;
        let begun = now();
        let mut server = Command::new(binary)
            .arg("serve")
            .args(["--database-url", &url, "--listen", &format!("127.0.0.1:{port}")])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .map_err(|e| format!("{binary}: {e}"))?;
        ready(port).await?;
        times.add(begun.elapsed());
        resident = server.id().and_then(resident_kilobytes).unwrap_or(0);
        server.kill().await.map_err(|e| e.to_string())?;
    }
    println!("## Start\n");
    println!("| what | median | slowest | target |\n|---|---|---|---|");
    println!(
        "| `eyelevel serve` until /readyz answers, 100,000 requests in the database | {} | {} | 1 s |",
        ms(times.percentile(50)),
        ms(times.percentile(100))
    );
    println!("| resident memory then | {:.0} MB | | |\n", f64::from(resident) / 1000.0);
    Ok(())
}

async fn ready(port: u16) -> Result<(), String> {
    let client = reqwest::Client::new();
    for _ in 0..2_000 {
        let answer = client.get(format!("http://127.0.0.1:{port}/readyz")).send().await;
        if answer.is_ok_and(|a| a.status().is_success()) {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    Err("the server did not get ready".to_owned())
}

pub(crate) async fn free_port() -> Result<u16, String> {
    let listener = TcpListener::bind("127.0.0.1:0").await.map_err(|e| e.to_string())?;
    listener.local_addr().map(|a| a.port()).map_err(|e| e.to_string())
}

/// What Linux says of a process; nothing elsewhere.
pub(crate) fn resident_kilobytes(id: u32) -> Option<u32> {
    let status = std::fs::read_to_string(format!("/proc/{id}/status")).ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmRSS:")?.trim().strip_suffix("kB")?.trim().parse().ok())
}
