//! Arrows point one way: between the rooms of the house, and between the features inside each.

use super::Finding;
use super::files::File;
use super::layers::{Standing, objection, standing};
use super::source::{code_only, named_after};

/// A room: its folder, and the rooms it may know.
struct Room {
    folder: &'static str,
    knows: &'static [&'static str],
}

const ROOMS: [Room; 7] = [
    Room { folder: "contract/src/", knows: &[] },
    // Plain data in, a PDF out: it knows nobody, and nobody links it.
    Room { folder: "documents/src/", knows: &["eyelevel_documents"] },
    Room { folder: "texts/src/", knows: &["eyelevel_contract"] },
    Room { folder: "server/src/", knows: &["eyelevel_contract", "eyelevel_texts", "eyelevel_server"] },
    Room { folder: "src/", knows: &["eyelevel_contract", "eyelevel_texts"] },
    Room { folder: "worker/src/", knows: &["eyelevel_contract"] },
    // A picture in, texts out.
    Room { folder: "scanner/src/", knows: &["eyelevel_scanner"] },
];

/// Arrows that were agreed on nevertheless: (file, module, reason).
const AGREED: [(&str, &str, &str); 1] =
    [("contract/src/requests/types.rs", "deliveries", "the request page shows each recipient's status, in the words of deliveries")];

const CRATES: [&str; 7] = [
    "eyelevel_contract",
    "eyelevel_documents",
    "eyelevel_texts",
    "eyelevel_server",
    "eyelevel_portal",
    "eyelevel_worker",
    "eyelevel_scanner",
];

/// What one file alone may name: (room, file, name, reason).
const KEPT_TO_ONE_FILE: [(&str, &str, &str, &str); 1] =
    [("src/", "src/client.rs", "gloo_net", "401, offline and problem bodies are handled once, there")];

pub(super) fn check(files: &[File]) -> Vec<Finding> {
    files.iter().filter(|file| file.is(&["rs"])).flat_map(check_file).collect()
}

fn check_file(file: &File) -> Vec<Finding> {
    let Some(room) = ROOMS.iter().find(|room| file.path.starts_with(room.folder)) else { return Vec::new() };
    let module = module(&file.path[room.folder.len()..]);
    let code = code_only(&file.text);
    let place = |line: usize| format!("{}:{line}", file.path);
    let mut findings = Vec::new();
    for name in CRATES {
        for (line, named) in named_after(&code, name) {
            if !room.knows.contains(&name) {
                findings.push(Finding::new(place(line), format!("{} must not know {name}", room.folder)));
            } else if standing(module) != Standing::Foundation
                && let Some(reason) = objection(module, &named)
            {
                // The foundation may carry any word of the contract (a refusal, a person's reference), but knows no feature's code.
                findings.push(Finding::new(place(line), reason));
            }
        }
    }
    for (line, named) in named_after(&code, "crate") {
        if module == "ui" && room.folder == "src/" && !["ui", "i18n"].contains(&named.as_str()) {
            findings.push(Finding::new(place(line), format!("ui knows texts and contract only, not `{named}`")));
        } else if let Some(reason) = objection(module, &named) {
            findings.push(Finding::new(place(line), reason));
        }
    }
    for (folder, keeper, name, reason) in KEPT_TO_ONE_FILE {
        if room.folder == folder && file.path != keeper && !named_after(&code, name).is_empty() {
            findings.push(Finding::new(&file.path, format!("only {keeper} names {name}: {reason}")));
        }
    }
    findings.retain(|finding| !AGREED.iter().any(|(path, to, _)| file.path == *path && finding.message.contains(&format!("`{to}`"))));
    findings
}

/// `people/show.rs` and `people.rs` are both of the module people.
fn module(path: &str) -> &str {
    let first = path.split('/').next().unwrap_or(path);
    first.strip_suffix(".rs").unwrap_or(first)
}

#[cfg(test)]
mod tests {
    use super::super::files::file;
    use super::*;

    fn findings(path: &str, text: &str) -> usize {
        check(&[file(path, text)]).len()
    }

    #[test]
    fn a_lower_feature_names_no_higher_one_on_either_side() {
        assert_eq!(findings("server/src/people/show.rs", "use crate::requests::Request;"), 1);
        assert_eq!(findings("src/people.rs", "use eyelevel_contract::demo_kits;"), 1);
        assert_eq!(findings("server/src/demo_kits/submit.rs", "use crate::{db::Tx, requests};"), 0);
        assert_eq!(findings("server/src/app.rs", "use crate::{people, board, demo_kits};"), 0);
    }

    #[test]
    fn the_rooms_meet_in_the_contract_only() {
        assert_eq!(findings("src/app.rs", "use eyelevel_server::app;"), 1);
        assert_eq!(findings("contract/src/lang.rs", "use eyelevel_texts::common;"), 1);
        assert_eq!(findings("server/src/documents.rs", "eyelevel_documents::statement(&paper)"), 1);
        assert_eq!(findings("server/src/main.rs", "eyelevel_server::run()"), 0);
        assert_eq!(findings("server/src/error.rs", "use eyelevel_contract::requests::Refusal; use crate::requests;"), 1);
    }

    #[test]
    fn ui_knows_no_feature_and_the_client_alone_knows_http() {
        assert_eq!(findings("src/ui/button.rs", "use crate::client::get; use crate::ui::icon; use crate::i18n::lang;"), 1);
        assert_eq!(findings("src/board/calls.rs", "use gloo_net::http::Request;"), 1);
        assert_eq!(findings("src/client.rs", "use gloo_net::http::Request;"), 0);
    }
}
