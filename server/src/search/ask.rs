//! What somebody typed, as the index is asked for it. Nothing of it reaches an engine but letters and digits.

use eyelevel_contract::people::rules::Actor;
use eyelevel_contract::search::{squashed, words};
use eyelevel_contract::serials;

use super::store::Kind;

/// What is asked for.
pub(super) struct Ask {
    words: Vec<String>,
    /// A number that is written together, and a serial number with its look-alikes as one: as the index has them.
    together: Vec<String>,
    /// The same, as keys.
    pub(super) keys: [String; 2],
}

/// Which part of the index.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Class {
    /// What names a thing.
    Head,
    /// What was written of it.
    Text,
}

impl Ask {
    /// Takes it apart; none: there is nothing to be found by it.
    pub(super) fn of(q: &str) -> Option<Self> {
        let words = words(q);
        if words.is_empty() {
            return None;
        }
        let number = squashed(&words.concat());
        let serial: String = serials::fold(&number).chars().filter(|c| c.is_alphanumeric()).collect();
        let mut together = vec![number.clone(), serial.to_lowercase()];
        together.dedup();
        let together = together.into_iter().map(|word| word.chars().take(60).collect()).collect();
        Some(Self { words, together, keys: [number.to_uppercase(), serial] })
    }

    /// The words of the index of which one must be there: of what kind and class it is, and whose.
    fn scopes(actor: &Actor, kind: Kind, class: Class) -> Vec<String> {
        let whose = if actor.is_vendor() || kind == Kind::Issue { String::new() } else { actor.organisation_id.replace('-', "") };
        let classes: &[&str] = match class {
            Class::Head => &["head"],
            Class::Text if actor.is_vendor() => &["text", "note"],
            Class::Text => &["text"],
        };
        classes.iter().map(|class| [kind.word(), class, &whose].concat()).collect()
    }

    /// In the words of FTS5. The last word may go on.
    pub(super) fn for_sqlite(&self, actor: &Actor, kind: Kind, class: Class) -> String {
        let scopes: Vec<_> = Self::scopes(actor, kind, class).iter().map(|scope| format!("\"{scope}\"")).collect();
        let each = self.each(|word, goes_on| format!("\"{word}\"{}", if goes_on { " *" } else { "" }), " AND ", " OR ");
        format!("scope : ({}) AND words : ({each})", scopes.join(" OR "))
    }

    /// In the words of `tsquery`; `search_fold` goes over it, as it went over the index.
    pub(super) fn for_postgres(&self, actor: &Actor, kind: Kind, class: Class) -> String {
        let scopes: Vec<_> = Self::scopes(actor, kind, class).iter().map(|scope| format!("'={scope}'")).collect();
        let each = self.each(|word, goes_on| format!("'{word}'{}", if goes_on { ":*" } else { "" }), " & ", " | ");
        format!("({}) & ({each})", scopes.join(" | "))
    }

    fn each(&self, one: impl Fn(&str, bool) -> String, and: &str, or: &str) -> String {
        let last = self.words.len() - 1;
        let all: Vec<_> = self.words.iter().enumerate().map(|(i, word)| one(word, i == last)).collect();
        let mut ways = vec![format!("({})", all.join(and))];
        ways.extend(self.together.iter().map(|word| one(word, true)));
        ways.join(or)
    }
}
