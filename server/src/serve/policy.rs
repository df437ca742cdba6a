//! The content security policies of the portal's files.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

/// What the workers may do that read a partner's bank files (`/worker-….js`) and pictures of labels (`/scanner-….js`): run the program that the
/// page hands them. They may load nothing and send nothing, so that no byte of what they read can leave the browser by them.
const WORKER: &str = "default-src 'none'; script-src 'wasm-unsafe-eval'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// What a file of the portal may do, if it is one that does something by itself.
pub(super) fn of(path: &str) -> Option<&'static str> {
    let worker = path.starts_with("/worker-") || path.starts_with("/scanner-");
    (worker && path.ends_with(".js")).then_some(WORKER)
}

/// What the portal may do: run its own wasm and the one inline module that starts it, named by its hash.
pub(super) fn of_page(index: &str) -> String {
    let hashes =
        |tag: &str| inline(index, tag).map(|text| format!(" 'sha256-{}'", STANDARD.encode(Sha256::digest(text)))).collect::<String>();
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{}; style-src 'self'{}; connect-src 'self'; img-src 'self' data: blob:; \
         worker-src 'self'; manifest-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'; \
         require-trusted-types-for 'script'; trusted-types worker",
        hashes("script"),
        hashes("style")
    )
}

/// The texts of inline elements of this name.
fn inline<'a>(html: &'a str, tag: &'a str) -> impl Iterator<Item = &'a str> {
    html.split(&format!("<{tag}"))
        .skip(1)
        .filter_map(move |rest| {
            let (attributes, rest) = rest.split_once('>')?;
            let text = rest.split(&format!("</{tag}>")).next()?;
            (!attributes.contains("src=") && !text.is_empty()).then_some(text)
        })
        .collect::<Vec<_>>()
        .into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_names_the_inline_parts_by_their_hashes() {
        let index = "<style>a{}</style><script src=\"/x.js\"></script><script type=\"module\">start()</script>";
        let policy = of_page(index);
        let hash = |text: &str| STANDARD.encode(Sha256::digest(text));
        assert!(policy.contains(&format!("'wasm-unsafe-eval' 'sha256-{}';", hash("start()"))), "{policy}");
        assert!(policy.contains(&format!("style-src 'self' 'sha256-{}';", hash("a{}"))), "{policy}");
    }

    #[test]
    fn the_workers_alone_may_run_what_they_are_given_and_reach_nothing() {
        let policy = of("/worker-22f6ddca214d2796.js").expect("a policy of its own");
        assert_eq!(of("/scanner-22f6ddca214d2796.js"), Some(policy));
        assert!(policy.contains("default-src 'none'") && !policy.contains("connect-src") && !policy.contains("'self'"), "{policy}");
        assert_eq!([of("/eyelevel-portal-1ec49a4f89d788a0.js"), of("/worker-22f6ddca214d2796.wasm")], [None, None]);
    }
}
