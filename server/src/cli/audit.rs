//! The audit trail, on the command line.

use clap::{Args, Subcommand};
use eyelevel_contract::audit::Break;

use crate::app::App;
use crate::chain;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Looks whether any entry was changed, removed or moved since it was sealed. Ends with 1 if the chain is broken
    Verify(Verify),
    /// Erases what entries of a person, and about them, say of before and after; the chain still holds
    Erase {
        /// The person's id
        person: String,
    },
}

#[derive(Debug, Args)]
pub(super) struct Verify {
    /// A head that was noted earlier (`4711:9f86…`): is it still in the chain, or was everything since written anew?
    #[arg(long, value_name = "HEAD")]
    head: Option<String>,
    /// Prints one JSON document
    #[arg(long)]
    json: bool,
}

/// Runs one; gives whether the chain holds.
pub(super) async fn run(app: &App, command: Command) -> Result<bool, String> {
    match command {
        Command::Verify(verify) => show(app, &verify).await,
        Command::Erase { person } => erase(app, &person).await.map(|()| true),
    }
}

async fn show(app: &App, verify: &Verify) -> Result<bool, String> {
    let looked = async { chain::verify(&mut app.db.snapshot().await?, verify.head.as_deref()).await };
    let report = looked.await.map_err(|e| format!("the audit trail can't be read: {e}"))?;
    if verify.json {
        println!("{}", serde_json::to_string(&report).map_err(|e| e.to_string())?);
        return Ok(report.holds());
    }
    println!("{} entries, {} not sealed yet, {} with erased details", report.rows, report.waiting, report.erased);
    for (seq, what) in &report.breaks {
        let what = match what {
            Break::Changed => "is not what it was, or not where it was",
            Break::Missing => "does not follow the entry before it: one or more are missing",
            Break::Details => "has details that are not what they were",
        };
        println!("entry {seq} {what}");
    }
    if report.noted == Some(false) {
        println!("the noted head is not in this chain: its end was cut off, or it was written anew");
    }
    println!("{}; its head is {}", if report.holds() { "the chain holds" } else { "the chain is broken" }, report.head);
    Ok(report.holds())
}

async fn erase(app: &App, person: &str) -> Result<(), String> {
    let erased = async {
        let mut w = crate::write::Write::begin(app, None, "command").await?;
        let erased = chain::erase_details_of(&mut w.tx, person).await?;
        w.audit("audit.erased", "person", person).await?;
        w.commit().await?;
        crate::error::Result::Ok(erased)
    };
    println!("{} entries erased", erased.await.map_err(|e: crate::error::Error| e.to_string())?);
    Ok(())
}
