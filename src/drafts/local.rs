//! The local copy of what is being typed: there at once, before any network. It exists only as long as the server lacks it.

use eyelevel_contract::{ids::Millis, requests::Kind};

use crate::store;

/// What was typed here and has not arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Local {
    /// The server's version that it is based on; 0: the server has none.
    pub(crate) version: i64,
    /// When it was typed.
    pub(crate) at: Millis,
    /// The form's JSON.
    pub(crate) body: String,
}

impl Local {
    /// The numbers in a first line, then the body.
    fn to_text(&self) -> String {
        [&self.version.to_string(), " ", &self.at.to_string(), "\n", &self.body].concat()
    }

    fn from_text(text: &str) -> Option<Self> {
        let (numbers, body) = text.split_once('\n')?;
        let (version, at) = numbers.split_once(' ')?;
        Some(Self { version: version.parse().ok()?, at: at.parse().ok()?, body: body.to_owned() })
    }

    /// What is kept under a name.
    #[must_use]
    pub(crate) fn get(name: &str) -> Option<Self> {
        Self::from_text(&store::get(name)?)
    }

    /// Keeps it; gives whether that worked.
    pub(crate) fn set(&self, name: &str) -> bool {
        store::set(name, &self.to_text())
    }
}

/// The name under which a draft's copy is kept.
#[must_use]
pub(crate) fn name(kind: Kind, slot: &str) -> String {
    ["draft:", kind.word(), ":", slot].concat()
}

/// A copy that no server has: a draft begun without network. Slot and copy.
#[must_use]
pub(crate) fn only_here(kind: Kind) -> Vec<(String, Local)> {
    let start = name(kind, "");
    let mut found = Vec::new();
    for key in store::keys(&start) {
        if let (Some(slot), Some(local)) = (key.strip_prefix(&start), Local::get(&key))
            && local.version == 0
        {
            found.push((slot.to_owned(), local));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn a_copy_comes_back_as_it_went() {
        store::set_person("local-test");
        let local = Local { version: 3, at: 1_700_000_000_000, body: "{\"text\":\"a\\nb\"}\n".to_owned() };
        let name = name(Kind::Enquiry, "new-1");
        assert!(local.set(&name));
        assert_eq!(Local::get(&name), Some(local.clone()));
        assert_eq!(only_here(Kind::Enquiry), []);
        assert!(Local { version: 0, ..local.clone() }.set(&name));
        assert_eq!(only_here(Kind::Enquiry), [("new-1".to_owned(), Local { version: 0, ..local })]);
        store::clear();
        assert_eq!(Local::get(&name), None);
        assert_eq!(Local::from_text("nonsense"), None);
    }
}
