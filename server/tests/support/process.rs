//! The binary itself: commands, and servers that run until somebody ends or kills them.

use std::process::Stdio;

use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};

/// The same as `Config::for_tests` has, so that a world reads what a command has signed.
pub(crate) const SECRET: &str = "a secret that only tests may know";

/// A command of the binary on a database; nothing of this machine's settings.
pub(crate) fn command(database: &str, words: &[&str]) -> std::process::Command {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_eyelevel"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("EYELEVEL_") || name == "RUST_LOG") {
        command.env_remove(name);
    }
    command.args(words).env("EYELEVEL_DATABASE_URL", database).env("EYELEVEL_SECRET", SECRET);
    command.env("EYELEVEL_BASE_URL", "http://eyelevel.test");
    command
}

/// A running server: its process, where it listens, where its figures are, and what it says from then on.
pub(crate) struct Server {
    pub(crate) process: Child,
    pub(crate) at: String,
    pub(crate) figures: String,
    log: tokio::task::JoinHandle<String>,
}

impl Server {
    /// Begins one on ports of its own, and waits until it has said that it listens.
    pub(crate) async fn begin(mut command: std::process::Command) -> Self {
        command.env("EYELEVEL_LISTEN", "127.0.0.1:0").env("EYELEVEL_METRICS_LISTEN", "127.0.0.1:0").env("NO_COLOR", "1");
        let mut process = Command::from(command).stderr(Stdio::piped()).kill_on_drop(true).spawn().unwrap();
        let mut lines = BufReader::new(process.stderr.take().unwrap()).lines();
        let (mut said, mut figures) = (Vec::new(), String::new());
        while let Some(line) = lines.next_line().await.unwrap() {
            let address = |name: &str| line.split_whitespace().find_map(|w| w.strip_prefix(name)).map(|at| format!("http://{at}"));
            figures = address("address=").unwrap_or(figures);
            if line.contains("listening") {
                let at = address("listen=").unwrap();
                let log = tokio::spawn(async move {
                    let mut log = String::new();
                    while let Some(line) = lines.next_line().await.unwrap() {
                        log.push_str(&line);
                        log.push('\n');
                    }
                    log
                });
                return Self { process, at, figures, log };
            }
            said.push(line);
        }
        panic!("it ended before it listened: {:?} {said:#?}", process.wait().await);
    }

    /// Asks it to stop, as an operator does; whether it ended well, and what it had said.
    pub(crate) async fn end(mut self) -> (bool, String) {
        let id = self.process.id().unwrap().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().await.unwrap().success());
        let ended = self.process.wait().await.unwrap().success();
        (ended, self.log.await.unwrap())
    }

    /// Kills it, in the middle of whatever it does.
    pub(crate) async fn kill(&mut self) {
        self.process.kill().await.unwrap();
    }
}

/// A session of one of the demo's accounts, as a browser gets it: it is in the database, and holds at every process.
pub(crate) async fn sign_in(at: &str, account: &str) -> reqwest::Client {
    let client = reqwest::Client::builder().cookie_store(true).build().unwrap();
    let body = serde_json::json!({ "email": format!("{account}@eyelevel.example"), "password": "eyelevel-demo" });
    let answer = client.post(format!("{at}/api/v1/session")).json(&body).header("origin", at).send().await.unwrap();
    assert!(answer.status().is_success(), "{}", answer.status());
    client
}
