//! aiosmtpd, the SMTP server that mail is tested against, in a virtual environment of the cache folder.

use std::path::PathBuf;

use crate::command::{command, find, output, run};
use crate::{Result, cache, say};

const VERSION: &str = "1.4.6";

/// The Python that has aiosmtpd; nothing where there is no python3, or where it can't be installed.
pub(crate) fn with_aiosmtpd() -> Result<Option<PathBuf>> {
    let root = cache::tool("aiosmtpd", VERSION)?;
    let python = root.join("bin/python");
    let works = || output(command(&python).args(["-c", "import aiosmtpd"])).is_some();
    if works() {
        return Ok(Some(python));
    }
    if find("python3").is_none() {
        return Ok(None);
    }
    let step = say::step("Installing aiosmtpd: mail is tested against a real SMTP server", "10 seconds, once");
    let made = run(command("python3").args(["-m", "venv"]).arg(&root))
        .and_then(|()| run(command(&python).args(["-m", "pip", "install", "--quiet", &format!("aiosmtpd=={VERSION}")])));
    match made {
        Ok(()) => step.done(&format!("aiosmtpd {VERSION}")),
        Err(error) => say::note(&format!("aiosmtpd could not be installed ({error}); on Debian: apt-get install python3-venv")),
    }
    Ok(works().then_some(python))
}
