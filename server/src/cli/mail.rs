//! Mails that come back, on the command line.

use std::fs::File;
use std::io::{BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use eyelevel_contract::deliveries::bounces::Action;
use eyelevel_contract::lang::Lang;
use eyelevel_texts::{bounce_words as t, bounces as texts};
use serde_json::{Value, json};

use crate::app::App;
use crate::mail::bounces::reading::{Mail, READ_MAX, Recipient, read};
use crate::mail::bounces::{Via, take};

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Says what mails are that came back: whom they are about, what became of it, why, and whether another try may help. Ends with 1 if a file
    /// can't be read
    Inspect(Inspect),
    /// Takes a mail in that came back, from standard input: for a mail server's pipe. Ends with 0 if it was taken or is none of ours, with 75 if it has
    /// to come again
    Bounce(Bounce),
}

#[derive(Debug, Args)]
pub(super) struct Bounce {
    /// The address that it came to, if the mail server says it; else the headers do
    #[arg(long, value_name = "ADDRESS", env = "ORIGINAL_RECIPIENT")]
    to: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct Inspect {
    /// The mails, one a file; `-` reads the input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Prints one JSON document a file and line: `{"file", "kind", "recipients": [{"recipient", "action", "status", "reply_code", "reason",
    /// "permanent", …}]}` or `{"file", "error"}`
    #[arg(long)]
    json: bool,
    /// Language of the sentences: de or en
    #[arg(long, default_value = "en")]
    lang: String,
}

/// Explains every mail; gives whether all of them could be read.
pub(super) fn inspect(inspect: &Inspect) -> Result<bool, String> {
    let lang = Lang::from_word(&inspect.lang).ok_or("lang is de or en")?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut all = true;
    for file in &inspect.files {
        let name = file.display().to_string();
        let said = match (bytes(file), inspect.json) {
            (Ok(bytes), true) => writeln!(out, "{}", document(&name, &read(&bytes))),
            (Ok(bytes), false) => words(lang, &name, &read(&bytes), &mut out),
            (Err(error), as_json) => {
                all = false;
                let why = error.to_string();
                if as_json {
                    writeln!(out, "{}", json!({ "file": name, "error": why }))
                } else {
                    writeln!(out, "{name}: {}", t::unreadable(lang, why))
                }
            }
        };
        said.and_then(|()| out.flush()).map_err(|e| format!("the output can't be written: {e}"))?;
    }
    Ok(all)
}

/// Takes a mail in from standard input.
pub(super) async fn bounce(bounce: Bounce, app: &App) -> Result<(), String> {
    let bytes = bytes(Path::new("-")).map_err(|e| format!("the mail can't be read: {e}"))?;
    // To its end, or the mail server thinks that something went wrong.
    std::io::copy(&mut std::io::stdin(), &mut std::io::sink()).map_err(|e| format!("the mail can't be read: {e}"))?;
    let to: Vec<String> = bounce.to.into_iter().collect();
    let taken = take(app, bytes, &to, Via::Pipe).await;
    app.db.close().await;
    taken.map(drop).map_err(|e| format!("the mail can't be taken now: {e}"))
}

/// As much of a mail as is looked at.
fn bytes(file: &Path) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let most = u64::try_from(READ_MAX).unwrap_or(u64::MAX);
    if file == Path::new("-") {
        std::io::stdin().take(most).read_to_end(&mut bytes)?;
    } else {
        File::open(file)?.take(most).read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

fn document(file: &str, mail: &Mail) -> Value {
    json!({
        "file": file,
        "kind": mail.kind.word(),
        "to": mail.to,
        "original_message_id": mail.original_message_id,
        "recipients": mail.recipients.iter().map(recipient).collect::<Vec<Value>>(),
    })
}

fn recipient(one: &Recipient) -> Value {
    json!({
        "recipient": one.address,
        "original_recipient": one.original,
        "action": one.action.map(Action::word),
        "status": one.status.map(|status| status.to_string()),
        "status_stated": one.status_is_stated,
        "reply_code": one.reply_code,
        "reason": one.reason.word(),
        "permanent": one.is_permanent(),
        "final": one.is_final(),
        "hard_bounce": one.is_hard(),
        "diagnostic": one.diagnostic,
    })
}

fn words(lang: Lang, file: &str, mail: &Mail, out: &mut impl Write) -> std::io::Result<()> {
    writeln!(out, "{file}: {}", texts::kind(lang, mail.kind))?;
    for one in &mail.recipients {
        let address = one.address.as_deref().unwrap_or_else(|| t::nobody(lang));
        match (one.action, one.status) {
            (Some(action), Some(status)) => {
                let lasting = if one.is_permanent() { t::permanent(lang) } else { t::temporary(lang) };
                writeln!(out, "  {address}: {} ({status}, {lasting})", texts::action(lang, action))?;
            }
            _ => writeln!(out, "  {address}")?,
        }
        writeln!(out, "    {} {}", texts::reason(lang, one.reason), texts::next_step(lang, one.reason))?;
        if !one.diagnostic.is_empty() {
            writeln!(out, "    {}", one.diagnostic)?;
        }
    }
    Ok(())
}
