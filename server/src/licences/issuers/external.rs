//! A program of the vendor's: it gets the order as JSON, and answers with a key as JSON, within a time limit.

use std::process::Stdio;
use std::time::Duration;

use async_trait::async_trait;
use eyelevel_contract::licences::{KeyOrder, MadeKey, Unmade};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::process::{Child, Command};

use super::{Issuer, Made, Order};
use crate::app::App;
use crate::config::Generator;
use crate::error::{Error, Result};
use crate::write::Write;

/// The longest answer that is read.
const ANSWER_MAX: u64 = 64 * 1024;

/// Made by the command that `EYELEVEL_KEY_GENERATOR` names.
pub(super) struct External;

#[async_trait]
impl Issuer for External {
    fn takes_long(&self) -> bool {
        true
    }

    async fn ahead(&self, app: &App, order: &KeyOrder) -> Made {
        let generator = app.key_generator().await.map_err(|_| Unmade::Failed)?.ok_or(Unmade::NotSetUp)?;
        let made = run(command(&generator), order, generator.patience).await;
        if let Err(why) = &made {
            // Not what it printed: that may be a key.
            tracing::warn!(request = %order.request_number, why = why.word(), "the generator made no key");
        }
        made
    }

    async fn make(&self, _: &mut Write, _: &Order<'_>) -> Result<Made> {
        Err(Error::Internal("a generator is never run within a write".to_owned()))
    }
}

/// Nothing of our surroundings is the program's: our secret stands there.
fn command(generator: &Generator) -> Command {
    let mut command = Command::new(&generator.program);
    command.args(&generator.arguments).env_clear().envs(std::env::var_os("PATH").map(|path| ("PATH", path)));
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).kill_on_drop(true);
    // A group of its own: what it starts ends with it.
    command.process_group(0);
    command
}

async fn run(mut command: Command, order: &KeyOrder, patience: Duration) -> Made {
    let mut child = command.spawn().map_err(|_| Unmade::Failed)?;
    let group = child.id();
    let answer = tokio::time::timeout(patience, talk(&mut child, order)).await;
    if !matches!(answer, Ok(Ok(_)))
        && let Some(group) = group.and_then(|id| rustix::process::Pid::from_raw(i32::try_from(id).ok()?))
    {
        let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
    }
    answer.unwrap_or(Err(Unmade::TimedOut))
}

async fn talk(child: &mut Child, order: &KeyOrder) -> Made {
    let (Some(mut stdin), Some(stdout)) = (child.stdin.take(), child.stdout.take()) else { return Err(Unmade::Failed) };
    let order = serde_json::to_vec(order).map_err(|_| Unmade::Failed)?;
    let ask = async move {
        // It may answer without having read everything.
        let _ = stdin.write_all(&order).await;
        let _ = stdin.shutdown().await;
    };
    let mut answer = Vec::new();
    let mut limited = stdout.take(ANSWER_MAX + 1);
    let ((), read) = tokio::join!(ask, limited.read_to_end(&mut answer));
    if read.map_err(|_| Unmade::Failed)? as u64 > ANSWER_MAX {
        return Err(Unmade::Garbage);
    }
    if !child.wait().await.map_err(|_| Unmade::Failed)?.success() {
        return Err(Unmade::Failed);
    }
    let made: MadeKey = serde_json::from_slice(&answer).map_err(|_| Unmade::Garbage)?;
    if made.key.is_empty() || made.key.chars().any(char::is_control) { Err(Unmade::Garbage) } else { Ok(made) }
}
