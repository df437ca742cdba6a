use std::io::{BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use eyelevel_contract::lang::Lang;
use eyelevel_contract::statements::reading::bank::Items;
use eyelevel_contract::statements::reading::invoice::Invoice;
use eyelevel_contract::statements::reading::{Opened, Refusal, RefusalKind, Remarks, open};
use eyelevel_texts::statements as texts;

use super::input::Input;
use super::survey::survey;
use super::{json, words};
use crate::statements::pdf::{self, Embedded};

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Inspect {
    /// The files; `-` reads the input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Prints one JSON document a file and line: `{"statements": […]}`, `{"invoice": {…}}` or `{"error": {…}}`
    #[arg(long)]
    json: bool,
    /// Language of the sentences: de or en
    #[arg(long, default_value = "en")]
    lang: String,
}

/// Explains every file; gives whether all of them were read.
pub(in crate::cli) fn inspect(inspect: &Inspect) -> Result<bool, String> {
    let lang = Lang::from_word(&inspect.lang).ok_or("lang is de or en")?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut all = true;
    for file in &inspect.files {
        let said = match one(file, inspect.json, lang, &mut out) {
            Ok(()) => Ok(()),
            Err(Failed::Output(error)) => Err(error),
            Err(Failed::Refused(refusal)) => {
                all = false;
                if inspect.json {
                    json::refused(lang, file, &refusal, &mut out)
                } else {
                    writeln!(out, "{}: {}", file.display(), texts::refused(lang, &refusal))
                }
            }
        };
        said.and_then(|()| out.flush()).map_err(|e| format!("the output can't be written: {e}"))?;
    }
    Ok(all)
}

enum Failed {
    Refused(Refusal),
    Output(std::io::Error),
}

impl From<Refusal> for Failed {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<std::io::Error> for Failed {
    fn from(error: std::io::Error) -> Self {
        Self::Output(error)
    }
}

fn said(
    as_json: bool,
    lang: Lang,
    from: &json::From<'_>,
    invoice: &Invoice,
    remarks: &Remarks,
    out: &mut impl Write,
) -> std::io::Result<()> {
    if as_json { json::invoice(lang, from, invoice, remarks, out) } else { words::invoice(lang, from.file, invoice, remarks, out) }
}

/// A bank file's items; of a table, with the mapping that can be guessed.
fn items<R: Read>(opened: Opened<R>) -> Result<Items<R>, Refusal> {
    match opened {
        Opened::Bank(items) => Ok(items),
        Opened::Table(table) => {
            let mapping = table.guess()?;
            table.read(&mapping, true)
        }
        Opened::Invoice(_) | Opened::Pdf(_) => Err(Refusal::whole(RefusalKind::Unreadable, "it changed while it was read")),
    }
}

fn one(file: &Path, as_json: bool, lang: Lang, out: &mut impl Write) -> Result<(), Failed> {
    let input = Input::of(file)?;
    match open(input.read()?)? {
        opened @ (Opened::Bank(_) | Opened::Table(_)) => {
            let survey = survey(items(opened)?)?;
            if !as_json {
                return Ok(words::bank(lang, file, &survey, out)?);
            }
            json::bank(lang, file, &survey, items(open(input.read()?)?)?, out)?;
        }
        Opened::Pdf(content) => {
            let Embedded { name, format, invoice, remarks } = pdf::read(content)?;
            let from = json::From { file, format: format.word(), embedded: Some(&name) };
            said(as_json, lang, &from, &invoice, &remarks, out)?;
        }
        Opened::Invoice(reader) => {
            let format = reader.format().word();
            let (invoice, remarks) = reader.read()?;
            said(as_json, lang, &json::From { file, format, embedded: None }, &invoice, &remarks, out)?;
        }
    }
    Ok(())
}
