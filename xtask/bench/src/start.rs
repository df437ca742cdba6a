//! The server as a process of its own, and how long it takes until it is ready on a database that is there.

use std::process::Stdio;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::process::{Child, Command};

use crate::figures::{Times, ms, now};
use crate::fill::fill;
use crate::world::World;

const ROUNDS: usize = 5;

pub(crate) async fn run(binary: &str) -> Result<(), String> {
    let world = World::new("start").await?;
    fill(&world.app, 100_000).await?;
    let mut times = Times::default();
    let mut resident = 0;
    for _ in 0..ROUNDS {
        let begun = now();
        let server = Server::start(binary, &world).await?;
        times.add(begun.elapsed());
        resident = server.resident_kilobytes();
        server.stop().await?;
    }
    println!("## Start\n");
    println!("| what | median | slowest | target |\n|---|---|---|---|");
    let (middle, slowest) = (times.percentile(50), times.percentile(100));
    println!("| `eyelevel serve` until /readyz answers, 100,000 requests in the database | {} | {} | 1 s |", ms(middle), ms(slowest));
    println!("| resident memory then | {} MB | | |\n", resident / 1000);
    Ok(())
}

/// A running `eyelevel serve`; it ends with us.
pub(crate) struct Server {
    child: Child,
    /// Where it answers.
    pub(crate) url: String,
}

impl Server {
    /// Starts it on a world's database, and waits until it is ready.
    pub(crate) async fn start(binary: &str, world: &World) -> Result<Self, String> {
        let port = free_port().await?;
        let child = Command::new(binary)
            .args(["serve", "--database-url", &world.app.config.database_url, "--listen", &format!("127.0.0.1:{port}")])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .map_err(|e| format!("{binary}: {e}"))?;
        let server = Self { child, url: format!("http://127.0.0.1:{port}") };
        server.ready().await?;
        Ok(server)
    }

    async fn ready(&self) -> Result<(), String> {
        let client = reqwest::Client::new();
        for _ in 0..2_000 {
            let answer = client.get(format!("{}/readyz", self.url)).send().await;
            if answer.is_ok_and(|a| a.status().is_success()) {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        Err("the server did not get ready".to_owned())
    }

    /// What Linux says of its memory; 0 elsewhere.
    pub(crate) fn resident_kilobytes(&self) -> u32 {
        let status = self.child.id().and_then(|id| std::fs::read_to_string(format!("/proc/{id}/status")).ok()).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        line.and_then(|rest| rest.trim().strip_suffix("kB")?.trim().parse().ok()).unwrap_or(0)
    }

    pub(crate) async fn stop(mut self) -> Result<(), String> {
        self.child.kill().await.map_err(|e| e.to_string())
    }
}

async fn free_port() -> Result<u16, String> {
    let listener = TcpListener::bind("127.0.0.1:0").await.map_err(|e| e.to_string())?;
    listener.local_addr().map(|a| a.port()).map_err(|e| e.to_string())
}
