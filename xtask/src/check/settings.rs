//! The settings' file of `deploy/` has every setting of the server's, and none that it doesn't know.

use std::collections::BTreeSet;

use super::Finding;
use super::files::File;

const SOURCE: &str = "server/src/config.rs";
const SETTINGS: &str = "deploy/eyelevel.env";

pub(super) fn check(files: &[File]) -> Vec<Finding> {
    let text = |path: &str| files.iter().find(|file| file.path == path).map_or("", |file| file.text.as_str());
    let known: BTreeSet<&str> = text(SOURCE).split("env = \"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    // Set, or shown behind a `#`.
    let shown: BTreeSet<&str> = text(SETTINGS).lines().filter_map(|line| Some(line.trim_start_matches('#').split_once('=')?.0)).collect();
    let missing = known.difference(&shown).map(|name| Finding::new(SETTINGS, format!("{name} is missing, which {SOURCE} has")));
    let ours = shown.iter().filter(|name| name.starts_with("EYELEVEL_"));
    let unknown = ours.filter(|name| !known.contains(*name)).map(|name| Finding::new(SETTINGS, format!("the server knows no {name}")));
    missing.chain(unknown).collect()
}

#[cfg(test)]
mod tests {
    use super::super::files::file;
    use super::*;

    #[test]
    fn missing_and_unknown_settings_are_found() {
        let source = "#[arg(env = \"EYELEVEL_ZONE\")] #[arg(long, env = \"EYELEVEL_LISTEN\", global = true)]";
        let found = |settings: &str| check(&[file(SOURCE, source), file(SETTINGS, settings)]);
        assert_eq!(found("# Where.\nEYELEVEL_LISTEN=127.0.0.1:80\n#EYELEVEL_ZONE=UTC\n#RUST_LOG=info\n"), []);
        let messages: Vec<_> = found("EYELEVEL_LISTEN=x\nEYELEVEL_PORT=80").into_iter().map(|finding| finding.message).collect();
        assert_eq!(messages, ["EYELEVEL_ZONE is missing, which server/src/config.rs has", "the server knows no EYELEVEL_PORT"]);
    }
}
