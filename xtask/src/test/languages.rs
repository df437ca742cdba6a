//! Which of the languages in docs/verify-a-key.md can be tried here.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::apt;
use crate::Result;
use crate::command::find;
use crate::tools::{node, python};

/// A language of the page.
struct Language {
    /// The end of its test's name.
    name: &'static str,
    /// The variable in which the test finds what it needs, and what that is here; or why it can't be tried.
    needs: fn() -> Result<(&'static str, PathBuf)>,
}

const LANGUAGES: [Language; 4] = [
    Language {
        name: "python",
        needs: || Ok(("EYELEVEL_TEST_PYTHON", python::with_cryptography()?.ok_or("no python3 with cryptography")?)),
    },
    Language { name: "javascript", needs: || Ok(("EYELEVEL_TEST_NODE", node::install()?.ok_or("no Node 20 or newer")?)) },
    Language { name: "go", needs: || Ok(("EYELEVEL_TEST_GO", find("go").ok_or("no Go")?)) },
    Language { name: "java", needs: gson },
];

/// Tells the tests where the languages' programs are, and leaves those out that can't be tried; gives their reasons.
pub(super) fn equip(tests: &mut Command) -> Vec<String> {
    tests.args(["--", "--include-ignored"]);
    let mut missing = Vec::new();
    for Language { name, needs } in LANGUAGES {
        match needs() {
            Ok((variable, path)) => {
                tests.env(variable, path);
            }
            Err(reason) => {
                tests.args(["--skip", &format!("example_in_{name}")]);
                missing.push(reason);
            }
        }
    }
    missing
}

/// A JDK has everything but a reader of JSON.
fn gson() -> Result<(&'static str, PathBuf)> {
    if find("javac").is_none() {
        return Err("no JDK".to_owned());
    }
    let jar = Path::new("/usr/share/java/gson.jar");
    if !jar.is_file() {
        apt::install(&["libgoogle-gson-java"], "Gson")?;
    }
    Ok(("EYELEVEL_TEST_GSON", jar.to_path_buf()))
}
