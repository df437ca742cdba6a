//! What the browser keeps for one person: typed texts that have not arrived yet. Another person at the same machine never sees them.

use core::cell::RefCell;

use crate::ui::reactive::window;
use web_sys::Storage;

const PREFIX: &str = "eyelevel:";

thread_local! {
    static PERSON: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Whose things these are.
pub(crate) fn set_person(id: &str) {
    PERSON.set(id.to_owned());
}

fn storage() -> Option<Storage> {
    // Refused in some private windows: then nothing is kept, and nothing breaks.
    window().local_storage().ok().flatten()
}

fn own(key: &str) -> String {
    PERSON.with_borrow(|person| [PREFIX, person, ":", key].concat())
}

/// What was kept under a name.
#[must_use]
pub(crate) fn get(key: &str) -> Option<String> {
    storage()?.get_item(&own(key)).ok().flatten()
}

/// Keeps a text; gives whether that worked (it does not when the browser's space is full).
pub(crate) fn set(key: &str, text: &str) -> bool {
    storage().is_some_and(|s| s.set_item(&own(key), text).is_ok())
}

/// Forgets it.
pub(crate) fn remove(key: &str) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(&own(key));
    }
}

/// The names of all that is kept for this person and begins so.
#[must_use]
pub(crate) fn keys(start: &str) -> Vec<String> {
    let Some(storage) = storage() else { return Vec::new() };
    let own = own("");
    let all = (0..storage.length().unwrap_or(0)).filter_map(|i| storage.key(i).ok().flatten());
    all.filter_map(|key| key.strip_prefix(&own).filter(|key| key.starts_with(start)).map(str::to_owned)).collect()
}

/// Forgets everything of this person.
pub(crate) fn clear() {
    for key in keys("") {
        remove(&key);
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn what_one_person_keeps_another_never_sees() {
        set_person("a");
        clear();
        assert!(set("form:x:text", "typed"));
        assert_eq!(keys("form:"), ["form:x:text"]);
        set_person("b");
        assert_eq!(get("form:x:text"), None);
        assert!(keys("").is_empty());
        set_person("a");
        assert_eq!(get("form:x:text").as_deref(), Some("typed"));
        clear();
        assert_eq!(get("form:x:text"), None);
    }
}
