//! The browser's own copy: the version it is based on, a line end, the body.

use super::Draft;
use crate::store;
use crate::ui::reactive::{GetUntracked, Set};

impl Draft {
    fn copy_name(self) -> String {
        match self.id.get_untracked() {
            Some(id) => ["draft:", &id].concat(),
            None => ["draft:new:", self.kind.word()].concat(),
        }
    }

    /// The version that our copy is based on, and its body; only what has not arrived is kept.
    pub(super) fn own_copy(self) -> Option<(i64, String)> {
        read(&store::get(&self.copy_name())?)
    }

    pub(super) fn keep_copy(self) {
        let text = write(self.version.get_untracked(), &self.body.get_untracked());
        store::set(&self.copy_name(), &text);
    }

    pub(super) fn forget_copy(self) {
        store::remove(&self.copy_name());
    }

    /// The draft has got its id: its copy moves along.
    pub(super) fn named(self, id: String) {
        let kept = store::get(&self.copy_name());
        self.forget_copy();
        self.id.set(Some(id));
        if let Some(kept) = kept {
            store::set(&self.copy_name(), &kept);
        }
    }
}

fn write(version: i64, body: &str) -> String {
    [&version.to_string(), "\n", body].concat()
}

fn read(text: &str) -> Option<(i64, String)> {
    let (version, body) = text.split_once('\n')?;
    Some((version.parse().ok()?, body.to_owned()))
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::{read, write};

    #[test]
    fn a_copy_comes_back_as_it_went() {
        assert_eq!(read(&write(7, "{\"text\":\"a\\nb\"}")), Some((7, "{\"text\":\"a\\nb\"}".to_owned())));
        assert_eq!(read("garbage"), None);
    }
}
