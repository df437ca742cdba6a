//! `cargo xtask check`: what no compiler says. Arrows between features, orphaned style sheets, long files, forbidden words,
//! what `deploy/` promises, tables that the register of personal data does not name, and that what docs/security.md names exists.

mod arrows;
mod container;
mod deny;
mod figures;
mod files;
mod layers;
mod length;
mod proofs;
mod register;
mod settings;
mod source;
mod styles;
mod unit;
mod words;

use crate::{Result, say};

/// A rule that is broken somewhere.
#[derive(Debug, PartialEq)]
struct Finding {
    /// `path:line`, or the path alone.
    place: String,
    message: String,
}

impl Finding {
    fn new(place: impl Into<String>, message: impl Into<String>) -> Self {
        Self { place: place.into(), message: message.into() }
    }
}

/// Runs every rule; with `--deny` it installs cargo-deny where it is missing, else that is left to who has it.
pub(crate) fn run(options: &[&str]) -> Result {
    let install_deny = match options {
        [] => false,
        ["--deny"] => true,
        other => return Err(format!("check knows --deny, not {}", other.join(" "))),
    };
    let files = files::of_the_project()?;
    let mut findings = arrows::check(&files);
    findings.extend(styles::check(&files));
    findings.extend(length::check(&files));
    findings.extend(words::check(&files));
    findings.extend(container::check(&files));
    findings.extend(figures::check(&files));
    findings.extend(settings::check(&files));
    findings.extend(register::check(&files));
    findings.extend(proofs::check(&files));
    for finding in &findings {
        println!("{}: {}", finding.place, finding.message);
    }
    say::note(&length::summary(&files));
    deny::check(install_deny)?;
    unit::check()?;
    match findings.len() {
        0 => {
            say::note(&format!("{} files, every rule is kept", files.len()));
            Ok(())
        }
        count => Err(format!("{count} findings (docs/architecture.md and CONTRIBUTING.md say why these rules exist)")),
    }
}
