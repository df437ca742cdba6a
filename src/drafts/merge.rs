//! Which version holds when a form is opened: the local copy, the server's, or neither before the person has chosen.

use super::local::Local;

/// What a form begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Start {
    /// The server's: nothing was typed here that it lacks.
    Theirs,
    /// The local copy, which goes on from the server's version.
    Mine,
    /// Both were changed: the person chooses.
    Both,
}

/// Compares the local copy with the server's draft.
#[must_use]
pub(crate) fn start(local: Option<&Local>, version: i64, body: &str) -> Start {
    match local {
        None => Start::Theirs,
        Some(local) if local.body == body => Start::Theirs,
        Some(local) if local.version == version => Start::Mine,
        Some(_) => Start::Both,
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn what_was_typed_on_top_of_the_servers_version_goes_on() {
        let local = |version, body: &str| Local { version, at: 0, body: body.to_owned() };
        assert_eq!(start(None, 4, "x"), Start::Theirs);
        assert_eq!(start(Some(&local(4, "mine")), 4, "x"), Start::Mine);
        // Typed in two windows, on the same version: the other one arrived first.
        assert_eq!(start(Some(&local(3, "mine")), 4, "x"), Start::Both);
        // The answer to our own save was lost.
        assert_eq!(start(Some(&local(3, "x")), 4, "x"), Start::Theirs);
    }
}
