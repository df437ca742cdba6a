//! PDFs: made by a program of its own (`documents/`), which this one never links. It gets JSON and gives a PDF, within limits.

pub(crate) mod sheet;

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use serde::Serialize;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::process::{Child, Command};
use tokio::sync::Semaphore;

use crate::app::App;
use crate::error::{Error, Result};

/// So many are made at once; the others wait.
static AT_ONCE: Semaphore = Semaphore::const_new(2);
const PATIENCE: Duration = Duration::from_secs(120);
const NAME: &str = "eyelevel-documents";

/// A PDF of what the program knows how to lay out.
///
/// # Errors
/// `NoDocument` if the program is not there, or makes none of it.
pub async fn pdf(app: &App, paper: &impl Serialize) -> Result<Vec<u8>> {
    let paper = serde_json::to_vec(paper)?;
    let _turn = AT_ONCE.acquire().await.map_err(|_| Error::NoDocument)?;
    let program = program(app.config.documents.as_deref());
    let mut child = command(&program).spawn().map_err(|e| failed(&format!("{}: {e}", program.display())))?;
    let answer = tokio::time::timeout(PATIENCE, talk(&mut child, paper)).await;
    answer.unwrap_or_else(|_| Err(failed("it took too long")))
}

fn failed(why: &str) -> Error {
    tracing::error!(why, "no PDF was made");
    Error::NoDocument
}

/// What the setting names; else the program beside this one (tests are built into a folder below it).
fn program(named: Option<&Path>) -> PathBuf {
    let name = format!("{NAME}{}", std::env::consts::EXE_SUFFIX);
    let beside = || {
        let this = std::env::current_exe().ok()?;
        this.ancestors().skip(1).take(2).map(|folder| folder.join(&name)).find(|path| path.is_file())
    };
    named.map(Path::to_path_buf).or_else(beside).unwrap_or_else(|| PathBuf::from(name))
}

/// Nothing of our surroundings is the program's.
fn command(program: &Path) -> Command {
    let mut command = Command::new(program);
    command.env_clear().stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
    command
}

async fn talk(child: &mut Child, paper: Vec<u8>) -> Result<Vec<u8>> {
    let (Some(mut stdin), Some(mut stdout), Some(mut stderr)) = (child.stdin.take(), child.stdout.take(), child.stderr.take()) else {
        return Err(failed("no pipes"));
    };
    let ask = async move {
        // It may say no without having read everything.
        let _ = stdin.write_all(&paper).await;
        let _ = stdin.shutdown().await;
    };
    let (mut pdf, mut why) = (Vec::new(), String::new());
    let ((), read, _) = tokio::join!(ask, stdout.read_to_end(&mut pdf), stderr.read_to_string(&mut why));
    read.map_err(|e| failed(&e.to_string()))?;
    let ended = child.wait().await.map_err(|e| failed(&e.to_string()))?;
    if ended.success() && pdf.starts_with(b"%PDF-") { Ok(pdf) } else { Err(failed(why.trim())) }
}
