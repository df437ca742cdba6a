//! Python packages that tests need, each in a virtual environment of the cache folder.

use std::path::PathBuf;

use crate::command::{command, find, output, run};
use crate::{Result, cache, say};

/// A package.
struct Package {
    name: &'static str,
    /// What else is installed, each with its version.
    beside: &'static [&'static str],
    /// The name under which a program imports it.
    module: &'static str,
    version: &'static str,
    why: &'static str,
}

/// The Python that has aiosmtpd, an SMTP server; nothing where there is no python3, or where it can't be installed.
pub(crate) fn with_aiosmtpd() -> Result<Option<PathBuf>> {
    with(&Package { name: "aiosmtpd", beside: &[], module: "aiosmtpd", version: "1.4.6", why: "mail is tested against a real SMTP server" })
}

/// The Python that has cryptography; nothing as above.
pub(crate) fn with_cryptography() -> Result<Option<PathBuf>> {
    with(&Package { name: "cryptography", beside: &[], module: "cryptography", version: "48.0.0", why: "licence keys are verified by it" })
}

/// The Python that has factur-x, and with it lxml; nothing as above.
pub(crate) fn with_factur_x() -> Result<Option<PathBuf>> {
    with(&Package {
        name: "factur-x",
        beside: &[],
        module: "facturx",
        version: "7.8",
        why: "bank files and invoices are read a second time by it",
    })
}

/// The Python that has holidays, and with it numpy; nothing as above.
pub(crate) fn with_holidays() -> Result<Option<PathBuf>> {
    let beside = &["numpy==2.4.6", "python-dateutil==2.9.0.post0", "tzdata==2026.6"];
    with(&Package {
        name: "holidays",
        beside,
        module: "holidays, numpy, dateutil",
        version: "0.109",
        why: "business time is counted twice",
    })
}

/// The Python that has mt-940 and lxml; nothing as above.
pub(crate) fn with_bank_readers() -> Result<Option<PathBuf>> {
    let beside = &["pycamt==1.1.1", "lxml==6.1.3"];
    with(&Package {
        name: "mt-940",
        beside,
        module: "mt940, pycamt.parser",
        version: "5.1.1",
        why: "our readers are measured beside others",
    })
}

fn with(package: &Package) -> Result<Option<PathBuf>> {
    let Package { name, beside, module, version, why } = package;
    let root = cache::tool(name, version)?;
    let python = root.join("bin/python");
    let works = || output(command(&python).args(["-c", &format!("import {module}")])).is_some();
    if works() {
        return Ok(Some(python));
    }
    if find("python3").is_none() {
        return Ok(None);
    }
    let step = say::step(&format!("Installing {name}: {why}"), "10 seconds, once");
    let made = run(command("python3").args(["-m", "venv"]).arg(&root))
        .and_then(|()| run(command(&python).args(["-m", "pip", "install", "--quiet", &format!("{name}=={version}")]).args(*beside)));
    match made {
        Ok(()) => step.done(&format!("{name} {version}")),
        Err(error) => say::note(&format!("{name} could not be installed ({error}); on Debian: apt-get install python3-venv")),
    }
    Ok(works().then_some(python))
}
